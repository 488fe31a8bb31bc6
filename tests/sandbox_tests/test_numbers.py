# SPDX-License-Identifier: GPL-3.0-or-later
"""The number inventory: adding, activating, removing, asking before."""

from __future__ import annotations

from typing import Any

import pytest

from .support import Client, code

ONE, TWO, THREE = "+14085550101", "+14085550102", "+14085550103"
LIST = "telephony/config/numbers"


@pytest.fixture
def org(acme: dict[str, Any]) -> str:
    """Return the organization of a provisioned customer."""
    return str(acme["orgId"])


@pytest.fixture
def head(client: Client, org: str) -> str:
    """Return the head office, with a carrier that leaves the numbers to the API."""
    key = client.location(org)
    client.carrier(org, key)
    return key


def path(location: str) -> str:
    return f"telephony/config/locations/{location}/numbers"


def add(client: Client, org: str, location: str, *numbers: str, expect: int = 201, **more: Any) -> Any:
    body = {"phoneNumbers": list(numbers), "state": "ACTIVE", **more}
    return client.post(path(location), body, expect, orgId=org)


def states(client: Client, org: str) -> dict[str, str]:
    return {row["phoneNumber"]: row["state"] for row in client.get(LIST, orgId=org)["phoneNumbers"]}


def test_numbers_need_a_connection_first(client: Client, org: str) -> None:
    head = client.location(org)
    assert "PSTN" in add(client, org, head, ONE, expect=400)["message"]
    client.carrier(org, head)
    assert add(client, org, head, ONE) is None
    assert states(client, org) == {ONE: "ACTIVE"}
    add(client, org, "unknown", ONE, expect=404)


@pytest.mark.parametrize("kind", ["INTEGRATED_CCP", "CISCO_PSTN"])
def test_some_carriers_keep_the_numbers_to_themselves(client: Client, org: str, head: str, kind: str) -> None:
    client.stock(head, ONE)
    client.control("pstn", {"location_id": head, "type": kind})
    assert code(add(client, org, head, TWO, expect=400)) == "ERR.V.TRM.TMN60004"
    body = {"phoneNumbers": [ONE]}
    assert code(client.delete(path(head), 400, body, orgId=org)) == "ERR.V.TRM.TMN60004"
    assert code(client.put(path(head), body, 400, orgId=org)) == "ERR.V.TRM.TMN60004"
    assert states(client, org) == {ONE: "ACTIVE"}


def test_the_state_should_always_be_sent(client: Client, org: str, head: str) -> None:
    client.post(path(head), {"phoneNumbers": [ONE]}, 201, orgId=org)
    assert client.last()["tolerated"] == ["state left out, INACTIVE taken"]
    add(client, org, head, TWO)
    assert client.last()["tolerated"] == []
    assert states(client, org) == {ONE: "INACTIVE", TWO: "ACTIVE"}


def test_inactive_numbers_carry_no_calls(client: Client, acme: dict[str, Any], org: str, head: str) -> None:
    add(client, org, head, ONE, state="INACTIVE")
    wanted = {"primaryPhoneNumber": ONE, "locationId": head}
    assert "not active" in client.subscribe(acme, 400, provisioningParameters=wanted)["message"]
    client.put(path(head), {"phoneNumbers": [ONE]}, 204, orgId=org)
    client.subscribe(acme, provisioningParameters=wanted)


def test_numbers_that_are_there_already(client: Client, org: str, head: str) -> None:
    add(client, org, head, ONE)
    add(client, org, head, ONE, TWO, state="INACTIVE")
    assert states(client, org) == {ONE: "ACTIVE", TWO: "INACTIVE"}
    client.control("settings", {"refuse_existing_numbers": True})
    assert code(add(client, org, head, ONE, THREE, expect=409)) == 8363
    assert THREE not in states(client, org)


