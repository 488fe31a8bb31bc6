# SPDX-License-Identifier: GPL-3.0-or-later
"""The life of a subscriber."""

from __future__ import annotations

from typing import Any

import pytest

from .support import CALLING, FREE_ACCOUNT, PROVISIONING_ID, TAKEN, Client, code

NUMBER = "+14085550101"


@pytest.fixture
def place(client: Client, acme: dict[str, Any]) -> str:
    """Return the head office, with two numbers."""
    location = client.location(acme["orgId"])
    client.stock(location, NUMBER, "+14085550102")
    return location


def parameters(place: str | None = None, **changes: Any) -> dict[str, Any]:
    body = {"firstName": "Ana", "lastName": "Diaz", "extension": "101", "locationId": place, **changes}
    return {name: value for name, value in body.items() if value is not None}


def test_a_subscriber_is_made_at_once(client: Client, acme: dict[str, Any], place: str) -> None:
    wanted = parameters(place, primaryPhoneNumber=NUMBER)
    made = client.subscribe(acme, provisioningParameters=wanted)
    assert set(made) == {
        "id",
        "personId",
        "email",
        "customerId",
        "externalCustomerId",
        "package",
        "packages",
        "status",
        "created",
        "lastStatusChange",
    }
    assert (made["package"], made["packages"], made["status"]) == ("webex_calling", ["webex_calling"], "provisioned")
    assert client.get(f"wholesale/subscribers/{made['id']}") == made
    person = client.get(f"people/{made['personId']}", callingData="true")
    assert (person["displayName"], person["extension"], person["locationId"]) == ("Ana Diaz", "101", place)
    assert {"type": "work", "value": NUMBER, "primary": True} in person["phoneNumbers"]


def test_the_older_package_member_works_too(client: Client, acme: dict[str, Any]) -> None:
    made = client.subscribe(acme, packages=None, package="webex_meetings")
    assert made["packages"] == ["webex_meetings"]


@pytest.mark.parametrize(
    "changes",
    [
        {"packages": None},
        {"package": "webex_calling"},
        {"packages": ["webex_calling", "webex_meetings"]},
        {"packages": []},
        {"packages": ["common_area_calling"]},
        {"packages": ["webex_suite"]},  # the customer does not have it
        {"packages": None, "package": "attendant_console"},
        {"email": "nobody"},
        {"email": None},
        {"provisioningParameters": None},
        {"provisioningParameters": {"surprise": 1}},
        {"provisioningParameters": {"extension": None}},
        {"provisioningParameters": {"firstName": "Ana"}},
    ],
)
def test_bad_orders_are_refused(client: Client, acme: dict[str, Any], changes: dict[str, Any]) -> None:
    client.subscribe(acme, 400, **changes)
    assert client.get("wholesale/subscribers")["items"] == []


@pytest.mark.parametrize(
    "changes",
    [
        {"extension": None},
        {"locationId": None},
        {"locationId": "unknown"},
        {"extension": "911"},
        {"extension": "1911"},
        {"extension": "933"},
        {"extension": "611"},
        {"extension": "1"},
        {"extension": "12345678901"},
        {"extension": "10a"},
        {"primaryPhoneNumber": "+14085559999"},
    ],
)
def test_calling_rules(client: Client, acme: dict[str, Any], place: str, changes: dict[str, Any]) -> None:
    client.subscribe(acme, 400, provisioningParameters=parameters(place, **changes))


def test_number_and_extension_are_given_once(client: Client, acme: dict[str, Any], place: str) -> None:
    client.subscribe(acme, provisioningParameters=parameters(place, primaryPhoneNumber=NUMBER))
    same_number = parameters(place, extension="102", primaryPhoneNumber=NUMBER)
    client.subscribe(acme, 400, email="b@acme.example", provisioningParameters=same_number)
    client.subscribe(acme, 400, email="b@acme.example", provisioningParameters=parameters(place))
    number_only = parameters(place, extension=None, primaryPhoneNumber="+1 (408) 555-0102")
    client.subscribe(acme, email="b@acme.example", provisioningParameters=number_only)


