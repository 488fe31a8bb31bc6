# SPDX-License-Identifier: GPL-3.0-or-later
"""The sandbox's answers against the published contract."""

from __future__ import annotations

from typing import Any

import pytest

from .contract import Contract, needs_contract
from .location_life import jobs_that_move_users, locations_pstn_and_numbers
from .support import ADDRESS, FREE_ACCOUNT, HARBOR, TAKEN, Client, order

pytestmark = needs_contract


@pytest.fixture(scope="module")
def contract() -> Contract:
    """Return the contract."""
    return Contract()


def test_answers_follow_the_contract(client: Client, contract: Contract) -> None:
    def call(name: str, method: str, path: str, status: int, **options: Any) -> Any:
        result = client.send(method, path, status, **options)
        contract.check(name, result)
        assert client.last()["operation"] == name
        return result.json() if result.content else None

    number = "+14085550101"
    call("precheckWholesaleCustomer", "POST", "wholesale/customers/validate", 200, json=precheck())
    call("precheckWholesaleCustomer", "POST", "wholesale/customers/validate", 200, json=precheck(TAKEN))
    client.control("outcomes", {"external_id": "acme-0001", "outcome": "maintenance", "times": 1})
    call("provisionWholesaleCustomer", "POST", "wholesale/customers", 202, json=order())
    call("listWholesaleCustomers", "GET", "wholesale/customers", 200)
    client.advance()
    acme = call("listWholesaleCustomers", "GET", "wholesale/customers", 200)["items"][0]
    path = f"wholesale/customers/{acme['id']}"
    call("getWholesaleCustomer", "GET", f"{path}?includePackageLicenseInfo=true", 200)
    call("updateWholesaleCustomer", "PUT", path, 202, json={"packages": ["webex_calling", "webex_meetings"]})
    call("getWholesaleCustomer", "GET", path, 200)
    client.advance()
    call("listWholesaleSubPartners", "GET", "wholesale/subPartners", 200)
    month = {"billingStartDate": "2026-05-01", "billingEndDate": "2026-05-31"}
    report = call("createWholesaleBillingReport", "POST", "wholesale/billing/reports", 200, json=month)
    client.advance()
    call("getWholesaleBillingReport", "GET", f"wholesale/billing/reports/{report['id']}", 200)
    call("listWholesaleBillingReports", "GET", "wholesale/billing/reports", 200)
    call("deleteWholesaleBillingReport", "DELETE", f"wholesale/billing/reports/{report['id']}", 204)

    org = {"orgId": acme["orgId"]}
    place = call("listLocations", "GET", "locations", 200, params=org)["items"][0]["id"]
    call("getLocation", "GET", f"locations/{place}", 200, params=org)
    client.stock(place, number, "+14085550102")
    wanted = {"firstName": "Ana", "lastName": "Diaz", "extension": "101", "primaryPhoneNumber": number}
    body: dict[str, Any] = {
        "customerId": acme["id"],
        "email": "ana@acme.example",
        "packages": ["webex_calling"],
        "provisioningParameters": {**wanted, "locationId": place},
    }
    call("precheckWholesaleSubscriber", "POST", "wholesale/subscribers/validate", 200, json=body)
    ana = call("provisionWholesaleSubscriber", "POST", "wholesale/subscribers", 200, json=body)
    call("precheckWholesaleSubscriber", "POST", "wholesale/subscribers/validate", 200, json=body)
    free = {"customerId": acme["id"], "email": FREE_ACCOUNT, "package": "webex_meetings", "provisioningParameters": {}}
    pending = call("provisionWholesaleSubscriber", "POST", "wholesale/subscribers", 202, json=free)
    call("sendConsentMoveEmail", "POST", f"subscribers/{pending['id']}/emails/consentMove", 204)
    call("listWholesaleSubscribers", "GET", "wholesale/subscribers", 200)
    call("getWholesaleSubscriber", "GET", f"wholesale/subscribers/{ana['id']}", 200)
    change = {"packages": ["webex_calling"]}
    call("updateWholesaleSubscriber", "PUT", f"wholesale/subscribers/{ana['id']}", 200, json=change)

    call("listNumbers", "GET", "telephony/config/numbers?details=true", 200, params=org)
    call("getPersonNumbers", "GET", f"people/{ana['personId']}/features/numbers", 200)
    locations_pstn_and_numbers(client, call, org)
    jobs_that_move_users(client, call, org, ana["personId"])
    call("getCountryConfig", "GET", "telephony/config/countries/US", 200)
    call("listAnnouncementLanguages", "GET", "telephony/config/announcementLanguages", 200)

    call("getMyself", "GET", "people/me", 200)
    call("listPeople", "GET", "people?callingData=true", 200, params=org)
    person = call("getPerson", "GET", f"people/{ana['personId']}?callingData=true", 200)
    call("updatePerson", "PUT", f"people/{ana['personId']}?callingData=true", 200, json=person)
    made = call("createPerson", "POST", "people", 200, json={"emails": ["new@acme.example"], **org})
    call("deletePerson", "DELETE", f"people/{made['id']}", 204)
    role = call("listRoles", "GET", "roles", 200)["items"][0]
    call("getRole", "GET", f"roles/{role['id']}", 200)
    license_id = call("listLicenses", "GET", "licenses", 200, params=org)["items"][0]["id"]
    call("getLicense", "GET", f"licenses/{license_id}?includeAssignedTo=user", 200)
    meetings = call("listLicenses", "GET", "licenses", 200, params=org)["items"][1]["id"]
    licence = {"personId": ana["personId"], "licenses": [{"id": meetings}]}
    call("assignLicenses", "PATCH", "licenses/users", 200, json=licence)
    licence["licenses"] = [{"id": meetings, "operation": "remove"}, {"id": "unknown"}]
    call("assignLicenses", "PATCH", "licenses/users", 206, json=licence)
    call("listOrganizations", "GET", "organizations", 200)
    call("getOrganization", "GET", f"organizations/{acme['orgId']}", 200)
    key = client.sandbox.world.organizations[acme["orgId"]].uuid
    call("getIdentityOrganization", "GET", f"identity/organizations/{key}", 200)
    rename = {"schemas": ["urn:cisco:codev:identity:organization:core:1.0"], "displayName": "Acme Two"}
    call("patchIdentityOrganization", "PATCH", f"identity/organizations/{key}", 200, json=rename)
    form = {
        "grant_type": "refresh_token",
        "refresh_token": "sandbox-refresh-token",
        "client_id": "sandbox-client",
        "client_secret": "sandbox-secret",
    }
    call("obtainToken", "POST", "access_token", 200, data=form)
    call("removeWholesaleSubscriber", "DELETE", f"wholesale/subscribers/{ana['id']}", 204)
    call("removeWholesaleCustomer", "DELETE", path, 202)

    served = {name for name in served_operations(client) if not name.startswith("templateService")}
    assert served == contract.seen
    tolerated = [record for record in client.journal() if record["tolerated"]]
    assert [record["operation"] for record in tolerated] == ["updatePerson"]


