# SPDX-License-Identifier: GPL-3.0-or-later
"""The order in which numbers and extensions change hands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.webex.wholesale.plugins.module_utils._declare.types import EMERGENCY_EXTENSIONS
from ansible_collections.webex.wholesale.plugins.module_utils._engine.bulk import RowError
from ansible_collections.webex.wholesale.plugins.module_utils._users.handover_order import (
    UserMove,
    order,
    unused_extension,
)


def move(key, holds="", wants=""):
    """One letter per thing."""
    return UserMove(key, frozenset(holds), frozenset(wants))


@pytest.mark.parametrize(
    ("moves", "released", "levels"),
    [
        ([], [], []),
        ([move("a"), move("b", "x"), move("c", "", "y")], [], [("a", "b", "c")]),
        ([move("a", "x", "y"), move("b", "y", "z"), move("c", "z", "u")], [], [("c",), ("b",), ("a",)]),
        ([move("a", "x", "y"), move("b", "y", "x")], [("a", "x")], [("b",), ("a",)]),
        ([move("c", "z", "x"), move("b", "y", "z"), move("a", "x", "y")], [("a", "x")], [("c",), ("b",), ("a",)]),
        ([move("a", "x", "x")], [], [("a",)]),
        ([move("a", "xu", "y"), move("b", "y", "x")], [("a", "x")], [("b",), ("a",)]),
        (
            [move("a", "x", "y"), move("b", "y", "x"), move("c", "z", "u"), move("d", "u", "z")],
            [("a", "x"), ("c", "z")],
            [("b",), ("a",), ("d",), ("c",)],
        ),
    ],
    ids=["nobody", "free", "chain", "swap", "circle of three", "its own", "only what is wanted", "two swaps"],
)
def test_order(moves, released, levels):
    found = order(moves)
    assert [(key, "".join(goods)) for key, goods in found.release] == released
    assert [tuple(sorted(level)) for level in found.levels] == levels


def test_only_members_of_a_circle_let_go():
    # d waits for a and a waits for b; only b and c stand in a circle.
    waiting = [move("a", "x", "v"), move("b", "yv", "z"), move("c", "z", "y"), move("d", "u", "x")]
    assert [key for key, _goods in order(waiting).release] in (["b"], ["c"])


# Everything is held by one person at most, and wanted by one at most.
PEOPLE = "abcdef"
MOVES = st.permutations(range(6)).flatmap(
    lambda wanted: st.lists(st.booleans(), min_size=12, max_size=12).map(
        lambda flags: [
            move(key, str(index) * flags[index], str(wanted[index]) * flags[6 + index])
            for index, key in enumerate(PEOPLE)
        ]
    )
)


@given(moves=MOVES)
def test_nobody_takes_what_somebody_still_holds(moves):
    found = order(moves)
    assert sorted(key for level in found.levels for key in level) == list(PEOPLE)
    holds = {one.key: set(one.holds) for one in moves}
    for key, goods in found.release:
        assert goods
        assert goods <= holds[key]
        holds[key] -= goods
    by_key = {one.key: one for one in moves}
    for level in found.levels:
        for key in level:
            others = set().union(*(held for name, held in holds.items() if name != key))
            assert not by_key[key].wants & others
        for key in level:
            holds[key] = set(by_key[key].wants)
    assert not found.release or _has_circle(moves)


def _has_circle(moves):
    owner = {thing: one.key for one in moves for thing in one.holds}
    waits = {one.key: {owner[thing] for thing in one.wants if thing in owner} - {one.key} for one in moves}
    while free := [key for key, others in waits.items() if not others & waits.keys()]:
        for key in free:
            del waits[key]
    return bool(waits)


def test_spare_extension():
    assert unused_extension(3, {"999", "998"}) == "997"
    assert unused_extension(3, {str(number) for number in range(912, 1000)}) == "910"
    with pytest.raises(RowError, match="no free extension of 1 digits"):
        unused_extension(1, set("123456789"))


@given(length=st.integers(2, 4), taken=st.sets(st.integers(10, 9999).map(str), max_size=80))
def test_a_spare_extension_is_free_and_of_the_same_length(length, taken):
    found = unused_extension(length, taken)
    assert len(found) == length
    assert found not in taken
    assert found not in EMERGENCY_EXTENSIONS
