# SPDX-License-Identifier: GPL-3.0-or-later
"""What is asked of the environment, and how often."""

from __future__ import annotations

from unittest.mock import Mock

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._client.transport import _Session


def _settings(session, url):
    return session.merge_environment_settings(url, {}, True, True, None)


@pytest.fixture
def look(monkeypatch):
    from requests import sessions

    counted = Mock(wraps=sessions.get_environ_proxies)
    monkeypatch.setattr(sessions, "get_environ_proxies", counted)
    monkeypatch.setenv("https_proxy", "http://proxy.example:3128")
    monkeypatch.setenv("no_proxy", "direct.example")
    return counted


def test_each_host_has_its_own_proxies(look):
    session = _Session()
    assert _settings(session, "https://webex.example/v1/a")["proxies"]["https"] == "http://proxy.example:3128"
    assert "https" not in _settings(session, "https://direct.example/v1/a")["proxies"]
    # and again, from memory
    assert _settings(session, "https://webex.example/v1/b")["proxies"]["https"] == "http://proxy.example:3128"
    assert "https" not in _settings(session, "https://direct.example/v1/b")["proxies"]


def test_the_environment_is_asked_once_for_each_host(look):
    session = _Session()
    for number in range(3):
        _settings(session, f"https://webex.example/v1/{number}")
        _settings(session, f"https://other.example/v1/{number}")
    assert look.call_count == 2


def test_a_bundle_of_the_environment_is_found(look, monkeypatch):
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/etc/bundle.pem")
    session = _Session()
    assert [_settings(session, "https://webex.example/v1")["verify"] for _turn in range(2)] == ["/etc/bundle.pem"] * 2
    assert session.merge_environment_settings("https://own.example", {}, True, "/own.pem", None)["verify"] == "/own.pem"
