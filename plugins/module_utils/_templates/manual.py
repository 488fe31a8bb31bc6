# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Driver manual: a person creates the template in Partner Hub; the collection checks its ID and records what was
confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .._client.client import Client
from .._client.settings import Settings
from .._declare.called import called
from .._declare.problem import InputError, Problem
from .._engine.creation_journal import CreationJournal
from .._engine.operation import OperationError
from .driver import Driver, TemplateReport
from .model import Template, TemplateOptions
from .plan import TemplatePlan, declared_fields, merged, plan_recorded
from .precheck import PrecheckVerdict, TemplatePrecheck
from .present import Record
from .record import TemplateRecord


class ManualDriver(Driver[Record]):
    """Keeps the record; never writes to Webex."""

    def __init__(self, options: TemplateOptions, template: Template | None) -> None:
        super().__init__(options, template)
        if not options.record_dir:
            remedy = "Add a folder under version control where confirmed templates are recorded."
            raise InputError([Problem(("record_dir",), "driver manual needs it.", remedy)])
        self._precheck = TemplatePrecheck(options)
        self._file = TemplateRecord(Path(options.record_dir).expanduser(), options.name)

    def client(self, check_mode: bool) -> Client:
        """Webex itself, for the precheck."""
        return Client(Settings.of(self.options), check_mode=check_mode)

    def read(self, client: Client) -> Record | None:
        """The record."""
        return self._file.read()

    def plan(self, known: Record | None) -> TemplatePlan[Record]:
        """Plan a new record for a new ID or a confirmation; drift is only shown, since a person has to resolve it."""
        return plan_recorded(self.options.name, self.template, known, confirmed=self.options.confirmed)

    def preview(self, client: Client, plan: TemplatePlan[Record], report: TemplateReport) -> None:
        """Check mode: the same precheck with the same verdict; nothing is recorded."""
        if plan.steps and plan.row.verb == "create":
            report.warnings.append(
                f"template {plan.row.identity} has to be made in Partner Hub before customers can use it."
            )
        self._check(client, plan, report)

    def apply(
        self, client: Client, plan: TemplatePlan[Record], report: TemplateReport, journal: CreationJournal
    ) -> None:
        """Check the ID, then record; stop when a person has to act first."""
        row = plan.row
        template, record = row.wanted, row.present
        if template is None:
            if row.possible:
                self._file.remove()
            return
        if row.verb == "create" and not template.provisioning_id:
            raise OperationError(
                f"template {template.name} has no provisioning ID: it has to be made in Partner Hub first, which no "
                "API can do.\n" + _numbered(plan.steps)
            )
        self._check(client, plan, report)
        if row.possible:
            fields = merged(template, record.fields) if record else declared_fields(template)
            self._file.write(Record(_provisioning_id(template, record) or "", fields))

    def objects(
        self, known: Record | None, plan: TemplatePlan[Record] | None, report: TemplateReport
    ) -> dict[str, Any]:
        """The template, what differs from the record, and what a person has to do."""
        template = None
        if self.template:
            id_now = _provisioning_id(self.template, known)
            template = {**declared_fields(self.template), "driver": "manual", "provisioning_id": id_now}
        drift = plan.drift if plan else {}
        verdict = report.verdict
        return {
            "template": template,
            "drift": {name: {"from": change.before, "to": change.after} for name, change in sorted(drift.items())},
            "manual_steps": list(plan.steps) if plan else [],
            "precheck": {"verdict": verdict.verdict, "detail": verdict.detail} if verdict else None,
        }

    def _check(self, client: Client, plan: TemplatePlan[Record], report: TemplateReport) -> None:
        """Ask precheck whether a new ID is usable; fail on drift when the options say so."""
        if plan.drift and self.options.fail_on_drift:
            raise OperationError(f"{plan.warnings[-1]}\n" + _numbered(plan.steps))
        template = plan.row.wanted
        if template is None:
            return
        verdict = report.verdict = self._ask(client, template, plan.row.present)
        if verdict.verdict == "refused":
            raise OperationError(
                f"template {template.name}: Webex's precheck refuses the provisioning ID for {verdict.detail}. Copy "
                "the ID again from the template in Partner Hub into its provisioning_id; the template of a "
                "sub-partner is in the sub-partner's own Partner Hub. When Webex is wrong, set "
                f"{called('precheck', 'false')}."
            )
        report.warnings += [
            f"template {template.name}: Webex's precheck refuses its provisioning ID for {refusal}. Customers of that "
            "partner need a template of its own."
            for refusal in verdict.warnings
        ]
        if verdict.verdict == "unclear":
            report.warnings.append(
                f"template {template.name}: whether its provisioning ID is usable is not known, since Webex's "
                f"precheck objects to something else, for {verdict.detail}. A wrong ID will be refused when a "
                "customer is made."
            )

    def _ask(self, client: Client, template: Template, record: Record | None) -> PrecheckVerdict:
        if not template.provisioning_id:
            return PrecheckVerdict("not_asked", "no new provisioning ID is declared")
        if record and record.provisioning_id == template.provisioning_id:
            return PrecheckVerdict("not_asked", "the record has this ID")
        if not self.options.precheck:
            return PrecheckVerdict("not_asked", "precheck is false")
        return self._precheck.ask(client, template.provisioning_id)


def _provisioning_id(template: Template, record: Record | None) -> str | None:
    """The declared ID, else the recorded one."""
    return template.provisioning_id or (record.provisioning_id if record else None)


def _numbered(steps: Sequence[str]) -> str:
    return "\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1))
