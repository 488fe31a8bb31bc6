# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The operation behind webex_inventory: the whole inventory checked offline."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from .._client.client import Client
from .._model.customer import Customer
from .._model.identity import identity_of, shared_identities
from .._model.inventory import Inventory, read_inventory
from .._model.problem import InputError, Problem
from .._model.run_settings import SETTINGS
from .._model.text import shown
from .._model.users_file import UsersFile
from .._reconcile.plan import Action
from .frame import Operation
from .user_inputs import read_file

Locate = Callable[[str, tuple[Any, ...]], str]


class InventoryOperation(Operation):
    """Read all declarations; fail with every mistake of every customer. Asks nobody.

    Inputs: `declarations` (variables by host), and from a controller `locate`, which tells file and line of a value,
    `unreadable`, problems found while reading the variables, and `wanted_rows`, hosts whose users are returned. With
    `identities_only` nothing is checked but that no two hosts stand for one customer.
    """

    bulk = True

    def __init__(self, inputs: Mapping[str, Any]) -> None:
        super().__init__(inputs)
        locate: Locate | None = inputs.get("locate")
        declarations: Mapping[str, Mapping[str, Any]] = inputs.get("declarations") or {}
        self._inventory = Inventory([], [])
        self._wanted_rows: Sequence[str] = ()
        self._identities_only = bool(inputs.get("identities_only"))
        if self._identities_only:
            shared = list(shared_identities(identity_of(host, declarations[host] or {}) for host in declarations))
            if shared:
                raise InputError(_placed(problem, locate) for problem in shared)
            return
        files, problems = self._files(declarations)
        inventory = read_inventory(declarations, files)
        self._inventory = inventory
        self._wanted_rows = inputs.get("wanted_rows") or ()
        unreadable: Sequence[Problem] = inputs.get("unreadable") or ()
        told = {(problem.customer, problem.path[:1]) for problem in unreadable}
        problems += unreadable
        problems += [problem for problem in inventory.problems if (problem.customer, problem.path[:1]) not in told]
        if problems:
            raise InputError(_told_once([_placed(problem, locate) for problem in problems], len(declarations)))

    def client(self, check_mode: bool) -> Client | None:
        """Nobody is asked."""
        return None

    def plan(self) -> Sequence[Action]:
        """Nothing is ever planned."""
        return ()

    def objects(self) -> dict[str, Any]:
        """How much was read; nothing that others could take for the whole inventory when only identities were."""
        if self._identities_only:
            return {}
        customers = self._inventory.customers
        return {
            "customers": len(customers),
            "users": sum(len(customer.users) for customer in customers),
            "admins": sum(len(customer.admins) for customer in customers),
            "templates": [
                template.model_dump(exclude_unset=True)
                for _name, template in sorted(
                    {template.name: template for customer in customers for template in customer.templates}.items()
                )
            ],
            "template_customers": _template_customers(row.customer for row in customers if row.customer),
            "external_ids": sorted(
                row.customer.external_id for row in customers if row.customer and not row.customer.sub_partner_org_id
            ),
            "users_of_files": {
                customer.host: [user.model_dump(exclude_unset=True) for _index, user in customer.users]
                for customer in customers
                if customer.host in self._wanted_rows
            },
        }

    def _files(self, declarations: Mapping[str, Mapping[str, Any]]) -> tuple[dict[str, UsersFile], list[Problem]]:
        files: dict[str, UsersFile] = {}
        problems: list[Problem] = []
        for host, variables in declarations.items():
            path = variables.get("webex_users_file")
            if path is None:
                continue
            if not isinstance(path, str) or not path.strip():
                message = f"{shown(path)} is not the name of a file."
                problems.append(Problem(("webex_users_file",), message, "Write the path of a CSV file.", host))
                continue
            try:
                files[host] = read_file(Path(path))
            except InputError as error:
                problems += [_of_file(problem, host) for problem in error.problems]
                continue
            if files[host].ignored_columns:
                ignored = ", ".join(files[host].ignored_columns)
                self.warnings.append(f"{host}: {files[host].name}: columns passed over: {ignored}.")
        return files, problems


def _template_customers(customers: Iterable[Customer]) -> dict[str, list[dict[str, Any]]]:
    """By template one customer of every partner that uses it, the partner's own first: Webex is asked with its data."""
    chosen: dict[tuple[str, str], Customer] = {}
    # An organization that is attached is the last choice: more than the template decides about it.
    for customer in sorted(customers, key=lambda one: (one.org_id is not None, one.external_id)):
        chosen.setdefault((customer.template or "", customer.sub_partner_org_id or ""), customer)
    found: dict[str, list[dict[str, Any]]] = {}
    for (template, _partner), customer in sorted(chosen.items(), key=lambda item: item[0]):
        data = customer.model_dump(
            exclude_unset=True, exclude={"template", "protected", "allow_package_removal", "sub_partner_admin_email"}
        )
        found.setdefault(template, []).append(data)
    return found


def _of_file(problem: Problem, host: str) -> Problem:
    """A mistake of a users file; one of the file as a whole belongs to the place that names the file."""
    place = problem.place if ", line " in problem.place else ""
    return replace(problem, path=("webex_users_file",), customer=host, place=place)


def _told_once(problems: Sequence[Problem], hosts: int) -> list[Problem]:
    """What is wrong with a setting for all hosts alike, as on the command line, is one mistake and not one per host."""
    alike: dict[tuple[object, ...], list[Problem]] = {}
    for problem in problems:
        setting = problem.path[:1] and problem.path[0] in SETTINGS
        key = (problem.path, problem.message, problem.remedy, problem.place, "" if setting else problem.customer)
        alike.setdefault(key, []).append(problem)
    return [
        told
        for same in alike.values()
        for told in ([same[0].of("")] if 1 < hosts == len({problem.customer for problem in same}) else same)
    ]


def _placed(problem: Problem, locate: Locate | None) -> Problem:
    if problem.place or locate is None:
        return problem
    return replace(problem, place=locate(problem.customer, problem.path))
