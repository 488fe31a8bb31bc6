# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings of this machine that keep requests from being sent: told at once, by name, and nothing was sent."""

from __future__ import annotations

import contextlib
import socket
import threading

import pytest
import requests

from ansible_collections.webex.wholesale.plugins.module_utils._client.client import Client
from ansible_collections.webex.wholesale.plugins.module_utils._client.errors import (
    OutcomeUnknown,
    SettingsError,
    Unreachable,
)
from ansible_collections.webex.wholesale.tests.unit.connected import settings_of

REAL_SEND = requests.adapters.HTTPAdapter.send
SECRET = "pAsSwOrD-0123456789"
ENVIRONMENT = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")
MISSING_FILE = "which is not on this machine. Correct the path, or remove"
FORM = "does not name a proxy that can be used. Write it in the form http://proxy.example:3128."


def _without_pysocks(*_arguments, **_options):
    raise requests.exceptions.InvalidSchema("Missing dependencies for SOCKS support.")


@pytest.fixture(autouse=True)
def _real_network(webex, monkeypatch):
    monkeypatch.setattr(requests.adapters.HTTPAdapter, "send", REAL_SEND)
    monkeypatch.setattr(requests.adapters, "SOCKSProxyManager", _without_pysocks)
    for name in ENVIRONMENT:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@contextlib.contextmanager
def proxy(answer):
    """Answer every connection with these bytes; yields the address."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve():
            with contextlib.suppress(OSError):
                while True:
                    connection, _address = listener.accept()
                    with connection:
                        connection.recv(65536)
                        connection.sendall(answer)

        threading.Thread(target=serve, daemon=True).start()
        yield f"127.0.0.1:{listener.getsockname()[1]}"


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    ("environment", "options", "message"),
    [
        ({}, {"ca_path": "/no/ca.pem"}, f"ca_path names /no/ca.pem, {MISSING_FILE} ca_path."),
        (
            {"REQUESTS_CA_BUNDLE": "/no/ca.pem"},
            {},
            f"REQUESTS_CA_BUNDLE names /no/ca.pem, {MISSING_FILE} REQUESTS_CA_BUNDLE.",
        ),
        ({"CURL_CA_BUNDLE": "/no/ca.pem"}, {}, f"CURL_CA_BUNDLE names /no/ca.pem, {MISSING_FILE} CURL_CA_BUNDLE."),
        (
            {"HTTPS_PROXY": f"socks5h://me:{SECRET}@proxy:1"},
            {},
            "HTTPS_PROXY names a SOCKS proxy, which needs the Python library PySocks.",
        ),
        ({"ALL_PROXY": "socks5://proxy:1"}, {}, "ALL_PROXY names a SOCKS proxy"),
        ({"https_proxy": "socks4://proxy:1", "HTTPS_PROXY": "http://proxy:1"}, {}, "https_proxy names a SOCKS proxy"),
        ({"HTTPS_PROXY": f"ftp://me:{SECRET}@proxy:1"}, {}, f"HTTPS_PROXY {FORM}"),
        ({"HTTPS_PROXY": f"http://me:{SECRET} x@proxy:99999999"}, {}, f"HTTPS_PROXY {FORM}"),
        ({"HTTPS_PROXY": "http://"}, {}, f"HTTPS_PROXY {FORM}"),
        ({"HTTPS_PROXY": f"http://{'a' * 70}.example:1"}, {}, f"HTTPS_PROXY {FORM}"),
    ],
)
def test_a_wrong_setting_is_told_at_once(clock, monkeypatch, method, environment, options, message):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    client = Client(settings_of(access_token="t", **options))
    with pytest.raises(SettingsError) as caught:
        client.request(method, "/wholesale/customers", json={})
    assert str(caught.value).startswith(f"{method} /wholesale/customers was not sent: {message}")
    assert SECRET not in str(caught.value)
    assert (clock.naps, client.api_calls.total(), client.writes) == ([], 0, 0)


def test_a_token_is_not_asked_for_either(clock, tmp_path):
    options = {"client_id": "c", "client_secret": "s", "refresh_token": "r", "ca_path": "/no/ca.pem"}
    client = Client(settings_of(**options, token_cache=str(tmp_path / "token.json")))
    with pytest.raises(SettingsError, match=r"^POST /access_token was not sent: ca_path names /no/ca\.pem"):
        client.request("GET", "/people")
    assert clock.naps == []


def test_a_proxy_that_wants_a_login_is_told_at_once(clock, monkeypatch):
    with proxy(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n") as address:
        monkeypatch.setenv("HTTPS_PROXY", f"http://me:{SECRET}@{address}")
        with pytest.raises(SettingsError, match=r"wants another login \(407\)\. Correct .* in HTTPS_PROXY\.$"):
            Client(settings_of(access_token="t")).request("POST", "/wholesale/customers", json={})
    assert clock.naps == []


def test_a_bundle_without_certificates_is_told_by_the_name_of_its_setting(clock, monkeypatch, tmp_path):
    bundle = tmp_path / "ca.pem"
    bundle.write_text("nothing")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(bundle))
    with proxy(b"") as address, pytest.raises(Unreachable, match=r"^TLS to 127\.0\.0\.1 .*Check REQUESTS_CA_BUNDLE\."):
        Client(settings_of(access_token="t", api_url=f"https://{address}")).request("GET", "/people")
    assert clock.naps == []


def test_a_post_on_a_connection_that_was_closed_may_have_been_carried_out(clock):
    closed = requests.exceptions.SSLError("[SSL: UNEXPECTED_EOF_WHILE_READING] EOF occurred in violation of protocol")

    def send(*_arguments, **_options):
        raise closed

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(requests.adapters.HTTPAdapter, "send", send)
        with pytest.raises(OutcomeUnknown):
            Client(settings_of(access_token="t")).request("POST", "/wholesale/customers", json={})
