# SPDX-License-Identifier: GPL-3.0-or-later
"""Run the tests that depend on ansible-core with every other supported version, each in its own environment.

A version for which no Python is found is reported and left out. The environments are created once.

Usage: python scripts/cores.py --reports FOLDER
"""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import subprocess
import sys
import time
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from xml.etree import ElementTree

import find_pythons

Minor = tuple[int, int]

# Which Pythons each ansible-core says it runs on, oldest core first; README says the same.
CORES: dict[str, tuple[Minor, Minor]] = {
    "2.19": ((3, 11), (3, 13)),
    "2.20": ((3, 12), (3, 14)),
    "2.21": ((3, 12), (3, 14)),
}

# The parts of tests/unit that work with Ansible's validation, templates, loaders and actions. The other parts do
# not use Ansible, and run once, with the core of .venv; so do the other tests of modules, which use only its validation
# of options.
CHECKS = {
    "unit": ["tests/unit/plugins/modules/test_entry.py", "tests/unit/plugins/plugin_utils"],
    "smoke": ["-m", "smoke", "tests/functional"],
}


def choose(core: str, found: Collection[Minor]) -> Minor | None:
    """The Python for a core: the newest one for the newest core, the oldest one for the others; None without any."""
    oldest, newest = CORES[core]
    fitting = sorted(version for version in found if oldest <= version <= newest)
    if not fitting:
        return None
    return fitting[-1 if core == list(CORES)[-1] else 0]


def install(core: str, python: str) -> int:
    """Create the environment of a core unless it exists; return the exit status."""
    wanted = ["--group", "core", "-r", "requirements.txt", f"ansible-core~={core}.0"]
    command = ["sh", "scripts/venv.sh", str(_folder(core)), *wanted]
    return subprocess.run(command, env={**os.environ, "PYTHON": python}, check=False).returncode


def _folder(core: str) -> Path:
    return Path(f".build/venv-core-{core}")


def check(core: str, version: Minor, reports: Path) -> int:
    """Run the tests in the environment of a core; return the first exit status that is not zero."""
    programs = _folder(core).resolve() / "bin"
    environment = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    status, began = 0, time.monotonic()
    for name, arguments in CHECKS.items():
        report = f"--junitxml={reports / f'core-{core}-{name}.xml'}"
        print(f"ansible-core {core}, Python {version[0]}.{version[1]}, {name}:", flush=True)
        pytest = [programs / "python", "-m", "pytest", "-q", "-n", "2", report, *arguments]
        status = status or subprocess.run(pytest, env=environment, check=False).returncode
    print(f"ansible-core {core}: {'FAILED' if status else 'ok'} after {time.monotonic() - began:.1f} s", flush=True)
    return status


def record_skip(core: str, reason: str, reports: Path) -> None:
    """Write a report with one skipped test, so that the total of all tests counts it."""
    suite = ElementTree.Element("testsuite", name="cores")
    case = ElementTree.SubElement(suite, "testcase", classname="cores", name=f"ansible-core {core}")
    ElementTree.SubElement(case, "skipped", message=reason)
    reports.mkdir(parents=True, exist_ok=True)
    ElementTree.ElementTree(suite).write(reports / f"core-{core}.xml", encoding="unicode")


def main() -> int:
    """Check all cores, also after a failure.

    Their environments are created in parallel, before the tests: pip mostly waits.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=Path, required=True)
    options = parser.parse_args()

    here = ".".join(importlib.metadata.version("ansible-core").split(".")[:2])
    found = find_pythons.find()
    chosen: dict[str, Minor] = {}
    for core, (oldest, newest) in CORES.items():
        if core == here:
            print(f"ansible-core {core}: that of .venv, with which all other checks run", flush=True)
            continue
        version = choose(core, found)
        if version is None:
            limits = " to ".join(f"{major}.{minor}" for major, minor in (oldest, newest))
            there = ", ".join(f"{major}.{minor}" for major, minor in found) or "none"
            reason = f"it needs Python {limits}; found: {there}"
            print(f"ansible-core {core}: SKIPPED, {reason}", flush=True)
            record_skip(core, reason, options.reports)
            continue
        chosen[core] = version
    with ThreadPoolExecutor() as pool:
        pythons = [found[version] for version in chosen.values()]
        installed = dict(zip(chosen, pool.map(install, chosen, pythons), strict=True))
    status = 0
    for core, version in chosen.items():
        status = installed[core] or check(core, version, options.reports) or status
    return status


if __name__ == "__main__":
    sys.exit(main())
