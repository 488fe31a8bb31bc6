# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The frame of every operation: read, plan, and unless in check mode apply. The only place where anything is
applied."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any

from .._client.client import Client
from .._client.errors import ClientError
from .._client.settings import Settings
from .._model.problem import InputError
from .._reconcile.plan import Action, diff
from .._reconcile.refusal import Refused
from .._thirdparty import missing_libraries
from .masking import masked
from .result import Result

SECRETS = ("access_token", "client_secret", "refresh_token", "template_service_token")


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
        self.inputs = inputs
        self.warnings: list[str] = []

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

    def client(self, check_mode: bool) -> Client | None:
        """The session; None for an operation that asks nobody."""
        return Client(Settings.from_params(self.inputs), check_mode=check_mode)


def refuse(kind: type[Operation], inputs: Mapping[str, Any]) -> Result | None:
    """Check inputs only, where the operation itself runs somewhere else; a failed result, or None when all is well."""
    if missing_libraries():
        return None
    try:
        kind(inputs)
    except InputError as error:
        return _input_failure(error, inputs)
    return None


def run(kind: type[Operation], inputs: Mapping[str, Any], *, check_mode: bool) -> Result:
    """Run an operation and turn everything that is expected to go wrong into a failed result.

    Parameters:
        kind: The operation.
        inputs: Module options, validated.
        check_mode: Plan only.
    """
    missing = missing_libraries()
    if missing:
        return Result(failed=True, message=missing)
    result = Result()
    operation: Operation | None = None
    client: Client | None = None
    actions: Sequence[Action] = ()
    try:
        operation = kind(inputs)
        client = operation.client(check_mode)
        if client:
            operation.read(client)
        actions = operation.plan()
        result.diff = diff(actions)
        if check_mode and client:
            operation.forecast(client)
        elif client:
            operation.apply(client)
        result.changed = any(action.changes for action in actions)
    except InputError as error:
        failure = _input_failure(error, inputs)
        result.failed, result.message, result.objects = True, failure.message, failure.objects
    except (ClientError, OperationError, Refused) as error:
        result.failed, result.message = True, str(error)
        # What was done before the failure is done.
        result.changed = bool(client and client.writes)
    secrets: list[str] = [str(inputs.get(key) or "") for key in SECRETS]
    if client:
        secrets += client.secrets
        result.api_calls = dict(client.api_calls)
        client.close()
    if operation:
        listed = [action for action in actions if action.changes or not operation.bulk]
        result.actions = [action.to_dict() for action in listed]
        result.objects.update(operation.objects())
        result.warnings = operation.warnings
    return _masked(result, secrets)


def _input_failure(error: InputError, inputs: Mapping[str, Any]) -> Result:
    result = Result(failed=True, message=str(error))
    result.objects["problems"] = [problem.to_dict() for problem in error.problems]
    return _masked(result, [str(inputs.get(key) or "") for key in SECRETS])


def _masked(result: Result, secrets: list[str]) -> Result:
    result.message = masked(result.message, secrets)
    result.objects = masked(result.objects, secrets)
    result.actions = masked(result.actions, secrets)
    result.diff = masked(result.diff, secrets)
    result.warnings = masked(result.warnings, secrets)
    return result
