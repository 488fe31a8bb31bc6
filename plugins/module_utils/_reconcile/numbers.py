# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What to do with the phone numbers of a customer's locations: wanted against present. Pure.

A number that is declared at another location than it has moves there with `prune`, and is never removed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .._api.numbers import NumberRow
from .._text import name_key
from .number_moves import MainChange, Move, circle_problem, held, move_problem, rounds
from .plan import Action, Change, created, deleted, updated

KIND = "number"


@dataclass(frozen=True)
class WantedNumbers:
    """What is declared for one location; `numbers` None means not managed."""

    location: str
    numbers: tuple[str, ...] | None
    main_number: str | None = None


@dataclass(frozen=True)
class NumberPlan:
    """What happens to the numbers of one location.

    Attributes:
        location: Name of the location.
        actions: For results and diff, the main number's as one of the location.
        add, activate, remove: Numbers.
        moves: Numbers that come from other locations.
        main_number: New main number; empty when it stays.
        old_main: Present main number; empty when there is none.
        problems: Numbers that cannot be had, with the reason.
        main_problem: Why the main number cannot be had; empty when it can.
        kept: Numbers that left the declaration but are in use, with by whom.
    """

    location: str
    actions: tuple[Action, ...] = ()
    add: tuple[str, ...] = ()
    activate: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    moves: tuple[Move, ...] = ()
    main_number: str = ""
    old_main: str = ""
    problems: Mapping[str, str] = field(default_factory=dict)
    main_problem: str = ""
    kept: Mapping[str, str] = field(default_factory=dict)

    @property
    def changes_inventory(self) -> bool:
        """Tell whether numbers come, go, or change their state."""
        return bool(self.add or self.activate or self.remove or self.moves)

    @property
    def main_change(self) -> MainChange | None:
        """The change of the main number, when there is one."""
        return MainChange(self.location, self.main_number, self.old_main) if self.main_number else None


def plan_numbers(
    wanted: Sequence[WantedNumbers],
    rows: Sequence[NumberRow],
    *,
    prune: bool = False,
    prune_in_use: bool = False,
    active: bool = True,
) -> list[NumberPlan]:
    """Plan every location.

    Parameters:
        wanted: The declaration, one entry per location.
        rows: All rows of the organization; those without number (extensions) are passed over.
        prune: Remove numbers of the declared locations that are not declared, and move those declared elsewhere.
        prune_in_use: Also try to remove numbers that somebody has.
        active: Whether numbers are to be active; otherwise their state is left alone.
    """
    world = _World(wanted, rows, prune, prune_in_use, active)
    # Every refusal may be the reason of another one: a main number that stays cannot leave.
    while world.refuse():
        pass
    return [world.plan(entry) for entry in wanted]


