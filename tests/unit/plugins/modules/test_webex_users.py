# SPDX-License-Identifier: GPL-3.0-or-later
"""webex_users: the calls it makes, and no other ones."""

from __future__ import annotations

import pytest
import requests

from ansible_collections.webex.wholesale.plugins.module_utils._declare.webex_ids import uuid_of
from ansible_collections.webex.wholesale.plugins.module_utils._engine.creation import REFUSAL_LOOKUP_DELAYS_S
from ansible_collections.webex.wholesale.tests.unit.samples import (
    ANA,
    CUSTOMER_ID,
    LEO,
    ORG,
    PARTNER_ORG,
    identifier,
    wire_customer,
    wire_person,
    wire_subscriber,
)
from ansible_collections.webex.wholesale.tests.unit.user_calls import (
    ALL_PEOPLE,
    ALL_THERE,
    ANA_BODY,
    BASIS,
    BOTH,
    HEAD_OFFICE,
    LEO_BODY,
    PEOPLE,
    SUBSCRIBERS,
    SUCCESS,
    expect_list,
    expect_locations,
    expect_people,
    expect_profile,
    run,
    verbs,
)

# The four cases


@pytest.mark.parametrize("check_mode", [True, False])
def test_nothing_to_do(webex, check_mode):
    expect_list(webex, *ALL_THERE)
    expect_people(webex, *ALL_PEOPLE, callingData="true")
    result = run(BOTH, check_mode)
    assert (result.changed, result.actions) == (False, [])
    assert result.objects["summary"] == {"create": 0, "update": 0, "delete": 0, "none": 2, "undeclared": 0}
    assert result.objects["users"][0] == {
        "email": "ana@acme.example",
        "action": "none",
        "id": identifier("SUBSCRIBER", 1),
        "status": "provisioned",
        "person_id": identifier("PEOPLE", 1),
        "package": "webex_calling",
    }


def test_a_person_is_found_by_every_spelling_of_its_id(webex):
    """Webex names the person behind a subscriber in another form than the list of people does."""
    expect_list(webex, {**wire_subscriber(LEO, 2), "personId": uuid_of(identifier("PEOPLE", 2))})
    expect_people(webex, wire_person(LEO, 2, title="Cook"))
    (action,) = run({**BASIS, "users": [{**LEO, "title": "Chief"}]}, check_mode=True).actions
    assert action["fields"] == {"title": {"from": "Cook", "to": "Chief"}}


CHANGED = {
    **BASIS,
    "users": [{**ANA, "title": "Chief"}, {**LEO, "last_name": "Hund", "department": None}],
    "prune": True,
}
OLD = {"email": "old@acme.example", "first_name": "O", "last_name": "Ld", "package": "webex_meetings"}
PRUNE = {"prune_max_percent": 100}
LEO_BEFORE = wire_person(
    LEO,
    2,
    department="Sales",
    roles=["R1"],
    licenses=["LIC"],
    phoneNumbers=[{"type": "work", "value": "+14085550101", "primary": True}, {"type": "fax", "value": "1"}],
    loginEnabled="true",
    created="2026-01-01",
)
LEO_AFTER = {
    "emails": ["leo@acme.example"],
    "displayName": "Leo Hund",
    "firstName": "Leo",
    "lastName": "Hund",
    "orgId": ORG,
    "roles": ["R1"],
    "licenses": ["LIC"],
    "phoneNumbers": [{"type": "work", "value": "+14085550101"}],
    "loginEnabled": True,
}


def expect_reads_of_a_change(webex):
    expect_list(webex, wire_subscriber(LEO, 2), wire_subscriber(OLD, 3))
    expect_people(webex, LEO_BEFORE, callingData="true")


