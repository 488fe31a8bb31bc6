# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Action plugin of webex_customer_setup: the operation runs inside the controller process."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..module_utils._onboarding.options import CUSTOMER_SETUP
from ..module_utils._onboarding.setup import SetupOperation
from ..plugin_utils._declaration import DeclarationAction
from ..plugin_utils._tags import chosen_steps


class ActionModule(DeclarationAction):
    """See the module of the same name."""

    SPEC = CUSTOMER_SETUP
    OPERATION = SetupOperation

    def run(self, tmp: Any = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Run the action; it is skipped when the tags select no step."""
        if "steps" not in self._task.args and not chosen_steps(task_vars or {}):
            return {"changed": False, "skipped": True, "skip_reason": "No step of it was asked for by the tags."}
        return super().run(tmp, task_vars)

    def prepare(self, written: dict[str, Any], variables: Mapping[str, Any]) -> dict[str, Any]:
        """The declaration as the host has it, the record, and the steps that the tags ask for."""
        written = self.declared(written, variables)
        return {"steps": chosen_steps(variables), **self.record_of(written, variables), **written}
