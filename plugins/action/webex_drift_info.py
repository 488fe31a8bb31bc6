# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Action plugin of webex_drift_info: takes the declaration from the variables of the host."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from ansible.errors import AnsibleActionFail, AnsibleError, AnsibleValueOmittedError

from ..module_utils._argspec.drift import DRIFT_INFO
from ..module_utils._operation import steps
from ..module_utils._operation.drift import DriftOperation
from ..module_utils._operation.user_inputs import read_file
from ..plugin_utils._action import WebexAction
from ..plugin_utils._files import find_file
from ..plugin_utils._groups import join
from ..plugin_utils._known import known_of_customer, known_of_roles
from ..plugin_utils._plain import plain


class ActionModule(WebexAction):
    """See the module of the same name."""

    SPEC = DRIFT_INFO
    OPERATION = DriftOperation

    def run(self, tmp: Any = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """As every action; the groups are made as group_by would make them in a task of its own."""
        result = super().run(tmp, task_vars)
        if "drift" in result:
            variables = task_vars or {}
            chosen = _grouping(bool(result["drift"]), self._task.args, variables.get("groups", {}))
            if chosen:
                result |= join(self, *chosen, variables)
        return result

    def prepare(self, written: dict[str, Any], variables: Mapping[str, Any]) -> dict[str, Any]:
        """What the variables of the host say, unless the task says it.

        They are read here and not by expressions in the task, which Ansible would compile anew for every host.
        """
        declaration = written.get("declaration")
        if declaration is None:
            declaration = self._declaration(variables)
        options = {
            "skip_steps": list(variables.get("ansible_skip_tags", ())),
            **known_of_customer(declaration, _registered(written.get("customers_variable"), variables)),
            **known_of_roles(_registered(written.get("roles_variable"), variables)),
        }
        return {**options, **written, "declaration": declaration}

    def _declaration(self, variables: Mapping[str, Any]) -> dict[str, Any]:
        declaration: dict[str, Any] = {}
        for name in steps.VARIABLES:
            if name not in variables:
                continue
            try:
                declaration[name] = plain(self._templar.template(variables[name]))
            except AnsibleValueOmittedError:
                continue
            except AnsibleError as error:
                raise AnsibleActionFail(f"{name} cannot be worked out: {' '.join(str(error).split())}") from None
        if isinstance(declaration.get("webex_users_file"), str):
            declaration["webex_users_file"] = str(find_file(declaration["webex_users_file"], variables))
        return declaration

    def portable(self, written: dict[str, Any]) -> dict[str, Any]:
        """The rows of the users file in place of its path."""
        declaration = dict(written["declaration"])
        path = declaration.pop("webex_users_file", None)
        if path:
            declaration["webex_users"] = [row.data for row in read_file(Path(path)).rows]
        return {**written, "declaration": declaration}


def _registered(name: Any, variables: Mapping[str, Any]) -> Mapping[str, Any]:
    """The result in a variable; nothing when its task did not run."""
    result = variables.get(str(name)) if name else None
    return result if isinstance(result, Mapping) else {}


def _grouping(drift: bool, written: Mapping[str, Any], present: Collection[str]) -> tuple[str, list[str]] | None:
    """The group that the host joins, and the groups which that one belongs to; None when there is none to join.

    A host without drift leaves the second group alone once it is there: its presence is all that matters, and Ansible
    goes through the whole inventory for each host that joins one.
    """
    own, seen = written.get("drift_group"), written.get("seen_group")
    if drift and own:
        return str(own), [str(seen)] if seen else []
    if seen and seen not in present:
        return str(seen), []
    return None
