# SPDX-License-Identifier: GPL-3.0-or-later
"""The last gate before the network."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._client.errors import (
    CheckModeViolation,
    OrganizationRefused,
)
from ansible_collections.webex.wholesale.plugins.module_utils._client.guard import (
    refuse_in_check_mode,
    refuse_without_organization,
)
from ansible_collections.webex.wholesale.plugins.module_utils._declare.webex_ids import same_id
from ansible_collections.webex.wholesale.tests.unit.samples import ORG, PARTNER_ORG, identifier

UUID = "00000000-0000-4000-8000-000000000001"


@pytest.mark.parametrize(
    "path",
    [
        "/wholesale/customers/validate",
        "/wholesale/subscribers/validate",
        "/telephony/config/actions/validateNumbers/invoke",
        "/telephony/config/locations/L1/actions/validateExtensions/invoke",
        "/telephony/config/locations/L1/actions/precheckForDeletion/invoke",
    ],
)
def test_check_mode_lets_validations_pass(path):
    refuse_in_check_mode("POST", path)
    refuse_in_check_mode("GET", "/wholesale/customers")
    with pytest.raises(CheckModeViolation):
        refuse_in_check_mode("PUT", f"{path}/x")


MOVES = "/telephony/config/jobs/person/moveLocation"


def test_check_mode_lets_only_questions_about_moves_pass():
    question, order = {"validate": True, "users": []}, {"validate": False, "users": []}
    refuse_in_check_mode("POST", MOVES, {"usersList": [question]})
    refuse_in_check_mode("GET", MOVES)
    for body in (None, [], {}, *({"usersList": parts} for parts in ([], [order], [question, order], [{}], "x", ["x"]))):
        with pytest.raises(CheckModeViolation):
            refuse_in_check_mode("POST", MOVES, body)
    with pytest.raises(CheckModeViolation):
        refuse_in_check_mode("POST", MOVES, {"usersList": [{**question, "validate": "true"}]})
    with pytest.raises(CheckModeViolation):
        refuse_in_check_mode("POST", f"{MOVES}/1", {"usersList": [question]})
    with pytest.raises(OrganizationRefused):
        refuse_without_organization("POST", MOVES, None, None, {"usersList": [order]})


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("path", ["/wholesale/customers", "/wholesale/customers/validate/x", "/people/1"])
def test_check_mode_refuses_writes(method, path):
    with pytest.raises(CheckModeViolation, match=rf"{method} {path} was refused: nothing is written in check mode"):
        refuse_in_check_mode(method, path)


def test_writes_need_an_organization():
    with pytest.raises(OrganizationRefused, match="no customer organization is named"):
        refuse_without_organization("PUT", "/people/1", None, None)
    refuse_without_organization("GET", "/people/1", None, None)
    refuse_without_organization("POST", "/wholesale/customers", None, None)
    refuse_without_organization("POST", "/subscribers/1/emails/consentMove", None, None)
    refuse_without_organization("PUT", "/people/1", ORG, PARTNER_ORG)


def test_writes_to_the_partners_own_organization_are_refused():
    with pytest.raises(OrganizationRefused, match="is the partner's own organization"):
        refuse_without_organization("PUT", "/people/1", PARTNER_ORG, PARTNER_ORG)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (ORG, ORG, True),
        (ORG, UUID, True),
        (UUID.upper(), ORG, True),
        (identifier("ORGANIZATION", 1), identifier("CUSTOMER", 1), True),
        (ORG, PARTNER_ORG, False),
        (ORG, UUID[:-1] + "2", False),
        ("no-id", "other-id", False),
        ("", ORG, False),
        ("é", "%%%", False),
    ],
)
def test_same_id(one, other, same):
    for pair in ((one, other), (other, one)):
        assert same_id(*pair) is same
