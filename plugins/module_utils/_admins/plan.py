# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The plan for administrator roles of people: declaration compared with the present state. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from .._declare.types import nearest, quoted
from .._declare.unicode_forms import name_key
from .._engine.bulk import RowError
from .._engine.plan import Action, Change, ObjectAddress, Row, refused, updated
from .._users.present import WholePerson
from .model import Admin
from .present import Administrators, Role

KIND = "administrator"
FULL_ADMINISTRATOR = "full administrator"
LOCATION_ADMINISTRATOR = "location administrator"
NO_SUCH_PERSON = "there is no such person in the organization. Declare it as a user first."


@dataclass(frozen=True)
class AdminRow(Row[Admin, WholePerson]):
    """One administrator; `roles` are the role IDs after the change."""

    roles: tuple[str, ...] = ()

    @property
    def needs(self) -> tuple[ObjectAddress, ...]:
        """The user that the row needs, when it does not exist yet."""
        return () if self.present else (ObjectAddress("user", name_key(self.identity)),)


def plan_admins(
    admins: Sequence[Admin],
    present: Administrators,
    *,
    exclusive: bool = False,
    planned_people: Collection[str] = (),
    first_admin: str = "",
) -> list[AdminRow]:
    """Plan every administrator, in the order of the declaration.

    Parameters:
        exclusive: Remove roles that are not declared; otherwise they stay.
        planned_people: E-mail addresses of people whom an earlier step creates.
        first_admin: E-mail address of the administrator whom Webex creates together with a planned customer.
    """
    coming = {email.casefold() for email in planned_people}
    return [_plan(admin, present, exclusive, coming, first_admin) for admin in admins]


def _plan(admin: Admin, present: Administrators, exclusive: bool, coming: set[str], first_admin: str) -> AdminRow:
    person = present.people.get(admin.email)
    nothing = AdminRow(
        action=Action(KIND, admin.email, "none"), wanted=admin, present=person, roles=person.roles if person else ()
    )
    if admin.email in present.unreadable:
        return refused(nothing, present.unreadable[admin.email])
    now = person.roles if person else _given_at_creation(admin, present, first_admin)
    try:
        wanted = role_ids(admin.roles, present.roles)
        action, after = plan_roles(admin.email, wanted, now, present.roles, exclusive=exclusive and person is not None)
    except RowError as error:
        return refused(nothing, str(error))
    row = AdminRow(action=action, wanted=admin, present=person, roles=tuple(after) if person else ())
    if person or present.context.planned or admin.email.casefold() in coming:
        return row
    return refused(row, NO_SUCH_PERSON)


def _given_at_creation(admin: Admin, present: Administrators, first_admin: str) -> tuple[str, ...]:
    """Roles that the first administrator gets when Webex creates the customer."""
    if not present.context.planned or admin.email.casefold() != first_admin.casefold():
        return ()
    return tuple(role.id for role in present.roles if role.name.casefold() == FULL_ADMINISTRATOR)


def role_ids(names: Sequence[str], roles: Sequence[Role]) -> dict[str, str]:
    """The roles with these names, as a mapping of ID to name; names are those of Control Hub, case-insensitive.

    Raises:
        RowError: A role is not known, or two declared roles exclude each other.
    """
    known = {role.name.casefold(): role for role in roles}
    found: dict[str, str] = {}
    for name in names:
        role = known.get(name.casefold())
        if role is None:
            raise RowError(f"there is no role {quoted(name)}. {nearest(name, tuple(role.name for role in roles))}")
        found[role.id] = role.name
    _refuse_company(list(found.values()))
    return found


def _refuse_company(names: Sequence[str]) -> None:
    if len(names) > 1 and any(name.casefold() == LOCATION_ADMINISTRATOR for name in names):
        together = " and ".join(sorted(names))
        raise RowError(
            f"Location administrator excludes every other role. {together} would stand together: name one of them "
            "only, and set exclusive to take the others away."
        )


def plan_roles(
    email: str, wanted: Mapping[str, str], present: Sequence[str], roles: Sequence[Role], *, exclusive: bool
) -> tuple[Action, list[str]]:
    """Plan a change or nothing; the second value is the new list of role IDs.

    Parameters:
        email: The person.
        wanted: Declared roles, names by ID.
        present: Role IDs of the person.
        roles: All roles, for the names of the present ones.
        exclusive: Remove roles that are not declared; otherwise they stay.

    Raises:
        RowError: The person would have roles that exclude each other.
    """
    names = {role.id: role.name for role in roles}
    after = list(wanted) if exclusive else [*present, *(role for role in wanted if role not in present)]
    if set(after) == set(present):
        return updated(KIND, email, {}), list(present)
    _refuse_company([names.get(role, role) for role in after])
    change = Change(sorted(names.get(role, role) for role in present), sorted(names.get(role, role) for role in after))
    return updated(KIND, email, {"roles": change}), after
