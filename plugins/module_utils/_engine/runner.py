# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Runs an operation: read, plan, then apply, or preview in check mode. The only place that applies a plan."""

from __future__ import annotations

import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from .._client.client import Client
from .._client.errors import ClientError
from .._client.masking import masked
from .._declare.options import read_options, secrets_of
from .._declare.problem import InputError, Problem
from .._declare.text import escape_control_chars
from .._declare.unicode_forms import composed_names
from .._thirdparty import missing_libraries
from .creation import LOOKUP_DELAYS_S
from .operation import Operation, OperationError, Report
from .plan import Plan
from .plan_diff import diff
from .progress import SILENT, Progress
from .refusal import Refused
from .result import Result
from .reviewed import refuse_unreviewed

_SHOWN_AS_TEXT = ("error", "reason", "before_header", "after_header")
P = TypeVar("P")
AnyOperation = Operation[Any, Any, Any, Any]


def refuse(
    operation_class: type[AnyOperation], inputs: Mapping[str, Any], mistakes: Sequence[Problem] = ()
) -> Result | None:
    """Check inputs of an operation that runs on another machine; a failed result, or None when they are right.

    The parameters are those of `run`.
    """
    if missing_libraries():
        return None
    try:
        _operation(operation_class, inputs, mistakes)
    except InputError as error:
        return _masked(_refusal(error), secrets_of(operation_class.OPTIONS, inputs))
    return None


def run(
    operation_class: type[AnyOperation],
    inputs: Mapping[str, Any],
    *,
    check_mode: bool,
    progress: Progress = SILENT,
    mistakes: Sequence[Problem] = (),
) -> Result:
    """Run an operation, and turn expected failures into a failed result.

    Parameters:
        operation_class: The operation.
        inputs: Module options, validated.
        check_mode: Plan only.
        progress: Reports how far long work is.
        mistakes: Mistakes in the options as they were written.
    """
    missing = missing_libraries()
    if missing:
        return Result(failed=True, message=missing)
    passage = _Passage(operation_class.REPORT(progress=progress))
    result = Result()
    try:
        passage.go(_operation(operation_class, inputs, mistakes), check_mode)
        result.changed = any(action.changes for action in passage.actions)
    except InputError as error:
        result = _refusal(error)
    except (ClientError, OperationError, Refused) as error:
        result.failed, result.message = True, str(error)
        # Changes that were made before the failure are reported.
        result.changed = passage.has_written
    except Exception as error:
        # Ansible would show text and traceback unmasked, with any secret in them.
        result.failed, result.changed = True, passage.has_written
        result.message = f"Unexpected {type(error).__name__}: {error}. This is a defect of the collection: report it."
        result.traceback = traceback.format_exc()
    passage.fill(result)
    return _masked(result, [*secrets_of(operation_class.OPTIONS, inputs), *passage.close()])


def make(operation_class: type[AnyOperation], inputs: Mapping[str, Any]) -> AnyOperation:
    """The operation for these inputs.

    Raises:
        InputError: The options are not right.
    """
    return _operation(operation_class, inputs)


def compare(operation: AnyOperation, client: Client) -> Compared[Any]:
    """Read and plan with a client that another operation owns; nothing is applied.

    Raises:
        ClientError, OperationError, Refused: As of the operation.
    """
    report = operation.REPORT()
    present = operation.read(client)
    plan = operation.plan(present)
    report.warnings += [*plan.warnings, *plan.outdated]
    return Compared(operation, client, present, plan, report)


@dataclass(frozen=True)
class Compared(Generic[P]):
    """An operation after its plan."""

    operation: Operation[Any, P, Any, Any]
    client: Client
    present: P
    plan: Plan[Any]
    report: Report

    def objects(self) -> dict[str, Any]:
        """The objects of its result."""
        return self.operation.objects(self.present, self.plan, self.report)

    def preview(self) -> list[str]:
        """Ask Webex for its verdict on the plan; return the warnings of plan and preview."""
        self.operation.preview(self.client, self.present, self.plan, self.report)
        return self.report.warnings


