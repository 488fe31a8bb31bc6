# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The steps of onboarding as the roles take them: what each of them makes of a customer's variables.

The tasks of the roles say the same in YAML; a test holds both together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from .._admins.operation import AdminRolesOperation
from .._admins.options import ADMIN_ROLES
from .._admins.plan import FULL_ADMINISTRATOR
from .._customers.operation import CustomerOperation
from .._customers.options import CUSTOMER
from .._declare.checked import checked
from .._declare.packages import any_calling
from .._declare.problem import InputError, Problem
from .._declare.spec import Spec
from .._declare.text import quoted
from .._locations.operation import LocationsOperation
from .._locations.options import LOCATIONS
from .._numbers.operation import PhoneNumbersOperation
from .._numbers.options import PHONE_NUMBERS
from .._pstn.operation import PstnOperation
from .._pstn.options import PSTN
from .._users.operation import UsersOperation
from .._users.options import USERS
from .settings import PRUNABLE

Variables = Mapping[str, Any]
# What the operations of earlier steps returned, by step.
Handed = Mapping[str, Mapping[str, Any]]
_OF_CUSTOMER = (
    "external_id",
    "name",
    "admin_email",
    "packages",
    "package_limits",
    "language",
    "address",
    "headquarters",
    "meetings_timezone",
    "org_id",
    "sub_partner_org_id",
    "sub_partner_admin_email",
    "allow_package_removal",
)


@dataclass(frozen=True)
class Step:
    """One step.

    Attributes:
        name: As its role and its tag.
        operation, spec: The operation and the options of its module.
        make: Variables and earlier results to the options of the task that are more than a variable of another name;
            None where the declaration says nothing about this step.
        settings: The other options, and the variable whose value each takes where it is defined.
        reads: Variables that `make` looks at; it gets no other ones.
    """

    name: str
    operation: Any
    spec: Spec
    make: Callable[[Variables, Handed], dict[str, Any] | None]
    settings: Mapping[str, str]
    reads: tuple[str, ...]

    @property
    def variables(self) -> set[str]:
        """All variables that the step looks at."""
        return {*self.reads, *self.settings.values()}

    def options(self, variables: Variables, handed: Handed) -> dict[str, Any] | None:
        """The options of the task; None where the declaration says nothing about this step."""
        options = self.make({name: variables[name] for name in self.reads if name in variables}, handed)
        return None if options is None else {**options, **_taken(variables, self.settings)}

    def inputs(self, variables: Variables, handed: Handed) -> dict[str, Any] | None:
        """What the operation gets; None when there is nothing to do by declaration.

        Raises:
            InputError, ValueError: The module would refuse the options.
        """
        options = self.options(variables, handed)
        return None if options is None else checked(self.spec, options, self.spec.bulk)


def _taken(variables: Variables, names: Mapping[str, str]) -> dict[str, Any]:
    """Options out of variables of another name, where they are defined."""
    return {option: variables[name] for option, name in names.items() if name in variables}


def _customer(variables: Variables, handed: Handed) -> dict[str, Any]:
    declared = variables["webex_customer"]
    return {
        **{key: declared[key] for key in _OF_CUSTOMER if key in declared},
        "wait": False,
    }


def _of_customer(variables: Variables, handed: Handed) -> dict[str, Any]:
    """What all steps after the first have in common."""
    declared = variables["webex_customer"]
    ready = handed.get("customer", {}).get("customer") or {}
    return {
        "customer": declared["external_id"],
        **({"known_customer": ready} if ready.get("id") else {}),
        **{key: declared[key] for key in ("org_id", "sub_partner_org_id") if key in declared},
    }


def _listed(variables: Variables, name: str) -> list[Any]:
    """A list among the variables; null is as good as none."""
    value = variables.get(name)
    if value is not None and not isinstance(value, list):
        # A text would be taken for a list of its letters.
        raise InputError([Problem((name,), f"{quoted(value)} is not a list.", "Begin every entry with a dash.")])
    return value or []


def _prunes(variables: Variables, what: str) -> bool:
    kinds = _listed(variables, "webex_prune")
    if any(kind not in PRUNABLE for kind in kinds):
        message = f"it names something else than {', '.join(PRUNABLE)}."
        raise InputError([Problem(("webex_prune",), message, f"Name some of {', '.join(PRUNABLE)}.")])
    return what in kinds


def _handed_ids(handed: Handed) -> dict[str, Any]:
    return _taken(handed.get("locations", {}), {"location_ids": "location_ids"})


def _locations(variables: Variables, handed: Handed) -> dict[str, Any] | None:
    if variables.get("webex_locations") is None:
        return None
    declared = variables["webex_customer"]
    options = {
        **_of_customer(variables, handed),
        "locations": variables["webex_locations"],
        "calling": any_calling(declared["packages"]),
        "prune": _prunes(variables, "locations"),
        "protected_locations": _listed(variables, "webex_protected_locations"),
    }
    office = declared.get("headquarters")
    if office is not None:
        options["headquarters"] = {**office, "address": office.get("address") or declared["address"]}
    return options


