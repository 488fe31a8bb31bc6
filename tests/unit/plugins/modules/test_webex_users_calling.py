# SPDX-License-Identifier: GPL-3.0-or-later
"""webex_users and webex_user: number, extension, location and package of calling users that are there already."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.tests.unit.samples import (
    ANA,
    ORG,
    PARTNER_ORG,
    identifier,
    wire_person,
    wire_subscriber,
)
from ansible_collections.webex.wholesale.tests.unit.user_calls import (
    BASIS,
    HEAD_OFFICE,
    PEOPLE,
    SUBSCRIBERS,
    expect_list,
    expect_people,
    expect_profile,
    run,
    run_one,
    verbs,
)

# Calling data of users that are there

ZOE = {**ANA, "email": "zoe@acme.example", "first_name": "Zoe", "extension": "102"}
N1, N2 = "+14085550101", "+14085550102"
BOTH_CALLING = (wire_subscriber(ANA, 1), wire_subscriber(ZOE, 3))


def calling_person(user, index, number, **changes):
    """A person with everything a change must keep, beside what Webex only tells."""
    return wire_person(
        user,
        index,
        extension=user["extension"],
        locationId=HEAD_OFFICE,
        phoneNumbers=[
            *([{"type": "work", "value": number, "primary": True}] if number else []),
            {"type": "work_extension", "value": f"81{user['extension']}"},
        ],
        licenses=["LIC1", "LIC2"],
        roles=["R1"],
        siteUrls=["acme.webex.example"],
        manager="boss@acme.example",
        addresses=[{"type": "work", "country": "US"}],
        created="2026-01-01T00:00:00Z",
        status="active",
        sipAddresses=[{"type": "cloud-calling", "value": "x", "primary": True}],
        **changes,
    )


def sent_back(person, number=None, **changes):
    body = {
        key: value
        for key, value in person.items()
        if key not in ("id", "phoneNumbers", "created", "status", "sipAddresses")
    }
    numbers = {"phoneNumbers": [{"type": "work", "value": number}]} if number else {}
    return {**body, **numbers, **changes}


def expect_both(webex, *people):
    expect_list(webex, *BOTH_CALLING)
    expect_people(webex, *people, callingData="true")


@pytest.mark.parametrize("check_mode", [True, False])
def test_two_users_swap_their_numbers(webex, check_mode):
    ana, zoe = calling_person(ANA, 1, N1), calling_person(ZOE, 3, N2)
    expect_both(webex, ana, zoe)
    if not check_mode:
        # Ana lets go, Zoe takes, Ana takes.
        expect_profile(webex, ana, sent_back(ana), 1)
        expect_profile(webex, zoe, sent_back(zoe, N1), 3, first=False)
        expect_profile(webex, calling_person(ANA, 1, ""), sent_back(ana, N2), 1, first=False)
    result = run({**BASIS, "users": [{**ANA, "number": N2}, {**ZOE, "number": N1}]}, check_mode)
    assert (result.failed, verbs(result)) == (False, {"ana@acme.example": "update", "zoe@acme.example": "update"})
    assert [action["fields"] for action in result.actions] == [
        {"number": {"from": N1, "to": N2}},
        {"number": {"from": N2, "to": N1}},
    ]


@pytest.mark.parametrize("check_mode", [True, False])
def test_extension_and_profile_are_one_change(webex, check_mode):
    ana = calling_person(ANA, 1, N1)
    expect_both(webex, ana, calling_person(ZOE, 3, N2))
    if not check_mode:
        expect_profile(webex, ana, sent_back(ana, N1, extension="777", title="Chief"), 1)
    result = run({**BASIS, "users": [{**ANA, "extension": "777", "title": "Chief"}, ZOE]}, check_mode)
    assert result.actions[0]["fields"] == {
        "extension": {"from": "101", "to": "777"},
        "title": {"from": None, "to": "Chief"},
    }


@pytest.mark.parametrize("check_mode", [True, False])
def test_package_of_a_full_administrator(webex, check_mode):
    role = identifier("ROLE", 1)
    expect_list(webex, wire_subscriber({**ANA, "package": "webex_suite"}, 1))
    expect_people(webex, calling_person(ANA, 1, N1) | {"roles": [role]}, callingData="true")
    result = run({**BASIS, "users": [ANA], "full_admins": ["ANA@acme.example"]}, check_mode)
    assert "would change from webex_suite to webex_calling" in result.message
    assert "allow_admin_package_change: true" in result.message
    assert webex.writes == []


def test_package_of_a_full_administrator_on_request(webex):
    expect_list(webex, wire_subscriber({**ANA, "package": "webex_suite"}, 1))
    expect_people(webex, calling_person(ANA, 1, N1), callingData="true")
    webex.expect("PUT", f"{SUBSCRIBERS}/{identifier('SUBSCRIBER', 1)}", body={"packages": ["webex_calling"]})
    options = {"full_admins": ["ana@acme.example"], "allow_admin_package_change": True}
    assert run({**BASIS, "users": [ANA], **options}).failed is False


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            [{"phoneNumber": N2, "owner": {"id": "P", "firstName": "Hall", "lastName": "Phone"}}],
            f"- ana@acme.example: the number {N2} is held by Hall Phone at Fremont. PUT /people/",
        ),
        ([], f"- ana@acme.example: the number {N2} is in no location's inventory. PUT /people/"),
        ([{"phoneNumber": N2}], "- ana@acme.example: PUT /people/"),
    ],
)
def test_a_number_that_webex_refuses_is_explained(webex, rows, message):
    ana = calling_person(ANA, 1, N1)
    expect_list(webex, wire_subscriber(ANA, 1))
    expect_people(webex, ana, callingData="true")
    path = f"{PEOPLE}/{identifier('PEOPLE', 1)}"
    webex.expect("GET", path, query={"callingData": "true"}, answer=ana)
    webex.expect("GET", "/people/me", answer={"orgId": PARTNER_ORG})
    webex.expect("PUT", path, query={"callingData": "true"}, body=sent_back(ana, N2), status=400)
    answer = {"phoneNumbers": [{**row, "location": {"name": "Fremont"}} for row in rows]}
    query = {"orgId": ORG, "phoneNumber": N2, "max": "2000"}
    webex.expect("GET", "/telephony/config/numbers", query=query, answer=answer)
    assert message in run({**BASIS, "users": [{**ANA, "number": N2}]}).message


@pytest.mark.parametrize("check_mode", [True, False])
@pytest.mark.parametrize("changed", [True, False])
def test_one_calling_user(webex, changed, check_mode):
    ana = calling_person(ANA, 1, N1)
    expect_list(webex, wire_subscriber(ANA, 1), email="ana@acme.example")
    expect_people(webex, ana, email="ana@acme.example", callingData="true")
    if changed and not check_mode:
        expect_profile(webex, ana, sent_back(ana, N2), 1)
    result = run_one({**ANA, "number": N2 if changed else N1}, check_mode)
    assert (result.changed, result.failed) == (changed, False)