def test_the_number_must_be_in_that_location(client: Client, acme: dict[str, Any], place: str) -> None:
    other = client.customer(externalId="o", customerInfo={"name": "Other", "primaryEmail": "it@other.example"})
    elsewhere = client.location(other["orgId"])
    client.stock(elsewhere, "+14085550900")
    wanted = parameters(place, primaryPhoneNumber="+14085550900")
    client.subscribe(acme, 400, provisioningParameters=wanted)
    client.subscribe(acme, 400, provisioningParameters=parameters(elsewhere))


def test_the_location_must_be_enabled_for_calling(client: Client, acme: dict[str, Any], place: str) -> None:
    client.sandbox.world.location_org[place].locations[place].calling = False
    client.subscribe(acme, 400, provisioningParameters=parameters(place))


def test_addresses_are_compared_without_case(client: Client, acme: dict[str, Any]) -> None:
    client.subscribe(acme)
    client.subscribe(acme, 409, email="ANA@acme.example")
    assert len(client.get("wholesale/subscribers", email="Ana@Acme.example")["items"]) == 1


def test_an_address_of_another_organization_is_refused(client: Client, acme: dict[str, Any]) -> None:
    other = client.customer(externalId="o", customerInfo={"name": "Other", "primaryEmail": "it@other.example"})
    client.subscribe(acme)
    for email in ("ana@acme.example", "it@acme.example", TAKEN):
        assert code(client.subscribe(other, 400, email=email)) == 10022


def test_the_customer_must_be_ready(client: Client) -> None:
    key = client.order()
    body = {"customerId": key, "email": "a@b.example", "packages": ["webex_meetings"], "provisioningParameters": {}}
    client.post("wholesale/subscribers", body, 409)
    client.advance()
    client.put(f"wholesale/customers/{key}", {"packages": ["webex_meetings"]}, 202)
    client.post("wholesale/subscribers", body, 409)
    client.advance()
    client.post("wholesale/subscribers", body)
    client.post("wholesale/subscribers", body | {"customerId": "unknown"}, 404)


def test_limits_are_a_ceiling(client: Client) -> None:
    limits = {**CALLING, "packages": {"limits": {"webex_meetings": 1}}}
    customer = client.customer(provisioningParameters=limits)
    meetings: dict[str, Any] = {"packages": ["webex_meetings"], "provisioningParameters": {}}
    first = client.subscribe(customer, email="a@acme.example", **meetings)
    client.subscribe(customer, 400, email="b@acme.example", **meetings)
    client.delete(f"wholesale/subscribers/{first['id']}")
    client.subscribe(customer, email="b@acme.example", **meetings)
    more = {"packages": customer["packages"], "provisioningParameters": {"packages": {"limits": {"webex_meetings": 2}}}}
    client.put(f"wholesale/customers/{customer['id']}", more, 202)
    client.advance()
    client.subscribe(customer, email="c@acme.example", **meetings)


def test_a_person_of_the_organization_is_reused(client: Client, acme: dict[str, Any], place: str) -> None:
    (admin,) = client.get("people", orgId=acme["orgId"])["items"]
    made = client.subscribe(acme, email="it@acme.example", provisioningParameters=parameters(place))
    assert made["personId"] == admin["id"]
    person = client.get(f"people/{admin['id']}")
    assert (person["displayName"], person["roles"]) == ("Ana Diaz", admin["roles"])


def test_calling_data_is_ignored_for_someone_who_has_calling(client: Client, acme: dict[str, Any], place: str) -> None:
    first = client.subscribe(acme, provisioningParameters=parameters(place))
    world = client.sandbox.world
    del world.subscribers[first["id"]], world.customers[acme["id"]].subscribers[first["id"]]
    world.subscribers_by_email.clear()
    again = client.subscribe(acme, provisioningParameters={"extension": "911"})
    assert client.get(f"people/{again['personId']}", callingData="true")["extension"] == "101"


