# SPDX-License-Identifier: GPL-3.0-or-later
"""Planning the phone numbers of a customer's locations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.webex.wholesale.plugins.module_utils._api.numbers import NumberRow
from ansible_collections.webex.wholesale.plugins.module_utils._reconcile.numbers import WantedNumbers, plan_numbers
from ansible_collections.webex.wholesale.plugins.module_utils._reconcile.plan import Change

ONE, TWO, THREE, FOUR = (f"+1408555010{digit}" for digit in range(4))
OFFICE = "Head Office"


def row(number, location=OFFICE, *, active=True, main=False, owner=""):
    return NumberRow(
        number, "", active, main, "L1", location, owner, owner and "Ana", owner and "Diaz", owner and "PEOPLE"
    )


def plan(rows, numbers=None, main=None, **options):
    (found,) = plan_numbers([WantedNumbers(OFFICE, numbers, main)], rows, **options)
    return found


def test_nothing_to_do():
    rows = [row(ONE, main=True), row(TWO), row("", owner="P"), row("")]
    for found in (plan(rows, (TWO, ONE), ONE), plan(rows), plan(rows, (ONE,)), plan(rows, (ONE, TWO), prune=True)):
        assert (found.actions, found.changes_inventory, found.main_number) == ((), False, "")


def test_add_activate_and_main_number():
    found = plan([row(ONE, active=False), row(TWO, main=True)], (ONE, TWO, THREE), THREE)
    assert (found.add, found.activate, found.remove, found.main_number) == ((THREE,), (ONE,), (), THREE)
    assert [(action.kind, action.identity, action.action) for action in found.actions] == [
        ("number", ONE, "update"),
        ("number", THREE, "create"),
        ("location", OFFICE, "update"),
    ]
    assert found.actions[-1].fields == {"main_number": Change(TWO, THREE)}


def test_a_number_of_another_location_is_not_taken():
    found = plan([row(ONE, "Fremont", owner="P"), row(TWO, "Fremont")], (ONE, TWO))
    assert (found.add, found.activate) == ((), ())
    assert found.problems == {
        ONE: "it belongs to location Fremont, held by Ana Diaz (people). Remove it there first.",
        TWO: "it belongs to location Fremont. Remove it there first.",
    }


def test_prune_keeps_the_main_number_and_used_ones():
    rows = [row(FOUR), row(ONE, main=True), row(TWO, owner="P"), row(THREE, "Fremont")]
    found = plan(rows, (), prune=True)
    assert found.remove == (FOUR,)
    assert found.kept == {ONE: "it is the main number", TWO: "it is in use, held by Ana Diaz (people)"}
    found = plan(rows, (), prune=True, prune_in_use=True)
    assert (found.remove, set(found.kept)) == ((TWO, FOUR), {ONE})


def test_the_old_main_number_may_go_when_there_is_a_new_one():
    found = plan([row(ONE, main=True), row(TWO)], (TWO,), TWO, prune=True)
    assert (found.remove, found.main_number, found.kept) == ((ONE,), TWO, {})


def test_numbers_that_are_not_managed_are_not_pruned():
    assert plan([row(ONE)], None, prune=True).remove == ()


NUMBERS = (ONE, TWO, THREE, FOUR)


@given(
    states=st.dictionaries(st.sampled_from(NUMBERS), st.tuples(st.booleans(), st.booleans())),
    declared=st.sets(st.sampled_from(NUMBERS)),
    prune=st.booleans(),
)
def test_what_a_plan_leads_to_needs_no_plan(states, declared, prune):
    rows = [row(number, active=active, owner="P" if used else "") for number, (active, used) in states.items()]
    found = plan(rows, tuple(sorted(declared)), prune=prune)
    assert not set(found.remove) & declared
    assert not {number for number, (_active, used) in states.items() if used} & set(found.remove)
    reached = {one.number: one for one in rows if one.number not in found.remove}
    for number in (*found.add, *found.activate):
        reached[number] = row(number, owner=reached[number].owner_id if number in reached else "")
    assert plan(list(reached.values()), tuple(declared), prune=prune).actions == ()


@pytest.mark.parametrize("prune", [True, False])
def test_every_location_on_its_own(prune):
    wanted = [WantedNumbers("A", (ONE,)), WantedNumbers("B", (TWO,))]
    first, second = plan_numbers(wanted, [row(ONE, "A"), row(THREE, "A"), row(FOUR, "B")], prune=prune)
    assert (first.add, first.remove) == ((), (THREE,) if prune else ())
    assert (second.add, second.remove) == ((TWO,), (FOUR,) if prune else ())