class _World:
    """What all locations are planned with."""

    def __init__(
        self, wanted: Sequence[WantedNumbers], rows: Sequence[NumberRow], prune: bool, prune_in_use: bool, active: bool
    ) -> None:
        self._wanted, self._prune, self._prune_in_use, self._active = wanted, prune, prune_in_use, active
        self._present = {row.number: row for row in rows if row.number}
        self._here: dict[str, list[NumberRow]] = {}
        for row in self._present.values():
            self._here.setdefault(name_key(row.location), []).append(row)
        self._mains = {key: row.number for key, here in self._here.items() for row in here if row.main}
        self._names = {name_key(entry.location): entry.location for entry in wanted}
        self._declared = {number: entry.location for entry in wanted for number in entry.numbers or ()}
        self._problems: dict[str, str] = {}

    def refuse(self) -> bool:
        """Find more numbers that cannot move; False when there are none."""
        known = len(self._problems)
        changes = {name_key(entry.location): change for entry in self._wanted if (change := self._main_change(entry))}
        for entry in self._wanted:
            for row in self._elsewhere(entry):
                key = name_key(row.location)
                problem = move_problem(row, self._name(row), prune=self._prune, replaced=key in changes)
                if problem:
                    self._problems.setdefault(row.number, problem)
        moves = [move for entry in self._wanted for move in self._moves(entry)]
        _order, circle = rounds(changes.values(), moves)
        self._problems.update({move.number: circle_problem(move, changes.values()) for move in circle})
        return len(self._problems) > known

    def plan(self, wanted: WantedNumbers) -> NumberPlan:
        """Plan one location."""
        add: list[str] = []
        activate: list[str] = []
        moves = {move.number: move for move in self._moves(wanted)}
        actions: list[Action] = []
        for number in wanted.numbers or ():
            row = self._present.get(number)
            if row is None:
                add.append(number)
                state = "ACTIVE" if self._active else "INACTIVE"
                actions.append(created(KIND, number, {"location": wanted.location, "state": state}))
            elif number in moves:
                actions.append(_moved(moves[number]))
            elif self._is_here(row, wanted) and self._active and not row.active:
                activate.append(number)
                actions.append(updated(KIND, number, {"state": Change("INACTIVE", "ACTIVE")}))
        old = self._mains.get(name_key(wanted.location), "")
        change = self._main_change(wanted)
        if change:
            actions.append(updated("location", wanted.location, {"main_number": Change(old or None, change.new)}))
        remove, kept = self._removals(wanted, change.new if change else old)
        actions += [deleted(KIND, number, {"location": wanted.location}) for number in remove]
        return NumberPlan(
            wanted.location,
            tuple(actions),
            add=tuple(add),
            activate=tuple(activate),
            remove=tuple(remove),
            moves=tuple(moves.values()),
            main_number=change.new if change else "",
            old_main=old,
            problems={number: self._problems[number] for number in wanted.numbers or () if number in self._problems},
            main_problem=self._main_problem(wanted),
            kept=kept,
        )

    def _is_here(self, row: NumberRow, wanted: WantedNumbers) -> bool:
        return name_key(row.location) == name_key(wanted.location)

    def _name(self, row: NumberRow) -> str:
        """The location of a number, as it is declared where it is."""
        return self._names.get(name_key(row.location), row.location)

    def _elsewhere(self, wanted: WantedNumbers) -> list[NumberRow]:
        found = [self._present[number] for number in wanted.numbers or () if number in self._present]
        return [row for row in found if not self._is_here(row, wanted)]

    def _moves(self, wanted: WantedNumbers) -> list[Move]:
        return [
            Move(row.number, self._name(row), row.location_id, wanted.location, row.active, self._active or row.active)
            for row in self._elsewhere(wanted)
            if row.number not in self._problems
        ]

    def _main_change(self, wanted: WantedNumbers) -> MainChange | None:
        old = self._mains.get(name_key(wanted.location), "")
        if not wanted.main_number or wanted.main_number == old or self._main_problem(wanted):
            return None
        return MainChange(wanted.location, wanted.main_number, old)

    def _main_problem(self, wanted: WantedNumbers) -> str:
        """Why the main number cannot be had, where that is known from the list."""
        number = wanted.main_number or ""
        row = self._present.get(number)
        if number in self._declared and number not in (wanted.numbers or ()):
            return f"{number} is among the numbers of location {self._declared[number]}. Name one of this location."
        if not number or (number in self._declared and row is None):
            return ""
        if row is None:
            return f"{number} is at no location. Add it to the numbers of {wanted.location}."
        if self._is_here(row, wanted):
            return ""
        if number in self._problems:
            return f"{number} is not there: {self._problems[number]}"
        if number in (wanted.numbers or ()):
            return ""
        return f"{number} belongs to location {self._name(row)}. Add it to the numbers of {wanted.location}."

    def _removals(self, wanted: WantedNumbers, main: str) -> tuple[list[str], dict[str, str]]:
        if wanted.numbers is None or not self._prune:
            return [], {}
        remove: list[str] = []
        kept: dict[str, str] = {}
        for row in sorted(self._here.get(name_key(wanted.location), ()), key=lambda row: row.number):
            # What is declared at another location moves there, or is told there: it is never removed.
            if row.number in self._declared:
                continue
            if row.number == main:
                kept[row.number] = "it is the main number"
            elif row.owner_id and not self._prune_in_use:
                kept[row.number] = f"it is in use, {held(row)}"
            else:
                remove.append(row.number)
        return remove, kept


def _moved(move: Move) -> Action:
    fields = {"location": Change(move.source, move.target)}
    if move.active != move.was_active:
        fields["state"] = Change("INACTIVE", "ACTIVE")
    return updated(KIND, move.number, fields)
