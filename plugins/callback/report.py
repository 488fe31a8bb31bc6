# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Callback plugin that writes the report of a run; what it writes is made in module_utils/_report."""

from __future__ import annotations

DOCUMENTATION = r"""
name: report
type: notification
short_description: Report of a run, as a page, as JSON and as a summary, and a table on the terminal
version_added: 0.1.0
description:
  - At the end of a run it writes what became of every customer into C(report.html), a page of one file, C(report.json),
    which is complete, and C(summary.md), which is short enough for the comment of a pull request; and it shows a table.
  - It is on by itself when a playbook of this collection runs, also when another playbook imports it. For plays that
    use only roles or modules of the collection, put C(webex.wholesale.report) into C(callbacks_enabled).
  - Tasks of other collections are not looked at. A run without tasks of this one leaves no report.
  - The files are for their owner only. There is no secret in them, but all that changed of customers and users.
  - A report that cannot be written does not fail the run; there is a warning.
  - Where the output of Ansible is for programs, such as with C(stdout_callback=ansible.posix.json), no table is shown.
author:
  - The webex.wholesale maintainers (@webex-wholesale)
requirements:
  - enabled by name, for plays without a playbook of this collection
options:
  enabled:
    description: Whether reports are written.
    type: bool
    default: true
    env:
      - name: WEBEX_REPORT
    ini:
      - section: callback_webex_report
        key: enabled
    vars:
      - name: webex_report
  folder:
    description:
      - Folder of the reports, relative to the inventory. The report of a playbook is in a folder of the playbook's name
        in it.
      - From ansible-core 2.21 on the variables are taken from extra variables; older versions have no variables for
        callback plugins.
    type: str
    default: .webex/reports
    env:
      - name: WEBEX_REPORT_FOLDER
    ini:
      - section: callback_webex_report
        key: folder
    vars:
      - name: webex_report_folder
  keep:
    description: How many earlier reports of a playbook stay, in C(earlier) beside the latest one.
    type: int
    default: 10
    env:
      - name: WEBEX_REPORT_KEEP
    ini:
      - section: callback_webex_report
        key: keep
    vars:
      - name: webex_report_keep
  table_rows:
    description: How many customers that failed or changed have a line of their own in the table on the terminal; the
      others share one. 0 shows no table.
    type: int
    default: 50
    env:
      - name: WEBEX_REPORT_TABLE_ROWS
    ini:
      - section: callback_webex_report
        key: table_rows
    vars:
      - name: webex_report_table_rows
seealso:
  - module: webex.wholesale.webex_report
"""

import atexit
import functools
import os
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

from ansible import constants, context
from ansible.plugins.callback import CallbackBase

from ..module_utils._declare.connection_options import CONNECTION
from ..module_utils._report.content import RunHead, RunReport
from ..module_utils._report.reading import TaskOutcome
from ..module_utils._report.spool import ReportSpool
from ..module_utils._report.store import ReportFiles, keep_report
from ..module_utils._report.table import table_of
from ..module_utils._templates.options import ONBOARDING_TEMPLATE
from ..plugin_utils._collection import COLLECTION, role_of_ours

# Callbacks whose output is for programs, or is none.
_SILENT = ("json", "jsonl", "null")
_COLORS = {"failed": constants.COLOR_ERROR, "changed": constants.COLOR_CHANGED, "by_hand": constants.COLOR_WARN}


def _guarded(method: Callable[..., None]) -> Callable[..., None]:
    """The method, which neither breaks the run nor warns twice when it fails."""

    @functools.wraps(method)
    def guarded(self: CallbackModule, *arguments: Any, **more: Any) -> None:
        if self.broken:
            return
        try:
            method(self, *arguments, **more)
        except Exception as error:
            self.broken = True
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            place = f" {error.filename}" if isinstance(error, OSError) and error.filename else ""
            self._display.warning(
                f"There is no complete report of this run ({type(error).__name__}: {reason}{place}). Nothing else is "
                "affected."
            )

    return guarded


