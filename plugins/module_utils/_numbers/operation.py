# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The operation behind webex_phone_numbers: numbers and main numbers of a customer's locations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from .._client.client import Client
from .._customers.context import CustomerContext
from .._customers.rows import RowsOperation
from .._declare.webex_ids import ById
from .._engine.delete_guard import guard
from .._engine.operation import Phase, Report
from .._engine.plan import summary
from .._engine.tolerated import ToleratedDifference
from .._locations.ids import LocationIds
from .._locations.plan import KIND as LOCATION
from .._locations.plan import MAIN_NUMBER
from .api import NumbersApi
from .check import NumbersCheck
from .dependencies import Dependencies
from .model import PhoneNumbersOptions
from .plan import KIND, LocationPlan, NumbersPlan, plan_numbers, undeclared_numbers
from .present import PresentNumbers
from .result import PhoneNumbersResult
from .writer import NumbersWriter


class PhoneNumbersOperation(RowsOperation[PhoneNumbersOptions, PresentNumbers, NumbersPlan, Report]):
    """The numbers of the declared locations."""

    OPTIONS = PhoneNumbersOptions
    RESULT = PhoneNumbersResult
    NOUN = "phone numbers"

    def nothing(self, client: Client, context: CustomerContext) -> PresentNumbers:
        """The present state of a planned customer: no numbers."""
        return PresentNumbers(context)

    def read_present(self, client: Client, context: CustomerContext) -> PresentNumbers:
        """Read one list for the whole organization; locations have the names that an earlier step returned."""
        ids = self.options.location_ids or {}
        names = ById({location_id: name for name, location_id in ids.items() if location_id})
        listed = NumbersApi(client, context.org_id).rows()
        return PresentNumbers(
            context, tuple(replace(row, location=names.get(row.location_id, row.location)) for row in listed)
        )

    def plan(self, present: PresentNumbers) -> NumbersPlan:
        """Compare; removals only with prune and within the delete guard, which ignores moves."""
        plan = self._compared(present)
        if not present.context.planned:
            plan = replace(plan, outdated=self.tolerances.outdated(plan.rows, _is_own_tolerance))
        if self.options.prune:
            guard(
                self.NOUN,
                [number for location in plan.locations if not self._closes(location) for number in location.remove],
                sum(bool(listed.number) for listed in present.numbers),
                max_count=self.options.prune_max_count,
                max_percent=self.options.prune_max_percent,
                variables="webex_prune_numbers",
            )
        return plan

    def _compared(self, present: PresentNumbers) -> NumbersPlan:
        return plan_numbers(
            self.options.locations,
            present.numbers,
            prune=self.options.prune,
            prune_in_use=self.options.prune_in_use,
            active=self.options.active,
            leavers=self.options.leavers,
            released=self.options.released,
            carried=self.options.carried,
            closing=self.options.closing,
            tolerances=self.tolerances,
        )

    def _closes(self, location: LocationPlan) -> bool:
        """Whether the location is removed as well: the limits for locations count then."""
        return location.location in self.options.closing

    def ask(self, client: Client, present: PresentNumbers, plan: NumbersPlan, report: Report) -> None:
        """Ask Webex about new numbers, and check that the carriers allow the changes."""
        if not present.context.planned or self.options.connections_known:
            self.refuse(plan, report)
            NumbersCheck(client, self.options, present, plan, report).accepted()

    def carry_out(
        self, phase: Phase, client: Client, present: PresentNumbers, plan: NumbersPlan, report: Report
    ) -> None:
        """Add and activate, then set main numbers and move in their order; last remove; each batch on its own."""
        if phase is Phase.MAKE:
            self.refuse(plan, report)
            check = NumbersCheck(client, self.options, present, plan, report)
            accepted = check.accepted()
            writer = self._writer(client, present, report, check.ids, check.dependencies)
            # A location that is removed is not among those known by name.
            known = [location for location in plan.locations if location.location in accepted]
            writer.add({location.location: accepted[location.location] for location in known if location.add})
            for location in known:
                if location.activate:
                    writer.activate(location.location, location.activate)
            writer.exchange(plan.rounds())
        elif phase is Phase.REMOVE:
            ids = LocationIds()
            writer = self._writer(client, present, report, ids, Dependencies(plan, report, ids))
            for location in plan.locations:
                if location.leaving:
                    writer.remove(location)

    def _writer(
        self, client: Client, present: PresentNumbers, report: Report, ids: LocationIds, dependencies: Dependencies
    ) -> NumbersWriter:
        org_id, journal = present.context.org_id, self.journal(client, present)
        return NumbersWriter(
            client,
            org_id,
            ids,
            dependencies,
            report,
            active=self.options.active,
            journal=journal,
            workers=self.options.workers,
        )

    def objects(self, present: PresentNumbers | None, plan: NumbersPlan | None, report: Report) -> dict[str, Any]:
        """One row per location, and the numbers that failed; the same when the delete guard stops the run."""
        if plan is None and present is not None:
            plan = self._compared(present)
        rows = []
        for location in plan.locations if plan else ():
            change = location.main_change
            moved = [move.number for move in location.moves]
            rows.append(
                {
                    "location": location.location,
                    "added": _without_failed(location.add, report),
                    "activated": _without_failed(location.activate, report),
                    "removed": _without_failed(location.remove, report),
                    "moved": _without_failed(moved, report),
                    "main_number": change.new if change else None,
                }
            )
        failed = [{"number": identity, **report.error_of(identity)} for identity in report.outcomes]
        return {
            "locations": rows,
            "failed_numbers": [row for row in failed if "error" in row],
            "summary": self._summary(present, plan),
        }

    def _summary(self, present: PresentNumbers | None, plan: NumbersPlan | None) -> dict[str, int]:
        total = sum(len(entry.numbers or ()) for entry in self.options.locations)
        if present is None or plan is None:
            return summary([], total)
        undeclared = undeclared_numbers(self.options.locations, present.numbers, plan, self.options.closing)
        return summary([action for action in plan.actions if action.kind == KIND], total, undeclared)


def _is_own_tolerance(entry: ToleratedDifference) -> bool:
    return entry.object == KIND or (entry.object == LOCATION and entry.fields == [MAIN_NUMBER])


def _without_failed(numbers: Sequence[str], report: Report) -> list[str]:
    return [number for number in numbers if not report.error_of(number)]
