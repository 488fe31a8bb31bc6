# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Carries out the steps of a customer, or previews them, one after the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .._client.client import Client
from .._client.errors import ClientError
from .._customers.rows import RowsOperation
from .._declare.webex_ids import same_id
from .._engine.bulk import CONNECTION_ERRORS, NOT_TRIED, RowError
from .._engine.creation_journal import CreationJournal
from .._engine.operation import OperationError, Phase, Report
from .._engine.plan import ObjectAddress, Plan, Row
from .._engine.refusal import Refused
from .._engine.runner import AnyOperation
from .._locations.plan import LocationRow
from .._users.plan import UserRow
from .setup_plan import ORDER, PACKAGES, SetupPresent, StepPlan, unmet
from .steps import BY_NAME, Earlier

_EXPECTED = (ClientError, OperationError, Refused)
_CUT_OFF = f"{NOT_TRIED} Webex could not be reached."
_CHANGED = "it was not planned like that: Webex has changed since the plan was made. Nothing was done to it; run again."


@dataclass
class StepOnItsWay:
    """One step; operation, present and plan are renewed when earlier steps have created something it needs.

    Attributes:
        report: What became of its rows.
        failure: Why it ended as a whole; empty when it did not.
    """

    name: str
    operation: AnyOperation
    present: Any
    plan: Plan[Any]
    report: Report
    failure: str = ""

    @property
    def rows_operation(self) -> RowsOperation[Any, Any, Any, Any]:
        """The operation of every step but the packages of the customer."""
        if not isinstance(self.operation, RowsOperation):
            raise TypeError(f"step {self.name} has no rows")
        return self.operation

    def objects(self) -> dict[str, Any]:
        """The objects as the result of its module would show them."""
        return self.operation.objects(self.present, self.plan, self.report)


