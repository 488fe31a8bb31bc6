# SPDX-License-Identifier: GPL-3.0-or-later
"""Programs of Node.js that some tests run where they are at hand: `make node-tools` puts them into .build."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from .support import HERE, ROOT

MODULES = ROOT / ".build" / "node" / "node_modules"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome") or ""


def needs(*packages: str, browser: bool = False) -> pytest.MarkDecorator:
    """Skip where Node.js, one of these packages or, where it is needed, a browser is not at hand."""
    missing = [] if shutil.which("node") else ["node"]
    missing += [package for package in packages if not (MODULES / package).is_dir()]
    missing += ["Chromium"] if browser and not CHROMIUM else []
    reason = f"not here: {', '.join(missing)}; make node-tools installs the packages"
    return pytest.mark.skipif(bool(missing), reason=reason)


def node(script: str, *arguments: str | Path) -> Any:
    """What a script of the folder node prints as JSON."""
    environment = {**os.environ, "NODE_PATH": str(MODULES), "CHROMIUM": CHROMIUM}
    command = ["node", str(HERE / "node" / script), *map(str, arguments)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)
