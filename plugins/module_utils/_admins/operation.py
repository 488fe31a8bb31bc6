# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The operation behind webex_admin_roles: administrator roles of a customer's people."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from .._client.client import Client
from .._customers.context import CustomerContext
from .._customers.rows import RowsOperation
from .._engine.bulk import RowError, for_each
from .._engine.delete_guard import guard
from .._engine.operation import Phase, Report
from .._engine.plan import Plan
from .._engine.tolerated import about
from .._subscribers.api import SubscribersApi
from .._subscribers.present import PENDING
from .._users.people_api import PeopleApi
from .._users.people_lists import everybody, pages_of_everybody
from .._users.present import Person, WholePerson
from .api import list_roles
from .model import Admin, AdminRolesOptions
from .plan import (
    KIND,
    LAST_ONE,
    NO_SUCH_PERSON,
    NOBODY_ELSE,
    AdminRow,
    keep_last,
    losing_full,
    needed_full_administrators,
    others_with_roles,
    plan_admins,
    plan_removals,
    takes_last,
)
from .present import Administrators, Role
from .result import AdminRolesResult

AdminPlan = Plan[AdminRow]


class AdminRolesOperation(RowsOperation[AdminRolesOptions, Administrators, AdminPlan, Report]):
    """The roles of the declared administrators, and with prune of everybody else who has some."""

    OPTIONS = AdminRolesOptions
    RESULT = AdminRolesResult
    NOUN = "administrators"

    def nothing(self, client: Client, context: CustomerContext) -> Administrators:
        """Read the roles, which all organizations share: names are checked for a planned customer as well."""
        return Administrators(context, self._roles(client))

    def read_present(self, client: Client, context: CustomerContext) -> Administrators:
        """Read each administrator, by the id of an earlier step or by address, and with prune who else has roles.

        Nobody is read of whom a list of people shows that nothing has to be done.
        """
        nobody = Administrators(context, self._roles(client))
        everybody_listed = self._everybody(client, context)
        listed = everybody_listed or tuple(self.options.known_people.values())
        return self._with_administrators(client, nobody, everybody_listed, self._as_declared(nobody, listed))

    def renewed(self, client: Client, present: Administrators) -> Administrators:
        """Read again: all of a person is written back, and earlier operations may have made or changed it."""
        nobody = Administrators(present.context, self._roles(client))
        people = tuple(everybody(client, present.context.org_id).values()) if self.options.prune else ()
        return self._with_administrators(client, nobody, people, {})

    def _with_administrators(
        self,
        client: Client,
        nobody: Administrators,
        everybody_listed: Collection[Person],
        as_declared: Mapping[str, Person],
    ) -> Administrators:
        """The same with the declared administrators, and with prune everybody who has a role.

        Parameters:
            everybody_listed: All people of the organization; needed with prune only.
            as_declared: Who needs not be read, by declared e-mail address.
        """
        api = PeopleApi(client, nobody.context.org_id)
        ids = {email.casefold(): value for email, value in self.options.person_ids.items()}

        def whole(admin: Admin) -> WholePerson | None:
            key = admin.email.casefold()
            person_id = ids.get(key)
            if not person_id:
                found = [person for person in api.list(email=admin.email) if key in map(str.casefold, person.emails)]
                person_id = found[0].id if found else None
            return api.get(person_id) if person_id else None

        others = [admin for admin in self.options.admins if admin.email not in as_declared]
        outcomes = for_each(others, whole, client.settings.workers)
        present = replace(
            nobody,
            people={**as_declared, **{outcome.row.email: outcome.value for outcome in outcomes}},
            unreadable={outcome.row.email: outcome.error for outcome in outcomes if outcome.error},
        )
        present = replace(present, pending=self._pending(client, present))
        if self.options.prune:
            return self._with_holders(client, present, everybody_listed)
        if not losing_full(self._rows(present), present):
            return present
        people = everybody_listed or everybody(client, present.context.org_id).values()
        return replace(present, holders=_with_roles(people))

    def _everybody(self, client: Client, context: CustomerContext) -> Collection[Person]:
        """All people, with prune or where their list costs less than the administrators; otherwise empty."""
        listed = {
            email.casefold()
            for person in self.options.known_people.values()
            if person.roles_listed
            for email in person.emails
        }
        unknown = sum(admin.email.casefold() not in listed for admin in self.options.admins)
        count = self.options.user_count
        if self.options.prune or (count and pages_of_everybody(count) < unknown):
            return tuple(everybody(client, context.org_id).values())
        return ()

    def _as_declared(self, nobody: Administrators, listed: Collection[Person]) -> dict[str, Person]:
        """The listed people who have the roles that they are to have, by declared e-mail address."""
        by_email = {email.casefold(): person for person in listed if person.roles_listed for email in person.emails}
        people = {admin.email: by_email.get(admin.email.casefold()) for admin in self.options.admins}
        there = [admin for admin in self.options.admins if people[admin.email]]
        rows = plan_admins(there, replace(nobody, people=people), exclusive=self.options.exclusive)
        return {row.identity: row.present for row in rows if row.present and not row.action.changes and not row.problem}

    def _roles(self, client: Client) -> tuple[Role, ...]:
        if self.options.known_roles:
            return tuple(Role(role.id, role.name) for role in self.options.known_roles)
        return tuple(list_roles(client)) if self.options.admins or self.options.prune else ()

    def _pending(self, client: Client, present: Administrators) -> frozenset[str]:
        """Addresses of declared administrators who are no people yet, but users who have to consent."""
        coming = {email.casefold() for email in self.options.planned_people}
        missing = [
            admin
            for admin in self.options.admins
            if admin.roles and not present.people[admin.email] and admin.email not in present.unreadable
            if admin.email.casefold() not in coming
        ]
        api = SubscribersApi(client, self.options.sub_partner_org_id)

        def is_pending(admin: Admin) -> bool:
            found = api.list(present.context.customer_id, email=admin.email)
            return any(row.key == admin.email.casefold() and row.status == PENDING for row in found)

        outcomes = for_each(missing, is_pending, client.settings.workers)
        return frozenset(outcome.row.email for outcome in outcomes if outcome.value)

    def _with_holders(self, client: Client, present: Administrators, people: Collection[Person]) -> Administrators:
        """The same with everybody who has a role; who asks is read when somebody would lose one.

        Parameters:
            people: All people of the organization.
        """
        present = replace(present, holders=_with_roles(people))
        if not self._others(present):
            return present
        return replace(present, own_id=PeopleApi(client, present.context.org_id).own_id())

    def _others(self, present: Administrators) -> list[Person]:
        protected = (*self.options.protected_users, self._first_admin)
        return others_with_roles(self.options.admins, present, protected) if self.options.prune else []

    @property
    def _first_admin(self) -> str:
        planned = self.options.planned_customer
        return (planned.admin_email if planned else None) or ""

    def plan(self, present: Administrators) -> AdminPlan:
        """Compare the declared roles with the present ones; removals only with prune and within the delete guard."""
        attaches = self._attaches(present)
        rows = keep_last(self._rows(present), present)
        removals, warnings = plan_removals(rows, self._others(present), present, self.tolerances)
        guard(
            self.NOUN,
            [row.identity for row in removals if row.verb == "delete"],
            len(present.holders),
            max_count=self.options.prune_max_count,
            max_percent=self.options.prune_max_percent,
            variables="webex_prune_admins",
            loss="lose their roles",
        )
        if attaches and (rows or self.options.prune):
            warnings = (*warnings, self._of_attached(present))
        outdated = () if present.context.planned else self.tolerances.outdated((*rows, *removals), about(KIND))
        return Plan((*rows, *removals), warnings, outdated)

    def _rows(self, present: Administrators) -> list[AdminRow]:
        return plan_admins(
            self.options.admins,
            present,
            exclusive=self.options.exclusive,
            planned_people=self.options.planned_people,
            first_admin=self._first_admin,
            attaches=self._attaches(present),
            tolerances=self.tolerances,
        )

    def _attaches(self, present: Administrators) -> bool:
        return present.context.planned and bool(self.options.org_id)

    def _of_attached(self, present: Administrators) -> str:
        prune = " The run takes away those of people who are not declared." if self.options.prune else ""
        return (
            f"customer {present.context.external_id}: which roles people have is not known before their organization "
            f"is attached; who has a declared role already keeps it.{prune}"
        )

    def ask(self, client: Client, present: Administrators, plan: AdminPlan, report: Report) -> None:
        """Report who cannot be an administrator, and for want of these the last full one who would be none."""
        super().ask(client, present, plan, report)
        _keeping_last([row for row in plan.rows if row.possible], present, plan, report)

    def carry_out(self, phase: Phase, client: Client, present: Administrators, plan: AdminPlan, report: Report) -> None:
        """Write the people whose roles change; roles are taken away when the others are given."""
        if phase is Phase.FREE:
            return
        if phase is Phase.MAKE:
            self.refuse(plan, report)
        api = PeopleApi(client, present.context.org_id)

        def write(row: AdminRow) -> None:
            person = row.present
            if person is None:
                raise RowError(NO_SUCH_PERSON)
            api.set_roles(person if isinstance(person, WholePerson) else api.get(person.id), row.roles)

        rows = [row for row in plan.rows if row.possible and (row.verb == "delete") is (phase is Phase.REMOVE)]
        if phase is Phase.REMOVE:
            rows = _without_last(rows, present, plan, report)
        # Who is a full administrator no longer comes after those who begin to be one.
        losing = {row.identity for row in losing_full(rows, present)}
        first = [row for row in rows if row.identity not in losing]
        self.work(client, present, report, first, write, _identity)
        if losing:
            left = _keeping_last([row for row in rows if row.identity in losing], present, plan, report)
            self.work(client, present, report, left, write, _identity)

    def objects(self, present: Administrators | None, plan: AdminPlan | None, report: Report) -> dict[str, Any]:
        """One row per administrator."""
        if present is None or plan is None:
            return {"admins": []}
        rows = []
        for row in plan.rows:
            if row.is_left_alone:
                continue
            declared = row.wanted.roles if row.wanted else []
            roles = sorted(present.name_of(role) for role in row.roles) or sorted(declared)
            error = report.error_of(row.identity)
            rows.append({"email": row.identity, "roles": roles, "action": row.verb, **error})
        return {"admins": rows}


