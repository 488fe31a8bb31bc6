# SPDX-License-Identifier: GPL-3.0-or-later
"""People, organizations, roles and licences."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .support import TAKEN, Client, code

MakeClient = Callable[..., Client]
NUMBER = "+14085550101"


@pytest.fixture
def ana(client: Client, acme: dict[str, Any]) -> dict[str, Any]:
    """Return a person with number and extension, calling data included."""
    location = client.location(acme["orgId"])
    client.stock(location, NUMBER, "+14085550102")
    wanted = {
        "firstName": "Ana",
        "lastName": "Diaz",
        "extension": "101",
        "primaryPhoneNumber": NUMBER,
        "locationId": location,
    }
    made = client.subscribe(acme, provisioningParameters=wanted)
    found: dict[str, Any] = client.get(f"people/{made['personId']}", callingData="true")
    return found


def role(client: Client, name: str) -> str:
    return next(item["id"] for item in client.get("roles")["items"] if item["name"] == name)


def test_myself_is_the_partner(client: Client) -> None:
    me = client.get("people/me")
    partner = client.get("/_sandbox/state")["partner"]["org_id"]
    assert (me["orgId"], me["displayName"]) == (partner, "Robin Keller")


def test_without_org_id_the_partner_is_meant(client: Client, ana: dict[str, Any]) -> None:
    assert [item["emails"][0] for item in client.get("people")["items"]] == ["onboarding@provider.example"]
    assert client.get("people", email="ana@acme.example")["items"] == []
    assert len(client.get("people", email="ANA@acme.example", orgId=ana["orgId"])["items"]) == 1


def test_list_filters(client: Client, ana: dict[str, Any]) -> None:
    org = ana["orgId"]

    def found(**query: Any) -> list[str]:
        return [item["emails"][0] for item in client.get("people", orgId=org, **query)["items"]]

    assert found() == ["it@acme.example", "ana@acme.example"]
    assert found(displayName="ana d") == ["ana@acme.example"]
    assert found(displayName="diaz") == []
    assert found(roles=role(client, "Full Administrator")) == ["it@acme.example"]
    assert found(locationId=ana["locationId"]) == ["ana@acme.example"]
    assert "status" in client.get("people", orgId=org)["items"][0]
    assert "status" not in client.get("people", orgId=org, excludeStatus="true")["items"][0]


def test_calling_data_is_shown_on_request_only(client: Client, ana: dict[str, Any]) -> None:
    plain = client.get(f"people/{ana['id']}")
    assert not {"extension", "locationId"} & set(plain)
    assert plain["phoneNumbers"] == []
    assert [item["type"] for item in ana["phoneNumbers"]] == ["work", "work_extension"]


def test_list_by_id(client: Client, ana: dict[str, Any]) -> None:
    body = client.get("people", id=f"{ana['id']},unknown", callingData="true")
    assert not {"roles", "licenses", "locationId"} & set(body["items"][0])
    assert body["notFoundIds"] == ["unknown"]
    client.get("people", 400, id=",".join(["x"] * 86))


def test_page_sizes(client: Client, acme: dict[str, Any]) -> None:
    org = client.sandbox.world.organizations[acme["orgId"]]
    for number in range(1100):
        client.sandbox.world.add_person(org, f"{number}@acme.example", "A", "B")

    def size(**query: Any) -> int:
        return len(client.get("people", orgId=acme["orgId"], **query)["items"])

    assert [size(), size(max=500), size(max=5000)] == [100, 500, 1000]
    assert [size(callingData="true"), size(max=500, callingData="true")] == [100, 100]
    link: str | None = f"people?orgId={acme['orgId']}&max=400"
    seen: set[str] = set()
    while link:
        result = client.send("GET", link, 200)
        seen |= {item["id"] for item in result.json()["items"]}
        link = result.links.get("next", {}).get("url")
    assert len(seen) == 1101


def test_with_a_location_pages_are_smaller(client: Client, ana: dict[str, Any]) -> None:
    world = client.sandbox.world
    for number in range(60):
        world.add_person(world.organizations[ana["orgId"]], f"{number}@acme.example", "A", "B").location_id = ana[
            "locationId"
        ]
    body = client.get("people", orgId=ana["orgId"], locationId=ana["locationId"], max=100)
    assert len(body["items"]) == 50


def test_a_replacement_drops_what_is_left_out(client: Client, ana: dict[str, Any]) -> None:
    path = f"people/{ana['id']}"
    client.put(path, {"firstName": "Ana"}, 400)
    client.put(path, {"displayName": "Ana D", "surprise": 1}, 400)
    assert client.get(path)["licenses"]
    client.put(path, {"displayName": "Ana D"})
    after = client.get(path, callingData="true")
    assert (after["displayName"], after["licenses"], after["phoneNumbers"]) == ("Ana D", [], [])
    assert not {"extension", "locationId", "firstName"} & set(after)
    rows = client.get("telephony/config/numbers", orgId=ana["orgId"])["phoneNumbers"]
    assert not any("owner" in row for row in rows)


def test_what_was_read_can_be_sent_back(client: Client, ana: dict[str, Any]) -> None:
    after = client.put(f"people/{ana['id']}", ana | {"title": "Chef", "nickName": None}, callingData="true")
    assert after | {"lastModified": 0, "title": 0} == ana | {"lastModified": 0, "title": 0}
    notes = client.last()["tolerated"]
    assert "read-only member created ignored" in notes
    assert "phone number of type work_extension ignored" in notes
    assert "null nickName ignored" in notes


def test_roles_are_assigned_by_replacement(client: Client, ana: dict[str, Any]) -> None:
    path = f"people/{ana['id']}"
    wanted = [role(client, "User Administrator"), role(client, "Device Administrator")]
    assert client.put(path, ana | {"roles": wanted})["roles"] == wanted
    assert client.put(path, {name: ana[name] for name in ana if name != "roles"})["roles"] == []
    client.put(path, ana | {"roles": ["unknown"]}, 400)
    client.put(path, ana | {"roles": [role(client, "Location Administrator"), wanted[0]]}, 400)
    client.put(path, ana | {"licenses": ["unknown"]}, 400)


def test_calling_goes_with_its_licence(client: Client, ana: dict[str, Any]) -> None:
    after = client.put(f"people/{ana['id']}", ana | {"licenses": []}, callingData="true")
    assert "extension" not in after


def test_number_and_extension_change_by_replacement(client: Client, ana: dict[str, Any]) -> None:
    path = f"people/{ana['id']}"
    phones = [{"type": "work", "value": "+14085550102"}]
    after = client.put(path, ana | {"phoneNumbers": phones, "extension": "102"}, callingData="true")
    assert (after["phoneNumbers"][0]["value"], after["extension"]) == ("+14085550102", "102")
    client.put(path, ana | {"phoneNumbers": [{"type": "work", "value": "+14085559999"}]}, 400)
    client.put(path, ana | {"locationId": "elsewhere"}, 400)
    client.put(path, ana | {"extension": "911"}, 400)


def test_addresses_of_people_are_unique(client: Client, ana: dict[str, Any]) -> None:
    path = f"people/{ana['id']}"
    client.put(path, ana | {"emails": ["it@acme.example"]}, 409)
    assert code(client.put(path, ana | {"emails": [TAKEN]}, 400)) == 10022
    client.put(path, ana | {"emails": ["ana.diaz@acme.example"]})
    assert client.get("people", orgId=ana["orgId"], email="ana@acme.example")["items"] == []
    client.put(path, ana | {"orgId": "unknown"}, 400)


def test_creation_makes_no_subscriber(client: Client, acme: dict[str, Any]) -> None:
    body = {"emails": ["new@acme.example"], "firstName": "New", "lastName": "One", "orgId": acme["orgId"]}
    made = client.post("people", body)
    assert made["displayName"] == "New One"
    assert client.get("wholesale/subscribers")["items"] == []
    client.post("people", body, 409)
    client.post("people", body | {"emails": []}, 400)
    assert code(client.post("people", body | {"emails": [TAKEN]}, 400)) == 10022


def test_deletion_frees_the_address(client: Client, ana: dict[str, Any]) -> None:
    client.delete(f"people/{ana['id']}")
    client.get(f"people/{ana['id']}", 404)
    assert client.get("wholesale/subscribers")["items"] == []
    client.post("people", {"emails": ["ana@acme.example"], "orgId": client.get("people/me")["orgId"]})


def test_booleans_in_other_spellings_are_tolerated(client: Client) -> None:
    client.get("people", callingData="True")
    assert client.last()["tolerated"] == ["callingData spelled True"]
    client.get("people", 400, callingData="yes")
    client.get("people", colour="red")
    assert client.last()["tolerated"] == ["unknown query parameter colour ignored"]


def test_organizations(client: Client, acme: dict[str, Any]) -> None:
    names = [item["displayName"] for item in client.get("organizations")["items"]]
    assert names == ["Example Provider", "Acme Pizza"]
    client.get("organizations/unknown", 404)
    client.get("people", 404, orgId="unknown")
    client.get("locations", 404, orgId="unknown")


def test_renaming_goes_by_the_bare_uuid(client: Client, acme: dict[str, Any]) -> None:
    key = client.sandbox.world.organizations[acme["orgId"]].uuid
    path = f"identity/organizations/{key}"
    assert client.get(path)["displayName"] == "Acme Pizza"
    assert client.get(path)["preferredLanguage"] == "en_US"
    body = {"schemas": ["urn:cisco:codev:identity:organization:core:1.0"], "displayName": "Acme Two"}
    changed = client.send("PATCH", path, 200, json=body).json()
    assert (changed["id"], changed["displayName"]) == (key, "Acme Two")
    assert client.get(f"organizations/{acme['orgId']}")["displayName"] == "Acme Two"
    client.send("PATCH", path, 400, json={"displayName": "x"})
    client.get(f"identity/organizations/{acme['orgId']}", 404)


def test_organizations_can_be_made_to_need_a_touch(make_client: MakeClient) -> None:
    client = make_client(touch_required=True)
    acme = client.customer()
    for path in ("people", "locations", "telephony/config/numbers", "licenses"):
        client.get(path, 403, orgId=acme["orgId"])
    client.get(f"organizations/{acme['orgId']}")
    for path in ("people", "locations", "telephony/config/numbers", "licenses"):
        client.get(path, orgId=acme["orgId"])


def test_roles(client: Client) -> None:
    names = {item["name"]: item["id"] for item in client.get("roles")["items"]}
    assert names["Full Administrator"] == "Y2lzY29zcGFyazovL3VzL1JPTEUvaWRfZnVsbF9hZG1pbg"
    assert client.get(f"roles/{names['User Administrator']}")["name"] == "User Administrator"
    client.get("roles/unknown", 404)


def test_licences_count_their_users(client: Client, ana: dict[str, Any]) -> None:
    used = {item["name"]: item["consumedUnits"] for item in client.get("licenses", orgId=ana["orgId"])["items"]}
    assert used == {"Webex Calling": 1, "Webex Meetings": 0}
