# SPDX-License-Identifier: GPL-3.0-or-later
"""Numbers, extensions and licences of people."""

from __future__ import annotations

from typing import Any

import pytest

from .support import PROVISIONING_ID, Client, code

ONE, TWO = "+14085550101", "+14085550102"
PATCH = "licenses/users"


@pytest.fixture
def ana(client: Client, acme: dict[str, Any]) -> dict[str, Any]:
    """Return a person with number and extension, calling data included."""
    location = client.location(acme["orgId"])
    client.stock(location, ONE, TWO)
    wanted = {"extension": "101", "primaryPhoneNumber": ONE, "locationId": location}
    made = client.subscribe(acme, provisioningParameters=wanted)
    found: dict[str, Any] = client.get(f"people/{made['personId']}", callingData="true")
    return found


def license_id(client: Client, org: str, name: str) -> str:
    return next(str(item["id"]) for item in client.get("licenses", orgId=org)["items"] if item["name"] == name)


def without(person: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in person.items() if name not in names}


def test_leaving_out_number_and_extension_drops_them(client: Client, ana: dict[str, Any]) -> None:
    path = f"people/{ana['id']}"
    after = client.put(path, without(ana, "phoneNumbers"), callingData="true")
    assert (after["extension"], [item["type"] for item in after["phoneNumbers"]]) == ("101", ["work_extension"])
    after = client.put(path, without(ana, "phoneNumbers", "extension"), callingData="true")
    assert ("extension" in after, after["phoneNumbers"], after["locationId"]) == (False, [], ana["locationId"])
    after = client.put(path, ana, callingData="true")
    assert (after["extension"], after["phoneNumbers"]) == (ana["extension"], ana["phoneNumbers"])


def test_without_calling_data_a_replacement_is_built_on_too_little(client: Client, ana: dict[str, Any]) -> None:
    plain = client.get(f"people/{ana['id']}")
    client.put(f"people/{ana['id']}", plain, callingData="true")
    after = client.get(f"people/{ana['id']}", callingData="true")
    assert ("extension" in after, after["phoneNumbers"]) == (False, [])


def test_the_location_is_set_once(client: Client, ana: dict[str, Any]) -> None:
    branch = client.branch(ana["orgId"])
    path = f"people/{ana['id']}"
    client.put(path, ana | {"locationId": branch}, 400, callingData="true")
    short = without(ana, "phoneNumbers", "extension")
    client.put(path, short | {"locationId": branch}, 400, callingData="true")
    client.put(path, short, callingData="true")
    client.put(path, ana | {"locationId": branch}, 400, callingData="true")
    assert client.get(path, callingData="true")["locationId"] == ana["locationId"]


def test_a_new_number_is_active_free_and_here(client: Client, acme: dict[str, Any], ana: dict[str, Any]) -> None:
    here, branch = ana["locationId"], client.branch(ana["orgId"])
    client.stock(branch, "+13035550101")
    client.control("numbers", {"location_id": here, "numbers": ["+14085550103"], "state": "INACTIVE"})
    client.subscribe(acme, email="bo@acme.example", provisioningParameters={"extension": "102", "locationId": here})
    path = f"people/{ana['id']}"
    for number in ("+13035550101", "+14085550103", "+14085559999"):
        client.put(path, ana | {"phoneNumbers": [{"type": "work", "value": number}]}, 400, callingData="true")
    client.put(path, ana | {"extension": "102"}, 400, callingData="true")
    wanted = ana | {"phoneNumbers": [{"type": "work", "value": "+1 408-555-0102"}], "extension": "103"}
    after = client.put(path, wanted, callingData="true")
    assert (after["phoneNumbers"][0]["value"], after["extension"]) == (TWO, "103")


def test_numbers_of_a_person(client: Client, ana: dict[str, Any]) -> None:
    client.control("settings", {"update_delay": 0})
    client.put(f"telephony/config/locations/{ana['locationId']}", {"routingPrefix": "81"}, orgId=ana["orgId"])
    path = f"people/{ana['id']}/features/numbers"
    (row,) = client.get(path)["phoneNumbers"]
    assert (row["directNumber"], row["extension"], row["routingPrefix"], row["esn"]) == (
        "4085550101",
        "101",
        "81",
        "81101",
    )
    (row,) = client.get(path, preferE164Format="true")["phoneNumbers"]
    assert row["directNumber"] == ONE
    (other,) = (item for item in client.get("people", orgId=ana["orgId"])["items"] if item["id"] != ana["id"])
    client.get(f"people/{other['id']}/features/numbers", 404)


def test_national_numbers_abroad(client: Client) -> None:
    from .support import CALLING, LOCATION

    address = {"addressLine1": "1 High St", "city": "London", "zipOrPostalCode": "N1 1AA", "country": "GB"}
    place = {"calling": {"location": {**LOCATION, "address": address, "timezone": "Europe/London"}}}
    made = client.customer(provisioningParameters=CALLING | place, provisioningId=PROVISIONING_ID)
    location = client.location(made["orgId"])
    client.stock(location, "+442079460101")
    wanted = {"primaryPhoneNumber": "+442079460101", "locationId": location}
    person = client.subscribe(made, provisioningParameters=wanted)["personId"]
    (row,) = client.get(f"people/{person}/features/numbers")["phoneNumbers"]
    assert row["directNumber"] == "2079460101"


def test_a_calling_person_is_made_in_one_step(client: Client, acme: dict[str, Any]) -> None:
    org, location = acme["orgId"], client.location(acme["orgId"])
    body = {"emails": ["new@acme.example"], "orgId": org, "licenses": [license_id(client, org, "Webex Calling")]}
    client.post("people", body, 400, callingData="true")
    made = client.post("people", body | {"locationId": location, "extension": "300"}, callingData="true")
    assert (made["locationId"], made["extension"]) == (location, "300")


