# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The order in which numbers and extensions change hands. Pure.

A number can be given to somebody only when nobody else has it. Whoever takes what another one gives up comes later;
where people swap in a circle, one of them releases it first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeAlias

from .._declare.types import EMERGENCY_EXTENSIONS
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

    def __str__(self) -> str:
        return f"extension {self.location_id} {self.extension}"


Identifier: TypeAlias = "Number | LocalExtension"


def listed(identifiers: frozenset[Identifier]) -> str:
    """The identifiers for a message."""
    return ", ".join(sorted(map(str, identifiers)))


@dataclass(frozen=True)
class UserMove:
    """One person's change.

    Attributes:
        holds: What it has now and gives up.
        wants: What it does not have yet.
        reluctant: It releases something before it changes only when nobody else in the circle can.
    """

    key: str
    holds: frozenset[Identifier]
    wants: frozenset[Identifier]
    reluctant: bool = False


@dataclass(frozen=True)
class Order:
    """What to do first, and what then.

    Attributes:
        release: Persons that give something up before anybody changes, with what.
        levels: Persons that can change side by side, level after level.
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
        # A circle: one of those who stand in it releases what the others want.
        key = min(_circle(waiting), key=lambda name: (waiting[name].reluctant, name))
        contested = frozenset().union(*(other.wants for name, other in waiting.items() if name != key))
        release.append((key, waiting[key].holds & contested))
        waiting[key] = replace(waiting[key], holds=waiting[key].holds - contested)
    return Order(tuple(release), tuple(levels))


def _circle(waiting: Mapping[str, UserMove]) -> list[str]:
    """The keys of one circle; every one that waits waits for somebody, so following them ends in a circle."""
    key = min(waiting)
    path: list[str] = []
    while key not in path:
        path.append(key)
        wants = waiting[key].wants
        key = min(name for name, other in waiting.items() if name != key and wants & other.holds)
    return path[path.index(key) :]


def spare_extension(length: int, taken: set[str]) -> str:
    """An extension of this length that nobody has, for the moment between releasing and taking.

    Raises:
        RowError: There is none.
    """
    for value in range(10**length - 1, 10 ** (length - 1) - 1, -1):
        candidate = str(value)
        if candidate not in taken and candidate not in EMERGENCY_EXTENSIONS:
            return candidate
    raise RowError(f"there is no free extension of {length} digits to swap with.")