@pytest.mark.parametrize("check_mode", [True, False])
def test_create_change_and_remove(webex, check_mode):
    expect_reads_of_a_change(webex)
    if not check_mode:
        webex.expect("DELETE", f"{SUBSCRIBERS}/{identifier('SUBSCRIBER', 3)}", status=204)
    expect_locations(webex, "Head Office")
    if check_mode:
        webex.expect("POST", f"{SUBSCRIBERS}/validate", body=ANA_BODY, answer=SUCCESS)
    else:
        expect_profile(webex, LEO_BEFORE, LEO_AFTER, 2)
        webex.expect("POST", SUBSCRIBERS, body=ANA_BODY, answer=wire_subscriber(ANA, 1))
        before = wire_person(ANA, 1, extension="101", locationId=HEAD_OFFICE)
        after = {key: value for key, value in before.items() if key != "id"} | {"title": "Chief"}
        expect_profile(webex, before, after, 1, first=False)
    result = run({**CHANGED, **PRUNE}, check_mode)
    assert (result.changed, result.failed) == (True, False)
    assert verbs(result) == {"ana@acme.example": "create", "leo@acme.example": "update", "old@acme.example": "delete"}
    assert result.actions[1]["fields"] == {
        "department": {"from": "Sales", "to": None},
        "display_name": {"from": "Leo Fox", "to": "Leo Hund"},
        "last_name": {"from": "Fox", "to": "Hund"},
    }
    assert result.objects["summary"] == {"create": 1, "update": 1, "delete": 1, "none": 0, "undeclared": 0}


def test_without_calling_users_no_locations_are_read(webex):
    expect_list(webex)
    webex.expect("POST", SUBSCRIBERS, body=LEO_BODY, answer=wire_subscriber(LEO, 2))
    assert run({**BASIS, "users": [LEO]}).changed is True


# Finding the customer


def test_customer_by_external_id(webex):
    query = {"externalId": "acme-0001", "max": "100"}
    webex.expect("GET", "/wholesale/customers", query=query, answer={"items": [wire_customer()]})
    expect_list(webex)
    assert run({"customer": "acme-0001", "users": []}).failed is False


@pytest.mark.parametrize(
    ("items", "message"),
    [
        ([], "There is no customer acme-0001. Make it first with webex_customer, or correct the external id."),
        (
            [wire_customer(status="updating")],
            "customer acme-0001 is updating; what it has can be managed when it is provisioned.",
        ),
        ([wire_customer(orgId=None)], "customer acme-0001 has no organization yet. Run again later."),
    ],
)
def test_customer_that_cannot_have_users(webex, items, message):
    query = {"externalId": "acme-0001", "max": "100"}
    webex.expect("GET", "/wholesale/customers", query=query, answer={"items": items})
    result = run({"customer": "acme-0001", "users": [LEO]})
    assert result.failed is True
    assert result.message.startswith(message)
    assert webex.writes == []


BY_HAND = {"customer": "acme-0001", "customer_id": CUSTOMER_ID, "org_id": ORG}
OTHER_ID, OTHER_ORG = identifier("ENTERPRISE", 2), identifier("ORGANIZATION", 2)


def expect_customer(webex, customer_id=CUSTOMER_ID, **changes):
    found = wire_customer(id=customer_id, **changes)
    webex.expect("GET", f"/wholesale/customers/{customer_id}", answer=found)


def test_names_given_by_hand_cost_one_look(webex):
    expect_customer(webex)
    expect_list(webex)
    assert run({**BY_HAND, "users": []}).message == ""


@pytest.mark.parametrize("check_mode", [True, False])
@pytest.mark.parametrize(
    ("names", "word"),
    [
        ({**BY_HAND, "customer": "harbor-0002"}, "and not harbor-0002"),
        ({**BY_HAND, "org_id": OTHER_ORG}, f"org_id names {OTHER_ORG}"),
        ({"customer_id": CUSTOMER_ID, "org_id": OTHER_ORG}, f"org_id names {OTHER_ORG}"),
        ({"customer": "harbor-0002", "customer_id": CUSTOMER_ID}, "and not harbor-0002"),
    ],
)
def test_names_of_two_customers_are_refused(webex, names, word, check_mode):
    expect_customer(webex)
    result = run({**names, "users": [LEO]}, check_mode)
    assert result.failed
    assert word in result.message
    assert result.api_calls == {"GET": 1}


