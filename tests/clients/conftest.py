# SPDX-License-Identifier: GPL-3.0-or-later
"""Fixtures: every client makes its journey once, in its own environment; the tests look at what came of it."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.functional.support import ROOT, TOKEN, Sandbox

from .journey import Journey

PYTHON = ROOT / ".build" / "venv-clients" / "bin" / "python"
DRIVERS = Path(__file__).parent / "drivers"


@pytest.fixture(scope="session")
def python() -> str:
    """Return the Python of the environment that has the clients."""
    if not PYTHON.exists():
        assert not os.environ.get("WEBEX_REQUIRE_CLIENTS"), f"{PYTHON} is missing"
        pytest.skip("the clients are not installed: `make clients` installs and runs them")
    return str(PYTHON)


@pytest.fixture(scope="module")
def travel(python: str, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Journey]:
    """Return a function that runs a driver against a fresh sandbox and reads its report."""

    def run(driver: str) -> Journey:
        sandbox = Sandbox(tmp_path_factory.mktemp("sandbox"))
        home = tmp_path_factory.mktemp("home")
        environment = {
            "HOME": str(home),
            "PATH": os.environ["PATH"],
            "WEBEX_ACCESS_TOKEN": TOKEN,
            "CI": "1",  # wxcli then looks for no newer version of itself
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONUTF8": "1",
            # What is not meant for the sandbox gets nowhere.
            "HTTPS_PROXY": "http://127.0.0.1:9",
            "NO_PROXY": "127.0.0.1",
        }
        try:
            result = subprocess.run(
                [python, str(DRIVERS / driver), sandbox.url],
                cwd=home,
                env=environment,
                capture_output=True,
                text=True,
                timeout=120,
                check=False,
            )
        finally:
            sandbox.close()
        assert result.returncode == 0, f"{driver} broke off:\n{result.stderr}\n{result.stdout}"
        return Journey.read(json.loads(result.stdout))

    return run
