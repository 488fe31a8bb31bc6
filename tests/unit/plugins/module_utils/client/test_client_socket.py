# SPDX-License-Identifier: GPL-3.0-or-later
"""The client on real connections of this machine: what it makes of a dropped and of a refused one."""

from __future__ import annotations

import contextlib
import socket
import threading

import pytest
import requests

from ansible_collections.webex.wholesale.plugins.module_utils._client import transport
from ansible_collections.webex.wholesale.plugins.module_utils._client.client import Client, Clock
from ansible_collections.webex.wholesale.plugins.module_utils._client.errors import OutcomeUnknown, Unreachable
from ansible_collections.webex.wholesale.tests.unit.connected import settings_of

REAL_SEND = requests.adapters.HTTPAdapter.send
GOOD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"
CUT = GOOD[:-1]


@pytest.fixture(autouse=True)
def _real_network(webex, monkeypatch):
    monkeypatch.setattr(requests.adapters.HTTPAdapter, "send", REAL_SEND)


@contextlib.contextmanager
def service(*answers):
    """Answer one connection after the other with these bytes, then refuse; yields the address."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve():
            for answer in answers:
                connection, _address = listener.accept()
                with connection:
                    connection.recv(65536)
                    connection.sendall(answer)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        thread.join(5)


def client(url, clock):
    return Client(settings_of(access_token="t", api_url=url, retry_timeout=1.0), clock=Clock(clock, clock.sleep))


@pytest.mark.parametrize("lost", [b"", CUT], ids=["dropped", "cut off"])
def test_get_is_repeated_after_a_lost_answer(clock, lost):
    with service(lost, GOOD) as url:
        connected = client(url, clock)
        assert connected.request("GET", "/wholesale/customers").body == {}
        assert connected.api_calls["GET"] == 2


@pytest.mark.parametrize("lost", [b"", CUT], ids=["dropped", "cut off"])
def test_post_is_not_repeated_after_a_lost_answer(clock, lost):
    with service(lost) as url:
        connected = client(url, clock)
        with pytest.raises(OutcomeUnknown):
            connected.request("POST", "/wholesale/customers", json={})
        assert connected.api_calls["POST"] == 1


def test_post_is_repeated_when_nobody_listens(clock):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    connected = client(url, clock)
    with pytest.raises(Unreachable, match="no connection came about"):
        connected.request("POST", "/wholesale/customers", json={})
    assert connected.api_calls["POST"] > 1


@contextlib.contextmanager
def dribbling(head):
    """Answer with the head, and then with one byte after the other for ever."""
    end = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve():
            while not end.is_set():
                with contextlib.suppress(OSError), listener.accept()[0] as connection:
                    connection.recv(65536)
                    connection.sendall(head)
                    while not end.wait(0.02):
                        connection.sendall(b" ")

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        end.set()


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99999\r\n\r\n{",
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n{",
    ],
    ids=["long", "without length"],
)
def test_an_answer_without_end_is_given_up(clock, head):
    with dribbling(head) as url:
        settings = settings_of(access_token="t", api_url=url, retry_timeout=0.1, request_timeout=0.3)
        with pytest.raises(Unreachable, match=r"did not end within 0.3 s.*retry_timeout"):
            Client(settings, clock=Clock(clock, clock.sleep)).request("GET", "/wholesale/customers")


def test_an_answer_beyond_all_measure_is_given_up(clock, monkeypatch):
    monkeypatch.setattr(transport, "MAX_BODY_BYTES", 1)
    with service(GOOD, GOOD) as url, pytest.raises(Unreachable, match="the answer is larger than 0 MB"):
        client(url, clock).request("GET", "/wholesale/customers")
