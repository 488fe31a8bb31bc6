# SPDX-License-Identifier: GPL-3.0-or-later
"""Print every Python >= 3.11 that can make virtual environments, one `VERSION PATH` a line, newest first."""

from __future__ import annotations

import glob
import os
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)
NEWEST = (3, 14)
PROBE = "import ensurepip, os, sys, venv; print(*sys.version_info[:3], os.path.realpath(sys._base_executable))"


def places() -> list[str]:
    """Folders that may hold a Python: PATH first, then where the usual version managers put theirs."""
    home = Path.home()
    pyenv = Path(os.environ.get("PYENV_ROOT", home / ".pyenv"))
    patterns = (pyenv / "versions/3.*/bin", home / ".local/share/uv/python/*/bin", Path("/opt/python/*/bin"))
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    for pattern in patterns:
        folders += sorted(glob.glob(str(pattern)), reverse=True)
    return folders


def find() -> dict[tuple[int, int], str]:
    """The first usable Python of each minor version, by trying: a version manager's shim may stand for nothing."""
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
