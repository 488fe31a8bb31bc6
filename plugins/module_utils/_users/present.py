# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Users as Webex returns them: the people of an organization, and its subscribers."""

from __future__ import annotations

import base64
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .._customers.context import CustomerContext
from .._locations.ids import LocationIds
from .._subscribers.present import Subscriber

FULL_ADMIN = "id_full_admin"


@dataclass(frozen=True)
class Person:
    """A person of a list.

    Attributes:
        profile: The keys of PROFILE that have a value.
        extension, number, location_id: Empty when there is none, or when calling data was not requested.
        roles: Role ids.
        roles_listed: Whether the answer had roles, so that none means none.
    """

    id: str
    emails: tuple[str, ...]
    org_id: str
    profile: Mapping[str, str]
    extension: str = ""
    number: str = ""
    location_id: str = ""
    roles: tuple[str, ...] = ()
    roles_listed: bool = False

    @property
    def is_full_admin(self) -> bool:
        """Whether one of the roles is that of a full administrator."""
        return has_full_admin(self.roles)


@dataclass(frozen=True)
class WholePerson(Person):
    """A person with all members that a change has to send back."""

    data: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Users:
    """The users of a customer.

    Attributes:
        subscribers: All of them, or those of one address.
        people: The people of the organization by id; empty when they are not compared.
        location_ids: The locations, where locations of users are to be compared.
        temporary: IDs of people with an extension that a run which was killed has left.
    """

    context: CustomerContext
    subscribers: tuple[Subscriber, ...] = ()
    people: Mapping[str, Person] = field(default_factory=dict)
    location_ids: LocationIds | None = None
    temporary: frozenset[str] = frozenset()

    def without(self, keys: Collection[str]) -> int:
        """The number of subscribers but for those with these keys."""
        return sum(subscriber.key not in keys for subscriber in self.subscribers)


def has_full_admin(roles: Iterable[str]) -> bool:
    """Whether one of these role ids is that of a full administrator, by the key in it."""
    return any(_name_of(role) == FULL_ADMIN for role in roles)


def _name_of(role: str) -> str:
    """The name in a role id; empty when it holds none."""
    try:
        return base64.b64decode(role + "=" * (-len(role) % 4)).decode().rpartition("/")[2]
    except ValueError:
        return ""