def test_a_free_account_has_to_agree(client: Client, acme: dict[str, Any]) -> None:
    pending = client.subscribe(acme, 202, email=FREE_ACCOUNT.upper())
    assert pending["status"] == "pending_user_migration"
    assert "personId" not in pending
    client.post(f"subscribers/{pending['id']}/emails/consentMove", None, 204)
    client.put(f"wholesale/subscribers/{pending['id']}", {"packages": ["webex_meetings"]}, 409)
    client.advance(10)
    client.control("consent", {"email": FREE_ACCOUNT})
    agreed = client.get(f"wholesale/subscribers/{pending['id']}")
    assert agreed["status"] == "provisioned"
    assert agreed["lastStatusChange"] > pending["lastStatusChange"]
    assert client.get(f"people/{agreed['personId']}", callingData="true")["extension"] == "101"
    client.post(f"subscribers/{pending['id']}/emails/consentMove", None, 409)
    client.post("subscribers/unknown/emails/consentMove", None, 404)


def test_package_changes(client: Client, acme: dict[str, Any], place: str) -> None:
    made = client.subscribe(acme, packages=["webex_meetings"], provisioningParameters={"firstName": "Ana"})
    path = f"wholesale/subscribers/{made['id']}"
    calling = {"extension": "101", "locationId": place}
    client.put(path, {"packages": ["webex_calling"]}, 400)
    client.put(path, {"packages": ["webex_suite"]}, 400)
    client.put(path, {"packages": ["webex_calling"], "provisioningParameters": {"firstName": "A"}}, 400)
    client.put(path, {"packages": ["webex_calling"], "package": "webex_calling"}, 400)
    client.put(path, {}, 400)
    changed = client.put(path, {"packages": ["webex_calling"], "provisioningParameters": calling})
    assert (changed["package"], changed["id"]) == ("webex_calling", made["id"])
    (licence,) = client.get(f"people/{made['personId']}")["licenses"]
    names = {item["id"]: item["name"] for item in client.get("licenses", orgId=acme["orgId"])["items"]}
    assert names[licence] == "Webex Calling"
    client.put(path, {"packages": ["webex_meetings"], "provisioningParameters": calling}, 400)
    client.put(path, {"package": "webex_meetings"})
    assert "extension" not in client.get(f"people/{made['personId']}", callingData="true")
    client.put("wholesale/subscribers/unknown", {"packages": ["webex_meetings"]}, 404)


def test_a_package_the_customer_loses_is_lost_for_its_subscribers(
    client: Client, acme: dict[str, Any], place: str
) -> None:
    calls = client.subscribe(acme, provisioningParameters=parameters(place, primaryPhoneNumber=NUMBER))
    meets = client.subscribe(acme, email="m@acme.example", packages=["webex_meetings"])
    client.put(f"wholesale/customers/{acme['id']}", {"packages": ["webex_meetings", "webex_suite"]}, 202)
    client.advance()
    lost = client.get(f"wholesale/subscribers/{calls['id']}")
    assert (lost["packages"], lost["status"]) == ([], "provisioned")
    assert client.get(f"wholesale/subscribers/{meets['id']}")["packages"] == ["webex_meetings"]
    person = client.get(f"people/{calls['personId']}", callingData="true")
    assert (person["licenses"], person["phoneNumbers"]) == ([], [])
    assert {"extension", "locationId"}.isdisjoint(person)
    # a new package needs number and location again
    path = f"wholesale/subscribers/{calls['id']}"
    client.put(path, {"packages": ["webex_suite"]}, 400)
    client.put(path, {"packages": ["webex_suite"], "provisioningParameters": {"extension": "101", "locationId": place}})
    client.delete(path)


def test_the_package_of_an_administrator_is_not_lowered(client: Client, acme: dict[str, Any]) -> None:
    made = client.subscribe(acme, email="it@acme.example")
    client.put(f"wholesale/subscribers/{made['id']}", {"packages": ["webex_meetings"]}, 400)
    client.put(f"wholesale/subscribers/{made['id']}", {"packages": ["webex_calling"]})
    client.control("settings", {"admin_package_rule": False})
    client.put(f"wholesale/subscribers/{made['id']}", {"packages": ["webex_meetings"]})


def test_deletion_leaves_the_person(client: Client, acme: dict[str, Any], place: str) -> None:
    made = client.subscribe(acme, provisioningParameters=parameters(place, primaryPhoneNumber=NUMBER))
    client.delete(f"wholesale/subscribers/{made['id']}")
    client.get(f"wholesale/subscribers/{made['id']}", 404)
    client.delete(f"wholesale/subscribers/{made['id']}", 404)
    person = client.get(f"people/{made['personId']}", callingData="true")
    assert person["licenses"] == []
    assert "locationId" not in person
    again = client.subscribe(acme, provisioningParameters=parameters(place, primaryPhoneNumber=NUMBER))
    assert again["personId"] == made["personId"]