def _identity(row: AdminRow) -> str:
    return row.identity


def _with_roles(people: Collection[Person]) -> tuple[Person, ...]:
    return tuple(person for person in people if person.roles)


def _keeping_last(rows: Sequence[AdminRow], present: Administrators, plan: AdminPlan, report: Report) -> list[AdminRow]:
    """The declared changes that leave a full administrator, after what really happened; the other ones are reported."""
    failed = [row.identity for row in plan.rows if report.error_of(row.identity)]
    last = {row.identity for row in takes_last(plan.rows, present, failed)}
    for row in rows:
        if row.identity in last:
            report.fail(row.identity, LAST_ONE)
    return [row for row in rows if row.identity not in last]


def _without_last(rows: Sequence[AdminRow], present: Administrators, plan: AdminPlan, report: Report) -> list[AdminRow]:
    """The removals that leave a full administrator, after what really happened; the other ones are reported."""
    failed = [row.identity for row in plan.rows if report.error_of(row.identity)]
    others = [row.present for row in rows if row.present]
    declared = [row for row in plan.rows if row.verb != "delete"]
    kept = needed_full_administrators(declared, others, present, failed)
    for row in rows:
        if row.present and row.present.id in kept:
            report.fail(row.identity, NOBODY_ELSE)
    return [row for row in rows if row.present and row.present.id not in kept]
