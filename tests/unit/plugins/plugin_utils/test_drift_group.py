# SPDX-License-Identifier: GPL-3.0-or-later
"""webex_drift_group: which groups a host joins; webex_drift_info makes none."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.plugins.action import webex_drift_group, webex_drift_info
from ansible_collections.webex.wholesale.tests.unit.plugins.plugin_utils.test_controller import action
from ansible_collections.webex.wholesale.tests.unit.samples import CONNECTION, CUSTOMER

DRIFT = {"known_absent": True}
# Of no step a customer is as declared.
NONE = {"skip_steps": ["customer", "locations", "pstn", "numbers", "users", "admins"]}
BOTH = {"drift_group": "differs", "seen_group": "seen"}


@pytest.fixture
def joined(monkeypatch):
    """The groups that were joined, each with the groups it belongs to."""
    found = []

    def join(plugin, group, parents, variables):
        found.append((group, parents))
        return {"changed": True, "add_group": group}

    monkeypatch.setattr(webex_drift_group, "join", join)
    return found


def run(arguments, groups=(), module=webex_drift_group, declared=None):
    name = module.__name__.rpartition(".")[2]
    plugin = action({**CONNECTION, **arguments}, kind=module.ActionModule, module=name)
    return plugin.run(None, {"webex_customer": CUSTOMER, **(declared or {}), "groups": {key: [] for key in groups}})


@pytest.mark.parametrize(
    ("arguments", "groups", "expected"),
    [
        ({**DRIFT, **BOTH}, [], [("differs", ["seen"])]),
        ({**DRIFT, **BOTH}, ["seen"], [("differs", ["seen"])]),
        ({**DRIFT, "drift_group": "differs"}, [], [("differs", [])]),
        ({**DRIFT, "seen_group": "seen"}, [], [("seen", [])]),
        ({**DRIFT}, [], []),
        ({**NONE, **BOTH}, [], [("seen", [])]),
        # It is there, and that is all that matters.
        ({**NONE, **BOTH}, ["seen"], []),
        ({**NONE, "drift_group": "differs"}, [], []),
        ({**DRIFT, **BOTH, "setup_assist_group": "asks"}, [], [("differs", ["seen"])]),
    ],
)
def test_groups(joined, arguments, groups, expected):
    result = run(arguments, groups)
    assert result["drift"] is ("known_absent" in arguments)
    assert joined == expected
    assert result["changed"] is bool(expected)


@pytest.mark.parametrize("state", [DRIFT, NONE])
@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ({**BOTH, "setup_assist_group": "asks"}, ("asks", ["differs", "seen"])),
        (BOTH, ("differs", ["seen"])),
    ],
)
def test_a_request_for_setup_assist_is_always_written(joined, state, groups, expected):
    assert run({**state, **groups}, declared={"webex_setup_assist": True})["step"] == "setup_assist"
    assert joined == [expected]


def test_a_comparison_alone_knows_no_groups():
    assert run(DRIFT, module=webex_drift_info)["changed"] is False
    with pytest.raises(Exception, match="drift_group"):
        run({**DRIFT, **BOTH}, module=webex_drift_info)
