# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Options of the modules that read the whole declaration. The declaration itself is in contract.py."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from .._admins.model import KnownRoles
from .._customers.model import CustomerOptions
from .._customers.reference import PlannedCustomer, declare_known_customer
from .._declare.connection import Connection, Workers
from .._declare.fields import key, like
from .._declare.options import Options
from .._declare.problem import Problem
from .._declare.types import FilePath, Text
from .._engine.reviewed import ReviewedActions
from .drift_check import DriftCheck, declare_declaration

# Returns file and line of a value, for host and path.
Locate = Callable[[str, tuple[Any, ...]], str]


class InventoryOptions(Options):
    """Options of webex_inventory."""

    RULES = {"required_one_of": [("hosts", "declarations")]}  # noqa: RUF012 - never changed

    hosts: list[str] | None = key(
        "Inventory hosts whose variables are checked. One host is one customer.", default=None
    )
    declarations: dict[str, dict[str, Any] | None] | None = key(
        "The declarations themselves, a mapping of customer to its variables. Use it instead of O(hosts) where there "
        "is no inventory.",
        default=None,
    )
    identities_only: bool = key(
        "Only check that no two hosts declare the same customer, by C(webex_customer_id) or by external ID and "
        "sub-partner. Other mistakes are ignored, and nothing is returned about the inventory.",
        default=False,
    )
    by_host: bool = key(
        [
            "Do not fail for mistakes of single hosts, but return them in RV(refused). Everything else that is "
            "returned is of hosts without a mistake then, so that these can go on.",
            "A setting that is wrong for all hosts alike fails anyway.",
        ],
        default=False,
    )
    validation_file: FilePath | None = key(
        [
            "File for the outcome, relative to the working directory: JUnit XML with a test case for each host when "
            "its name ends with C(.xml), otherwise JSON. One that is there is replaced.",
            "It is written in check mode as well, and also when there are no mistakes.",
        ],
        default=None,
        example="validation.xml",
    )
    locate: Locate | None = key("Tells file and line of a value.", default=None, hidden=True)
    unreadable: list[Problem] = key("What was found while the variables were read.", default=[], hidden=True)
    wanted_rows: list[str] = key("Hosts whose users are returned.", default=[], hidden=True)


class DriftOptions(DriftCheck, Workers, Connection):
    """What both modules that compare a customer have."""

    customers_variable: str | None = key(
        [
            "Name of the variable that holds the result of M(webex.wholesale.webex_customer_info) for all customers of "
            "the play, asked for with C(external_ids). O(known_customer), O(known_absent) and O(known_users) are taken "
            "from it.",
            "It need not exist. The option takes the name and not the value, which would be copied for every customer.",
        ],
        default=None,
    )
    roles_variable: str | None = key(
        "The same for O(known_roles) and M(webex.wholesale.webex_admin_role_info).", default=None
    )


class DriftInfoOptions(DriftOptions):
    """Options of webex_drift_info."""

    all_differences: bool = key(
        [
            "Compare all steps, and return every difference in RV(all_differences). Otherwise the comparison ends with "
            "the first step that has something to do.",
            "A step is compared with what the steps before it would make. O(known_absent) is of no use then.",
        ],
        default=False,
    )
    fail_on_drift: bool = key(
        "Fail when there is drift. RV(drift) is true in the result then, and false when the comparison itself failed.",
        default=False,
    )
    audit: bool = key(
        [
            "Where there is drift, read Webex's audit log, and return in RV(audit_events) who has changed what "
            "differs, and when. Costs one request per 100 events of the customer's organization.",
            "Needs the scope C(audit:events_read). When it is missing there is a warning, and nothing else changes.",
        ],
        default=False,
    )
    audit_days: int = key("How many days of the audit log are looked at.", default=30, unit="days")


class SetupOptions(ReviewedActions, KnownRoles, PlannedCustomer, Workers, Connection):
    """Options of webex_customer_setup."""

    declaration: dict[str, Any] = declare_declaration()
    steps: list[Literal["customer", "locations", "pstn", "numbers", "users", "admins"]] = key(
        [
            "What is set up. V(customer) takes away packages that left the list.",
            "In a playbook, the names among the tags that the run was started with are taken when it is not set, "
            "without those that are to be skipped.",
        ],
        default=["customer", "locations", "pstn", "numbers", "users", "admins"],
    )
    known_customer: dict[str, Any] | None = declare_known_customer(
        "Its C(packages_leaving) are taken away at last.", by="M(webex.wholesale.webex_customer)"
    )
    record: dict[str, Any] | None = like(DriftCheck, "record")

    @property
    def external_id(self) -> str:
        """External ID of the customer; empty where it is not declared."""
        declared = self.declaration.get("webex_customer")
        return str(declared.get("external_id") or "") if isinstance(declared, dict) else ""


class DriftGroupOptions(DriftOptions):
    """Options of webex_drift_group."""

    drift_group: str | None = key(
        "Inventory group for hosts with drift, so that a later play can run for these only.",
        default=None,
        example="webex_with_drift",
    )
    setup_assist_group: str | None = key(
        "Inventory group for the hosts of O(drift_group) whose request for Setup Assist is written. A child of it.",
        default=None,
        example="webex_with_setup_assist",
    )
    seen_group: str | None = key(
        [
            "Inventory group that exists after a comparison, also when no host has drift. It holds all hosts of "
            "O(drift_group), and another host when there are none.",
            "A future ansible-core may not allow tasks to create groups. When the group is missing, any host may have "
            "drift.",
        ],
        default=None,
        example="webex_looked_at",
    )


class CustomerPlanOptions(KnownRoles, Workers, Connection):
    """Options of webex_customer_plan."""

    declaration: dict[str, Any] = declare_declaration()
    steps: list[Literal["customer", "locations", "pstn", "numbers", "users", "admins"]] = key(
        "What is planned. In a playbook, taken from the tags as M(webex.wholesale.webex_customer_setup) takes it.",
        default=["customer", "locations", "pstn", "numbers", "users", "admins"],
    )
    known_customer: dict[str, Any] | None = declare_known_customer()
    provisioning_id: Text | None = like(CustomerOptions, "provisioning_id")
    missing_when_new: list[str] = like(CustomerOptions, "missing_when_new")
    plan_file: FilePath | None = key(
        [
            "File of the saved plan on the controller, relative to the working directory.",
            "In check mode the plan of the customer becomes a part of it; M(webex.wholesale.webex_plan_file) joins the "
            "parts. Otherwise the plan of the customer is compared with it, and the task fails when they differ.",
        ],
        default=None,
        example="plan.json",
    )
    customers_variable: str | None = key(
        "Name of the variable with the result of M(webex.wholesale.webex_customer_info) for all customers of the play. "
        "O(known_customer) is taken from it.",
        default=None,
    )
    roles_variable: str | None = like(DriftOptions, "roles_variable")


class PlanFileOptions(Options):
    """Options of webex_plan_file."""

    path: FilePath = key("The file, relative to the working directory.", example="plan.json")
    stage: Literal["begin", "join", "check"] = key(
        [
            "V(begin) removes an older plan, and what an interrupted run has left.",
            "V(join) makes the file of the parts that M(webex.wholesale.webex_customer_plan) has written since.",
            "V(check) fails when the file cannot be read, has the format of another version, or was changed after it "
            "was written.",
        ]
    )
