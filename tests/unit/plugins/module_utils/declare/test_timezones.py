# SPDX-License-Identifier: GPL-3.0-or-later
"""Names of time zones: several may mean one."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._declare.timezones import same_timezone


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("US/Pacific", "America/Los_Angeles", True),
        ("Asia/Calcutta", "Asia/Kolkata", True),
        ("Europe/Oslo", "Europe/Berlin", True),
        ("Nowhere/At_All", "Nowhere/At_All", True),
        ("America/Phoenix", "America/Denver", False),
        ("Europe/Paris", "Europe/Berlin", False),
        ("America/Chicago", "America/Winnipeg", False),
        ("Nowhere/At_All", "Europe/Berlin", False),
        ("../etc/passwd", "Europe/Berlin", False),
        ("", "Europe/Berlin", False),
    ],
)
def test_names_of_one_time_zone(one, other, same):
    assert same_timezone(one, other) is same_timezone(other, one) is same
