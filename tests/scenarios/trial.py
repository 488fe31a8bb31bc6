# SPDX-License-Identifier: GPL-3.0-or-later
"""One scenario against a sandbox: made, planned, carried out, planned again, and what was wrong with it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ansible_collections.webex.wholesale.plugins.module_utils._report.content import ReportedPart
from tests.functional.support import Sandbox, writes

from . import verdict
from .carrying_out import Outcome, carry_out, has_drift, with_users_file
from .generator import Scenario


@dataclass(frozen=True)
class Trial:
    """What became of a scenario.

    Attributes:
        written: Writes of the plan.
        before, after: What Webex had of the customer.
        others: Customers that changed although nothing was declared for them.
        drift_before, drift_after: Whether the look for drift found something, where it was asked.
    """

    story: Scenario
    written: list[str]
    plan: Outcome
    done: Outcome
    again: Outcome
    before: verdict.Objects
    after: verdict.Objects
    others: list[str]
    drift_before: bool | None = None
    drift_after: bool | None = None

    @classmethod
    def of(cls, sandbox: Sandbox, story: Scenario, folder: Path | None = None) -> Trial:
        """Go through it.

        Parameters:
            folder: For a file of users; without one they are a list, and nobody looks for drift.
        """
        if not story.is_new:
            first = carry_out(sandbox.url, story.before)
            assert not first.failed, f"{story}\n{json.dumps(story.before)}\n{first.text}"
        sandbox.control("POST", "/settings", {"number_release_delay": story.number_delay})
        declared = with_users_file(story.after, folder) if folder and story.from_file else story.after
        for name in () if story.is_new else story.by_hand:
            sandbox.control("POST", "/locations", {"external_id": story.key, "name": name})
        mark, before = sandbox.mark(), sandbox.customers()
        drift_before = has_drift(sandbox.url, declared) if folder else None
        plan = carry_out(sandbox.url, declared, check_mode=True)
        written = writes(sandbox.journal(mark))
        done = carry_out(sandbox.url, declared)
        after = sandbox.customers()
        return cls(
            story,
            written,
            plan,
            done,
            carry_out(sandbox.url, declared, check_mode=True),
            verdict.Objects.of(before.get(story.key)),
            verdict.Objects.of(after.get(story.key)),
            [key for key in before if key != story.key and before[key] != after[key]],
            drift_before,
            has_drift(sandbox.url, declared) if folder else None,
        )

    def problems(self) -> Iterator[str]:
        """Promises that were not kept."""
        yield from (f"the plan wrote: {line}" for line in self.written)
        yield from (f"customer {key} changed as well" for key in self.others)
        if any(result.traceback for outcome in (self.plan, self.done, self.again) for result in outcome.results):
            yield "a defect was reported"
        if self.plan.failed != self.done.failed:
            yield f"the plan {'fails' if self.plan.failed else 'succeeds'}, the run does not"
        elif self.plan.complaints != self.done.complaints:
            yield f"the plan refuses {self.plan.complaints}, the run {self.done.complaints}"
        if self.plan.actions != self.done.actions:
            yield "the plan and the run differ"
        yield from self._unlike_reports()
        yield from self._drift("before", self.drift_before, self.plan)
        yield from self._drift("after", self.drift_after, self.again)
        yield from verdict.unexplained(self.before, self.after, [*self.done.actions, *self._made_with_customer()])
        yield from (f"{number} is lost" for number in verdict.lost(self.story.after, self.before, self.after))
        yield from self._not_converged() if not self.done.failed else ()
        if self.done.failed and not self.again.failed:
            yield "what was refused needs a second run"

    def _unlike_reports(self) -> Iterator[str]:
        """Actions and failures that only one of the reports has, or tells otherwise than they were."""
        plan, done = self.plan.reported(check_mode=True), self.done.reported(check_mode=False)
        if _rows(plan) != _rows(done):
            yield "the reports of plan and run differ in their actions"
        # That packages stay because something else failed is told by the run only.
        failed = [
            {
                (row.kind, row.identity)
                for row in part.failures
                if not row.error.endswith("because other changes failed.")
            }
            for part in (plan, done)
        ]
        if failed[0] != failed[1]:
            yield f"the report of the plan has the failures {failed[0]}, that of the run {failed[1]}"
        ends = [{row.outcome for row in part.actions} for part in (plan, done)]
        if not self.done.failed and not (ends[0] <= {"planned"} and ends[1] <= {"done"}):
            yield f"nothing failed, and the reports say {ends}"

    @staticmethod
    def _drift(when: str, found: bool | None, plan: Outcome) -> Iterator[str]:
        wanted = plan.failed or bool(plan.actions)
        if found is not None and found is not wanted:
            yield f"{when} the run drift is {found}, and the plan is {'not ' if wanted else ''}empty"

    def _made_with_customer(self) -> Iterator[dict[str, str]]:
        """What Webex makes of its own together with a new customer."""
        if self.story.is_new:
            customer = self.story.after["webex_customer"]
            yield {"kind": "user", "identity": customer["admin_email"], "action": "create"}
            yield {"kind": "location", "identity": customer["headquarters"]["name"], "action": "create"}

    def _not_converged(self) -> Iterator[str]:
        if self.again.failed or self.again.actions:
            yield "the next plan is not empty"
        yield from verdict.unmet(self.story.after, self.after)
        yield from verdict.left_over(self.story.after, self.after)

    def told(self) -> str:
        """The scenario, and what came of it, for a person."""
        lines = [str(self.story), f"before: {_short(self.story.before)}", f"after: {_short(self.story.after)}"]
        for name in ("plan", "done", "again"):
            outcome: Outcome = getattr(self, name)
            lines += [f"{name}: {outcome.text}", *(f"  {_action(action)}" for action in outcome.actions)]
        return "\n".join(lines)


def _rows(part: ReportedPart) -> list[tuple[str, str, str, str]]:
    """The actions of a report, whatever came of them."""
    return sorted((row.kind, row.identity, row.action, json.dumps(row.fields, sort_keys=True)) for row in part.actions)


def _short(declared: dict[str, Any]) -> str:
    """The declaration without what every customer has alike."""
    kept = {key: value for key, value in declared.items() if key != "webex_onboarding_templates"}
    customer = {key: declared["webex_customer"][key] for key in ("packages", "headquarters")}
    sites = [
        {key: row[key] for key in row if key not in ("address", "timezone", "language")}
        for row in declared.get("webex_locations") or ()
    ]
    users = [
        {key: row[key] for key in row if key not in ("first_name", "last_name")}
        for row in declared.get("webex_users") or ()
    ]
    parts = {**kept, "webex_customer": customer, "webex_locations": sites, "webex_users": users}
    lines = [
        f"  {name}: {json.dumps(row)}"
        for name, value in parts.items()
        for row in (value if isinstance(value, list) else [value])
    ]
    return "\n" + "\n".join(lines)


def _action(action: dict[str, Any]) -> str:
    fields = {name: f"{change['from']} -> {change['to']}" for name, change in action["fields"].items()}
    return f"{action['action']} {action['kind']} {action['identity']} {fields if action['action'] == 'update' else ''}"
