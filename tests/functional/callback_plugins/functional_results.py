# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes every task result as a JSON line, for tests to read."""

from __future__ import annotations

import json
import os
import time
from typing import Any

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
name: functional_results
type: notification
short_description: Task results as JSON lines
description: Writes every task result into the file that the environment variable FUNCTIONAL_RESULTS names.
author: The webex.wholesale maintainers (@webex-wholesale)
"""


class CallbackModule(CallbackBase):
    """One line per host and task; the last line holds the recap."""

    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "notification"
    CALLBACK_NAME = "functional_results"
    CALLBACK_NEEDS_ENABLED = True

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._path = os.environ.get("FUNCTIONAL_RESULTS")
        self.disabled = not self._path
        self._began: dict[tuple[str, str], float] = {}

    def v2_runner_on_start(self, host: Any, task: Any) -> None:
        self._began[(host.get_name(), task._uuid)] = time.time()

    def v2_runner_on_ok(self, result: Any) -> None:
        self._record(result, "ok")

    def v2_runner_on_failed(self, result: Any, ignore_errors: bool = False) -> None:
        self._record(result, "failed", ignored=bool(ignore_errors))

    def v2_runner_on_skipped(self, result: Any) -> None:
        self._record(result, "skipped")

    def v2_runner_on_unreachable(self, result: Any) -> None:
        self._record(result, "unreachable")

    def v2_playbook_on_stats(self, stats: Any) -> None:
        self._write({"recap": {host: stats.summarize(host) for host in sorted(stats.processed)}})

    def _record(self, result: Any, status: str, **more: Any) -> None:
        modern = hasattr(result, "result")
        host, task = (result.host, result.task) if modern else (result._host, result._task)
        data = result.result if modern else result._result
        self._write(
            {
                "host": host.get_name(),
                "task": task.get_name().rpartition(" : ")[2],
                "module": task.action.rpartition(".")[2],
                "status": status,
                "began": self._began.get((host.get_name(), task._uuid)),
                "ended": time.time(),
                "result": data,
                **more,
            }
        )

    def _write(self, record: dict[str, Any]) -> None:
        with open(str(self._path), "a", encoding="utf-8") as file:
            file.write(json.dumps(record, default=str) + "\n")
