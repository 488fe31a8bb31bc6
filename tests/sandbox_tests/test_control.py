# SPDX-License-Identifier: GPL-3.0-or-later
"""The control API: journal, faults, reset, seed."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from .support import Client, order

MakeClient = Callable[..., Client]
FORM = {"grant_type": "refresh_token", "refresh_token": "sandbox-refresh-token"}


def test_the_journal_has_one_record_per_request(client: Client) -> None:
    client.order(query={"onBehalfOfSubPartnerOrgId": "unknown"}, expect=403)
    record = client.last()
    assert set(record) == {
        "seq",
        "time",
        "duration_ms",
        "method",
        "path",
        "query",
        "operation",
        "content_type",
        "body",
        "status",
        "executed",
        "executed_status",
        "tracking_id",
        "tolerated",
        "fault",
        "in_flight",
    }
    assert (record["method"], record["path"]) == ("POST", "/v1/wholesale/customers")
    assert record["operation"] == "provisionWholesaleCustomer"
    assert record["query"] == [["onBehalfOfSubPartnerOrgId", "unknown"]]
    assert record["content_type"] == "application/json"
    assert record["body"] == order()
    assert (record["status"], record["tolerated"], record["fault"], record["in_flight"]) == (403, [], None, 1)


@pytest.mark.parametrize(
    ("method", "path", "operation"),
    [
        ("GET", "/v1/wholesale/customers/abc", "getWholesaleCustomer"),
        ("POST", "/v1/wholesale/customers/validate", "precheckWholesaleCustomer"),
        ("GET", "/v1/people/me", "getMyself"),
        ("GET", "/v1/people/abc", "getPerson"),
        ("GET", "/template-service/v1/onboarding-templates", "templateServiceList"),
        ("GET", "/v1/telephony/config/numbers", "listNumbers"),
        ("POST", "/v1/subscribers/abc/emails/consentMove", "sendConsentMoveEmail"),
        ("DELETE", "/v1/telephony/config/locations/abc/numbers", "removeLocationNumbers"),
        ("POST", "/v1/telephony/config/locations", "enableLocationForCalling"),
        ("PUT", "/v1/telephony/pstn/locations/abc/connection", "setPstnConnection"),
        ("PATCH", "/v1/licenses/users", "assignLicenses"),
        ("GET", "/v1/people/abc/features/numbers", "getPersonNumbers"),
        ("GET", "/v1/nowhere", None),
    ],
)
def test_operations_are_named_as_in_the_contract(client: Client, method: str, path: str, operation: str | None) -> None:
    client.send(method, path)
    assert client.last()["operation"] == operation


def test_refused_requests_are_recorded_too(make_client: MakeClient) -> None:
    client = make_client(rate_limit=1)
    client.send("GET", "roles", 200)
    client.send("GET", "roles", 429)
    client.advance(5)
    client.send("GET", "roles", 401, headers={"Authorization": "Bearer x"})
    client.advance(5)
    client.send("GET", "nowhere", 404)
    assert [(item["status"], item["operation"]) for item in client.journal()] == [
        (200, "listRoles"),
        (429, "listRoles"),
        (401, "listRoles"),
        (404, None),
    ]


def test_no_secret_is_ever_written_down(make_client: MakeClient, tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    client = make_client(journal=path, token="very-secret-token")
    client.get("people/me")
    client.get("people", access_token="very-secret-token")
    body = FORM | {"client_id": "sandbox-client", "client_secret": "sandbox-secret"}
    issued = client.send("POST", "access_token", 200, data=body).json()["access_token"]
    client.send("POST", "access_token", 415, content=json.dumps(body), headers={"Content-Type": "text/plain"})
    client.post("people", {"emails": ["x@y.example"], "token": "very-secret-token"}, 400)
    written = path.read_text() + json.dumps(client.journal()) + client.send("GET", "/hub").text
    for secret in ("very-secret-token", "sandbox-secret", "sandbox-refresh-token", issued):
        assert secret not in written
    assert client.journal()[2]["body"]["client_id"] == "sandbox-client"
    assert client.journal()[2]["body"]["client_secret"] == "********"
    assert len(path.read_text().splitlines()) == 5
    client.sandbox.journal.close()


def test_the_journal_can_be_read_from_a_number_on(client: Client) -> None:
    for _ in range(3):
        client.get("roles")
    seqs = [item["seq"] for item in client.get("/_sandbox/journal", since=1)["items"]]
    assert seqs == [2, 3]
    client.delete("/_sandbox/journal")
    assert client.journal() == []
    client.get("roles")
    assert [item["seq"] for item in client.get("/_sandbox/journal", since=2)["items"]] == [4]


def test_concurrent_requests_are_counted(make_client: MakeClient) -> None:
    client = make_client(latency=20)

    async def many() -> None:
        await asyncio.gather(*(client.http.get("/v1/roles") for _ in range(4)))

    client.loop.run_until_complete(many())
    assert sorted(item["in_flight"] for item in client.journal()) == [1, 2, 3, 4]


def fault(client: Client, **rule: Any) -> None:
    client.control("faults", rule)


def test_a_fault_of_status(client: Client) -> None:
    rule = {"name": "busy", "method": "GET", "path": "/roles$", "status": 503, "retry_after": 7, "times": 2, "after": 1}
    fault(client, **rule)
    assert [client.send("GET", "roles").status_code for _ in range(4)] == [200, 503, 503, 200]
    record = client.journal()[1]
    assert (record["fault"], record["status"]) == ("busy", 503)
    fault(client, path="/roles", status=429, retry_after=3, times=-1)
    result = client.send("GET", "roles", 429)
    assert result.headers["Retry-After"] == "3"
    assert result.json()["trackingId"] == result.headers["trackingid"]
    assert client.send("GET", "people/me").status_code == 200
    assert [item["used"] for item in client.get("/_sandbox/faults")["items"]] == [2, 1]
    client.delete("/_sandbox/faults")
    client.send("GET", "roles", 200)


def test_faults_of_other_kinds(client: Client) -> None:
    rules = [
        {"kind": "html"},
        {"kind": "empty", "status": 502},
        {"kind": "redirect", "location": "https://evil.example/v1"},
        {"status": 400, "body": [{"errors": [{"errorCode": "ERR.V.TRM"}]}]},
        {"status": 500, "body": "plain text", "headers": {"x-reason": "test"}},
    ]
    client.control("faults", rules)
    html, blank, moved, listed, plain = (client.send("GET", "roles") for _ in rules)
    assert (html.status_code, html.headers["content-type"]) == (502, "text/html")
    assert (blank.status_code, blank.content) == (502, b"")
    assert (moved.status_code, moved.headers["location"]) == (302, "https://evil.example/v1")
    assert listed.json() == [{"errors": [{"errorCode": "ERR.V.TRM"}]}]
    assert (plain.text, plain.headers["x-reason"]) == ("plain text", "test")


def test_a_lost_answer_leaves_the_work_done(client: Client) -> None:
    fault(client, method="POST", path="/wholesale/customers$", kind="drop", execute="after")
    with pytest.raises(ConnectionResetError):
        client.order()
    assert len(client.get("wholesale/customers")["items"]) == 1
    record = client.journal()[0]
    assert (record["status"], record["fault"]) == (None, "drop")
    fault(client, method="POST", path="/wholesale/customers$", status=504)
    client.order(504)
    assert len(client.get("wholesale/customers")["items"]) == 1


def test_a_delay(client: Client) -> None:
    for execute in ("before", "after"):
        fault(client, kind="delay", seconds=0.02, execute=execute)
        client.get("roles")
        assert client.last()["duration_ms"] >= 20


@pytest.mark.parametrize("rule", [{"kind": "explode"}, {"path": "("}, {"status": 99}, {"surprise": 1}])
def test_bad_faults_are_refused(client: Client, rule: dict[str, Any]) -> None:
    client.control("faults", rule, 400)


def test_reset_goes_back_to_the_seed(client: Client, acme: dict[str, Any]) -> None:
    client.control("tokens/expire")
    client.control("settings", {"latency": 5, "precheck_status": 400})
    fault(client, status=500)
    client.control("reset")
    assert client.journal() == []
    assert client.get("wholesale/customers")["items"] == []
    assert client.get("/_sandbox/settings")["latency"] == 0
    assert len(client.get("/_sandbox/state")["sub_partners"]) == 1


def test_settings_are_checked(client: Client) -> None:
    client.control("settings", {"latency": -1}, 400)
    client.control("settings", {"surprise": 1}, 400)
    client.control("settings", {"provisioning_delay": 0})
    assert client.get(f"wholesale/customers/{client.order()}")["status"] == "provisioned"


def test_seed_data_can_be_added(client: Client, acme: dict[str, Any]) -> None:
    client.control("seed", {"templates": [{"name": "x", "provisioning_id": "abc"}], "free_accounts": ["F@x.example"]})
    client.order(provisioningId="abc", customerInfo={"name": "B", "primaryEmail": "b@b.example"})
    client.subscribe(acme, 202, email="f@x.example")
    client.control("seed", {"surprise": []}, 400)
    client.control("seed", {"pstn": [{"options": [{"name": "x", "type": "y"}]}]}, 400)


def test_unknown_things_are_refused(client: Client) -> None:
    client.control("consent", {"email": "nobody@x.example"}, 404)
    client.control("approve", {"orgId": "unknown"}, 404)
    client.control("approve", {"external_id": "unknown"}, 404)
    client.control("outcomes", {"external_id": "x", "outcome": "boom"}, 400)


def test_the_control_api_needs_no_token_and_leaves_no_trace(client: Client) -> None:
    headers = {"Authorization": ""}
    for path in ("/_sandbox/state", "/_sandbox/journal", "/hub"):
        result: httpx.Response = client.send("GET", path, 200, headers=headers)
        assert result.headers["trackingid"]
    assert client.journal() == []
