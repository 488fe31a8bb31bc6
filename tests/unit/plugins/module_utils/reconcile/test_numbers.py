# SPDX-License-Identifier: GPL-3.0-or-later
"""Planning the phone numbers of a customer's locations."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.webex.wholesale.plugins.module_utils._api.numbers import NumberRow
from ansible_collections.webex.wholesale.plugins.module_utils._reconcile.number_moves import rounds
from ansible_collections.webex.wholesale.plugins.module_utils._reconcile.numbers import WantedNumbers, plan_numbers
from ansible_collections.webex.wholesale.plugins.module_utils._reconcile.plan import Change
from ansible_collections.webex.wholesale.plugins.module_utils._text import name_key

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
        ONE: "it belongs to location Fremont, held by Ana Diaz (people), and a number in use cannot move. "
        "Take it from its holder first, then run again.",
        TWO: "it belongs to location Fremont. webex_prune: [numbers] moves it here "
        "(prune: true in a task of webex_phone_numbers).",
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


PLACES = ("A", "B", "C")


@dataclass
class World:
    """Numbers as Webex holds them, which refuses what Webex refuses."""

    rows: dict[str, NumberRow]

    def main(self, place):
        return next((number for number, one in self.rows.items() if one.main and one.location == place), "")

    def set_main(self, change):
        old = self.main(change.location)
        assert old == change.old
        assert self.rows[change.new].location == change.location
        if old:
            self.rows[old] = replace(self.rows[old], main=False)
        self.rows[change.new] = replace(self.rows[change.new], main=True)

    def remove(self, number, place):
        gone = self.rows.pop(number)
        assert (gone.location, gone.main, gone.owner_id) == (place, False, "")

    def add(self, number, place, *, active):
        assert number not in self.rows
        self.rows[number] = row(number, place, active=active)


def carry_out(world, plans):
    """As the operation does it."""
    for found in plans:
        for number in found.add:
            world.add(number, found.location, active=True)
        for number in found.activate:
            world.rows[number] = replace(world.rows[number], active=True)
    order, circle = rounds(
        [found.main_change for found in plans if found.main_change], [move for found in plans for move in found.moves]
    )
    assert circle == []
    for one in order:
        for change in one.mains:
            world.set_main(change)
        for move in one.moves:
            assert world.rows[move.number].active is move.was_active
            world.remove(move.number, move.source)
            world.add(move.number, move.target, active=move.active)
    for found in plans:
        for number in found.remove:
            world.remove(number, found.location)


@st.composite
def situations(draw):
    """Numbers somewhere, and a declaration of every location."""
    where = draw(st.dictionaries(st.sampled_from(NUMBERS), st.sampled_from(PLACES)))
    mains = {place: draw(st.sampled_from([n for n, at in where.items() if at == place] or [""])) for place in PLACES}
    rows = {}
    for number, place in where.items():
        main = mains[place] == number and draw(st.booleans())
        owner = draw(st.sampled_from(["", "", "", "P"]))
        rows[number] = row(number, place, active=draw(st.booleans()), main=main, owner=owner)
    declared = draw(st.dictionaries(st.sampled_from(NUMBERS), st.sampled_from(PLACES)))
    wanted = []
    for place in PLACES:
        own = tuple(number for number, at in declared.items() if at == place)
        managed = bool(own) or draw(st.booleans())
        main = draw(st.sampled_from([None, *(own or (NUMBERS if not managed else ()))]))
        # in another spelling than Webex has
        wanted.append(WantedNumbers(place.lower(), own if managed else None, main))
    return rows, wanted


@given(situations(), st.booleans(), st.booleans())
def test_moves_lose_nothing_and_end(situation, prune, prune_in_use):
    rows, wanted = situation
    plans = plan_numbers(wanted, list(rows.values()), prune=prune)
    world = World(dict(rows))
    told = any(found.problems or found.main_problem for found in plans)
    by_name = {name_key(one): one for one in PLACES}
    lower = {number: replace(one, location=one.location.lower()) for number, one in world.rows.items()}
    world.rows = lower
    carry_out(world, plans)
    declared = {number: entry.location for entry in wanted for number in entry.numbers or ()}
    # nothing that is declared is lost, and what was there is there or was to be removed
    assert set(declared) <= set(world.rows)
    gone = set(rows) - set(world.rows)
    assert gone == {number for found in plans for number in found.remove}
    assert prune or not gone
    problems = {number for found in plans for number in found.problems}
    for number, place in declared.items():
        assert (world.rows[number].location == place) is (number not in problems)
        assert number not in problems or rows[number] == replace(
            world.rows[number], location=by_name[world.rows[number].location], main=rows[number].main
        )
    # and the next run finds nothing to do, and the same refusals
    again = plan_numbers(wanted, list(world.rows.values()), prune=prune)
    if not any(entry.main_number for entry in wanted) or not told:
        assert not any(found.actions for found in again)
        assert any(found.problems or found.main_problem for found in again) is told


def test_a_swap():
    wanted = [WantedNumbers("A", (TWO,)), WantedNumbers("B", (ONE,))]
    first, second = plan_numbers(wanted, [row(ONE, "A"), row(TWO, "B")], prune=True)
    assert [move.number for move in (*first.moves, *second.moves)] == [TWO, ONE]
    assert (first.remove, second.remove) == ((), ())
    assert first.actions[0].fields == {"location": Change("B", "A")}


def test_a_main_number_moves_after_another_one_took_its_place():
    rows = [row(ONE, "A", main=True), row(TWO, "C"), row(THREE, "A")]
    wanted = [WantedNumbers("A", (TWO, THREE), TWO), WantedNumbers("B", (ONE,))]
    plans = plan_numbers(wanted, rows, prune=True)
    order, circle = rounds([plans[0].main_change], [move for found in plans for move in found.moves])
    assert [(len(one.mains), [move.number for move in one.moves]) for one in order] == [(0, [TWO]), (1, [ONE])]
    assert circle == []


def test_main_numbers_that_wait_for_each_other():
    rows = [row(ONE, "A", main=True), row(TWO, "B", main=True)]
    wanted = [WantedNumbers("A", (TWO,), TWO), WantedNumbers("B", (ONE,), ONE)]
    for found in plan_numbers(wanted, rows, prune=True):
        assert (found.actions, found.moves, found.main_number) == ((), (), "")
        assert "cannot come before it has gone" in next(iter(found.problems.values()))
        assert "is not there: it is the main number of location" in found.main_problem


def test_the_main_number_stays_with_its_location():
    rows = [row(ONE, "A", main=True)]
    (found,) = plan_numbers([WantedNumbers("B", (ONE,), ONE)], rows, prune=True)
    assert found.problems == {
        ONE: "it belongs to location A and is its main number. Declare another main_number for A, and it moves."
    }
    assert found.actions == ()


@pytest.mark.parametrize("rows", [[], [row(ONE, "A")], [row(ONE, "A", main=True)]])
def test_a_main_number_that_is_declared_elsewhere(rows):
    found, other = plan_numbers([WantedNumbers("A", None, ONE), WantedNumbers("B", (ONE,))], rows, prune=True)
    assert found.main_problem == f"{ONE} is among the numbers of location B. Name one of this location."
    assert (found.main_number, found.actions) == ("", ())
    assert bool(other.problems) is any(one.main for one in rows)


def test_a_main_number_that_is_nowhere():
    (found,) = plan_numbers([WantedNumbers("A", None, ONE)], [])
    assert found.main_problem == f"{ONE} is at no location. Add it to the numbers of A."
    assert found.actions == ()


def test_a_number_without_location_does_not_move():
    (found,) = plan_numbers([WantedNumbers("B", (ONE,))], [replace(row(ONE, ""), location_id="")], prune=True)
    assert found.problems == {ONE: "Webex does not say which location it belongs to; look it up in Control Hub."}


@pytest.mark.parametrize("prune", [True, False])
def test_every_location_on_its_own(prune):
    wanted = [WantedNumbers("A", (ONE,)), WantedNumbers("B", (TWO,))]
    first, second = plan_numbers(wanted, [row(ONE, "A"), row(THREE, "A"), row(FOUR, "B")], prune=prune)
    assert (first.add, first.remove) == ((), (THREE,) if prune else ())
    assert (second.add, second.remove) == ((TWO,), (FOUR,) if prune else ())
