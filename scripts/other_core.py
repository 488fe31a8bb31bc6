# SPDX-License-Identifier: GPL-3.0-or-later
"""Run unit and smoke tests with a second ansible-core, in an environment of its own.

Beside a .venv with the oldest supported ansible-core (which is what Python 3.11 gets) that is the newest one, on the
newest Python found; beside any other .venv it is the oldest one, on Python 3.11. Without such a Python nothing is run.

Usage: python scripts/other_core.py --reports FOLDER
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

import find_pythons

FLOOR = (3, 11)
OLDEST_CORE = "ansible-core~=2.19.0"
ENVIRONMENT = Path(".build/venv-other-core")


def main() -> int:
    """Choose, install, run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=Path, required=True)
    options = parser.parse_args()

    pythons = find_pythons.find()
    on_floor = sys.version_info[:2] == FLOOR
    other = next(iter(pythons), FLOOR) if on_floor else FLOOR
    if other == sys.version_info[:2] or other not in pythons:
        print(f"skipped: {'no Python newer than 3.11' if on_floor else 'no Python 3.11'} was found")
        return 0

    pins = [] if on_floor else [OLDEST_CORE]
    environment = {**os.environ, "PYTHON": pythons[other]}
    command = ["sh", "scripts/venv.sh", str(ENVIRONMENT), "requirements-test.txt", *pins]
    if subprocess.run(command, env=environment, check=False).returncode:
        return 1

    programs = ENVIRONMENT.resolve() / "bin"
    environment["PATH"] = f"{programs}{os.pathsep}{environment['PATH']}"
    version = subprocess.run(
        [programs / "ansible", "--version"], env=environment, capture_output=True, text=True, check=True
    ).stdout.splitlines()[0]
    print(f"{version}, Python {other[0]}.{other[1]}", flush=True)
    status = 0
    for name, arguments in {"unit": ["tests/unit"], "smoke": ["-m", "smoke", "tests/functional"]}.items():
        report = f"--junitxml={options.reports / f'other-core-{name}.xml'}"
        pytest = [programs / "python", "-m", "pytest", "-q", "-n", "2", report, *arguments]
        status = status or subprocess.run(pytest, env=environment, check=False).returncode
    return status


if __name__ == "__main__":
    sys.exit(main())
