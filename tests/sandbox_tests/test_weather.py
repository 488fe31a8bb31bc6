# SPDX-License-Identifier: GPL-3.0-or-later
"""The weather: a seeded mixture of faults that hits the same requests every time and leaves a way through."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable
from typing import Any

import httpx
import pytest

from tests.sandbox.dice import roll
from tests.sandbox.weather import Weather, WeatherSettings, choose
from tests.sandbox.weather_kinds import DEFAULT, KINDS

from .support import PROVISIONING_ID, Client, order

WRITE, READ = ("POST", "provisionWholesaleCustomer"), ("GET", "listPeople")
QUIET = {"slow_seconds": 0}


def weather(client: Client, **settings: Any) -> dict[str, Any]:
    found: dict[str, Any] = client.control("weather", {**QUIET, **settings})
    return found


def sent(client: Client, method: str, path: str, **options: Any) -> httpx.Response | None:
    try:
        return client.send(method, path, **options)
    except ConnectionResetError:
        return None


def kinds_of(method: str, operation: str | None, **settings: Any) -> Counter[str | None]:
    wanted = WeatherSettings(share=1, **settings)
    return Counter(choose(wanted, method, operation, number) for number in range(3000))


def test_the_dice_are_fair_and_remember_nothing() -> None:
    rolls = [roll(7, "hit", "listPeople", number) for number in range(4000)]
    assert rolls == [roll(7, "hit", "listPeople", number) for number in range(4000)]
    assert rolls != [roll(8, "hit", "listPeople", number) for number in range(4000)]
    assert all(0 <= value < 1 for value in rolls)
    for tenth in range(10):
        assert 300 < sum(tenth <= value * 10 < tenth + 1 for value in rolls) < 500


def test_the_default_mixture_has_something_of_everything() -> None:
    assert set(DEFAULT) == {
        *("429", "429_retry_after", "423", "423_retry_after", "503_retry_after"),
        *("drop", "drop_after", "truncated", "slow", "slow_after", "expire", "made_but_refused", "extra_members"),
        *(f"{status}_{body}" for status in (500, 502, 503, 504) for body in ("json", "html", "empty", "truncated")),
        *(
            f"{status}_{body}_after"
            for status in (500, 502, 503, 504)
            for body in ("json", "html", "empty", "truncated")
        ),
    }


def test_reads_lose_nothing_and_only_what_makes_a_person_is_made_although_refused() -> None:
    everything = dict.fromkeys(KINDS, 1.0)
    for method, operation in (READ, ("POST", "precheckWholesaleCustomer"), ("POST", "validateNumbers")):
        found = kinds_of(method, operation, kinds=everything)
        assert not [name for name in found if KINDS[str(name)].where in ("lost", "made")]
    person, customer = (
        set(kinds_of("POST", name, kinds=everything)) for name in ("createPerson", "provisionWholesaleCustomer")
    )
    assert person - customer == {"made_but_refused"}
    assert {"drop_after", "502_html_after", "slow_after", "late"} < customer
    assert not {"next_loop", "next_elsewhere", "duplicate_page"} & customer
    assert set(kinds_of("GET", "listPeople", kinds=everything)) == {
        name for name, kind in KINDS.items() if kind.where not in ("lost", "made")
    }


def test_requests_for_tokens_are_never_carried_out_and_lost() -> None:
    found = kinds_of("POST", "obtainToken", kinds=dict.fromkeys(KINDS, 1.0))
    assert {KINDS[str(name)].where for name in found} == {"refusal"}
    assert "expire" not in found


def test_weights_count() -> None:
    found = kinds_of(*READ, kinds={"429": 3, "drop": 1, "made_but_refused": 50, "423": 0})
    assert set(found) == {"429", "drop"}
    assert 2 < found["429"] / found["drop"] < 4
    assert kinds_of(*READ, kinds={"made_but_refused": 1}) == {None: 3000}
    assert set(kinds_of(*READ, kinds={"429": 1, "expire": 1}, without=["expire"])) == {"429"}


def decisions(requests: Iterable[tuple[str, str, str]], **settings: Any) -> dict[str, list[str | None]]:
    now = Weather()
    now.begin(WeatherSettings(share=0.3, max_consecutive=1000, expire_spacing=0, **settings))
    found: dict[str, list[str | None]] = {}
    for method, operation, target in requests:
        rule = now.pick(method, operation, target)
        found.setdefault(operation, []).append(rule and rule.name)
    return found


def test_the_order_among_operations_changes_nothing() -> None:
    posts = [("POST", "createPerson", "/v1/people") for _ in range(200)]
    gets = [("GET", "listPeople", f"/v1/people?email={number}") for number in range(200)]
    mixed = [request for pair in zip(gets, posts, strict=True) for request in pair]
    assert decisions(posts + gets, seed=5) == decisions(mixed, seed=5)
    assert decisions(mixed, seed=5) != decisions(mixed, seed=6)


def test_the_share_is_reached_and_told() -> None:
    now = Weather()
    now.begin(WeatherSettings(share=0.1))
    for number in range(5000):
        now.pick("GET", "getPerson", f"/v1/people/{number}")
    view = now.view()
    assert view["seen"] == 5000
    assert 0.08 < view["share"] < 0.12
    assert sum(view["kinds"].values()) == view["hits"] == view["operations"]["getPerson"]["hits"]


def test_there_is_always_a_way_through() -> None:
    now = Weather()
    now.begin(WeatherSettings(share=1, max_consecutive=2, kinds={"429": 1}))

    def hits(body: bytes, count: int) -> list[bool]:
        found = []
        for _ in range(count):
            found.append(now.pick(*WRITE, "/v1/wholesale/customers", body) is not None)
            if not found[-1]:
                now.passed(*WRITE, "/v1/wholesale/customers", body)
        return found

    assert hits(b"one", 6) == [True, True, False, True, True, False]
    assert hits(b"two", 1) == [True]
    assert now.pick("GET", "listPeople", "/v1/people") is not None
    assert now.view()["held_back"] == 2


def test_what_was_let_through_and_refused_for_another_reason_counts_as_no_way_through() -> None:
    now = Weather()
    now.begin(WeatherSettings(share=1, max_consecutive=1, kinds={"429": 1}))
    assert [now.pick(*READ, "/v1/people") is not None for _ in range(4)] == [True, False, False, False]


def test_tokens_do_not_expire_again_at_once() -> None:
    now = Weather()
    now.begin(WeatherSettings(share=1, expire_spacing=10, kinds={"expire": 1}))
    hit = [number for number in range(40) if now.pick("GET", "getPerson", f"/v1/people/{number}")]
    assert hit == [0, 10, 20, 30]


def test_the_weather_is_told_with_its_counts(client: Client) -> None:
    assert client.get("/_sandbox/weather") == {
        "active": False,
        "settings": None,
        "seen": 0,
        "hits": 0,
        "share": 0.0,
        "held_back": 0,
        "kinds": {},
        "operations": {},
    }
    assert weather(client, seed=3, share=1, kinds={"503_json": 1}, max_consecutive=1)["active"]
    assert [client.send("GET", path).status_code for path in ("roles", "roles", "people/me")] == [503, 200, 503]
    found = client.get("/_sandbox/weather")
    assert (found["settings"]["seed"], found["settings"]["share"]) == (3, 1)
    assert (found["seen"], found["hits"], found["held_back"], found["share"]) == (3, 2, 1, 0.6667)
    assert found["kinds"] == {"503_json": 2}
    assert found["operations"] == {
        "getMyself": {"seen": 1, "hits": 1, "kinds": {"503_json": 1}},
        "listRoles": {"seen": 2, "hits": 1, "kinds": {"503_json": 1}},
    }
    client.delete("/_sandbox/weather")
    client.get("roles")
    assert client.get("/_sandbox/weather")["seen"] == 0


def test_reset_brings_fair_weather(client: Client) -> None:
    weather(client, share=1, kinds={"429": 1})
    client.control("reset")
    client.get("roles")
    assert not client.get("/_sandbox/weather")["active"]


def test_only_what_the_filters_name_is_hit(client: Client) -> None:
    weather(client, share=1, kinds={"429": 1}, paths="/people", methods="GET|PUT")
    client.get("roles")
    client.send("POST", "people", 400, json={})
    client.send("GET", "people/me", 429)
    assert client.get("/_sandbox/weather")["seen"] == 1


def test_requests_for_tokens_are_left_alone_unless_asked_for(client: Client) -> None:
    form = {"grant_type": "refresh_token", "refresh_token": "sandbox-refresh-token"}
    form |= {"client_id": "sandbox-client", "client_secret": "sandbox-secret"}
    weather(client, share=1, kinds={"503_empty": 1})
    client.send("POST", "access_token", 200, data=form)
    weather(client, share=1, kinds={"503_empty": 1}, tokens=True)
    assert client.send("POST", "access_token", 503, data=form).content == b""


def test_scripted_faults_come_first(client: Client) -> None:
    weather(client, share=1, kinds={"429": 1})
    client.control("faults", {"path": "/roles", "status": 418})
    assert [client.send("GET", "roles").status_code for _ in range(2)] == [418, 429]
    assert client.get("/_sandbox/weather")["seen"] == 1


@pytest.mark.parametrize(
    "body",
    [
        {"surprise": 1},
        {"kinds": {"hail": 1}},
        {"kinds": {"429": -1}},
        {"kinds": {}},
        {"kinds": {"429": 1}, "without": ["429"]},
        {"without": ["hail"]},
        {"share": 1.1},
        {"paths": "("},
        {"methods": "["},
        {"max_consecutive": 0},
        {"slow_seconds": -1},
    ],
    ids=str,
)
def test_bad_weather_is_refused(client: Client, body: dict[str, Any]) -> None:
    refusal = client.control("weather", body, 400)
    assert next(iter(body)) in refusal["message"] or "kind" in refusal["message"]
    assert not client.get("/_sandbox/weather")["active"]


@pytest.mark.parametrize(
    ("kind", "status", "executed"),
    [
        ("429", 429, None),
        ("423_retry_after", 423, None),
        ("502_html", 502, None),
        ("504_empty_after", 504, 202),
        ("500_json_after", 500, 202),
        ("drop", None, None),
        ("drop_after", None, 202),
        ("503_truncated", 503, None),
        ("503_truncated_after", 503, 202),
        ("truncated", 202, 202),
        ("slow", 202, 202),
        ("slow_after", 202, 202),
        ("late", 202, 202),
        ("extra_members", 202, 202),
        ("expire", 401, None),
    ],
)
def test_the_journal_tells_what_was_seen_and_what_was_done(
    client: Client, kind: str, status: int | None, executed: int | None
) -> None:
    weather(client, share=1, kinds={kind: 1})
    sent(client, "POST", "wholesale/customers", json=order(provisioningId=PROVISIONING_ID))
    record = client.last()
    assert (record["fault"], record["status"]) == (kind, status)
    assert (record["executed"], record["executed_status"]) == (executed is not None, executed)
    assert len(client.get("/_sandbox/state")["customers"]) == (1 if executed else 0)


def test_what_is_refused_by_itself_was_not_carried_out(client: Client) -> None:
    client.send("GET", "roles", 401, headers={"Authorization": "Bearer x"})
    assert (client.last()["executed"], client.last()["executed_status"]) == (False, None)
    client.get("people/unknown", 404)
    assert (client.last()["executed"], client.last()["executed_status"]) == (True, 404)


def test_busy_answers_tell_how_long_to_wait_or_do_not(client: Client) -> None:
    weather(client, share=1, kinds={"429_retry_after": 1}, retry_after=9)
    assert client.send("GET", "roles", 429).headers["Retry-After"] == "9"
    weather(client, share=1, kinds={"429": 1})
    assert "Retry-After" not in client.send("GET", "roles", 429).headers


def test_a_refreshed_token_outlives_the_expiry(client: Client) -> None:
    form = {"grant_type": "refresh_token", "refresh_token": "sandbox-refresh-token"}
    form |= {"client_id": "sandbox-client", "client_secret": "sandbox-secret"}
    weather(client, share=1, kinds={"expire": 1})
    client.send("GET", "roles", 401)
    client.send("GET", "roles", 401)
    assert [record["fault"] for record in client.journal()] == ["expire", None]
    token = client.send("POST", "access_token", 200, data=form).json()["access_token"]
    client.http.headers["Authorization"] = f"Bearer {token}"
    client.get("roles")


def test_the_same_requests_side_by_side_meet_the_same_weather(client: Client) -> None:
    async def many() -> None:
        requests = [client.http.get(f"/v1/people/{number}") for number in range(60)]
        requests += [client.http.get("/v1/licenses", params={"orgId": str(number)}) for number in range(60)]
        await asyncio.gather(*requests, return_exceptions=True)

    found = []
    for latency in (0, 5):
        client.control("reset")
        client.control("settings", {"latency_jitter": latency})
        weather(client, seed=11, share=0.3, without=["expire"])
        client.loop.run_until_complete(many())
        found.append(client.get("/_sandbox/weather")["operations"])
    assert found[0] == found[1]
    assert found[0]["getPerson"]["hits"] > 5
