# SPDX-License-Identifier: GPL-3.0-or-later
"""Run all checks of the Makefile, stop at the first failure, and count the tests: `make test`."""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, fields
from pathlib import Path
from xml.etree import ElementTree

REPORTS = Path(".build/reports")

# Output of ansible-test for a sanity test without files, such as PowerShell's, which does not count as skipped.
NOTHING_TO_TEST = "No tests applicable."

# make target, what it shows. Two lanes run in parallel: one that keeps a core busy, and one that mostly waits. Steps of
# neither lane run in the one that is free first, the longest step first, so that both end at about the same time.
CHECKS = (
    ("ruff", "Python style"),
    ("yamllint", "YAML style"),
    ("mypy", "Python types"),
    ("generated", "generated files are up to date"),
    ("ansible-lint", "playbooks and roles, profile production"),
    ("docs-lint", "documentation of plugins and roles"),
    ("changelog-lint", "changelog"),
    ("licences", "every file says its licence"),
    ("galaxy-import", "import of the tarball by Ansible Galaxy"),
    ("sanity", "ansible-test sanity"),
    ("units", "ansible-test units"),
    ("demo", "the main job, as README describes it"),
    ("molecule", "molecule: converge, idempotence, verify"),
)
RUNS = (
    ("functional", "modules, roles and playbooks against the sandbox"),
    ("chaos-short", "faults, kills, and runs side by side"),
)
EITHER = (
    ("scenarios-short", "random edits of random customers"),
    ("cores", "the other supported versions of ansible-core"),
    ("bench-check", "the benchmark, with tiny numbers"),
    ("sandbox-tests", "tests of the sandbox"),
    ("clients", "clients that others wrote, against the sandbox"),
)


@dataclass
class Count:
    """How many tests passed, failed (errors are failures) and were skipped."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"

    @property
    def total(self) -> int:
        return self.passed + self.failed + self.skipped


def count(report: Path) -> Count:
    """Count the test cases of one JUnit file."""
    result = Count()
    for case in ElementTree.parse(report).iter("testcase"):
        if any(child.text == NOTHING_TO_TEST for child in case):
            continue
        outcomes = {child.tag for child in case}
        if outcomes & {"failure", "error"}:
            result.failed += 1
        elif "skipped" in outcomes:
            result.skipped += 1
        else:
            result.passed += 1
    return result


@dataclass
class Step:
    """One make target, and how it ended."""

    target: str
    title: str
    status: int | None = None
    seconds: float = 0.0
    busy: float = 0.0
    counted: Count = field(default_factory=Count)

    def run(self, make: str) -> None:
        """Run it; its output is shown at the end, since the other lane writes as well."""
        reports = REPORTS / self.target
        reports.mkdir(parents=True)
        start = time.monotonic()
        command = [*make.split(), "--no-print-directory", self.target, f"REPORTS={reports}"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
            output = process.stdout.read() if process.stdout else ""
            _, ended, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(ended)
        self.seconds = time.monotonic() - start
        self.busy = usage.ru_utime + usage.ru_stime
        self.counted = sum(map(count, reports.rglob("*.xml")), Count())
        self.status = process.returncode
        with SAYING:
            print(f"\n==== {self.title} (make {self.target}) ====\n{output}", end="")
            print(f"---- {self.verdict} after {self.seconds:.1f} s", flush=True)

    @property
    def verdict(self) -> str:
        """The result in one word."""
        return "not run" if self.status is None else "FAILED" if self.status else "ok"


SAYING = threading.Lock()


def run(make: str, lanes: list[list[Step]], either: list[Step]) -> int:
    """Run the lanes in parallel, then the steps of either lane, and print a table and the total."""
    shutil.rmtree(REPORTS, ignore_errors=True)
    failed = threading.Event()
    left = deque(either)

    def steps_of(lane: list[Step]) -> Iterator[Step]:
        yield from lane
        # Taking from a deque is atomic: no step is taken twice.
        with contextlib.suppress(IndexError):
            while True:
                yield left.popleft()

    def follow(lane: list[Step]) -> None:
        for step in steps_of(lane):
            if failed.is_set():
                return
            step.run(make)
            if step.status:
                failed.set()

    start = time.monotonic()
    with ThreadPoolExecutor() as pool:
        list(pool.map(follow, lanes))

    print("\n==== Result ====")
    steps = [step for lane in (*lanes, either) for step in lane]
    for step in steps:
        times = f"{step.seconds:>7.1f} s {step.busy:>7.1f} s of a core"
        text = str(step.counted) if step.counted.total else ""
        print(f"{step.target:<16}{step.verdict:<8}{times}  {text}".rstrip())
    print(f"\n{sum((step.counted for step in steps), Count())} in {(time.monotonic() - start) / 60:.1f} min")
    return 1 if failed.is_set() else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--make", default="make")
    parser.add_argument("targets", nargs="*", help="only these steps")
    options = parser.parse_args()
    chosen = [
        [Step(*step) for step in steps if not options.targets or step[0] in options.targets]
        for steps in (CHECKS, RUNS, EITHER)
    ]
    sys.exit(run(options.make, chosen[:2], chosen[2]))
