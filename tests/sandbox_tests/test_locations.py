# SPDX-License-Identifier: GPL-3.0-or-later
"""Locations and their calling side."""

from __future__ import annotations

from typing import Any

import pytest

from .support import ADDRESS, CALLING, LOCATION, PLACE, PLACE_ADDRESS, Client, code

PATH = "telephony/config/locations"


@pytest.fixture
def org(acme: dict[str, Any]) -> str:
    """Return the organization of a provisioned customer."""
    return str(acme["orgId"])


@pytest.fixture
def denver(client: Client, org: str) -> str:
    """Return a second location, without calling."""
    return client.branch(org, calling=False)


def test_a_new_location_has_no_calling(client: Client, org: str, denver: str) -> None:
    client.get(f"{PATH}/{denver}", 404, orgId=org)
    assert [item["name"] for item in client.get(PATH, orgId=org)["locations"]] == ["Head Office"]
    wanted = {"firstName": "Ana", "extension": "101", "locationId": denver}
    customer = client.get("wholesale/customers")["items"][0]
    refused = client.subscribe(customer, 400, provisioningParameters=wanted)
    assert "calling flag is not set" in refused["message"]
    body = {"phoneNumbers": ["+13035550101"], "state": "ACTIVE"}
    refused = client.post(f"{PATH}/{denver}/numbers", body, 400, orgId=org)
    assert "calling flag is not set" in refused["message"]
    client.post(PATH, {"id": denver, **PLACE}, 201, orgId=org)
    assert client.get(f"{PATH}/{denver}", orgId=org)["callingLineId"] == {"name": "Denver", "phoneNumber": None}
    client.post(PATH, {"id": denver, **PLACE}, 409, orgId=org)


def test_enabling_wants_the_same_values(client: Client, org: str, denver: str) -> None:
    body = {"id": denver, **PLACE}
    for name, value in (("name", "Elsewhere"), ("timeZone", "UTC"), ("address", PLACE_ADDRESS | {"city": "Boulder"})):
        assert name in client.post(PATH, body | {name: value}, 400, orgId=org)["message"]
    client.post(PATH, body | {"id": "unknown"}, 404, orgId=org)
    client.post(PATH, {name: body[name] for name in body if name != "address"}, 400, orgId=org)
    client.post(PATH, body | {"surprise": 1}, 400, orgId=org)


def test_enabling_needs_a_calling_package(client: Client) -> None:
    other = client.customer(packages=["webex_meetings"], provisioningParameters={})
    key = client.branch(other["orgId"], calling=False)
    client.post(PATH, {"id": key, **PLACE}, 400, orgId=other["orgId"])


def test_the_head_office_exists_already(client: Client, org: str) -> None:
    assert [item["name"] for item in client.get(PATH, orgId=org)["locations"]] == ["Head Office"]
    client.post("locations", PLACE | {"name": "Head Office"}, 409, orgId=org)
    client.post("locations", PLACE | {"name": "HEAD OFFICE"}, 409, orgId=org)
    head = client.location(org)
    shown = client.get(f"locations/{head}", orgId=org)
    same = {name: shown[name] for name in ("id", "name", "timeZone", "preferredLanguage", "address")}
    client.post(PATH, same | {"announcementLanguage": "en_us"}, 409, orgId=org)


def test_nothing_comes_with_a_new_customer(client: Client, org: str) -> None:
    head = client.location(org)
    assert client.get("telephony/config/numbers", orgId=org)["phoneNumbers"] == []
    assert client.get(f"{PATH}/{head}", orgId=org)["callingLineId"]["phoneNumber"] is None
    client.get(f"telephony/pstn/locations/{head}/connection", 404, orgId=org)


@pytest.mark.parametrize(
    "changes",
    [
        {"name": ""},
        {"name": "x" * 257},
        {"timeZone": "Denver"},
        {"preferredLanguage": "english"},
        {"announcementLanguage": "xx_xx"},
        {"address": {**PLACE_ADDRESS, "state": ""}},
        {"address": {**PLACE_ADDRESS, "country": "usa"}},
        {"address": {**ADDRESS}},
        {"notes": None},
        {"surprise": 1},
    ],
)
def test_bad_locations_are_refused(client: Client, org: str, changes: dict[str, Any]) -> None:
    client.post("locations", PLACE | changes, 400, orgId=org)


