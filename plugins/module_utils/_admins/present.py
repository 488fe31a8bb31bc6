# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Administrators as Webex returns them: all roles, and people with their roles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .._customers.context import CustomerContext
from .._users.present import Person, has_full_admin
from .role_names import FULL_ADMINISTRATOR


@dataclass(frozen=True)
class Role:
    """A role; `name` as Control Hub shows it."""

    id: str
    name: str


@dataclass(frozen=True)
class Administrators:
    """The people who are declared as administrators, and with prune everybody who is one.

    Everybody is read as well where a declared one would be a full administrator no longer.

    Attributes:
        roles: All roles that can be given.
        people: By declared e-mail address; None for a person that does not exist. Whole where a role changes.
        unreadable: Why a person could not be read, by declared e-mail address.
        pending: Declared e-mail addresses of users who have to consent before they are people of the organization.
        holders: Everybody who has a role; empty when that was not read.
        own_id: ID of the person whose token is used, when it was read.
    """

    context: CustomerContext
    roles: tuple[Role, ...]
    people: Mapping[str, Person | None] = field(default_factory=dict)
    unreadable: Mapping[str, str] = field(default_factory=dict)
    pending: frozenset[str] = frozenset()
    holders: tuple[Person, ...] = ()
    own_id: str = ""

    def name_of(self, role_id: str) -> str:
        """The name of a role; its ID where it is not known."""
        return next((role.name for role in self.roles if role.id == role_id), role_id)

    def is_full(self, role_ids: Iterable[str]) -> bool:
        """Whether one of the roles is that of a full administrator."""
        ids = tuple(role_ids)
        return has_full_admin(ids) or any(self.name_of(role).casefold() == FULL_ADMINISTRATOR for role in ids)