def precheck(email: str = "it@acme.example") -> dict[str, Any]:
    return {"address": ADDRESS, "customerInfo": {"primaryEmail": email}}


def served_operations(client: Client) -> set[str]:
    from tests.sandbox.app import API_ROUTERS

    return {route.operation_id for module in API_ROUTERS for route in module.router.routes}


@pytest.mark.parametrize(
    ("name", "method", "path", "status", "body"),
    [
        ("provisionWholesaleCustomer", "POST", "wholesale/customers", 400, {}),
        ("getWholesaleCustomer", "GET", "wholesale/customers/x", 404, None),
        ("provisionWholesaleSubscriber", "POST", "wholesale/subscribers", 400, {}),
        ("getPerson", "GET", "people/x", 404, None),
        ("getOrganization", "GET", f"organizations/{HARBOR}", 403, None),
        ("getRole", "GET", "roles/x", 404, None),
    ],
)
def test_refusals_follow_the_contract(
    client: Client, contract: Contract, name: str, method: str, path: str, status: int, body: Any
) -> None:
    contract.check(name, client.send(method, path, status, json=body))


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("provisionWholesaleCustomer", "wholesale/customers"),
        ("precheckWholesaleCustomer", "wholesale/customers/validate"),
        ("provisionWholesaleSubscriber", "wholesale/subscribers"),
        ("precheckWholesaleSubscriber", "wholesale/subscribers/validate"),
    ],
)
def test_examples_of_the_contract_pass_the_check_of_the_body(
    client: Client, contract: Contract, name: str, path: str
) -> None:
    example = contract.operations[name][1]["requestBody"]["content"]["application/json"]["example"]
    answer = client.post(path, example, None)
    texts = [item["description"] for item in answer.get("errors", [])]
    # The state may well refuse it: neither that organization nor that customer exists here.
    assert all("does not exist" in text or "was not found" in text for text in texts)
