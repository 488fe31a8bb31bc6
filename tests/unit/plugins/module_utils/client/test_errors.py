# SPDX-License-Identifier: GPL-3.0-or-later
"""What the text of an error says can be read back."""

from __future__ import annotations

import re

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._client.errors import (
    ErrorDetails,
    ServiceError,
    api_error,
    details_in,
)


def said(error):
    """The advice of an error as its message has it."""
    return re.sub(r"[{}]", "", error.advice)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 423, 429, 500, 503])
def test_details_come_back(status):
    errors = (ServiceError("25008", "It is taken."), ServiceError("words", "And more"), ServiceError("25008", "Again."))
    error = api_error("POST", "/people", status, errors, "ROUTER_6565A0-01BB.22")
    found = details_in(f"user ana@acme.example: {error} Nothing else was done.")
    assert found == ErrorDetails("25008, words", "ROUTER_6565A0-01BB.22", said(error))


def test_other_texts_have_none():
    assert details_in("no carrier is named Local. Use one of: Local Carrier.") == ErrorDetails()
    error = api_error("GET", "/people", 500, ())
    assert details_in(str(error)) == ErrorDetails("", "", said(error))
