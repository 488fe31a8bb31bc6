# SPDX-License-Identifier: GPL-3.0-or-later
"""Print every Python >= 3.11 that can make virtual environments, one `VERSION PATH` a line, newest first."""

from __future__ import annotations

import contextlib
import glob
import os
import pwd
import re
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)
NEWEST = (3, 14)
PYENV = "versions/3.*/bin"
MANAGERS = (
    f".pyenv/{PYENV}",
    ".local/share/uv/python/*/bin",
    ".asdf/installs/python/3.*/bin",
    ".local/share/mise/installs/python/3.*/bin",
)
SYSTEM = (
    Path("/usr/local/bin"),
    Path("/usr/bin"),
    Path("/opt/homebrew/bin"),
    Path("/opt/python/*/bin"),
    Path("/opt/hostedtoolcache/Python/3.*/*/bin"),
)
PROBE = "import ensurepip, os, sys, venv; print(*sys.version_info[:3], os.path.realpath(sys._base_executable))"


def homes() -> list[Path]:
    """The home folders in HOME and in the user database: tools may run with another HOME, or none."""
    named = [Path(os.environ["HOME"])] if os.environ.get("HOME") else []
    with contextlib.suppress(KeyError):  # the user of a container may not exist in the database
        named.append(Path(pwd.getpwuid(os.getuid()).pw_dir))
    return list(dict.fromkeys(named))


def places() -> list[str]:
    """Folders that may hold a Python: PATH first, then those of version managers and systems."""
    root = os.environ.get("PYENV_ROOT")
    patterns = [Path(root, PYENV)] if root else []
    patterns += [home / manager for home in homes() for manager in MANAGERS]
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    for pattern in (*patterns, *SYSTEM):
        folders += sorted(glob.glob(str(pattern)), key=_numbers, reverse=True)
    return list(dict.fromkeys(folders))


def _numbers(path: str) -> list[int]:
    """The numbers of a version, for sorting: 3.12.10 comes after 3.12.9."""
    return [int(number) for number in re.findall(r"\d+", path)]


def find() -> dict[tuple[int, int], str]:
    """The first usable Python of each minor version, tested, since a version manager's shim may have none behind it."""
    found: dict[tuple[int, int], str] = {}
    for folder in places():
        for minor in range(OLDEST[1], NEWEST[1] + 1):
            path = Path(folder, f"python3.{minor}")
            if (3, minor) in found or not os.access(path, os.X_OK):
                continue
            answer = subprocess.run([path, "-c", PROBE], capture_output=True, text=True, check=False)
            words = answer.stdout.split(maxsplit=3)
            if answer.returncode == 0 and len(words) == 4 and words[:2] == ["3", str(minor)]:
                found[3, minor] = words[3].strip()
    return dict(sorted(found.items(), reverse=True))


if __name__ == "__main__":
    for version, path in find().items():
        print(f"{version[0]}.{version[1]} {path}")
    sys.exit(0)
