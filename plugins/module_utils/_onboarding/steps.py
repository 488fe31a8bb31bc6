# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The steps of onboarding: the options of their tasks, from the variables of a customer.

The tasks of the roles have the same in YAML; a test compares both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from .._admins.operation import AdminRolesOperation
from .._admins.options import ADMIN_ROLES
from .._admins.role_names import FULL_ADMINISTRATOR
from .._customers.model import Customer
from .._customers.operation import CustomerOperation
from .._customers.options import CUSTOMER
from .._declare.checked import checked
from .._declare.packages import any_calling
from .._declare.problem import InputError, Problem
from .._declare.spec import Spec
from .._engine.runner import AnyOperation
from .._locations.operation import LocationsOperation
from .._locations.options import LOCATIONS
from .._numbers.operation import PhoneNumbersOperation
from .._numbers.options import PHONE_NUMBERS
from .._pstn.operation import PstnOperation
from .._pstn.options import PSTN
from .._users.operation import UsersOperation
from .._users.options import USERS
from .part import Part
from .settings import PRUNABLE

# No step removes a customer.
_OF_CUSTOMER = tuple(name for name in getattr(Customer, "model_fields", {}) if name != "protected")


@dataclass(frozen=True)
class Earlier:
    """The results of earlier steps that later ones use.

    Attributes:
        customer: As webex_customer returns it; None while it is unknown.
        location_ids: Location IDs by name; None when no step kept locations.
        connection_types: Types of PSTN connections by location; None when no step made connections.
        numbers_listed: The numbers of the customer were listed.
        person_ids: IDs of the people behind users, by e-mail address.
    """

    customer: Mapping[str, Any] | None = None
    location_ids: Mapping[str, str | None] | None = None
    connection_types: Mapping[str, str | None] | None = None
    numbers_listed: bool = False
    person_ids: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Step:
    """One step.

    Attributes:
        name: As its role and its tag.
        operation, spec: The operation and the options of its module.
        make: Variables and earlier results to the options of the task that are more than a variable of another name;
            None where the declaration says nothing about this step.
        keep: What later steps take of its result, added to what they get.
        settings: The other options, and the variable whose value each takes where it is defined.
        reads: Variables that `make` looks at; it gets no other ones.
    """

    name: str
    operation: type[AnyOperation]
    spec: Spec
    make: Callable[[Part, Earlier], dict[str, Any] | None]
    keep: Callable[[Earlier, Mapping[str, Any]], Earlier]
    settings: Mapping[str, str]
    reads: tuple[str, ...]

    @property
    def variables(self) -> set[str]:
        """All variables that the step looks at."""
        return {*self.reads, *self.settings.values()}

    def options(self, variables: Mapping[str, Any], earlier: Earlier) -> dict[str, Any] | None:
        """The options of the task; None where the declaration says nothing about this step.

        Raises:
            InputError: A variable has another shape than it must have.
        """
        host = Part(variables)
        options = self.make(Part(host.taken(self.reads)), earlier)
        return None if options is None else {**options, **host.renamed(self.settings)}

    def inputs(self, variables: Mapping[str, Any], earlier: Earlier) -> dict[str, Any] | None:
        """What the operation gets; None when there is nothing to do by declaration.

        Raises:
            InputError: The module would refuse the options.
        """
        options = self.options(variables, earlier)
        return None if options is None else checked(self.spec, options, self.spec.bulk)


def _declared(host: Part) -> Part:
    """The customer, which every host declares."""
    host.needed("webex_customer")
    return host.part("webex_customer")


def _customer(host: Part, earlier: Earlier) -> dict[str, Any]:
    return {
        **_declared(host).taken(_OF_CUSTOMER),
        "wait": False,
    }


def _of_customer(host: Part, earlier: Earlier) -> dict[str, Any]:
    """Options of all steps after the first."""
    declared = _declared(host)
    ready = earlier.customer
    return {
        "customer": declared.needed("external_id"),
        **({"known_customer": ready} if ready and ready.get("id") else {}),
        **declared.taken(("org_id", "sub_partner_org_id")),
    }


def _prunes(host: Part, what: str) -> bool:
    kinds = host.entries("webex_prune")
    if any(kind not in PRUNABLE for kind in kinds):
        message = f"it names something else than {', '.join(PRUNABLE)}."
        raise InputError([Problem(("webex_prune",), message, f"Name some of {', '.join(PRUNABLE)}.")])
    return what in kinds


