# SPDX-License-Identifier: GPL-3.0-or-later
"""Connection settings: what is refused before the first request."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._client.errors import SettingsError
from ansible_collections.webex.wholesale.tests.unit.connected import settings_of

OAUTH = {"client_id": "C1", "client_secret": "secret-of-c1", "refresh_token": "refresh-1"}


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({}, "No credentials. Give access_token"),
        ({"access_token": "  "}, "No credentials"),
        ({"client_id": "C1"}, "add client_secret and refresh_token"),
        ({**OAUTH, "client_secret": ""}, "add client_secret"),
        ({"access_token": "a b"}, "access_token contains characters that cannot be part of it; copy it again"),
        ({"access_token": "ab\ncd"}, "access_token contains characters"),
        ({"access_token": "tökén"}, "access_token contains characters"),
        ({**OAUTH, "refresh_token": "a\x00b"}, "refresh_token contains characters"),
        ({"access_token": "t", "api_url": "webexapis.com/v1"}, "is not a web address"),
        ({"access_token": "t", "api_url": "ftp://webexapis.com"}, "is not a web address"),
        ({"access_token": "t", "api_url": "https://"}, "is not a web address"),
        ({"access_token": "t", "api_url": "https://me:pw@host/v1"}, "neither user name, password, query nor fragment"),
        ({"access_token": "t", "api_url": "https://host/v1?x=1"}, "neither user name, password, query nor fragment"),
        ({"access_token": "t", "api_url": "http://host/v1"}, "would send the token unencrypted"),
        ({"access_token": "t", "api_url": "http://10.0.0.1/v1"}, "would send the token unencrypted"),
        ({"access_token": "t", "api_url": "http://127.0.0.1.evil.example"}, "would send the token unencrypted"),
        ({"access_token": "t", "request_timeout": 0}, "request_timeout must be more than 0 seconds"),
        ({"access_token": "t", "retry_timeout": -1}, "retry_timeout must be more than 0 seconds"),
    ],
)
def test_refusals(params, message):
    with pytest.raises(SettingsError, match=message):
        settings_of(**params)


def test_a_password_in_the_address_is_not_repeated():
    with pytest.raises(SettingsError) as caught:
        settings_of(access_token="t", api_url="https://me:hidden@host/v1")
    assert "hidden" not in str(caught.value)


@pytest.mark.parametrize("url", ["https://[::1", "https://host:port/v1", "https://host:99999/v1"])
def test_a_malformed_address_is_refused(url):
    with pytest.raises(SettingsError, match="api_url"):
        settings_of(access_token="t", api_url=url)


@pytest.mark.parametrize("url", ["http://localhost:1/v1", "http://127.0.0.1:1", "http://[::1]:1", "https://host/v1"])
def test_addresses_that_are_safe(url):
    assert settings_of(access_token="t", api_url=f"{url}/").api_url == url


def test_plain_http_is_possible_when_wanted():
    params = {"access_token": "t", "api_url": "http://host", "allow_http": True}
    assert settings_of(**params).api_url == "http://host"


@pytest.mark.parametrize(("value", "limit"), [(0, 0), (100, 100)])
def test_no_limit_is_known_unless_it_is_given(value, limit):
    assert settings_of(access_token="t", requests_per_minute=value).requests_per_minute == limit


def test_a_limit_below_nothing_is_refused():
    with pytest.raises(SettingsError, match=r"requests_per_minute must be 0, .* or more"):
        settings_of(access_token="t", requests_per_minute=-1)


def test_defaults_and_secrets():
    settings = settings_of(**{"access_token": " token ", **OAUTH, "token_cache": "~/cache.json", "workers": 0})
    assert settings.api_url == "https://webexapis.com/v1"
    assert settings.secrets == ("token", "secret-of-c1", "refresh-1")
    assert settings.token_cache is not None
    assert settings.token_cache.is_absolute()
    assert (settings.workers, settings.request_timeout, settings.validate_certs) == (8, 60.0, True)
