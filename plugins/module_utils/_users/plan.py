# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The plan for the users of a customer: declaration compared with the present state. Pure.

Compared are the package (of the subscriber), and profile, number, extension and location (of the person).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from .._declare.called import called
from .._declare.packages import is_calling
from .._declare.unicode_forms import comparable, name_key
from .._declare.webex_ids import key_of
from .._engine.bulk import RowError
from .._engine.plan import Action, Change, ObjectAddress, Row, created, deleted, refused, updated
from .._engine.tolerated import Tolerances, tolerating
from .._locations.ids import LocationIds
from .._numbers.plan import given_up
from .._subscribers.present import PENDING, Subscriber
from .model import AFTER_CREATION, CALLING, PROFILE, User
from .present import Person

KIND = "user"
# Fields of the person, which are compared on request only.
NOT_SUBSCRIBED = (*PROFILE, *CALLING, "location")
_MAX_NAMED = 20


@dataclass(frozen=True)
class UserRow(Row[User, Subscriber]):
    """One user.

    Attributes:
        profile: Profile fields to write, None clears; for a creation those that its request does not have.
        calling: New number and extension of a present calling user, None removes one.
        person: The person, when it was read.
        destination: ID of the location that it moves to; empty for one that an earlier step of the run makes.
    """

    profile: Mapping[str, str | None] = field(default_factory=dict)
    calling: Mapping[str, str | None] = field(default_factory=dict)
    person: Person | None = None
    destination: str = ""

    @property
    def key(self) -> str:
        """The address for comparisons, which are case-insensitive."""
        return self.identity.casefold()

    @property
    def needs(self) -> tuple[ObjectAddress, ...]:
        """Location and number that the user gets."""
        if self.wanted is None or not self.wanted.calling:
            return ()
        new = self.needs_location or self.moves
        number = self.wanted.number if new or "number" in self.action.fields else None
        places = [ObjectAddress("location", name_key(self.wanted.location))] if new and self.wanted.location else []
        return (*places, *([ObjectAddress("number", number)] if number else []))

    @property
    def makes(self) -> ObjectAddress | None:
        """The user, when it is created; the release of the number that a present user gives up."""
        return given_up(self.gives_up) if self.gives_up else super().makes

    @property
    def gives_up(self) -> str:
        """The number that a present user has, and keeps no longer; empty when there is none."""
        if self.person is None or not (self.leaves_calling or "number" in self.action.fields):
            return ""
        return self.person.number

    @property
    def needs_location(self) -> bool:
        """Whether the request carries a location."""
        if self.wanted is None or not self.wanted.calling:
            return False
        return self.present is None or self.becomes_calling

    @property
    def changes_package(self) -> bool:
        """Whether the package of a present subscriber changes."""
        return "package" in self.action.fields and self.verb == "update"

    @property
    def moves(self) -> bool:
        """Whether a present calling user gets another location."""
        return "location" in self.action.fields and self.verb == "update"

    @property
    def becomes_calling(self) -> bool:
        """Whether a present subscriber without calling gets a calling package."""
        return bool(self.changes_package and self.wanted and self.wanted.calling) and not self._had_calling

    @property
    def leaves_calling(self) -> bool:
        """Whether the user loses number and extension together with the calling package."""
        return bool(self.changes_package and self.wanted and not self.wanted.calling) and self._had_calling

    @property
    def _had_calling(self) -> bool:
        return is_calling(self.present.package if self.present else "")