def test_another_organization_than_that_of_the_external_id_is_refused(webex):
    query = {"externalId": "acme-0001", "max": "100"}
    webex.expect("GET", "/wholesale/customers", query=query, answer={"items": [wire_customer()]})
    result = run({"customer": "acme-0001", "org_id": OTHER_ORG, "users": [LEO]})
    assert f"customer acme-0001 has the organization {ORG}, but org_id names {OTHER_ORG}" in result.message


@pytest.mark.parametrize(
    ("names", "word"),
    [
        ({"customer": "harbor-0002"}, "and not harbor-0002"),
        ({"customer_id": OTHER_ID}, f"names {OTHER_ID}"),
        ({"org_id": OTHER_ORG}, f"org_id names {OTHER_ORG}"),
    ],
)
def test_a_known_customer_beside_other_names_is_refused_without_a_request(webex, names, word):
    known = {"id": CUSTOMER_ID, "org_id": ORG, "external_id": "acme-0001", "status": "provisioned"}
    result = run({"known_customer": known, **names, "users": [LEO]})
    assert word in result.message
    assert result.api_calls == {}


def test_a_known_customer_without_organization_is_looked_at(webex):
    expect_customer(webex)
    expect_list(webex)
    assert run({"known_customer": {"id": CUSTOMER_ID, "org_id": None}, "users": []}).message == ""


def test_planned_customer_in_check_mode(webex):
    body = {
        "email": "leo@acme.example",
        "packages": ["webex_meetings"],
        "provisioningId": "PROV-1",
        "customerInfo": {"primaryEmail": "it@acme.example"},
        "provisioningParameters": {"firstName": "Leo", "lastName": "Fox"},
    }
    webex.expect("POST", f"{SUBSCRIBERS}/validate", body=body, answer=SUCCESS)
    planned = {"provisioning_id": "PROV-1", "admin_email": "it@acme.example"}
    result = run({"customer": "acme-0001", "users": [LEO], "planned_customer": planned}, check_mode=True)
    assert verbs(result) == {"leo@acme.example": "create"}
    assert result.warnings == []


def test_planned_customer_without_provisioning_id(webex):
    result = run({"customer": "acme-0001", "users": [LEO], "planned_customer": {}}, check_mode=True)
    assert verbs(result) == {"leo@acme.example": "create"}
    assert "customer acme-0001: 1 new user without precheck" in result.warnings[0]


def test_users_of_an_organization_that_is_attached_are_not_prechecked(webex):
    planned = {"provisioning_id": "PROV-1", "admin_email": "it@acme.example"}
    options = {"customer": "acme-0001", "org_id": ORG, "users": [LEO], "planned_customer": planned}
    result = run(options, check_mode=True)
    assert (result.failed, verbs(result)) == (False, {"leo@acme.example": "create"})
    assert result.warnings == [
        "customer acme-0001: 1 new user without precheck: Webex can judge them when their organization is attached."
    ]


# Rows that fail


def test_a_row_that_fails_does_not_stop_the_others(webex):
    expect_list(webex)
    expect_locations(webex, "Head Office", "Fremont")
    webex.expect("POST", SUBSCRIBERS, body=LEO_BODY, answer=wire_subscriber(LEO, 2))
    result = run(BOTH)
    assert result.failed is True
    assert result.message == (
        "1 of 2 changes to users failed, and 1 went well; run again after correcting them:\n"
        "- ana@acme.example: names no location; name one of: Fremont, Head Office."
    )
    assert [row["email"] for row in result.objects["failed_users"]] == ["ana@acme.example"]
    assert result.objects["users"][1]["id"] == identifier("SUBSCRIBER", 2)


@pytest.mark.parametrize(
    ("options", "names", "message"),
    [
        (
            {"default_location": "Fremont"},
            ("Head Office",),
            "its location Fremont does not exist; known are: Head Office.",
        ),
        (
            {"default_location": "A"},
            ("A", "A"),
            "its location A exists more than once (case does not count); rename one of them in Control Hub.",
        ),
    ],
)
def test_locations_that_cannot_be_found(webex, options, names, message):
    expect_list(webex)
    expect_locations(webex, *names)
    assert message in run({**BASIS, **options, "users": [ANA]}).message
    assert webex.writes == []