def _protected_users(host: Part, declared: Part) -> list[Any]:
    """People who are never removed; the first administrator is one of them."""
    return [email for email in (*host.entries("webex_protected_users"), declared.written.get("admin_email")) if email]


def _location_ids(earlier: Earlier) -> dict[str, Any]:
    return {} if earlier.location_ids is None else {"location_ids": earlier.location_ids}


def _locations(host: Part, earlier: Earlier) -> dict[str, Any] | None:
    if not host.has("webex_locations"):
        return None
    declared = _declared(host)
    declared.needed("packages")
    options = {
        **_of_customer(host, earlier),
        "locations": host.written["webex_locations"],
        "calling": any_calling(declared.texts("packages")),
        "prune": _prunes(host, "locations"),
        "protected_locations": host.entries("webex_protected_locations"),
    }
    if declared.has("headquarters"):
        office = declared.part("headquarters")
        address = office.written.get("address") or declared.needed("address")
        options["headquarters"] = {**office.written, "address": address}
    return options


def _pstn(host: Part, earlier: Earlier) -> dict[str, Any] | None:
    connections = [
        {"location": location.needed("name"), **location.part("pstn").written}
        for location in host.parts("webex_locations")
        if location.has("pstn")
    ]
    if not connections:
        return None
    return {**_of_customer(host, earlier), "connections": connections, **_location_ids(earlier)}


def _with_numbers(host: Part) -> list[Part]:
    """The declared locations with numbers or a main number."""
    return [
        location for location in host.parts("webex_locations") if location.has("numbers") or location.has("main_number")
    ]


def _numbers(host: Part, earlier: Earlier) -> dict[str, Any] | None:
    locations = [
        {
            "location": location.needed("name"),
            "numbers": location.written.get("numbers"),
            "main_number": location.written.get("main_number"),
        }
        for location in _with_numbers(host)
    ]
    if not locations:
        return None
    return {
        **_of_customer(host, earlier),
        "locations": locations,
        **_location_ids(earlier),
        **({} if earlier.connection_types is None else {"connection_types": earlier.connection_types}),
        "prune": _prunes(host, "numbers"),
    }


def _users(host: Part, earlier: Earlier) -> dict[str, Any] | None:
    source = next((key for key in ("webex_users_file", "webex_users") if host.has(key)), "")
    if not source:
        return None
    declared = _declared(host)
    admins = host.parts("webex_admins")
    return {
        **_of_customer(host, earlier),
        **declared.part("headquarters").renamed({"default_location": "name"}),
        **_location_ids(earlier),
        source.removeprefix("webex_"): host.written[source],
        "prune": _prunes(host, "users"),
        "protected_users": [
            *_protected_users(host, declared),
            *(admin.text("email") for admin in admins if admin.texts("roles")),
        ],
        "full_admins": [
            admin.text("email")
            for admin in admins
            if FULL_ADMINISTRATOR in [role.lower() for role in admin.texts("roles")]
        ],
    }


def _admins(host: Part, earlier: Earlier) -> dict[str, Any] | None:
    if not host.has("webex_admins"):
        return None
    declared = _declared(host)
    emails = {admin.text("email").casefold() for admin in host.parts("webex_admins")}
    return {
        **_of_customer(host, earlier),
        "admins": host.written["webex_admins"],
        "prune": _prunes(host, "admins"),
        "protected_users": _protected_users(host, declared),
        "person_ids": {email: value for email, value in earlier.person_ids.items() if email.casefold() in emails},
    }


def _keep_customer(earlier: Earlier, returned: Mapping[str, Any]) -> Earlier:
    return replace(earlier, customer=returned["customer"])


def _keep_locations(earlier: Earlier, returned: Mapping[str, Any]) -> Earlier:
    return replace(earlier, location_ids=returned["location_ids"])


def _keep_connections(earlier: Earlier, returned: Mapping[str, Any]) -> Earlier:
    return replace(earlier, connection_types=returned["connection_types"])


def _keep_numbers(earlier: Earlier, returned: Mapping[str, Any]) -> Earlier:
    return replace(earlier, numbers_listed=True)


def _keep_people(earlier: Earlier, returned: Mapping[str, Any]) -> Earlier:
    rows = returned["users"]
    return replace(earlier, person_ids={row["email"]: row["person_id"] for row in rows if row.get("person_id")})


