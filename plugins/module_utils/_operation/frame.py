# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The frame of every operation: read, plan, and unless in check mode apply. The only place where anything is
applied."""

from __future__ import annotations

import traceback
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any

from .._client.client import Client
from .._client.errors import ClientError
from .._client.masking import masked
from .._client.settings import Settings
from .._model.problem import InputError, Problem
from .._model.text import visible
from .._reconcile.plan import Action, diff
from .._reconcile.refusal import Refused
from .._text import composed_names
from .._thirdparty import missing_libraries
from .create import LOOKS
from .progress import SILENT, Progress
from .recent import RecentCreations
from .result import Result

SECRETS = ("access_token", "client_secret", "refresh_token", "template_service_token")
_SPOKEN = ("error", "reason", "before_header", "after_header")


class OperationError(Exception):
    """An operation ended without reaching its goal; the text says what failed, for which object, and what to do."""


class Operation(ABC):
    """One run of one module.

    The constructor takes the inputs and checks them (InputError); then `read`, `plan` and either `forecast` (check
    mode)
    or `apply` are called, in this order. `objects` is asked at the end, also after a failure.
    """

    bulk = False

    def __init__(self, inputs: Mapping[str, Any]) -> None:
        self.inputs: Mapping[str, Any] = composed_names(inputs)
        self.warnings: list[str] = []
        self.progress = SILENT
        self._recent: RecentCreations | None = None

    def read(self, client: Client) -> None:  # noqa: B027 - an operation without service has nothing to read
        """Read what is there; no writes."""

    @abstractmethod
    def plan(self) -> Sequence[Action]:
        """Compare; pure. Raises Refused."""

    def forecast(self, client: Client) -> None:  # noqa: B027
        """Check mode: ask Webex what it would say; no writes."""

    def apply(self, client: Client) -> None:  # noqa: B027
        """Carry the plan out."""

    @abstractmethod
    def objects(self) -> dict[str, Any]:
        """The objects for the result."""

    def scope(self, client: Client) -> tuple[str, ...]:
        """Which notes of creations count: those of one customer, or of a template service. Empty where none do."""
        return ()

    def recent(self, client: Client) -> RecentCreations:
        """Notes of what this machine created a moment ago; asked after `read`."""
        if self._recent is None:
            self._recent = RecentCreations.of(client.settings, *self.scope(client))
        return self._recent

    def doubtful(self, client: Client, creations: Sequence[Action]) -> bool:
        """Whether something of what is to be created may be there although it was not listed."""
        return bool(self.recent(client).doubtful((action.kind, action.identity) for action in creations))

    def client(self, check_mode: bool) -> Client | None:
        """The session; None for an operation that asks nobody."""
        return Client(Settings.from_params(self.inputs), check_mode=check_mode)


def refuse(kind: type[Operation], inputs: Mapping[str, Any], mistakes: Sequence[Problem] = ()) -> Result | None:
    """Check inputs only, where the operation itself runs somewhere else; a failed result, or None when all is well.

    Parameters: as those of `run`.
    """
    if missing_libraries():
        return None
    try:
        _begin(kind, inputs, mistakes)
    except InputError as error:
        return _input_failure(error, inputs)
    return None


def run(
    kind: type[Operation],
    inputs: Mapping[str, Any],
    *,
    check_mode: bool,
    progress: Progress = SILENT,
    mistakes: Sequence[Problem] = (),
) -> Result:
    """Run an operation and turn everything that is expected to go wrong into a failed result.

    Parameters:
        kind: The operation.
        inputs: Module options, validated.
        check_mode: Plan only.
        progress: Tells how far long work is.
        mistakes: What was found wrong with the options as they were written.
    """
    missing = missing_libraries()
    if missing:
        return Result(failed=True, message=missing)
    result = Result()
    operation: Operation | None = None
    client: Client | None = None
    actions: Sequence[Action] = ()
    try:
        operation = _begin(kind, inputs, mistakes)
        operation.progress = progress
        client = operation.client(check_mode)
        if client:
            operation.read(client)
        actions = operation.plan()
        if client:
            actions = _look_again(operation, client, actions)
        result.diff = diff(actions)
        if check_mode and client:
            operation.forecast(client)
        elif client:
            try:
                operation.apply(client)
            finally:
                _note_removals(operation, client, actions)
        result.changed = any(action.changes for action in actions)
    except InputError as error:
        failure = _input_failure(error, inputs)
        result.failed, result.message, result.objects = True, failure.message, failure.objects
    except (ClientError, OperationError, Refused) as error:
        result.failed, result.message = True, str(error)
        # What was done before the failure is done.
        result.changed = bool(client and client.writes)
    except Exception as error:
        # Left to Ansible, text and traceback would be shown as they are, with whatever secret they hold.
        result.failed, result.changed = True, bool(client and client.writes)
        result.message = f"Unexpected {type(error).__name__}: {error}. This is a defect of the collection: report it."
        result.traceback = traceback.format_exc()
    secrets: list[str] = [str(inputs.get(key) or "") for key in SECRETS]
    if client:
        secrets += client.secrets
        result.api_calls = dict(client.api_calls)
        client.close()
    if operation:
        listed = [action for action in actions if action.changes or not operation.bulk]
        result.actions = [action.to_dict() for action in listed]
        result.objects.update(_objects(operation, result.failed))
        result.warnings = list(dict.fromkeys(operation.warnings))
    return _masked(result, secrets)


def _begin(kind: type[Operation], inputs: Mapping[str, Any], mistakes: Sequence[Problem]) -> Operation:
    """The operation; InputError with all that is wrong, each place once."""
    # What else is needed depends on it.
    if any(problem.path == ("state",) for problem in mistakes):
        raise InputError(mistakes)
    try:
        operation = kind(inputs)
    except InputError as error:
        told = {problem.path for problem in mistakes}
        raise InputError([*mistakes, *(row for row in error.problems if row.path not in told)]) from None
    if mistakes:
        raise InputError(mistakes)
    return operation


def _objects(operation: Operation, failed: bool) -> dict[str, Any]:
    """The objects; after a failure as far as they are known."""
    try:
        return operation.objects()
    except Exception:
        if not failed:
            raise
        return {}


def _look_again(operation: Operation, client: Client, actions: Sequence[Action]) -> Sequence[Action]:
    """Do not take for missing what was made a moment ago: lists of Webex may be some seconds behind."""
    for pause in LOOKS:
        creations = [action for action in actions if action.action == "create"]
        if not creations or not operation.doubtful(client, creations):
            return actions
        client.sleep(pause)
        operation.read(client)
        actions = operation.plan()
    operation.recent(client).looked((action.kind, action.identity) for action in actions if action.action == "create")
    return actions


def _note_removals(operation: Operation, client: Client, actions: Sequence[Action]) -> None:
    for action in actions:
        if action.action == "delete":
            operation.recent(client).gone((action.kind, action.identity))


def _input_failure(error: InputError, inputs: Mapping[str, Any]) -> Result:
    result = Result(failed=True, message=str(error))
    result.objects["problems"] = [problem.to_dict() for problem in error.problems]
    return _masked(result, [str(inputs.get(key) or "") for key in SECRETS])


def _masked(result: Result, secrets: list[str]) -> Result:
    result.message = _spoken(masked(result.message, secrets))
    result.traceback = _spoken(masked(result.traceback, secrets))
    result.objects = _harmless(masked(result.objects, secrets))
    result.actions = masked(result.actions, secrets)
    result.diff = _harmless(masked(result.diff, secrets))
    result.warnings = [_spoken(warning) for warning in masked(result.warnings, secrets)]
    return result


def _spoken(text: str) -> str:
    """The text as it may go to a terminal: line breaks stay, nothing else in it is carried out or hidden."""
    return "\n".join(visible(line) for line in text.split("\n"))


def _harmless(data: Any) -> Any:
    """The data with what is shown as it is: errors of rows, headers of diffs. All else is written as JSON."""
    if isinstance(data, dict):
        return {
            key: _spoken(value) if key in _SPOKEN and isinstance(value, str) else _harmless(value)
            for key, value in data.items()
        }
    return [_harmless(item) for item in data] if isinstance(data, (list, tuple)) else data
