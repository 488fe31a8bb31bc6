# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""An administrator of a customer as the inventory declares it, and the options of the modules for roles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._customers.reference import CustomerReference, PlannedCustomer
from .._declare.connection import Connection, SubPartner, Workers
from .._declare.fields import key
from .._declare.model import Declared
from .._declare.options import Options, declare_prune_max_count, declare_prune_max_percent
from .._declare.types import Email, Text
from .._engine.tolerated import ToleratedDifferences


class Admin(Declared):
    """A person with administrator roles."""

    email: Email = key("E-mail address of the person.", example="it@acme.example", identity=True)
    roles: list[Text] = key(
        ["Role names as Control Hub shows them, case-insensitive.", "An empty list takes all roles away."],
        example=["Full administrator"],
    )


class KnownRole(Declared):
    """A role as webex_admin_role_info returned it."""

    id: Text = key("ID of the role.")
    name: Text = key("Name of the role.")


class KnownRoles(Options):
    """The option `known_roles`, for modules that take the roles from an earlier task."""

    known_roles: list[KnownRole] = key(
        "The roles as M(webex.wholesale.webex_admin_role_info) returned them earlier. Saves a request.",
        default=[],
    )


class AdminRolesOptions(
    ToleratedDifferences, KnownRoles, CustomerReference, PlannedCustomer, SubPartner, Workers, Connection
):
    """Options of webex_admin_roles."""

    admins: list[Admin] = key("The administrators and their roles.", unique="email")
    exclusive: bool = key(
        "Take away roles of the declared administrators that are not declared. Otherwise they stay.", default=False
    )
    person_ids: dict[str, str | None] = key(
        "Person IDs by e-mail address as returned by M(webex.wholesale.webex_users); saves requests.", default={}
    )
    prune: bool = key(
        [
            "Take away all roles of people who are not among O(admins), within the limits below.",
            "O(protected_users), the person whose token is used, and the last full administrator keep theirs.",
        ],
        default=False,
    )
    prune_max_count: int = declare_prune_max_count("administrators", 3)
    prune_max_percent: int = declare_prune_max_percent("administrators", 50)
    protected_users: list[Email] = key(
        "E-mail addresses of people who keep their roles whatever O(prune) says.", default=[]
    )
    planned_people: list[Text] = key(
        "E-mail addresses of people that an earlier task makes, for check mode.", default=[]
    )
    known_people: Mapping[str, Any] = key(
        "People of the organization by ID, as an earlier step with the same session read them.", default={}, hidden=True
    )
    user_count: int = key("Number of users as an earlier step read them; 0 without one.", default=0, hidden=True)


class AdminRoleInfoOptions(Connection):
    """Options of webex_admin_role_info."""
