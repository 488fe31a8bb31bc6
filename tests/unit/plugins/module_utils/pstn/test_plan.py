# SPDX-License-Identifier: GPL-3.0-or-later
"""Planning the PSTN connection of a location."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._customers.context import CustomerContext
from ansible_collections.webex.wholesale.plugins.module_utils._declare.model import read
from ansible_collections.webex.wholesale.plugins.module_utils._engine.bulk import RowError
from ansible_collections.webex.wholesale.plugins.module_utils._engine.plan import Change
from ansible_collections.webex.wholesale.plugins.module_utils._locations.ids import LocationIds
from ansible_collections.webex.wholesale.plugins.module_utils._pstn.model import LocationPstn
from ansible_collections.webex.wholesale.plugins.module_utils._pstn.plan import (
    choose_carrier,
    plan_connection,
    plan_pstn,
)
from ansible_collections.webex.wholesale.plugins.module_utils._pstn.present import (
    Carrier,
    PstnConnection,
    PstnConnections,
)

CARRIER = PstnConnection("C1", "Local Carrier", "NON_INTEGRATED_CCP")
INTEGRATED = PstnConnection("C2", "Big Carrier", "INTEGRATED_CCP")
CISCO = PstnConnection("", "", "CISCO_PSTN")
TRUNK = PstnConnection("", "Premises-based PSTN", "LOCAL_GATEWAY", "TRUNK", "T1")
TO_CARRIER = {"provider": "LOCAL carrier"}
TO_TRUNK = {"route": {"type": "TRUNK", "id": "T1"}}


def wanted(data):
    return read(LocationPstn, {"location": "Head Office", **data})


def plan(data, current):
    row = plan_connection(wanted(data), current)
    assert (row.identity, row.present) == ("Head Office", current)
    return row.action, row.problem


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


@pytest.mark.parametrize(
    ("context", "ids", "later"),
    [
        (CustomerContext(), {}, True),
        (CustomerContext("C", "O"), {"HEAD OFFICE": None}, True),
        (CustomerContext("C", "O"), {"HEAD OFFICE": "1"}, False),
    ],
    ids=["customer", "location", "none"],
)
def test_what_is_made_by_an_earlier_task(context, ids, later):
    (row,) = plan_pstn([wanted(TO_CARRIER)], PstnConnections(context, LocationIds(ids.items())))
    assert (row.verb, row.problem, row.later) == ("update", "", later)


def test_what_could_not_be_read_is_not_changed():
    present = PstnConnections(CustomerContext("C", "O"), LocationIds(), unreadable={"Head Office": "no answer"})
    (row,) = plan_pstn([wanted(TO_CARRIER)], present)
    assert (row.verb, row.problem) == ("none", "no answer")


def test_a_carrier_is_chosen_by_its_name():
    assert choose_carrier("LOCAL carrier", [Carrier("1", "Other"), Carrier("2", "Local Carrier")]).id == "2"


@pytest.mark.parametrize(
    ("carriers", "message"),
    [
        ([], "no carrier is named A. Webex offers none here."),
        ([Carrier("1", "A"), Carrier("2", "a")], "2 carriers are named A."),
    ],
)
def test_a_carrier_that_cannot_be_chosen(carriers, message):
    with pytest.raises(RowError, match=message):
        choose_carrier("A", carriers)
