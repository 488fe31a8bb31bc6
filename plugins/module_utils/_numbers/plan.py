# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The plan for the phone numbers of a customer's locations: declaration compared with the present state. Pure.

A number that is declared at another location than it has moves there with `prune`, and is never removed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias, TypeVar

from .._declare.unicode_forms import name_key
from .._declare.webex_ids import ById, key_of
from .._engine.plan import Action, Change, ObjectAddress, Plan, Row, created, deleted, refused, updated
from .._engine.tolerated import Tolerances, tolerating
from .._locations.plan import KIND as LOCATION
from .._locations.plan import MAIN_NUMBER
from .model import LocationNumbers
from .moves import MainChange, Move, Round, circle_problem, held, move_problem, rounds
from .present import ListedNumber, without_owner

KIND = "number"


@dataclass(frozen=True)
class NumberRow(Row[LocationNumbers, ListedNumber]):
    """One number: added, activated, moved or removed; `move` is None unless it comes from another location."""

    move: Move | None = None

    @property
    def needs(self) -> tuple[ObjectAddress, ...]:
        """The location of the number, the PSTN connection of the location, and the user who gives the number up."""
        return (*_at(self.wanted), *([given_up(self.identity)] if self.move else []))

    @property
    def makes(self) -> ObjectAddress | None:
        """The number at its location, when it is added or moves there, or would have to."""
        missing = self.verb == "create" or self.move or self.problem
        return ObjectAddress(KIND, self.identity) if missing else None


@dataclass(frozen=True)
class MainNumberRow(Row[LocationNumbers, ListedNumber]):
    """The main number of one location; its action is an update of the location.

    Attributes:
        present: The present main number; None when there is none.
        change: None when it does not change, or cannot be set.
    """

    change: MainChange | None = None

    @property
    def identity(self) -> str:
        """The identity of the row, unique among all numbers and main numbers."""
        return main_number_of(self.action.identity)

    @property
    def needs(self) -> tuple[ObjectAddress, ...]:
        """The location, and its PSTN connection."""
        return _at(self.wanted)

    @property
    def makes(self) -> ObjectAddress | None:
        """Nothing: no other row needs it."""
        return None


def _at(wanted: LocationNumbers | None) -> tuple[ObjectAddress, ...]:
    return tuple(ObjectAddress(kind, name_key(wanted.location)) for kind in ("location", "pstn")) if wanted else ()


def given_up(number: str) -> ObjectAddress:
    """The release of a number: a user who keeps it for the time being makes all fail that needs it elsewhere."""
    return ObjectAddress("user", number)


NumbersRow: TypeAlias = "NumberRow | MainNumberRow"


N = TypeVar("N", NumberRow, MainNumberRow)


def main_number_of(location: str) -> str:
    """The identity of the row of a location's main number."""
    return f"main number of {location}"


@dataclass(frozen=True)
class LocationPlan:
    """The rows of one location, grouped for the batches of requests.

    Attributes:
        location: Name of the location in the declaration.
        declared: One row for every declared number.
        main: The row of the main number; None when it is not declared.
        leaving: Numbers that are removed.
        kept: Numbers that are not declared any more and stay, with the reason.
    """

    location: str
    declared: tuple[NumberRow, ...] = ()
    main: MainNumberRow | None = None
    leaving: tuple[NumberRow, ...] = ()
    kept: Mapping[str, str] = field(default_factory=dict)

    def without(self, reason: Callable[[NumbersRow], str]) -> LocationPlan:
        """The same with rows refused; an empty reason leaves a row as it is."""

        def kept(row: N) -> N:
            why = reason(row) if row.possible else ""
            return refused(row, why) if why else row

        declared, leaving = tuple(map(kept, self.declared)), tuple(map(kept, self.leaving))
        return replace(self, declared=declared, main=kept(self.main) if self.main else None, leaving=leaving)

    @property
    def rows(self) -> tuple[NumbersRow, ...]:
        """All rows, in the order of the results."""
        return (*self.declared, *((self.main,) if self.main else ()), *self.leaving)

    @property
    def add(self) -> tuple[str, ...]:
        """Numbers that are added."""
        return tuple(row.identity for row in self.declared if row.verb == "create" and row.possible)

    @property
    def activate(self) -> tuple[str, ...]:
        """Numbers that are activated."""
        rows = [row for row in self.declared if row.verb == "update" and row.possible]
        return tuple(row.identity for row in rows if row.move is None)

    @property
    def moves(self) -> tuple[Move, ...]:
        """Numbers that move here from other locations."""
        return tuple(row.move for row in self.declared if row.move and row.possible)

    @property
    def remove(self) -> tuple[str, ...]:
        """Numbers that are removed."""
        return tuple(row.identity for row in self.leaving if row.possible)

    @property
    def changing(self) -> tuple[str, ...]:
        """Numbers that are added, removed, moved here or activated; a change of the main number does not count."""
        return (*self.add, *self.activate, *self.remove, *(move.number for move in self.moves))

    @property
    def known_id(self) -> str:
        """The ID of the location, from its numbers; empty when it has none."""
        return next((row.present.location_id for row in self.leaving if row.present), "")

    @property
    def main_change(self) -> MainChange | None:
        """The change of the main number, when there is one."""
        return self.main.change if self.main and self.main.possible else None

    @property
    def old_main(self) -> str:
        """The present main number of a location whose main number is declared; empty when there is none."""
        return self.main.present.number if self.main and self.main.present else ""


