# SPDX-License-Identifier: GPL-3.0-or-later
"""Locations, numbers, countries and languages."""

from __future__ import annotations

from typing import Any

import pytest

from .support import Client


@pytest.fixture
def place(client: Client, acme: dict[str, Any]) -> str:
    """Return the head office with three numbers, one of them assigned, and one user with an extension only."""
    location = client.location(acme["orgId"])
    client.stock(location, "+14085550101", "+14085550102", "+14085550103")
    for email, extra in (
        ("a", {"primaryPhoneNumber": "+14085550101", "extension": "101"}),
        ("b", {"extension": "102"}),
    ):
        wanted = {"firstName": email.upper(), "lastName": "User", "locationId": location, **extra}
        client.subscribe(acme, email=f"{email}@acme.example", provisioningParameters=wanted)
    return location


def test_names_are_filtered_by_contains(client: Client, acme: dict[str, Any]) -> None:
    assert len(client.get("locations", orgId=acme["orgId"], name="head")["items"]) == 1
    assert client.get("locations", orgId=acme["orgId"], name="branch")["items"] == []
    key = client.location(acme["orgId"])
    assert client.get(f"locations/{key}", orgId=acme["orgId"])["timeZone"] == "America/Los_Angeles"
    assert len(client.get("locations", orgId=acme["orgId"], id=key)["items"]) == 1
    # Without orgId the partner's own organization is meant, and that has no locations.
    client.get(f"locations/{key}", 404)
    assert client.get("locations")["items"] == []


def test_number_rows(client: Client, acme: dict[str, Any], place: str) -> None:
    rows = client.get("telephony/config/numbers", orgId=acme["orgId"])["phoneNumbers"]
    assert [row.get("phoneNumber") for row in rows] == ["+14085550101", "+14085550102", "+14085550103", None]
    assert rows[0]["extension"] == "101"
    assert (rows[0]["owner"]["firstName"], rows[0]["owner"]["type"]) == ("A", "PEOPLE")
    assert "owner" not in rows[1]
    assert (rows[3]["extension"], rows[3]["owner"]["firstName"]) == ("102", "B")
    assert rows[0]["location"] == {"id": place, "name": "Head Office"}
    assert client.get("telephony/config/numbers")["phoneNumbers"] == []


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"available": "true"}, 2),
        ({"available": "false"}, 2),
        ({"numberType": "EXTENSION"}, 1),
        ({"numberType": "NUMBER"}, 3),
        ({"phoneNumber": "+14085550102"}, 1),
        ({"extension": "101"}, 1),
        ({"ownerName": "b us"}, 1),
        ({"state": "INACTIVE"}, 0),
        ({"locationId": "unknown"}, 0),
        ({"max": 2}, 2),
    ],
)
def test_number_filters(client: Client, acme: dict[str, Any], place: str, query: dict[str, Any], count: int) -> None:
    assert len(client.get("telephony/config/numbers", orgId=acme["orgId"], **query)["phoneNumbers"]) == count


def test_number_pages_and_counts(client: Client, acme: dict[str, Any], place: str) -> None:
    client.stock(place, *[f"+1408556{number:04}" for number in range(2500)])
    first = client.send("GET", "telephony/config/numbers", 200, params={"orgId": acme["orgId"], "max": 5000})
    assert len(first.json()["phoneNumbers"]) == 2000
    second = client.send("GET", first.links["next"]["url"], 200)
    assert len(second.json()["phoneNumbers"]) == 504
    assert "next" not in second.links
    count = client.get("telephony/config/numbers", orgId=acme["orgId"], details="true")["count"]
    assert (count["total"], count["assigned"], count["extensionOnly"]) == (2504, 2, 1)


def test_numbers_belong_to_one_location(client: Client, acme: dict[str, Any], place: str) -> None:
    other = client.customer(externalId="o", customerInfo={"name": "Other", "primaryEmail": "it@other.example"})
    elsewhere = client.location(other["orgId"])
    client.control("numbers", {"location_id": elsewhere, "numbers": ["+14085550101"]}, 409)
    client.control("numbers", {"location_id": "unknown", "numbers": ["+14085550101"]}, 404)
    client.control("numbers", {"location_id": elsewhere, "numbers": ["12"]}, 400)
    named = {"external_id": "o", "location": "Head Office", "numbers": ["+1 (408) 555-0900"]}
    assert client.control("numbers", named) == {"added": 1}
    assert client.control("numbers", named) == {"added": 0}


def test_countries_and_languages(client: Client) -> None:
    country = client.get("telephony/config/countries/US")
    assert country["stateRequired"] is True
    assert {"code": "CA", "name": "California"} in country["states"]
    assert "America/Los_Angeles" in country["timeZones"]
    client.get("telephony/config/countries/XX", 404)
    codes = [item["code"] for item in client.get("telephony/config/announcementLanguages")["languages"]]
    assert "en_us" in codes
