# SPDX-License-Identifier: GPL-3.0-or-later
"""Planning the users of a customer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.webex.wholesale.plugins.module_utils._declare.model import read
from ansible_collections.webex.wholesale.plugins.module_utils._engine.plan import Change
from ansible_collections.webex.wholesale.plugins.module_utils._locations.ids import LocationIds
from ansible_collections.webex.wholesale.plugins.module_utils._subscribers.present import PENDING, Subscriber
from ansible_collections.webex.wholesale.plugins.module_utils._users.model import PROFILE, User
from ansible_collections.webex.wholesale.plugins.module_utils._users.plan import (
    losing_calling,
    loss_of_calling,
    plan_users,
)
from ansible_collections.webex.wholesale.plugins.module_utils._users.present import Person
from ansible_collections.webex.wholesale.tests.unit.samples import ANA, LEO

PRESENT = Subscriber("S1", "ana@acme.example", "provisioned", "C", "P1", "webex_calling")
PROFILE_OF_ANA = {"first_name": "Ana", "last_name": "Diaz", "display_name": "Ana Diaz", "title": "Chief"}


def person(*, extension="101", number="", location_id="L1", roles=(), **changes):
    profile = {key: value for key, value in {**PROFILE_OF_ANA, **changes}.items() if value}
    return {"P1": Person("P1", ("ana@acme.example",), "O", profile, extension, number, location_id, roles)}


def plan_one(user=None, subscriber=PRESENT, people=None):
    rows = [read(User, {**ANA, **(user or {})})]
    (change,) = plan_users(rows, [subscriber] if subscriber else [], person() if people is None else people)
    return change


def test_creation_carries_later_what_the_request_cannot():
    change = plan_one({"title": "Chief", "department": None, "location": "Head Office"}, subscriber=None)
    assert change.action.action == "create"
    assert {name: field.after for name, field in change.action.fields.items()} == {
        **ANA,
        "title": "Chief",
        "location": "Head Office",
    }
    assert change.profile == {"title": "Chief"}
    assert change.needs_location
    assert not change.changes_package


@pytest.mark.parametrize(
    ("user", "people"),
    [
        ({}, None),
        ({"email": "ANA@acme.example"}, None),
        ({"location": "Fremont"}, None),
        ({"number": None}, None),
        ({"number": "+1 (408) 555-0199"}, person(number="+14085550199")),
        ({"title": "Chief"}, None),
        ({}, {}),
        ({"first_name": "Zoe\u0308"}, person(first_name="Zoë", display_name="Zoë Diaz")),
        ({"title": "Chief"}, person(last_name="Diaz ", title=" Chief ")),
    ],
    ids=[
        "same",
        "letters",
        "location without known ids",
        "no number and none wanted",
        "number with punctuation",
        "title",
        "profiles not read",
        "other spelling of the same letter",
        "blanks",
    ],
)
def test_nothing_to_do(user, people):
    assert plan_one(user, people=people).action.action == "none"


@pytest.mark.parametrize(
    ("user", "people", "profile"),
    [
        ({"title": "Boss"}, None, {"title": "Boss"}),
        ({"title": None}, None, {"title": None}),
        ({"department": "Sales"}, None, {"department": "Sales"}),
        ({"last_name": "Roe"}, None, {"last_name": "Roe", "display_name": "Ana Roe"}),
        ({"last_name": "Roe"}, person(display_name="The Boss"), {"last_name": "Roe"}),
        ({"last_name": "Roe", "display_name": "Ana Diaz"}, None, {"last_name": "Roe"}),
        ({"last_name": "Roe"}, person(display_name=None), {"last_name": "Roe", "display_name": "Ana Roe"}),
    ],
)
def test_profile(user, people, profile):
    change = plan_one(user, people=people)
    before = (people or person())["P1"].profile
    assert change.action.action == "update"
    assert change.profile == profile
    assert change.action.fields == {key: Change(before.get(key), value) for key, value in profile.items()}


def test_a_pending_user_has_no_profile_yet():
    subscriber = Subscriber("S1", "ana@acme.example", PENDING, "C", "P1", "webex_calling")
    assert plan_one({"title": "Boss"}, subscriber).action.action == "none"


@pytest.mark.parametrize(
    ("before", "becomes_calling"), [("webex_meetings", True), ("webex_suite", False), ("unknown_package", True)]
)
def test_package(before, becomes_calling):
    subscriber = Subscriber("S1", "ana@acme.example", "provisioned", "C", "P1", before)
    change = plan_one(subscriber=subscriber)
    calling = {"extension": Change(None, "101")} if becomes_calling else {}
    assert change.action.fields == {"package": Change(before, "webex_calling"), **calling}
    assert change.changes_package
    assert change.becomes_calling is becomes_calling
    assert change.needs_location is becomes_calling


EMAILS = [f"user{number}@acme.example" for number in range(6)]
USERS = st.lists(st.sampled_from(EMAILS), unique=True).flatmap(
    lambda emails: st.tuples(
        *[
            st.fixed_dictionaries(
                {
                    "email": st.just(email),
                    "first_name": st.sampled_from(["Ana", "Leo"]),
                    "last_name": st.sampled_from(["Diaz", "Fox"]),
                    "package": st.sampled_from(["webex_meetings", "cx_premium_agent"]),
                },
                optional={
                    "title": st.sampled_from(["Chief", None]),
                    "department": st.sampled_from(["Sales", None]),
                    "display_name": st.sampled_from(["The Boss", None]),
                },
            )
            for email in emails
        ]
    )
)


def as_present(rows):
    """Subscribers and people as they are after the rows were carried out."""
    subscribers = [
        Subscriber(row["email"], row["email"].upper(), "provisioned", "C", row["email"], row["package"]) for row in rows
    ]
    people = {
        row["email"]: Person(row["email"], (row["email"],), "O", {key: row[key] for key in PROFILE if row.get(key)})
        for row in rows
    }
    return subscribers, people


@given(wanted=USERS, before=USERS)
def test_what_a_plan_leads_to_needs_no_plan(wanted, before):
    users = [read(User, row) for row in wanted]
    subscribers, people = as_present(before)
    reached = {row["email"]: dict(row) for row in before}
    for change in plan_users(users, subscribers, people, prune=True):
        if change.wanted is None:
            del reached[change.present.key]
        elif change.action.changes:
            row = reached.setdefault(change.wanted.key, {"email": change.wanted.key})
            row.update({name: field.after for name, field in change.action.fields.items()})
    assert set(reached) == {user.key for user in users}
    subscribers, people = as_present(reached.values())
    assert not [change for change in plan_users(users, subscribers, people, prune=True) if change.action.changes]


@given(wanted=USERS, before=USERS, order=st.randoms(use_true_random=False))
def test_the_plan_does_not_depend_on_any_order(wanted, before, order):
    users = [read(User, row) for row in wanted]
    subscribers, people = as_present(before)
    first = plan_users(users, subscribers, people, prune=True)
    mixed = plan_users(order.sample(users, len(users)), order.sample(subscribers, len(subscribers)), people, prune=True)

    def by_identity(changes):
        return {change.action.identity: change for change in changes}

    assert by_identity(first) == by_identity(mixed)
    assert [change.wanted for change in first[: len(users)]] == users
    assert all(change.wanted is None for change in first[len(users) :])


@given(wanted=USERS, before=USERS, prune=st.booleans(), protected=st.lists(st.sampled_from(EMAILS)))
def test_nothing_is_removed_without_prune_and_nobody_who_is_protected(wanted, before, prune, protected):
    users = [read(User, row) for row in wanted]
    subscribers, people = as_present(before)
    changes = plan_users(users, subscribers, people, prune=prune, protected=[email.upper() for email in protected])
    removed = {change.present.key for change in changes if change.action.action == "delete"}
    gone = {row["email"] for row in before} - {row["email"] for row in wanted} - set(protected)
    assert removed == (gone if prune else set())


def test_a_removal_tells_what_goes():
    (change,) = plan_users([], [PRESENT], {}, prune=True)
    assert change.action.fields == {"package": Change("webex_calling", None), "status": Change("provisioned", None)}
    assert not change.needs_location
    assert read(User, LEO).key not in change.action.identity


# Number and extension


@pytest.mark.parametrize(
    ("user", "before", "calling"),
    [
        ({"extension": "102"}, {}, {"extension": "102"}),
        ({"number": "+14085550101"}, {}, {"number": "+14085550101"}),
        ({"number": None}, {"number": "+14085550101"}, {"number": None}),
        ({"number": "+14085550101", "extension": None}, {}, {"number": "+14085550101", "extension": None}),
        ({"number": "+14085550101"}, {"number": "+14085550102"}, {"number": "+14085550101"}),
    ],
)
def test_number_and_extension(user, before, calling):
    people = person(**before)
    change = plan_one(user, people=people)
    assert change.calling == calling
    assert change.action.fields == {
        key: Change(getattr(people["P1"], key) or None, value) for key, value in calling.items()
    }
    assert not change.needs_location


LOCATIONS = LocationIds({"Head Office": "L1", "Fremont": "L2", "Reno": "L3", "RENO": "L4", "New": None}.items())
GONE = "its location Nowhere does not exist; known are: Fremont, Head Office, New, RENO, Reno."
TWICE = "its location Reno exists more than once (case does not count); rename one of them in Control Hub."


@pytest.mark.parametrize(
    ("user", "before", "change", "destination", "problem"),
    [
        ({"location": "Head Office"}, {}, None, "", ""),
        ({"location": "head  office"}, {}, None, "", ""),
        ({"location": "Fremont"}, {}, Change("Head Office", "Fremont"), "L2", ""),
        ({"location": "Fremont"}, {"location_id": "L9"}, Change("L9", "Fremont"), "L2", ""),
        ({"location": "Fremont"}, {"location_id": ""}, None, "", ""),
        ({"location": "New"}, {}, Change("Head Office", "New"), "", ""),
        ({"location": "Nowhere"}, {}, None, "", GONE),
        ({"location": "Nowhere"}, {"location_id": ""}, None, "", GONE),
        ({"location": "Reno"}, {}, None, "", TWICE),
        ({"location": "Reno"}, {"location_id": "L4"}, None, "", ""),
        ({}, {"location_id": "L2"}, None, "", ""),
    ],
)
def test_a_move_to_another_location(user, before, change, destination, problem):
    (row,) = plan_users([read(User, {**ANA, **user})], [PRESENT], person(**before), locations=LOCATIONS)
    assert row.action.fields == ({"location": change} if change else {})
    assert (row.moves, row.destination, row.problem) == (bool(change), destination, problem)


def test_a_move_with_a_new_number_and_profile():
    user = {**ANA, "location": "Fremont", "number": "+14085550101", "title": "Boss"}
    (row,) = plan_users([read(User, user)], [PRESENT], person(), locations=LOCATIONS)
    assert set(row.action.fields) == {"location", "number", "title"}
    assert (row.calling, row.needs_location) == ({"number": "+14085550101"}, False)


def test_who_stops_calling_does_not_move():
    user = {**LEO, "email": "ana@acme.example", "first_name": "Ana", "last_name": "Diaz"}
    (row,) = plan_users([read(User, user)], [PRESENT], person(), locations=LOCATIONS)
    assert "location" not in row.action.fields


def test_who_stops_calling_loses_number_and_extension():
    user = read(User, {**LEO, "email": "ana@acme.example", "first_name": "Ana", "last_name": "Diaz"})
    rows = plan_users([user], [PRESENT], person(number="+14085550101"), locations=LOCATIONS)
    assert rows[0].action.fields == {
        "package": Change("webex_calling", "webex_meetings"),
        "number": Change("+14085550101", None),
        "extension": Change("101", None),
    }
    assert rows[0].calling == {}
    assert losing_calling(rows) == ["ana@acme.example"]
    (warning,) = loss_of_calling(rows)
    assert warning.endswith("these users lose number, extension, voicemail and phones: ana@acme.example.")
    assert loss_of_calling(plan_users([read(User, ANA)], [PRESENT], person())) == ()


def test_who_may_not_stop_calling_loses_nothing():
    user = read(User, {**LEO, "email": "ana@acme.example", "first_name": "Ana", "last_name": "Diaz"})
    rows = plan_users([user], [PRESENT], person(), full_admins=["ana@acme.example"])
    assert (losing_calling(rows), loss_of_calling(rows)) == ([], ())


# The package of a full administrator

FULL_ADMIN = "Y2lzY29zcGFyazovL3VzL1JPTEUvaWRfZnVsbF9hZG1pbg"


@pytest.mark.parametrize(
    ("options", "roles", "refused"),
    [
        ({}, (), False),
        ({}, ("R1", "not base64!", FULL_ADMIN), True),
        ({"full_admins": ["ANA@acme.example"]}, (), True),
        ({"full_admins": ["it@acme.example"]}, (), False),
        ({"full_admins": ["ana@acme.example"], "allow_admin_package_change": True}, (FULL_ADMIN,), False),
    ],
)
def test_package_of_a_full_administrator(options, roles, refused):
    suite = Subscriber("S1", "ana@acme.example", "provisioned", "C", "P1", "webex_suite")
    (change,) = plan_users([read(User, ANA)], [suite], person(roles=roles), **options)
    assert change.changes_package
    assert bool(change.problem) is refused
    if refused:
        assert "it is a full administrator, and its package would change from webex_suite to webex_calling" in (
            change.problem
        )
    (change,) = plan_users([read(User, {**ANA, "title": "Boss"})], [PRESENT], person(roles=roles), **options)
    assert change.problem == ""