@pytest.mark.parametrize("name", list(PLACE))
def test_every_member_is_needed(client: Client, org: str, name: str) -> None:
    client.post("locations", {key: PLACE[key] for key in PLACE if key != name}, 400, orgId=org)


def test_case_makes_no_other_name(client: Client, org: str) -> None:
    key = client.branch(org, name="FREMONT")
    client.post("locations", PLACE | {"name": "Fremont"}, 409, orgId=org)
    client.put(f"locations/{key}", {"name": "Fremont"}, 204, orgId=org)
    assert client.get(f"locations/{key}", orgId=org)["name"] == "Fremont"
    client.control("settings", {"location_name_case": True})
    client.post("locations", PLACE | {"name": "FREMONT"}, 201, orgId=org)
    client.post("locations", PLACE | {"name": "FREMONT"}, 409, orgId=org)


def test_names_of_calling_locations_are_shorter(client: Client, org: str) -> None:
    key = client.branch(org, calling=False, name="x" * 256)
    client.post(PATH, {"id": key, **PLACE, "name": "x" * 256}, 400, orgId=org)
    client.put(f"locations/{key}", {"name": "x" * 80}, 204, orgId=org)
    client.post(PATH, {"id": key, **PLACE, "name": "x" * 80}, 201, orgId=org)
    client.put(f"locations/{key}", {"name": "x" * 81}, 400, orgId=org)


def test_the_name_filter_means_contains(client: Client, org: str, denver: str) -> None:
    client.branch(org, calling=False, name="Denver North")
    names = [item["name"] for item in client.get("locations", orgId=org, name="denver")["items"]]
    assert names == ["Denver", "Denver North"]
    assert client.get(PATH, orgId=org, name="denver")["locations"] == []


def test_lists_have_locations_of_other_kinds(client: Client, org: str) -> None:
    body = {"external_id": "acme-0001", "name": "Video room", "address": {"city": "Denver", "country": "US"}}
    key = client.control("locations", body, 201)["id"]
    shown = client.get("locations", orgId=org)["items"][1]
    assert (shown["id"], shown["address"]) == (key, {"city": "Denver", "country": "US"})
    assert "preferredLanguage" not in shown
    client.control("locations", body | {"external_id": "unknown"}, 404)


def test_the_announcement_language_belongs_to_calling(client: Client, org: str) -> None:
    key = client.branch(org, announcementLanguage="fr_fr")
    assert all("announcementLanguage" not in item for item in client.get("locations", orgId=org)["items"])
    assert "announcementLanguage" not in client.get(f"locations/{key}", orgId=org)
    assert client.get(f"{PATH}/{key}", orgId=org)["announcementLanguage"] == "fr_fr"
    client.put(f"{PATH}/{key}", {"announcementLanguage": "de_de"}, 204, orgId=org)
    assert client.get(f"{PATH}/{key}", orgId=org)["announcementLanguage"] == "de_de"


def test_languages_may_come_back_in_another_case(client: Client, org: str, denver: str) -> None:
    assert client.get(f"locations/{denver}", orgId=org)["preferredLanguage"] == "en_us"
    client.put(f"locations/{denver}", {"preferredLanguage": "en_US"}, 204, orgId=org)
    assert client.last()["tolerated"] == ["preferredLanguage en_US is not lower case"]
    assert client.get(f"locations/{denver}", orgId=org)["preferredLanguage"] == "en_US"
    client.control("settings", {"location_quirks": True})
    assert client.get("locations", orgId=org)["items"][0]["preferredLanguage"] == "en_US"


def test_a_name_alone_drops_the_preferred_language(client: Client, org: str, denver: str) -> None:
    client.put(f"locations/{denver}", {"name": "Denver West", "preferredLanguage": "en_us"}, 204, orgId=org)
    client.put(f"locations/{denver}", {"timeZone": "America/Denver"}, 204, orgId=org)
    assert client.get(f"locations/{denver}", orgId=org)["preferredLanguage"] == "en_us"
    client.put(f"locations/{denver}", {"name": "Denver"}, 204, orgId=org)
    assert "preferredLanguage" not in client.get(f"locations/{denver}", orgId=org)


