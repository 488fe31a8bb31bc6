# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The operation behind webex_plan_file: begins, joins and checks the file of a saved plan. Sends no request."""

from __future__ import annotations

from typing import Any

from .._client.client import Client
from .._engine.operation import Operation, Report
from .._engine.plan import Plan
from .model import PlanFileOptions
from .plan_store import PlanStore
from .result import PlanFileResult


class PlanFileOperation(Operation[PlanFileOptions, None, Plan[Any], Report]):
    """One stage of the file; it is no object of Webex, and written in check mode as well."""

    OPTIONS = PlanFileOptions
    RESULT = PlanFileResult
    ONLY_CHANGES_LISTED = True

    def __init__(self, options: PlanFileOptions) -> None:
        super().__init__(options)
        self._totals: dict[str, int] | None = None

    def read(self, client: Client) -> None:
        """Never called, since there is no client."""

    def plan(self, present: None) -> Plan[Any]:
        """The empty plan, after the stage is done.

        Raises:
            PlanFileError: The file cannot be used.
        """
        store = PlanStore.of_task(self.options.path)
        if self.options.stage == "begin":
            store.begin()
        else:
            self._totals = store.join() if self.options.stage == "join" else store.check()
        return Plan()

    def objects(self, present: None, plan: Plan[Any] | None, report: Report) -> dict[str, Any]:
        """The totals of the file."""
        return {} if self._totals is None else {"totals": self._totals}
