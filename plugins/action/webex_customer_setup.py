# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Action plugin of webex_customer_setup: the operation runs inside the controller process."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from ..module_utils._onboarding.options import CUSTOMER_SETUP
from ..module_utils._onboarding.setup import SetupOperation
from ..module_utils._onboarding.setup_plan import ORDER, PACKAGES
from ..plugin_utils._declaration import DeclarationAction

STEPS = (PACKAGES, *ORDER)
# Tags that mean all steps: Ansible's, and that of the role.
_ALL = {"all", "tagged", "setup"}


class ActionModule(DeclarationAction):
    """See the module of the same name."""

    SPEC = CUSTOMER_SETUP
    OPERATION = SetupOperation

    def run(self, tmp: Any = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Run the action; it is skipped when the tags select no step."""
        variables = task_vars or {}
        if "steps" not in self._task.args and not chosen(*_tags(variables)):
            return {"changed": False, "skipped": True, "skip_reason": "No step of it was asked for by the tags."}
        return super().run(tmp, task_vars)

    def prepare(self, written: dict[str, Any], variables: Mapping[str, Any]) -> dict[str, Any]:
        """The declaration as the host has it, the record, and the steps that the tags ask for."""
        written = self.declared(written, variables)
        return {"steps": chosen(*_tags(variables)), **self.record_of(written, variables), **written}


def chosen(asked: Collection[str], skipped: Collection[str]) -> list[str]:
    """The steps that tags ask for.

    Parameters:
        asked, skipped: As of ansible-playbook's options --tags and --skip-tags.
    """
    everything = not asked or bool(_ALL.intersection(asked))
    return [step for step in STEPS if (everything or step in asked) and step not in skipped]


def _tags(variables: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    return list(variables.get("ansible_run_tags") or ()), list(variables.get("ansible_skip_tags") or ())
