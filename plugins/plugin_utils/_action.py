# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Runs an operation inside the controller process, which saves a Python start for every task.

Whatever is imported here is loaded once by the parent process and inherited by every worker.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

from ansible.errors import AnsibleActionFail, AnsibleError
from ansible.plugins.action import ActionBase
from ansible.utils.display import Display

from ..module_utils._client.masking import masked
from ..module_utils._declare.called import by_variables
from ..module_utils._declare.connection import CONTROLLER, HOST
from ..module_utils._declare.connection_options import CONNECTION, WORKERS
from ..module_utils._declare.problem import Problem
from ..module_utils._declare.spec import Spec
from ..module_utils._declare.text import quoted
from ..module_utils._declare.types import warm_up
from ..module_utils._declare.written import convertible, mistakes, without_nulls
from ..module_utils._engine.progress import INTERVAL_S, Progress
from ..module_utils._engine.runner import refuse, run
from ..module_utils._engine.vault_file import VaultError, decrypting
from ..module_utils._thirdparty import outdated_core
from ._collection import role_of_ours
from ._plain import plain

RUN_ON = "webex_run_on"
PROGRESS_INTERVAL = "webex_progress_interval"
warm_up()


class WebexAction(ActionBase):
    """Base of the action plugins.

    Attributes:
        SPEC, OPERATION: What the subclass runs.
        OFFLINE: The operation sends no request, and therefore always runs in the controller process.
    """

    SPEC: ClassVar[Spec]
    OPERATION: ClassVar[Any]
    OFFLINE: ClassVar[bool] = False

    TRANSFERS_FILES = False
    _requires_connection = False
    _supports_check_mode = True
    _supports_async = False

    def run(self, tmp: Any = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Run the operation here, or as a module on the host when the variable webex_run_on says so."""
        super().run(tmp, task_vars)
        outdated = outdated_core()
        if outdated:
            raise AnsibleActionFail(outdated)
        variables = task_vars or {}
        environment: dict[str, Any] = {}
        self._compute_environment_string(environment)
        with _environment(environment), decrypting(self._decrypted), by_variables(bool(role_of_ours(self._task))):
            written = self.prepare(plain(self._task.args), variables)
            written = without_nulls(self.SPEC.options, written)
            written = {**self._from_environment(), **self._from_variables(variables), **written}
            written, unreadable = self.load(written)
            where = CONTROLLER if self.OFFLINE else self._setting(variables, RUN_ON, CONTROLLER)
            if where == HOST:
                return self._run_there(written, variables, environment, unreadable)
            if where != CONTROLLER:
                raise AnsibleActionFail(f"{RUN_ON} is {quoted(where)}; it can be {CONTROLLER} or {HOST}.")
            return self._run_here(written, variables, unreadable)

    def _decrypted(self, path: Path) -> bytes:
        """What is in an encrypted file."""
        try:
            # An encoding that has every byte: whether it is text is judged by who reads it.
            return str(self._loader.get_text_file_contents(str(path), encoding="latin-1")).encode("latin-1")
        except AnsibleError as error:
            raise VaultError(" ".join(str(error).split()).rstrip(".")) from None

    def prepare(self, written: dict[str, Any], variables: Mapping[str, Any]) -> dict[str, Any]:
        """Complete the options with data that only the controller has."""
        return written

    def load(self, written: dict[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
        """The options with files of the controller read, and the mistakes in these files."""
        return written, []

    def extras(self, variables: Mapping[str, Any]) -> dict[str, Any]:
        """Inputs that are no options."""
        return {}

    def _run_there(
        self,
        written: dict[str, Any],
        variables: Mapping[str, Any],
        environment: Mapping[str, Any],
        unreadable: Sequence[Problem],
    ) -> dict[str, Any]:
        """Run as a module; mistakes in the data are reported here, with the same messages."""
        inputs = self.SPEC.inputs(self._validated(written), written)
        refusal = refuse(self.OPERATION, inputs, [*mistakes(self.SPEC, written), *unreadable])
        if refusal:
            return {**refusal.to_dict(), "failed": True}
        name = self._task.resolved_action or self._task.action
        own = self._task.environment
        # Ansible writes the keyword environment into a command line; credentials in it are among the options already.
        known = {
            name for option in self.SPEC.options.values() if "fallback" in option for name in option["fallback"][1]
        }
        self._task.environment = [{key: value for key, value in environment.items() if key not in known}]
        try:
            return self._execute_module(module_name=name, module_args=self.portable(written), task_vars=variables)
        finally:
            self._task.environment = own

    def portable(self, written: dict[str, Any]) -> dict[str, Any]:
        """The options for another machine: files of the controller are read here."""
        return written

    def _run_here(
        self, written: dict[str, Any], variables: Mapping[str, Any], unreadable: Sequence[Problem]
    ) -> dict[str, Any]:
        inputs = self.SPEC.inputs(self._validated(written), written)
        progress = Progress(Display().display, self._interval(variables))
        inputs = {**inputs, **self.extras(variables)}
        found = [*mistakes(self.SPEC, written), *unreadable]
        result = run(self.OPERATION, inputs, check_mode=self._task.check_mode, progress=progress, mistakes=found)
        data = {**result.to_dict(), "failed": result.failed}
        if not self._task.diff:
            data.pop("diff", None)
        return data

    def _interval(self, variables: Mapping[str, Any]) -> float:
        value = self._setting(variables, PROGRESS_INTERVAL, INTERVAL_S)
        try:
            return float(value)
        except (TypeError, ValueError):
            raise AnsibleActionFail(
                f"{PROGRESS_INTERVAL} is {quoted(value)}; it has to be a number of seconds."
            ) from None

    def _setting(self, variables: Mapping[str, Any], name: str, default: Any) -> Any:
        """A variable of the host; null means the same as absent."""
        value = self._templar.template(variables.get(name))
        return default if value is None else value

    def _validated(self, written: dict[str, Any]) -> dict[str, Any]:
        """Options after Ansible's validation; the models validate long lists, with better messages and faster."""
        own = self._task.args
        bulk = set(self.SPEC.bulk)
        # Part of Ansible's message about unknown options.
        self._load_name = self._task.resolved_action or self._task.action
        self._task.args = {
            key: [] if key in bulk and value is not None else value
            for key, value in convertible(self.SPEC.options, written).items()
        }
        kwargs = self.SPEC.to_kwargs()
        kwargs.pop("supports_check_mode")
        try:
            _result, validated = self.validate_argument_spec(**kwargs)
        except AnsibleActionFail as error:
            # Ansible does not mask secrets in messages of actions, only in those of modules.
            secrets = [
                str(written[key])
                for key, option in self.SPEC.options.items()
                if option.get("no_log") and key in written
            ]
            raise AnsibleActionFail(masked(str(error), secrets)) from None
        finally:
            self._task.args = own
        return dict(validated)

    def _from_variables(self, variables: Mapping[str, Any]) -> dict[str, Any]:
        """The connection and the workers as variables of the host give it, such as webex_api_url.

        Expressions in module_defaults would do the same, and each of them would be compiled anew for every task.
        """
        given = {
            key: variables[f"webex_{key}"]
            for key in (*CONNECTION.options, *WORKERS.options)
            if key in self.SPEC.options and f"webex_{key}" in variables
        }
        return {key: value for key, value in plain(self._templar.template(given)).items() if value is not None}

    def _from_environment(self) -> dict[str, str]:
        """Options from the controller's environment, which the environment of a host does not have."""
        found = {}
        for key, option in self.SPEC.options.items():
            names = option["fallback"][1] if "fallback" in option else []
            value = next((os.environ[name] for name in names if os.environ.get(name)), None)
            if value is not None:
                found[key] = value
        return found


@contextmanager
def _environment(values: Mapping[str, Any]) -> Iterator[None]:
    """Set the keyword environment of the task, which Ansible sets for modules only."""
    before = dict(os.environ)
    os.environ.update({key: str(value) for key, value in values.items()})
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