@dataclass(frozen=True)
class NumbersPlan(Plan[NumbersRow]):
    """The plan of all declared locations; `rows` are the rows of all `locations`, in their order."""

    locations: tuple[LocationPlan, ...] = ()

    def without(self, reason: Callable[[NumbersRow], str]) -> NumbersPlan:
        """The plan with these rows refused, see `Plan`, also in its locations."""
        locations = tuple(location.without(reason) for location in self.locations)
        rows = tuple(row for location in locations for row in location.rows)
        return replace(self, rows=rows, locations=locations)

    def rounds(self) -> list[Round]:
        """The order in which main numbers are set and numbers move."""
        mains = [location.main_change for location in self.locations if location.main_change]
        order, _circle = rounds(mains, [move for location in self.locations for move in location.moves])
        return order


def plan_numbers(
    wanted: Sequence[LocationNumbers],
    numbers: Sequence[ListedNumber],
    *,
    prune: bool = False,
    prune_in_use: bool = False,
    active: bool = True,
    leavers: Collection[str] = (),
    released: Collection[str] = (),
    carried: Mapping[str, str] | None = None,
    closing: Sequence[str] = (),
    tolerances: Tolerances = Tolerances(),  # noqa: B008 - never changed
) -> NumbersPlan:
    """Plan every location.

    Parameters:
        wanted: The declaration, one entry per location.
        numbers: The whole list of the organization; extensions without number are ignored.
        prune: Remove numbers that are not declared, and move numbers that are declared at another location.
        prune_in_use: Also try to remove numbers with an owner.
        active: Activate declared numbers; otherwise their state is not changed.
        leavers: IDs of people who are removed before numbers change.
        released: Numbers, and IDs of people all of whose numbers, are given up before numbers are moved or removed.
        carried: Locations to which people move before numbers are removed, by ID of the person. Numbers that they do
            not give up go along.
        closing: Names of locations that are removed at last; their numbers go, but for the main number.
        tolerances: Differences that stay; a number goes with its location all the same.
    """
    managed = [*wanted, *(LocationNumbers(location=name, numbers=[]) for name in closing)]
    # A main number stays behind, unless another one has taken its place by then.
    mains = {
        name_key(entry.location): entry.main_number
        for entry in wanted
        if entry.main_number and not tolerances.allows(LOCATION, entry.location, MAIN_NUMBER)
    }
    staying = {
        listed.number
        for listed in numbers
        if listed.number in released or (listed.main and mains.get(name_key(listed.location)) in (None, listed.number))
    }
    leaving, places = set(map(key_of, leavers)), ById(carried or {})
    numbers = [
        without_owner(listed) if key_of(listed.owner_id) in leaving else _carried(listed, places, staying)
        for listed in numbers
    ]
    planner = _Planner(managed, numbers, prune, prune_in_use, active, released, closing, tolerances)
    # One refusal may cause another one: a main number that is not replaced cannot move.
    while planner.refuse():
        pass
    locations = tuple(planner.plan(entry) for entry in managed)
    warnings = [
        f"{number} left the numbers of {location.location} but stays: {reason}."
        for location in locations
        for number, reason in location.kept.items()
    ]
    rows = tuple(row for location in locations for row in location.rows)
    return NumbersPlan(rows=rows, warnings=tuple(warnings), locations=locations)


def undeclared_numbers(
    wanted: Sequence[LocationNumbers], numbers: Sequence[ListedNumber], plan: NumbersPlan, closing: Sequence[str]
) -> int:
    """The number of phone numbers that are not declared and stay; without locations whose numbers are not managed.

    Parameters:
        wanted, numbers, closing: Those of `plan_numbers`.
    """
    passed_over = {*map(name_key, closing), *(name_key(entry.location) for entry in wanted if entry.numbers is None)}
    mains = {entry.main_number for entry in wanted}
    known = {row.identity for row in plan.rows if row.wanted or row.possible} | mains
    return sum(
        bool(listed.number) and listed.number not in known and name_key(listed.location) not in passed_over
        for listed in numbers
    )


