# SPDX-License-Identifier: GPL-3.0-or-later
"""Which objections of the precheck are about the provisioning ID."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._client.errors import ServiceError
from ansible_collections.webex.wholesale.plugins.module_utils._templates.precheck import about_the_id


@pytest.mark.parametrize(
    "text",
    [
        "The provisioningId is unknown.",
        "Invalid Provisioning ID: abc",
        "PROVISIONING-ID not usable",
        "provisioning_id",
        "No such template.",
        "The onboarding Template does not exist",
        "template not found",
    ],
)
def test_about_the_id(text):
    assert about_the_id([ServiceError("", "stateOrProvince is mandatory in US"), ServiceError("1", text)])


@pytest.mark.parametrize(
    "text",
    [
        "stateOrProvince is mandatory in US.",
        "stateOrProvince is mandatory for the country of this provisioning ID",
        "Provisioning failed.",
        "The onboarding template does not allow administrator invitation e-mails.",
        "The organization to attach does not exist.",
        "Package webex_voice is unknown.",
        "no description",
    ],
)
def test_about_something_else(text):
    assert not about_the_id([ServiceError("1", text)])


def test_a_taken_address_is_never_about_the_id():
    assert not about_the_id([ServiceError("10022", "used with another provisioningId")])


def test_no_objection_is_about_nothing():
    assert not about_the_id([])
