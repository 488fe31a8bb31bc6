# SPDX-License-Identifier: GPL-3.0-or-later
"""The sandbox's answers against the published contract: status, body and required headers of every operation.

The contract is not part of this repository; WEBEX_CONTRACT_DIR names the directory that holds it.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from .support import ADDRESS, FREE_ACCOUNT, HARBOR, TAKEN, Client, order

DEFAULT = Path(__file__).parents[2].parent / "shared" / "webex" / "contract"
DIRECTORY = Path(os.environ.get("WEBEX_CONTRACT_DIR", str(DEFAULT)))
NAMES = ("wholesale", "admin", "locations", "calling", "oauth")

pytestmark = pytest.mark.skipif(
    not all((DIRECTORY / f"{name}.json").is_file() for name in NAMES),
    reason="the contract files are not here: set WEBEX_CONTRACT_DIR",
)


def _json_schema(node: Any) -> Any:
    """Turn the OpenAPI 3.0 word nullable into plain JSON schema."""
    if isinstance(node, list):
        return [_json_schema(item) for item in node]
    if not isinstance(node, dict):
        return node
    made = {name: _json_schema(value) for name, value in node.items()}
    if made.pop("nullable", False) is True and isinstance(made.get("type"), str):
        made["type"] = [made["type"], "null"]
    return made


class Contract:
    """Checks answers against the operations of all files."""

    def __init__(self) -> None:
        self.operations: dict[str, tuple[dict[str, Any], dict[str, Any], re.Pattern[str], str]] = {}
        self.seen: set[str] = set()
        for name in NAMES:
            document = _json_schema(json.loads((DIRECTORY / f"{name}.json").read_text()))
            for path, methods in document["paths"].items():
                pattern = re.compile(re.sub(r"\{\w+\}", "[^/]+", path) + "$")
                for method, operation in methods.items():
                    if method in ("get", "post", "put", "patch", "delete"):
                        self.operations[operation["operationId"]] = (document, operation, pattern, method.upper())

    def check(self, name: str, result: Any) -> None:
        """Check one answer."""
        document, operation, pattern, method = self.operations[name]
        request = result.request
        assert request.method == method
        assert pattern.match(request.url.path.removeprefix("/v1")), name
        response = operation["responses"].get(str(result.status_code))
        assert response is not None, f"{name} answered {result.status_code}, which the contract does not know"
        if "$ref" in response:
            response = document["components"]["responses"][response["$ref"].rsplit("/", 1)[-1]]
        schema = response.get("content", {}).get("application/json", {}).get("schema")
        if schema is None:
            assert not result.content
        else:
            full = {"components": document["components"], **schema}
            jsonschema.Draft202012Validator(full).validate(result.json())
            _closed(document, schema, result.json(), name)
        self.seen.add(name)


def _closed(document: dict[str, Any], schema: dict[str, Any], value: Any, where: str) -> None:
    """Refuse members that the contract does not know: the validator alone would let them through."""
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
    if "oneOf" in schema or schema.get("additionalProperties"):
        return
    if isinstance(value, dict):
        unknown = set(value) - set(schema.get("properties", {}))
        assert not unknown, f"{where}: {sorted(unknown)} not in the contract"
        for name, item in value.items():
            _closed(document, schema["properties"][name], item, f"{where}.{name}")
    elif isinstance(value, list):
        for item in value:
            _closed(document, schema.get("items", {}), item, where)


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

    call("listCallingLocations", "GET", "telephony/config/locations", 200, params=org)
    call("listNumbers", "GET", "telephony/config/numbers?details=true", 200, params=org)
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
    call("listLicenses", "GET", "licenses", 200, params=org)
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