def _carried(listed: ListedNumber, carried: Mapping[str, str], staying: Collection[str]) -> ListedNumber:
    """The entry after the move of its owner."""
    place = carried.get(listed.owner_id)
    return replace(listed, location=place) if place and listed.number not in staying else listed


class _Planner:
    """Plans one location after the other, with the data of all."""

    def __init__(
        self,
        wanted: Sequence[LocationNumbers],
        numbers: Sequence[ListedNumber],
        prune: bool,
        prune_in_use: bool,
        active: bool,
        released: Collection[str],
        closing: Sequence[str],
        tolerances: Tolerances,
    ) -> None:
        self._tolerances = tolerances
        self._wanted, self._prune, self._prune_in_use, self._active = wanted, prune, prune_in_use, active
        self._released, self._closing = set(map(key_of, released)), {name_key(name) for name in closing}
        self._present = {listed.number: listed for listed in numbers if listed.number}
        self._here: dict[str, list[ListedNumber]] = {}
        for listed in self._present.values():
            self._here.setdefault(name_key(listed.location), []).append(listed)
        self._mains = {key: listed for key, here in self._here.items() for listed in here if listed.main}
        self._names = {name_key(entry.location): entry.location for entry in wanted}
        self._declared = {number: entry.location for entry in wanted for number in entry.numbers or ()}
        self._problems: dict[str, str] = {}

    def refuse(self) -> bool:
        """Refuse more moves because of earlier refusals; False when there are none."""
        known = len(self._problems)
        changes = {name_key(entry.location): change for entry in self._wanted if (change := self._main_change(entry))}
        for entry in self._wanted:
            for listed in self._elsewhere(entry):
                key = name_key(listed.location)
                free = without_owner(listed) if self._is_given_up(listed) else listed
                problem = move_problem(free, self._name(listed), prune=self._prune, replaced=key in changes)
                if problem:
                    self._problems.setdefault(listed.number, problem)
        moves = [move for entry in self._wanted for move in self._moves(entry).values()]
        _order, circle = rounds(changes.values(), moves)
        self._problems.update({move.number: circle_problem(move, changes.values()) for move in circle})
        return len(self._problems) > known

    def plan(self, wanted: LocationNumbers) -> LocationPlan:
        """Plan one location."""
        moves = self._moves(wanted)
        leaving, kept = self._removals(wanted)
        return LocationPlan(
            wanted.location,
            tuple(self._number_row(number, wanted, moves.get(number)) for number in wanted.numbers or ()),
            self._main_row(wanted) if wanted.main_number else None,
            tuple(leaving),
            kept,
        )

    def _number_row(self, number: str, wanted: LocationNumbers, move: Move | None) -> NumberRow:
        listed = self._present.get(number)
        if listed is None:
            state = "ACTIVE" if self._active else "INACTIVE"
            row = NumberRow(created(KIND, number, {"location": wanted.location, "state": state}), wanted)
            return tolerating(row, self._tolerances)
        if move:
            return NumberRow(action=_moved(move), wanted=wanted, present=listed, move=move)
        wakes = self._is_here(listed, wanted) and self._active and not listed.active
        fields = {"state": Change("INACTIVE", "ACTIVE")} if wakes else {}
        if self._stays(listed, wanted):
            fields = {"location": Change(self._name(listed), wanted.location)}
        row = tolerating(NumberRow(updated(KIND, number, fields), wanted, listed), self._tolerances)
        problem = self._problems.get(number)
        return refused(row, problem) if problem else row

    def _main_row(self, wanted: LocationNumbers) -> MainNumberRow:
        change = self._main_change(wanted)
        fields = {MAIN_NUMBER: Change(change.old or None, change.new)} if change else {}
        old = self._mains.get(name_key(wanted.location))
        if self._keeps_main(wanted) and wanted.main_number != self._main_number(wanted):
            fields = {MAIN_NUMBER: Change(self._main_number(wanted) or None, wanted.main_number)}
            row = MainNumberRow(updated(LOCATION, wanted.location, fields), wanted, old)
            return tolerating(row, self._tolerances)
        action = updated(LOCATION, wanted.location, fields)
        return MainNumberRow(
            action=action, wanted=wanted, present=old, problem=self._main_problem(wanted), change=change
        )

    def _is_here(self, listed: ListedNumber, wanted: LocationNumbers) -> bool:
        return name_key(listed.location) == name_key(wanted.location)

    def _name(self, listed: ListedNumber) -> str:
        """The name of a number's location, in the declared spelling where it is declared."""
        return self._names.get(name_key(listed.location), listed.location)

    def _elsewhere(self, wanted: LocationNumbers) -> list[ListedNumber]:
        """Declared numbers that are at another location, and are to come."""
        found = [self._present[number] for number in wanted.numbers or () if number in self._present]
        return [listed for listed in found if not self._is_here(listed, wanted) and not self._stays(listed, wanted)]

    def _stays(self, listed: ListedNumber, wanted: LocationNumbers) -> bool:
        """Whether a number is tolerated at another location."""
        return not self._is_here(listed, wanted) and self._tolerances.allows(KIND, listed.number, "location")

    def _keeps_main(self, wanted: LocationNumbers) -> bool:
        """Whether another main number is tolerated."""
        return self._tolerances.allows(LOCATION, wanted.location, MAIN_NUMBER)

    def _moves(self, wanted: LocationNumbers) -> dict[str, Move]:
        """Moves to this location that were not refused so far, by number."""
        return {
            listed.number: Move(
                listed.number,
                self._name(listed),
                listed.location_id,
                wanted.location,
                listed.active,
                self._active or listed.active,
            )
            for listed in self._elsewhere(wanted)
            if listed.number not in self._problems
        }

    def _main_number(self, wanted: LocationNumbers) -> str:
        """The present main number of this location; empty when there is none."""
        listed = self._mains.get(name_key(wanted.location))
        return listed.number if listed else ""

    def _main_change(self, wanted: LocationNumbers) -> MainChange | None:
        old = self._main_number(wanted)
        if not wanted.main_number or wanted.main_number == old or self._keeps_main(wanted):
            return None
        if self._main_problem(wanted):
            return None
        return MainChange(wanted.location, wanted.main_number, old)

    def _main_problem(self, wanted: LocationNumbers) -> str:
        """Why the main number cannot be set, as far as the list of numbers shows it."""
        number, own = wanted.main_number or "", wanted.numbers or ()
        if number in self._declared and number not in own:
            return f"{number} is among the numbers of location {self._declared[number]}. Name one of this location."
        listed = self._present.get(number)
        if number in own and self._is_left_out(listed, wanted, number):
            return f"{number} is tolerated where it is. Tolerate {MAIN_NUMBER} of {wanted.location} as well."
        if not number or (number in self._declared and listed is None):
            return ""
        if listed is None:
            return f"{number} is at no location. Add it to the numbers of {wanted.location}."
        if self._is_here(listed, wanted):
            return ""
        if number in self._problems:
            return f"{number} is not there: {self._problems[number]}"
        if number in own:
            return ""
        return f"{number} belongs to location {self._name(listed)}. Add it to the numbers of {wanted.location}."

    def _is_left_out(self, listed: ListedNumber | None, wanted: LocationNumbers, number: str) -> bool:
        """Whether a declared number does not come to its location, since that is tolerated."""
        if listed:
            return self._stays(listed, wanted)
        rest, _left = self._tolerances.split(created(KIND, number, {}))
        return not rest.changes

    def _is_given_up(self, listed: ListedNumber) -> bool:
        return listed.number in self._released or key_of(listed.owner_id) in self._released

    def _removals(self, wanted: LocationNumbers) -> tuple[list[NumberRow], dict[str, str]]:
        """Rows of numbers that are removed, and those that stay, with the reason."""
        closing = name_key(wanted.location) in self._closing
        if wanted.numbers is None or not (self._prune or closing):
            return [], {}
        change = self._main_change(wanted)
        main = change.new if change else self._main_number(wanted)
        leaving: list[NumberRow] = []
        kept: dict[str, str] = {}
        for listed in sorted(self._here.get(name_key(wanted.location), ()), key=lambda listed: listed.number):
            # A number that is declared at another location moves there, or is reported there: it is never removed.
            if listed.number in self._declared:
                continue
            if listed.number == main:
                kept.update({} if closing else {listed.number: "it is the main number"})
            elif listed.owner_id and not self._is_given_up(listed) and not self._prune_in_use:
                kept[listed.number] = f"it is in use, {held(listed)}"
            else:
                action = deleted(KIND, listed.number, {"location": wanted.location})
                row = NumberRow(action, None, listed)
                leaving.append(row if closing else tolerating(row, self._tolerances))
        return leaving, kept


def _moved(move: Move) -> Action:
    fields = {"location": Change(move.source, move.target)}
    if move.active != move.was_active:
        fields["state"] = Change("INACTIVE", "ACTIVE")
    return updated(KIND, move.number, fields)
