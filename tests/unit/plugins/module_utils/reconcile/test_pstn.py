# SPDX-License-Identifier: GPL-3.0-or-later
"""Planning the PSTN connection of a location."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._api.pstn import Connection
from ansible_collections.webex.wholesale.plugins.module_utils._model.base import read
from ansible_collections.webex.wholesale.plugins.module_utils._model.location import Pstn
from ansible_collections.webex.wholesale.plugins.module_utils._reconcile.plan import Change
from ansible_collections.webex.wholesale.plugins.module_utils._reconcile.pstn import plan_pstn

CARRIER = Connection("C1", "Local Carrier", "NON_INTEGRATED_CCP")
INTEGRATED = Connection("C2", "Big Carrier", "INTEGRATED_CCP")
CISCO = Connection("", "", "CISCO_PSTN")
TRUNK = Connection("", "Premises-based PSTN", "LOCAL_GATEWAY", "TRUNK", "T1")
TO_CARRIER = {"provider": "LOCAL carrier"}
TO_TRUNK = {"route": {"type": "TRUNK", "id": "T1"}}


def plan(data, current):
    return plan_pstn("Head Office", read(Pstn, data), current)


@pytest.mark.parametrize(
    ("data", "current"), [(TO_CARRIER, CARRIER), (TO_TRUNK, TRUNK), ({"provider": "big carrier"}, INTEGRATED)]
)
def test_nothing_to_do(data, current):
    action, problem = plan(data, current)
    assert (action.action, problem) == ("none", "")


@pytest.mark.parametrize(
    ("data", "current", "before", "after"),
    [
        (TO_CARRIER, None, None, "LOCAL carrier"),
        (TO_CARRIER, TRUNK, "TRUNK T1", "LOCAL carrier"),
        (TO_TRUNK, CARRIER, "Local Carrier", "TRUNK T1"),
        ({"route": {"type": "ROUTE_GROUP", "id": "T1"}}, TRUNK, "TRUNK T1", "ROUTE_GROUP T1"),
        ({"route": {"type": "TRUNK", "id": "T2"}}, TRUNK, "TRUNK T1", "TRUNK T2"),
    ],
)
def test_change(data, current, before, after):
    action, problem = plan(data, current)
    assert (action.action, problem) == ("update", "")
    assert action.fields == {"connection": Change(before, after)}


@pytest.mark.parametrize("data", [TO_CARRIER, TO_TRUNK])
@pytest.mark.parametrize(("current", "name"), [(INTEGRATED, "Big Carrier"), (CISCO, "CISCO_PSTN")])
def test_an_integrated_carrier_is_left_to_control_hub(data, current, name):
    _action, problem = plan(data, current)
    assert problem.startswith(f"it uses {name}, an integrated carrier or Cisco PSTN, and ")
    assert "open Control Hub > Calling > PSTN" in problem
