# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The operation behind webex_admin_roles: administrator roles of a customer's people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .._api.people import PeopleApi, WholePerson
from .._api.roles import Role, list_roles
from .._client.client import Client
from .._model.admin import Admin
from .._model.base import read_list
from .._reconcile.admin_roles import FULL_ADMINISTRATOR, KIND, plan_roles, role_ids
from .._reconcile.plan import Action
from .bulk import for_each
from .rows import RowsOperation


@dataclass
class _Row:
    admin: Admin
    action: Action
    person: WholePerson | None = None
    roles: tuple[str, ...] = ()
    problem: str = ""


class AdminRolesOperation(RowsOperation):
    """The roles of the declared administrators."""

    NOUN = "administrators"

    def __init__(self, inputs: Mapping[str, Any]) -> None:
        super().__init__(inputs)
        self._admins = read_list(Admin, inputs.get("admins") or [], ("admins",), "email")
        self._people: dict[str, WholePerson | None] = {}
        self._problems: dict[str, str] = {}
        self._roles: list[Role] = []
        self._rows: list[_Row] = []

    def read(self, client: Client) -> None:
        """The roles; they are the same for all organizations, so that names are checked for a planned customer too."""
        known = [Role(str(row["id"]), str(row["name"])) for row in self.inputs.get("known_roles") or ()]
        self._roles = known or (list_roles(client) if self._admins else [])
        super().read(client)

    def read_present(self, client: Client) -> None:
        """One read per administrator; the id is looked up by address where no earlier step handed it over."""
        api = PeopleApi(client, self.context.org_id)
        ids = {str(email).casefold(): value for email, value in (self.inputs.get("person_ids") or {}).items()}

        def whole(admin: Admin) -> WholePerson | None:
            key = admin.email.casefold()
            person_id = ids.get(key)
            if not person_id:
                found = [person for person in api.list(email=admin.email) if key in map(str.casefold, person.emails)]
                person_id = found[0].id if found else None
            return api.get(person_id) if person_id else None

        for outcome in for_each(self._admins, whole, client.settings.workers):
            self._people[outcome.row.email] = outcome.value
            if outcome.error:
                self._problems[outcome.row.email] = outcome.error

    def plan(self) -> Sequence[Action]:
        """Compare."""
        planned_people = {str(email).casefold() for email in self.inputs.get("planned_people") or ()}
        self._rows = [self._plan(admin, planned_people) for admin in self._admins]
        return [row.action for row in self._rows]

    def _plan(self, admin: Admin, planned_people: set[str]) -> _Row:
        nothing = Action(KIND, admin.email, "none")
        try:
            wanted = role_ids(admin.roles, self._roles)
        except ValueError as error:
            return _Row(admin, nothing, problem=str(error))
        person = self._people.get(admin.email)
        if admin.email in self._problems:
            return _Row(admin, nothing, problem=self._problems[admin.email])
        if person is None:
            # In check mode an earlier step has planned the person only; its roles are planned all the same.
            given = self._given_at_creation(admin) if self.context.planned else []
            try:
                action, _after = plan_roles(admin.email, wanted, given, self._roles, exclusive=False)
            except ValueError as error:
                return _Row(admin, nothing, problem=str(error))
            if self.context.planned or admin.email.casefold() in planned_people:
                return _Row(admin, action)
            return _Row(
                admin, action, problem="there is no such person in the organization. Declare it as a user first."
            )
        exclusive = bool(self.inputs.get("exclusive"))
        try:
            action, after = plan_roles(admin.email, wanted, person.roles, self._roles, exclusive=exclusive)
        except ValueError as error:
            return _Row(admin, nothing, person, person.roles, problem=str(error))
        return _Row(admin, action, person, tuple(after))

    def _given_at_creation(self, admin: Admin) -> list[str]:
        """Roles that the first administrator gets when Webex makes the customer."""
        first = str((self.inputs.get("planned_customer") or {}).get("admin_email") or "")
        if admin.email.casefold() != first.casefold():
            return []
        return [role.id for role in self._roles if role.name.casefold() == FULL_ADMINISTRATOR]

    def forecast(self, client: Client) -> None:
        """Check mode: what is known to fail."""
        self._refuse_impossible()
        self.finish()

    def apply(self, client: Client) -> None:
        """Write the people whose roles change."""
        self._refuse_impossible()
        api = PeopleApi(client, self.context.org_id)
        rows = [row for row in self._rows if row.action.changes and not row.problem]
        self.work(client, rows, lambda row: self._do(api, row), lambda row: row.admin.email)
        self.finish()

    def _refuse_impossible(self) -> None:
        for row in self._rows:
            if row.problem:
                self.fail_row(row.admin.email, row.problem)

    @staticmethod
    def _do(api: PeopleApi, row: _Row) -> None:
        if row.person is None:
            raise ValueError("there is no such person in the organization. Declare it as a user first.")
        api.set_roles(row.person, row.roles)

    def objects(self) -> dict[str, Any]:
        """One row per administrator."""
        names = {role.id: role.name for role in self._roles}
        rows = []
        for row in self._rows:
            present = row.roles or (row.person.roles if row.person else ())
            roles = sorted(names.get(role, role) for role in present) or sorted(row.admin.roles)
            rows.append(
                {
                    "email": row.admin.email,
                    "roles": roles,
                    "action": row.action.action,
                    **self.error_of(row.admin.email),
                }
            )
        return {"admins": rows}