@dataclass
class Course:
    """Previews the steps of a customer, or carries them out.

    A row whose need failed is not tried; everything else goes on.

    Attributes:
        steps: Those that were compared, by name.
        failures: Why steps could not be compared, by name.
        missing: What could not be made: how the user calls it, and why.
    """

    client: Client
    journal: CreationJournal
    steps: dict[str, StepOnItsWay] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)
    missing: dict[ObjectAddress, tuple[str, str]] = field(default_factory=dict)
    earlier: Earlier = field(default_factory=Earlier)
    is_cut_off: bool = False

    @classmethod
    def of(cls, client: Client, journal: CreationJournal, present: SetupPresent, report: Report) -> Course:
        """The course of what was compared; warnings go to the report."""
        course = cls(client, journal)
        for name in (*ORDER, PACKAGES):
            step = present.steps.get(name, StepPlan(name))
            if step.failure:
                course.failures[name] = step.failure
            if step.compared:
                shared = None if name == PACKAGES else journal
                compared = step.compared
                own = compared.operation.REPORT(warnings=report.warnings, progress=report.progress)
                course.steps[name] = StepOnItsWay(
                    name, compared.operation.with_options(shared), compared.present, compared.plan, own
                )
        return course

    def preview(self) -> None:
        """Ask Webex whether it would accept every step.

        Raises:
            OperationError: With everything that would fail.
        """
        for name in ORDER:
            if step := self.steps.get(name):
                self._ask(step)
        if step := self.steps.get("locations"):
            # Whether users can leave a location is known after the users were asked about.
            step.plan = step.plan.without(self._unmet)
            step.rows_operation.refuse(step.plan, step.report)
        if PACKAGES in self.steps:
            self._ask(self.steps[PACKAGES])
        self._finish()

    def apply(self) -> None:
        """Carry the plans out: releases, creations and changes, removals, and last the packages of the customer.

        Raises:
            OperationError: With everything that failed.
        """
        for phase in Phase:
            for name in reversed(ORDER) if phase is Phase.REMOVE else ORDER:
                if step := self.steps.get(name):
                    self._carry_out(step, phase)
        # The numbers of a location are removed before the location.
        self._take_packages_away()
        self._finish()

    def _ask(self, step: StepOnItsWay) -> None:
        step.plan = step.plan.without(self._unmet)
        try:
            if isinstance(step.operation, RowsOperation):
                step.operation.ask(self.client, step.present, step.plan, step.report)
            else:
                step.operation.preview(self.client, step.present, step.plan, step.report)
        except CONNECTION_ERRORS:
            raise
        except _EXPECTED as error:
            step.failure = str(error)
        self._note(step)

    def _carry_out(self, step: StepOnItsWay, phase: Phase) -> None:
        if step.failure:
            return
        try:
            if self.is_cut_off:
                raise OperationError(_CUT_OFF)
            if phase is Phase.MAKE and self.client.writes:
                self._renew(step)
            step.plan = step.plan.without(self._unmet)
            step.rows_operation.carry_out(phase, self.client, step.present, step.plan, step.report)
        except CONNECTION_ERRORS as error:
            step.failure, self.is_cut_off = str(error), True
        except (*_EXPECTED, RowError) as error:
            step.failure = str(error)
        self.is_cut_off |= any(outcome.cut_off for outcome in step.report.outcomes.values())
        self._note(step)
        if phase is Phase.MAKE and not step.failure:
            self.earlier = BY_NAME[step.name].keep(self.earlier, step.objects())

    def _renew(self, step: StepOnItsWay) -> None:
        """Plan again with the objects that earlier steps have created; the plan has to stay the same."""
        operation = step.operation.with_options(**self._made_for(step.name))
        present = operation.renewed(self.client, step.present)
        planned = {row.identity: row for row in step.plan.rows}

        def reason(row: Row[Any, Any]) -> str:
            before = planned.get(row.identity)
            # What the plan refused stays refused: the operation alone does not know the reasons of other steps.
            return _CHANGED if before is None or before.action != row.action else before.problem

        step.plan = operation.plan(present).without(reason) if step.name != "locations" else step.plan
        step.operation, step.present = operation, present

    def _made_for(self, name: str) -> dict[str, Any]:
        """Options of a step with the objects that earlier steps have created."""
        options: dict[str, Any] = {}
        if name in ("pstn", "numbers", "users") and self.earlier.location_ids is not None:
            options["location_ids"] = dict(self.earlier.location_ids)
        if name == "numbers" and self.earlier.connection_types is not None:
            options["connection_types"] = dict(self.earlier.connection_types)
        if name == "admins" and "users" in self.steps:
            # Users that could not be made are still needed, and are the reason.
            failed = [name for need, (name, _reason) in self.missing.items() if need.kind == "user"]
            options |= {"person_ids": dict(self.earlier.person_ids), "planned_people": failed}
        return options

    def _unmet(self, row: Row[Any, Any]) -> str:
        """Why a row cannot be carried out; empty when it can."""
        return unmet(row, self.missing) or self._still_inhabited(row)

    def _still_inhabited(self, row: Row[Any, Any]) -> str:
        """Why a location cannot be removed: a user that was to move away has not; empty when there is none."""
        users = self.steps.get("users")
        if users is None or not isinstance(row, LocationRow) or row.verb != "delete" or row.present is None:
            return ""
        for user in users.plan.rows:
            reason = users.failure or users.report.error_of(user.identity).get("error", "")
            here = isinstance(user, UserRow) and user.person and same_id(user.person.location_id, row.present.id)
            if reason and here:
                return f"{NOT_TRIED} user {user.identity} is still there: {reason}"
        return ""

    def _note(self, step: StepOnItsWay) -> None:
        for row in step.plan.rows:
            reason = step.failure or step.report.error_of(row.identity).get("error", "")
            if row.makes and reason:
                self.missing[row.makes] = (row.identity, reason)

    def _take_packages_away(self) -> None:
        step = self.steps.get(PACKAGES)
        if step is None:
            return
        if self._texts():
            step.failure = (
                f"customer {step.plan.rows[0].identity}: packages that left the list were not taken away, because "
                "other changes failed."
            )
            return
        try:
            operation = step.operation
            present = operation.read(self.client)
            plan = operation.plan(present)
            if [row.action for row in plan.rows] != [row.action for row in step.plan.rows]:
                raise OperationError(f"customer {step.plan.rows[0].identity}: {_CHANGED}")
            operation.apply(self.client, present, plan, step.report)
        except _EXPECTED as error:
            step.failure = str(error)

    def _texts(self) -> list[str]:
        texts = list(self.failures.values())
        for step in self.steps.values():
            if step.failure:
                texts.append(step.failure)
            elif isinstance(step.operation, RowsOperation):
                try:
                    step.operation.finish(self.client, step.present, step.report)
                except OperationError as error:
                    texts.append(str(error))
        return list(dict.fromkeys(texts))

    def _finish(self) -> None:
        if texts := self._texts():
            raise OperationError("\n".join(texts))

    def objects(self) -> Mapping[str, dict[str, Any]]:
        """The result of every step."""
        return {name: step.objects() for name, step in self.steps.items()}
