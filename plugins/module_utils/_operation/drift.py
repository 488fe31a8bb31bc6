# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The operation behind webex_drift_info: is one customer as it is declared, in all steps?

It runs the operations of the steps as far as their plan, up to the first that has something to do. It decides nothing:
whatever it cannot tell counts as drift, and the steps themselves then say it with their own words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ansible.module_utils.parsing.convert_bool import boolean

from .._client.client import Client
from .._client.errors import AuthenticationError, Locked, RateLimited, ServerFailure, SettingsError, Unreachable
from .._client.read_once import ReadOnceClient
from .._client.settings import Settings
from .._reconcile.plan import Action
from .frame import Operation
from .provisioning import READY
from .rows import SHOWN
from .steps import STEPS, Step

# What the client has waited for in vain; the step would wait for it once more.
_WAITED_FOR = (Unreachable, AuthenticationError, RateLimited, Locked, ServerFailure, SettingsError)


class DriftOperation(Operation):
    """Compare one customer with its declaration.

    Inputs: `declaration` (variables by name), `known_customer` (as an earlier task returned it), `known_absent`,
    `skip_steps`.
    """

    bulk = True

    def __init__(self, inputs: Mapping[str, Any]) -> None:
        super().__init__(inputs)
        self._variables: dict[str, Any] = dict(self.inputs.get("declaration") or {})
        self._handed: dict[str, dict[str, Any]] = {}
        self._step = ""
        self._reason = ""
        self._different: Sequence[Action] = ()

    def client(self, check_mode: bool) -> Client | None:
        """A session that cannot write, and asks the same once."""
        return ReadOnceClient(Settings.from_params(self.inputs), check_mode=True)

    def read(self, client: Client) -> None:
        """Go through the steps, up to the first that has something to do."""
        if self.inputs.get("known_absent"):
            self._found("customer", "the customer is not there yet")
            return
        if boolean(self._variables.get("webex_setup_assist") or False, strict=False):
            self._found("setup_assist", "the request for Setup Assist is written with every run")
            return
        skipped = set(self.inputs.get("skip_steps") or ())
        for step in STEPS:
            if step.name in skipped:
                continue
            try:
                self._look(client, step)
            except _WAITED_FOR:
                raise
            except Exception as error:
                self._found(step.name, str(error) or type(error).__name__)
            if self._step:
                # They come from the step itself then.
                self.warnings.clear()
                return

    def _look(self, client: Client, step: Step) -> None:
        inputs = step.inputs(self._variables, self._handed)
        if inputs is None:
            return
        if step.name == "customer":
            inputs["known_customer"] = self.inputs.get("known_customer")
        operation = step.kind(inputs)
        operation.read(client)
        self._different = [action for action in operation.plan() if action.changes]
        objects = operation.objects()
        self._handed[step.name] = objects
        if self._different:
            self._found(step.name, f"{len(self._different)} differences")
            return
        status = objects["customer"]["status"] if step.name == "customer" else ""
        if status and status not in READY:
            self._found(step.name, f"the customer is {status}")
            return
        # Rows that cannot be compared are refused here.
        operation.forecast(client)
        self.warnings += operation.warnings

    def _found(self, step: str, reason: str) -> None:
        self._step, self._reason = step, reason

    def plan(self) -> Sequence[Action]:
        """Nothing is ever planned: the steps do that."""
        return ()

    def objects(self) -> dict[str, Any]:
        """Whether there is drift, and where it was found first."""
        return {
            "drift": bool(self._step),
            "step": self._step or None,
            "reason": self._reason or None,
            "differences": [action.to_dict() for action in self._different[:SHOWN]],
            "customer": self._handed.get("customer", {}).get("customer"),
        }
