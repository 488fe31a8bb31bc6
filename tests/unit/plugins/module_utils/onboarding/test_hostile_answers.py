# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers that are not what Webex promises: every module ends with a result, and nothing is made twice."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.webex.wholesale.tests.unit.answering import Answering, Outage, Raw
from ansible_collections.webex.wholesale.tests.unit.hostile_world import (
    BARE,
    CALLING,
    CUSTOMERS,
    LOCATIONS,
    NUMBERS,
    OTHER,
    PEOPLE,
    SUBSCRIBERS,
    TASKS,
    TEMPLATES,
    THERE,
    check_message,
    garbled,
    run_task,
    spoil,
)

WORLDS = {"there": THERE, "bare": BARE, "other": OTHER}
LISTS = {
    CUSTOMERS: ("items", "customer", "users_by_name", "customer_info"),
    SUBSCRIBERS: ("items", "users", "users_prune", "user", "user_info"),
    PEOPLE: ("items", "users", "admins"),
    LOCATIONS: ("items", "locations", "locations_prune", "location", "location_info", "pstn"),
    CALLING: ("locations", "locations", "locations_prune", "location", "location_info"),
    NUMBERS: ("phoneNumbers", "numbers", "numbers_prune", "numbers_info"),
    "/roles": ("items", "admins"),
    TEMPLATES: ("items", "template"),
}
ENVELOPES = {
    "nothing": lambda body, member: None,
    "null": lambda body, member: Raw("null"),
    "text": lambda body, member: "all is well",
    "list": lambda body, member: body[member],
    "without the list": lambda body, member: {},
    "another name": lambda body, member: {"rows": body[member]},
    "list is null": lambda body, member: {member: None},
    "list is an object": lambda body, member: {member: {"0": body[member][0]}},
    "list is a text": lambda body, member: {member: json.dumps(body[member])},
    "entry is null": lambda body, member: {member: [None, *body[member]]},
    "entry is a text": lambda body, member: {member: [entry.get("name", "x") for entry in body[member]]},
    "entry is a list": lambda body, member: {member: [body[member]]},
}

# The first task of a list meets everything, the others one thing.
GARBLED = [
    (path, member, task, envelope)
    for path, (member, *tasks) in LISTS.items()
    for task in tasks
    for envelope in ENVELOPES
    if task == tasks[0] or envelope == "without the list"
]


@pytest.mark.parametrize("task", TASKS)
def test_everything_is_there(task, clock):
    service = Answering(THERE)
    result = run_task(task, service)
    assert (result.failed, result.changed, service.writes) == (False, False, [])


@pytest.mark.parametrize(("path", "member", "task", "envelope"), GARBLED)
def test_a_list_that_cannot_be_read_is_not_an_empty_one(path, member, task, envelope, clock):
    result, writes = garbled(task, path, lambda body: ENVELOPES[envelope](body, member))
    assert writes == []
    assert result.failed
    assert path in result.message


@pytest.mark.parametrize("envelope", ["nothing", "without the list", "entry is null"])
@pytest.mark.parametrize(
    ("path", "member", "task"),
    [(CUSTOMERS, "items", "customer"), (SUBSCRIBERS, "items", "user"), (TEMPLATES, "items", "template")],
)
def test_after_a_lost_answer_a_garbled_search_does_not_make_it_again(path, member, task, envelope, clock):
    service = Answering({**BARE, ("POST", path): Outage(message="down")}, ("GET", path))
    there = {**THERE["GET", path]}
    # The first look tells the truth; after the outage nothing can be read.
    answers = [{member: []}]
    service.garble = lambda _body: answers.pop() if answers else ENVELOPES[envelope](there, member)
    result = run_task(task, service)
    assert service.writes == [f"POST {path}"]
    assert result.failed
    check_message(result.message)


IDENTITIES = [
    (CUSTOMERS, "items", "id", "customer"),
    (SUBSCRIBERS, "items", "id", "users_prune"),
    (SUBSCRIBERS, "items", "email", "users_prune"),
    (PEOPLE, "items", "id", "users"),
    (LOCATIONS, "items", "id", "locations_prune"),
    (LOCATIONS, "items", "name", "locations_prune"),
    (CALLING, "locations", "id", "locations"),
    ("/roles", "items", "id", "admins"),
    (TEMPLATES, "items", "id", "template"),
]
SPOILT = {"missing": ..., "null": None, "empty": "", "object": {"value": "x"}, "list": ["x"], "true": True}


@pytest.mark.parametrize("world", ["there", "other"])
@pytest.mark.parametrize("how", SPOILT)
@pytest.mark.parametrize(("path", "member", "key", "task"), IDENTITIES)
def test_an_entry_without_identity_makes_and_removes_nothing(path, member, key, task, how, world, clock):
    result, writes = garbled(task, path, lambda body: spoil(body, member, key, SPOILT[how]), WORLDS[world])
    assert [write for write in writes if not write.startswith("PUT")] == []
    assert [write for write in writes if re.search(r"//|/$", write)] == []
    assert result.failed
    check_message(result.message)


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["", "%00", "../x"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "items", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)


def change(answer, steps, how, value):
    """The answer with one place, found by `steps`, changed."""
    holder = [answer]
    at = 0
    for step in steps:
        inner = holder[at]
        if not isinstance(inner, (dict, list)) or not inner:
            break
        holder, at = inner, (sorted(inner)[step % len(inner)] if isinstance(inner, dict) else step % len(inner))
    root = holder if isinstance(holder, list) and holder and holder[0] is answer else None
    if how == "delete" and root is None:
        del holder[at]
    elif how == "nest":
        holder[at] = [holder[at]]
    elif how == "wrap":
        holder[at] = {"value": holder[at]}
    elif how == "unknown" and isinstance(holder[at], dict):
        holder[at]["somethingNew"] = value
    elif how == "text" and isinstance(holder[at], (int, float, dict, list)):
        holder[at] = json.dumps(holder[at])
    else:
        holder[at] = value
    return root[0] if root is not None else answer


HOW = st.sampled_from(["delete", "nest", "wrap", "unknown", "text", "replace"])


@pytest.mark.parametrize("world", WORLDS)
@pytest.mark.parametrize("task", TASKS)
def test_any_change_of_an_answer_ends_with_a_result(task, world, clock):
    plain = Answering(WORLDS[world])
    run_task(task, plain)
    requests = sorted(set(plain.asked))

    @settings(max_examples=20)
    @given(
        turn=st.integers(0, len(requests) - 1),
        steps=st.lists(st.integers(0, 11), max_size=5),
        how=HOW,
        value=VALUES,
        check_mode=st.booleans(),
    )
    def any_change(turn, steps, how, value, check_mode):
        service = Answering(WORLDS[world], requests[turn], lambda body: change(body, steps, how, value))
        result = run_task(task, service, check_mode=check_mode)
        if check_mode:
            assert service.writes == []
        if result.failed:
            check_message(result.message)
        json.dumps(result.to_dict())

    any_change()
