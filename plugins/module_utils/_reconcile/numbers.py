# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What to do with the phone numbers of a customer's locations: wanted against present. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .._api.numbers import NumberRow
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
        main_number: New main number; empty when it stays.
        old_main: Present main number; empty when there is none.
        problems: Numbers that cannot be had, with the reason.
        kept: Numbers that left the declaration but are in use, with by whom.
    """

    location: str
    actions: tuple[Action, ...] = ()
    add: tuple[str, ...] = ()
    activate: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    main_number: str = ""
    old_main: str = ""
    problems: Mapping[str, str] = field(default_factory=dict)
    kept: Mapping[str, str] = field(default_factory=dict)

    @property
    def changes_inventory(self) -> bool:
        """Tell whether numbers come, go, or change their state."""
        return bool(self.add or self.activate or self.remove)


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
        prune: Remove numbers of the declared locations that are not declared.
        prune_in_use: Also try to remove numbers that somebody has.
        active: Whether numbers are to be active; otherwise their state is left alone.
    """
    present = {row.number: row for row in rows if row.number}
    return [_plan(entry, present, prune, prune_in_use, active) for entry in wanted]


def _plan(
    wanted: WantedNumbers, present: Mapping[str, NumberRow], prune: bool, prune_in_use: bool, active: bool
) -> NumberPlan:
    add: list[str] = []
    activate: list[str] = []
    problems: dict[str, str] = {}
    actions: list[Action] = []
    for number in wanted.numbers or ():
        row = present.get(number)
        if row is None:
            add.append(number)
            state = "ACTIVE" if active else "INACTIVE"
            actions.append(created(KIND, number, {"location": wanted.location, "state": state}))
        elif row.location != wanted.location:
            problems[number] = f"it belongs to location {row.location}{_held(row)}. Remove it there first."
            actions.append(created(KIND, number, {"location": wanted.location, "state": "ACTIVE"}))
        elif active and not row.active:
            activate.append(number)
            actions.append(updated(KIND, number, {"state": Change("INACTIVE", "ACTIVE")}))
    here = [row for row in present.values() if row.location == wanted.location]
    main = next((row.number for row in here if row.main), "")
    main_number = wanted.main_number if wanted.main_number and wanted.main_number != main else ""
    if main_number:
        actions.append(updated("location", wanted.location, {"main_number": Change(main or None, main_number)}))
    remove, kept = _removals(wanted, here, main_number or main, prune_in_use) if prune else ([], {})
    actions += [deleted(KIND, number, {"location": wanted.location}) for number in remove]
    return NumberPlan(
        wanted.location,
        tuple(actions),
        add=tuple(add),
        activate=tuple(activate),
        remove=tuple(remove),
        main_number=main_number,
        old_main=main,
        problems=problems,
        kept=kept,
    )


def _removals(
    wanted: WantedNumbers, here: Sequence[NumberRow], main: str, prune_in_use: bool
) -> tuple[list[str], dict[str, str]]:
    if wanted.numbers is None:
        return [], {}
    remove: list[str] = []
    kept: dict[str, str] = {}
    for row in sorted(here, key=lambda row: row.number):
        if row.number in wanted.numbers:
            continue
        if row.number == main:
            kept[row.number] = "it is the main number"
        elif row.owner_id and not prune_in_use:
            kept[row.number] = f"it is in use{_held(row)}"
        else:
            remove.append(row.number)
    return remove, kept


def _held(row: NumberRow) -> str:
    if not row.owner_id:
        return ""
    return f", held by {row.owner_name or row.owner_id}" + (f" ({row.owner_type.lower()})" if row.owner_type else "")
