# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs of ansible-playbook that share one import of Ansible and of the collection: half the time of a short run."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
# What may differ between two runs of one import: Ansible looks at it later, or is told (preloaded_ansible.py).
LOOKED_AT_LATER = ("ANSIBLE_HOME", "ANSIBLE_LOCAL_TEMP", "ANSIBLE_REMOTE_TEMP")
# Those that have nothing to do, by environment: runs side by side have one each.
_idle: dict[frozenset[tuple[str, str]], list[Launcher]] = {}


def launch(
    argv: list[str], environment: dict[str, str], cwd: Path, collection: Path, timeout: float
) -> tuple[int, str, str]:
    """Run ansible-playbook; return its status and what it wrote to stdout and stderr.

    Raises:
        TimeoutExpired: It did not end within `timeout` seconds, and was killed.
    """
    seen_early = {
        key: value
        for key, value in environment.items()
        if key.startswith(("ANSIBLE_", "PYTHON", "LC_", "LANG")) and key not in LOOKED_AT_LATER
    }
    idle = _idle.setdefault(frozenset(seen_early.items()), [])
    try:
        launcher = idle.pop()
    except IndexError:
        launcher = Launcher(environment, collection)
    result = launcher.run(argv, environment, cwd, timeout)
    idle.append(launcher)
    return result


class Launcher:
    """A process with Ansible imported, in the environment of its first run."""

    def __init__(self, environment: dict[str, str], collection: Path) -> None:
        # not its stdout: Ansible may write to that while it is imported
        reader, writer = os.pipe()
        self._process = subprocess.Popen(
            [sys.executable, str(HERE / "preloaded_ansible.py"), str(collection), str(writer)],
            env=environment,
            pass_fds=[writer],
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
        )
        os.close(writer)
        self._answers = os.fdopen(reader, "rb", buffering=0)
        atexit.register(self._process.communicate)

    def run(self, argv: list[str], environment: dict[str, str], cwd: Path, timeout: float) -> tuple[int, str, str]:
        """Run the program as `launch` says."""
        with tempfile.TemporaryDirectory() as folder:
            files = [Path(folder, name) for name in ("stdout", "stderr")]
            for file in files:
                file.touch()
            order = {"argv": argv, "cwd": str(cwd), "env": environment, "log": str(files[0]), "errors": str(files[1])}
            try:
                status = self._wait(order, timeout)
            except TimeoutError:
                raise subprocess.TimeoutExpired(argv, timeout, *(file.read_bytes() for file in files)) from None
            output, errors = (file.read_text(encoding="utf-8") for file in files)
        return status, output, errors

    def _wait(self, order: dict[str, Any], timeout: float) -> int:
        """Give an order and return the status of the run."""
        began = time.monotonic()
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order).encode() + b"\n")
        self._process.stdin.flush()
        pid = self._answer()["pid"]
        left = timeout - (time.monotonic() - began)
        if not select.select([self._answers], [], [], max(left, 0))[0]:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)
            self._answer()
            raise TimeoutError
        return int(self._answer()["status"])

    def _answer(self) -> dict[str, Any]:
        line = self._answers.readline()
        assert line, "the process that starts ansible-playbook ended"
        return dict(json.loads(line))
