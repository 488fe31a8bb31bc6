# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the modules for administrator roles return."""

from __future__ import annotations

from .._declare.fields import key, like
from .._declare.returned import Actions, Calls, Returned, RowReturned, ToleratedReturned, declare_tolerated
from .model import KnownRole


class AdminReturned(Returned):
    """One administrator."""

    email: str = key("E-mail address.")
    roles: list[str] = key("Role names after the run.")
    action: str = like(RowReturned, "action")
    error: str = like(RowReturned, "error")


class AdminRolesResult(Actions):
    """Result of webex_admin_roles."""

    admins: list[AdminReturned] = key("One row per administrator.")
    tolerated: list[ToleratedReturned] = declare_tolerated()


class RoleReturned(Returned):
    """One role."""

    id: str = like(KnownRole, "id")
    name: str = key("Name as Control Hub shows it.", example="Full Administrator")


class AdminRoleInfoResult(Calls):
    """Result of webex_admin_role_info."""

    roles: list[RoleReturned] = key("All roles that can be given, sorted by name.")
