# SPDX-License-Identifier: GPL-3.0-or-later
"""Copy the files of the repository into a folder for ansible-test: `.../ansible_collections/NAMESPACE/NAME`.

Usage: python scripts/stage.py TARGET. Only changed files are copied, and deleted ones removed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

KEPT = {Path(".git"), Path("tests/output")}  # the copy's own, and ansible-test's results


def same(one: os.stat_result, other: os.stat_result) -> bool:
    """Whether two files are most likely the same; shutil.copy2 keeps the time of the last change."""
    return (one.st_mtime, one.st_size, one.st_mode) == (other.st_mtime, other.st_size, other.st_mode)


def stage(target: Path) -> None:
    """Bring the target up to date."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, capture_output=True, check=True, text=True)
    # A repository of its own: otherwise ansible-test uses the outer one, which ignores this folder.
    target.mkdir(parents=True, exist_ok=True)
    if not (target / ".git").exists():
        subprocess.run(["git", "init", "--quiet", "--initial-branch=main", target], check=True)
    wanted = {Path(name) for name in listing.stdout.split("\0") if name and Path(name).is_file()}
    for path in sorted(target.rglob("*"), reverse=True):
        relative = path.relative_to(target)
        if KEPT & {relative, *relative.parents}:
            continue
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif relative not in wanted:
            path.unlink()
    for relative in wanted:
        copy = target / relative
        if copy.exists() and same(copy.stat(), relative.stat()):
            continue
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(relative, copy)


if __name__ == "__main__":
    stage(Path(sys.argv[1]))
