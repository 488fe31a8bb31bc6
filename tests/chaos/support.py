# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs of Ansible in the background, to be killed or to go side by side."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import time
import uuid
from collections.abc import Callable
from pathlib import Path

from tests.functional.support import ONBOARD, PROGRAMS, QUICK, Ansible, Record, Run

# Every process of a run carries this in its environment: workers leave the process group of their parent.
MARK = "CHAOS_RUN"
PATIENCE = 150.0
# How long the suite is, and what it does.
SEEDS = [int(seed) for seed in os.environ.get("CHAOS_SEED", "1").split(",")]
SEED = SEEDS[0]
ROUNDS = int(os.environ.get("CHAOS_ROUNDS", "5"))
DELAYS = ("--provisioning-delay", "0.5", "--update-delay", "0.2", "--latency", "20")


def until(condition: Callable[[], bool], what: str) -> None:
    """Wait for something that is sure to come."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, f"still waiting for {what}"
        time.sleep(0.02)


class Background:
    """An onboarding run that goes on by itself, in a process group of its own.

    Parameters:
        ansible: Its environment.
        environment: More variables.
    """

    def __init__(self, ansible: Ansible, inventory: Path, environment: dict[str, str] | None = None) -> None:
        self._mark = f"{MARK}={uuid.uuid4().hex}".encode()
        name, value = self._mark.decode().split("=")
        self._output = ansible.folder / f"output-{value}.txt"
        with self._output.open("wb") as output:
            self._process = subprocess.Popen(
                [str(PROGRAMS / "ansible-playbook"), "-i", str(inventory), "-e", json.dumps(QUICK), ONBOARD],
                cwd=ansible.folder,
                env={**ansible.environment, **(environment or {}), name: value},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def __enter__(self) -> Background:
        return self

    def __exit__(self, *exception: object) -> None:
        self.kill(workers=True)

    @property
    def over(self) -> bool:
        """Whether it came to its end."""
        return self._process.poll() is not None

    @property
    def output(self) -> str:
        """What a person sees."""
        return self._output.read_text(encoding="utf-8", errors="replace")

    def kill(self, *, workers: bool) -> None:
        """Kill the process group.

        Parameters:
            workers: Kill those as well, as a machine that breaks down does; otherwise they end their task.
        """
        if not self.over:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(PATIENCE)
        for pid in self._workers() if workers else ():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def wait_for_workers(self) -> None:
        """Wait until nothing of the run is left."""
        until(lambda: not self._workers(), "workers whose parent is dead")

    def wait(self) -> int:
        """Wait for its end and return its status."""
        return self._process.wait(PATIENCE)

    def _workers(self) -> list[int]:
        found = []
        for place in Path("/proc").glob("[0-9]*"):
            try:
                if self._mark in (place / "environ").read_bytes().split(b"\0") and int(place.name) != os.getpid():
                    found.append(int(place.name))
            except (OSError, ValueError):
                continue
        return found


def settle(ansible: Ansible, inventory: Path) -> Run:
    """Onboard twice in one go: the first time mends everything, the second time nothing may be left to do."""
    run = ansible.playbook(ONBOARD, "-e", json.dumps(QUICK), ONBOARD, inventory=inventory)
    assert run.status == 0, run.output[-6000:]
    tasks = [row["task"] for row in run.records]
    again = tasks.index(tasks[0], 1)
    unchanged(run.records[again:])
    return run


def unchanged(records: list[Record]) -> None:
    """Nothing was left to do."""
    changed = [f"{row['task']} ({row['host']})" for row in records if row["result"].get("changed")]
    assert records
    assert not changed, f"still changing: {changed}"
