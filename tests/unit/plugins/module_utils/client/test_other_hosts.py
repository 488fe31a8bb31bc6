# SPDX-License-Identifier: GPL-3.0-or-later
"""Addresses that only look like the one that was meant: the token is not sent there."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._client.client import Client
from ansible_collections.webex.wholesale.plugins.module_utils._client.errors import SettingsError, Unreachable
from ansible_collections.webex.wholesale.plugins.module_utils._client.paging import Pages, list_all
from ansible_collections.webex.wholesale.plugins.module_utils._client.settings import safe_url
from ansible_collections.webex.wholesale.tests.unit.connected import settings_of

HIDDEN = "pAsSwOrD-0123456789"
UNUSABLE = [
    f"https://me:{HIDDEN}@host:99999/v1",
    f"https://me:{HIDDEN}@host:port/v1",
    f"https://me:{HIDDEN}@[::1/v1",
    f"ftp://me:{HIDDEN}@host/v1",
    f"ftp://host/v1?password={HIDDEN}",
]


@pytest.fixture
def client():
    return Client(settings_of(access_token="t"))


@pytest.mark.parametrize("option", ["api_url", "template_service_url"])
@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1.evil.example",
        "http://localhost.evil.example",
        "http://evil.example/localhost",
        "http://localhost@evil.example",
        "http://localhost:80@evil.example",
        "http://evil.example\\@localhost",
        "http://@evil.example",
        "http://:@evil.example",
        "http://evil.example#@localhost",
        "http://evil.example?@localhost",
        "HTTP://evil.example",
        "hTTp://evil.example",
        "http://0.0.0.0",
        "http://[::]",
        "http://127.1",
        "http://2130706433",
        "http://localhost.",
        "http://10.0.0.1",
        "http://[fe80::1]",
        "http://1.1.1.1 &@127.0.0.1",
    ],
)
def test_plain_http_is_refused_unless_it_surely_is_this_machine(option, url):
    with pytest.raises(SettingsError, match=option):
        safe_url(url, option, allow_http=False)


@pytest.mark.parametrize("url", ["ftp://127.0.0.1", "file:///etc/passwd", "//127.0.0.1", "javascript:alert(1)", ""])
def test_consent_to_http_is_no_consent_to_anything_else(url):
    with pytest.raises(SettingsError, match="is not a web address"):
        safe_url(url, "api_url", allow_http=True)


@pytest.mark.parametrize(
    "url",
    [
        f"https://me:{HIDDEN}@host/v1",
        f"http://me:{HIDDEN}@host/v1",
        f"https://host/v1?password={HIDDEN}",
        f"http://host/v1?password={HIDDEN}",
        *UNUSABLE,
    ],
)
def test_what_an_address_hides_is_not_repeated(url):
    with pytest.raises(SettingsError) as caught:
        safe_url(url, "api_url", allow_http=False)
    assert HIDDEN not in str(caught.value)


STRANGE = [
    "https://evil.example/v1/people",
    "http://webexapis.com/v1/people",
    "https://webexapis.com:8443/v1/people",
    "https://webexapis.com.evil.example/v1/people",
    "https://webexapis.com@evil.example/v1/people",
    "https://someone@webexapis.com/v1/people",
    "https://webexapis.comevil.example/v1/people",
]


@pytest.mark.parametrize("url", STRANGE)
def test_an_absolute_address_elsewhere_is_refused(client, webex, url):
    with pytest.raises(Unreachable, match="the token is not sent there"):
        client.request("GET", url)
    assert not client.api_calls


@pytest.mark.parametrize("url", [*STRANGE, "//evil.example/v1/people", "ftp://webexapis.com/"])
def test_a_next_page_elsewhere_is_refused(client, webex, url):
    link = {"Link": f'<{url}>; rel="next"'}
    webex.expect("GET", "/people", query={"max": "1"}, answer={"items": [{"id": "1"}]}, headers=link)
    with pytest.raises(Unreachable, match="the token is not sent there"):
        list(list_all(client, "/people", pages=Pages(size=1)))
    assert client.api_calls == {"GET": 1}
