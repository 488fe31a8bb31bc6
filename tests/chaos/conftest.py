# SPDX-License-Identifier: GPL-3.0-or-later
"""Fixtures of the functional tests, where the kills of a run fell, and what a storm brought."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from tests.functional.conftest import collections, contract, make_ansible, pytest_xdist_make_scheduler, start

from .storm import table

__all__ = ["collections", "contract", "make_ansible", "pytest_xdist_make_scheduler", "start"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell where the kills fell, since only kills in the middle of writes say anything, and which faults there were."""
    reports = [report for key in ("passed", "failed") for report in terminalreporter.stats.get(key, [])]
    properties = [entry for report in reports for entry in report.user_properties]
    places = [str(value) for name, value in properties if name == "kill"]
    if places:
        terminalreporter.section("kills")
        for place, count in Counter(places).most_common():
            terminalreporter.line(f"{count:4} {place}")
    storms = [json.loads(str(value)) for name, value in properties if name == "chaos"]
    if storms:
        terminalreporter.section("faults")
        for storm in storms:
            terminalreporter.line(
                f"seed {storm['seed']}: {storm['customers']} customers, {storm['users']} users, {storm['runs']} runs, "
                f"{storm['requests']} requests, {storm['share']:.1%} of them faulted"
            )
        terminalreporter.write_line(table(storms))
