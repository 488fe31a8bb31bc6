# SPDX-License-Identifier: GPL-3.0-or-later
"""The description that the sandbox serves, and that requests are held to it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from openapi_spec_validator import validate

from .described import description
from .support import CALLING, Client, order

OPERATIONS = [
    (method.upper(), path, operation)
    for path, methods in description()["paths"].items()
    for method, operation in methods.items()
]
# A value that each kind of parameter cannot have.
WRONG = {"integer": "-1", "number": "1.5", "boolean": "yes", "array": "nothing", "string": "nothing"}
STRICT = [
    pytest.param(
        method, path, entry["name"], WRONG[entry["schema"]["type"]], id=f"{operation['operationId']}-{entry['name']}"
    )
    for method, path, operation in OPERATIONS
    for entry in operation.get("parameters", ())
    if entry["in"] == "query"
    and (
        entry["schema"]["type"] in ("integer", "number", "boolean")
        or {"enum", "pattern"} & {*entry["schema"], *entry["schema"].get("items", {})}
    )
]


def test_the_description_is_openapi(client: Client) -> None:
    served = client.get("/_sandbox/openapi.json")
    validate(served)
    assert served["paths"] == description()["paths"]
    assert client.journal() == []


def test_without_the_template_service_it_is_not_described(make_client: Callable[..., Client]) -> None:
    served = make_client(template_service=False).get("/_sandbox/openapi.json")
    assert {path.split("/")[1] for path in served["paths"]} == {"v1"}


def test_every_operation_has_a_name_of_its_own() -> None:
    names = [operation["operationId"] for _method, _path, operation in OPERATIONS]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(("method", "path", "name", "value"), STRICT)
def test_a_wrong_query_parameter_is_refused_by_name(
    client: Client, method: str, path: str, name: str, value: str
) -> None:
    body: dict[str, Any] = {} if method == "GET" else {"json": {}}
    answer = client.send(method, re.sub(r"\{\w+\}", "unknown", path), 400, params={name: value}, **body)
    assert answer.json()["message"].startswith(f"{name} ")


@pytest.mark.parametrize("value", ["", "-1", "1.5", "one", "+1", " 1", "1_0", "٣", "0"])
def test_a_page_size_is_a_plain_number(client: Client, value: str) -> None:
    for path in ("wholesale/customers", "wholesale/subscribers", "people", "locations"):
        client.get(path, 400, max=value)


def test_a_page_size_may_be_as_large_as_can_be(client: Client) -> None:
    for path in ("wholesale/customers", "wholesale/subscribers", "people"):
        client.get(path, max="9" * 5000, **({"cursor": "9" * 5000} if path == "people" else {"offset": "9" * 5000}))


@pytest.mark.parametrize("value", ["9" * 400, "9" * 5000, "1e999", "nan", "-1", "2026-02-30T00:00:00Z"])
def test_a_moment_is_a_moment(client: Client, value: str) -> None:
    assert client.get("wholesale/subscribers", 400, after=value)["message"].startswith("after ")


def test_a_limit_is_a_finite_number(client: Client) -> None:
    text = json.dumps(order(provisioningParameters={**CALLING, "packages": {"limits": {"webex_calling": 5}}}))
    body = text.replace('"webex_calling": 5', '"webex_calling": 1e999')
    headers = {"Content-Type": "application/json"}
    answer = client.send("POST", "wholesale/customers", 400, content=body, headers=headers).json()
    assert "limits.webex_calling" in answer["message"]


@pytest.mark.parametrize("path", ["people", "wholesale/customers"])
def test_a_body_nested_without_end_is_refused(client: Client, path: str) -> None:
    client.send("POST", path, 400, content=b"[" * 100_000, headers={"Content-Type": "application/json"})


def test_client_credentials_may_be_any_bytes(client: Client) -> None:
    headers = {"Authorization": b"Basic \xff\xfe"}
    client.send("POST", "access_token", 401, data={"grant_type": "refresh_token"}, headers=headers)


@pytest.mark.parametrize(
    ("path", "query", "note"),
    [
        ("people", {"callingData": "True"}, "callingData spelled True"),
        ("people", {"colour": "red"}, "unknown query parameter colour ignored"),
        ("wholesale/subscribers", {"sortOrder": "desc"}, "sortOrder spelled desc"),
    ],
)
def test_other_spellings_and_strangers_are_tolerated_and_noted(
    client: Client, path: str, query: dict[str, str], note: str
) -> None:
    client.get(path, **query)
    assert client.last()["tolerated"] == [note]


def test_a_precheck_with_two_packages_says_no(client: Client, acme: dict[str, Any]) -> None:
    body = {"customerId": acme["id"], "email": "ana@acme.example", "package": "webex_calling"}
    verdict = client.post("wholesale/subscribers/validate", {**body, "packages": ["webex_meetings"]})
    assert verdict["message"] == "A subscriber has one package."
    assert client.post("wholesale/subscribers/validate", {**body, "packages": []})["message"] == "success"
