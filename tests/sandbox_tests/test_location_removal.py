# SPDX-License-Identifier: GPL-3.0-or-later
"""Taking calling away from a location, and deleting it."""

from __future__ import annotations

from typing import Any

import pytest

from .support import Client

PATH = "telephony/config/locations"
JOBS = "telephony/config/jobs/locations/deleteCallingLocation"
NUMBER = "+13035550101"


@pytest.fixture
def org(acme: dict[str, Any]) -> str:
    """Return the organization of a provisioned customer."""
    return str(acme["orgId"])


@pytest.fixture
def denver(client: Client, org: str) -> str:
    """Return a second calling location."""
    return client.branch(org)


def precheck(client: Client, org: str, key: str) -> dict[str, Any]:
    found: dict[str, Any] = client.post(f"{PATH}/{key}/actions/precheckForDeletion/invoke", orgId=org)
    return found


def start(client: Client, org: str, key: str, expect: int = 202) -> str:
    body = {"locationId": key, "locationName": "Denver"}
    return str(client.post(JOBS, body, expect, orgId=org).get("id"))


def test_removal_in_order(client: Client, org: str, denver: str) -> None:
    assert precheck(client, org, denver) == {"locationDeleteStatus": "UNBLOCKED"}
    assert "calling" in client.delete(f"locations/{denver}", 409, orgId=org)["message"]
    job = start(client, org, denver)
    assert client.get(f"{JOBS}/{job}", orgId=org)["latestExecutionStatus"] == "STARTED"
    start(client, org, denver, 409)
    client.delete(f"locations/{denver}", 409, orgId=org)
    client.advance()
    assert client.get(f"{JOBS}/{job}", orgId=org)["latestExecutionStatus"] == "COMPLETED"
    assert client.get(f"{JOBS}/{job}/errors", orgId=org) == {"items": []}
    client.get(f"{PATH}/{denver}", 404, orgId=org)
    client.get(f"locations/{denver}", orgId=org)
    client.delete(f"locations/{denver}", orgId=org)
    client.get(f"locations/{denver}", 404, orgId=org)
    client.branch(org)  # the name is free again


def test_users_and_numbers_block(client: Client, acme: dict[str, Any], org: str, denver: str) -> None:
    client.stock(denver, NUMBER, "+13035550102")
    client.put(f"{PATH}/{denver}", {"callingLineId": {"phoneNumber": NUMBER}}, 204, orgId=org)
    client.carrier(org, denver)
    made = client.subscribe(acme, provisioningParameters={"extension": "101", "locationId": denver})
    found = precheck(client, org, denver)
    assert found["locationDeleteStatus"] == "BLOCKED"
    assert found["blocking"] == {"usersInUseCount": 1, "numbersInUseCount": 1}
    start(client, org, denver, 409)
    client.delete(f"people/{made['personId']}")
    client.delete(f"{PATH}/{denver}/numbers", 204, {"phoneNumbers": ["+13035550102"]}, orgId=org)
    start(client, org, denver)  # the main number goes with the location
    client.advance()
    client.delete(f"locations/{denver}", orgId=org)
    other = client.location(org)
    client.stock(other, NUMBER)


def test_a_job_can_fail(client: Client, acme: dict[str, Any], org: str, denver: str) -> None:
    job = start(client, org, denver)
    client.subscribe(acme, provisioningParameters={"extension": "101", "locationId": denver})
    client.advance()
    assert client.get(f"{JOBS}/{job}", orgId=org)["latestExecutionStatus"] == "FAILED"
    assert len(client.get(f"{JOBS}/{job}/errors", orgId=org)["items"]) == 1
    client.get(f"{PATH}/{denver}", orgId=org)


def test_a_job_can_be_made_to_fail(client: Client, org: str, denver: str) -> None:
    client.control("settings", {"location_job_outcome": "FAILED", "update_delay": 0})
    job = start(client, org, denver)
    assert client.get(f"{JOBS}/{job}", orgId=org)["latestExecutionStatus"] == "FAILED"
    client.control("settings", {"location_job_outcome": "COMPLETED"})
    client.get(f"{JOBS}/{start(client, org, denver)}", orgId=org)
    client.delete(f"locations/{denver}", orgId=org)


def test_bad_orders(client: Client, org: str, denver: str) -> None:
    client.post(JOBS, {"locationId": denver, "locationName": "Boulder"}, 400, orgId=org)
    client.post(JOBS, {"locationId": "unknown", "locationName": "Denver"}, 404, orgId=org)
    client.post(JOBS, {"locationId": denver}, 400, orgId=org)
    client.get(f"{JOBS}/unknown", 404, orgId=org)
    client.get(f"{JOBS}/{start(client, org, denver)}", 404)


def test_a_location_can_stay_referenced(client: Client, org: str, denver: str) -> None:
    client.control("settings", {"location_release_delay": 300})
    start(client, org, denver)
    client.advance()
    assert "being referenced" in client.delete(f"locations/{denver}", 409, orgId=org)["message"]
    client.advance(300)
    client.delete(f"locations/{denver}", orgId=org)


def test_integrated_carriers_hold_a_location_for_an_hour(client: Client, org: str, denver: str) -> None:
    client.control("pstn", {"location_id": denver, "type": "INTEGRATED_CCP"})
    start(client, org, denver)
    client.advance(600)
    assert "being referenced" in client.delete(f"locations/{denver}", 409, orgId=org)["message"]
    client.advance(3600)
    client.delete(f"locations/{denver}", orgId=org)


def test_a_prefix_job_does_not_outlive_calling(client: Client, org: str, denver: str) -> None:
    client.put(f"{PATH}/{denver}", {"routingPrefix": "81"}, 200, orgId=org)
    client.control("settings", {"update_delay": 0})
    start(client, org, denver)
    client.advance()
    assert client.sandbox.world.organizations[org].locations[denver].routing_prefix == ""
