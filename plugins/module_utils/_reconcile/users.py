# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What to do with the users of a customer: wanted against present. Pure.

Compared are the package (of the subscriber) and the profile (of the person). Number, extension and location are given
at creation.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from .._api.people import Person
from .._api.subscribers import PENDING, Subscriber
from .._model.packages import is_calling
from .._model.user import PROFILE, User
from .plan import Action, Change, created, deleted, updated

KIND = "user"


@dataclass(frozen=True)
class UserChange:
    """One user: what happens, and what is needed to do it.

    Attributes:
        action: For results and diff.
        user: The declaration; None for a removal.
        subscriber: The present subscriber; None for a creation.
        profile: Profile fields to write, None clears; for a creation those that the creation itself cannot carry.
    """

    action: Action
    user: User | None
    subscriber: Subscriber | None
    profile: Mapping[str, str | None]

    @property
    def needs_location(self) -> bool:
        """Tell whether the request carries a location."""
        if self.user is None or not self.user.calling:
            return False
        return self.subscriber is None or self.becomes_calling

    @property
    def changes_package(self) -> bool:
        """Tell whether the package of a present subscriber changes."""
        return "package" in self.action.fields and self.action.action == "update"

    @property
    def becomes_calling(self) -> bool:
        """Tell whether a present subscriber without calling gets a calling package."""
        return bool(self.changes_package and self.user and self.user.calling and self.subscriber) and not is_calling(
            self.subscriber.package if self.subscriber else ""
        )


def plan_users(
    users: Sequence[User],
    subscribers: Sequence[Subscriber],
    people: Mapping[str, Person],
    *,
    prune: bool = False,
    protected: Collection[str] = (),
) -> list[UserChange]:
    """Plan every user, in the order of the declaration, removals last.

    Parameters:
        users: The declaration.
        subscribers: All present subscribers, or at least those of the declared addresses.
        people: The people of the organization by id, as far as they are to be compared.
        prune: Remove subscribers that are not declared.
        protected: E-mail addresses that are never removed.
    """
    present = {subscriber.key: subscriber for subscriber in subscribers}
    changes = [_plan(user, present.get(user.key), people) for user in users]
    if prune:
        kept = {user.key for user in users} | {email.casefold() for email in protected}
        changes += [removal(subscriber) for key, subscriber in sorted(present.items()) if key not in kept]
    return changes


def removal(subscriber: Subscriber) -> UserChange:
    """The removal of one subscriber."""
    values = {"package": subscriber.package, "status": subscriber.status}
    return UserChange(deleted(KIND, subscriber.email, values), None, subscriber, {})


def _plan(user: User, subscriber: Subscriber | None, people: Mapping[str, Person]) -> UserChange:
    if subscriber is None:
        values = user.model_dump(exclude_unset=True, exclude_none=True)
        later = {key: values[key] for key in ("display_name", "title", "department") if values.get(key)}
        return UserChange(created(KIND, user.email, values), user, None, later)
    fields: dict[str, Change] = {}
    if subscriber.package != user.package:
        fields["package"] = Change(subscriber.package, user.package)
    profile: dict[str, str | None] = {}
    person = people.get(subscriber.person_id)
    if person is not None and subscriber.status != PENDING:
        profile = _profile(user, person)
        fields.update({key: Change(person.profile.get(key), value) for key, value in profile.items()})
    return UserChange(updated(KIND, user.email, fields), user, subscriber, profile)


def _profile(user: User, person: Person) -> dict[str, str | None]:
    present = person.profile
    wanted = {
        key: getattr(user, key)
        for key in PROFILE
        if user.is_set(key) and _normal(getattr(user, key)) != _normal(present.get(key))
    }
    renamed = "first_name" in wanted or "last_name" in wanted
    if renamed and not user.is_set("display_name"):
        old = " ".join(present[key] for key in ("first_name", "last_name") if present.get(key))
        # A display name that was made of the old names follows them; one that somebody chose stays.
        if _normal(present.get("display_name")) in (_normal(old), ""):
            wanted["display_name"] = f"{user.first_name} {user.last_name}"
    return wanted


def _normal(value: str | None) -> str:
    return unicodedata.normalize("NFC", value or "")
