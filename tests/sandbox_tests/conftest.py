# SPDX-License-Identifier: GPL-3.0-or-later
"""Fixtures: a fresh sandbox for every test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.sandbox.app import create_app
from tests.sandbox.settings import RuntimeSettings, Settings

from .support import Client

EXAMPLE = Path(__file__).parents[1] / "sandbox" / "seeds" / "example.yml"


@pytest.fixture
def make_client() -> Iterator[Callable[..., Client]]:
    """Return a maker of sandboxes; keyword arguments are settings or run-time settings."""
    made: list[Client] = []

    def make(**options: Any) -> Client:
        runtime = {name: options.pop(name) for name in list(options) if name in RuntimeSettings.model_fields}
        options.setdefault("seed", EXAMPLE)
        made.append(Client(create_app(Settings(runtime=RuntimeSettings(**runtime), **options))))
        return made[-1]

    yield make
    for item in made:
        item.close()


@pytest.fixture
def client(make_client: Callable[..., Client]) -> Client:
    """Return a client of a fresh sandbox with the example seed."""
    return make_client()


@pytest.fixture
def acme(client: Client) -> dict[str, Any]:
    """Return a provisioned customer."""
    return client.customer()