def _keep_nothing(earlier: Earlier, returned: Mapping[str, Any]) -> Earlier:
    return earlier


SETUP_ASSIST = "webex_setup_assist"
# The action plugins find the record in it.
RECORD_DIR = "webex_customer_record_dir"
# What all steps after the first take.
_SHARED = {"customer_id": "webex_customer_id", "workers": "webex_workers", "tolerated": "webex_tolerated"}
STEPS = (
    Step(
        "customer",
        CustomerOperation,
        CUSTOMER,
        _customer,
        _keep_customer,
        {
            "customer_id": "webex_customer_id",
            "precheck": "webex_precheck",
            "compare_name": "webex_compare_name",
            "update_limits": "webex_update_limits",
            "ignore_drift": "webex_ignore_drift",
            "tolerated": "webex_tolerated",
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
        _keep_locations,
        {
            **_SHARED,
            "details": "webex_compare_location_details",
            "job_timeout": "webex_job_timeout",
            "prune_max_count": "webex_prune_locations_max_count",
            "prune_max_percent": "webex_prune_locations_max_percent",
        },
        ("webex_customer", "webex_locations", "webex_protected_locations", "webex_prune"),
    ),
    Step("pstn", PstnOperation, PSTN, _pstn, _keep_connections, _SHARED, ("webex_customer", "webex_locations")),
    Step(
        "numbers",
        PhoneNumbersOperation,
        PHONE_NUMBERS,
        _numbers,
        _keep_numbers,
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
        _keep_people,
        {
            **_SHARED,
            "precheck": "webex_precheck",
            "prune_max_count": "webex_prune_max_count",
            "prune_max_percent": "webex_prune_max_percent",
            "allow_admin_package_change": "webex_allow_admin_package_change",
            "compare_profile": "webex_compare_profile",
            "job_timeout": "webex_job_timeout",
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
        _keep_nothing,
        {
            **_SHARED,
            "exclusive": "webex_exclusive_roles",
            "prune_max_count": "webex_prune_admins_max_count",
            "prune_max_percent": "webex_prune_admins_max_percent",
        },
        ("webex_admins", "webex_customer", "webex_protected_users", "webex_prune"),
    ),
)
BY_NAME = {step.name: step for step in STEPS}


def lists_numbers(variables: Mapping[str, Any]) -> bool:
    """Whether the step of the numbers has something to compare, for which it reads their list.

    Raises:
        InputError: The locations have another shape than they must have.
    """
    return bool(_with_numbers(Part(variables)))


def numbers_of_no_location(variables: Mapping[str, Any], earlier: Earlier) -> dict[str, Any]:
    """Inputs for the numbers of a customer that declares none.

    Raises:
        InputError: Raised by `Step.inputs`.
    """
    step = BY_NAME["numbers"]
    host = Part(variables)
    options = {**_of_customer(host, earlier), "locations": [], **_location_ids(earlier)}
    return checked(step.spec, {**options, **host.renamed(step.settings)})


# Of the task that finds a customer, or begins to build it.
CUSTOMER_VARIABLES = tuple(sorted({RECORD_DIR, *BY_NAME["customer"].variables, *BY_NAME["users"].reads}))


def customer_options(variables: Mapping[str, Any], *, moves_users: bool) -> dict[str, Any]:
    """Options of webex_customer from the variables of a customer.

    Parameters:
        variables: Those of CUSTOMER_VARIABLES that are defined.
        moves_users: A later step moves users to other packages before what left the list is taken away.

    Raises:
        InputError: A variable has another shape than it must have.
    """
    options = BY_NAME["customer"].options(variables, Earlier()) or {}
    del options["wait"]
    if not moves_users or not options.get("allow_package_removal"):
        return options
    names = {"users": "users", "users_file": "users_file", "prune": "prune_users", "protected_users": "protected_users"}
    kept = BY_NAME["users"].options(variables, Earlier()) or {"users": []}
    return {**options, **{names[key]: value for key, value in kept.items() if key in names}}


# Every variable that one of the steps looks at, the folder of the records, and setup_assist, which always has something
# to do.
STEP_VARIABLES = tuple(sorted({SETUP_ASSIST, RECORD_DIR}.union(*(step.variables for step in STEPS))))
