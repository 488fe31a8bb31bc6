# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The declaration of one customer, as it was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .._admins.model import Admin
from .._customers.model import Customer
from .._locations.model import Location
from .._templates.model import Template
from .._users.model import User


@dataclass(frozen=True)
class CustomerDeclaration:
    """The declaration of one customer; None or empty where variables are absent or have mistakes.

    Attributes:
        users: Users with their indexes in the variable.
        unreadable_templates: Names of templates with mistakes.
        places: File and line of a user by index, where users come from a file.
        users_path: The variable that declares the users.
    """

    host: str
    customer: Customer | None = None
    templates: tuple[Template, ...] = ()
    locations: tuple[Location, ...] | None = None
    users: tuple[tuple[int, User], ...] = ()
    admins: tuple[Admin, ...] = ()
    unreadable_templates: tuple[str, ...] = ()
    places: Mapping[int, str] = field(default_factory=dict)
    users_path: str = "webex_users"
