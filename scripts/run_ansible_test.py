# SPDX-License-Identifier: GPL-3.0-or-later
"""Run ansible-test in a copy of the collection, with a HOME of its own and with every usable Python on its PATH.

Usage: python scripts/run_ansible_test.py sanity|units --stage FOLDER --home FOLDER --reports FOLDER [ARGUMENT...]
All further arguments are passed to ansible-test.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import ansible_test_bootstrap
import find_pythons
import yaml

# The relevant output of sanity: findings and skipped tests. The rest, such as that of pip, goes to the log.
SHOWN = re.compile(r"ERROR:|FATAL:|See documentation|WARNING: (Required program|Skipping)")

# Imported once; other Pythons import the collection where the tests run with other versions of ansible-core.
EVERY_PYTHON = ["--skip-test", "import"]
ONCE = ["--test", "import"]


def not_shipped(collection: Path) -> list[str]:
    """Arguments that leave out what the tarball leaves out: ruff and mypy check that, and not Ansible's rules."""
    ignored = yaml.safe_load((collection / "galaxy.yml").read_text(encoding="utf-8"))["build_ignore"]
    # ansible-test leaves its own results out, and refuses a folder without anything to test.
    folders = [name for name in ignored if (collection / name).is_dir() and name != "tests/output"]
    return [word for name in folders for word in ("--exclude", f"{name}/")]


def path_with(pythons: Path) -> str:
    """PATH for ansible-test: this environment, the Pythons found, then the rest.

    Shims of version managers are left out: one without an installed version would end the run.
    """
    pythons.mkdir(parents=True, exist_ok=True)
    for link in pythons.iterdir():
        link.unlink()
    for (major, minor), path in find_pythons.find().items():
        if (major, minor) != sys.version_info[:2]:
            (pythons / f"python{major}.{minor}").symlink_to(path)
    rest = [folder for folder in os.environ["PATH"].split(os.pathsep) if Path(folder).name != "shims"]
    return os.pathsep.join([str(Path(sys.executable).parent), str(pythons), *rest])


def main() -> int:
    """Run ansible-test, show its relevant output, and keep its JUnit files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=("sanity", "units"))
    parser.add_argument("--stage", type=Path, required=True)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--reports", type=Path, required=True)
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--all-pythons", action="store_true", help="repeat the import test on each of them")
    options, arguments = parser.parse_known_args()

    home = options.home.resolve()
    ansible_test_bootstrap.main(home)
    environment = {
        "HOME": str(home),
        "PATH": path_with(home / "pythons"),
        "LC_ALL": os.environ.get("LC_ALL", "C.UTF-8"),
    }

    results = options.stage / "tests/output/junit"
    shutil.rmtree(results, ignore_errors=True)
    here = f"--python={sys.version_info[0]}.{sys.version_info[1]}"
    if options.command == "units":  # only this environment has the libraries
        calls = [[here]]
    else:
        always = ["--junit", *not_shipped(options.stage)]
        calls = [[*always, *EVERY_PYTHON], [*always, *ONCE, *([] if options.all_pythons else [here])]]
    log = options.reports.parent / f"ansible-test-{options.command}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    status = 0
    with log.open("w", encoding="utf-8") as file:
        for more in calls:
            command = ["ansible-test", options.command, "--local", "--color=no", *more, *arguments]
            process = subprocess.Popen(
                command, cwd=options.stage, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
            )
            assert process.stdout is not None
            for line in process.stdout:
                file.write(line)
                if options.verbose or options.command == "units" or SHOWN.match(line):
                    print(line, end="", flush=True)
            status = process.wait() or status
    if status:
        print(f"everything ansible-test said: {log}")

    options.reports.mkdir(parents=True, exist_ok=True)
    for report in sorted(results.glob("*.xml")):
        shutil.copyfile(report, options.reports / f"{options.command}-{report.name}")
    return status


if __name__ == "__main__":
    sys.exit(main())
