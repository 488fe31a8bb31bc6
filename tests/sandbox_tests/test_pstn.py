# SPDX-License-Identifier: GPL-3.0-or-later
"""PSTN connections of locations."""

from __future__ import annotations

from typing import Any

import pytest

from .support import Client

TRUNK = "Y2lzY29zcGFyazovL3VzL1RSVU5LL21haW4tdHJ1bms"
GROUP = "Y2lzY29zcGFyazovL3VzL1JPVVRFX0dST1VQL21haW4tZ3JvdXA"


@pytest.fixture
def org(acme: dict[str, Any]) -> str:
    """Return the organization of a provisioned customer."""
    return str(acme["orgId"])


@pytest.fixture
def path(client: Client, org: str) -> str:
    """Return where the PSTN of the head office is."""
    return f"telephony/pstn/locations/{client.location(org)}"


def options(client: Client, path: str, org: str, **query: str) -> dict[str, str]:
    items = client.get(f"{path}/connectionOptions", orgId=org, **query)["items"]
    return {item["displayName"]: item["id"] for item in items}


def test_options(client: Client, path: str, org: str) -> None:
    assert list(options(client, path, org)) == [
        "Premises-based PSTN",
        "Local Carrier",
        "Global SIP Provider",
        "Integrated Carrier One",
        "Cisco PSTN",
    ]
    assert "Local Carrier" not in options(client, path, org, serviceTypes="MOBILE_NUMBERS")
    client.get("telephony/pstn/locations/unknown/connectionOptions", 404, orgId=org)
    bare = client.branch(org, calling=False)
    client.get(f"telephony/pstn/locations/{bare}/connectionOptions", 404, orgId=org)


def test_a_non_integrated_carrier_can_be_chosen(client: Client, path: str, org: str) -> None:
    client.get(f"{path}/connection", 404, orgId=org)
    for name in ("Local Carrier", "Global SIP Provider"):
        key = options(client, path, org)[name]
        client.put(f"{path}/connection", {"id": key}, 204, orgId=org)
        shown = client.get(f"{path}/connection", orgId=org)
        assert (shown["id"], shown["displayName"], shown["pstnConnectionType"]) == (key, name, "NON_INTEGRATED_CCP")


@pytest.mark.parametrize(("kind", "key"), [("TRUNK", TRUNK), ("ROUTE_GROUP", GROUP)])
def test_a_local_gateway_has_a_route(client: Client, path: str, org: str, kind: str, key: str) -> None:
    client.put(f"{path}/connection", {"premiseRouteType": kind, "premiseRouteId": key}, 204, orgId=org)
    shown = client.get(f"{path}/connection", orgId=org)
    assert (shown["pstnConnectionType"], shown["routeType"], shown["routeId"]) == ("LOCAL_GATEWAY", kind, key)
    location = client.location(org)
    calling = client.get(f"telephony/config/locations/{location}", orgId=org)
    assert calling["connection"] == {"type": kind, "id": key}
    client.put(f"telephony/config/locations/{location}", {"connection": {"type": "TRUNK", "id": "x"}}, 400, orgId=org)
    client.put(f"telephony/config/locations/{location}", {"connection": {"type": "TRUNK", "id": TRUNK}}, 204, orgId=org)


@pytest.mark.parametrize(
    "body",
    [
        {"id": "unknown"},
        {"premiseRouteType": "TRUNK", "premiseRouteId": "unknown"},
        {"premiseRouteType": "TRUNK", "premiseRouteId": GROUP},
        {"premiseRouteType": "TRUNK"},
        {"premiseRouteType": "DIAL_PLAN", "premiseRouteId": TRUNK},
        {},
        {"surprise": 1},
    ],
)
def test_bad_choices_are_refused(client: Client, path: str, org: str, body: dict[str, Any]) -> None:
    client.put(f"{path}/connection", body, 400, orgId=org)
    client.get(f"{path}/connection", 404, orgId=org)


def test_integrated_carriers_are_chosen_in_the_hub_only(client: Client, path: str, org: str) -> None:
    found = options(client, path, org)
    for name in ("Integrated Carrier One", "Cisco PSTN", "Premises-based PSTN"):
        client.put(f"{path}/connection", {"id": found[name]}, 400, orgId=org)
    client.put(
        f"{path}/connection",
        {"id": found["Local Carrier"], "premiseRouteType": "TRUNK", "premiseRouteId": TRUNK},
        400,
        orgId=org,
    )
    for kind in ("INTEGRATED_CCP", "CISCO_PSTN", "NON_INTEGRATED_CCP", "LOCAL_GATEWAY"):
        client.control("pstn", {"external_id": "acme-0001", "location": "Head Office", "type": kind})
        assert client.get(f"{path}/connection", orgId=org)["pstnConnectionType"] == kind
    named = {"external_id": "acme-0001", "type": "INTEGRATED_CCP", "name": "Other Carrier"}
    client.control("pstn", named)
    assert client.get(f"{path}/connection", orgId=org)["displayName"] == "Other Carrier"
    client.control("pstn", {"external_id": "acme-0001", "type": "NONE"})
    client.get(f"{path}/connection", 404, orgId=org)
    client.control("pstn", {"external_id": "unknown", "type": "NONE"}, 404)
    client.control("pstn", {"external_id": "acme-0001", "type": "SMOKE_SIGNALS"}, 400)


def test_the_choice_can_be_seeded(client: Client, path: str, org: str) -> None:
    own = {"external_id": "acme-0001", "options": [{"name": "Own", "type": "NON_INTEGRATED_CCP", "id": "own-id"}]}
    client.control("seed", {"pstn": [own | {"routes": {"own-trunk": "TRUNK"}}]})
    assert options(client, path, org) == {"Own": "own-id"}
    client.put(f"{path}/connection", {"id": "own-id"}, 204, orgId=org)
    body = {"premiseRouteType": "TRUNK", "premiseRouteId": TRUNK}
    client.put(f"{path}/connection", body, 400, orgId=org)
    client.put(f"{path}/connection", body | {"premiseRouteId": "own-trunk"}, 204, orgId=org)
    other = client.customer(externalId="o", customerInfo={"name": "Other", "primaryEmail": "it@other.example"})
    elsewhere = f"telephony/pstn/locations/{client.location(other['orgId'])}"
    assert len(options(client, elsewhere, other["orgId"])) == 5
    client.control("seed", {"pstn": [{"options": []}]})
    assert options(client, elsewhere, other["orgId"]) == {}
    client.control("pstn", {"external_id": "o", "type": "CISCO_PSTN"}, 404)
