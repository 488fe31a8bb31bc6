# SPDX-License-Identifier: GPL-3.0-or-later
"""Fixtures: no network but expected calls, no waiting, nothing of the developer's own environment."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from hypothesis import HealthCheck, settings

from ansible_collections.webex.wholesale.plugins.module_utils._client import client
from ansible_collections.webex.wholesale.tests.unit.expected_calls import ExpectedCalls
from ansible_collections.webex.wholesale.tests.unit.fake_clock import FakeClock

settings.register_profile(
    "unit",
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("unit")


def pytest_configure(config: pytest.Config) -> None:
    """Take ansible-test's fork per test away: ten times the time, and tests that need it would fail in `make unit`."""
    forks = config.pluginmanager.get_plugin("ansible_forked")
    if forks is not None:
        config.pluginmanager.unregister(forks)


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Credentials, proxies and a .netrc of the developer's stay outside."""
    for name in list(os.environ):
        if name.startswith("WEBEX_") or name.lower().endswith("_proxy") or name in ("NETRC", "XDG_CACHE_HOME"):
            monkeypatch.delenv(name)
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))


@pytest.fixture(autouse=True)
def webex(monkeypatch: pytest.MonkeyPatch) -> Iterator[ExpectedCalls]:
    """The expected calls; without any, every call fails the test."""
    calls = ExpectedCalls()
    monkeypatch.setattr(
        requests.adapters.HTTPAdapter, "send", lambda adapter, request, **options: calls.send(adapter, request)
    )
    yield calls
    calls.verify()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> FakeClock:
    """A clock on which sleeping takes no time, used by every client."""
    fake = FakeClock()
    monkeypatch.setattr(client, "DEFAULT_CLOCK", client.Clock(fake, fake.sleep))
    return fake