def test_numbers_of_others_are_refused(client: Client, org: str, head: str) -> None:
    add(client, org, head, ONE)
    branch = client.branch(org)
    client.carrier(org, branch)
    body = add(client, org, branch, ONE, TWO, expect=409)
    assert (body["errorCode"], code(body)) == (25223, 8363)
    other = client.customer(externalId="o", customerInfo={"name": "Other", "primaryEmail": "it@other.example"})
    elsewhere = client.location(other["orgId"])
    client.carrier(other["orgId"], elsewhere)
    assert add(client, other["orgId"], elsewhere, ONE, expect=409)["errorCode"] == 25223
    assert states(client, org) == {ONE: "ACTIVE"}


def test_one_bad_number_spoils_the_batch(client: Client, org: str, head: str) -> None:
    client.control("seed", {"unavailable_numbers": [THREE]})
    (body,) = add(client, org, head, ONE, "+1-240-555-1212", THREE, expect=400)
    assert [(item["number"], item["errorCode"]) for item in body["errors"]] == [
        ("+1-240-555-1212", "8362"),
        (THREE, "8361"),
    ]
    assert set(body["errors"][0]) == {"number", "errorType", "errorCode", "errorMessage", "errorTitle"}
    assert states(client, org) == {}
    add(client, org, head, "4085550101", expect=400)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"phoneNumbers": []},
        {"phoneNumbers": [ONE], "state": "active"},
        {"phoneNumbers": [ONE], "numberType": "FAX"},
        {"phoneNumbers": [ONE], "surprise": 1},
    ],
)
def test_bad_bodies_are_refused(client: Client, org: str, head: str, body: dict[str, Any]) -> None:
    client.post(path(head), body, 400, orgId=org)


def test_kinds_of_numbers(client: Client, org: str, head: str) -> None:
    add(client, org, head, "+18005550101", numberType="TOLLFREE")
    add(client, org, head, ONE, numberUsageType="SERVICE")
    client.control("pstn", {"location_id": head, "type": "NONE"})
    add(client, org, head, TWO, numberType="MOBILE")
    add(client, org, head, *[f"+1408555{number}" for number in range(2000, 2021)], numberType="MOBILE", expect=400)

    def found(**query: str) -> list[str]:
        return [row["phoneNumber"] for row in client.get(LIST, orgId=org, **query)["phoneNumbers"]]

    assert found(tollFreeNumbers="true") == ["+18005550101"]
    assert found(serviceNumber="true") == [ONE]
    assert found(includedTelephonyTypes="MOBILE_NUMBER") == [TWO]
    assert found(phoneNumberType="PRIMARY", state="Default") == ["+18005550101", ONE, TWO]
    assert found(phoneNumberType="FAX") == []


def test_activation(client: Client, acme: dict[str, Any], org: str, head: str) -> None:
    add(client, org, head, ONE, TWO, THREE, state="INACTIVE")
    client.put(path(head), {"phoneNumbers": [ONE, TWO]}, 204, orgId=org)
    assert states(client, org) == {ONE: "ACTIVE", TWO: "ACTIVE", THREE: "INACTIVE"}
    main = {"callingLineId": {"phoneNumber": ONE}}
    client.put(f"telephony/config/locations/{head}", main, 204, orgId=org)
    client.subscribe(acme, provisioningParameters={"primaryPhoneNumber": TWO, "locationId": head})
    for number in (ONE, TWO, "+14085559999"):
        client.put(path(head), {"phoneNumbers": [number], "action": "DEACTIVATE"}, 400, orgId=org)
    client.put(path(head), {"phoneNumbers": [THREE], "action": "ACTIVATE"}, 204, orgId=org)
    client.put(path(head), {"phoneNumbers": [THREE], "action": "DEACTIVATE"}, 204, orgId=org)
    assert states(client, org)[THREE] == "INACTIVE"
    client.put(path(head), {"phoneNumbers": [ONE] * 501, "action": "DEACTIVATE"}, 400, orgId=org)