def test_a_refused_token_stops_the_rest(webex):
    expect_list(webex)
    webex.expect("POST", SUBSCRIBERS, body=LEO_BODY, status=401)
    result = run({**BASIS, "users": [LEO, {**LEO, "email": "x@acme.example"}]})
    assert "not tried, because an earlier row could not reach Webex." in result.message


def test_precheck_refuses_rows_in_check_mode(webex):
    expect_list(webex)
    refusal = {"message": "failed", "info": {"errorCode": "10022", "description": "e-mail is taken"}}
    webex.expect("POST", f"{SUBSCRIBERS}/validate", body=LEO_BODY, answer=refusal)
    result = run({**BASIS, "users": [LEO]}, check_mode=True)
    assert result.failed is True
    assert "- leo@acme.example: Webex's precheck refuses it: e-mail is taken (errorCode 10022)." in result.message


def test_check_mode_does_not_say_that_anything_is_done(webex):
    expect_list(webex)
    webex.expect("POST", f"{SUBSCRIBERS}/validate", body=LEO_BODY, answer={"message": "failed"})
    other = {**LEO, "email": "x@acme.example"}
    body = {**LEO_BODY, "email": "x@acme.example"}
    webex.expect("POST", f"{SUBSCRIBERS}/validate", body=body, answer=SUCCESS)
    assert "went well" not in run({**BASIS, "users": [LEO, other]}, check_mode=True).message


@pytest.mark.parametrize(
    ("users", "message"),
    [
        (
            [ANA, {**LEO, "email": "ANA@acme.example"}],
            "users[1].email: ANA@acme.example is in row 0 already. Remove one of them.",
        ),
        (
            [{**LEO, "extension": "1"}],
            "users[0].extension: package webex_meetings makes no calls, but extension is given.",
        ),
    ],
)
def test_mistakes_in_the_data_come_before_any_call(users, message):
    assert message in run({**BASIS, "users": users}).message


@pytest.mark.parametrize("check_mode", [True, False])
def test_prune_over_the_guard(webex, check_mode):
    expect_list(webex, *ALL_THERE)
    result = run({**BASIS, "users": [], "prune": True, "prune_max_count": 1}, check_mode)
    assert result.message.startswith(
        "2 of 2 users would be removed (100 %): ana@acme.example, leo@acme.example. No more than 1 may go"
    )
    assert webex.writes == []


@pytest.mark.parametrize("check_mode", [True, False])
@pytest.mark.parametrize(
    ("options", "loss"),
    [
        ({"prune": True, "prune_max_count": 1}, "2 of 2 users would be removed or lose calling (100 %): leo@"),
        ({"prune_max_count": 0}, "1 of 2 users would lose calling (50 %): ana@"),
    ],
)
def test_who_loses_calling_counts_for_the_guard(webex, options, loss, check_mode):
    user = {**LEO, "email": ANA["email"], "first_name": ANA["first_name"], "last_name": ANA["last_name"]}
    expect_list(webex, *ALL_THERE)
    expect_people(webex, *ALL_PEOPLE, callingData="true")
    result = run({**BASIS, "users": [user], **options}, check_mode)
    assert result.message.startswith(loss)
    assert webex.writes == []


def test_protected_users_stay(webex):
    expect_list(webex, *ALL_THERE)
    webex.expect("DELETE", f"{SUBSCRIBERS}/{identifier('SUBSCRIBER', 1)}", status=404)
    result = run({**BASIS, "users": [], "prune": True, **PRUNE, "protected_users": ["LEO@acme.example"]})
    assert verbs(result) == {"ana@acme.example": "delete"}


# Special ways


def test_a_lost_answer_is_looked_up(webex, clock):
    expect_list(webex)
    webex.expect("POST", SUBSCRIBERS, body=LEO_BODY, failure=requests.exceptions.ReadTimeout())
    expect_list(webex, email="leo@acme.example")
    expect_list(webex, wire_subscriber(LEO, 2), email="leo@acme.example")
    result = run({**BASIS, "users": [LEO]})
    assert (result.failed, result.objects["users"][0]["id"]) == (False, identifier("SUBSCRIBER", 2))
    assert webex.writes == ["POST /v1/wholesale/subscribers"]


