# SPDX-License-Identifier: GPL-3.0-or-later
"""The readable state and the Partner Hub page."""

from __future__ import annotations

from typing import Any

from .support import Client


def test_the_state_is_readable(client: Client, acme: dict[str, Any]) -> None:
    client.subscribe(acme)
    state = client.get("/_sandbox/state")
    (customer,) = state["customers"]
    assert (customer["name"], customer["external_id"], customer["status"]) == ("Acme Pizza", "acme-0001", "provisioned")
    assert [item["name"] for item in customer["locations"]] == ["Head Office"]
    (user,) = customer["subscribers"]
    assert (user["name"], user["extension"], user["location"]) == ("Ana Diaz", "101", "Head Office")
    assert "it@acme.example" in [item["email"] for item in state["people"]]
    assert [item["name"] for item in state["templates"]] == ["partner-us", "partner-attach"]


def test_the_state_shows_what_calling_is_made_of(client: Client, acme: dict[str, Any]) -> None:
    org, head = acme["orgId"], client.location(acme["orgId"])
    client.carrier(org, head)
    client.stock(head, "+14085550101", "+14085550102")
    client.control("settings", {"update_delay": 0})
    change = {
        "callingLineId": {"phoneNumber": "+14085550101"},
        "externalCallerIdName": "Acme",
        "routingPrefix": "81",
    }
    client.put(f"telephony/config/locations/{head}", change, orgId=org)
    wanted = {"firstName": "Ana", "primaryPhoneNumber": "+14085550102", "extension": "101", "locationId": head}
    client.subscribe(acme, provisioningParameters=wanted)
    (customer,) = client.get("/_sandbox/state")["customers"]
    (location,) = customer["locations"]
    assert location["pstn"] == {"type": "NON_INTEGRATED_CCP", "name": "Local Carrier", "route": None}
    assert (location["main_number"], location["external_caller_id"]) == ("+14085550101", "Acme")
    assert (location["routing_prefix"], location["time_zone"], location["language"], location["calling"]) == (
        "81",
        "America/Los_Angeles",
        "en_us",
        True,
    )
    assert location["address"]["city"] == "Milpitas"
    assert [(row["number"], row["state"], row["owner"]) for row in location["numbers"]] == [
        ("+14085550101", "ACTIVE", None),
        ("+14085550102", "ACTIVE", "ana@acme.example"),
    ]
    assert customer["users"][1] == {
        "name": "Ana",
        "email": "ana@acme.example",
        "location": "Head Office",
        "number": "+14085550102",
        "extension": "101",
        "roles": [],
    }
    (administrator,) = customer["administrators"]
    assert (administrator["email"], administrator["roles"]) == ("it@acme.example", ["Full Administrator"])
    page = client.send("GET", "/hub", 200).text
    for shown in ("Local Carrier", "+14085550101", "+14085550102", "Full Administrator", "2 numbers", "81", "101"):
        assert shown in page


def test_the_page_shows_locations_without_anything(client: Client, acme: dict[str, Any]) -> None:
    client.control("locations", {"external_id": "acme-0001", "name": "<b>Bare"}, 201)
    page = client.send("GET", "/hub", 200).text
    assert "&lt;b&gt;Bare" in page
    assert "no calling" in page


def test_the_page_shows_everything_and_escapes_it(client: Client) -> None:
    assert "No customers yet" in client.send("GET", "/hub", 200).text
    evil = "<script>alert(1)</script>"
    acme = client.customer(customerInfo={"name": evil, "primaryEmail": "it@acme.example"}, externalId='"><b>')
    client.subscribe(acme, provisioningParameters={**user_parameters(client, acme), "firstName": "<i>Ana"})
    client.order(externalId="second", customerInfo={"name": "Second", "primaryEmail": "a@second.example"})
    client.send("GET", "/v1/<img src=x>", 404)
    result = client.send("GET", "/hub", 200, headers={"Authorization": ""})
    assert result.headers["content-type"].startswith("text/html")
    for raw in (evil, '"><b>', "<i>Ana", "<img"):
        assert raw not in result.text
    for shown in (
        "&lt;script&gt;",
        "Head Office",
        "Second",
        "provisioning",
        "partner-us",
        "provisionWholesaleCustomer",
    ):
        assert shown in result.text
    assert client.sandbox.settings.token not in result.text
    assert client.send("GET", "/", 307).headers["location"] == "/hub"


def user_parameters(client: Client, customer: dict[str, Any]) -> dict[str, Any]:
    return {"lastName": "Diaz", "extension": "101", "locationId": client.location(customer["orgId"])}
