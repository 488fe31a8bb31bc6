# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Who takes which number or extension when: the order of changes, and letting go where people swap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .._api.people import PeopleApi, Person
from .._client.errors import ClientError
from .._model.packages import is_calling
from .._reconcile.assignments import Move, order, spare_extension
from .._reconcile.users import UserChange


class Assignments:
    """The calling changes of one run.

    Parameters:
        changes: All changes of the run; those that change number or extension count.
        people: The people of the organization by id.
    """

    def __init__(self, changes: Sequence[UserChange], people: Mapping[str, Person]) -> None:
        self._people = people
        self._holders: dict[str, list[Person]] = {}
        for person in people.values():
            for thing in _things(person):
                self._holders.setdefault(thing, []).append(person)
        # A refused change gives nothing up.
        self._moving = {
            change.action.identity.casefold(): change
            for change in changes
            if change.user is not None
            and change.person
            and not change.problem
            and (change.calling or _leaves_calling(change))
        }
        self._order = order([self._move(key, change) for key, change in self._moving.items()])
        wanted = [change.user.extension for change in changes if change.user and change.user.extension]
        self._taken = {person.extension for person in people.values()} | set(wanted)
        self._spares: set[str] = set()
        # Removals are made before anything else, so what they leave is free.
        gone = [change.subscriber for change in changes if change.user is None and change.subscriber]
        self._gone = {subscriber.person_id for subscriber in gone}

    def levels(self, changes: Sequence[UserChange]) -> list[list[UserChange]]:
        """Changes that can be made side by side, level after level; the first level has all that move nothing."""
        known = {change.action.identity.casefold(): change for change in changes}
        levels = [[change for key, change in known.items() if key not in self._moving]]
        levels += [[known[key] for key in level if key in known] for level in self._order.levels]
        return [level for level in levels if level]

    def calling_of(self, change: UserChange) -> dict[str, str | None]:
        """What to write for a change: its own values, and nothing left of a spare extension."""
        spare = change.action.identity.casefold() in self._spares
        return {"extension": None, **change.calling} if spare else dict(change.calling)

    def let_go(self, api: PeopleApi) -> dict[str, str]:
        """Let those who stand in a circle let go of what another one wants; return who could not, and why."""
        failed: dict[str, str] = {}
        for key, contested in self._order.release:
            change = self._moving[key]
            try:
                self._release(api, key, change, contested)
            except (ClientError, ValueError) as error:
                failed[change.action.identity] = f"could not let go of {', '.join(sorted(contested))}: {error}"
        self._fail_those_who_wait(failed)
        return failed

    def _fail_those_who_wait(self, failed: dict[str, str]) -> None:
        """Who waits for what somebody keeps cannot have it in this run."""
        keys = {identity.casefold() for identity in failed}
        while True:
            kept = frozenset().union(*(self._move(key, self._moving[key]).holds for key in keys))
            waiting = [key for key in self._moving if key not in keys and self._wants(key) & kept]
            if not waiting:
                return
            keys.update(waiting)
            for key in waiting:
                wanted = ", ".join(sorted(self._wants(key) & kept))
                failed[self._moving[key].action.identity] = f"the {wanted} is not free, see the other rows."

    def _wants(self, key: str) -> frozenset[str]:
        return self._move(key, self._moving[key]).wants

    def _release(self, api: PeopleApi, key: str, change: UserChange, contested: frozenset[str]) -> None:
        person = change.person
        if person is None:
            return
        calling: dict[str, str | None] = {}
        if person.number and _number(person) in contested:
            calling["number"] = None
        gives_extension = person.extension and _extension(person) in contested
        if gives_extension or ("number" in calling and not person.extension):
            spare = spare_extension(len(person.extension) or 4, self._taken)
            self._taken.add(spare)
            calling["extension"] = spare
        if calling:
            api.change(person.id, {}, calling)
        if "extension" in calling and not person.extension:
            self._spares.add(key)

    def freed(self) -> frozenset[str]:
        """What removals, and changes of those who have it, set free in this run."""
        things: set[str] = set()
        for person in self._people.values():
            if person.id in self._gone:
                things |= _things(person)
        for key, change in self._moving.items():
            things |= self._move(key, change).holds
        return frozenset(things)

    def holder(self, key: str, location_id: str, *, number: str | None, extension: str | None) -> str:
        """Say by whom a number or extension is held that nobody gives up; empty when it is free.

        Parameters:
            key: Address of the user who wants it.
            location_id: Location of the extension.
        """
        wanted = {f"number {number}": f"number {number}"} if number else {}
        if extension:
            wanted[f"extension {location_id} {extension}"] = f"extension {extension}"
        for thing, name in wanted.items():
            for person in self._holders.get(thing, ()):
                email = person.emails[0] if person.emails else person.id
                if email.casefold() == key.casefold() or person.id in self._gone:
                    continue
                if thing not in self._given_up(email):
                    return f"the {name} is held by {email}."
        return ""

    def _given_up(self, email: str) -> frozenset[str]:
        change = self._moving.get(email.casefold())
        return self._move(email.casefold(), change).holds if change else frozenset()

    def _move(self, key: str, change: UserChange) -> Move:
        person = change.person
        holds: set[str] = set()
        wants: set[str] = set()
        if person is not None and _leaves_calling(change):
            holds = _things(person)
        elif person is not None:
            if "number" in change.calling:
                holds |= {_number(person)} if person.number else set()
                wants |= {f"number {change.calling['number']}"} if change.calling["number"] else set()
            if "extension" in change.calling:
                holds |= {_extension(person)} if person.extension else set()
                extension = change.calling["extension"]
                wants |= {f"extension {person.location_id} {extension}"} if extension else set()
        return Move(key, frozenset(holds), frozenset(wants))


def _leaves_calling(change: UserChange) -> bool:
    """Number and extension go together with the calling package."""
    package = change.subscriber.package if change.subscriber else ""
    return bool(change.changes_package and change.user and not change.user.calling and is_calling(package))


def _things(person: Person) -> set[str]:
    things = {_number(person)} if person.number else set()
    return things | ({_extension(person)} if person.extension else set())


def _number(person: Person) -> str:
    return f"number {person.number}"


def _extension(person: Person) -> str:
    return f"extension {person.location_id} {person.extension}"
