# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Numbers and extensions that go from one user to another: the order of changes, and releases for swaps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from .._client.errors import ClientError
from .._declare.webex_ids import key_of
from .._engine.bulk import RowError
from .handover_order import Identifier, LocalExtension, Number, UserMove, listed, order, unused_extension
from .people_api import PeopleApi
from .plan import UserRow
from .present import Person
from .temporary_extensions import TemporaryExtensions


@dataclass(frozen=True)
class Released:
    """The result of releasing numbers and extensions.

    Attributes:
        failed: Users that could not release theirs, or wait for such a user, with the reason, by identity.
        temporary: What replaces the temporary extension of a user, by key; None where it is removed.
        extensions: The temporary extensions.
    """

    failed: Mapping[str, str] = field(default_factory=dict)
    temporary: Mapping[str, str | None] = field(default_factory=dict)
    extensions: frozenset[str] = frozenset()

    def with_(self, earlier: Released) -> Released:
        """This and what was released before."""
        return Released(
            {**earlier.failed, **self.failed},
            {**self.temporary, **earlier.temporary},
            earlier.extensions | self.extensions,
        )


class Handover:
    """The numbers and extensions that go from one user to another in one run.

    Parameters:
        rows: All rows of the run; those that change number or extension count.
        people: The people of the organization by id.
        moving: Numbers that move to other locations, after those who give them up have released them.
    """

    def __init__(self, rows: Sequence[UserRow], people: Mapping[str, Person], moving: Iterable[str] = ()) -> None:
        self._people, early = people, frozenset(Number(number) for number in moving)
        self._holders: dict[Identifier, list[Person]] = {}
        for person in people.values():
            for identifier in identifiers(person):
                self._holders.setdefault(identifier, []).append(person)
        # A refused change releases nothing.
        self._moving = {
            row.key: row
            for row in rows
            if row.wanted is not None and row.person and not row.problem and _gives_or_takes(row)
        }
        self._moves = {key: _move(row) for key, row in self._moving.items()}
        self._early = {key: found for key, move in self._moves.items() if (found := move.holds & early)}
        self._order = order([replace(move, holds=move.holds - early) for move in self._moves.values()])
        wanted = [row.wanted.extension for row in rows if row.wanted and row.wanted.extension]
        self._taken = {person.extension for person in people.values()} | set(wanted)
        # Removals come first, so the numbers and extensions of removed users are free.
        self._gone = {key_of(row.present.person_id) for row in rows if row.wanted is None and row.present}

    def levels(self, rows: Iterable[UserRow]) -> list[list[UserRow]]:
        """Rows that can be done in parallel, level after level; the first level has all rows that move nothing."""
        known = {row.key: row for row in rows}
        levels = [[row for key, row in known.items() if key not in self._moving]]
        levels += [[known[key] for key in level if key in known] for level in self._order.levels]
        return [level for level in levels if level]

    def release_moving_numbers(self, api: PeopleApi, notes: TemporaryExtensions) -> Released:
        """Release numbers that move to other locations; who loses calling does so in one go, see `leaving`."""
        staying = {key: found for key, found in self._early.items() if not self._moving[key].leaves_calling}
        return self._release(api, notes, staying.items(), Released())

    @property
    def leaving(self) -> list[UserRow]:
        """Rows of users who release such a number by losing calling."""
        return [self._moving[key] for key in self._early if self._moving[key].leaves_calling]

    def release_numbers(self, api: PeopleApi, notes: TemporaryExtensions, earlier: Released) -> Released:
        """For users that swap in a cycle: release what another one wants, before any change.

        Parameters:
            earlier: What was released before numbers moved; it is part of the result.
        """
        released = self._release(api, notes, self._order.release, earlier)
        return replace(released, failed=self._fail_dependents(released.failed)).with_(earlier)

    def _release(
        self,
        api: PeopleApi,
        notes: TemporaryExtensions,
        contested: Iterable[tuple[str, frozenset[Identifier]]],
        earlier: Released,
    ) -> Released:
        failed: dict[str, str] = {}
        temporary: dict[str, str | None] = {}
        taken = self._taken | earlier.extensions
        before = set(taken)
        for key, identifiers_ in contested:
            row = self._moving[key]
            try:
                if row.person and _release(api, notes, row.person, row.identity, identifiers_, taken):
                    temporary[key] = row.person.extension or None
            except (ClientError, RowError) as error:
                failed[row.identity] = f"could not release {listed(identifiers_)}: {error}"
        return Released(failed, temporary, frozenset(taken - before))

    def _fail_dependents(self, failed: Mapping[str, str]) -> dict[str, str]:
        """The failed users, and those that wait for a number or extension which was not released."""
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
        """Say why a user cannot release its extension for a time; empty when it can, or need not.

        A run that is killed then leaves the temporary extension behind, and only a declaration has the original one.
        """
        move = self._moves.get(row.key)
        gives = [identifier for key, contested in self._order.release if key == row.key for identifier in contested]
        extensions = [identifier.extension for identifier in gives if isinstance(identifier, LocalExtension)]
        if move is None or not move.reluctant or not extensions:
            return ""
        return f"its extension {extensions[0]} changes places with another user's. Declare the extension of one."

    def freed(self) -> frozenset[Identifier]:
        """Numbers and extensions that removals and changes of this run release."""
        freed = {identifier for move in self._moves.values() for identifier in move.holds}
        gone = [person for person in self._people.values() if key_of(person.id) in self._gone]
        return frozenset(freed.union(*map(identifiers, gone)))

    def holder(self, email: str, location_id: str, *, number: str | None, extension: str | None) -> str:
        """The message about a number or extension that another user keeps; empty when both are free.

        Parameters:
            email: Address of the user that is to get it.
            location_id: Location of the extension.
        """
        wanted: dict[Identifier, str] = {Number(number): f"number {number}"} if number else {}
        if extension:
            wanted[LocalExtension.at(location_id, extension)] = f"extension {extension}"
        for identifier, name in wanted.items():
            for person in self._holders.get(identifier, ()):
                other = person.emails[0] if person.emails else person.id
                if other.casefold() == email.casefold() or key_of(person.id) in self._gone:
                    continue
                move = self._moves.get(other.casefold())
                if move is None or identifier not in move.holds:
                    return f"the {name} is held by {other}."
        return ""


