# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Action plugin of webex_drift_group: compares like webex_drift_info, and adds the host to groups."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from ..module_utils._onboarding.drift import SETUP_ASSIST_STEP, DriftGroupOperation
from ..module_utils._onboarding.options import DRIFT_GROUP
from ..plugin_utils._drift import DriftAction
from ..plugin_utils._groups import join


class ActionModule(DriftAction):
    """See the module of the same name."""

    SPEC = DRIFT_GROUP
    OPERATION = DriftGroupOperation

    def run(self, tmp: Any = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Run the operation, then add the host to its groups as group_by does."""
        result = super().run(tmp, task_vars)
        if "drift" in result:
            variables = task_vars or {}
            chosen = _grouping(result, self._task.args, variables.get("groups", {}))
            if chosen:
                result |= join(self, *chosen, variables)
        return result


def _grouping(
    found: Mapping[str, Any], written: Mapping[str, Any], present: Collection[str]
) -> tuple[str, list[str]] | None:
    """The group that the host joins, and its parent groups; None when it joins none.

    A host without drift joins the last group only when that does not exist yet: its existence is all that matters,
    and Ansible goes through the whole inventory for each host that joins one.
    """
    own, seen = written.get("drift_group"), written.get("seen_group")
    assisted = written.get("setup_assist_group") if found["step"] == SETUP_ASSIST_STEP else None
    groups = [str(group) for group in (assisted, own, seen) if group]
    if found["drift"] and own:
        return groups[0], groups[1:]
    if seen and seen not in present:
        return str(seen), []
    return None
