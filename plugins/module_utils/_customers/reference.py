# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Options that name the customer a task works on."""

from __future__ import annotations

from typing import Any

from .._declare.fields import key
from .._declare.model import Declared
from .._declare.options import Options
from .._declare.types import Text


def declare_known_customer(*more: str, by: str = "M(webex.wholesale.webex_customer_info)") -> Any:
    """Declare the option `known_customer`: each module describes how far it relies on it.

    Parameters:
        more: Paragraphs on what the module makes of it.
        by: The modules that return it.
    """
    return key([f"The customer as {by} returned it earlier, in place of a look-up.", *more], default=None)


class CustomerReference(Options):
    """The options that name a customer; with known_customer it is not looked up again."""

    RULES = {"required_one_of": [("customer", "customer_id", "known_customer")]}  # noqa: RUF012 - never changed

    customer: Text | None = key(
        "External ID of the customer. This, O(customer_id) or O(known_customer) is needed.",
        default=None,
        example="acme-0001",
    )
    customer_id: Text | None = key("ID of the customer as returned by M(webex.wholesale.webex_customer).", default=None)
    org_id: Text | None = key(
        "Organization ID the customer has to have. Everything is refused when it has another one.", default=None
    )
    known_customer: dict[str, Any] | None = declare_known_customer(
        "Its C(id) and C(org_id) count. O(customer), O(customer_id) and O(org_id) beside it have to name the same "
        "customer, as they do without it.",
        by="M(webex.wholesale.webex_customer) or M(webex.wholesale.webex_customer_info)",
    )


class Planned(Declared):
    """Data of a customer that an earlier task of the play creates."""

    provisioning_id: Text | None = key(
        "Provisioning ID of the customer's onboarding template, for Webex's precheck of the users.", default=None
    )
    admin_email: Text | None = key(
        "Administrator's e-mail address of the customer, for Webex's precheck of the users.", default=None
    )


class PlannedCustomer(Options):
    """Options of modules that can plan for a customer that does not exist yet."""

    planned_customer: Planned | None = key(
        "The customer is made by an earlier task of the same play. In check mode, where it does not exist yet, all "
        "users are then planned as creations. Not used outside check mode.",
        default=None,
    )
