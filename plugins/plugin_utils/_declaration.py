# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Base of the actions for a whole customer: reads the declaration from the variables of the host."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from ansible.errors import AnsibleActionFail, AnsibleError

from ..module_utils._onboarding.steps import RECORD_DIR, STEP_VARIABLES
from ..module_utils._users.declared import read_file
from ._files import find_file
from ._plain import AnsibleValueOmittedError, plain
from ._records import DEFAULT_FOLDER, RecordingAction


class DeclarationAction(RecordingAction):
    """Takes the declaration from variables of the host where the task does not set it."""

    def declared(self, written: dict[str, Any], variables: Mapping[str, Any]) -> dict[str, Any]:
        """The options with the declaration, from the variables of the host unless the task sets it.

        They are read here and not by expressions in the task, which Ansible would compile anew for every host.
        """
        declaration = written.get("declaration")
        return {**written, "declaration": self._from_host(variables) if declaration is None else declaration}

    def record_of(self, written: Mapping[str, Any], variables: Mapping[str, Any]) -> dict[str, Any]:
        """The option `record` from the file of the customer, unless the task sets it.

        Parameters:
            written: The options, with the declaration.
        """
        declaration = written["declaration"]
        if written.get("record") is not None or not isinstance(declaration, Mapping):
            return {}
        folder = declaration.get(RECORD_DIR)
        folder = DEFAULT_FOLDER if folder is None else folder
        return self.recorded(folder, declaration.get("webex_customer"), variables)

    def _from_host(self, variables: Mapping[str, Any], names: Iterable[str] = STEP_VARIABLES) -> dict[str, Any]:
        declaration: dict[str, Any] = {}
        for name in names:
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
