# SPDX-License-Identifier: GPL-3.0-or-later
"""Planning the phone numbers of a customer's locations."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.webex.wholesale.plugins.module_utils._declare.unicode_forms import name_key
from ansible_collections.webex.wholesale.plugins.module_utils._declare.webex_ids import uuid_of
from ansible_collections.webex.wholesale.plugins.module_utils._engine.plan import Change
from ansible_collections.webex.wholesale.plugins.module_utils._numbers.model import LocationNumbers
from ansible_collections.webex.wholesale.plugins.module_utils._numbers.plan import main_number_of, plan_numbers
from ansible_collections.webex.wholesale.plugins.module_utils._numbers.present import ListedNumber
from ansible_collections.webex.wholesale.tests.unit.samples import identifier

ONE, TWO, THREE, FOUR = (f"+1408555010{digit}" for digit in range(4))
OFFICE = "Head Office"


def row(number, location=OFFICE, *, active=True, main=False, owner=""):
    return ListedNumber(
        number, "", active, main, "L1", location, owner, owner and "Ana", owner and "Diaz", owner and "PEOPLE"
    )


def wanted(location, numbers=None, main=None):
    return LocationNumbers(location=location, numbers=numbers, main_number=main)


def plan(rows, numbers=None, main=None, **options):
    (found,) = plan_numbers([wanted(OFFICE, numbers, main)], rows, **options).locations
    return found


def changes(found):
    """The actions that change something, of one location or of all."""
    return [row.action for row in found.rows if row.action.changes]


def problems(found):
    """Why numbers cannot be had."""
    return {row.identity: row.problem for row in found.declared if row.problem}


def new_main(found):
    return found.main_change.new if found.main_change else ""


def test_nothing_to_do():
    rows = [row(ONE, main=True), row(TWO), row("", owner="P"), row("")]
    for found in (plan(rows, (TWO, ONE), ONE), plan(rows), plan(rows, (ONE,)), plan(rows, (ONE, TWO), prune=True)):
        assert (changes(found), found.changing, found.main_change) == ([], (), None)


def test_add_activate_and_main_number():
    found = plan([row(ONE, active=False), row(TWO, main=True)], (ONE, TWO, THREE), THREE)
    assert (found.add, found.activate, found.remove, new_main(found)) == ((THREE,), (ONE,), (), THREE)
    assert [(action.kind, action.identity, action.action) for action in changes(found)] == [
        ("number", ONE, "update"),
        ("number", THREE, "create"),
        ("location", OFFICE, "update"),
    ]
    assert changes(found)[-1].fields == {"main_number": Change(TWO, THREE)}


def test_a_number_of_another_location_is_not_taken():
    found = plan([row(ONE, "Fremont", owner="P"), row(TWO, "Fremont")], (ONE, TWO))
    assert (found.add, found.activate) == ((), ())
    assert problems(found) == {
        ONE: "it belongs to location Fremont, held by Ana Diaz (people), and a number in use cannot move. "
        "Take it from its holder first, then run again.",
        TWO: "it belongs to location Fremont. webex_prune: [numbers] moves it here "
        "(prune: true in a task of webex_phone_numbers).",
    }


@pytest.mark.parametrize("how", ["leavers", "released"])
def test_an_owner_is_known_by_every_spelling_of_its_id(how):
    person = identifier("PEOPLE", 1)
    found = plan([row(ONE, main=True), row(TWO, owner=person)], (ONE,), prune=True, **{how: [uuid_of(person)]})
    assert found.remove == (TWO,)


def test_prune_keeps_the_main_number_and_used_ones():
    rows = [row(FOUR), row(ONE, main=True), row(TWO, owner="P"), row(THREE, "Fremont")]
    found = plan(rows, (), prune=True)
    assert found.remove == (FOUR,)
    assert found.kept == {ONE: "it is the main number", TWO: "it is in use, held by Ana Diaz (people)"}
    found = plan(rows, (), prune=True, prune_in_use=True)
    assert (found.remove, set(found.kept)) == ((TWO, FOUR), {ONE})


def test_the_old_main_number_may_go_when_there_is_a_new_one():
    found = plan([row(ONE, main=True), row(TWO)], (TWO,), TWO, prune=True)
    assert (found.remove, new_main(found), found.kept) == ((ONE,), TWO, {})


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
    assert changes(plan(list(reached.values()), tuple(declared), prune=prune)) == []


PLACES = ("A", "B", "C")


@dataclass
class World:
    """Numbers as Webex holds them, which refuses what Webex refuses."""

    rows: dict[str, ListedNumber]

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


def carry_out(world, plan):
    """As the operation does it."""
    for found in plan.locations:
        for number in found.add:
            world.add(number, found.location, active=True)
        for number in found.activate:
            world.rows[number] = replace(world.rows[number], active=True)
    order = plan.rounds()
    assert sum(len(one.moves) for one in order) == sum(len(found.moves) for found in plan.locations)
    assert sum(len(one.mains) for one in order) == sum(bool(found.main_change) for found in plan.locations)
    for one in order:
        for change in one.mains:
            world.set_main(change)
        for move in one.moves:
            assert world.rows[move.number].active is move.was_active
            world.remove(move.number, move.source)
            world.add(move.number, move.target, active=move.active)
    for found in plan.locations:
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
    declaration = []
    for place in PLACES:
        own = tuple(number for number, at in declared.items() if at == place)
        managed = bool(own) or draw(st.booleans())
        main = draw(st.sampled_from([None, *(own or (NUMBERS if not managed else ()))]))
        # in another spelling than Webex has
        declaration.append(wanted(place.lower(), own if managed else None, main))
    return rows, declaration


@given(situations(), st.booleans(), st.booleans())
def test_moves_lose_nothing_and_end(situation, prune, prune_in_use):
    rows, declaration = situation
    found = plan_numbers(declaration, list(rows.values()), prune=prune)
    world = World(dict(rows))
    told = bool(found.refused)
    by_name = {name_key(one): one for one in PLACES}
    lower = {number: replace(one, location=one.location.lower()) for number, one in world.rows.items()}
    world.rows = lower
    carry_out(world, found)
    declared = {number: entry.location for entry in declaration for number in entry.numbers or ()}
    # nothing that is declared is lost, and what was there is there or was to be removed
    assert set(declared) <= set(world.rows)
    gone = set(rows) - set(world.rows)
    assert gone == {number for one in found.locations for number in one.remove}
    assert prune or not gone
    refused = {number for one in found.locations for number in problems(one)}
    for number, place in declared.items():
        assert (world.rows[number].location == place) is (number not in refused)
        assert number not in refused or rows[number] == replace(
            world.rows[number], location=by_name[world.rows[number].location], main=rows[number].main
        )
    # and the next run finds nothing to do, and the same refusals
    again = plan_numbers(declaration, list(world.rows.values()), prune=prune)
    if not any(entry.main_number for entry in declaration) or not told:
        assert changes(again) == []
        assert bool(again.refused) is told


def test_a_swap():
    declaration = [wanted("A", (TWO,)), wanted("B", (ONE,))]
    first, second = plan_numbers(declaration, [row(ONE, "A"), row(TWO, "B")], prune=True).locations
    assert [move.number for move in (*first.moves, *second.moves)] == [TWO, ONE]
    assert (first.remove, second.remove) == ((), ())
    assert changes(first)[0].fields == {"location": Change("B", "A")}


def test_a_main_number_moves_after_another_one_took_its_place():
    rows = [row(ONE, "A", main=True), row(TWO, "C"), row(THREE, "A")]
    declaration = [wanted("A", (TWO, THREE), TWO), wanted("B", (ONE,))]
    order = plan_numbers(declaration, rows, prune=True).rounds()
    assert [(len(one.mains), [move.number for move in one.moves]) for one in order] == [(0, [TWO]), (1, [ONE])]


def test_main_numbers_that_wait_for_each_other():
    rows = [row(ONE, "A", main=True), row(TWO, "B", main=True)]
    declaration = [wanted("A", (TWO,), TWO), wanted("B", (ONE,), ONE)]
    for found in plan_numbers(declaration, rows, prune=True).locations:
        assert (changes(found), found.moves, found.main_change) == ([], (), None)
        assert "cannot come before it has gone" in next(iter(problems(found).values()))
        assert "is not there: it is the main number of location" in found.main.problem


def test_the_main_number_stays_with_its_location():
    rows = [row(ONE, "A", main=True)]
    (found,) = plan_numbers([wanted("B", (ONE,), ONE)], rows, prune=True).locations
    assert problems(found) == {
        ONE: "it belongs to location A and is its main number. Declare another main_number for A, and it moves."
    }
    assert changes(found) == []


@pytest.mark.parametrize("rows", [[], [row(ONE, "A")], [row(ONE, "A", main=True)]])
def test_a_main_number_that_is_declared_elsewhere(rows):
    found, other = plan_numbers([wanted("A", None, ONE), wanted("B", (ONE,))], rows, prune=True).locations
    assert found.main.problem == f"{ONE} is among the numbers of location B. Name one of this location."
    assert (found.main_change, changes(found)) == (None, [])
    assert bool(problems(other)) is any(one.main for one in rows)


def test_a_main_number_that_is_nowhere():
    (found,) = plan_numbers([wanted("A", None, ONE)], []).locations
    assert found.main.problem == f"{ONE} is at no location. Add it to the numbers of A."
    assert changes(found) == []


def test_a_number_without_location_does_not_move():
    (found,) = plan_numbers([wanted("B", (ONE,))], [replace(row(ONE, ""), location_id="")], prune=True).locations
    assert problems(found) == {ONE: "Webex does not say which location it belongs to; look it up in Control Hub."}


@pytest.mark.parametrize("prune", [True, False])
def test_every_location_on_its_own(prune):
    declaration = [wanted("A", (ONE,)), wanted("B", (TWO,))]
    first, second = plan_numbers(declaration, [row(ONE, "A"), row(THREE, "A"), row(FOUR, "B")], prune=prune).locations
    assert (first.add, first.remove) == ((), (THREE,) if prune else ())
    assert (second.add, second.remove) == ((TWO,), (FOUR,) if prune else ())


def test_rows_and_warnings_of_all_locations():
    declaration = [wanted("A", (ONE, TWO), ONE), wanted("B", ())]
    rows = [row(ONE, "A"), row(TWO, "C", owner="P"), row(THREE, "B"), row(FOUR, "B", owner="P")]
    found = plan_numbers(declaration, rows, prune=True)
    assert [(one.identity, one.verb, bool(one.problem)) for one in found.rows] == [
        (ONE, "none", False),
        (TWO, "none", True),
        (main_number_of("A"), "update", False),
        (THREE, "delete", False),
    ]
    assert [action.identity for action in found.actions] == [ONE, TWO, "A", THREE]
    assert found.warnings == (f"{FOUR} left the numbers of B but stays: it is in use, held by Ana Diaz (people).",)


@pytest.mark.parametrize("released", [{ONE}, {"p1"}])
def test_a_number_that_its_holder_gives_up_moves(released):
    rows = [row(ONE, "Fremont", owner="p1")]
    assert plan(rows, [ONE], prune=True).declared[0].problem
    (moved,) = plan(rows, [ONE], prune=True, released=released).declared
    assert (moved.problem, moved.verb) == ("", "update")
    assert moved.needs[-1] == ("user", ONE)


def test_a_number_that_cannot_come_is_missing_there():
    (refused,) = plan([row(ONE, "Fremont", owner="p1")], [ONE], prune=True).declared
    assert refused.makes == ("number", ONE)


@pytest.mark.parametrize(("main", "stays"), [(None, True), (ONE, True), (TWO, False)])
def test_a_mover_leaves_the_main_number_behind_unless_it_is_replaced(main, stays):
    rows = [row(ONE, "Fremont", main=True, owner="p1"), row(TWO, "Fremont")]
    entries = [wanted(OFFICE, [ONE]), wanted("Fremont", [TWO], main)] if main != ONE else [wanted(OFFICE, [ONE])]
    office = plan_numbers(entries, rows, prune=True, carried={"p1": OFFICE}).locations[0]
    assert bool(office.declared[0].problem) is stays
