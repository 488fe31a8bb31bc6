# SPDX-License-Identifier: GPL-3.0-or-later
"""Fixtures of the functional tests, and how many scenarios said what."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._client import client
from tests.functional.conftest import contract, start
from tests.functional.support import Sandbox

from .carrying_out import Hurry

__all__ = ["contract", "start"]


@pytest.fixture(scope="module")
def sandbox(start: Callable[..., Sandbox]) -> Sandbox:
    """Return a sandbox without delays."""
    return start("--provisioning-delay", "0", "--update-delay", "0")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Take no time for pauses, and keep notes of creations among the files of the test."""
    monkeypatch.setattr(client, "DEFAULT_CLOCK", Hurry().clock())
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell how many scenarios were carried out, how many the plan refused, and how often each edit took part."""
    reports = [report for key in ("passed", "failed") for report in terminalreporter.stats.get(key, [])]
    found = [json.loads(str(value)) for each in reports for name, value in each.user_properties if name == "scenario"]
    if found:
        refused, tries = sum(row["refused"] for row in found), sum(row["tries"] for row in found)
        edits = Counter(edit for row in found for edit in row["edits"])
        terminalreporter.section("scenarios")
        terminalreporter.line(f"{len(found)} scenarios, {refused} refused by the plan, {tries} edits by the check")
        terminalreporter.line(", ".join(f"{edit} {count}" for edit, count in edits.most_common()))
