# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The operation behind webex_inventory: checks the whole inventory offline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from .._client.client import Client
from .._customers.model import LOCAL_OF_CUSTOMER, Customer
from .._declare.problem import InputError, Problem
from .._declare.text import quoted
from .._engine.operation import Operation, Report
from .._engine.plan import Plan
from .._users.csv_file import UsersFile
from .._users.declared import read_file
from .contract import CONTRACT
from .declaration import read_inventory
from .declared_customer import CustomerDeclaration
from .identity import identity_of, shared_identities
from .model import InventoryOptions, Locate
from .new_customer import missing_when_new
from .result import InventoryResult
from .verdict import of_each_host, refusals, write

# Variables by host.
Declarations = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class _Checked:
    """The declarations, and the mistakes in them.

    Attributes:
        customers: Those without a mistake; None where only identities were checked.
    """

    problems: tuple[Problem, ...]
    customers: tuple[CustomerDeclaration, ...] | None = None
    warnings: tuple[str, ...] = ()


class InventoryOperation(Operation[InventoryOptions, None, Plan[Any], Report]):
    """Read all declarations; fail with every mistake of every customer, or return them. Sends no request."""

    OPTIONS = InventoryOptions
    RESULT = InventoryResult
    ONLY_CHANGES_LISTED = True

    def __init__(self, options: InventoryOptions) -> None:
        super().__init__(options)
        declarations = {host: variables or {} for host, variables in (options.declarations or {}).items()}
        check = _check_identities if options.identities_only else _check
        self._checked = checked = check(declarations, options)
        problems = list(checked.problems)
        if options.validation_file is not None:
            problems += write(options.validation_file, sorted(declarations), checked.problems)
        if problems and not (options.by_host and all(problem.customer for problem in problems)):
            raise InputError(problems)

    def read(self, client: Client) -> None:
        """Never called, since there is no client."""

    def plan(self, present: None) -> Plan[Any]:
        """The empty plan: this operation changes nothing."""
        return Plan(warnings=self._checked.warnings)

    def objects(self, present: None, plan: Plan[Any] | None, report: Report) -> dict[str, Any]:
        """Counts and data of the customers without a mistake; no data when only identities were checked."""
        hosts: dict[str, Any] = {"hosts": sorted(self.options.declarations or {})}
        if self.options.by_host:
            hosts["refused"] = refusals(self._checked.problems)
            hosts["problems"] = [problem.to_dict() for problem in self._checked.problems]
        customers = self._checked.customers
        if customers is None:
            return hosts
        templates = {template.name: template for customer in customers for template in customer.templates}
        return {
            **hosts,
            "customers": len(customers),
            "users": sum(len(customer.users) for customer in customers),
            "admins": sum(len(customer.admins) for customer in customers),
            "templates": [template.model_dump(exclude_unset=True) for _name, template in sorted(templates.items())],
            "template_customers": _template_customers(row.customer for row in customers if row.customer),
            "external_ids": sorted(
                row.customer.external_id for row in customers if row.customer and not row.customer.sub_partner_org_id
            ),
            "user_counts": {
                row.customer.external_id: len(row.users)
                for row in customers
                if row.customer and not row.customer.sub_partner_org_id and row.users
            },
            "missing_when_new": self._missing_when_new(customers),
            "users_of_files": {
                customer.host: [user.model_dump(exclude_unset=True) for _index, user in customer.users]
                for customer in customers
                if customer.host in self.options.wanted_rows
            },
        }

    def _missing_when_new(self, customers: Iterable[CustomerDeclaration]) -> dict[str, list[str]]:
        """What is missing should a customer be new, by host, each with its place."""
        found = {
            customer.host: [str(_placed(problem.of(customer.host), self.options.locate)) for problem in problems]
            for customer in customers
            if (problems := list(missing_when_new(customer)))
        }
        return dict(sorted(found.items()))


def _check_identities(declarations: Declarations, options: InventoryOptions) -> _Checked:
    """Two hosts that declare the same customer."""
    shared = shared_identities(identity_of(host, variables) for host, variables in declarations.items())
    return _Checked(tuple(_placed(problem, options.locate) for problem in shared))


def _check(declarations: Declarations, options: InventoryOptions) -> _Checked:
    """The declarations, and every mistake."""
    files, problems = _files(declarations)
    inventory = read_inventory(declarations, files)
    unreadable = {(problem.customer, problem.path[:1]) for problem in options.unreadable}
    problems += options.unreadable
    problems += [
        problem
        for problem in inventory.problems
        # Of a host whose variables are unreadable as a whole there is nothing else to say.
        if not {(problem.customer, problem.path[:1]), (problem.customer, ())} & unreadable
    ]
    merged = _merged([_placed(problem, options.locate) for problem in problems], len(declarations))
    wrong = of_each_host(merged)
    warnings = [f"{host}: {file.name}: {warning}" for host, file in files.items() for warning in file.warnings]
    customers = tuple(customer for customer in inventory.customers if customer.host not in wrong)
    return _Checked(tuple(merged), customers, tuple(warnings))


def _files(declarations: Declarations) -> tuple[dict[str, UsersFile], list[Problem]]:
    """The users files by host, and the mistakes in files."""
    files: dict[str, UsersFile] = {}
    problems: list[Problem] = []
    for host, variables in declarations.items():
        path = variables.get("webex_users_file")
        if path is None:
            continue
        if not isinstance(path, str) or not path.strip():
            message = f"{quoted(path)} is not the name of a file."
            problems.append(Problem(("webex_users_file",), message, "Write the path of a CSV file.", host))
            continue
        try:
            files[host] = read_file(Path(path))
        except InputError as error:
            problems += [_of_file(problem, host) for problem in error.problems]
    return files, problems


def _template_customers(customers: Iterable[Customer]) -> dict[str, list[dict[str, Any]]]:
    """For each template one customer of every partner that uses it, for precheck; the partner's own comes first."""
    chosen: dict[tuple[str, str], Customer] = {}
    # A customer with an attached organization is the last choice: precheck may object to the organization.
    for customer in sorted(customers, key=lambda one: (one.org_id is not None, one.external_id)):
        chosen.setdefault((customer.template or "", customer.sub_partner_org_id or ""), customer)
    found: dict[str, list[dict[str, Any]]] = {}
    for (template, _partner), customer in sorted(chosen.items(), key=lambda item: item[0]):
        data = customer.model_dump(exclude_unset=True, exclude={*LOCAL_OF_CUSTOMER, "sub_partner_admin_email"})
        found.setdefault(template, []).append(data)
    return found


def _of_file(problem: Problem, host: str) -> Problem:
    """A mistake in a users file; one in the whole file has the place where the file is named."""
    place = problem.place if ", line " in problem.place else ""
    return replace(problem, path=("webex_users_file",), customer=host, place=place)


def _merged(problems: Sequence[Problem], hosts: int) -> list[Problem]:
    """Merge mistakes in what is no part of a customer and all hosts share, such as settings of the command line."""
    alike: dict[tuple[object, ...], list[Problem]] = {}
    for problem in problems:
        own = not problem.path or problem.path[0] in CONTRACT
        key = (problem.path, problem.message, problem.remedy, problem.place, problem.customer if own else "")
        alike.setdefault(key, []).append(problem)
    return [
        problem
        for same in alike.values()
        for problem in ([same[0].of("")] if 1 < hosts == len({problem.customer for problem in same}) else same)
    ]


def _placed(problem: Problem, locate: Locate | None) -> Problem:
    if problem.place or locate is None:
        return problem
    return replace(problem, place=locate(problem.customer, problem.path))
