# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The rules of a whole inventory: every customer read, every mistake found at once, nothing asked of Webex.

Pure: takes what the inventory declares, returns what was read and what is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .._text import name_key
from .admin import Admin
from .base import Declared, M, read
from .customer import Customer
from .identity import CustomerId, identity_of, shared_identities
from .location import Location
from .packages import any_calling
from .problem import InputError, Problem
from .roles import ADMIN_ROLES
from .run_settings import SETTINGS, RunSettings
from .setup_assist import SetupAssistContact
from .template import Template
from .types import nearest, shown
from .user import User
from .users_file import UsersFile

VARIABLES = (
    "webex_customer",
    "webex_customer_id",
    "webex_onboarding_templates",
    "webex_locations",
    "webex_users",
    "webex_admins",
    "webex_setup_assist_contact",
    *SETTINGS,
)


@dataclass
class CustomerDeclaration:
    """All that the inventory says about one customer, read; None or empty where it says nothing or something wrong."""

    host: str
    customer: Customer | None = None
    templates: list[Template] = field(default_factory=list)
    locations: list[Location] | None = None
    users: list[tuple[int, User]] = field(default_factory=list)
    admins: list[Admin] = field(default_factory=list)
    unreadable_templates: tuple[str, ...] = ()
    places: dict[int, str] = field(default_factory=dict)
    users_path: str = "webex_users"


@dataclass
class Inventory:
    """The customers that were read, and every mistake."""

    customers: list[CustomerDeclaration]
    problems: list[Problem]


def read_inventory(
    declarations: Mapping[str, Mapping[str, Any]], files: Mapping[str, UsersFile] | None = None
) -> Inventory:
    """Read the declarations of all customers.

    Parameters:
        declarations: Variables by inventory host (the keys of VARIABLES; others are passed over).
        files: The users file of a host, parsed, for hosts that have one.
    """
    problems: list[Problem] = []
    customers = []
    for host, variables in declarations.items():
        declaration, found = _read_customer(host, variables, (files or {}).get(host))
        customers.append(declaration)
        problems += [problem.of(host) for problem in found]
    problems += shared_identities(identity_of(host, variables) for host, variables in declarations.items())
    problems += _across(customers)
    return Inventory(customers, problems)


def _read_customer(
    host: str, variables: Mapping[str, Any], file: UsersFile | None
) -> tuple[CustomerDeclaration, list[Problem]]:
    declaration = CustomerDeclaration(host)
    problems: list[Problem] = []
    if variables.get("webex_customer") is None:
        message = "the host declares no customer."
        remedy = "Add webex_customer to its host_vars, or take the host out of the pattern of the play."
        problems.append(Problem(("webex_customer",), message, remedy))
    else:
        declaration.customer = _one(Customer, variables["webex_customer"], ("webex_customer",), problems)
    if variables.get("webex_customer_id") is not None:
        name = "webex_customer_id"
        _one(CustomerId, {name: variables[name]}, (), problems)
    declaration.templates = [
        template for _index, template in _many(Template, variables, "webex_onboarding_templates", problems)
    ]
    declared = variables.get("webex_onboarding_templates")
    named = (
        [entry["name"] for entry in declared if isinstance(entry, Mapping) and isinstance(entry.get("name"), str)]
        if isinstance(declared, list)
        else []
    )
    declaration.unreadable_templates = tuple(set(named) - {template.name for template in declaration.templates})
    if variables.get("webex_locations") is not None:
        declaration.locations = [
            location for _index, location in _many(Location, variables, "webex_locations", problems)
        ]
    if variables.get("webex_setup_assist_contact") is not None:
        name = "webex_setup_assist_contact"
        _one(SetupAssistContact, variables[name], (name,), problems)
    declaration.admins = [admin for _index, admin in _many(Admin, variables, "webex_admins", problems)]
    if file is not None and variables.get("webex_users") is not None:
        remedy = "Keep the users in one of them."
        problems.append(Problem(("webex_users",), "both webex_users and webex_users_file are given.", remedy))
    elif file is not None:
        declaration.users_path = "webex_users_file"
        declaration.places = {index: f"{file.name}, line {row.line}" for index, row in enumerate(file.rows)}
        rows = {"webex_users_file": [row.data for row in file.rows]}
        declaration.users = _many(User, rows, "webex_users_file", problems, declaration.places)
    else:
        declaration.users = _many(User, variables, "webex_users", problems)
    _one(RunSettings, {name: variables[name] for name in SETTINGS if name in variables}, (), problems)
    problems += _references(declaration)
    return declaration, problems


