# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers that no client expects, as faults on chosen paths."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.sandbox import hostile

from .support import Client, order

ITEM = {"id": "x", "count": 3, "on": True, "parts": [1], "more": {"name": "y"}, "none": None}
BODY: dict[str, Any] = {"items": [ITEM], "total": 1}


def fault(client: Client, kind: str, **rule: Any) -> None:
    client.control("faults", {"path": "/roles", "kind": kind, **rule})


def text(value: Any) -> bytes:
    return json.dumps(value).encode()


def test_unknown_members_are_at_every_level() -> None:
    found = json.loads(hostile.extra_members(text(BODY)))
    for level in (found, found["items"][0], found["items"][0]["more"]):
        assert set(hostile.SURPRISE) < set(level)
    assert {name: found["items"][0][name] for name in ("id", "count", "parts")} == {"id": "x", "count": 3, "parts": [1]}
    assert found["items"][0]["parts"] == [1]


@pytest.mark.parametrize(
    ("types", "member", "wrong"),
    [
        (["list"], ".*", {"items": "text"}),
        (["list"], "^parts$", {"parts": "text"}),
        (["number"], ".*", {"total": "text", "count": "text"}),
        (["boolean"], ".*", {"on": "yes"}),
        (["object"], ".*", {"more": None}),
        (["string"], "^id$", {"id": 42}),
        (["string", "number"], "id|total", {"id": 42, "total": "text"}),
    ],
)
def test_types_are_wrong_where_asked_for(types: list[str], member: str, wrong: dict[str, Any]) -> None:
    found = json.loads(hostile.wrong_types(text(BODY), types, member))
    top = {**BODY, **{name: value for name, value in wrong.items() if name in BODY}}
    if isinstance(top["items"], list):
        top["items"] = [{**ITEM, **{name: value for name, value in wrong.items() if name in ITEM}}]
    assert found == top


@pytest.mark.parametrize("body", [b"", b"no json", b"<html>"])
def test_what_is_not_json_stays_as_it_is(body: bytes) -> None:
    assert hostile.extra_members(body) == hostile.wrong_types(body, ["list"], ".*") == body


@pytest.mark.parametrize("body", [b"{}", b'{"a": 1}', b"[1]", b"no json"])
def test_a_padded_body_is_json(body: bytes) -> None:
    assert json.loads(hostile.huge(body, 10))["xPadding"] == "x" * 10
    assert json.loads(hostile.deep(body, 3))["xDeep"] == [[[]]]


def test_a_success_with_unknown_members(client: Client) -> None:
    fault(client, "extra_members")
    body = client.get("roles")
    assert body["xUnknownText"] == body["items"][0]["xUnknownText"] == "surprise"
    assert (client.last()["fault"], client.last()["status"], client.last()["executed"]) == ("extra_members", 200, True)


def test_a_success_of_wrong_types(client: Client) -> None:
    fault(client, "wrong_types")
    assert client.get("roles") == {"items": "text"}
    fault(client, "wrong_types", types=["string"], member="^name$")
    found = client.get("roles")["items"][0]
    assert found["name"] == 42
    assert isinstance(found["id"], str)


def test_an_error_of_wrong_types(client: Client) -> None:
    fault(client, "wrong_types", status=409)
    body = client.get("roles", 409)
    assert (body["message"], body["errors"]) == (42, "text")


def test_a_huge_success(client: Client) -> None:
    fault(client, "huge", size=3_000_000)
    result = client.send("GET", "roles", 200)
    assert int(result.headers["content-length"]) == len(result.content) > 3_000_000
    assert result.json()["items"]


def test_a_deep_success(client: Client) -> None:
    fault(client, "deep")
    content = client.send("GET", "roles", 200).content
    assert content.count(b"[" * 100_000) == 1
    with pytest.raises(RecursionError):
        json.loads(content)


def test_next_links_to_strangers_and_in_circles(client: Client) -> None:
    fault(client, "next_elsewhere", location="https://evil.example/v1/roles?max=2")
    fault(client, "next_loop", times=-1)
    assert client.send("GET", "roles", 200).links["next"]["url"] == "https://evil.example/v1/roles?max=2"
    for _ in range(3):
        result = client.send("GET", "roles?max=2&start=0", 200)
        assert result.links["next"]["url"] == "http://sandbox.test/v1/roles?max=2&start=0"


