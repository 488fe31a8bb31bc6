# SPDX-License-Identifier: GPL-3.0-or-later
"""A Webex made of expected calls: it answers exactly those, in their order, and fails on everything else."""

from __future__ import annotations

import io
import json
import threading
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import ANY
from urllib.parse import parse_qsl, urlsplit

from urllib3 import HTTPResponse

BASE = "https://webexapis.com/v1"
# Ends of the paths of POSTs that write nothing.
PRECHECKS = ("/validate", "/invoke")


@dataclass(frozen=True)
class Call:
    """One expected call and its answer; `failure` is raised instead of an answer."""

    method: str
    path: str
    query: Any
    body: Any
    status: int
    answer: Any
    headers: dict[str, str]
    failure: Exception | None


@dataclass
class ExpectedCalls:
    """Holds the expected calls and answers requests in place of the network.

    Attributes:
        requests: What was sent, as prepared requests of the library.
    """

    base: str = BASE
    calls: list[Call] = field(default_factory=list)
    requests: list[Any] = field(default_factory=list)
    unexpected: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def expect(
        self,
        method: str,
        path: str,
        *,
        query: Any = None,
        body: Any = None,
        status: int = 200,
        answer: Any = None,
        headers: dict[str, str] | None = None,
        failure: Exception | None = None,
    ) -> None:
        """Add a call; query and body are compared as a whole, unittest.mock.ANY takes every one."""
        self.calls.append(Call(method, path, query or {}, body, status, answer, headers or {}, failure))

    @property
    def writes(self) -> list[str]:
        """What was sent beside reads and prechecks."""
        return [
            f"{request.method} {urlsplit(request.url).path}"
            for request in self.requests
            if request.method != "GET" and not _only_asks(request)
        ]

    def verify(self) -> None:
        """Fail when a call was missing or not foreseen."""
        assert not self.unexpected, f"unexpected calls: {self.unexpected}"
        assert not self.calls, f"calls that never came: {[f'{call.method} {call.path}' for call in self.calls]}"

    def send(self, adapter: Any, request: Any, **_options: Any) -> Any:
        """Stand in for requests.adapters.HTTPAdapter.send."""
        with self.lock:
            sent = _describe(request, self.base)
            self.requests.append(request)
            call = self.calls.pop(0) if self.calls else None
            if call is None or (call.method, call.path, call.query, call.body) != sent:
                wanted = (call.method, call.path, call.query, call.body) if call else "nothing"
                self.unexpected.append(str(sent))
                raise AssertionError(f"unexpected call\n  sent:     {sent}\n  expected: {wanted}")
        if call.failure:
            raise call.failure
        return respond(adapter, request, call.status, call.answer, call.headers)


def respond(adapter: Any, request: Any, status: int, answer: Any = None, headers: dict[str, str] | None = None) -> Any:
    """An answer as the library gives it; texts are sent as they are, everything else as JSON."""
    content = b"" if answer is None else (answer if isinstance(answer, str) else json.dumps(answer)).encode()
    raw = HTTPResponse(io.BytesIO(content), headers=headers or {}, status=status, preload_content=False)
    return adapter.build_response(request, raw)


def _only_asks(request: Any) -> bool:
    """Whether a request writes nothing; an order to move users says in its body that it is only a question."""
    if urlsplit(request.url).path.endswith(PRECHECKS):
        return True
    body = request.body or b""
    body = body.decode() if isinstance(body, bytes) else str(body)
    return request.method == "POST" and '"validate": true' in body and '"validate": false' not in body


def _describe(request: Any, base: str) -> tuple[str, str, dict[str, str], Any]:
    url = urlsplit(request.url)
    root = urlsplit(base)
    foreign = "" if (url.scheme, url.netloc) == (root.scheme, root.netloc) else f"{url.scheme}://{url.netloc}"
    content = request.body
    if isinstance(content, bytes):
        content = content.decode()
    if content is not None:
        is_form = request.headers.get("Content-Type") == "application/x-www-form-urlencoded"
        content = dict(parse_qsl(content)) if is_form else json.loads(content)
    return request.method, foreign + url.path.removeprefix(root.path), dict(parse_qsl(url.query)), content


__all__ = ["ANY", "BASE", "Call", "ExpectedCalls", "respond"]