def test_removal(client: Client, acme: dict[str, Any], org: str, head: str) -> None:
    more = [f"+1408555020{number}" for number in range(6)]
    add(client, org, head, ONE, TWO, *more)
    client.put(f"telephony/config/locations/{head}", {"callingLineId": {"phoneNumber": ONE}}, 204, orgId=org)
    client.subscribe(acme, provisioningParameters={"primaryPhoneNumber": TWO, "locationId": head})
    client.delete(path(head), 400, {"phoneNumbers": more}, orgId=org)
    client.delete(path(head), 400, {"phoneNumbers": [more[0], ONE]}, orgId=org)
    client.delete(path(head), 409, {"phoneNumbers": [more[0], TWO]}, orgId=org)
    client.delete(path(head), 400, orgId=org)
    assert len(states(client, org)) == 8
    client.delete(path(head), 204, {"phoneNumbers": more[:5]}, orgId=org)
    assert list(states(client, org)) == [ONE, TWO, more[5]]


def test_removing_an_unknown_number(client: Client, org: str, head: str) -> None:
    body = {"phoneNumbers": [ONE]}
    result = client.send("DELETE", path(head), 502, json=body, params={"orgId": org})
    assert result.headers["cisco-spark-error-codes"] == "4251"


def test_a_number_outlives_its_owner(client: Client, acme: dict[str, Any], org: str, head: str) -> None:
    client.control("settings", {"number_release_delay": 10})
    add(client, org, head, ONE)
    wanted = {"primaryPhoneNumber": ONE, "locationId": head}
    made = client.subscribe(acme, provisioningParameters=wanted)
    client.delete(f"people/{made['personId']}")
    assert client.get(LIST, orgId=org, available="true")["phoneNumbers"] == []
    assert code(client.delete(path(head), 409, {"phoneNumbers": [ONE]}, orgId=org)) == 8363
    client.subscribe(acme, 400, email="bo@acme.example", provisioningParameters=wanted)
    client.advance(10)
    assert len(client.get(LIST, orgId=org, available="true")["phoneNumbers"]) == 1
    client.delete(path(head), 204, {"phoneNumbers": [ONE]}, orgId=org)


def test_a_number_that_leaves_is_free_after_a_while(client: Client, org: str, head: str) -> None:
    client.control("settings", {"number_release_delay": 10})
    add(client, org, head, ONE)
    client.delete(path(head), 204, {"phoneNumbers": [ONE]}, orgId=org)
    action = "telephony/config/actions/validateNumbers/invoke"
    assert client.post(action, {"phoneNumbers": [ONE]}, orgId=org)["numbers"][0]["state"] == "Unavailable"
    assert code(client.post(path(head), {"phoneNumbers": [ONE]}, 409, orgId=org)) == 8363
    client.advance(10)
    add(client, org, head, ONE)
    assert list(states(client, org)) == [ONE]


@pytest.mark.parametrize(("member", "name"), [("numbers", "number"), ("phoneNumbers", "phoneNumber")])
def test_asking_before(client: Client, org: str, head: str, member: str, name: str) -> None:
    client.control("settings", {"validate_numbers_member": member})
    client.control("seed", {"unavailable_numbers": [THREE]})
    add(client, org, head, ONE)
    action = "telephony/config/actions/validateNumbers/invoke"
    body = client.post(action, {"phoneNumbers": [ONE, TWO, TWO, THREE, "+1800"]}, orgId=org)
    assert body["status"] == "ERRORS"
    assert [(row[name], row["state"], row.get("detail")) for row in body[member]] == [
        (ONE, "Duplicate", [f"[Error 8363] DN is in use : {ONE}"]),
        (TWO, "Available", None),
        (TWO, "Duplicate In List", [f"[Error 8360] Duplicate DN in the request : {TWO}"]),
        (THREE, "Unavailable", [f"[Error 8361] DN is unavailable : {THREE}"]),
        ("+1800", "Invalid", ["[Error 8362] DN is invalid : +1800"]),
    ]
    assert client.post(action, {"phoneNumbers": [TWO]}, orgId=org)["status"] == "OK"
    assert client.post(action, {"phoneNumbers": [ONE]})[member][0]["state"] == "Unavailable"
    client.post(action, {"phoneNumbers": []}, 400, orgId=org)
    assert states(client, org) == {ONE: "ACTIVE"}


