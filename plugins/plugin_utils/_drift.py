# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Base of the actions that compare one customer: reads the declaration from the variables of the host."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ansible.errors import AnsibleActionFail, AnsibleError, AnsibleValueOmittedError

from ..module_utils._onboarding.steps import STEP_VARIABLES
from ..module_utils._users.declared import read_file
from ._action import WebexAction
from ._files import find_file
from ._plain import plain


class DriftAction(WebexAction):
    """Takes the options from variables of the host where the task does not set them."""

    def prepare(self, written: dict[str, Any], variables: Mapping[str, Any]) -> dict[str, Any]:
        """Complete the options from the variables of the host.

        Expressions in the task would be compiled by Ansible anew for every host.
        """
        declaration = written.get("declaration")
        if declaration is None:
            declaration = self._declaration(variables)
        skipped = {"skip_steps": list(variables.get("ansible_skip_tags", ()))}
        return {**skipped, **self.known(written, declaration, variables), **written, "declaration": declaration}

    def known(
        self, written: Mapping[str, Any], declaration: Mapping[str, Any], variables: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Options with data that earlier tasks have read; options of the task take precedence."""
        return {}

    def _declaration(self, variables: Mapping[str, Any]) -> dict[str, Any]:
        declaration: dict[str, Any] = {}
        for name in STEP_VARIABLES:
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