def test_list_filters(client: Client, acme: dict[str, Any]) -> None:
    meetings: dict[str, Any] = {"packages": ["webex_meetings"], "provisioningParameters": {}}
    first = client.subscribe(acme, email="a@acme.example", **meetings)
    client.advance(100)
    middle = int(client.sandbox.clock.now() * 1000)
    client.advance(100)
    second = client.subscribe(acme, email="b@acme.example", **meetings)
    client.subscribe(acme, 202, email=FREE_ACCOUNT, **meetings)
    client.put(f"wholesale/subscribers/{first['id']}", {"packages": ["webex_meetings"]})

    def found(**query: Any) -> list[str]:
        return [item["email"][0] for item in client.get("wholesale/subscribers", **query)["items"]]

    assert found() == ["a", "b", "p"]
    assert found(customerId=acme["id"]) == ["a", "b", "p"]
    assert found(customerId="unknown") == []
    assert found(externalCustomerId="acme-0001") == ["a", "b", "p"]
    assert found(externalCustomerId="acme") == []
    assert found(personId=second["personId"]) == ["b"]
    assert found(email="B@acme.example") == ["b"]
    assert found(email="b@acme.example", customerId="unknown") == []
    assert found(status="pending_user_migration") == ["p"]
    assert found(after=middle) == ["b", "p"]
    assert found(after=first["created"]) == ["b", "p"]
    assert found(lastStatusChange=middle) == ["b", "p"]
    assert found(sortBy="created", sortOrder="DESC") == ["p", "b", "a"]
    assert found(sortBy="lastStatusChange", sortOrder="asc") == ["a", "b", "p"]
    for bad in ({"after": "yesterday"}, {"sortBy": "email"}, {"sortOrder": "up"}):
        client.get("wholesale/subscribers", 400, **bad)


def test_page_sizes(client: Client, acme: dict[str, Any]) -> None:
    for number in range(101):
        client.subscribe(acme, email=f"{number}@acme.example", packages=["webex_meetings"], provisioningParameters={})
    sizes = [len(client.get("wholesale/subscribers", **query)["items"]) for query in ({}, {"max": 99}, {"max": 500})]
    assert sizes == [50, 99, 100]
    assert len(client.get("wholesale/subscribers", max=100, offset=100)["items"]) == 1


def test_precheck(client: Client, acme: dict[str, Any], place: str) -> None:
    def verdict(**body: Any) -> Any:
        answer = client.post("wholesale/subscribers/validate", {"email": "ana@acme.example", **body})
        return answer["info"][0]["infoCode"] if answer["message"] == "success" else code(answer)

    mine = {"customerId": acme["id"]}
    assert verdict(**mine) == 100
    assert verdict(**mine, packages=["webex_calling"]) == 100
    assert verdict(**mine, packages=["webex_calling"], provisioningParameters=parameters(place)) == 100
    assert verdict(**mine, packages=["webex_calling"], provisioningParameters={}) == 1001
    assert verdict(**mine, package="webex_suite") == 990002
    assert verdict(customerId=acme["id"], email=TAKEN) == 10022
    assert verdict(customerId="unknown") == 1002
    new = {"provisioningId": PROVISIONING_ID, "customerInfo": {"primaryEmail": "x@y.example"}}
    assert verdict(**new) == 100
    assert verdict(**new | {"provisioningId": "unknown"}) == 990001
    assert verdict(**new | {"customerInfo": {"primaryEmail": TAKEN}}) == 10022
    assert client.get("wholesale/subscribers")["items"] == []
    client.subscribe(acme)
    assert verdict(**mine) == 990409
    client.control("settings", {"precheck_status": 400})
    client.post("wholesale/subscribers/validate", {"email": "ana@acme.example", **mine}, 400)
    client.post("wholesale/subscribers/validate", {"email": "ana@acme.example"}, 400)
