# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The operation behind webex_admin_role_info."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .._api.roles import Role, list_roles
from .._client.client import Client
from .._reconcile.plan import Action
from .frame import Operation


class AdminRoleInfoOperation(Operation):
    """Read the administrator roles, which are the same for all organizations."""

    def __init__(self, inputs: Mapping[str, Any]) -> None:
        super().__init__(inputs)
        self._roles: list[Role] = []

    def read(self, client: Client) -> None:
        """One list."""
        self._roles = list_roles(client)

    def plan(self) -> Sequence[Action]:
        """Nothing is ever planned."""
        return ()

    def objects(self) -> dict[str, Any]:
        """The roles, sorted by name."""
        roles = sorted(self._roles, key=lambda role: role.name)
        return {"roles": [{"id": role.id, "name": role.name} for role in roles]}