def plan_users(
    users: Sequence[User],
    subscribers: Sequence[Subscriber],
    people: Mapping[str, Person],
    *,
    locations: LocationIds | None = None,
    prune: bool = False,
    protected: Collection[str] = (),
    full_admins: Collection[str] = (),
    allow_admin_package_change: bool = False,
    resend_consent: bool = False,
    tolerances: Tolerances = Tolerances(),  # noqa: B008 - never changed
) -> list[UserRow]:
    """Plan every user, in the order of the declaration, removals last.

    Parameters:
        users: The declaration.
        subscribers: All present subscribers, or at least those of the declared addresses.
        people: The people of the organization by id; empty when they are not compared.
        locations: The locations of the customer, to compare those of users; None where they are not compared.
        prune: Remove subscribers that are not declared.
        protected: E-mail addresses that are never removed.
        full_admins: E-mail addresses of declared full administrators.
        allow_admin_package_change: Change the package of a full administrator, which Cisco does not support.
        resend_consent: Send pending users their consent e-mail again.
        tolerances: Differences that stay.
    """
    present = {subscriber.key: subscriber for subscriber in subscribers}
    admins = {email.casefold() for email in full_admins}
    rows = []

    def planned(user: User) -> UserRow:
        return _plan(user, present.get(user.key), people, locations)

    for user in users:
        row = _keeping(planned(user), planned, tolerances)
        admin = user.key in admins or bool(row.person and row.person.is_full_admin)
        if row.changes_package and admin and not allow_admin_package_change:
            row = refused(row, _admin_rule(row))
        rows.append(_with_consent(row) if resend_consent else row)
    if prune:
        kept = {user.key for user in users} | {email.casefold() for email in protected}
        removals = [_removal(subscriber) for key, subscriber in sorted(present.items()) if key not in kept]
        rows += [tolerating(row, tolerances) for row in removals]
    return rows


def leavers(rows: Iterable[UserRow]) -> frozenset[str]:
    """IDs of the people who are removed, before anything else changes."""
    return frozenset(row.present.person_id for row in rows if row.verb == "delete" and row.present and not row.problem)


def released(rows: Iterable[UserRow]) -> frozenset[str]:
    """Numbers that people release for another one or for none, and IDs of people who release all their numbers."""
    found: set[str] = set()
    for row in rows:
        if row.problem or row.present is None:
            continue
        if row.leaves_calling:
            found.add(row.present.person_id)
        elif "number" in row.action.fields and row.person:
            found.add(row.person.number)
    return frozenset(found - {""})


def losing_calling(rows: Iterable[UserRow]) -> list[str]:
    """Addresses of the users whose calling package is taken away."""
    return [row.identity for row in rows if row.leaves_calling and row.possible]


def loss_of_calling(rows: Iterable[UserRow]) -> tuple[str, ...]:
    """The warning about what goes with calling packages; empty when none is taken away."""
    emails = losing_calling(rows)
    if not emails:
        return ()
    names = ", ".join(emails[:_MAX_NAMED]) + (f" and {len(emails) - _MAX_NAMED} more" if emails[_MAX_NAMED:] else "")
    return (f"with the calling package these users lose number, extension, voicemail and phones: {names}.",)


def movers(rows: Iterable[UserRow]) -> dict[str, str]:
    """The locations that people move to, with the number that they have, by ID of the person."""
    return {
        row.present.person_id: row.wanted.location
        for row in rows
        if row.present and row.wanted and row.wanted.location and row.moves and not row.problem
    }


def _keeping(row: UserRow, plan: Callable[[User], UserRow], tolerances: Tolerances) -> UserRow:
    """The row without what is tolerated of it: the plan for a user that is declared as it is.

    Parameters:
        plan: Plans a user.
    """
    _rest, left = tolerances.split(row.action)
    if not left or row.verb != "update" or row.wanted is None:
        return tolerating(row, tolerances)
    kept = {name: change.before for each in left for name, change in each.action.fields.items()}
    # A location may have no name that could be declared.
    kept.update({"location": None} if "location" in kept else {})
    again = plan(row.wanted.model_copy(update=kept))
    # What follows from another field stays with it: a display name that consists of the names.
    following = {name: row.action.fields[name] for name in {*row.action.fields} - {*kept, *again.action.fields}}
    found = []
    for index, each in enumerate(left):
        own = {name: change for name, change in each.action.fields.items() if name not in again.action.fields}
        own.update(following if index == 0 else {})
        found += [replace(each, action=replace(each.action, fields=own))] if own else []
    return replace(again, tolerated=tuple(found))


def _with_consent(row: UserRow) -> UserRow:
    """A pending user gets its consent e-mail again."""
    if row.present is None or row.present.status != PENDING:
        return row
    fields = {**row.action.fields, "consent_email": Change(None, "sent again")}
    return replace(row, action=Action(KIND, row.identity, "update", fields))


