# SPDX-License-Identifier: GPL-3.0-or-later
"""Plans, and the delete guard."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.webex.wholesale.plugins.module_utils._engine.delete_guard import guard
from ansible_collections.webex.wholesale.plugins.module_utils._engine.plan import (
    Action,
    Change,
    created,
    deleted,
    summary,
    updated,
)
from ansible_collections.webex.wholesale.plugins.module_utils._engine.refusal import Refused

CREATED = created("user", "a@x.example", {"b": 2, "a": 1, "none": None})
UPDATED = updated("user", "b@x.example", {"title": Change("Chief", None), "package": Change("x", "y")})
DELETED = deleted("user", "c@x.example", {"package": "x", "status": "", "id": None})
KEPT = updated("user", "d@x.example", {})


def test_actions():
    assert [action.action for action in (CREATED, UPDATED, DELETED, KEPT)] == ["create", "update", "delete", "none"]
    assert [action.changes for action in (CREATED, UPDATED, DELETED, KEPT)] == [True, True, True, False]
    assert DELETED.fields == {"package": Change("x", None)}
    assert UPDATED.to_dict() == {
        "kind": "user",
        "identity": "b@x.example",
        "action": "update",
        "fields": {"package": {"from": "x", "to": "y"}, "title": {"from": "Chief", "to": None}},
    }
    assert list(UPDATED.to_dict()["fields"]) == ["package", "title"]


@given(st.lists(st.sampled_from(["create", "update", "none"])), st.integers(0, 5))
def test_summary_counts_every_wanted_object_once(verbs, removals):
    actions = [Action("user", str(number), verb) for number, verb in enumerate(verbs)]
    counts = summary([*actions, *[Action("user", "x", "delete")] * removals], len(verbs))
    assert counts == {**{verb: verbs.count(verb) for verb in ("create", "update", "none")}, "delete": removals}


@pytest.mark.parametrize(
    ("count", "total", "refused"),
    [(0, 0, False), (0, 100, False), (10, 50, False), (11, 100, True), (10, 49, True), (3, 10, True), (11, 0, True)],
)
def test_delete_guard(count, total, refused):
    names = [f"user{number}" for number in range(count)]
    if not refused:
        guard("users", names, total, max_count=10, max_percent=20, variables="webex_prune")
        return
    with pytest.raises(Refused, match=f"{count} of {total} users would be removed") as caught:
        guard("users", names, total, max_count=10, max_percent=20, variables="webex_prune")
    percent_counts = total >= 10
    limit = "At most 10 and 20 % are allowed" if percent_counts else "No more than 10 may go"
    assert f"{limit}; nothing was changed." in str(caught.value)
    assert str(caught.value).endswith(
        "prune_max_count and prune_max_percent." if percent_counts else "prune_max_count."
    )


@pytest.mark.parametrize("total", range(1, 10))
def test_of_fewer_than_ten_objects_the_share_does_not_count(total):
    guard("users", ["ana"], total, max_count=1, max_percent=0, variables="webex_prune")
    with pytest.raises(Refused, match=r"raise prune_max_count\.$"):
        guard("users", ["ana"], total, max_count=0, max_percent=100, variables="webex_prune")


def test_delete_guard_says_what_would_become_of_them():
    with pytest.raises(Refused, match=r"1 of 20 users would be removed or lose calling \(5 %\)"):
        guard(
            "users",
            ["ana"],
            20,
            max_count=0,
            max_percent=100,
            variables="webex_prune",
            loss="be removed or lose calling",
        )


def test_delete_guard_names_ten_at_most():
    with pytest.raises(Refused, match=r"u9 and 2 more\."):
        guard(
            "users", [f"u{number}" for number in range(12)], 100, max_count=1, max_percent=100, variables="webex_prune"
        )


@given(removals=st.integers(0, 50), total=st.integers(0, 50), max_count=st.integers(0, 50), percent=st.integers(0, 100))
def test_delete_guard_never_lets_more_pass_than_both_limits(removals, total, max_count, percent):
    try:
        guard("users", ["u"] * removals, total, max_count=max_count, max_percent=percent, variables="webex_prune")
    except Refused:
        assert removals > 0
    else:
        assert removals <= max_count
        assert total < 10 or removals * 100 <= percent * total
