# SPDX-License-Identifier: GPL-3.0-or-later
"""webex_pstn: the calls it makes, and no other ones."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._pstn.operation import PstnOperation
from ansible_collections.webex.wholesale.plugins.module_utils._pstn.options import PSTN
from ansible_collections.webex.wholesale.tests.unit.run_module import run_module
from ansible_collections.webex.wholesale.tests.unit.samples import CUSTOMER_ID, ORG, PARTNER_ORG, identifier

ORG_QUERY = {"orgId": ORG}
OFFICE_ID, FREMONT_ID = identifier("LOCATION", 1), identifier("LOCATION", 2)
IDS = {"Head Office": OFFICE_ID, "Fremont": FREMONT_ID}
BASIS = {"known_customer": {"id": CUSTOMER_ID, "org_id": ORG}, "workers": 1, "location_ids": IDS}
CARRIER = {"id": "C1", "displayName": "Local Carrier", "pstnConnectionType": "NON_INTEGRATED_CCP"}
INTEGRATED = {"id": "C2", "displayName": "Big Carrier", "pstnConnectionType": "INTEGRATED_CCP"}
TRUNK = {"displayName": "Gateway", "pstnConnectionType": "LOCAL_GATEWAY", "routeType": "TRUNK", "routeId": "T1"}
OFFERED = [{"id": "C1", "displayName": "Local Carrier"}, {"id": "C2", "displayName": "Big Carrier"}]
TO_CARRIER = [{"location": "Head Office", "provider": "local carrier"}]
TO_TRUNK = [{"location": "Head Office", "route": {"type": "TRUNK", "id": "T1"}}]


def run(connections, check_mode=False, **options):
    options = {**BASIS, "connections": connections, **options}
    return run_module(PstnOperation, PSTN, options, check_mode=check_mode)


def path(location_id, last="connection"):
    return f"/telephony/pstn/locations/{location_id}/{last}"


def expect_connection(webex, answer, location_id=OFFICE_ID):
    status = 200 if answer else 404
    webex.expect("GET", path(location_id), query=ORG_QUERY, answer=answer, status=status)


def expect_offer(webex, location_id=OFFICE_ID):
    webex.expect("GET", path(location_id, "connectionOptions"), query=ORG_QUERY, answer={"items": OFFERED})


def expect_set(webex, body, *, status=204, answer=None):
    webex.expect("GET", "/people/me", answer={"orgId": PARTNER_ORG})
    webex.expect("PUT", path(OFFICE_ID), query=ORG_QUERY, body=body, status=status, answer=answer)


@pytest.mark.parametrize("check_mode", [True, False])
@pytest.mark.parametrize(
    ("connections", "present", "kind"),
    [
        (TO_CARRIER, CARRIER, "NON_INTEGRATED_CCP"),
        (TO_TRUNK, TRUNK, "LOCAL_GATEWAY"),
        ([{"location": "Head Office", "provider": "Big Carrier"}], INTEGRATED, "INTEGRATED_CCP"),
    ],
)
def test_nothing_to_do(webex, connections, present, kind, check_mode):
    expect_connection(webex, present)
    result = run(connections, check_mode)
    assert (result.changed, result.failed, result.actions) == (False, False, [])
    assert result.objects["connection_types"] == {"Head Office": kind}


@pytest.mark.parametrize("check_mode", [True, False])
def test_carrier(webex, check_mode):
    expect_connection(webex, None)
    expect_offer(webex)
    if not check_mode:
        expect_set(webex, {"id": "C1"})
        expect_connection(webex, CARRIER)
    result = run(TO_CARRIER, check_mode)
    assert (result.changed, result.failed) == (True, False)
    assert result.actions[0]["fields"] == {"connection": {"from": None, "to": "local carrier"}}


def test_the_type_of_a_carrier_in_other_letters(webex):
    expect_connection(webex, None)
    expect_offer(webex)
    expect_set(webex, {"id": "C1"})
    expect_connection(webex, CARRIER)
    assert run(TO_CARRIER).objects["connection_types"] == {"Head Office": "NON_INTEGRATED_CCP"}


@pytest.mark.parametrize("check_mode", [True, False])
def test_route(webex, check_mode):
    expect_connection(webex, CARRIER)
    if not check_mode:
        expect_set(webex, {"premiseRouteType": "TRUNK", "premiseRouteId": "T1"})
        expect_connection(webex, TRUNK)
    result = run(TO_TRUNK, check_mode)
    assert result.actions[0]["fields"] == {"connection": {"from": "Local Carrier", "to": "TRUNK T1"}}
    assert result.objects["connection_types"] == {"Head Office": None if check_mode else "LOCAL_GATEWAY"}


# Refusals


@pytest.mark.parametrize("check_mode", [True, False])
def test_integrated_carrier(webex, check_mode):
    expect_connection(webex, INTEGRATED)
    result = run(TO_CARRIER, check_mode)
    assert "- Head Office: it uses Big Carrier, an integrated carrier or Cisco PSTN, and local carrier is wanted." in (
        result.message
    )
    assert webex.writes == []


@pytest.mark.parametrize("check_mode", [True, False])
@pytest.mark.parametrize(
    ("provider", "message"),
    [
        ("Nobody", "no carrier is named Nobody. Use one of: Local Carrier, Big Carrier."),
        ("Local Carier", "no carrier is named Local Carier. Did you mean Local Carrier"),
    ],
)
def test_unknown_carrier(webex, provider, message, check_mode):
    expect_connection(webex, None)
    expect_offer(webex)
    assert message in run([{"location": "Head Office", "provider": provider}], check_mode).message
    assert webex.writes == []


def test_a_carrier_that_the_api_cannot_set(webex):
    expect_connection(webex, None)
    expect_offer(webex)
    expect_set(webex, {"id": "C2"}, status=400, answer={"errors": [{"errorCode": 1, "description": "not allowed"}]})
    message = run([{"location": "Head Office", "provider": "Big Carrier"}]).message
    assert "Webex refuses to set Big Carrier" in message
    assert "open Control Hub > Calling > PSTN" in message


def test_rows_do_not_hide_each_other(webex):
    expect_connection(webex, INTEGRATED)
    expect_connection(webex, None, FREMONT_ID)
    expect_offer(webex, FREMONT_ID)
    webex.expect("GET", "/people/me", answer={"orgId": PARTNER_ORG})
    webex.expect("PUT", path(FREMONT_ID), query=ORG_QUERY, body={"id": "C1"}, status=204)
    expect_connection(webex, CARRIER, FREMONT_ID)
    result = run([*TO_CARRIER, {"location": "Fremont", "provider": "Local Carrier"}, {**TO_TRUNK[0], "location": "X"}])
    assert [row["location"] for row in result.objects["connections"] if "error" in row] == ["Head Office", "X"]
    assert "- X: its location X does not exist; known are: Fremont, Head Office." in result.message
    assert result.objects["connection_types"] == {"Head Office": None, "Fremont": "NON_INTEGRATED_CCP", "X": None}


def test_a_location_that_is_only_planned():
    result = run(TO_CARRIER, check_mode=True, location_ids={"Head Office": None})
    assert (result.changed, result.failed) == (True, False)


def test_a_customer_that_is_only_planned():
    options = {"customer": "acme-0001", "planned_customer": {}, "connections": TO_CARRIER, "location_ids": IDS}
    result = run_module(PstnOperation, PSTN, options, check_mode=True)
    assert [action["action"] for action in result.actions] == ["update"]
