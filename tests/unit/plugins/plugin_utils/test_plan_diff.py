# SPDX-License-Identifier: GPL-3.0-or-later
"""The text of `--diff`, as Ansible's default output shows it."""

from __future__ import annotations

import copy

from ansible.plugins.callback import CallbackBase
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.webex.wholesale.plugins.module_utils._engine.plan import (
    Action,
    Change,
    created,
    deleted,
    updated,
)
from ansible_collections.webex.wholesale.plugins.module_utils._engine.plan_diff import diff

ADDRESS = {"line1": "Marienplatz 1", "city": "München"}
UPDATED = updated("user", "b@x.example", {"title": Change("Chief", None), "package": Change("x", "y")})
KEPT = updated("user", "d@x.example", {})


def shown(*actions: Action) -> list[str]:
    """The lines that a person sees, without headers and empty lines."""
    text = CallbackBase()._get_diff(copy.deepcopy(diff(actions)))
    return [line for line in text.splitlines() if line and not line.startswith(("---", "+++", "@@"))]


def test_update_has_a_line_for_every_field_that_changes():
    assert shown(UPDATED, KEPT) == ["-package: x", "-title: Chief", "+package: y"]
    assert [entry["before_header"] for entry in diff([UPDATED, KEPT])] == ["user b@x.example"]


def test_single_object_has_a_line_for_every_field_and_every_part_of_an_address():
    made = created("customer", "acme", {"packages": ["b", "a"], "address": ADDRESS, "ready": False, "none": None})
    assert shown(made) == [
        "+address.city: München",
        "+address.line1: Marienplatz 1",
        "+packages: [b, a]",
        "+ready: false",
    ]
    gone = deleted("user", "c@x.example", {"package": "x", "status": ""})
    assert shown(gone) == ["-package: x"]
    assert [diff([action])[0]["before_header"] for action in (made, gone)] == [
        "customer acme (new)",
        "user c@x.example (removed)",
    ]


def test_many_new_objects_have_a_line_each_and_one_entry():
    people = [created("user", f"{name}@x.example", {"email": f"{name}@x.example", "package": "x"}) for name in "az"]
    place = created("location", "München", {"name": "München", "address": ADDRESS})
    entries = diff([people[0], place, UPDATED, people[1]])
    assert [entry["after_header"] for entry in entries] == [
        "user (2 new)",
        "location München (new)",
        "user b@x.example",
    ]
    assert entries[0]["before"] == ""
    assert entries[0]["after"] == "user a@x.example: package x\nuser z@x.example: package x\n"


def test_many_removals_have_a_line_each():
    gone = [deleted("number", f"+1{number}", {"location": "Depot"}) for number in range(3)]
    assert shown(*gone) == [f"-number +1{number}: location Depot" for number in range(3)]
    assert diff(gone)[0]["before_header"] == "number (3 removed)"


def test_value_in_a_line_cannot_be_taken_for_several():
    rows = [created("user", name, {"title": 'A, package "b"', "number": None, "empty": " "}) for name in ("ana", "leo")]
    assert shown(*rows)[0] == r'+user ana: title "A, package \"b\"", empty " "'
    places = [created("location", name, {"address": {"line1": "1 St, x", "city": "Ö"}}) for name in ("a", "b")]
    assert shown(*places)[0] == '+location a: address {line1: "1 St, x", city: Ö}'


TEXTS = st.text(st.sampled_from("aé \n\r\t\x1b\x0b\x85\u2028\u202e{,:\"'"), min_size=1, max_size=8)
VALUES = st.recursive(
    TEXTS | st.booleans() | st.integers(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXTS, inner, max_size=2),
    max_leaves=4,
)


@given(st.lists(st.tuples(TEXTS, st.dictionaries(TEXTS, VALUES, min_size=1, max_size=3)), min_size=1, max_size=3))
def test_nothing_steers_a_terminal_or_adds_a_line(objects):
    actions = [created("user", identity, values) for identity, values in objects]
    (entry,) = diff(actions)
    lines = entry["after"].splitlines()
    assert entry["after"] == "".join(f"{line}\n" for line in lines)
    assert all(line.isprintable() for line in (*lines, entry["after_header"]))
    assert len(objects) == 1 or len(lines) == len(objects)
