# SPDX-License-Identifier: GPL-3.0-or-later
"""Fixtures of the functional tests, and how many scenarios said what."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from tests.functional.conftest import contract, start

__all__ = ["contract", "start"]


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
