# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The operation behind webex_admin_role_info: all administrator roles."""

from __future__ import annotations

from typing import Any

from .._client.client import Client
from .._engine.operation import Operation, Report
from .._engine.plan import Plan
from .api import list_roles
from .model import AdminRoleInfoOptions
from .present import Role
from .result import AdminRoleInfoResult


class AdminRoleInfoOperation(Operation[AdminRoleInfoOptions, tuple[Role, ...], Plan[Any], Report]):
    """Read the administrator roles, which are the same for all organizations."""

    OPTIONS = AdminRoleInfoOptions
    RESULT = AdminRoleInfoResult

    def read(self, client: Client) -> tuple[Role, ...]:
        """Read the list of roles."""
        return tuple(list_roles(client))

    def plan(self, present: tuple[Role, ...]) -> Plan[Any]:
        """The empty plan: this operation changes nothing."""
        return Plan()

    def objects(self, present: tuple[Role, ...] | None, plan: Plan[Any] | None, report: Report) -> dict[str, Any]:
        """The roles, sorted by name."""
        roles = sorted(present or (), key=lambda role: role.name)
        return {"roles": [{"id": role.id, "name": role.name} for role in roles]}
