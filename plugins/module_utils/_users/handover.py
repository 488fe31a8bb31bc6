# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Who takes which number or extension when: the order of changes, and releasing what is wanted where people swap."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from .._client.errors import ClientError
from .._engine.bulk import RowError
from .handover_order import Identifier, LocalExtension, Number, UserMove, listed, order, spare_extension
from .people_api import PeopleApi
from .plan import UserRow
from .present import Person


@dataclass(frozen=True)
class Released:
    """What became of releasing.

    Attributes:
        failed: Who could not release, or waits for what is kept, and why, by identity.
        spare: Keys of users who got an extension in between that they are to lose again.
    """

    failed: Mapping[str, str] = field(default_factory=dict)
    spare: frozenset[str] = frozenset()


class Handover:
    """The numbers and extensions that go from one user to another in one run.

    Parameters:
        rows: All rows of the run; those that change number or extension count.
        people: The people of the organization by id.
    """

    def __init__(self, rows: Sequence[UserRow], people: Mapping[str, Person]) -> None:
        self._people = people
        self._holders: dict[Identifier, list[Person]] = {}
        for person in people.values():
            for identifier in identifiers(person):
                self._holders.setdefault(identifier, []).append(person)
        # A refused change gives nothing up.
        self._moving = {
            row.key: row
            for row in rows
            if row.wanted is not None and row.person and not row.problem and (row.calling or row.leaves_calling)
        }
        self._moves = {key: _move(row) for key, row in self._moving.items()}
        self._order = order(list(self._moves.values()))
        wanted = [row.wanted.extension for row in rows if row.wanted and row.wanted.extension]
        self._taken = {person.extension for person in people.values()} | set(wanted)
        # Removals are made before anything else, so what they leave is free.
        self._gone = {row.present.person_id for row in rows if row.wanted is None and row.present}

    def levels(self, rows: Iterable[UserRow]) -> list[list[UserRow]]:
        """Rows that can be done side by side, level after level; the first level has all that move nothing."""
        known = {row.key: row for row in rows}
        levels = [[row for key, row in known.items() if key not in self._moving]]
        levels += [[known[key] for key in level if key in known] for level in self._order.levels]
        return [level for level in levels if level]

    def release_numbers(self, api: PeopleApi) -> Released:
        """Make those who stand in a circle give up what another one wants, before anybody takes anything."""
        failed: dict[str, str] = {}
        spare: set[str] = set()
        taken = set(self._taken)
        for key, contested in self._order.release:
            row = self._moving[key]
            try:
                if row.person and _release(api, row.person, contested, taken):
                    spare.add(key)
            except (ClientError, RowError) as error:
                failed[row.identity] = f"could not let go of {listed(contested)}: {error}"
        return Released(self._fail_dependents(failed), frozenset(spare))

    def _fail_dependents(self, failed: Mapping[str, str]) -> dict[str, str]:
        """Those who failed, and whoever waits for what they keep, which nobody can have in this run."""
        all_failed = dict(failed)
        keys = {identity.casefold() for identity in failed}
        while True:
            kept: frozenset[Identifier] = frozenset().union(*(self._moves[key].holds for key in keys))
            waiting = [key for key, move in self._moves.items() if key not in keys and move.wants & kept]
            if not waiting:
                return all_failed
            keys.update(waiting)
            for key in waiting:
                wanted = listed(self._moves[key].wants & kept)
                all_failed[self._moving[key].identity] = f"the {wanted} is not free, see the other rows."

    def freed(self) -> frozenset[Identifier]:
        """What removals, and changes of those who have it, set free in this run."""
        freed = {identifier for move in self._moves.values() for identifier in move.holds}
        gone = [person for person in self._people.values() if person.id in self._gone]
        return frozenset(freed.union(*map(identifiers, gone)))

    def holder(self, email: str, location_id: str, *, number: str | None, extension: str | None) -> str:
        """Say by whom a number or extension is held that nobody gives up; empty when it is free.

        Parameters:
            email: Address of the user who wants it.
            location_id: Location of the extension.
        """
        wanted: dict[Identifier, str] = {Number(number): f"number {number}"} if number else {}
        if extension:
            wanted[LocalExtension(location_id, extension)] = f"extension {extension}"
        for identifier, name in wanted.items():
            for person in self._holders.get(identifier, ()):
                other = person.emails[0] if person.emails else person.id
                if other.casefold() == email.casefold() or person.id in self._gone:
                    continue
                move = self._moves.get(other.casefold())
                if move is None or identifier not in move.holds:
                    return f"the {name} is held by {other}."
        return ""


def calling_to_write(row: UserRow, released: Released) -> dict[str, str | None]:
    """What to write for a row: its own number and extension, and nothing left of a spare extension."""
    return {"extension": None, **row.calling} if row.key in released.spare else dict(row.calling)


def identifiers(person: Person) -> frozenset[Identifier]:
    """What this person and nobody else has."""
    found: set[Identifier] = set()
    if person.number:
        found.add(Number(person.number))
    if person.extension:
        found.add(LocalExtension(person.location_id, person.extension))
    return frozenset(found)


def _move(row: UserRow) -> UserMove:
    person = row.person
    if person is None:
        return UserMove(row.key, frozenset(), frozenset())
    if row.leaves_calling:
        return UserMove(row.key, identifiers(person), frozenset())
    holds: set[Identifier] = set()
    wants: set[Identifier] = set()
    for identifier in identifiers(person):
        if ("number" if isinstance(identifier, Number) else "extension") in row.calling:
            holds.add(identifier)
    number, extension = row.calling.get("number"), row.calling.get("extension")
    if number:
        wants.add(Number(number))
    if extension:
        wants.add(LocalExtension(person.location_id, extension))
    return UserMove(row.key, frozenset(holds), frozenset(wants))


def _release(api: PeopleApi, person: Person, contested: frozenset[Identifier], taken: set[str]) -> bool:
    """Take from a person what others want; return whether it got an extension that it did not have before.

    Parameters:
        taken: Extensions that somebody has or wants; the spare one is added.

    Raises:
        ClientError, RowError: It was refused, or there is no free extension.
    """
    calling: dict[str, str | None] = {}
    if person.number and Number(person.number) in contested:
        calling["number"] = None
    gives_extension = person.extension and LocalExtension(person.location_id, person.extension) in contested
    # Nobody is without both.
    if gives_extension or ("number" in calling and not person.extension):
        spare = spare_extension(len(person.extension) or 4, taken)
        taken.add(spare)
        calling["extension"] = spare
    if calling:
        api.change(person.id, {}, calling)
    return "extension" in calling and not person.extension