def _one(model: type[M], data: Any, path: tuple[str | int, ...], problems: list[Problem], place: str = "") -> M | None:
    try:
        return read(model, data)
    except InputError as error:
        problems += [
            Problem((*path, *problem.path), problem.message, problem.remedy, place=place) for problem in error.problems
        ]
        return None


def _many(
    model: type[M],
    variables: Mapping[str, Any],
    name: str,
    problems: list[Problem],
    places: Mapping[int, str] | None = None,
) -> list[tuple[int, M]]:
    """The entries of a list that could be read, with their index; mistakes go to `problems`."""
    data = variables.get(name)
    if data is None:
        return []
    if not isinstance(data, (list, tuple)):
        problems.append(Problem((name,), f"{shown(data)} is not a list.", "Begin every entry with a dash."))
        return []
    found = []
    for index, item in enumerate(data):
        entry = _one(model, item, (name, index), problems, (places or {}).get(index, ""))
        if entry is not None:
            found.append((index, entry))
    return found


def _references(declaration: CustomerDeclaration) -> Iterator[Problem]:
    """What the parts of one customer say about each other."""
    yield from _doubles(declaration.templates, "webex_onboarding_templates", "name", str)
    yield from _doubles(declaration.locations or [], "webex_locations", "name", name_key)
    for index, admin in enumerate(declaration.admins):
        for name in admin.roles:
            if name.casefold() not in {role.casefold() for role in ADMIN_ROLES}:
                yield Problem(
                    ("webex_admins", index, "roles"), f"{shown(name)} is not a known role.", nearest(name, ADMIN_ROLES)
                )
    customer = declaration.customer
    if customer is None:
        return
    if customer.template not in declaration.unreadable_templates:
        yield from _template_of(customer, declaration.templates)
    yield from _locations_of(customer, declaration.locations or [])
    yield from _users_of(customer, declaration)


def _template_of(customer: Customer, templates: list[Template]) -> Iterator[Problem]:
    if customer.template is None:
        yield Problem(("webex_customer", "template"), "it is missing.", "Add the name of an onboarding template.")
        return
    known = {template.name: template for template in templates}
    template = known.get(customer.template)
    if template is None:
        remedy = nearest(customer.template, tuple(known)) if known else "Declare it in webex_onboarding_templates."
        yield Problem(("webex_customer", "template"), f"there is no template {shown(customer.template)}.", remedy)
    elif customer.org_id and not template.allow_admin_invite_emails:
        yield Problem(
            ("webex_customer", "org_id"),
            f"template {template.name} does not allow administrator invitation e-mails, "
            "which attaching an existing organization needs.",
            "Set allow_admin_invite_emails in the template, or choose another template.",
        )


def _locations_of(customer: Customer, locations: list[Location]) -> Iterator[Problem]:
    headquarters = customer.headquarters.name if customer.headquarters else ""
    seen: dict[str, str] = {}
    for index, location in enumerate(locations):
        path: tuple[str | int, ...] = ("webex_locations", index)
        is_office = name_key(location.name) == name_key(headquarters)
        if is_office and location.name != headquarters:
            message = f"the headquarters are {shown(headquarters)} in webex_customer and {shown(location.name)} here."
            yield Problem((*path, "name"), message, "Write their name alike in both.")
        # The locations of an attached organization may be there already.
        if not is_office and not customer.org_id:
            for key in ("address", "timezone", "language"):
                if getattr(location, key) is None:
                    yield Problem((*path, key), "it is missing: a new location needs it.", f"Add the key {key}.")
        if not any_calling(customer.packages):
            for key in ("pstn", "numbers", "main_number"):
                if getattr(location, key):
                    remedy = f"Remove {key}, or order a calling package."
                    yield Problem((*path, key), "the customer has no calling package.", remedy)
        for number in location.numbers or ():
            other = seen.setdefault(number, location.name)
            if other != location.name:
                message = f"{number} belongs to location {other} as well."
                yield Problem((*path, "numbers"), message, "Leave it in one of them.")
    for index, location in enumerate(locations):
        other = seen.get(location.main_number or "", location.name)
        if location.numbers is None and other != location.name:
            message = f"{location.main_number} is among the numbers of location {other}."
            yield Problem(("webex_locations", index, "main_number"), message, "Name a number of this location.")


