# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The plan for administrator roles of people: declaration compared with the present state. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from .._declare.called import called
from .._declare.types import nearest, quoted
from .._declare.unicode_forms import name_key
from .._engine.bulk import RowError
from .._engine.plan import Action, Change, ObjectAddress, Row, refused, updated
from .._engine.tolerated import Tolerances, tolerating
from .._users.present import Person
from .model import Admin
from .present import Administrators, Role
from .role_names import FULL_ADMINISTRATOR, LOCATION_ADMINISTRATOR

KIND = "administrator"
NO_SUCH_PERSON = "there is no such person in the organization. Declare it as a user first."
HAS_TO_AGREE = (
    "this user has to agree first, by the e-mail that Webex sent, to move its free account. Run again when it has."
)
NOBODY_ELSE = "nobody else would be a full administrator of the organization."
LAST_ONE = f"{NOBODY_ELSE} Declare somebody else with the role Full administrator, or leave this one with it."


@dataclass(frozen=True)
class AdminRow(Row[Admin, Person]):
    """One administrator; `roles` are the role IDs after the change."""

    roles: tuple[str, ...] = ()

    def keeping(self, fields: Mapping[str, Change]) -> AdminRow:
        """The same row with the roles that the person has."""
        return replace(self, roles=self.present.roles if self.present else ())

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
    attaches: bool = False,
    tolerances: Tolerances = Tolerances(),  # noqa: B008 - never changed
) -> list[AdminRow]:
    """Plan every administrator, in the order of the declaration.

    Parameters:
        exclusive: Remove roles that are not declared; otherwise they stay.
        planned_people: E-mail addresses of people whom an earlier step creates.
        first_admin: E-mail address of the administrator whom Webex creates together with a planned customer.
        attaches: The planned customer gets an existing organization, for which Webex creates nobody.
        tolerances: Differences that stay.
    """
    coming = {email.casefold() for email in planned_people}
    given = "" if attaches else first_admin
    return [tolerating(_plan(admin, present, exclusive, coming, given), tolerances) for admin in admins]


def keep_last(rows: Sequence[AdminRow], present: Administrators) -> list[AdminRow]:
    """The same rows; those are refused that together would take the last full administrator."""
    last = {row.identity for row in takes_last(rows, present)}
    return [refused(row, LAST_ONE) if row.identity in last else row for row in rows]


def losing_full(rows: Iterable[AdminRow], present: Administrators) -> list[AdminRow]:
    """The declared administrators who are full ones and are not to stay that."""
    return [row for row in rows if row.wanted and _was_full(row, present) and not present.is_full(row.roles)]


def takes_last(rows: Sequence[AdminRow], present: Administrators, failed: Collection[str] = ()) -> list[AdminRow]:
    """The same where nobody would be a full administrator then; otherwise empty.

    Parameters:
        failed: Identities of rows that were not carried out.
    """
    losing = [row for row in losing_full(rows, present) if row.possible]
    return losing if losing and not _somebody_is_full(rows, (), present, failed) else []


def _was_full(row: AdminRow, present: Administrators) -> bool:
    if row.present:
        return present.is_full(row.present.roles)
    # Who comes with a new customer is not there yet.
    change = row.action.fields.get("roles")
    return change is not None and FULL_ADMINISTRATOR in map(str.casefold, change.before or ())


def others_with_roles(
    admins: Iterable[Admin], present: Administrators, protected: Collection[str] = ()
) -> list[Person]:
    """The people with roles who are neither declared nor protected, sorted by address."""
    kept = {email.casefold() for email in (*(admin.email for admin in admins), *protected)}
    others = [person for person in present.holders if not kept & {email.casefold() for email in person.emails}]
    return sorted((person for person in others if person.id != present.own_id), key=_address)


def plan_removals(
    rows: Sequence[AdminRow],
    others: Sequence[Person],
    present: Administrators,
    tolerances: Tolerances = Tolerances(),  # noqa: B008 - never changed
) -> tuple[list[AdminRow], tuple[str, ...]]:
    """Plan to take all roles from these people; the second value is a warning about those who keep them.

    Parameters:
        rows: The declared administrators.
        others: People with roles who are not declared.
        tolerances: Differences that stay.
    """
    settled = [tolerating(_removal(person, present), tolerances) for person in others]
    left_alone = [row for row in settled if row.is_left_alone]
    others = [row.present for row in settled if row.present and not row.is_left_alone]
    kept = needed_full_administrators(rows, others, present)
    removals = [_removal(person, present) for person in others if person.id not in kept]
    names = ", ".join(_address(person) for person in others if person.id in kept)
    return [*removals, *left_alone], (f"{names}: no role was taken away, because {NOBODY_ELSE}",) if names else ()


def needed_full_administrators(
    rows: Iterable[AdminRow], others: Iterable[Person], present: Administrators, failed: Collection[str] = ()
) -> frozenset[str]:
    """IDs of the full administrators among these people, when nobody else would be one; otherwise empty.

    Parameters:
        rows: The declared administrators.
        others: People who are to lose their roles.
        failed: Identities of rows that were not carried out.
    """
    leaving = {person.id: person for person in others}
    if _somebody_is_full(rows, leaving, present, failed):
        return frozenset()
    return frozenset(key for key, person in leaving.items() if present.is_full(person.roles))


def _somebody_is_full(
    rows: Iterable[AdminRow], leaving: Collection[str], present: Administrators, failed: Collection[str]
) -> bool:
    """Whether somebody is a full administrator after these rows, and when these people have left."""
    after = {person.id: person.roles for person in present.holders if person.id not in leaving}
    for row in rows:
        if not row.problem and row.identity not in failed:
            after[row.present.id if row.present else row.identity] = row.roles
    return any(present.is_full(roles) for roles in after.values())


def _removal(person: Person, present: Administrators) -> AdminRow:
    change = Change(sorted(present.name_of(role) for role in person.roles), [])
    return AdminRow(action=Action(KIND, _address(person), "delete", {"roles": change}), present=person)


def _address(person: Person) -> str:
    return person.emails[0] if person.emails else person.id


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
        action, after = plan_roles(admin.email, wanted, now, present.roles, exclusive=exclusive or not admin.roles)
    except RowError as error:
        return refused(nothing, str(error))
    row = AdminRow(action=action, wanted=admin, present=person, roles=tuple(after))
    known = person or present.context.planned or admin.email.casefold() in coming
    if known or not action.changes:
        return row
    return refused(row, HAS_TO_AGREE if admin.email in present.pending else NO_SUCH_PERSON)


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
            f"only, and set {called('exclusive', 'true', variable='webex_exclusive_roles')} to take the others away."
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