def test_calling_gives_a_preferred_language_to_a_location_that_has_none(client: Client, org: str) -> None:
    key = client.branch(org, calling=False, name="Reno")
    client.put(f"locations/{key}", {"name": "Reno West"}, 204, orgId=org)
    client.post(PATH, {"id": key, **PLACE, "name": "Reno West", "preferredLanguage": "fr_fr"}, 201, orgId=org)
    assert client.get(f"locations/{key}", orgId=org)["preferredLanguage"] == "fr_fr"


def test_values_given_at_creation_may_not_stick(client: Client, org: str) -> None:
    client.control("settings", {"location_quirks": True})
    key = client.branch(org)
    assert client.get(f"locations/{key}", orgId=org)["timeZone"] == "America/New_York"
    assert client.get(f"{PATH}/{key}", orgId=org)["announcementLanguage"] is None
    client.post("locations", PLACE | {"name": "B", "announcementLanguage": "en_US"}, 400, orgId=org)
    client.put(f"locations/{key}", {"timeZone": "America/Denver"}, 204, orgId=org)
    assert client.get(f"locations/{key}", orgId=org)["timeZone"] == "America/Denver"


def test_what_other_clients_send_is_tolerated(client: Client, org: str) -> None:
    body = PLACE | {"orgId": org, "announcementLanguage": "en_US"}
    key = client.post("locations", body, 201, orgId=org)["id"]
    notes = ["announcementLanguage en_US is not lower case", "orgId in the body ignored"]
    assert sorted(client.last()["tolerated"]) == notes
    short = {name: PLACE[name] for name in PLACE if name != "announcementLanguage"}
    client.post(PATH, {"id": key, "orgId": org, **short}, 201, orgId=org)
    assert client.last()["tolerated"] == ["orgId in the body ignored", "announcementLanguage left out"]
    assert client.get(f"{PATH}/{key}", orgId=org)["announcementLanguage"] == "en_us"
    more = {"id": key, "orgId": org, "notes": None, "latitude": "1", "timeZone": None, "name": "Denver West"}
    client.put(f"locations/{key}", more, 204, orgId=org)
    assert len(client.last()["tolerated"]) == 5
    shown = client.get(f"locations/{key}", orgId=org)
    assert (shown["name"], shown["timeZone"], "latitude" in shown) == ("Denver West", "America/Denver", False)


def test_a_change_is_partial_but_an_address_is_whole(client: Client, org: str, denver: str) -> None:
    path = f"locations/{denver}"
    client.put(path, {"address": PLACE_ADDRESS | {"address2": "Floor 2"}}, 204, orgId=org)
    client.put(path, {"name": "Denver West"}, 204, orgId=org)
    shown = client.get(path, orgId=org)
    assert (shown["name"], shown["address"]["address2"], shown["timeZone"]) == (
        "Denver West",
        "Floor 2",
        "America/Denver",
    )
    client.put(path, {"address": {"city": "Boulder"}}, 400, orgId=org)
    client.put(path, {"address": PLACE_ADDRESS | {"city": "Boulder"}}, 204, orgId=org)
    assert client.get(path, orgId=org)["address"]["address2"] == "Floor 2"
    client.put(path, {"address": PLACE_ADDRESS | {"address2": None}}, 204, orgId=org)
    assert "address2" not in client.get(path, orgId=org)["address"]
    client.put(path, {"name": "head office"}, 409, orgId=org)
    client.put(path, {"name": "DENVER WEST"}, 204, orgId=org)
    client.put("locations/unknown", {}, 404, orgId=org)
    client.put(path, {}, 404)


def test_emergency_setup_is_only_told(client: Client, org: str) -> None:
    german = {"address1": "Hauptstr. 1", "city": "Berlin", "state": "", "postalCode": "10115", "country": "DE"}
    key = client.branch(org, name="Berlin", timeZone="Europe/Berlin", address=german)
    told = {item["name"]: item["e911SetupRequired"] for item in client.get(PATH, orgId=org)["locations"]}
    assert told == {"Head Office": True, "Berlin": False}
    assert "state" not in client.get(f"locations/{key}", orgId=org)["address"]


