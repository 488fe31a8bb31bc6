# SPDX-License-Identifier: GPL-3.0-or-later
"""webex_admin_roles: the calls it makes, and no other ones."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._admins.info import AdminRoleInfoOperation
from ansible_collections.webex.wholesale.plugins.module_utils._admins.operation import AdminRolesOperation
from ansible_collections.webex.wholesale.plugins.module_utils._admins.options import ADMIN_ROLE_INFO, ADMIN_ROLES
from ansible_collections.webex.wholesale.plugins.module_utils._users.present import Person
from ansible_collections.webex.wholesale.tests.unit.run_module import run_module
from ansible_collections.webex.wholesale.tests.unit.samples import (
    ANA,
    CUSTOMER_ID,
    LEO,
    ORG,
    PARTNER_ORG,
    identifier,
    wire_person,
    wire_subscriber,
)
from ansible_collections.webex.wholesale.tests.unit.user_calls import expect_list

BASIS = {"known_customer": {"id": CUSTOMER_ID, "org_id": ORG}, "workers": 1}
ROLES = [
    {"id": "F", "name": "Full Administrator"},
    {"id": "R", "name": "Read-only Administrator"},
    {"id": "L", "name": "Location Administrator"},
]
FULL = {"email": "ana@acme.example", "roles": ["full administrator"]}
PATH = f"/people/{identifier('PEOPLE', 1)}"
IDS = {"person_ids": {"ANA@acme.example": identifier("PEOPLE", 1)}}
CALLING = {
    "extension": "101",
    "locationId": "L1",
    "licenses": ["LIC1", "LIC2"],
    "phoneNumbers": [{"type": "work", "value": "+14085550101"}, {"type": "work_extension", "value": "81101"}],
}


def run(admins, check_mode=False, hidden=None, **options):
    options = {**BASIS, "admins": admins, **options}
    return run_module(AdminRolesOperation, ADMIN_ROLES, options, check_mode=check_mode, hidden=hidden)


def expect_roles(webex):
    webex.expect("GET", "/roles", answer={"items": ROLES})


def expect_find(webex, *people, email="ana@acme.example"):
    query = {"orgId": ORG, "email": email, "excludeStatus": "true", "max": "100"}
    webex.expect("GET", "/people", query=query, answer={"items": list(people)})


def expect_person(webex, **changes):
    webex.expect("GET", PATH, query={"callingData": "true"}, answer=wire_person(ANA, 1, **changes))


@pytest.mark.parametrize("check_mode", [True, False])
def test_nothing_to_do(webex, check_mode):
    expect_roles(webex)
    expect_find(webex, wire_person(LEO, 2), wire_person(ANA, 1))
    expect_person(webex, roles=["X", "F"])
    result = run([FULL], check_mode)
    assert (result.changed, result.actions) == (False, [])
    assert result.objects["admins"] == [
        {"email": "ana@acme.example", "roles": ["Full Administrator", "X"], "action": "none"}
    ]


def test_roles_that_are_known_are_not_asked_for(webex):
    expect_find(webex, wire_person(ANA, 1))
    expect_person(webex, roles=["F"])
    assert run([FULL], known_roles=ROLES).changed is False


def test_the_roles_for_others_to_know(webex):
    expect_roles(webex)
    result = run_module(AdminRoleInfoOperation, ADMIN_ROLE_INFO, {})
    assert result.objects["roles"] == [ROLES[0], ROLES[2], ROLES[1]]
    assert result.api_calls == {"GET": 1}


@pytest.mark.parametrize("check_mode", [True, False])
@pytest.mark.parametrize(("exclusive", "after"), [(False, ["R", "F"]), (True, ["F"])])
def test_roles_are_given_and_nothing_else_is_lost(webex, exclusive, after, check_mode):
    expect_roles(webex)
    expect_person(webex, roles=["R"], title="Chief", created="2026-01-01", **CALLING)
    if not check_mode:
        webex.expect("GET", "/people/me", answer={"orgId": PARTNER_ORG})
        body = {
            "emails": ["ana@acme.example"],
            "displayName": "Ana Diaz",
            "firstName": "Ana",
            "lastName": "Diaz",
            "orgId": ORG,
            "title": "Chief",
            **CALLING,
            "phoneNumbers": CALLING["phoneNumbers"][:1],
            "roles": after,
        }
        webex.expect("PUT", PATH, query={"callingData": "true"}, body=body)
    result = run([FULL], check_mode, exclusive=exclusive, **IDS)
    assert (result.changed, result.failed) == (True, False)
    assert result.actions[0]["fields"]["roles"]["from"] == ["Read-only Administrator"]


@pytest.mark.parametrize("check_mode", [True, False])
@pytest.mark.parametrize(
    ("roles", "message"),
    [
        (["Boss"], "there is no role 'Boss'. Use one of: Full Administrator, Read-only Administrator, Location"),
        (["Full Administrator", "location administrator"], "Location administrator excludes every other role"),
    ],
)
def test_roles_that_cannot_be_given(webex, roles, message, check_mode):
    expect_roles(webex)
    expect_person(webex)
    assert message in run([{**FULL, "roles": roles}], check_mode, **IDS).message
    assert webex.writes == []


@pytest.mark.parametrize("check_mode", [True, False])
def test_a_person_that_is_missing(webex, check_mode):
    expect_roles(webex)
    expect_find(webex, wire_person({**ANA, "email": "xana@acme.example"}, 9))
    expect_list(webex, email="ana@acme.example")
    result = run([FULL], check_mode)
    assert "- ana@acme.example: there is no such person in the organization. Declare it as a user first." in (
        result.message
    )
    assert webex.writes == []


@pytest.mark.parametrize(
    ("present", "wanted"), [("F", "Location Administrator"), ("L", "Full Administrator")], ids=["added", "present"]
)
def test_a_location_administrator_is_nothing_else(webex, present, wanted):
    expect_roles(webex)
    expect_person(webex, roles=[present])
    result = run([{**FULL, "roles": [wanted]}], check_mode=True, **IDS)
    assert result.failed is True


def test_a_person_of_another_organization(webex):
    expect_roles(webex)
    expect_person(webex, orgId=PARTNER_ORG)
    assert "belongs to another organization; nothing was changed." in run([FULL], **IDS).message
    assert webex.writes == []


def test_a_person_that_an_earlier_step_plans(webex):
    expect_roles(webex)
    expect_find(webex)
    result = run([FULL], check_mode=True, planned_people=["ANA@acme.example"])
    assert (result.failed, result.actions[0]["fields"]["roles"]["to"]) == (False, ["Full Administrator"])


@pytest.mark.parametrize(("first", "changed"), [("ANA@acme.example", False), ("it@acme.example", True)])
def test_administrators_of_a_planned_customer(webex, first, changed):
    expect_roles(webex)
    options = {"customer": "acme-0001", "planned_customer": {"admin_email": first}, "admins": [FULL]}
    result = run_module(AdminRolesOperation, ADMIN_ROLES, options, check_mode=True)
    assert (result.failed, result.changed) == (False, changed)


def test_the_first_administrator_of_a_planned_customer_cannot_be_a_location_administrator(webex):
    expect_roles(webex)
    planned = {"admin_email": "ana@acme.example"}
    admins = [{**FULL, "roles": ["Location Administrator"]}]
    options = {"customer": "acme-0001", "planned_customer": planned, "admins": admins}
    assert run_module(AdminRolesOperation, ADMIN_ROLES, options, check_mode=True).failed is True


@pytest.mark.parametrize("exclusive", [True, False])
def test_the_first_administrator_is_planned_as_it_will_be(webex, exclusive):
    expect_roles(webex)
    planned = {"admin_email": "ana@acme.example"}
    admins = [{**FULL, "roles": ["Read-only Administrator"]}]
    options = {"customer": "acme-0001", "planned_customer": planned, "admins": admins, "exclusive": exclusive}
    result = run_module(AdminRolesOperation, ADMIN_ROLES, options, check_mode=True)
    after = ["Read-only Administrator"] if exclusive else ["Full Administrator", "Read-only Administrator"]
    assert result.actions[0]["fields"]["roles"] == {"from": ["Full Administrator"], "to": after}


@pytest.mark.parametrize("prune", [True, False])
def test_of_an_organization_that_is_attached_nothing_is_known(webex, prune):
    expect_roles(webex)
    options = {"customer": "acme-0001", "planned_customer": {"admin_email": "ana@acme.example"}, "org_id": ORG}
    options |= {"admins": [FULL], "prune": prune}
    result = run_module(AdminRolesOperation, ADMIN_ROLES, options, check_mode=True)
    assert result.actions[0]["fields"]["roles"] == {"from": [], "to": ["Full Administrator"]}
    (warning,) = result.warnings
    assert "is not known before their organization is attached" in warning
    assert ("takes away" in warning) is prune


@pytest.mark.parametrize("check_mode", [True, False])
def test_who_has_to_agree_first(webex, check_mode):
    expect_roles(webex)
    expect_find(webex)
    expect_list(webex, wire_subscriber(ANA, 1, status="pending_user_migration"), email="ana@acme.example")
    result = run([FULL], check_mode)
    assert "- ana@acme.example: this user has to agree first, by the e-mail that Webex sent" in result.message
    assert "Declare it as a user" not in result.message


# Roles that are taken away

NO_ROLES = {**FULL, "roles": []}
LEO_PATH = f"/people/{identifier('PEOPLE', 2)}"


@pytest.mark.parametrize("check_mode", [True, False])
def test_all_roles_are_taken_away(webex, check_mode):
    expect_roles(webex)
    expect_person(webex, roles=["R", "X"])
    if not check_mode:
        webex.expect("GET", "/people/me", answer={"orgId": PARTNER_ORG})
        expect_roles_written(webex, ANA, 1, [])
    result = run([NO_ROLES], check_mode, **IDS)
    assert result.actions[0]["fields"]["roles"] == {"from": ["Read-only Administrator", "X"], "to": []}
    assert result.objects["admins"] == [{"email": "ana@acme.example", "roles": [], "action": "update"}]


@pytest.mark.parametrize("check_mode", [True, False])
def test_nobody_has_no_roles(webex, check_mode):
    expect_roles(webex)
    expect_find(webex)
    result = run([NO_ROLES], check_mode)
    assert (result.failed, result.changed) == (False, False)


def expect_roles_written(webex, user, number, roles, **answer):
    body = {key: value for key, value in wire_person(user, number, roles=roles).items() if key != "id"}
    query = {"callingData": "true"}
    webex.expect("PUT", f"/people/{identifier('PEOPLE', number)}", query=query, body=body, **answer)


def expect_everybody(webex, *people):
    query = {"orgId": ORG, "excludeStatus": "true", "max": "1000"}
    webex.expect("GET", "/people", query=query, answer={"items": list(people)})


def expect_me(webex, me="somebody"):
    webex.expect("GET", "/people/me", answer={"orgId": PARTNER_ORG, "id": me})


OTHERS = {name: {**LEO, "email": f"{name}@acme.example"} for name in ("kim", "max", "eve", "tom")}


@pytest.mark.parametrize("check_mode", [True, False])
def test_who_is_not_declared_loses_all_roles(webex, check_mode):
    expect_roles(webex)
    expect_everybody(
        webex,
        wire_person(ANA, 1, roles=["F"]),
        wire_person(LEO, 2, roles=["R", "X"]),
        wire_person(OTHERS["kim"], 3),
        wire_person(OTHERS["max"], 4, roles=["R"]),
        wire_person(OTHERS["eve"], 5, roles=["F"]),
    )
    expect_me(webex, identifier("PEOPLE", 5))
    if not check_mode:
        webex.expect("GET", LEO_PATH, query={"callingData": "true"}, answer=wire_person(LEO, 2, roles=["R", "X"]))
        webex.expect("GET", "/people/me", answer={"orgId": PARTNER_ORG})
        expect_roles_written(webex, LEO, 2, [])
    result = run([FULL], check_mode, prune=True, protected_users=["MAX@acme.example"], **IDS)
    assert result.actions == [
        {
            "kind": "administrator",
            "identity": "leo@acme.example",
            "action": "delete",
            "fields": {"roles": {"from": ["Read-only Administrator", "X"], "to": []}},
        }
    ]
    assert result.objects["admins"][1] == {"email": "leo@acme.example", "roles": [], "action": "delete"}


def test_pages_that_webex_does_not_have(webex):
    expect_roles(webex)
    query = {"orgId": ORG, "excludeStatus": "true"}
    webex.expect("GET", "/people", query={**query, "max": "1000"}, status=400)
    webex.expect("GET", "/people", query={**query, "max": "100"}, answer={"items": [wire_person(ANA, 1, roles=["F"])]})
    assert run([FULL], prune=True, **IDS).changed is False


@pytest.mark.parametrize("check_mode", [True, False])
def test_a_full_administrator_remains(webex, check_mode):
    expect_roles(webex)
    expect_everybody(webex, wire_person(LEO, 2, roles=["F"]))
    expect_me(webex)
    result = run([], check_mode, prune=True)
    assert (result.failed, result.changed) == (False, False)
    (warning,) = result.warnings
    assert warning.startswith("leo@acme.example: no role was taken away, because nobody else would be a full admin")


def test_a_full_administrator_remains_when_the_new_one_fails(webex):
    expect_roles(webex)
    expect_everybody(webex, wire_person(ANA, 1), wire_person(LEO, 2, roles=["F"]))
    expect_person(webex)
    expect_me(webex)
    webex.expect("GET", "/people/me", answer={"orgId": PARTNER_ORG})
    expect_roles_written(webex, ANA, 1, ["F"], status=400)
    result = run([FULL], prune=True, **IDS)
    assert "- leo@acme.example: nobody else would be a full administrator of the organization." in result.message
    assert len(webex.writes) == 1


@pytest.mark.parametrize("check_mode", [True, False])
def test_roles_are_taken_away_within_limits(webex, check_mode):
    expect_roles(webex)
    people = [wire_person(user, number, roles=["R"]) for number, user in enumerate(OTHERS.values(), 2)]
    expect_everybody(webex, wire_person(ANA, 1, roles=["F"]), *people)
    expect_me(webex)
    result = run([FULL], check_mode, prune=True, **IDS)
    assert result.message.startswith("4 of 5 administrators would lose their roles (80 %): eve@acme.example, kim@")
    assert "No more than 3 may go; nothing was changed." in result.message
    assert webex.writes == []


# Roles that a list of people tells

BOTH = [FULL, {"email": "leo@acme.example", "roles": ["Read-only Administrator"]}]
BOTH_IDS = {"person_ids": {user["email"]: identifier("PEOPLE", number) for number, user in enumerate((ANA, LEO), 1)}}


def expect_each(webex, *roles):
    for number, (user, given) in enumerate(zip((ANA, LEO), roles, strict=False), 1):
        person = wire_person(user, number, roles=given)
        webex.expect("GET", f"/people/{person['id']}", query={"callingData": "true"}, answer=person)


def test_one_page_is_less_than_several_administrators(webex):
    expect_roles(webex)
    expect_everybody(webex, wire_person(ANA, 1, roles=["F"]), wire_person(LEO, 2, roles=["R"]))
    result = run(BOTH, hidden={"user_count": 1000}, **BOTH_IDS)
    assert (result.failed, result.changed) == (False, False)
    assert [row["roles"] for row in result.objects["admins"]] == [["Full Administrator"], ["Read-only Administrator"]]


@pytest.mark.parametrize("hidden", [{}, {"user_count": 1001}, {"user_count": 2000}])
def test_administrators_are_read_where_pages_cost_as_much(webex, hidden):
    expect_roles(webex)
    expect_each(webex, ["F"], ["R"])
    assert run(BOTH, hidden=hidden, **BOTH_IDS).changed is False


@pytest.mark.parametrize(
    ("listed", "admin", "exclusive"),
    [
        ({"roles": ["R"]}, FULL, False),
        ({"roles": ["F", "R"]}, FULL, True),
        # The list tells no roles.
        ({}, FULL, False),
        ({}, NO_ROLES, False),
    ],
)
def test_a_list_is_not_believed_when_something_is_to_be_done(webex, listed, admin, exclusive):
    expect_roles(webex)
    expect_everybody(webex, wire_person(ANA, 1, **listed), wire_person(LEO, 2, roles=["R"]))
    after = ["F"] if admin is FULL else []
    webex.expect("GET", PATH, query={"callingData": "true"}, answer=wire_person(ANA, 1, roles=after))
    result = run([admin, BOTH[1]], hidden={"user_count": 2}, exclusive=exclusive, **BOTH_IDS)
    assert (result.failed, result.changed) == (False, False)


@pytest.mark.parametrize("listed", [True, False])
def test_people_that_were_read_already(webex, listed):
    person = Person(identifier("PEOPLE", 1), ("Ana@acme.example",), ORG, {}, roles=("F",), roles_listed=listed)
    expect_roles(webex)
    if not listed:
        expect_person(webex, roles=["F"])
    assert run([FULL], hidden={"known_people": {person.id: person}, "user_count": 2}, **IDS).changed is False


def test_nobody_to_look_after():
    assert run([]).changed is False