def _users_of(customer: Customer, declaration: CustomerDeclaration) -> Iterator[Problem]:
    names = location_names(customer, declaration.locations)
    known = {name_key(name) for name in names}
    inventories = {
        name_key(location.name): location.numbers
        for location in declaration.locations or []
        if location.numbers is not None
    }
    seen: dict[tuple[str, ...], int] = {}
    for index, user in declaration.users:

        def problem(key: str, message: str, remedy: str, index: int = index) -> Problem:
            path = (declaration.users_path, index, key)
            return Problem(path, message, remedy, place=declaration.places.get(index, ""))

        if user.package not in customer.packages:
            remedy = f"Choose one of {', '.join(customer.packages)}, or add it to the customer's packages."
            yield problem("package", f"the customer does not have the package {user.package}.", remedy)
        location = user.location or (customer.headquarters.name if customer.headquarters else None)
        key_of_location = name_key(location or "")
        if user.calling and user.location and names and key_of_location not in known:
            yield problem("location", f"there is no location {shown(user.location)}.", nearest(user.location, names))
        if user.calling and location is None:
            yield problem("location", "it is missing: a calling package needs a location.", "Add the location's name.")
        own = inventories.get(key_of_location)
        if user.number and own is not None and user.number not in own:
            remedy = f"Add it to the numbers of {location}."
            yield problem("number", f"{user.number} is not among the numbers of location {location}.", remedy)
        for key, identity in (
            ("email", ("email", user.key)),
            ("number", ("number", user.number or "")),
            ("extension", ("extension", key_of_location, user.extension or "")),
        ):
            if not identity[-1]:
                continue
            if identity in seen:
                at = declaration.places.get(seen[identity]) or f"{declaration.users_path}[{seen[identity]}]"
                yield problem(
                    key, f"{shown(getattr(user, key))} is taken already by {at}.", f"Give every user an own {key}."
                )
            else:
                seen[identity] = index


def location_names(customer: Customer, locations: Iterable[Location] | None) -> tuple[str, ...]:
    """The names of all locations the inventory knows; empty when it declares none."""
    names = {name_key(customer.headquarters.name): customer.headquarters.name} if customer.headquarters else {}
    for location in locations or []:
        names.setdefault(name_key(location.name), location.name)
    return tuple(names.values())


def _doubles(items: Iterable[Declared], name: str, key: str, same: Callable[[str], str]) -> Iterator[Problem]:
    """Entries whose `key` is that of an earlier one, as `same` compares them."""
    seen: dict[str, str] = {}
    for index, item in enumerate(items):
        value = getattr(item, key)
        first = seen.get(same(value))
        if first is not None:
            spelling = "" if first == value else f", first as {shown(first)}: case does not count"
            message = f"{shown(value)} is used twice{spelling}."
            yield Problem((name, index, key), message, f"Give every entry an own {key}.")
        seen.setdefault(same(value), value)


def _across(customers: list[CustomerDeclaration]) -> Iterator[Problem]:
    """What no two customers may share besides who they are: e-mail addresses and numbers; and one template name, one
    content."""
    emails: dict[str, str] = {}
    numbers: dict[str, str] = {}
    templates: dict[str, tuple[str, Template]] = {}
    for declaration in customers:
        host = declaration.host
        for index, user in declaration.users:
            if emails.setdefault(user.key, host) != host:
                message = f"{user.email} is a user of {emails[user.key]} as well; an address lives in one organization."
                path = (declaration.users_path, index, "email")
                yield Problem(path, message, "Remove one of them.", host, declaration.places.get(index, ""))
        for number in [number for location in declaration.locations or [] for number in location.numbers or ()]:
            if numbers.setdefault(number, host) != host:
                message = f"{number} is a number of {numbers[number]} as well."
                yield Problem(("webex_locations",), message, "Remove one of them.", host)
        for template in declaration.templates:
            other, first = templates.setdefault(template.name, (host, template))
            if first != template:
                message = f"template {template.name} is declared differently for {other}."
                remedy = "Declare a template once, for all customers that use it."
                yield Problem(("webex_onboarding_templates",), message, remedy, host)
