# SPDX-License-Identifier: GPL-3.0-or-later
"""Run every check of the Makefile in order, stop at the first failure, and sum up how many tests ran: `make test`."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, fields
from pathlib import Path
from xml.etree import ElementTree

REPORTS = Path(".build/reports")

# What ansible-test writes for a sanity test without any file to look at, such as PowerShell's: no test was left out.
NOTHING_TO_TEST = "No tests applicable."

# make target, what it shows
STEPS = (
    ("ruff", "Python style"),
    ("yamllint", "YAML style"),
    ("mypy", "Python types"),
    ("consistency", "facts written down twice"),
    ("ansible-lint", "playbooks and roles, profile production"),
    ("docs-lint", "documentation of plugins and roles"),
    ("changelog-lint", "changelog"),
    ("install-check", "tarball, installation, ansible-doc"),
    ("sanity", "ansible-test sanity"),
    ("units", "ansible-test units"),
    ("unit", "unit tests"),
    ("sandbox-tests", "tests of the sandbox"),
    ("functional", "modules, roles and playbooks against the sandbox"),
    ("demo", "the main job, as README tells it"),
    ("molecule", "molecule: converge, idempotence, verify"),
    ("other-core", "the other ansible-core"),
)


@dataclass
class Count:
    """How many tests passed, failed (errors are failures) and were skipped."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(*(getattr(self, field.name) + getattr(other, field.name) for field in fields(self)))

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


def run(make: str, steps: tuple[tuple[str, str], ...]) -> int:
    """Run the steps and print a table and the sum."""
    shutil.rmtree(REPORTS, ignore_errors=True)
    REPORTS.mkdir(parents=True)
    rows = []
    total = Count()
    status = 0
    for number, (target, title) in enumerate(steps, 1):
        print(f"\n==== {number}/{len(steps)} {title} (make {target}) ====", flush=True)
        before = set(REPORTS.iterdir())
        start = time.monotonic()
        status = subprocess.run([*make.split(), "--no-print-directory", target], check=False).returncode
        seconds = time.monotonic() - start
        counted = sum((count(report) for report in set(REPORTS.iterdir()) - before), Count())
        total += counted
        verdict = "FAILED" if status else "ok"
        print(f"---- {verdict} after {seconds:.1f} s", flush=True)
        rows.append((target, verdict, f"{seconds:.1f} s", str(counted) if counted.total else ""))
        if status:
            break

    print("\n==== Result ====")
    for target, verdict, seconds_text, counted_text in rows:
        print(f"{target:<16}{verdict:<8}{seconds_text:>8}  {counted_text}".rstrip())
    for target, _title in steps[len(rows) :]:
        print(f"{target:<16}not run")
    print()
    print(total)
    return 1 if status else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--make", default="make")
    parser.add_argument("targets", nargs="*", help="only these steps")
    options = parser.parse_args()
    sys.exit(run(options.make, tuple(step for step in STEPS if not options.targets or step[0] in options.targets)))
