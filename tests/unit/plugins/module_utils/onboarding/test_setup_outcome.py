# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts of a customer's plan by kind."""

from __future__ import annotations

from ansible_collections.webex.wholesale.plugins.module_utils._engine.plan import Change, created, deleted, updated
from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.setup_outcome import NAMES, summary_by_kind


def test_every_kind_is_counted():
    nothing = {"create": 0, "update": 0, "delete": 0, "none": 0}
    counts = summary_by_kind(
        [
            deleted("user", "leo", {"package": "x"}),
            created("user", "ana", {"package": "x"}),
            updated("number", "+1", {}),
        ]
    )
    assert set(counts) == set(NAMES.values())
    assert counts["users"] == {**nothing, "create": 1, "delete": 1}
    assert counts["numbers"] == {**nothing, "none": 1}
    assert counts["admins"] == nothing


def test_object_that_several_steps_change_counts_once():
    main = updated("location", "HQ", {"main_number": Change(None, "+1")})
    same = updated("location", "HQ", {})
    assert summary_by_kind([created("location", "HQ", {"name": "HQ"}), main])["locations"]["create"] == 1
    for actions in ([same, main], [main, same]):
        assert summary_by_kind(actions)["locations"] == {"create": 0, "update": 1, "delete": 0, "none": 0}
