# SPDX-License-Identifier: GPL-3.0-or-later
"""The steps that the tags of a run ask for."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.plugins.plugin_utils._tags import STEPS, chosen, chosen_steps


@pytest.mark.parametrize("asked", [[], ["all"], ["tagged"], ["setup"], ["setup", "users"]])
def test_all_steps(asked):
    assert chosen(asked, []) == list(STEPS)


def test_some_steps_in_their_order():
    assert chosen(["users", "locations"], []) == ["locations", "users"]
    assert chosen(["setup_assist"], []) == []
    assert chosen(["all"], ["users", "customer"]) == ["locations", "pstn", "numbers", "admins"]


def test_tags_come_from_ansible():
    assert chosen_steps({"ansible_run_tags": ["users"], "ansible_skip_tags": ["admins"]}) == ["users"]
    assert chosen_steps({}) == list(STEPS)
