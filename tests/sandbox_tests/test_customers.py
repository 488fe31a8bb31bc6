# SPDX-License-Identifier: GPL-3.0-or-later
"""The life of a customer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .support import ADDRESS, CALLING, COASTLINE, LOCATION, TAKEN, Client, code, order

PRECHECK = {"address": ADDRESS, "customerInfo": {"primaryEmail": "it@acme.example"}}


def status(client: Client, key: str) -> str:
    return str(client.get(f"wholesale/customers/{key}")["status"])


def test_creation_is_asynchronous(client: Client) -> None:
    result = client.send("POST", "wholesale/customers", 202, json=order())
    url = result.json()["url"]
    assert result.headers["Location"] == url
    assert url.startswith("http://sandbox.test/v1/wholesale/customers/")
    waiting = client.get(url)
    assert waiting["status"] == "provisioning"
    assert "orgId" not in waiting
    assert waiting["resourceDetails"]["packages"][0] == {"name": "webex_calling", "status": "provisioning"}
    client.advance(2.5)
    assert client.get(url)["status"] == "provisioning"
    client.advance(1)
    done = client.get(url)
    assert done["status"] == "provisioned"
    assert done["orgId"]
    assert done["orgId"] != done["id"]


def test_an_answer_holds_nothing_that_webex_keeps_to_itself(client: Client, acme: dict[str, Any]) -> None:
    assert set(acme) == {"id", "orgId", "externalId", "address", "status", "packages", "resourceDetails"}


def test_creation_makes_organization_administrator_and_head_office(client: Client, acme: dict[str, Any]) -> None:
    org = acme["orgId"]
    assert client.get(f"organizations/{org}")["displayName"] == "Acme Pizza"
    roles = {role["id"]: role["name"] for role in client.get("roles")["items"]}
    (admin,) = client.get("people", orgId=org)["items"]
    assert admin["emails"] == ["it@acme.example"]
    assert [roles[role] for role in admin["roles"]] == ["Full Administrator"]
    assert client.get("wholesale/subscribers", customerId=acme["id"])["items"] == []
    (location,) = client.get("locations", orgId=org)["items"]
    assert (location["name"], location["address"]["postalCode"]) == ("Head Office", "95035")
    (calling,) = client.get("telephony/config/locations", orgId=org)["locations"]
    assert calling["id"] == location["id"]


def test_no_location_without_calling(client: Client) -> None:
    plain = client.customer(packages=["webex_meetings"], provisioningParameters=None)
    assert client.get("locations", orgId=plain["orgId"])["items"] == []


def test_licence_ids_are_shown_on_request_only(client: Client, acme: dict[str, Any]) -> None:
    assert "licenseIds" not in acme["resourceDetails"]["packages"][0]
    full = client.get(f"wholesale/customers/{acme['id']}", includePackageLicenseInfo="true")
    ids = {entry["name"]: entry["licenseIds"] for entry in full["resourceDetails"]["packages"]}
    known = {item["id"] for item in client.get("licenses", orgId=acme["orgId"])["items"]}
    assert {ids["webex_calling"][0], ids["webex_meetings"][0]} == known
    listed = client.get("wholesale/customers", includePackageLicenseInfo="true")["items"][0]
    assert "licenseIds" not in listed["resourceDetails"]["packages"][0]


@pytest.mark.parametrize(
    "changes",
    [
        {"provisioningId": None},
        {"provisioningId": "unknown"},
        {"packages": []},
        {"packages": ["webex_teleport"]},
        {"packages": ["cisco_calling_plan"]},
        {"packages": ["attendant_console", "webex_meetings"]},
        {"address": {**ADDRESS, "addressLine1": "x" * 51}},
        {"address": {**ADDRESS, "country": "USA"}},
        {"address": {**ADDRESS, "country": None}},
        {"address": {"city": "Milpitas", "country": "US"}},
        {"customerInfo": None},
        {"customerInfo": {"name": "100% Pizza", "primaryEmail": "it@acme.example"}},
        {"customerInfo": {"name": "Acme"}},
        {"customerInfo": {"name": "Acme", "primaryEmail": "nobody"}},
        {"customerInfo": {"name": "Acme", "primaryEmail": "it@acme.example", "language": "English"}},
        {"provisioningParameters": None},
        {"provisioningParameters": {"calling": {}}},
        {"provisioningParameters": {"calling": {"location": {**LOCATION, "timezone": "PST"}}}},
        {"provisioningParameters": {"calling": {"location": {**LOCATION, "numbers": []}}}},
        {"provisioningParameters": {**CALLING, "packages": {"limits": {"webex_calling": "50"}}}},
    ],
)
def test_bad_orders_are_refused(client: Client, changes: dict[str, Any]) -> None:
    client.order(400, **changes)
    assert client.get("wholesale/customers")["items"] == []


@pytest.mark.parametrize(
    "package",
    ["webex_calling", "webex_calling_standard", "webex_voice", "webex_suite", "cx_essentials", "common_area_calling"],
)
def test_calling_packages_need_a_location(client: Client, package: str) -> None:
    client.order(400, packages=[package], provisioningParameters=None)
    client.order(packages=[package])


def test_add_ons_go_with_the_right_package(client: Client) -> None:
    client.order(packages=["webex_calling_standard", "cisco_calling_plan"])
    client.order(400, packages=["webex_calling_standard", "attendant_console"])
    client.order(packages=["webex_voice", "attendant_console"])


def test_upper_case_language_is_tolerated(client: Client) -> None:
    client.order(provisioningParameters={"calling": {"location": {**LOCATION, "language": "en_US"}}})
    assert client.last()["tolerated"] == ["language en_US is not lower case"]


def test_external_ids_need_not_be_unique(client: Client) -> None:
    client.customer()
    client.customer(customerInfo={"name": "Other", "primaryEmail": "it@other.example"})
    assert len(client.get("wholesale/customers", externalId="acme-0001")["items"]) == 2


def test_list_filters(client: Client, acme: dict[str, Any]) -> None:
    client.order(externalId="acme-00", customerInfo={"name": "B", "primaryEmail": "b@b.example"})

    def found(**query: Any) -> list[str]:
        return [item["externalId"] for item in client.get("wholesale/customers", **query)["items"]]

    assert found() == ["acme-0001", "acme-00"]
    assert found(externalId="acme-00") == ["acme-00"]
    assert found(externalId="acme") == []
    assert found(orgId=acme["orgId"]) == ["acme-0001"]
    assert found(orgId="nonsense") == []
    assert found(status="provisioning") == ["acme-00"]
    assert found(status="provisioning,provisioned") == ["acme-0001", "acme-00"]
    assert found(status=["provisioning", "error"]) == ["acme-00"]
    assert found(max=1) == ["acme-0001"]
    assert found(max=1, offset=1) == ["acme-00"]


def test_a_taken_administrator_address_ends_in_error(client: Client, acme: dict[str, Any]) -> None:
    for email in ("IT@acme.example", TAKEN):
        second = client.customer(externalId="x", customerInfo={"name": "X", "primaryEmail": email})
        assert second["status"] == "error"
        assert second["errors"][0]["errorCode"] == 10022
        assert "orgId" not in second


def test_update_takes_the_whole_package_set(client: Client, acme: dict[str, Any]) -> None:
    path = f"wholesale/customers/{acme['id']}"
    body = client.put(path, {"packages": ["webex_calling", "webex_suite"]}, 202)
    assert body["url"].endswith(acme["id"])
    during = client.get(path)
    assert during["status"] == "updating"
    assert "orgId" not in during
    states = {entry["name"]: entry["status"] for entry in during["resourceDetails"]["packages"]}
    assert states == {"webex_calling": "provisioned", "webex_meetings": "deleting", "webex_suite": "provisioning"}
    client.advance(2)
    assert client.get(path)["packages"] == ["webex_calling", "webex_suite"]
    assert client.get(path)["status"] == "provisioned"


def test_update_changes_external_id_and_address(client: Client, acme: dict[str, Any]) -> None:
    path = f"wholesale/customers/{acme['id']}"
    address = {**ADDRESS, "addressLine1": "1 New Street"}
    client.put(path, {"packages": acme["packages"], "externalId": "new", "address": address}, 202)
    client.advance()
    assert client.get("wholesale/customers", externalId="acme-0001")["items"] == []
    (found,) = client.get("wholesale/customers", externalId="new")["items"]
    assert found["address"] == address


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"packages": []},
        {"packages": ["webex_calling"], "provisioningId": "x"},
        {"packages": ["webex_calling"], "customerInfo": {}},
        {"packages": ["cisco_calling_plan"]},
    ],
)
def test_bad_updates_are_refused(client: Client, acme: dict[str, Any], body: dict[str, Any]) -> None:
    client.put(f"wholesale/customers/{acme['id']}", body, 400)


def test_calling_that_comes_later_brings_the_location(client: Client) -> None:
    plain = client.customer(packages=["webex_meetings"], provisioningParameters=None)
    path = f"wholesale/customers/{plain['id']}"
    client.put(path, {"packages": ["webex_calling"]}, 400)
    client.put(path, {"packages": ["webex_calling"], "provisioningParameters": CALLING}, 202)
    client.advance()
    assert [item["name"] for item in client.get("locations", orgId=plain["orgId"])["items"]] == ["Head Office"]


def test_no_update_while_something_runs(client: Client) -> None:
    key = client.order()
    path, body = f"wholesale/customers/{key}", {"packages": ["webex_calling"]}
    client.put(path, body, 409)
    client.advance()
    client.put(path, body, 202)
    client.put(path, body, 409)
    client.advance()
    client.delete(path, 202)
    client.put(path, body, 409)


def test_deletion_takes_time_and_leaves_organization_and_people(client: Client, acme: dict[str, Any]) -> None:
    client.subscribe(acme)
    path = f"wholesale/customers/{acme['id']}"
    client.delete(path, 202)
    assert status(client, acme["id"]) == "deleting"
    client.delete(path, 409)
    client.advance()
    client.get(path, 404)
    client.delete(path, 404)
    assert client.get("wholesale/customers")["items"] == []
    assert client.get("wholesale/subscribers")["items"] == []
    assert client.get(f"organizations/{acme['orgId']}")["displayName"] == "Acme Pizza"
    assert len(client.get("people", orgId=acme["orgId"])["items"]) == 2
    # The administrator's address is still bound to the old organization.
    assert client.customer()["errors"][0]["errorCode"] == 10022


def test_precheck_says_success(client: Client) -> None:
    assert client.post("wholesale/customers/validate", PRECHECK) == {
        "message": "success",
        "info": [{"infoCode": 100, "description": "Validation successful."}],
    }
    client.post("wholesale/customers/validate", order(customerInfo=PRECHECK["customerInfo"]))
    assert client.get("wholesale/customers")["items"] == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"provisioningId": "unknown"}, 990001),
        ({"customerInfo": {"primaryEmail": TAKEN}}, 10022),
        ({"packages": ["cisco_calling_plan"]}, 990002),
        ({"packages": ["webex_voice"], "provisioningParameters": {}}, 1001),
        ({"orgId": "unknown"}, 990007),
    ],
)
def test_a_failing_precheck_has_an_error_code(client: Client, changes: dict[str, Any], expected: int) -> None:
    body = client.post("wholesale/customers/validate", PRECHECK | changes)
    assert code(body) == expected
    assert body["message"] != "success"
    assert "info" not in body
    client.control("settings", {"precheck_status": 400})
    assert code(client.post("wholesale/customers/validate", PRECHECK | changes, 400)) == expected


def _address(**changes: str | None) -> dict[str, Any]:
    return {name: value for name, value in (ADDRESS | changes).items() if value is not None}


BAD_ADDRESSES = [
    (_address(stateOrProvince=None), "stateOrProvince is mandatory in US."),
    (_address(zipOrPostalCode=""), "zipOrPostalCode is mandatory in US."),
    (_address(stateOrProvince="XX"), "stateOrProvince XX is unknown in US."),
    (_address(country="DE", stateOrProvince=None, zipOrPostalCode=None), "zipOrPostalCode is mandatory in DE."),
    (_address(addressLine1="Milpitas 1", city="Milpitas 1"), "The address cannot be found."),
    (_address(addressLine1="Alder Drive"), "The address cannot be found."),
]


@pytest.mark.parametrize(("address", "words"), BAD_ADDRESSES)
def test_strict_address_rules(make_client: Callable[..., Client], address: dict[str, Any], words: str) -> None:
    client = make_client(address_rules="strict")
    head_office = {"calling": {"location": LOCATION | {"address": address}}}
    for changes in ({"address": address}, {"provisioningParameters": head_office}):
        body = client.post("wholesale/customers/validate", PRECHECK | changes)
        assert [error["description"] for error in body["errors"]] == [words]
        assert client.post("wholesale/customers", order(**changes), 400)["message"] == words
    there = client.customer()
    change = {"packages": ["webex_calling", "webex_meetings"], "address": address}
    assert client.put(f"wholesale/customers/{there['id']}", change, 400)["message"] == words
    client.control("settings", {"address_rules": "kind"})
    assert client.post("wholesale/customers/validate", PRECHECK | {"address": address})["message"] != words


@pytest.mark.parametrize(
    "address",
    [
        ADDRESS,
        _address(stateOrProvince="California"),
        _address(country="DE", stateOrProvince=None),
        _address(country="AE", stateOrProvince=None, zipOrPostalCode=None),
        _address(country="BR", stateOrProvince=None, zipOrPostalCode=None),
        _address(addressLine1="Alder House", addressLine2="Floor 3"),
    ],
)
def test_good_addresses_pass_the_strict_rules(make_client: Callable[..., Client], address: dict[str, Any]) -> None:
    client = make_client(address_rules="strict")
    changes = {"address": address, "provisioningParameters": {"calling": {"location": LOCATION | {"address": address}}}}
    assert client.post("wholesale/customers/validate", PRECHECK | changes)["message"] == "success"
    assert client.customer(**changes)["status"] == "provisioned"


def test_an_administrator_of_the_partner_is_no_customers(make_client: Callable[..., Client]) -> None:
    made_up = PRECHECK | {"customerInfo": {"primaryEmail": "check@Provider.example"}}
    strict = make_client(address_rules="strict")
    (error,) = strict.post("wholesale/customers/validate", made_up)["errors"]
    assert error["description"] == "check@Provider.example is not an address of the customer."
    assert make_client().post("wholesale/customers/validate", made_up)["message"] == "success"


def test_a_template_of_a_sub_partner_is_known_on_its_behalf_only(client: Client) -> None:
    template = {"name": "coast", "provisioning_id": "Y29hc3Q", "sub_partner_org_id": COASTLINE}
    client.control("seed", {"templates": [template]})
    asked = PRECHECK | {"provisioningId": "Y29hc3Q"}
    user = {
        "provisioningId": "Y29hc3Q",
        "customerInfo": PRECHECK["customerInfo"],
        "email": "ana@acme.example",
        "packages": ["webex_meetings"],
    }
    behalf = {"onBehalfOfSubPartnerOrgId": COASTLINE}
    for path, body in (("customers", asked), ("subscribers", user)):
        assert code(client.post(f"wholesale/{path}/validate", body)) == 990001
        assert client.post(f"wholesale/{path}/validate", body, **behalf)["message"] == "success"
    assert code(client.post("wholesale/customers", order(provisioningId="Y29hc3Q"), 400)) == 990001
    client.post("wholesale/customers", order(provisioningId="Y29hc3Q"), 202, **behalf)
    # Templates of the partner itself are known on everybody's behalf.
    own = PRECHECK | {"provisioningId": order()["provisioningId"]}
    assert client.post("wholesale/customers/validate", own, **behalf)["message"] == "success"


def test_precheck_is_strict_about_its_body(client: Client) -> None:
    client.post("wholesale/customers/validate", {"address": ADDRESS}, 400)
    client.post("wholesale/customers/validate", {"customerInfo": PRECHECK["customerInfo"]}, 400)
    client.post("wholesale/customers/validate", PRECHECK | {"unknown": 1}, 400)
