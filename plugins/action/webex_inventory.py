# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Action plugin of webex_inventory: reads the variables of all hosts, with file and line, and checks them."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from ansible.errors import AnsibleError
from ansible.module_utils.parsing.convert_bool import boolean

from ..module_utils._declare.problem import Problem
from ..module_utils._declare.text import counted
from ..module_utils._onboarding.declaration import VARIABLES
from ..module_utils._onboarding.identity import IDENTITY_VARIABLES
from ..module_utils._onboarding.inventory import InventoryOperation
from ..module_utils._onboarding.options import INVENTORY
from ..module_utils._onboarding.settings import ALL_SETTINGS, SETTINGS
from ..module_utils._onboarding.variable_names import is_unknown
from ..plugin_utils._action import WebexAction
from ..plugin_utils._files import find_file
from ..plugin_utils._plain import AnsibleValueOmittedError, place_of, plain, shown
from ..plugin_utils._variables import HostVariables, variables_of

USERS_FILE_ENDINGS = (".csv", ".tsv")
# Settings that are not worked out for every host: what is no text is wrong as it stands.
ELSEWHERE = tuple(name for name in ALL_SETTINGS if name not in SETTINGS)
NO_TEXT = (bool, int, float, list, dict)


class ActionModule(WebexAction):
    """See the module of the same name."""

    SPEC = INVENTORY
    OPERATION = InventoryOperation
    OFFLINE = True

    _tagged: dict[str, dict[str, Any]]
    _declared_in: dict[str, str]
    _problems: list[Problem]
    _wanted_rows: list[str]
    _hosts: list[str]

    def run(self, tmp: Any = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Run the operation; after mistakes, too, it is known which hosts were looked at."""
        result = super().run(tmp, task_vars)
        return {"hosts": self._hosts, **result} if self._hosts else result

    def prepare(self, written: dict[str, Any], variables: Mapping[str, Any]) -> dict[str, Any]:
        """Add the declarations of the named hosts."""
        self._tagged, self._declared_in, self._problems, self._wanted_rows, self._hosts = {}, {}, [], [], []
        if written.get("declarations") is not None or not isinstance(written.get("hosts"), list):
            return written
        rest = {key: value for key, value in written.items() if key != "hosts"}
        hosts = [str(host) for host in written["hosts"]]
        self._hosts = sorted(hosts)
        if boolean(written.get("identities_only") or False, strict=False):
            return {**rest, "declarations": {host: self._identity(host, variables) for host in hosts}}
        declarations = {host: self._declaration(host, variables) for host in hosts}
        for file, lines in self._lines_taken_for_hosts(declarations).items():
            declarations = {host: declared for host, declared in declarations.items() if host not in lines}
            count = f"{counted(len(lines), 'host')} of this run"
            message = f"the file lies inside the inventory, where Ansible takes its lines for hosts: {count}."
            remedy = "Move it into host_vars/<customer>/, which Ansible reads for variables only."
            self._problems.append(Problem(("webex_users_file",), message, remedy, place=shown(file)))
        return {**rest, "declarations": declarations}

    def extras(self, variables: Mapping[str, Any]) -> dict[str, Any]:
        """Add the places of values, and problems with variables that could not be read."""
        return {"locate": self._place, "unreadable": self._problems, "wanted_rows": self._wanted_rows}

    def _declaration(self, host: str, variables: Mapping[str, Any]) -> dict[str, Any]:
        own = self._variables_of(host, variables)
        if own is None:
            return {}
        declared = self._worked_out(host, own)
        for name, value in own.written.items():
            # Only the name counts; its own place is known also where that of a value is not.
            if is_unknown(name) and not _is_result(value):
                self._tagged[host][name], declared[str(name)] = name, None
            elif name in ELSEWHERE and isinstance(value, NO_TEXT):
                self._tagged[host][name], declared[name] = value, plain(value)
        if isinstance(declared.get("webex_users_file"), str) and declared["webex_users_file"].strip():
            declared["webex_users_file"] = str(find_file(declared["webex_users_file"], own))
            # Later steps need the rows of these hosts; those of all hosts would be too many.
            if boolean(declared.get("webex_setup_assist") or False, strict=False):
                self._wanted_rows.append(host)
        return declared

    def _variables_of(self, host: str, variables: Mapping[str, Any]) -> HostVariables | None:
        """The variables of a host; None, and a problem, when they cannot be read."""
        try:
            own = variables_of(self, host, variables)
        except AnsibleError as error:
            message = f"its variables cannot be read: {' '.join(str(error).split())}"
            self._problems.append(Problem((), message, "Correct the file.", host))
            return None
        if own is None:
            message = "there is no such host in the inventory."
            self._problems.append(Problem((), message, "Correct the list hosts.", host))
        return own

    def _worked_out(self, host: str, own: HostVariables) -> dict[str, Any]:
        """The variables of the contract and the settings."""
        declared: dict[str, Any] = {}
        self._tagged[host] = {}
        self._declared_in[host] = str(own.get("inventory_file") or "")
        for name in VARIABLES:
            if name not in own:
                continue
            try:
                value = own[name]
                self._tagged[host][name] = value
                declared[name] = plain(value)
            except AnsibleValueOmittedError:
                continue
            except AnsibleError as error:
                message = f"it cannot be worked out: {' '.join(str(error).split())}"
                self._problems.append(Problem((name,), message, "Correct the expression.", host))
                # A value, so that the place is not reported as missing as well.
                declared[name] = None
        return declared

    def _lines_taken_for_hosts(self, declarations: Mapping[str, Mapping[str, Any]]) -> dict[str, list[str]]:
        """The hosts that are lines of a users file, by file: Ansible parses every file of an inventory folder."""
        named = (declared.get("webex_users_file") for declared in declarations.values())
        users_files = {file for file in named if isinstance(file, str) and file}
        found: dict[str, list[str]] = {}
        for host, declared in declarations.items():
            file = self._declared_in.get(host, "")
            alike = "webex_customer" not in declared and file.lower().endswith(USERS_FILE_ENDINGS)
            if file in users_files or alike:
                found.setdefault(file, []).append(host)
        return found

    def _identity(self, host: str, variables: Mapping[str, Any]) -> dict[str, Any]:
        """The variables that identify the customer of a host; mistakes in them are reported by later steps."""
        self._tagged[host] = {}
        with suppress(AnsibleError):
            own: Mapping[str, Any] = variables_of(self, host, variables) or {}
            for name in IDENTITY_VARIABLES:
                with suppress(KeyError, AnsibleError):
                    self._tagged[host][name] = own[name]
        return {name: plain(value) for name, value in self._tagged[host].items()}

    def _place(self, host: str, path: tuple[Any, ...]) -> str:
        return place_of(self._tagged.get(host, {}), path)


def _is_result(value: Any) -> bool:
    """Whether it is what a task has registered, under whatever name."""
    return isinstance(value, Mapping) and "changed" in value