def _removal(subscriber: Subscriber) -> UserRow:
    values = {"package": subscriber.package, "status": subscriber.status}
    return UserRow(deleted(KIND, subscriber.email, values), None, subscriber)


def _plan(
    user: User, subscriber: Subscriber | None, people: Mapping[str, Person], locations: LocationIds | None
) -> UserRow:
    if subscriber is None:
        values = user.model_dump(exclude_unset=True, exclude_none=True)
        later = {key: values[key] for key in AFTER_CREATION if values.get(key)}
        return UserRow(action=created(KIND, user.email, values), wanted=user, present=None, profile=later)
    fields: dict[str, Change] = {}
    if subscriber.package != user.package:
        fields["package"] = Change(subscriber.package, user.package)
    profile: dict[str, str | None] = {}
    calling: dict[str, str | None] = {}
    place = _Place()
    person = people.get(subscriber.person_id)
    if person is not None and subscriber.status != PENDING:
        profile = _profile(user, person)
        fields.update({key: Change(person.profile.get(key), value) for key, value in profile.items()})
        if user.calling and is_calling(subscriber.package):
            calling = calling_changes(user, person)
            fields.update({key: Change(getattr(person, key) or None, value) for key, value in calling.items()})
            place = _place(user, person, locations)
            fields.update(place.fields)
        elif user.calling:
            # For a user who gets calling, the package change has number and extension.
            fields.update({key: Change(None, getattr(user, key)) for key in CALLING if getattr(user, key)})
        elif is_calling(subscriber.package):
            # They go with the package.
            fields.update({key: Change(getattr(person, key), None) for key in CALLING if getattr(person, key)})
    return UserRow(
        action=updated(KIND, user.email, fields),
        wanted=user,
        present=subscriber,
        problem=place.problem,
        profile=profile,
        calling=calling,
        person=person,
        destination=place.destination,
    )


def calling_changes(user: User, person: Person) -> dict[str, str | None]:
    """Declared number and extension that differ from those of the person; None removes one."""
    return {
        key: getattr(user, key)
        for key in CALLING
        if user.is_set(key) and (getattr(user, key) or "") != getattr(person, key)
    }


@dataclass(frozen=True)
class _Place:
    """The location that a present user moves to; empty when it stays."""

    fields: Mapping[str, Change] = field(default_factory=dict)
    destination: str = ""
    problem: str = ""


def _place(user: User, person: Person, locations: LocationIds | None) -> _Place:
    if locations is None or not user.location:
        return _Place()
    here = locations.name_of(person.location_id)
    # Of two locations with one name, the one where the user is.
    if here and name_key(here) == name_key(user.location):
        return _Place()
    destination = ""
    if not locations.is_planned(user.location):
        try:
            destination = locations.of(user.location)
        except RowError as error:
            return _Place(problem=str(error))
    if not person.location_id or key_of(destination) == key_of(person.location_id):
        return _Place()
    return _Place({"location": Change(here or person.location_id, user.location)}, destination)


def _admin_rule(row: UserRow) -> str:
    package = row.action.fields["package"]
    return (
        f"it is a full administrator, and its package would change from {package.before} to {package.after}. Cisco "
        "does not support lowering the package of a full administrator, and publishes no order of packages. Keep the "
        f"package, or set {called('allow_admin_package_change', 'true')}."
    )


def _profile(user: User, person: Person) -> dict[str, str | None]:
    present = person.profile
    wanted = {
        key: getattr(user, key)
        for key in PROFILE
        if user.is_set(key) and comparable(getattr(user, key)) != comparable(present.get(key))
    }
    renamed = "first_name" in wanted or "last_name" in wanted
    if renamed and not user.is_set("display_name"):
        old = " ".join(comparable(present[key]) for key in ("first_name", "last_name") if present.get(key))
        # A display name that consists of the old names follows them; another one stays.
        if comparable(present.get("display_name")) in (comparable(old), ""):
            wanted["display_name"] = f"{user.first_name} {user.last_name}"
    return wanted
