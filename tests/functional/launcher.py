# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs of ansible-playbook that share one import of Ansible and of the collection: half the time of a short run."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
# What may differ between two runs of one import: Ansible looks at it later, or is told (preloaded_ansible.py).
LOOKED_AT_LATER = ("ANSIBLE_HOME", "ANSIBLE_LOCAL_TEMP", "ANSIBLE_REMOTE_TEMP")
_launchers: dict[frozenset[tuple[str, str]], Launcher] = {}


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
    key = frozenset(seen_early.items())
    if key not in _launchers or not _launchers[key].alive:
        _launchers[key] = Launcher(environment, collection)
    return _launchers[key].run(argv, environment, cwd, timeout)


class Launcher:
    """A process with Ansible imported, in the environment of its first run."""

    def __init__(self, environment: dict[str, str], collection: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(HERE / "preloaded_ansible.py"), str(collection)],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    @property
    def alive(self) -> bool:
        """Whether it takes orders."""
        return self._process.poll() is None

    def run(self, argv: list[str], environment: dict[str, str], cwd: Path, timeout: float) -> tuple[int, str, str]:
        """Run the program as `launch` says."""
        files = [Path(environment["HOME"], name) for name in ("stdout", "stderr")]
        for file in files:
            file.write_text("")
        order = {"argv": argv, "cwd": str(cwd), "env": environment, "log": str(files[0]), "errors": str(files[1])}
        began = time.monotonic()
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order).encode() + b"\n")
        self._process.stdin.flush()
        pid = self._answer()["pid"]
        left = timeout - (time.monotonic() - began)
        assert self._process.stdout is not None
        if not select.select([self._process.stdout], [], [], max(left, 0))[0]:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)
            self._answer()
            raise subprocess.TimeoutExpired(argv, timeout, *(file.read_bytes() for file in files))
        status = self._answer()["status"]
        output, errors = (file.read_text(encoding="utf-8") for file in files)
        return status, output, errors

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the process that starts ansible-playbook ended"
        return dict(json.loads(line))