@pytest.mark.parametrize("made_by_us", [True, False])
def test_a_taken_address_is_adopted_only_when_it_is_one_of_this_customers(webex, clock, made_by_us):
    expect_list(webex)
    taken = {"errors": [{"errorCode": 10022, "description": "e-mail is taken"}]}
    webex.expect("POST", SUBSCRIBERS, body=LEO_BODY, status=400, answer=taken)
    for _look in range(1 if made_by_us else 1 + len(REFUSAL_LOOKUP_DELAYS_S)):
        expect_list(webex, *([wire_subscriber(LEO, 2)] if made_by_us else []), email="leo@acme.example")
    result = run({**BASIS, "users": [LEO]})
    assert result.failed is not made_by_us


def test_pending_users_are_told(webex):
    expect_list(webex)
    pending = wire_subscriber(LEO, 2, status="pending_user_migration", personId=None)
    webex.expect("POST", SUBSCRIBERS, body=LEO_BODY, status=202, answer=pending)
    result = run({**BASIS, "users": [{**LEO, "title": "Chief"}]})
    assert result.warnings[0].startswith("1 user must agree by e-mail to move their free Webex account first: leo@")


def test_consent_email_again(webex):
    pending = wire_subscriber(LEO, 2, status="pending_user_migration", personId=None)
    expect_list(webex, pending)
    webex.expect("POST", f"/subscribers/{identifier('SUBSCRIBER', 2)}/emails/consentMove", status=204)
    result = run({**BASIS, "users": [LEO], "resend_consent": True})
    assert result.actions[0]["fields"] == {"consent_email": {"from": None, "to": "sent again"}}


def test_package_change_to_calling_carries_location_and_extension(webex):
    expect_list(webex, wire_subscriber({**ANA, "package": "webex_meetings"}, 1))
    expect_locations(webex, "Head Office")
    body = {"packages": ["webex_calling"], "provisioningParameters": {"extension": "101", "locationId": HEAD_OFFICE}}
    webex.expect("PUT", f"{SUBSCRIBERS}/{identifier('SUBSCRIBER', 1)}", body=body, answer=wire_subscriber(ANA, 1))
    result = run({**BASIS, "users": [ANA], "compare_profile": False})
    assert result.objects["users"][0]["package"] == "webex_calling"


def test_package_change_between_calling_packages_carries_nothing_else(webex):
    expect_list(webex, wire_subscriber({**ANA, "package": "webex_suite"}, 1))
    webex.expect("PUT", f"{SUBSCRIBERS}/{identifier('SUBSCRIBER', 1)}", body={"packages": ["webex_calling"]})
    assert run({**BASIS, "users": [ANA], "compare_profile": False}).changed is True


def test_a_person_of_another_organization_is_not_touched(webex):
    expect_list(webex, wire_subscriber(LEO, 2))
    expect_people(webex, wire_person(LEO, 2))
    path = f"{PEOPLE}/{identifier('PEOPLE', 2)}"
    webex.expect("GET", path, query={"callingData": "true"}, answer=wire_person(LEO, 2, orgId=PARTNER_ORG))
    result = run({**BASIS, "users": [{**LEO, "title": "Chief"}]})
    assert "belongs to another organization; nothing was changed." in result.message
    assert webex.writes == []


def test_users_of_a_file(webex, tmp_path):
    path = tmp_path / "users.csv"
    path.write_text(
        "User ID/Email (Required),First Name,Last Name,Package,Webex "
        "Assistant\nleo@acme.example,Leo,Fox,webex_meetings,x\n"
    )
    expect_list(webex, wire_subscriber(LEO, 2))
    result = run({**BASIS, "users_file": str(path), "compare_profile": False})
    assert result.changed is False
    assert result.warnings == [f"{path}: columns passed over: Webex Assistant."]
