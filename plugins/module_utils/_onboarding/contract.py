# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The inventory contract: all variables that declare a customer. Settings of a run are in settings.py."""

from __future__ import annotations

from .._admins.model import Admin
from .._customers.model import Customer
from .._declare.fields import key
from .._declare.model import Declared
from .._declare.types import FilePath
from .._engine.tolerated import ToleratedDifference
from .._locations.model import Location
from .._templates.model import Template
from .._users.model import User
from .setup_assist import SetupAssistContact


class Contract(Declared):
    """The variables of one inventory host, which is one customer; null means the same as absent."""

    webex_customer: Customer = key("The customer this host stands for.")
    webex_onboarding_templates: list[Template] | None = key(
        "Onboarding templates; usually in C(group_vars/all).", default=None, unique="name"
    )
    webex_locations: list[Location] | None = key(
        "Locations of the customer, with PSTN connection and phone numbers.", default=None, unique="name"
    )
    webex_users: list[User] | None = key("Users of the customer.", default=None, unique="email")
    webex_users_file: FilePath | None = key(
        "CSV file with the users instead, usually in C(host_vars/<customer>/), to which it is relative. It may be "
        "encrypted by ansible-vault.",
        default=None,
        example="users.csv",
    )
    webex_admins: list[Admin] | None = key(
        "Administrators of the customer and their roles.", default=None, unique="email"
    )
    webex_tolerated: list[ToleratedDifference] | None = key(
        [
            "Differences from the declaration that are tolerated: plan and run leave them as they are.",
            "Reports list them with their reasons; they are no drift.",
        ],
        default=None,
    )
    webex_setup_assist_contact: SetupAssistContact | None = key(
        "Who answers the questions of Cisco's Setup Assist team.", default=None
    )


# Without pydantic a model has no fields.
CONTRACT = tuple(getattr(Contract, "model_fields", {}))
