# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Action plugin of webex_inventory: reads the variables of all hosts, with file and line, and checks them."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from ansible.errors import AnsibleError, AnsibleValueOmittedError
from ansible.module_utils.parsing.convert_bool import boolean

from ..module_utils._declare.problem import Problem
from ..module_utils._onboarding.declaration import VARIABLES
from ..module_utils._onboarding.identity import IDENTITY_VARIABLES
from ..module_utils._onboarding.inventory import InventoryOperation
from ..module_utils._onboarding.options import INVENTORY
from ..plugin_utils._action import WebexAction
from ..plugin_utils._files import find_file
from ..plugin_utils._plain import place_of, plain


class ActionModule(WebexAction):
    """See the module of the same name."""

    SPEC = INVENTORY
    OPERATION = InventoryOperation
    OFFLINE = True

    _tagged: dict[str, dict[str, Any]]
    _problems: list[Problem]
    _wanted_rows: list[str]
    _hosts: list[str]
    _of_play: dict[str, Any]

    def run(self, tmp: Any = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Run the operation; after mistakes, too, it is known which hosts were looked at."""
        result = super().run(tmp, task_vars)
        return {"hosts": self._hosts, **result} if self._hosts else result

    def prepare(self, written: dict[str, Any], variables: Mapping[str, Any]) -> dict[str, Any]:
        """Add the declarations of the named hosts."""
        self._tagged, self._problems, self._wanted_rows, self._hosts = {}, [], [], []
        self._of_play = self._of_the_play(variables)
        if written.get("declarations") is not None or not isinstance(written.get("hosts"), list):
            return written
        rest = {key: value for key, value in written.items() if key != "hosts"}
        hosts = [str(host) for host in written["hosts"]]
        self._hosts = sorted(hosts)
        if boolean(written.get("identities_only") or False, strict=False):
            return {**rest, "declarations": {host: self._identity(host, variables) for host in hosts}}
        return {**rest, "declarations": {host: self._declaration(host, variables) for host in hosts}}

    def extras(self, variables: Mapping[str, Any]) -> dict[str, Any]:
        """Add the places of values, and problems with variables that could not be read."""
        return {"locate": self._place, "unreadable": self._problems, "wanted_rows": self._wanted_rows}

    def _declaration(self, host: str, variables: Mapping[str, Any]) -> dict[str, Any]:
        declared: dict[str, Any] = {}
        try:
            own = variables["hostvars"][host]
        except (KeyError, AnsibleError):
            self._problems.append(
                Problem((), "there is no such host in the inventory.", "Correct the list hosts.", host)
            )
            return declared
        self._tagged[host] = {}
        for name in VARIABLES:
            if name not in own and name not in self._of_play:
                continue
            try:
                value = self._of_play[name] if name in self._of_play else own[name]
                self._tagged[host][name] = value
                declared[name] = plain(value)
            except AnsibleValueOmittedError:
                continue
            except AnsibleError as error:
                message = f"it cannot be worked out: {' '.join(str(error).split())}"
                self._problems.append(Problem((name,), message, "Correct the expression.", host))
                # A value, so that the place is not reported as missing as well.
                declared[name] = None
        if isinstance(declared.get("webex_users_file"), str) and declared["webex_users_file"].strip():
            declared["webex_users_file"] = str(find_file(declared["webex_users_file"], own))
            # Later steps need the rows of these hosts; those of all hosts would be too many.
            if boolean(declared.get("webex_setup_assist") or False, strict=False):
                self._wanted_rows.append(host)
        return declared

    def _identity(self, host: str, variables: Mapping[str, Any]) -> dict[str, Any]:
        """The variables that identify the customer of a host; mistakes in them are reported by later steps."""
        declared: dict[str, Any] = {}
        self._tagged[host] = declared
        for name in IDENTITY_VARIABLES:
            with suppress(KeyError, AnsibleError):
                value = self._of_play[name] if name in self._of_play else variables["hostvars"][host].get(name)
                declared[name] = value
        return {name: plain(value) for name, value in declared.items()}

    def _of_the_play(self, variables: Mapping[str, Any]) -> dict[str, Any]:
        """Identifying variables of play, role or task, which the variables of the hosts lack.

        Expressions are left out, since their values may differ between hosts.
        """
        found: dict[str, Any] = {}
        for name in IDENTITY_VARIABLES:
            if name not in variables or self._templar.is_template(variables[name]):
                continue
            with suppress(KeyError, AnsibleError):
                own = variables["hostvars"][variables["inventory_hostname"]].get(name)
                if plain(variables[name]) != plain(own):
                    found[name] = variables[name]
        return found

    def _place(self, host: str, path: tuple[Any, ...]) -> str:
        return place_of(self._tagged.get(host, {}), path)
