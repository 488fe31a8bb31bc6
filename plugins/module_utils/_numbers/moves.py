# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Moves of numbers between locations of a customer: which are possible, and in which order. Pure.

Webex has a job that moves numbers, but its request cannot name the organization of a customer. So a number is removed
from its old location and added to the new one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .present import ListedNumber

CONSENT = "webex_prune: [numbers] moves it here (prune: true in a task of webex_phone_numbers)."


@dataclass(frozen=True)
class Move:
    """The move of one number.

    Attributes:
        number: E.164.
        source, source_id: Name and id of the old location.
        target: Name of the new location.
        was_active: Its present state, for putting it back when it cannot be added.
        active: Whether it is to be active at the new location.
    """

    number: str
    source: str
    source_id: str
    target: str
    was_active: bool
    active: bool


@dataclass(frozen=True)
class MainChange:
    """Another main number for a location; `old` is empty where it has none."""

    location: str
    new: str
    old: str


@dataclass(frozen=True)
class Round:
    """Main numbers that can be set now, and numbers that can move afterwards."""

    mains: tuple[MainChange, ...]
    moves: tuple[Move, ...]

    @property
    def by_target(self) -> dict[str, list[Move]]:
        """The moves by their new location."""
        found: dict[str, list[Move]] = {}
        for move in self.moves:
            found.setdefault(move.target, []).append(move)
        return found


def held(number: ListedNumber) -> str:
    """The owner of the number, for messages; empty when it has none."""
    if not number.owner_id:
        return ""
    kind = f" ({number.owner_type.lower()})" if number.owner_type else ""
    return f"held by {number.owner_name or number.owner_id}{kind}"


def move_problem(number: ListedNumber, location: str, *, prune: bool, replaced: bool) -> str:
    """Why a number cannot leave its location; empty when it can.

    Parameters:
        number: The present number.
        location: Name of its present location.
        prune: Whether numbers may be removed from their present location.
        replaced: Whether its location gets another main number.
    """
    if not number.location_id:
        return "Webex does not say which location it belongs to; look it up in Control Hub."
    here = f"it belongs to location {location}"
    if number.owner_id:
        holder = held(number)
        return f"{here}, {holder}, and a number in use cannot move. Take it from its holder first, then run again."
    if not prune:
        return f"{here}. {CONSENT}"
    if number.main and not replaced:
        return f"{here} and is its main number. Declare another main_number for {location}, and it moves."
    return ""


def rounds(mains: Iterable[MainChange], moves: Iterable[Move]) -> tuple[list[Round], list[Move]]:
    """The order of main numbers and moves, and the moves that wait for each other in a cycle.

    A main number can be set once it is at its location, and can move once another one is set.
    """
    open_mains, open_moves = list(mains), list(moves)
    found: list[Round] = []
    while True:
        coming = {move.number for move in open_moves}
        ready_mains = tuple(main for main in open_mains if main.new not in coming)
        open_mains = [main for main in open_mains if main not in ready_mains]
        staying = {main.old for main in open_mains}
        ready_moves = tuple(move for move in open_moves if move.number not in staying)
        open_moves = [move for move in open_moves if move not in ready_moves]
        if not ready_mains and not ready_moves:
            return found, open_moves
        found.append(Round(ready_mains, ready_moves))


def circle_problem(move: Move, mains: Iterable[MainChange]) -> str:
    """Why a number in such a cycle does not move."""
    new = next((main.new for main in mains if main.old == move.number), "")
    return (
        f"it is the main number of location {move.source}, and {new}, which is to take its place, cannot come before "
        f"it has gone. Declare another main_number for {move.source} for one run."
    )
