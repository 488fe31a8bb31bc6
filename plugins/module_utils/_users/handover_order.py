# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The order in which numbers and extensions go from one user to another. Pure.

A number can be assigned only when no other user has it. So a user that takes a number is changed after the one that
gives it up; where users swap in a cycle, one of them releases its number first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeAlias

from .._declare.types import EMERGENCY_EXTENSIONS
from .._declare.webex_ids import key_of
from .._engine.bulk import RowError


class Number(NamedTuple):
    """A phone number, which one person has in the whole organization."""

    number: str

    def __str__(self) -> str:
        return f"number {self.number}"


class LocalExtension(NamedTuple):
    """An extension, which one person has at a location."""

    location_id: str
    extension: str

    @classmethod
    def at(cls, location_id: str, extension: str) -> LocalExtension:
        """The same for every spelling of the id of the location."""
        return cls(key_of(location_id), extension)

    def __str__(self) -> str:
        return f"extension {self.location_id} {self.extension}"


Identifier: TypeAlias = "Number | LocalExtension"


def listed(identifiers: frozenset[Identifier]) -> str:
    """The identifiers in words, for a message."""
    return ", ".join(sorted(map(str, identifiers)))


@dataclass(frozen=True)
class UserMove:
    """The change of one person.

    Attributes:
        holds: What it gives up.
        wants: What it gets.
        reluctant: It releases something before it changes only when no other member of the cycle can.
    """

    key: str
    holds: frozenset[Identifier]
    wants: frozenset[Identifier]
    reluctant: bool = False


@dataclass(frozen=True)
class Order:
    """The order of changes.

    Attributes:
        release: Persons that release something before all changes, and what.
        levels: Persons that can be changed in parallel, level after level.
    """

    release: tuple[tuple[str, frozenset[Identifier]], ...]
    levels: tuple[tuple[str, ...], ...]


def order(moves: Sequence[UserMove]) -> Order:
    """Sort the moves; every key is in exactly one level."""
    waiting = {move.key: move for move in moves}
    release: list[tuple[str, frozenset[Identifier]]] = []
    levels: list[tuple[str, ...]] = []
    while waiting:
        ready = [
            key
            for key, move in waiting.items()
            if not any(move.wants & other.holds for name, other in waiting.items() if name != key)
        ]
        if ready:
            levels.append(tuple(ready))
            for key in ready:
                del waiting[key]
            continue
        # A cycle: one of its members releases what the others want.
        key = min(_circle(waiting), key=lambda name: (waiting[name].reluctant, name))
        contested = frozenset().union(*(other.wants for name, other in waiting.items() if name != key))
        release.append((key, waiting[key].holds & contested))
        waiting[key] = replace(waiting[key], holds=waiting[key].holds - contested)
    return Order(tuple(release), tuple(levels))


def _circle(waiting: Mapping[str, UserMove]) -> list[str]:
    """The keys of one cycle: each waiting person waits for another one, so following them ends in a cycle."""
    key = min(waiting)
    path: list[str] = []
    while key not in path:
        path.append(key)
        wants = waiting[key].wants
        key = min(name for name, other in waiting.items() if name != key and wants & other.holds)
    return path[path.index(key) :]


def unused_extension(length: int, taken: set[str]) -> str:
    """An extension of this length that is not in use, for the time between release and assignment.

    Raises:
        RowError: There is none.
    """
    for value in range(10**length - 1, 10 ** (length - 1) - 1, -1):
        candidate = str(value)
        if candidate not in taken and candidate not in EMERGENCY_EXTENSIONS:
            return candidate
    raise RowError(f"there is no free extension of {length} digits to swap with.")
