# SPDX-License-Identifier: GPL-3.0-or-later
"""What is tolerated leaves a plan, with its reason; what expired or tolerates nothing is said."""

from __future__ import annotations

import datetime

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._declare.model import read
from ansible_collections.webex.wholesale.plugins.module_utils._declare.problem import InputError
from ansible_collections.webex.wholesale.plugins.module_utils._engine.plan import (
    Change,
    Row,
    created,
    deleted,
    refused,
    updated,
)
from ansible_collections.webex.wholesale.plugins.module_utils._engine.tolerated import (
    Tolerances,
    ToleratedDifference,
    ToleratedDifferences,
    about,
    tolerating,
)

TODAY = datetime.date(2026, 11, 27)
ANA = "ana@acme.example"
TITLE = {"object": "user", "name": ANA.upper(), "fields": ["title"], "reason": "agreed"}
BOTH = {"title": Change("Chef", "Cook"), "department": Change("Bar", "Kitchen")}
UPDATE = updated("user", ANA, BOTH)


def tolerances(*entries):
    declared = [read(ToleratedDifference, entry) for entry in entries]
    return Tolerances.of(ToleratedDifferences(tolerated=declared), TODAY)


def test_fields_leave_the_action_each_with_its_reason():
    other = {**TITLE, "fields": ["department"], "reason": "asked for", "until": "2026-11-27"}
    rest, left = tolerances(TITLE, other).split(UPDATE)
    assert (rest.action, rest.fields) == ("none", {})
    assert [(one.reason, one.until, dict(one.action.fields)) for one in left] == [
        ("agreed", "", {"title": BOTH["title"]}),
        ("asked for", "2026-11-27", {"department": BOTH["department"]}),
    ]
    rest, left = tolerances(TITLE).split(UPDATE)
    assert (rest.action, dict(rest.fields)) == ("update", {"department": BOTH["department"]})
    assert left[0].to_dict()["until"] is None


@pytest.mark.parametrize("make", [created, deleted])
def test_an_object_that_is_missing_or_not_declared_is_tolerated_as_a_whole_only(make):
    action = make("user", ANA, {"title": "Cook"})
    assert tolerances(TITLE).split(action) == (action, ())
    whole = {key: value for key, value in TITLE.items() if key != "fields"}
    rest, (left,) = tolerances(whole).split(action)
    assert (rest.action, left.action) == ("none", action)


@pytest.mark.parametrize(
    "other",
    [{"object": "administrator"}, {"name": "eve@acme.example"}, {"fields": ["titles"]}, {"until": "2026-11-26"}],
)
def test_anything_else_counts(other):
    assert tolerances({**TITLE, **other}).split(UPDATE) == (UPDATE, ())


def test_a_group_of_fields_has_one_name():
    entry = {"object": "customer", "fields": ["address"], "reason": "moved"}
    city, code = Change("A", "B"), Change("1", "2")
    rest, _left = tolerances(entry).split(updated("customer", "x", {"address.city": city, "address_code": code}))
    assert dict(rest.fields) == {"address_code": code}


def test_a_refusal_goes_with_the_change_that_it_refuses():
    row = refused(Row(UPDATE), "it may not")
    assert tolerating(row, tolerances(TITLE)).problem == "it may not"
    both = {**TITLE, "fields": ["title", "department"]}
    assert tolerating(row, tolerances(both)).problem == ""


def test_what_expired_or_tolerates_nothing_is_said():
    expired = {**TITLE, "until": "2026-11-26"}
    idle = {**TITLE, "fields": ["department"], "reason": "asked for"}
    found = tolerances(TITLE, expired, idle)
    rows = [tolerating(Row(updated("user", ANA, {"title": BOTH["title"]})), found)]
    assert found.outdated(rows, about("user")) == (
        f"The tolerated difference of user {ANA.upper()} (title) has expired on 2026-11-26, and counts. Its reason "
        "was: agreed",
        f"Nothing of user {ANA.upper()} (department) differs, so nothing has to be tolerated. Remove the entry.",
    )
    assert found.outdated(rows, about("number")) == ()
    # Nobody has looked, or there is nothing yet that could differ.
    assert len(found.outdated(rows, about("user"), unknown=("department",))) == 1
    assert len(found.outdated([Row(created("user", ANA, {}))], about("user"))) == 1


@pytest.mark.parametrize("until", [datetime.date(2027, 1, 31), "2027-01-31"])
def test_a_date_may_be_one_for_yaml(until):
    assert read(ToleratedDifference, {**TITLE, "until": until}).until == "2027-01-31"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"until": "31.01.2027"}, "until: '31.01.2027' is not a date. Write year, month and day"),
        ({"until": datetime.datetime(2027, 1, 31, 12)}, "is not a date"),
        ({"until": 20270131}, "is not a date"),
        ({"name": None}, "name: it is missing. Add the name of the object"),
        ({"object": "customer"}, "name: the host has one customer only. Remove it."),
        ({"object": "customer", "name": None, "fields": None}, "fields: it is missing. Name the fields"),
        ({"object": "location", "fields": None}, "fields: it is missing. Name the fields"),
        ({"fields": []}, "fields: it is empty. Name at least one."),
        ({"object": "users"}, "object: 'users' is not known. Did you mean user or customer?"),
        ({"reason": None}, "reason: it is missing. Add the key reason."),
    ],
)
def test_a_mistake_in_an_entry(changes, message):
    with pytest.raises(InputError) as caught:
        read(ToleratedDifference, {key: value for key, value in {**TITLE, **changes}.items() if value is not None})
    assert message in str(caught.value)
