# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Action plugin of webex_customer_plan: keeps the plan in the file of the controller, or compares both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible.errors import AnsibleActionFail

from ..module_utils._onboarding.customer_plan import CustomerPlanOperation
from ..module_utils._onboarding.options import CUSTOMER_PLAN
from ..module_utils._onboarding.plan_file import PlanFileError, SavedCustomer, check_same, differences, done_already
from ..module_utils._onboarding.plan_store import PlanStore
from ..plugin_utils._declaration import DeclarationAction
from ..plugin_utils._known import known_of_customer, known_of_roles, registered
from ..plugin_utils._tags import chosen_steps


class ActionModule(DeclarationAction):
    """See the module of the same name."""

    SPEC = CUSTOMER_PLAN
    OPERATION = CustomerPlanOperation

    def run(self, tmp: Any = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Run the operation, then write the plan in check mode, or compare it; skipped when the tags select no step."""
        if "steps" not in self._task.args and not chosen_steps(task_vars or {}):
            return {"changed": False, "skipped": True, "skip_reason": "No step of it was asked for by the tags."}
        result = super().run(tmp, task_vars)
        file = self._task.args.get("plan_file")
        if file is None or result.get("failed") or not result.get("plan"):
            return result
        store = PlanStore.of_task(str(file))
        try:
            now = SavedCustomer.from_dict(result["plan"])
            if self._task.check_mode:
                store.keep(now)
                return result
            return {**result, **_compared(store.customer(now.address), now)}
        except PlanFileError as error:
            raise AnsibleActionFail(str(error)) from None

    def prepare(self, written: dict[str, Any], variables: Mapping[str, Any]) -> dict[str, Any]:
        """The declaration as the host has it, the steps that the tags ask for, and what earlier tasks have read."""
        written = self.declared(written, variables)
        known = {
            **known_of_customer(written["declaration"], registered(written.get("customers_variable"), variables)),
            **known_of_roles(registered(written.get("roles_variable"), variables)),
        }
        known.pop("known_absent", None)
        return {"steps": chosen_steps(variables), **known, **written}


def _compared(saved: SavedCustomer, now: SavedCustomer) -> dict[str, Any]:
    """Keys for the result; it has failed when the plans differ."""
    found = {
        "differences": [difference.to_dict() for difference in differences(saved, now)],
        "done_already": [],
        "nothing_left": False,
    }
    try:
        left = check_same(saved, now)
        return {**found, "done_already": done_already(saved, now), "nothing_left": not left}
    except PlanFileError as error:
        return {**found, "failed": True, "msg": str(error), "customer_actions": [], "setup_actions": []}
