# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The operation behind webex_admin_roles: administrator roles of a customer's people."""

from __future__ import annotations

from typing import Any

from .._client.client import Client
from .._customers.context import CustomerContext
from .._customers.rows import RowsOperation
from .._engine.bulk import RowError, for_each
from .._engine.operation import Phase, Report
from .._engine.plan import Plan
from .._users.people_api import PeopleApi
from .._users.present import WholePerson
from .api import list_roles
from .model import Admin, AdminRolesOptions
from .plan import NO_SUCH_PERSON, AdminRow, plan_admins
from .present import Administrators, Role
from .result import AdminRolesResult

AdminPlan = Plan[AdminRow]


class AdminRolesOperation(RowsOperation[AdminRolesOptions, Administrators, AdminPlan, Report]):
    """The roles of the declared administrators."""

    OPTIONS = AdminRolesOptions
    RESULT = AdminRolesResult
    NOUN = "administrators"

    def nothing(self, client: Client, context: CustomerContext) -> Administrators:
        """Read the roles, which all organizations share: names are checked for a planned customer as well."""
        return Administrators(context, self._roles(client))

    def read_present(self, client: Client, context: CustomerContext) -> Administrators:
        """Read each administrator, by the id of an earlier step or by address."""
        roles = self._roles(client)
        api = PeopleApi(client, context.org_id)
        ids = {email.casefold(): value for email, value in self.options.person_ids.items()}

        def whole(admin: Admin) -> WholePerson | None:
            key = admin.email.casefold()
            person_id = ids.get(key)
            if not person_id:
                found = [person for person in api.list(email=admin.email) if key in map(str.casefold, person.emails)]
                person_id = found[0].id if found else None
            return api.get(person_id) if person_id else None

        outcomes = for_each(self.options.admins, whole, client.settings.workers)
        return Administrators(
            context,
            roles,
            {outcome.row.email: outcome.value for outcome in outcomes},
            {outcome.row.email: outcome.error for outcome in outcomes if outcome.error},
        )

    def _roles(self, client: Client) -> tuple[Role, ...]:
        if self.options.known_roles:
            return tuple(Role(role.id, role.name) for role in self.options.known_roles)
        return tuple(list_roles(client)) if self.options.admins else ()

    def renewed(self, client: Client, present: Administrators) -> Administrators:
        """Read again: all of a person is written back, and earlier operations may have made or changed it."""
        return self.read_present(client, present.context)

    def plan(self, present: Administrators) -> AdminPlan:
        """Compare the declared roles with the present ones."""
        planned = self.options.planned_customer
        rows = plan_admins(
            self.options.admins,
            present,
            exclusive=self.options.exclusive,
            planned_people=self.options.planned_people,
            first_admin=(planned.admin_email if planned else None) or "",
        )
        return Plan(tuple(rows))

    def carry_out(self, phase: Phase, client: Client, present: Administrators, plan: AdminPlan, report: Report) -> None:
        """Write the people whose roles change."""
        if phase is not Phase.MAKE:
            return
        self.refuse(plan, report)
        api = PeopleApi(client, present.context.org_id)

        def write(row: AdminRow) -> None:
            if row.present is None:
                raise RowError(NO_SUCH_PERSON)
            api.set_roles(row.present, row.roles)

        rows = [row for row in plan.rows if row.possible]
        self.work(client, present, report, rows, write, lambda row: row.identity)

    def objects(self, present: Administrators | None, plan: AdminPlan | None, report: Report) -> dict[str, Any]:
        """One row per administrator."""
        if present is None or plan is None:
            return {"admins": []}
        rows = []
        for row in plan.rows:
            declared = row.wanted.roles if row.wanted else []
            roles = sorted(present.name_of(role) for role in row.roles) or sorted(declared)
            error = report.error_of(row.identity)
            rows.append({"email": row.identity, "roles": roles, "action": row.verb, **error})
        return {"admins": rows}