def test_a_person_may_be_made_although_refused(client: Client, acme: dict[str, Any]) -> None:
    client.control("faults", {"method": "POST", "path": "/people$", "status": 400, "execute": "after"})
    body = {"emails": ["new@acme.example"], "orgId": acme["orgId"]}
    client.post("people", body, 400)
    assert len(client.get("people", orgId=acme["orgId"], email="new@acme.example")["items"]) == 1
    client.post("people", body, 409)


def test_sip_addresses_come_later(client: Client, ana: dict[str, Any]) -> None:
    client.control("settings", {"sip_delay": 30})
    assert "sipAddresses" not in client.get(f"people/{ana['id']}")
    client.advance(30)
    assert client.get(f"people/{ana['id']}")["sipAddresses"][0]["type"] == "cloud-calling"


def test_a_licence_and_its_holders(client: Client, acme: dict[str, Any], ana: dict[str, Any]) -> None:
    key = license_id(client, ana["orgId"], "Webex Calling")
    assert "users" not in client.get(f"licenses/{key}")
    client.subscribe(acme, email="bo@acme.example", provisioningParameters={**wanted_by(ana), "extension": "102"})
    link: str | None = f"licenses/{key}?includeAssignedTo=user&limit=1"
    seen = []
    while link:
        result = client.send("GET", link, 200)
        seen += [item["email"] for item in result.json()["users"]]
        link = result.links.get("next", {}).get("url")
    assert seen == ["ana@acme.example", "bo@acme.example"]
    assert client.get(f"licenses/{key}")["consumedUnits"] == 2
    client.get("licenses/unknown", 404)
    client.get(f"licenses/{key}", 400, includeAssignedTo="workspace")


def wanted_by(person: dict[str, Any]) -> dict[str, str]:
    return {"locationId": person["locationId"]}


def test_licences_are_added_and_taken(client: Client, acme: dict[str, Any], ana: dict[str, Any]) -> None:
    org = ana["orgId"]
    meetings, calling = license_id(client, org, "Webex Meetings"), license_id(client, org, "Webex Calling")
    body = {"personId": ana["id"], "orgId": org, "licenses": [{"id": meetings}]}
    assert client.patch(PATCH, body)["licenses"] == [calling, meetings]
    body = {"email": "ANA@acme.example", "licenses": [{"id": calling, "operation": "remove"}]}
    assert client.patch(PATCH, body)["licenses"] == [meetings]
    assert "extension" not in client.get(f"people/{ana['id']}", callingData="true")
    again: dict[str, Any] = {"id": calling}
    client.patch(PATCH, {"personId": ana["id"], "licenses": [again]}, 400)
    again["properties"] = {"extension": "105"}
    client.patch(PATCH, {"personId": ana["id"], "licenses": [again]}, 400)
    again["properties"] = {"phoneNumber": TWO, "extension": "105"}
    client.patch(PATCH, {"personId": ana["id"], "licenses": [again]})
    after = client.get(f"people/{ana['id']}", callingData="true")
    assert (after["locationId"], after["extension"]) == (ana["locationId"], "105")


def test_some_licences_may_not_be_assigned(client: Client, ana: dict[str, Any]) -> None:
    meetings = license_id(client, ana["orgId"], "Webex Meetings")
    body = {"personId": ana["id"], "licenses": [{"id": meetings}, {"id": "unknown"}]}
    assert meetings in client.patch(PATCH, body, 206)["licenses"]
    client.patch(PATCH, {"personId": ana["id"], "licenses": [{"id": "unknown"}]}, 400)
    sites = [{"siteUrl": "x.example", "accountType": "attendee"}]
    client.patch(PATCH, {"personId": ana["id"], "licenses": [{"id": meetings}], "siteUrls": sites}, 206)
    client.patch(PATCH, {"licenses": []}, 400)
    client.patch(PATCH, {"personId": "unknown", "licenses": []}, 404)
    client.patch(PATCH, {"email": "nobody@acme.example", "licenses": []}, 404)
    client.patch(PATCH, {"personId": ana["id"], "orgId": client.get("people/me")["orgId"], "licenses": []}, 404)
    client.patch(PATCH, {"personId": ana["id"], "licenses": [{"id": meetings, "operation": "lend"}]}, 400)


def test_licences_have_a_limit(client: Client) -> None:
    limits = {"packages": {"limits": {"webex_meetings": 1}}}
    acme = client.customer(packages=["webex_meetings"], provisioningParameters=limits)
    org = acme["orgId"]
    key = license_id(client, org, "Webex Meetings")
    for number, expect in ((1, 200), (2, 400)):
        email = f"{number}@acme.example"
        client.post("people", {"emails": [email], "orgId": org})
        client.patch(PATCH, {"email": email, "licenses": [{"id": key}]}, expect)


@pytest.mark.parametrize(("package", "expect"), [("webex_meetings", 400), ("webex_calling", 200), ("webex_suite", 200)])
def test_an_administrator_cannot_be_lowered(client: Client, package: str, expect: int) -> None:
    acme = client.customer(packages=["webex_calling", "webex_meetings", "webex_suite"])
    made = client.subscribe(acme, email="it@acme.example")
    body = client.put(f"wholesale/subscribers/{made['id']}", {"packages": [package]}, expect)
    if expect == 400:
        assert "not supported" in body["message"]
        assert code(body) == 990002


def test_two_packages_at_once_are_refused(client: Client, acme: dict[str, Any]) -> None:
    client.subscribe(acme, 400, packages=["webex_calling", "webex_meetings"])
