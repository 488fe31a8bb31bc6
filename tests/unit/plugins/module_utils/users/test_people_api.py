# SPDX-License-Identifier: GPL-3.0-or-later
"""What is sent back of a person means the same as what was read, whatever order Webex listed it in."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._client.client import Client
from ansible_collections.webex.wholesale.plugins.module_utils._users.people_api import PeopleApi
from ansible_collections.webex.wholesale.tests.unit.connected import settings_of
from ansible_collections.webex.wholesale.tests.unit.samples import ORG, PARTNER_ORG, identifier, wire_person

LEO = {"email": "leo@acme.example", "first_name": "Leo", "last_name": "Fox"}
ID = identifier("PEOPLE", 1)
PATH = f"/people/{ID}"
CALLING = {"callingData": "true"}
ALIAS, OTHER = "fox@acme.example", "l.fox@acme.example"
NUMBERS = [
    {"type": "work", "value": "+14085550102"},
    {"type": "mobile", "value": "+14085550103"},
    {"type": "work", "value": "+14085550101", "primary": True},
]


@pytest.fixture
def api(webex):
    return PeopleApi(Client(settings_of(access_token="t")), ORG)


def expect(webex, body, **present):
    answer = wire_person(LEO, 1, **present)
    webex.expect("GET", PATH, query=CALLING, answer=answer)
    webex.expect("GET", "/people/me", answer={"orgId": PARTNER_ORG})
    sent = {key: value for key, value in answer.items() if key not in ("id", "emails", "phoneNumbers")}
    webex.expect("PUT", PATH, query=CALLING, body={**sent, **body}, answer=answer)


@pytest.mark.parametrize("main", [LEO["email"], "Leo@Acme.example"])
@pytest.mark.parametrize(
    "listed", [[LEO["email"], ALIAS, OTHER], [ALIAS, LEO["email"], OTHER], [ALIAS, OTHER, LEO["email"]]]
)
def test_the_address_to_sign_in_stays_the_first(api, webex, listed, main):
    expect(webex, {"title": "Cook", "emails": [LEO["email"], ALIAS, OTHER]}, emails=listed)
    api.change(ID, {"title": "Cook"}, email=main)


@pytest.mark.parametrize("main", ["", "gone@acme.example"])
def test_addresses_of_which_none_is_known_to_be_the_main_one_are_left_alone(api, webex, main):
    expect(webex, {"title": "Cook"}, emails=[ALIAS, LEO["email"]])
    api.change(ID, {"title": "Cook"}, email=main)


def test_a_single_address_is_sent_back(api, webex):
    expect(webex, {"title": "Cook", "emails": [ALIAS]}, emails=[ALIAS])
    api.change(ID, {"title": "Cook"})


def test_the_main_number_stays_the_first(api, webex):
    sent = [{"type": "work", "value": "+14085550101"}, {"type": "work", "value": "+14085550102"}]
    expect(webex, {"title": "Cook", "emails": [ALIAS], "phoneNumbers": sent}, emails=[ALIAS], phoneNumbers=NUMBERS)
    api.change(ID, {"title": "Cook"})


def test_roles_leave_several_addresses_alone(api, webex):
    expect(webex, {"roles": ["R1"]}, emails=[ALIAS, LEO["email"]])
    api.set_roles(api.get(ID), ["R1"])


def test_the_main_number_is_the_number_of_a_person(api, webex):
    webex.expect("GET", PATH, query=CALLING, answer=wire_person(LEO, 1, phoneNumbers=NUMBERS))
    assert api.get(ID).number == "+14085550101"
