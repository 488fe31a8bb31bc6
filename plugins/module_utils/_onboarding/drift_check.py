# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Options of modules that compare one customer with its declaration."""

from __future__ import annotations

from typing import Any

from .._admins.model import KnownRoles
from .._customers.reference import declare_known_customer
from .._declare.fields import key


def declare_declaration() -> Any:
    """Declare the option `declaration`: the declaration of one customer."""
    return key(
        [
            "What is declared, by the names of the variables of role P(webex.wholesale.onboard#role), such as "
            "C(webex_customer), C(webex_locations) and C(webex_users).",
            "In a playbook the default is the variables of the host. A C(webex_users_file) is then looked for beside "
            "the inventory.",
        ]
    )


class DriftCheck(KnownRoles):
    """The declaration to compare, and data that earlier tasks have read."""

    declaration: dict[str, Any] = declare_declaration()
    known_customer: dict[str, Any] | None = declare_known_customer()
    known_absent: bool = key(
        "A listing of all customers has shown that this one is not there. It is then not looked up.", default=False
    )
    known_users: list[dict[str, Any]] = key(
        [
            "The users of the customer as M(webex.wholesale.webex_customer_info) returned them earlier in "
            "C(users_by_external_id), beside O(known_customer).",
            "They count only where they show that nothing has to be done; otherwise the users are listed.",
        ],
        default=[],
    )
    record: dict[str, Any] | None = key(
        [
            "What is remembered of the customer, as M(webex.wholesale.webex_customer) returned it in C(record); empty "
            "when nothing was remembered yet.",
            "In a playbook the default is the file in C(webex_customer_record_dir).",
        ],
        default=None,
    )
    skip_steps: list[str] = key(
        [
            "Steps that are left out. Other names are ignored.",
            "In a playbook, C(ansible_skip_tags) is taken when it is not set.",
            "The steps are C(customer), C(locations), C(pstn), C(numbers), C(users) and C(admins).",
        ],
        default=[],
    )
