# SPDX-License-Identifier: GPL-3.0-or-later
"""What a client of the running program sees of connections that break, and what became of its request."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from .support import order
from .test_server import start, wait_for


class Remote:
    """A client of a sandbox in a process of its own."""

    def __init__(self, url: str, token: str) -> None:
        self.url, self.root = url, url.removesuffix("/v1")
        self.http = httpx.Client(headers={"Authorization": f"Bearer {token}"}, timeout=30)

    def control(self, path: str, body: Any = None) -> Any:
        """Use the control API."""
        result = self.http.post(f"{self.root}/_sandbox/{path}", json=body)
        assert result.is_success, result.text
        return result.json() if result.content else None

    def fault(self, **rule: Any) -> None:
        """Put a fault on orders in force."""
        self.control("faults", {"path": "/customers$", "method": "POST", **rule})

    def order(self, timeout: float = 30) -> httpx.Response:
        """Order a customer."""
        return self.http.post(f"{self.url}/wholesale/customers", json=order(), timeout=timeout)

    def broken_off(self) -> tuple[httpx.Response, bytes]:
        """Order a customer and return what came until the connection broke."""
        received = b""
        with self.http.stream("POST", f"{self.url}/wholesale/customers", json=order()) as answer:
            try:
                for part in answer.iter_raw():
                    received += part
            except httpx.RemoteProtocolError:
                return answer, received
        raise AssertionError("the answer came as a whole")

    def customers(self) -> int:
        """Return how many customers there are."""
        return len(self.http.get(f"{self.root}/_sandbox/state").json()["customers"])

    def record(self) -> dict[str, Any]:
        """Wait for the first record of the journal: a request is written down at its end."""
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            found: list[dict[str, Any]] = self.http.get(f"{self.root}/_sandbox/journal").json()["items"]
            if found:
                return found[0]
            time.sleep(0.02)
        raise AssertionError("the request is not in the journal")


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Remote]:
    ready = tmp_path_factory.mktemp("broken") / "ready.json"
    seed = "tests/sandbox/seeds/example.yml"
    process = start(ready, "--provisioning-delay", "0", "--seed", seed)
    try:
        found = wait_for(ready, process)
        remote = Remote(found["url"], found["token"])
        with remote.http:
            yield remote
    finally:
        process.terminate()
        _, errors = process.communicate(timeout=20)
    # What was cut off on purpose is no failure of the server.
    assert errors == ""


@pytest.fixture
def remote(program: Remote) -> Remote:
    program.control("reset")
    return program


@pytest.mark.parametrize(
    ("rule", "status", "done"),
    [
        ({}, 202, 1),
        ({"status": 502}, 502, 0),
        ({"status": 504, "execute": "after"}, 504, 1),
        ({"status": 503, "headers": {"content-type": "text/html"}, "body": "<html><body>busy</body></html>"}, 503, 0),
    ],
)
def test_an_answer_breaks_off(remote: Remote, rule: dict[str, Any], status: int, done: int) -> None:
    remote.fault(kind="truncated", **rule)
    answer, received = remote.broken_off()
    assert answer.status_code == status
    assert len(received) == int(answer.headers["content-length"]) // 2
    record = remote.record()
    assert (record["status"], record["executed_status"]) == (status, 202 if done else None)
    assert remote.customers() == done


def test_a_huge_answer_breaks_off_in_the_middle(remote: Remote) -> None:
    remote.fault(kind="truncated", status=502, body="x" * 4_000_000)
    assert len(remote.broken_off()[1]) == 2_000_000


@pytest.mark.parametrize(
    ("rule", "done"),
    [
        ({"kind": "drop"}, 0),
        ({"kind": "drop", "execute": "after"}, 1),
        ({"kind": "drop", "status": 500}, 0),
    ],
)
def test_a_connection_is_cut(remote: Remote, rule: dict[str, Any], done: int) -> None:
    remote.fault(**rule)
    with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
        remote.order()
    record = remote.record()
    assert (record["status"], record["executed"], remote.customers()) == (None, bool(done), done)


@pytest.mark.parametrize(
    ("rule", "done"),
    [
        ({"kind": "delay", "seconds": 600, "execute": "after"}, 1),
        ({"kind": "delay", "seconds": 600}, 0),
        ({"kind": "late", "seconds": 1.5}, 1),
    ],
)
def test_a_client_that_hangs_up(remote: Remote, rule: dict[str, Any], done: int) -> None:
    """Its request is carried out once or not at all, and written down without waiting for the end of the delay."""
    remote.fault(**rule)
    with pytest.raises(httpx.ReadTimeout):
        remote.order(timeout=0.5)
    record = remote.record()
    assert (record["status"], record["executed"], remote.customers()) == (None, bool(done), done)
    assert record["fault"] == rule["kind"]
    # Nobody who has gone counts as being there.
    remote.http.get(f"{remote.url}/roles")
    assert remote.http.get(f"{remote.root}/_sandbox/journal").json()["items"][-1]["in_flight"] == 1


def test_a_client_that_hangs_up_without_any_fault(remote: Remote) -> None:
    remote.control("settings", {"latency": 60_000})
    with pytest.raises(httpx.ReadTimeout):
        remote.order(timeout=0.5)
    record = remote.record()
    assert (record["status"], record["executed_status"], record["fault"]) == (None, 202, None)
    assert remote.customers() == 1


def test_all_weather_at_once_leaves_the_server_well(remote: Remote) -> None:
    remote.control("weather", {"seed": 1, "share": 0.9, "slow_seconds": 0.01, "without": ["expire"]})
    for number in range(150):
        try:
            remote.http.get(f"{remote.url}/people/{number}")
            remote.http.put(f"{remote.url}/people/{number}", json={})
        except httpx.TransportError:
            continue
    view = remote.http.get(f"{remote.root}/_sandbox/weather").json()
    assert {"drop", "truncated", "502_html", "429"} < set(view["kinds"])
    journal = remote.http.get(f"{remote.root}/_sandbox/journal").json()["items"]
    assert view["hits"] == len([record for record in journal if record["fault"]])
    assert view["seen"] == len(journal)
