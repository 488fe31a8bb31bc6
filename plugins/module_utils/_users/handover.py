# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Who takes which number or extension when: the order of changes, and releasing what is wanted where people swap."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

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
        spare: The extension to have instead of the one that a user got in between, by key; None is none.
    """

    failed: Mapping[str, str] = field(default_factory=dict)
    spare: Mapping[str, str | None] = field(default_factory=dict)


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
            if row.wanted is not None and row.person and not row.problem and _gives_or_takes(row)
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
        spare: dict[str, str | None] = {}
        taken = set(self._taken)
        for key, contested in self._order.release:
            row = self._moving[key]
            try:
                if row.person and _release(api, row.person, contested, taken):
                    spare[key] = row.person.extension or None
            except (ClientError, RowError) as error:
                failed[row.identity] = f"could not let go of {listed(contested)}: {error}"
        return Released(self._fail_dependents(failed), spare)

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

    def undeclared(self, row: UserRow) -> str:
        """Say why a user cannot let go of its extension in between; empty when it can, or need not.

        A run that is killed then leaves the spare one behind, and only a declaration says what it was.
        """
        move = self._moves.get(row.key)
        gives = [identifier for key, contested in self._order.release if key == row.key for identifier in contested]
        extensions = [identifier.extension for identifier in gives if isinstance(identifier, LocalExtension)]
        if move is None or not move.reluctant or not extensions:
            return ""
        return f"its extension {extensions[0]} changes places with another user's. Declare the extension of one."

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


def with_calling_to_write(row: UserRow, released: Released) -> UserRow:
    """The row with what to write: its own number and extension, and nothing left of a spare extension."""
    if row.key not in released.spare:
        return row
    return replace(row, calling={"extension": released.spare[row.key], **row.calling})


def identifiers(person: Person) -> frozenset[Identifier]:
    """What this person and nobody else has."""
    found: set[Identifier] = set()
    if person.number:
        found.add(Number(person.number))
    if person.extension:
        found.add(LocalExtension(person.location_id, person.extension))
    return frozenset(found)


def _gives_or_takes(row: UserRow) -> bool:
    return bool(row.calling) or row.leaves_calling or row.moves


def _move(row: UserRow) -> UserMove:
    person = row.person
    if person is None:
        return UserMove(row.key, frozenset(), frozenset())
    if row.leaves_calling:
        return UserMove(row.key, identifiers(person), frozenset())
    holds: set[Identifier] = set()
    for identifier in identifiers(person):
        # A number goes along with its user; an extension counts at its location.
        if ("number" in row.calling) if isinstance(identifier, Number) else ("extension" in row.calling or row.moves):
            holds.add(identifier)
    wants: set[Identifier] = set()
    wanted = wanted_calling(row)
    if wanted.get("number"):
        wants.add(Number(str(wanted["number"])))
    if wanted.get("extension"):
        wants.add(LocalExtension(location_of(row), str(wanted["extension"])))
    reluctant = row.moves and "extension" not in row.calling and not (row.wanted and row.wanted.is_set("extension"))
    return UserMove(row.key, frozenset(holds), frozenset(wants), reluctant)


def wanted_calling(row: UserRow) -> Mapping[str, str | None]:
    """The number and extension that a present user does not have yet: a moving one keeps its extension elsewhere."""
    if row.moves and row.person and row.person.extension:
        return {"extension": row.person.extension, **row.calling}
    return row.calling


def location_of(row: UserRow) -> str:
    """ID of the location where a present user will be; empty when it is not known."""
    if row.moves:
        return row.destination
    return row.person.location_id if row.person else ""


def _release(api: PeopleApi, person: Person, contested: frozenset[Identifier], taken: set[str]) -> bool:
    """Take from a person what others want; return whether it got a spare extension.

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
    return "extension" in calling