def test_asking_for_extensions(client: Client, acme: dict[str, Any], org: str, head: str) -> None:
    client.subscribe(acme)
    action = f"telephony/config/locations/{head}/actions/validateExtensions/invoke"
    body = client.post(action, {"extensions": ["101", "102", "102", "911", "x"]}, orgId=org)
    found = [row["state"] for row in body["extensionStatus"]]
    assert (body["status"], found) == ("ERRORS", ["DUPLICATE", "VALID", "DUPLICATE_IN_LIST", "INVALID", "INVALID"])
    assert client.post(action, {"extensions": ["102"]}, orgId=org)["status"] == "OK"
    client.control("settings", {"extension_length": 4})
    (row,) = client.post(action, {"extensions": ["102"]}, orgId=org)["extensionStatus"]
    assert (row["state"], row["errorCode"]) == ("INVALID", 4909)
    wanted = {"extension": "102", "locationId": head}
    assert code(client.subscribe(acme, 400, email="bo@acme.example", provisioningParameters=wanted)) == 4909


@pytest.mark.parametrize("extension", ["911", "1911", "933", "611", "1", "12345678901", "10a"])
def test_extensions_that_cannot_be_used(client: Client, acme: dict[str, Any], head: str, extension: str) -> None:
    client.subscribe(acme, 400, provisioningParameters={"extension": extension, "locationId": head})


@pytest.mark.parametrize(("setting", "shown"), [("absent", "-"), ("empty", ""), ("null", None)])
def test_rows_with_an_extension_only(client: Client, acme: dict[str, Any], org: str, setting: str, shown: Any) -> None:
    client.control("settings", {"extension_only_number": setting})
    client.subscribe(acme)
    (row,) = client.get(LIST, orgId=org)["phoneNumbers"]
    assert row.get("phoneNumber", "-") == shown
    assert len(client.get(LIST, orgId=org, numberType="EXTENSION")["phoneNumbers"]) == 1
    assert client.get(LIST, orgId=org, details="true")["count"]["extensionOnly"] == 1


@pytest.mark.parametrize(
    "query",
    [
        {"numberType": "NUMBER", "available": "true"},
        {"numberType": "NUMBER", "state": "ACTIVE"},
        {"ownerType": "PEOPLE", "available": "true"},
        {"state": "ASLEEP"},
        {"ownerType": "DOG"},
        {"available": "yes"},
    ],
)
def test_filters_that_do_not_go_together(client: Client, acme: dict[str, Any], org: str, query: dict[str, str]) -> None:
    client.subscribe(acme)
    client.get(LIST, 400, orgId=org, **query)


def test_a_location_has_its_own_numbers(client: Client, acme: dict[str, Any], org: str, head: str) -> None:
    branch = client.branch(org)
    add(client, org, head, ONE)
    client.subscribe(acme, 400, provisioningParameters={"primaryPhoneNumber": ONE, "locationId": branch})
    client.subscribe(acme, provisioningParameters={"primaryPhoneNumber": ONE, "locationId": head})
    assert client.get(LIST, orgId=org, locationId=branch)["phoneNumbers"] == []
    # The same extension may be used in two locations.
    for email, location in (("bo@acme.example", head), ("cy@acme.example", branch)):
        client.subscribe(acme, email=email, provisioningParameters={"extension": "200", "locationId": location})
    client.subscribe(
        acme, 400, email="di@acme.example", provisioningParameters={"extension": "200", "locationId": head}
    )
