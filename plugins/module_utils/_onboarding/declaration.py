# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Reads the declarations of all customers, and finds all mistakes at once, without asking Webex.

Pure: takes variables, returns declarations and problems.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from .._admins.model import Admin
from .._admins.role_names import ROLE_NAMES
from .._customers.model import Customer
from .._declare.fields import marks_of
from .._declare.model import Declared, M, read
from .._declare.packages import any_calling
from .._declare.problem import InputError, Path, Problem
from .._declare.types import nearest, quoted
from .._declare.unicode_forms import name_key
from .._engine.tolerated import ToleratedDifference
from .._locations.model import TELEPHONY, Location, Named, contradicting_names
from .._templates.model import Template
from .._users.csv_file import UsersFile
from .._users.model import User
from .across import contradictions
from .contract import CONTRACT, Contract
from .declared_customer import CustomerDeclaration
from .identity import identity_of, shared_identities
from .settings import ALL_SETTINGS, SETTINGS, RunSettings
from .setup_assist import SetupAssistContact
from .tolerances import tolerance_problems
from .variable_names import unknown_variables

VARIABLES = (*CONTRACT, *SETTINGS)


@dataclass(frozen=True)
class Inventory:
    """The customers that were read, and every mistake."""

    customers: tuple[CustomerDeclaration, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_inventory(
    declarations: Mapping[str, Mapping[str, Any]], files: Mapping[str, UsersFile] | None = None
) -> Inventory:
    """Read the declarations of all customers.

    Parameters:
        declarations: Variables by inventory host: those of the contract, settings, and others that begin with webex_,
            which are mistakes. Other names are ignored.
        files: The parsed users files by host.
    """
    problems: list[Problem] = []
    customers = []
    for host, variables in declarations.items():
        reader = _Reader(variables)
        customers.append(_read_customer(host, reader, (files or {}).get(host)))
        tolerated = reader.many(ToleratedDifference, "webex_tolerated")
        mistaken = tolerance_problems(tolerated, customers[-1])
        found = [*unknown_variables(variables), *reader.problems, *_references(customers[-1]), *mistaken]
        problems += [problem.of(host) for problem in found]
    problems += shared_identities(identity_of(host, variables) for host, variables in declarations.items())
    problems += contradictions(customers)
    return Inventory(tuple(customers), tuple(problems))


@dataclass
class _Reader:
    """Reads the variables of one host, and collects mistakes."""

    variables: Mapping[str, Any]
    problems: list[Problem] = field(default_factory=list)

    @property
    def country(self) -> str:
        """The country of the customer, as far as it can be read."""
        customer = self.variables.get("webex_customer")
        address = customer.get("address") if isinstance(customer, Mapping) else None
        country = address.get("country") if isinstance(address, Mapping) else None
        return country if isinstance(country, str) else ""

    def one(self, model: type[M], data: Any, path: Path, place: str = "") -> M | None:
        """The model; None when there are mistakes."""
        try:
            return read(model, data, country=self.country)
        except InputError as error:
            self.problems += [
                Problem((*path, *problem.path), problem.message, problem.remedy, place=place)
                for problem in error.problems
            ]
            return None

    def many(
        self, model: type[M], name: str, data: Any = None, places: Mapping[int, str] | None = None
    ) -> tuple[tuple[int, M], ...]:
        """The valid entries of a list with their indexes.

        Parameters:
            name: The variable.
            data: Its value; by default that of the variable.
            places: File and line of an entry by index.
        """
        data = self.variables.get(name) if data is None else data
        if data is None:
            return ()
        if not isinstance(data, (list, tuple)):
            self.problems.append(Problem((name,), f"{quoted(data)} is not a list.", "Begin every entry with a dash."))
            return ()
        found = []
        for index, item in enumerate(data):
            entry = self.one(model, item, (name, index), (places or {}).get(index, ""))
            if entry is not None:
                found.append((index, entry))
        return tuple(found)


def _read_customer(host: str, reader: _Reader, file: UsersFile | None) -> CustomerDeclaration:
    variables = reader.variables
    customer = _customer(reader)
    templates = tuple(template for _index, template in reader.many(Template, "webex_onboarding_templates"))
    locations = None
    if variables.get("webex_locations") is not None:
        locations = tuple(location for _index, location in reader.many(Location, "webex_locations"))
    contact = "webex_setup_assist_contact"
    if variables.get(contact) is not None:
        reader.one(SetupAssistContact, variables[contact], (contact,))
    admins = tuple(admin for _index, admin in reader.many(Admin, "webex_admins"))
    places = {index: f"{file.name}, line {row.line}" for index, row in enumerate(file.rows)} if file else {}
    users = _users(reader, file, places)
    reader.one(RunSettings, {name: variables[name] for name in ALL_SETTINGS if name in variables}, ())
    from_file = file is not None and variables.get("webex_users") is None
    return CustomerDeclaration(
        host,
        customer,
        templates,
        locations,
        users,
        admins,
        unreadable_templates=tuple(_template_names(variables) - {template.name for template in templates}),
        places=places if from_file else {},
        users_path="webex_users_file" if from_file else "webex_users",
    )


def _customer(reader: _Reader) -> Customer | None:
    name = "webex_customer"
    if reader.variables.get(name) is not None:
        return reader.one(Customer, reader.variables[name], (name,))
    message = "the host declares no customer."
    remedy = "Add webex_customer to its host_vars, or take the host out of the pattern of the play."
    reader.problems.append(Problem((name,), message, remedy))
    return None


def _users(reader: _Reader, file: UsersFile | None, places: Mapping[int, str]) -> tuple[tuple[int, User], ...]:
    """The users of the list or of the file; declaring both is a mistake."""
    if file is None:
        return reader.many(User, "webex_users")
    if reader.variables.get("webex_users") is not None:
        message = "both webex_users and webex_users_file are given."
        reader.problems.append(Problem(("webex_users",), message, "Keep the users in one of them."))
        return ()
    return reader.many(User, "webex_users_file", [row.data for row in file.rows], places)


def _template_names(variables: Mapping[str, Any]) -> set[str]:
    """The names of all declared templates, including those with mistakes."""
    declared = variables.get("webex_onboarding_templates")
    if not isinstance(declared, list):
        return set()
    return {entry["name"] for entry in declared if isinstance(entry, Mapping) and isinstance(entry.get("name"), str)}


def _references(declaration: CustomerDeclaration) -> Iterator[Problem]:
    """Mistakes between the parts of one customer."""
    yield from _doubles(declaration.templates, "webex_onboarding_templates", name_key)
    yield from _doubles(declaration.locations or (), "webex_locations", name_key)
    yield from _doubles(declaration.admins, "webex_admins", name_key)
    for index, admin in enumerate(declaration.admins):
        for name in admin.roles:
            if name.casefold() not in {role.casefold() for role in ROLE_NAMES}:
                yield Problem(
                    ("webex_admins", index, "roles"), f"{quoted(name)} is not a known role.", nearest(name, ROLE_NAMES)
                )
    customer = declaration.customer
    if customer is None:
        return
    if customer.template not in declaration.unreadable_templates:
        yield from _template_of(customer, declaration.templates)
    locations = declaration.locations or ()
    yield from _locations_of(customer, locations)
    yield from _previous_names_of(customer, declaration.locations)
    yield from _numbers_of(locations)
    yield from _users_of(customer, declaration)


def _template_of(customer: Customer, templates: Iterable[Template]) -> Iterator[Problem]:
    if customer.template is None:
        yield Problem(("webex_customer", "template"), "it is missing.", "Add the name of an onboarding template.")
        return
    known = {template.name: template for template in templates}
    template = known.get(customer.template)
    if template is None:
        remedy = nearest(customer.template, tuple(known)) if known else "Declare it in webex_onboarding_templates."
        yield Problem(("webex_customer", "template"), f"there is no template {quoted(customer.template)}.", remedy)
    elif customer.org_id and not template.allow_admin_invite_emails:
        yield Problem(
            ("webex_customer", "org_id"),
            f"template {template.name} does not allow administrator invitation e-mails, "
            "which attaching an existing organization needs.",
            "Set allow_admin_invite_emails in the template, or choose another template.",
        )


def _locations_of(customer: Customer, locations: Iterable[Location]) -> Iterator[Problem]:
    """Mistakes between locations and their customer."""
    headquarters = customer.headquarters.name if customer.headquarters else ""
    for index, location in enumerate(locations):
        path: Path = ("webex_locations", index)
        is_headquarters = name_key(location.name) == name_key(headquarters)
        if is_headquarters and location.name != headquarters:
            message = f"the headquarters are {quoted(headquarters)} in webex_customer and {quoted(location.name)} here."
            yield Problem((*path, "name"), message, "Write their name alike in both.")
        if not any_calling(customer.packages):
            for key in TELEPHONY:
                if getattr(location, key):
                    remedy = f"Remove {key}, or order a calling package."
                    yield Problem((*path, key), "the customer has no calling package.", remedy)


def _previous_names_of(customer: Customer, locations: Sequence[Location] | None) -> Iterator[Problem]:
    """Previous names that contradict each other, or that no step would look at."""
    path: Path = ("webex_customer", "headquarters")
    headquarters = customer.headquarters
    if headquarters and headquarters.previous_name and locations is None:
        message = "it is passed over, since webex_locations are not declared."
        remedy = f"Declare webex_locations, with an entry of the name {quoted(headquarters.name)} at least."
        yield Problem((*path, "previous_name"), message, remedy)
    listed: list[tuple[Path, Named]] = [(path, headquarters)] if headquarters else []
    listed += [(("webex_locations", index), location) for index, location in enumerate(locations or ())]
    yield from contradicting_names(listed)


def _numbers_of(locations: Iterable[Location]) -> Iterator[Problem]:
    """Numbers that two locations of the customer declare."""
    owners: dict[str, str] = {}
    for index, location in enumerate(locations):
        for number in location.numbers or ():
            other = owners.setdefault(number, location.name)
            if other != location.name:
                message = f"{number} belongs to location {other} as well."
                yield Problem(("webex_locations", index, "numbers"), message, "Leave it in one of them.")
    for index, location in enumerate(locations):
        other = owners.get(location.main_number or "", location.name)
        if location.numbers is None and other != location.name:
            message = f"{location.main_number} is among the numbers of location {other}."
            yield Problem(("webex_locations", index, "main_number"), message, "Name a number of this location.")


class _Identifier(NamedTuple):
    """A value that only one user of a customer may have; an extension within its location."""

    key: str
    value: str
    location: str = ""


def _users_of(customer: Customer, declaration: CustomerDeclaration) -> Iterator[Problem]:
    """Mistakes in references of users, and values that two users declare."""
    names = {name_key(name): name for name in location_names(customer, declaration.locations)}
    numbers = {
        name_key(location.name): location.numbers
        for location in declaration.locations or ()
        if location.numbers is not None
    }
    owners: dict[_Identifier, int] = {}
    for index, user in declaration.users:
        location = user.location or (customer.headquarters.name if customer.headquarters else None)
        place = declaration.places.get(index, "")
        for problem in (
            *_user_of(user, customer, location, names, numbers),
            *_claimed_twice(user, index, location, owners, declaration),
        ):
            yield Problem((declaration.users_path, index, *problem.path), problem.message, problem.remedy, place=place)


def _user_of(
    user: User,
    customer: Customer,
    location: str | None,
    names: Mapping[str, str],
    numbers: Mapping[str, Iterable[str]],
) -> Iterator[Problem]:
    """Mistakes in the references of a user, with paths relative to it.

    Parameters:
        location: Name of the user's location; None when it is not known.
        names: Names of all locations by their key; empty when none are declared.
        numbers: Numbers of locations that declare some, by the same key.
    """
    if user.package not in customer.packages:
        remedy = f"Choose one of {', '.join(customer.packages)}, or add it to the customer's packages."
        yield Problem(("package",), f"the customer does not have the package {user.package}.", remedy)
    if user.calling and user.location and names and name_key(user.location) not in names:
        remedy = nearest(user.location, tuple(names.values()))
        yield Problem(("location",), f"there is no location {quoted(user.location)}.", remedy)
    if user.calling and location is None:
        remedy = "Add the location's name."
        yield Problem(("location",), "it is missing: a calling package needs a location.", remedy)
    own = numbers.get(name_key(location or ""))
    if user.number and own is not None and user.number not in own:
        message = f"{user.number} is not among the numbers of location {location}."
        yield Problem(("number",), message, f"Add it to the numbers of {location}.")


def _claimed_twice(
    user: User, index: int, location: str | None, owners: dict[_Identifier, int], declaration: CustomerDeclaration
) -> Iterator[Problem]:
    """Values that an earlier user has, with paths relative to the user; other values are added to `owners`."""
    for identifier in (
        _Identifier("email", user.key),
        _Identifier("number", user.number or ""),
        _Identifier("extension", user.extension or "", name_key(location or "")),
    ):
        if not identifier.value:
            continue
        owner = owners.setdefault(identifier, index)
        if owner != index:
            at = declaration.places.get(owner) or f"{declaration.users_path}[{owner}]"
            message = f"{quoted(getattr(user, identifier.key))} is taken already by {at}."
            yield Problem((identifier.key,), message, f"Give every user an own {identifier.key}.")


def location_names(customer: Customer, locations: Iterable[Location] | None) -> tuple[str, ...]:
    """The names of all declared locations; empty when none are declared."""
    names = {name_key(customer.headquarters.name): customer.headquarters.name} if customer.headquarters else {}
    for location in locations or []:
        names.setdefault(name_key(location.name), location.name)
    return tuple(names.values())


def _doubles(items: Iterable[Declared], name: str, same: Callable[[str], str]) -> Iterator[Problem]:
    """Entries of a variable with the same name as an earlier one, as `same` compares them."""
    key = marks_of(Contract, name).unique
    seen: dict[str, str] = {}
    for index, item in enumerate(items):
        value = getattr(item, key)
        first = seen.get(same(value))
        if first is not None:
            spelling = "" if first == value else f", first as {quoted(first)}: case does not count"
            message = f"{quoted(value)} is used twice{spelling}."
            yield Problem((name, index, key), message, f"Give every entry an own {key}.")
        seen.setdefault(same(value), value)
