# SPDX-License-Identifier: GPL-3.0-or-later
"""A service that answers every request out of a table, whatever the order, and can garble one of its answers."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest import mock
from urllib.parse import urlsplit

import requests

from ansible_collections.webex.wholesale.tests.unit.expected_calls import BASE, PRECHECKS, respond

Garble = Callable[[Any], Any]
Table = dict[tuple[str, str], Any]


class Raw(str):
    """A body that is sent as it stands."""


class Refusal(dict[str, Any]):
    """A body that comes with a status of its own."""

    status = 400


class Outage(Refusal):
    """Nobody knows whether the request was carried out."""

    status = 503


@dataclass
class Answering:
    """Answers by method and path; whatever is not in the table is done without a body.

    Attributes:
        table: Answers; None is an empty body.
        garbled: Which answer is garbled, and how.
        writes: Method and path of what was sent beside reads and prechecks.
        asked: Method and path of every request.
    """

    table: Table
    garbled: tuple[str, str] | None = None
    garble: Garble = copy.deepcopy
    writes: list[str] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)

    def send(self, adapter: Any, request: Any, **_options: Any) -> Any:
        """Stand in for requests.adapters.HTTPAdapter.send."""
        path = urlsplit(request.url).path.removeprefix(urlsplit(BASE).path)
        key = (request.method, path)
        self.asked.append(key)
        if request.method != "GET" and not path.endswith(PRECHECKS):
            self.writes.append(f"{request.method} {path}")
        if request.method == "GET" and key not in self.table:
            return respond(adapter, request, 404, {"message": "not found"})
        answer = self.table.get(key)
        if key == self.garbled:
            answer = self.garble(copy.deepcopy(answer))
        content = answer if answer is None or isinstance(answer, Raw) else json.dumps(answer)
        status = answer.status if isinstance(answer, Refusal) else 200 if content else 204
        return respond(adapter, request, status, content)

    @contextmanager
    def serving(self) -> Iterator[Answering]:
        """Take the place of the network."""
        with mock.patch.object(
            requests.adapters.HTTPAdapter, "send", lambda adapter, request, **options: self.send(adapter, request)
        ):
            yield self