@dataclass
class _Passage:
    """The phases of one operation; the data of a phase that was not reached is None."""

    report: Report
    operation: AnyOperation | None = None
    client: Client | None = None
    present: Any = None
    plan: Plan[Any] | None = None
    forecast: int | None = None

    def go(self, operation: AnyOperation, check_mode: bool) -> None:
        self.operation = operation
        client = self.client = operation.client(check_mode)
        if client is None:
            self.plan = operation.plan(None)
            self.report.warnings += [*self.plan.warnings, *self.plan.outdated]
            return
        self.present = operation.read(client)
        self.plan = operation.plan(self.present)
        plan = self._settle(operation, client, self.plan)
        refuse_unreviewed(operation.options, plan.actions)
        self.report.warnings += [*plan.warnings, *plan.outdated]
        if check_mode:
            self.forecast = operation.forecast(self.present, plan, sum(client.api_calls.values()))
            operation.preview(client, self.present, plan, self.report)
            return
        try:
            operation.apply(client, self.present, plan, self.report)
        finally:
            journal = operation.journal(client, self.present)
            for row in plan.of("delete"):
                journal.clear((row.action.kind, row.identity))

    def _settle(self, operation: AnyOperation, client: Client, plan: Plan[Any]) -> Plan[Any]:
        """Read and plan again when objects that were created in the last seconds may be missing from lists."""
        for pause in LOOKUP_DELAYS_S:
            creations = [row.action for row in plan.of("create")]
            if not creations or not operation.may_exist_unlisted(client, self.present, creations):
                return plan
            client.sleep(pause)
            self.present = operation.read(client)
            plan = self.plan = operation.plan(self.present)
        journal = operation.journal(client, self.present)
        journal.settle((row.action.kind, row.identity) for row in plan.of("create"))
        return plan

    @property
    def actions(self) -> list[Any]:
        return self.plan.actions if self.plan else []

    @property
    def has_written(self) -> bool:
        return bool(self.client and self.client.writes)

    def fill(self, result: Result) -> None:
        """Fill the result but for its failure."""
        if self.client:
            result.api_calls = dict(self.client.api_calls)
            self.report.warnings += self.client.warnings
        result.forecast = self.forecast
        if self.operation is None:
            return
        result.diff = diff(self.actions)
        result.actions = [
            action.to_dict() for action in self.actions if action.changes or not self.operation.ONLY_CHANGES_LISTED
        ]
        result.warnings = list(dict.fromkeys(self.report.warnings))
        if self.plan and self.plan.tolerated:
            result.objects["tolerated"] = [left.to_dict() for left in self.plan.tolerated]
        try:
            result.objects.update(self.operation.objects(self.present, self.plan, self.report))
        except Exception:
            # After a failure the objects may be incomplete.
            if not result.failed:
                raise

    def close(self) -> tuple[str, ...]:
        """Close the session; return its secrets, including the tokens it used."""
        if self.client is None:
            return ()
        self.client.close()
        return self.client.secrets


def _operation(
    operation_class: type[AnyOperation], inputs: Mapping[str, Any], mistakes: Sequence[Problem] = ()
) -> AnyOperation:
    """The operation; InputError with all mistakes, each place once."""
    # Which other options are needed depends on state.
    if any(problem.path == ("state",) for problem in mistakes):
        raise InputError(mistakes)
    try:
        operation = operation_class(read_options(operation_class.OPTIONS, composed_names(inputs)))
    except InputError as error:
        reported = {problem.path for problem in mistakes}
        raise InputError([*mistakes, *(row for row in error.problems if row.path not in reported)]) from None
    if mistakes:
        raise InputError(mistakes)
    return operation


def _refusal(error: InputError) -> Result:
    result = Result(failed=True, message=str(error))
    result.objects["problems"] = [problem.to_dict() for problem in error.problems]
    return result


def _masked(result: Result, secrets: list[str]) -> Result:
    result.message = _as_text(masked(result.message, secrets))
    result.traceback = _as_text(masked(result.traceback, secrets))
    result.objects = _safe_for_terminal(masked(result.objects, secrets))
    result.actions = masked(result.actions, secrets)
    result.diff = _safe_for_terminal(masked(result.diff, secrets))
    result.warnings = [_as_text(warning) for warning in masked(result.warnings, secrets)]
    return result


def _as_text(text: str) -> str:
    """The text for a terminal: control characters but line breaks are escaped."""
    return "\n".join(escape_control_chars(line) for line in text.split("\n"))


def _safe_for_terminal(data: Any) -> Any:
    """The data, with those texts escaped that Ansible shows as they are: errors of rows and headers of diffs."""
    if isinstance(data, dict):
        return {
            key: _as_text(value) if key in _SHOWN_AS_TEXT and isinstance(value, str) else _safe_for_terminal(value)
            for key, value in data.items()
        }
    return [_safe_for_terminal(item) for item in data] if isinstance(data, (list, tuple)) else data
