# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Driver manual: a person makes the template in Partner Hub, the collection checks its ID and remembers what was
confirmed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .._client.client import Client
from .._client.settings import Settings
from .._model.problem import InputError, Problem
from .._model.template import Template
from .._reconcile.partner_hub import steps_to_create, steps_to_delete, steps_to_update
from .._reconcile.plan import Action, Change, deleted, updated
from .._reconcile.template import KIND, declared_fields, merged, plan_template
from .frame import OperationError
from .recent import RecentCreations
from .template_drivers import Driver
from .template_precheck import TemplatePrecheck, Verdict
from .template_record import Record, TemplateRecord


class ManualDriver(Driver):
    """Keeps the record; never writes to Webex."""

    def __init__(self, inputs: Mapping[str, Any], template: Template | None, warnings: list[str]) -> None:
        super().__init__(inputs, template, warnings)
        if not inputs.get("record_dir"):
            remedy = "Add a folder under version control where confirmed templates are recorded."
            raise InputError([Problem(("record_dir",), "driver manual needs it.", remedy)])
        self._precheck = TemplatePrecheck(inputs)
        self._verdict: Verdict | None = None
        self._file = TemplateRecord(Path(str(inputs["record_dir"])).expanduser(), self.name)
        self._record: Record | None = None
        self._action = Action(KIND, self.name, "none")
        self._drift: dict[str, Change] = {}
        self._steps: list[str] = []

    def client(self, check_mode: bool) -> Client:
        """Webex itself, for the precheck."""
        return Client(Settings.from_params(self.inputs), check_mode=check_mode)

    def read(self, client: Client) -> None:
        """The record."""
        self._record = self._file.read()

    def plan(self) -> Action:
        """A new ID or a confirmation changes the record; drift alone is shown, for only a person can resolve it."""
        record, template = self._record, self.template
        if template is None:
            if record:
                self._action = deleted(KIND, self.name, {"provisioning_id": record.provisioning_id})
                self._steps = steps_to_delete(self.name)
            return self._action
        if record is None:
            self._action = plan_template(template, None)
            if not template.provisioning_id:
                self._steps = steps_to_create(template)
            return self._action
        fields = dict(plan_template(template, record.fields).fields)
        if template.provisioning_id and template.provisioning_id != record.provisioning_id:
            fields["provisioning_id"] = Change(record.provisioning_id, template.provisioning_id)
        if "provisioning_id" in fields or self.inputs.get("confirmed"):
            self._action = updated(KIND, self.name, fields)
        elif fields:
            self._drift = fields
            self._steps = steps_to_update(template, fields)
            self.warnings.append(
                f"template {self.name} is declared differently from what was confirmed: {', '.join(sorted(fields))}. "
                "Change it in Partner Hub (see manual_steps), then run with confirmed: true."
            )
        return self._action

    def forecast(self, client: Client) -> None:
        """Check mode: the same precheck and the same verdict, nothing recorded."""
        if self._steps and self._action.action == "create":
            self.warnings.append(f"template {self.name} has to be made in Partner Hub before customers can use it.")
        self._check(client)

    def apply(self, client: Client, recent: RecentCreations) -> None:
        """Check the ID, then record; stop when a person has to act first."""
        template = self.template
        if template is None:
            if self._action.changes:
                self._file.remove()
            return
        if self._action.action == "create" and not template.provisioning_id:
            raise OperationError(
                f"template {self.name} has no provisioning ID: it has to be made in Partner Hub first, which no API "
                "can do.\n" + _numbered(self._steps)
            )
        self._check(client)
        if self._action.changes:
            fields = merged(template, self._record.fields) if self._record else declared_fields(template)
            self._record = Record(self._provisioning_id() or "", fields)
            self._file.write(self._record)

    def objects(self) -> dict[str, Any]:
        """The template, what differs from the record, and what a person has to do."""
        fields = declared_fields(self.template) if self.template else {"name": self.name}
        return {
            "template": {**fields, "driver": "manual", "provisioning_id": self._provisioning_id()}
            if self.template
            else None,
            "drift": {
                name: {"from": change.before, "to": change.after} for name, change in sorted(self._drift.items())
            },
            "manual_steps": self._steps,
            "precheck": {"verdict": self._verdict.verdict, "detail": self._verdict.detail} if self._verdict else None,
        }

    def _provisioning_id(self) -> str | None:
        declared = self.template.provisioning_id if self.template else None
        return declared or (self._record.provisioning_id if self._record else None)

    def _check(self, client: Client) -> None:
        """Ask precheck whether the ID is usable, when it is new; fail on drift when that was asked for."""
        if self._drift and self.inputs.get("fail_on_drift"):
            raise OperationError(f"{self.warnings[-1]}\n" + _numbered(self._steps))
        if self.template is None:
            return
        verdict = self._verdict = self._ask(client, self.template)
        if verdict.verdict == "refused":
            raise OperationError(
                f"template {self.name}: Webex's precheck refuses the provisioning ID for {verdict.detail}. Copy the "
                "ID again from the template in Partner Hub into its provisioning_id; the template of a sub-partner is "
                "in the sub-partner's own Partner Hub. When Webex is wrong, set precheck: false (webex_precheck: false "
                "in playbooks)."
            )
        self.warnings += [
            f"template {self.name}: Webex's precheck refuses its provisioning ID for {refusal}. Customers of that "
            "partner need a template of its own."
            for refusal in verdict.warnings
        ]
        if verdict.verdict == "unclear":
            self.warnings.append(
                f"template {self.name}: whether its provisioning ID is usable could not be told, since Webex's "
                f"precheck objects to something else, for {verdict.detail}. A wrong ID will be refused when a "
                "customer is made."
            )

    def _ask(self, client: Client, template: Template) -> Verdict:
        if not template.provisioning_id:
            return Verdict("not_asked", "no new provisioning ID is declared")
        if self._record and self._record.provisioning_id == template.provisioning_id:
            return Verdict("not_asked", "the record has this ID")
        if not self.inputs.get("precheck", True):
            return Verdict("not_asked", "precheck is false")
        return self._precheck.ask(client, template.provisioning_id)


def _numbered(steps: list[str]) -> str:
    return "\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1))