def test_the_calling_side_can_be_changed(client: Client, org: str) -> None:
    head = client.location(org)
    client.stock(head, "+14085550101")
    values = {
        "externalCallerIdName": "Acme",
        "outsideDialDigit": "9",
        "enforceOutsideDialDigit": True,
        "pAccessNetworkInfo": "0123",
    }
    body = {**values, "callingLineId": {"name": "Acme HQ", "phoneNumber": "+14085550101"}}
    client.put(f"{PATH}/{head}", body, 204, orgId=org)
    shown = client.get(f"{PATH}/{head}", orgId=org)
    assert shown | body == shown
    (listed,) = client.get(PATH, orgId=org)["locations"]
    assert (listed["outsideDialDigit"], listed["callingLineId"]["phoneNumber"]) == ("9", "+14085550101")
    client.put(f"{PATH}/{head}", {"outsideDialDigit": None}, 204, orgId=org)
    assert "outsideDialDigit" not in client.get(f"{PATH}/{head}", orgId=org)
    for bad in ({"outsideDialDigit": "nine"}, {"surprise": 1}, {"externalCallerIdName": None}, {"callingLineId": {}}):
        client.put(f"{PATH}/{head}", bad, 204 if bad == {"callingLineId": {}} else 400, orgId=org)


def test_the_main_number_is_an_active_number_of_the_location(client: Client, org: str) -> None:
    head, branch = client.location(org), client.branch(org)
    client.stock(branch, "+13035550101")
    client.control("numbers", {"location_id": head, "numbers": ["+14085550102"], "state": "INACTIVE"})
    for number in ("+13035550101", "+14085550102", "+14085559999"):
        client.put(f"{PATH}/{head}", {"callingLineId": {"phoneNumber": number}}, 400, orgId=org)
    client.put(f"{PATH}/{branch}", {"callingLineId": {"phoneNumber": "+13035550101"}}, 204, orgId=org)
    rows = client.get("telephony/config/numbers", orgId=org)["phoneNumbers"]
    assert [row["mainNumber"] for row in rows] == [False, True]


def test_a_routing_prefix_takes_a_job(client: Client, org: str) -> None:
    head, branch = client.location(org), client.branch(org)
    customer = client.get("wholesale/customers")["items"][0]
    ana = client.subscribe(customer)["personId"]
    assert client.put(f"{PATH}/{head}", {"routingPrefix": "81"}, 200, orgId=org)["batchJobId"]
    assert "routingPrefix" not in client.get(f"{PATH}/{head}", orgId=org)
    assert "failureReason" in client.put(f"{PATH}/{head}", {"routingPrefix": "82"}, 409, orgId=org)
    client.put(f"{PATH}/{head}", {"externalCallerIdName": "Acme"}, 204, orgId=org)
    client.put(f"{PATH}/{branch}", {"routingPrefix": "81"}, 409, orgId=org)
    client.advance()
    assert client.get(f"{PATH}/{head}", orgId=org)["routingPrefix"] == "81"
    client.put(f"{PATH}/{head}", {"routingPrefix": "81"}, 204, orgId=org)
    client.put(f"{PATH}/{branch}", {"routingPrefix": "81"}, 409, orgId=org)
    client.put(f"{PATH}/{branch}", {"routingPrefix": "x"}, 400, orgId=org)
    person = client.get(f"people/{ana}", callingData="true")
    (phone,) = person["phoneNumbers"]
    assert (phone["type"], phone["value"], person["extension"]) == ("work_extension", "81101", "101")
    client.put(f"{PATH}/{head}", {"routingPrefix": None}, 200, orgId=org)
    client.advance()
    assert "routingPrefix" not in client.get(f"{PATH}/{head}", orgId=org)


def test_without_delay_a_prefix_is_there_at_once(client: Client, org: str) -> None:
    client.control("settings", {"update_delay": 0})
    head = client.location(org)
    client.put(f"{PATH}/{head}", {"routingPrefix": "81"}, 200, orgId=org)
    assert client.get(f"{PATH}/{head}", orgId=org)["routingPrefix"] == "81"


def test_locations_of_others_are_not_there(client: Client, org: str, denver: str) -> None:
    other = client.customer(
        externalId="o",
        customerInfo={"name": "Other", "primaryEmail": "it@other.example"},
        provisioningParameters=CALLING | {"calling": {"location": LOCATION}},
    )
    for path in (f"locations/{denver}", f"{PATH}/{denver}", f"telephony/pstn/locations/{denver}/connection"):
        client.get(path, 404, orgId=other["orgId"])
    client.branch(other["orgId"])  # the name is taken in one organization only
    assert code(client.get(f"locations/{denver}", 404, orgId=other["orgId"])) == 990404
