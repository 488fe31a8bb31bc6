# SPDX-License-Identifier: GPL-3.0-or-later
"""Tokens: refreshed once for everybody, kept in a file that nobody else can read."""

from __future__ import annotations

import json
import os
import pwd
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._client.auth import RefreshedToken, StaticToken
from ansible_collections.webex.wholesale.plugins.module_utils._client.errors import SettingsError
from ansible_collections.webex.wholesale.plugins.module_utils._client.settings import Settings
from ansible_collections.webex.wholesale.plugins.module_utils._client.token_cache import identity_of
from ansible_collections.webex.wholesale.tests.unit.connected import settings_of

LIFE = 1209600


class TokenService:
    """Gives access-1, access-2, ... and remembers the forms it got."""

    def __init__(self, rotate=False):
        self.forms = []
        self.rotate = rotate
        self._lock = threading.Lock()

    def __call__(self, form):
        with self._lock:
            self.forms.append(form)
            number = len(self.forms)
        body = {"access_token": f"access-{number}", "expires_in": LIFE}
        if self.rotate:
            body["refresh_token"] = f"rotated-{number}"
        return 200, body


@pytest.fixture
def settings(tmp_path):
    return settings_of(
        client_id="C1",
        client_secret="secret-of-c1",
        refresh_token="refresh-1",
        token_cache=str(tmp_path / "cache" / "token.json"),
    )


def source(settings, service, now=1000.0):
    return RefreshedToken(settings, service, clock=lambda: now)


def test_static_token_cannot_be_renewed():
    token = StaticToken("t")
    assert (token.current(), token.renewed("t"), token.known()) == ("t", None, ("t",))


def test_refresh_sends_the_credentials_once(settings):
    service = TokenService()
    token = source(settings, service)
    assert [token.current(), token.current()] == ["access-1", "access-1"]
    assert service.forms == [
        {
            "grant_type": "refresh_token",
            "client_id": "C1",
            "client_secret": "secret-of-c1",
            "refresh_token": "refresh-1",
        }
    ]
    assert set(token.known()) == {"access-1", "refresh-1"}


def test_the_cache_is_shared_and_readable_by_its_owner_only(settings):
    service = TokenService()
    assert source(settings, service).current() == source(settings, service).current() == "access-1"
    assert len(service.forms) == 1
    assert settings.token_cache.stat().st_mode & 0o777 == 0o600
    assert settings.token_cache.parent.stat().st_mode & 0o777 == 0o700
    assert "secret-of-c1" not in settings.token_cache.read_text()


def test_threads_refresh_once(settings):
    service = TokenService()
    token = source(settings, service)
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda _number: token.current(), range(32))) == {"access-1"}
        assert set(pool.map(lambda _number: token.renewed("access-1"), range(32))) == {"access-2"}
    assert len(service.forms) == 2


def test_processes_refresh_once(settings):
    service = TokenService()
    tokens = [source(settings, service) for _number in range(8)]
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda token: token.current(), tokens)) == {"access-1"}
        assert set(pool.map(lambda token: token.renewed("access-1"), tokens)) == {"access-2"}
    assert len(service.forms) == 2


def test_a_token_that_ends_soon_is_refreshed(settings):
    service = TokenService()
    source(settings, service).current()
    assert source(settings, service, now=1000.0 + LIFE - 301).current() == "access-1"
    assert source(settings, service, now=1000.0 + LIFE - 300).current() == "access-2"


def test_a_rotated_refresh_token_is_kept(settings):
    service = TokenService(rotate=True)
    source(settings, service).current()
    token = source(settings, service)
    token.current()
    token.renewed("access-1")
    assert [form["refresh_token"] for form in service.forms] == ["refresh-1", "rotated-1"]
    assert "rotated-2" in token.known()


def test_a_cache_that_others_can_read_is_refused(settings):
    source(settings, TokenService()).current()
    os.chmod(settings.token_cache, 0o640)
    with pytest.raises(SettingsError, match=r"can be read by others or belongs to another account; remove it"):
        source(settings, TokenService()).current()


