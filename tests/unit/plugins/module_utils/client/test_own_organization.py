# SPDX-License-Identifier: GPL-3.0-or-later
"""The partner's own organization is asked for once, by whatever process, and believed only where it is safe to."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._client.client import Client
from ansible_collections.webex.wholesale.plugins.module_utils._client.own_organization import (
    LIFETIME_S,
    OwnOrganization,
)
from ansible_collections.webex.wholesale.tests.unit.connected import settings_of
from ansible_collections.webex.wholesale.tests.unit.samples import PARTNER_ORG

ONE = settings_of(access_token="one")


def _files():
    return sorted((Path.home() / ".cache" / "webex_wholesale").glob("*organization-*"))


def test_another_process_knows_it(clock, webex):
    webex.expect("GET", "/people/me", answer={"orgId": PARTNER_ORG})
    assert [Client(ONE).partner_org_id() for _attempt in range(3)] == [PARTNER_ORG] * 3


@pytest.mark.parametrize(
    "other",
    [
        settings_of(access_token="two"),
        settings_of(access_token="one", api_url="https://other.example/v1"),
        settings_of(client_id="one", client_secret="s", refresh_token="r"),
    ],
    ids=["token", "service", "integration"],
)
def test_other_credentials_ask_for_themselves(other):
    OwnOrganization.of(ONE).keep(PARTNER_ORG)
    assert OwnOrganization.of(ONE).recall() == PARTNER_ORG
    assert OwnOrganization.of(other).recall() == ""


def test_the_file_is_private_and_holds_no_secret():
    OwnOrganization.of(settings_of(access_token="very-secret")).keep(PARTNER_ORG)
    (file,) = _files()
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert "very-secret" not in file.read_text(encoding="utf-8") + file.name


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o640])
def test_what_others_can_reach_is_not_believed(mode):
    OwnOrganization.of(ONE).keep(PARTNER_ORG)
    (file,) = _files()
    file.chmod(mode)
    assert OwnOrganization.of(ONE).recall() == ""


@pytest.mark.parametrize("age", [LIFETIME_S + 1, -LIFETIME_S - 1])
def test_what_is_old_or_of_the_future_is_not_believed(age):
    own = OwnOrganization.of(ONE)
    own.keep(PARTNER_ORG)
    (file,) = _files()
    os.utime(file, (time.time() - age,) * 2)
    assert own.recall() == ""
    own.keep(PARTNER_ORG)
    assert own.recall() == PARTNER_ORG


@pytest.mark.parametrize("content", [b"", b"another text", b"\xff\xfe", "ünbekannt".encode()])
def test_what_cannot_be_read_is_not_believed(content):
    own = OwnOrganization.of(ONE)
    own.keep(PARTNER_ORG)
    _files()[0].write_bytes(content)
    assert own.recall() == ""


@pytest.mark.parametrize("answer", [{}, {"orgId": ""}, None, []])
def test_an_answer_without_it_is_not_kept(answer, clock, webex):
    webex.expect("GET", "/people/me", answer=answer)
    assert Client(ONE).partner_org_id() == ""
    assert _files() == []


def test_without_a_place_for_it_everybody_asks(clock, webex, monkeypatch, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    for _attempt in range(2):
        webex.expect("GET", "/people/me", answer={"orgId": PARTNER_ORG})
        assert Client(ONE).partner_org_id() == PARTNER_ORG


def test_an_account_without_home_folder_asks(monkeypatch):
    def homeless():
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", homeless)
    own = OwnOrganization.of(ONE)
    own.keep(PARTNER_ORG)
    assert own.recall() == ""