class CallbackModule(CallbackBase):
    """Collects the results of the tasks of this collection, and writes them down at the end."""

    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "notification"
    CALLBACK_NAME = "webex.wholesale.report"
    CALLBACK_NEEDS_ENABLED = True

    # The one that is on, when it is enabled by name and lies beside the playbook.
    _first: ClassVar[CallbackModule | None] = None

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.broken = False
        self._spool: ReportSpool | None = None
        self._playbook = ""
        self._process = 0
        self._inventory: Path | None = None
        self._began = self._began_clock = 0.0
        self._task_began: dict[tuple[str, str], float] = {}
        self._item_modes: dict[tuple[str, str], Any] = {}

    @_guarded
    def v2_playbook_on_start(self, playbook: Any) -> None:
        """Begin a report."""
        if CallbackModule._first is None:
            CallbackModule._first = self
        self.disabled = CallbackModule._first is not self or not self.get_option("enabled")
        if self.disabled:
            return
        self._playbook = Path(str(getattr(playbook, "_file_name", "playbook"))).stem
        self._began, self._began_clock = time.time(), time.monotonic()
        self._inventory = None
        self._spool = ReportSpool(_secrets())
        # Ansible tells nobody when a run is stopped.
        self._process = os.getpid()
        atexit.unregister(self._at_exit)
        atexit.register(self._at_exit)

    @_guarded
    def v2_runner_on_start(self, host: Any, task: Any) -> None:
        """Note when a task began."""
        if _module_of(task) or _is_of_our_role(task):
            self._task_began[(host.get_name(), task._uuid)] = time.monotonic()

    @_guarded
    def v2_runner_on_ok(self, result: Any) -> None:
        """Note what a task returned."""
        self._note(result, failed=False)

    @_guarded
    def v2_runner_on_failed(self, result: Any, ignore_errors: bool = False) -> None:
        """Note that a task failed."""
        self._note(result, failed=True, ignored=bool(ignore_errors))

    @_guarded
    def v2_runner_item_on_ok(self, result: Any) -> None:
        """Note whether the items of a loop run in check mode: the task as a whole has the expression only."""
        self._item_modes[_key(result)] = result.task.check_mode

    @_guarded
    def v2_runner_item_on_failed(self, result: Any) -> None:
        """Note it of an item that failed."""
        self._item_modes[_key(result)] = result.task.check_mode

    @_guarded
    def v2_runner_on_unreachable(self, result: Any) -> None:
        """Note that a host could not be reached, where tasks run on hosts."""
        self._note(result, failed=True)

    @_guarded
    def v2_runner_on_skipped(self, result: Any) -> None:
        """Forget when the task began."""
        self._task_began.pop(_key(result), None)

    @_guarded
    def v2_playbook_on_stats(self, stats: Any) -> None:
        """Write the report and show the table."""
        self._end()

    @_guarded
    def _at_exit(self) -> None:
        """Do the same for a run that was stopped."""
        if os.getpid() == self._process:
            self._end(interrupted=True)

    def _end(self, *, interrupted: bool = False) -> None:
        spool, self._spool = self._spool, None
        if CallbackModule._first is self:
            CallbackModule._first = None
        if spool is None:
            return
        try:
            if spool:
                report = spool.report(self._head(interrupted))
                self._show(report, self._write(report))
        finally:
            spool.close()

    def _note(self, result: Any, *, failed: bool, ignored: bool = False) -> None:
        host, task = result.host, result.task
        began = self._task_began.pop(_key(result), None)
        mode = self._item_modes.pop(_key(result), result.task.check_mode)
        module = _module_of(task)
        if self._spool is None or not (module or (failed and _is_of_our_role(task))):
            return
        if self._inventory is None:
            beside = str(host.get_vars().get("inventory_dir") or "")
            self._inventory = Path(beside) if Path(beside).is_absolute() else Path.cwd()
        self._spool.note(
            TaskOutcome(
                host.get_name(),
                module,
                task.get_name().rpartition(" : ")[2],
                failed,
                dict(result.result),
                bool(task.run_once),
                ignored,
                mode if isinstance(mode, bool) else bool(context.CLIARGS.get("check")),
                0.0 if began is None else time.monotonic() - began,
            )
        )

    def _head(self, interrupted: bool) -> RunHead:
        arguments = context.CLIARGS
        tags = tuple(sorted(tag for tag in arguments.get("tags") or () if tag != "all"))
        return RunHead(
            self._playbook,
            bool(arguments.get("check")),
            _moment(self._began),
            _moment(time.time()),
            round(time.monotonic() - self._began_clock, 1),
            str(arguments.get("subset") or ""),
            tags,
            tuple(sorted(arguments.get("skip_tags") or ())),
            interrupted,
        )

    def _write(self, report: RunReport) -> ReportFiles:
        folder = (self._inventory or Path.cwd()) / Path(str(self.get_option("folder"))).expanduser()
        return keep_report(folder / self._playbook, report, max(0, int(self.get_option("keep"))))

    def _show(self, report: RunReport, files: ReportFiles) -> None:
        if str(constants.DEFAULT_STDOUT_CALLBACK).rpartition(".")[2] in _SILENT:
            return
        rows = int(self.get_option("table_rows"))
        if rows > 0:
            self._display.banner("WEBEX REPORT")
            for line in table_of(report, rows):
                self._display.display(line.text, color=_COLORS.get(line.status))
        for path in (files.page, files.data, files.summary):
            self._display.display(os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path))


def _module_of(task: Any) -> str:
    """The module of this collection that a task runs; empty for another one."""
    name = str(task.resolved_action or task.action)
    return name.removeprefix(f"{COLLECTION}.") if name.startswith(f"{COLLECTION}.") else ""


def _key(result: Any) -> tuple[str, str]:
    return result.host.get_name(), result.task._uuid


def _is_of_our_role(task: Any) -> bool:
    # What that of the inventory refuses are mistakes, which webex_inventory has returned one by one.
    return role_of_ours(task) not in ("", "inventory")


def _secrets() -> list[str]:
    """The secrets of the environment, which are in no result, and must not come into a report."""
    options = [*CONNECTION.options.values(), *ONBOARDING_TEMPLATE.options.values()]
    names = [option["fallback"][1] for option in options if option.get("no_log") and "fallback" in option]
    return [os.environ[name] for known in names for name in known if os.environ.get(name)]


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