def _pstn(variables: Variables, handed: Handed) -> dict[str, Any] | None:
    connections = [
        {"location": location["name"], **location["pstn"]}
        for location in _listed(variables, "webex_locations")
        if location.get("pstn") is not None
    ]
    if not connections:
        return None
    return {**_of_customer(variables, handed), "connections": connections, **_handed_ids(handed)}


def _numbers(variables: Variables, handed: Handed) -> dict[str, Any] | None:
    locations = [
        {
            "location": location["name"],
            "numbers": location.get("numbers"),
            "main_number": location.get("main_number"),
        }
        for location in _listed(variables, "webex_locations")
        if location.get("numbers") is not None or location.get("main_number") is not None
    ]
    if not locations:
        return None
    return {
        **_of_customer(variables, handed),
        "locations": locations,
        **_handed_ids(handed),
        **_taken(handed.get("pstn", {}), {"connection_types": "connection_types"}),
        "prune": _prunes(variables, "numbers"),
    }


def _users(variables: Variables, handed: Handed) -> dict[str, Any] | None:
    source = next((key for key in ("webex_users_file", "webex_users") if variables.get(key) is not None), "")
    if not source:
        return None
    declared = variables["webex_customer"]
    admins = _listed(variables, "webex_admins")
    protected = [*_listed(variables, "webex_protected_users"), declared.get("admin_email")]
    return {
        **_of_customer(variables, handed),
        **_taken(declared.get("headquarters") or {}, {"default_location": "name"}),
        **_handed_ids(handed),
        source.removeprefix("webex_"): variables[source],
        "prune": _prunes(variables, "users"),
        "protected_users": [email for email in protected if email] + [admin["email"] for admin in admins],
        "full_admins": [
            admin["email"] for admin in admins if FULL_ADMINISTRATOR in [role.lower() for role in admin["roles"]]
        ],
    }


def _admins(variables: Variables, handed: Handed) -> dict[str, Any] | None:
    if variables.get("webex_admins") is None:
        return None
    admins = _listed(variables, "webex_admins")
    emails = {str(admin["email"]).casefold() for admin in admins}
    rows = [row for row in handed.get("users", {}).get("users", []) if row["email"].casefold() in emails]
    return {
        **_of_customer(variables, handed),
        "admins": admins,
        "person_ids": {row["email"]: row["person_id"] for row in rows if row.get("person_id")},
    }


SETUP_ASSIST = "webex_setup_assist"
# What all steps after the first take.
_SHARED = {"customer_id": "webex_customer_id", "workers": "webex_workers"}
STEPS = (
    Step(
        "customer",
        CustomerOperation,
        CUSTOMER,
        _customer,
        {
            "customer_id": "webex_customer_id",
            "precheck": "webex_precheck",
            "compare_name": "webex_compare_name",
            "update_limits": "webex_update_limits",
            "ignore_drift": "webex_ignore_drift",
            "accept_errors": "webex_accept_errors",
            "wait_timeout": "webex_wait_timeout",
            "review_timeout": "webex_review_timeout",
            "poll_interval": "webex_poll_interval",
        },
        ("webex_customer",),
    ),
    Step(
        "locations",
        LocationsOperation,
        LOCATIONS,
        _locations,
        {
            **_SHARED,
            "details": "webex_compare_location_details",
            "prune_max_count": "webex_prune_locations_max_count",
            "prune_max_percent": "webex_prune_locations_max_percent",
        },
        ("webex_customer", "webex_locations", "webex_protected_locations", "webex_prune"),
    ),
    Step("pstn", PstnOperation, PSTN, _pstn, _SHARED, ("webex_customer", "webex_locations")),
    Step(
        "numbers",
        PhoneNumbersOperation,
        PHONE_NUMBERS,
        _numbers,
        {
            **_SHARED,
            "precheck": "webex_precheck",
            "prune_in_use": "webex_prune_numbers_in_use",
            "prune_max_count": "webex_prune_numbers_max_count",
            "prune_max_percent": "webex_prune_numbers_max_percent",
        },
        ("webex_customer", "webex_locations", "webex_prune"),
    ),
    Step(
        "users",
        UsersOperation,
        USERS,
        _users,
        {
            **_SHARED,
            "precheck": "webex_precheck",
            "prune_max_count": "webex_prune_max_count",
            "prune_max_percent": "webex_prune_max_percent",
            "allow_admin_package_change": "webex_allow_admin_package_change",
            "compare_profile": "webex_compare_profile",
            "resend_consent": "webex_resend_consent",
        },
        (
            "webex_admins",
            "webex_customer",
            "webex_protected_users",
            "webex_prune",
            "webex_users",
            "webex_users_file",
        ),
    ),
    Step(
        "admins",
        AdminRolesOperation,
        ADMIN_ROLES,
        _admins,
        {**_SHARED, "exclusive": "webex_exclusive_roles"},
        ("webex_admins", "webex_customer"),
    ),
)
# Every variable that one of the steps looks at, and setup_assist, which always has something to do.
STEP_VARIABLES = tuple(sorted({SETUP_ASSIST}.union(*(step.variables for step in STEPS))))