@pytest.mark.parametrize("content", ["", "{", "[]", "null", "{}", '{"identity": 1}'])
def test_a_broken_cache_is_written_again(settings, content):
    settings.token_cache.parent.mkdir()
    settings.token_cache.write_text(content)
    os.chmod(settings.token_cache, 0o600)
    assert source(settings, TokenService()).current() == "access-1"
    assert json.loads(settings.token_cache.read_text())["access_token"] == "access-1"


@pytest.mark.parametrize("change", [{"refresh_token": "refresh-2"}, {"client_id": "C2"}, {"api_url": "https://other"}])
def test_other_credentials_do_not_use_the_cache(settings, change):
    service = TokenService()
    source(settings, service).current()
    other = Settings(**{**settings.__dict__, **change})
    assert source(other, service).current() == "access-2"
    assert service.forms[1]["refresh_token"] == other.refresh_token
    assert identity_of(other) != identity_of(settings)


OAUTH = {"client_id": "C1", "client_secret": "s", "refresh_token": "refresh-1"}


def test_default_place(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    token = source(settings_of(**OAUTH), TokenService())
    assert token.current() == "access-1"
    assert token.warnings() == ()
    names = [path.relative_to(tmp_path / "webex_wholesale").name for path in tmp_path.rglob("*.json")]
    assert len(names) == 1
    assert "refresh-1" not in names[0]


@pytest.fixture
def _nobody(monkeypatch):
    """An account that has no home folder and no name, as those of containers with an arbitrary user ID."""
    monkeypatch.delenv("HOME")
    monkeypatch.setattr(pwd, "getpwuid", lambda _uid: {}["no such account"])


@pytest.mark.usefixtures("_nobody")
def test_an_account_without_home_folder_needs_a_place_and_no_more(settings, tmp_path):
    place = {"token_cache": str(settings.token_cache)}
    token = source(settings_of(**OAUTH, **place), TokenService())
    assert (token.current(), token.warnings()) == ("access-1", ())
    assert settings.token_cache.exists()
    with pytest.raises(SettingsError, match=r"^token_cache '~/token' cannot be used: the account has no home folder"):
        settings_of(**OAUTH, token_cache="~/token")


@pytest.mark.parametrize("place", ["none", "unwritable"])
def test_a_token_that_cannot_be_kept_is_used_and_told(request, monkeypatch, tmp_path, place):
    if place == "none":
        request.getfixturevalue("_nobody")
        reason = "the account has no home folder"
    else:
        (tmp_path / "file").touch()
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
        reason = f"{tmp_path}/file/webex_wholesale cannot be written (File exists)"
    service = TokenService()
    for number in (1, 2):
        token = source(settings_of(**OAUTH), service)
        assert [token.current(), token.current()] == [f"access-{number}"] * 2
        assert token.warnings()[0].startswith(f"The refreshed token is not kept, since {reason}: every task asks")
    assert len(service.forms) == 2


def test_a_cache_that_cannot_be_written_is_told(settings, tmp_path):
    (tmp_path / "file").touch()
    blocked = Settings(**{**settings.__dict__, "token_cache": tmp_path / "file" / "token.json"})
    with pytest.raises(SettingsError, match=r"cannot be written: .* Set token_cache"):
        source(blocked, TokenService()).current()


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ((400, {"message": "invalid_grant", "errors": [{"description": "token is dead"}]}), "token is dead"),
        ((502, None), "status 502"),
        ((200, {"no": "token"}), "status 200"),
        ((200, "<html>"), "status 200"),
    ],
)
def test_a_refused_refresh_says_what_to_do(settings, answer, reason):
    with pytest.raises(SettingsError, match=f"could not be refreshed: {reason}. Check client_id and client_secret"):
        source(settings, lambda form: answer).current()
    assert not settings.token_cache.exists()
