# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The operation behind webex_customer_setup: everything below a customer in one plan and one run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .._client.client import Client
from .._client.read_once import ReadOnceClient
from .._client.settings import Settings
from .._engine.operation import Operation, Report
from .._engine.plan import Action
from .._locations.operation import LocationsOperation
from .course import Course
from .forecast import forecast
from .model import SetupOptions
from .result import SetupResult
from .setup_outcome import failed_rows, summary_by_kind, undeclared_admins
from .setup_plan import PACKAGES, SetupPlan, SetupPresent, SetupReader, plan_of


@dataclass
class SetupReport(Report):
    """The outcome of the plan: the steps; None before any of them began."""

    course: Course | None = None


class SetupOperation(Operation[SetupOptions, SetupPresent, SetupPlan, SetupReport]):
    """Locations, PSTN, numbers, users and administrators of one customer, and packages that are no longer declared."""

    OPTIONS = SetupOptions
    RESULT = SetupResult
    REPORT = SetupReport
    ONLY_CHANGES_LISTED = True

    def client(self, check_mode: bool) -> Client | None:
        """A session that sends no read twice, and cannot write before the plan is made."""
        return ReadOnceClient(Settings.of(self.options), check_mode=True)

    def read(self, client: Client) -> SetupPresent:
        """Read everything that the declaration manages."""
        client.forget()
        return SetupReader(client, self.options).read()

    def plan(self, present: SetupPresent) -> SetupPlan:
        """The rows of all steps."""
        return plan_of(present)

    def preview(self, client: Client, present: SetupPresent, plan: SetupPlan, report: SetupReport) -> None:
        """Ask Webex about everything that can be asked."""
        course = self._course(client, present, report)
        course.preview()

    def apply(self, client: Client, present: SetupPresent, plan: SetupPlan, report: SetupReport) -> None:
        """Carry out exactly this plan."""
        course = self._course(client, present, report)
        client.begin_writing()
        course.apply()

    def _course(self, client: Client, present: SetupPresent, report: SetupReport) -> Course:
        course = Course.of(client, self.journal(client, present), present, report)
        report.course = course
        return course

    def journal_scope(self, present: SetupPresent) -> tuple[str, ...]:
        """The journal of this customer; none for one that is only planned."""
        return ("organization", present.org_id) if present.org_id else ()

    def may_exist_unlisted(self, client: Client, present: SetupPresent, creations: Sequence[Action]) -> bool:
        """Whether it is so for the creations of one of the steps."""
        for name, step in present.steps.items():
            own = [row.action for row in step.rows if row.verb == "create"]
            if step.compared and own and name != PACKAGES:
                operation = step.compared.operation.with_options(self.journal(client, present))
                if operation.may_exist_unlisted(client, step.compared.present, own):
                    return True
        return False

    def forecast(self, present: SetupPresent, plan: SetupPlan, reads: int) -> int:
        """The requests for all steps."""
        plans = {name: step.compared.plan for name, step in present.steps.items() if step.compared}
        return forecast(plans, reads, planned=not present.org_id)

    def objects(self, present: SetupPresent | None, plan: SetupPlan | None, report: SetupReport) -> dict[str, Any]:
        """Rows of what changes or failed, step by step, and counts."""
        found = report.course.objects() if report.course else {}
        return {
            "locations": _changed(found.get("locations", {}).get("locations", [])),
            "location_ids": found.get("locations", {}).get("location_ids"),
            "connections": _changed(found.get("pstn", {}).get("connections", [])),
            "numbers": found.get("numbers", {}).get("locations", []),
            "users": _changed(found.get("users", {}).get("users", [])),
            "admins": _changed(found.get("admins", {}).get("admins", [])),
            "summary": summary_by_kind(plan.actions if plan else []),
            "undeclared": _undeclared(found, present) if present else {},
            "failed_rows": failed_rows(report.course, self.options.external_id) if report.course else [],
            **({} if self.options.record is None else {"record": self._record(report)}),
        }

    def _record(self, report: SetupReport) -> dict[str, Any]:
        """What is to be remembered: the languages of the locations that are as declared by now."""
        step = report.course.steps.get("locations") if report.course else None
        if step is None or not isinstance(step.operation, LocationsOperation):
            return dict(self.options.record or {})
        return step.operation.record_after(step.plan, step.report)


def _undeclared(found: Mapping[str, dict[str, Any]], present: SetupPresent) -> dict[str, int]:
    """How many objects are not declared and stay, as far as that was read."""
    counts = {name: result.get("summary", {}).get("undeclared") for name, result in found.items()}
    counts["admins"] = undeclared_admins(present)
    return {name: count for name, count in counts.items() if count is not None}


def _changed(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in rows if row["action"] != "none" or "error" in row]