def test_a_page_may_come_twice(client: Client, acme: dict[str, Any]) -> None:
    for number in range(3):
        client.subscribe(acme, email=f"u{number}@acme.example", packages=["webex_meetings"])
    client.control("faults", {"path": "/subscribers", "kind": "duplicate_page", "times": -1})
    link: str | None = "wholesale/subscribers?max=1"
    seen = []
    while link:
        result = client.send("GET", link, 200)
        seen += [item["email"] for item in result.json()["items"]]
        link = result.links.get("next", {}).get("url")
    assert seen == [f"u{number}@acme.example" for number in (0, 0, 1, 1, 2, 2)]


def test_a_write_is_carried_out_once_however_odd_its_answer(client: Client) -> None:
    for kind in ("extra_members", "wrong_types", "huge", "deep"):
        client.control("faults", {"method": "POST", "kind": kind, "size": 10, "depth": 10})
        info = {"name": kind, "primaryEmail": f"{kind}@x.example"}
        client.post("wholesale/customers", order(externalId=kind, customerInfo=info), 202)
    assert len(client.get("wholesale/customers")["items"]) == 4


def test_answers_without_body_stay_so(client: Client, acme: dict[str, Any]) -> None:
    ana = client.subscribe(acme, email="ana@acme.example", packages=["webex_meetings"])
    client.control("faults", {"method": "DELETE", "kind": "huge"})
    assert client.send("DELETE", f"wholesale/subscribers/{ana['id']}", 204).content == b""


def test_a_person_is_made_although_refused(client: Client, acme: dict[str, Any]) -> None:
    client.control("faults", {"path": "/people$", "kind": "made_but_refused", "times": 2})
    body = {"emails": ["new@acme.example"], "orgId": acme["orgId"]}
    client.post("people", body, 400)
    assert (client.last()["status"], client.last()["executed_status"]) == (400, 200)
    assert len(client.get("people", orgId=acme["orgId"], email="new@acme.example")["items"]) == 1
    client.post("people", body, 409)


def test_a_subscriber_is_made_although_refused(client: Client, acme: dict[str, Any]) -> None:
    client.control("faults", {"path": "/subscribers$", "kind": "made_but_refused"})
    client.subscribe(acme, 400, email="new@acme.example", packages=["webex_meetings"])
    client.advance()
    there = client.get("wholesale/subscribers", customerId=acme["id"])["items"]
    assert [item["email"] for item in there] == ["new@acme.example"]


def test_expiry_as_a_fault(client: Client) -> None:
    client.control("faults", {"path": "/roles", "kind": "expire", "after": 1})
    assert [client.send("GET", "roles").status_code for _ in range(3)] == [200, 401, 401]
    assert [record["fault"] for record in client.journal()] == [None, "expire", None]


@pytest.mark.parametrize(
    "rule", [{"kind": "huge", "size": -1}, {"kind": "deep", "depth": 0}, {"types": ["date"]}, {"member": "("}], ids=str
)
def test_bad_rules_are_refused(client: Client, rule: dict[str, Any]) -> None:
    client.control("faults", rule, 400)
    assert client.get("/_sandbox/faults")["items"] == []


def test_a_busy_service_need_not_tell_how_long(client: Client) -> None:
    client.control("settings", {"rate_limit": 1, "rate_limit_retry_after": False})
    client.get("roles")
    assert "Retry-After" not in client.send("GET", "roles", 429).headers


def test_jitter_is_seeded(client: Client) -> None:
    def latencies(seed: int) -> list[float]:
        client.control("reset")
        client.control("settings", {"latency": 10, "latency_jitter": 90, "latency_seed": seed})
        return [client.sandbox.latency.next("listRoles") for _ in range(50)]

    first = latencies(1)
    assert first == latencies(1) != latencies(2)
    assert all(0.01 <= seconds < 0.1 for seconds in first)
    assert max(first) - min(first) > 0.03


def test_a_customer_is_ordered_once_when_the_answer_breaks_off(client: Client) -> None:
    client.control("faults", {"method": "POST", "kind": "truncated"})
    with pytest.raises(ConnectionResetError):
        client.send("POST", "wholesale/customers", json=order())
    assert (client.last()["status"], client.last()["executed_status"]) == (202, 202)
    assert len(client.get("wholesale/customers")["items"]) == 1
