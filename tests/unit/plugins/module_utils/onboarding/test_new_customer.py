# SPDX-License-Identifier: GPL-3.0-or-later
"""What a declaration lacks should its customer be new."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.declaration import read_inventory
from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.new_customer import missing_when_new
from ansible_collections.webex.wholesale.tests.unit import samples

NUMBER = "+14085550101"
PIER = {
    "name": "Pier",
    "address": samples.ADDRESS,
    "timezone": "America/Los_Angeles",
    "language": "en_us",
}
HOST = {
    "webex_onboarding_templates": [samples.TEMPLATE],
    "webex_customer": {**samples.CUSTOMER, "template": "gold-us"},
    "webex_locations": [{"name": samples.CUSTOMER["headquarters"]["name"], "numbers": [NUMBER]}, PIER],
    "webex_users": [{**samples.ANA, "number": NUMBER}],
    "webex_admins": [
        {"email": samples.CUSTOMER["admin_email"].upper(), "roles": ["Full administrator"]},
        {"email": samples.ANA["email"], "roles": ["Device administrator"]},
        {"email": "former@acme.example", "roles": []},
    ],
}


def missing(**variables):
    inventory = read_inventory({"acme": {**HOST, **variables}})
    assert [str(problem) for problem in inventory.problems] == []
    (declaration,) = inventory.customers
    return [str(problem) for problem in missing_when_new(declaration)]


def test_a_whole_declaration_lacks_nothing():
    assert missing() == []


@pytest.mark.parametrize(
    ("variables", "told"),
    [
        (
            {"webex_locations": [HOST["webex_locations"][0], {"name": "Pier", "language": "en_us"}]},
            "webex_locations[1]: location Pier cannot be made without address, timezone. Add address, timezone.",
        ),
        (
            {"webex_locations": None},
            f"webex_users[0].number: {NUMBER} is at no location. Add it to the numbers of its location in "
            "webex_locations.",
        ),
        (
            {"webex_locations": [HOST["webex_locations"][0], {**PIER, "main_number": "+14085550177"}]},
            "webex_locations[1].main_number: +14085550177 is not at location Pier. Add it to numbers.",
        ),
        (
            {"webex_admins": [{"email": "ghost@acme.example", "roles": ["Device administrator"]}]},
            "webex_admins[0].email: ghost@acme.example is no user and not the admin_email. Add it to webex_users.",
        ),
    ],
    ids=["address", "number", "main number", "administrator"],
)
def test_what_an_existing_customer_may_have_is_missing(variables, told):
    assert missing(**variables) == [told]
    # An organization that is attached may have it already.
    attached = {**HOST["webex_customer"], "org_id": "ORG"}
    template = {**samples.TEMPLATE, "allow_admin_invite_emails": True}
    assert missing(**variables, webex_customer=attached, webex_onboarding_templates=[template]) == []
