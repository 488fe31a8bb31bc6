# SPDX-License-Identifier: GPL-3.0-or-later
"""Tokens, error shapes, paging, limits: what holds for every operation."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

import pytest

from .support import Client, code, order

MakeClient = Callable[..., Client]
FORM = {"grant_type": "refresh_token", "refresh_token": "sandbox-refresh-token"}
JSON = {"Content-Type": "application/json"}
CLIENT = {"client_id": "sandbox-client", "client_secret": "sandbox-secret"}


def assert_error(result: Any, status: int) -> None:
    body = result.json()
    assert result.status_code == status, result.text
    assert body["message"]
    assert {"description", "errorCode"} == set(body["errors"][0])
    assert body["trackingId"] == result.headers["trackingid"]


@pytest.mark.parametrize("header", [None, "Bearer wrong", "Basic abc", "Bearer", "sandbox-token"])
def test_a_request_without_valid_token_is_refused(client: Client, header: str | None) -> None:
    del client.http.headers["Authorization"]
    headers = {"Authorization": header} if header else {}
    assert_error(client.send("GET", "people/me", headers=headers), 401)
    assert_error(client.send("GET", "/template-service/v1/onboarding-templates", headers=headers), 401)
    assert_error(client.send("GET", "no/such/path", headers=headers), 401)


def test_every_answer_has_its_own_tracking_id(client: Client) -> None:
    ids = {client.send("GET", path).headers["trackingid"] for path in ("people/me", "roles", "nowhere")}
    assert len(ids) == 3


@pytest.mark.parametrize(
    ("method", "path", "options", "status"),
    [
        ("GET", "nowhere", {}, 404),
        ("GET", "/elsewhere", {}, 404),
        ("PATCH", "wholesale/customers", {"json": {}}, 405),
        ("POST", "wholesale/customers", {"content": b"a=b", "headers": {"Content-Type": "text/plain"}}, 415),
        ("POST", "wholesale/customers", {"content": b"a=b"}, 415),
        ("POST", "access_token", {"json": {}}, 415),
        ("POST", "wholesale/customers", {"content": b"{", "headers": JSON}, 400),
        ("POST", "wholesale/customers", {"json": []}, 400),
        ("POST", "wholesale/customers", {}, 400),
        ("PUT", "people/x", {"content": b"{", "headers": JSON}, 400),
        ("GET", "wholesale/customers?max=x", {}, 400),
        ("GET", "wholesale/customers?max=0", {}, 400),
        ("GET", "wholesale/subscribers?offset=-1", {}, 400),
        ("GET", "wholesale/subscribers?offset=%C2%B2", {}, 400),
        ("GET", "wholesale/subscribers?after=%C2%B2", {}, 400),
        ("POST", "wholesale/customers", {"content": rb'{"externalId": "\ud800"}', "headers": JSON}, 400),
        ("POST", "wholesale/customers", {"content": b'{"externalId": "\xff"}', "headers": JSON}, 400),
        ("PUT", "people/x", {"content": b'{"title": "\xff"}', "headers": JSON}, 400),
    ],
)
def test_every_refusal_has_the_shape_of_webex(
    client: Client, method: str, path: str, options: dict[str, Any], status: int
) -> None:
    assert_error(client.send(method, path, **options), status)


def test_an_unexpected_failure_has_that_shape_too(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client.sandbox, "world", client.sandbox.world)
    monkeypatch.setattr(client.sandbox.world, "organization", lambda *_: 1 / 0)
    assert_error(client.send("GET", "people", 500), 500)


def test_a_refresh_issues_a_new_token(client: Client) -> None:
    client.control("tokens/expire")
    assert_error(client.send("GET", "people/me"), 401)
    first = client.send("POST", "access_token", 200, data=FORM | CLIENT).json()
    basic = base64.b64encode(b"sandbox-client:sandbox-secret").decode()
    second = client.send("POST", "access_token", 200, data=FORM, headers={"Authorization": f"Basic {basic}"}).json()
    assert first["access_token"] != second["access_token"]
    assert first["expires_in"] == 1209600
    assert (first["token_type"], first["refresh_token"]) == ("Bearer", "sandbox-refresh-token")
    client.http.headers["Authorization"] = f"Bearer {first['access_token']}"
    client.get("people/me")
    assert client.get("/_sandbox/state")["token_refreshes"] == 2


def test_tokens_live_as_long_as_the_setting_says(client: Client) -> None:
    client.control("settings", {"token_lifetime": 10})
    token = client.send("POST", "access_token", 200, data=FORM | CLIENT).json()
    assert token["expires_in"] == 10
    client.http.headers["Authorization"] = f"Bearer {token['access_token']}"
    client.get("people/me")
    client.advance(11)
    assert_error(client.send("GET", "people/me"), 401)


def test_a_refresh_token_can_be_made_to_rotate(client: Client) -> None:
    client.control("settings", {"rotate_refresh_token": True})
    token = client.send("POST", "access_token", 200, data=FORM | CLIENT).json()
    assert_error(client.send("POST", "access_token", data=FORM | CLIENT), 400)
    client.send("POST", "access_token", 200, data=FORM | CLIENT | {"refresh_token": token["refresh_token"]})


@pytest.mark.parametrize(
    ("change", "status"),
    [({"client_secret": "x"}, 401), ({"refresh_token": "x"}, 400), ({"grant_type": "password"}, 400)],
)
def test_a_wrong_refresh_is_refused(client: Client, change: dict[str, str], status: int) -> None:
    assert_error(client.send("POST", "access_token", data=FORM | CLIENT | change), status)


def test_the_rate_limit_answers_429_with_retry_after(make_client: MakeClient) -> None:
    client = make_client(rate_limit=3)
    seen = [client.send("GET", "roles") for _ in range(6)]
    refused = [result for result in seen if result.status_code == 429]
    assert len(refused) >= 2
    assert_error(refused[0], 429)
    assert int(refused[0].headers["Retry-After"]) >= 1
    client.advance(2)
    client.get("roles")


def test_the_burst_is_what_may_come_at_once(make_client: MakeClient) -> None:
    client = make_client(rate_limit=1, rate_limit_burst=4)
    assert [client.send("GET", "roles").status_code for _ in range(6)] == [200] * 4 + [429] * 2
    client.advance(2)
    assert [client.send("GET", "roles").status_code for _ in range(3)] == [200] * 2 + [429]
    client.advance(60)
    assert [client.send("GET", "roles").status_code for _ in range(5)] == [200] * 4 + [429]


def test_next_links_stay_on_the_own_host_and_keep_filters(client: Client, acme: dict[str, Any]) -> None:
    for number in range(5):
        client.subscribe(acme, email=f"u{number}@acme.example", packages=["webex_meetings"])
    link: str | None = "wholesale/subscribers?max=2&status=provisioned&customerId=" + acme["id"]
    seen: list[str] = []
    pages = 0
    while link:
        result = client.send("GET", link, 200)
        seen += [item["email"] for item in result.json()["items"]]
        link = result.links.get("next", {}).get("url")
        pages += 1
        if link:
            assert link.startswith("http://sandbox.test/v1/wholesale/subscribers?")
            assert "status=provisioned" in link
    assert pages == 3
    assert seen == [f"u{number}@acme.example" for number in range(5)]


def test_latency_is_added_to_every_answer(make_client: MakeClient) -> None:
    client = make_client(latency=30)
    client.get("roles")
    assert client.last()["duration_ms"] >= 30


def test_bodies_are_taken_strictly(client: Client) -> None:
    body = client.post("wholesale/customers", order(surprise=1), 400)
    assert "surprise" in body["message"]
    assert code(client.post("wholesale/customers", order(externalId=None), 400)) == 1001
    assert code(client.post("wholesale/customers", order(externalId=5), 400)) == 1002