def with_calling_to_write(row: UserRow, released: Released) -> UserRow:
    """The row with the number and extension to write; a temporary extension is replaced or removed."""
    if row.key not in released.temporary:
        return row
    return replace(row, calling={"extension": released.temporary[row.key], **row.calling})


def identifiers(person: Person) -> frozenset[Identifier]:
    """The number and extension of a person."""
    found: set[Identifier] = set()
    if person.number:
        found.add(Number(person.number))
    if person.extension:
        found.add(LocalExtension.at(person.location_id, person.extension))
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
        # A number moves with its user; an extension belongs to a location.
        if ("number" in row.calling) if isinstance(identifier, Number) else ("extension" in row.calling or row.moves):
            holds.add(identifier)
    wants: set[Identifier] = set()
    wanted = wanted_calling(row)
    if wanted.get("number"):
        wants.add(Number(str(wanted["number"])))
    if wanted.get("extension"):
        wants.add(LocalExtension.at(location_of(row), str(wanted["extension"])))
    reluctant = row.moves and "extension" not in row.calling and not (row.wanted and row.wanted.is_set("extension"))
    return UserMove(row.key, frozenset(holds), frozenset(wants), reluctant)


def wanted_calling(row: UserRow) -> Mapping[str, str | None]:
    """Number and extension that a present user gets; a user that moves gets its extension at the new location."""
    if row.moves and row.person and row.person.extension:
        return {"extension": row.person.extension, **row.calling}
    return row.calling


def location_of(row: UserRow) -> str:
    """ID of the location where a present user will be; empty when it is not known."""
    if row.moves:
        return row.destination
    return row.person.location_id if row.person else ""


def _release(
    api: PeopleApi,
    notes: TemporaryExtensions,
    person: Person,
    email: str,
    contested: frozenset[Identifier],
    taken: set[str],
) -> bool:
    """Release what others want; return whether the person got a temporary extension.

    Parameters:
        email: The address with which the person signs in.
        taken: Extensions that are in use or wanted; a temporary one is added.

    Raises:
        ClientError, RowError: Webex refused it, or there is no unused extension.
    """
    calling: dict[str, str | None] = {}
    if person.number and Number(person.number) in contested:
        calling["number"] = None
    gives_extension = person.extension and LocalExtension.at(person.location_id, person.extension) in contested
    # A calling user needs a number or an extension.
    if gives_extension or ("number" in calling and not person.extension):
        extension = unused_extension(len(person.extension) or 4, taken)
        taken.add(extension)
        calling["extension"] = extension
        if not person.extension:
            # Whoever had an extension before declares it, or keeps it.
            notes.add(person.id, extension)
    if calling:
        api.change(person.id, {}, calling, email=email)
    return "extension" in calling
