# SPDX-License-Identifier: GPL-3.0-or-later
"""One request and its answer."""

from __future__ import annotations

import json
import uuid
from collections.abc import Awaitable, Callable
from typing import Any, Literal
from urllib.parse import parse_qsl

from .errors import ApiError
from .journal import MASK, SECRET_MEMBERS, mask

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]


class Exchange:
    """One request and its answer."""

    def __init__(self, scope: Message, body: bytes) -> None:
        self.scope = scope
        self.body = body
        self.method: str = scope["method"]
        self.path: str = scope["path"]
        self.query = scope["query_string"].decode("latin-1")
        self.tracking_id = f"SANDBOX_{uuid.uuid4()}"
        self.request_headers = {name.decode(): value.decode("latin-1") for name, value in scope["headers"]}
        self.tolerated: list[str] = []
        self.status = 500
        self.headers: Headers = []
        self.answer = b""
        self.executed_status: int | None = None
        self.cut: Literal["silent", "half"] | None = None
        scope.setdefault("state", {})["exchange"] = self

    @property
    def content_type(self) -> str | None:
        """The media type of the request body."""
        value = self.request_headers.get("content-type")
        return value.split(";")[0].strip().lower() if value else None

    @property
    def target(self) -> str:
        """Path and query."""
        return self.path + (f"?{self.query}" if self.query else "")

    @property
    def url(self) -> str:
        """The address under which the client sent the request."""
        return f"{self.scope['scheme']}://{self.request_headers.get('host', '')}{self.target}"

    @property
    def succeeded(self) -> bool:
        """Whether the answer is one of success."""
        return 200 <= self.status < 300

    def refuse(self, refusal: ApiError) -> None:
        """Make a refusal the answer."""
        body = json.dumps(refusal.body(self.tracking_id)).encode()
        self.set_answer(refusal.status, {"content-type": "application/json", **refusal.headers}, body)

    def set_answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
        """Replace the answer."""
        self.status, self.answer = status, body
        self.headers = [(name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()]
        if status != 204:
            self.headers.append((b"content-length", str(len(body)).encode()))

    def set_body(self, body: bytes) -> None:
        """Replace the body of the answer only."""
        self.answer = body
        self.set_header("content-length", str(len(body)))

    def set_header(self, name: str, value: str) -> None:
        """Replace a header of the answer."""
        key = name.lower().encode()
        self.headers = [pair for pair in self.headers if pair[0].lower() != key]
        self.headers.append((key, value.encode("latin-1")))

    def cut_half(self) -> None:
        """Announce the whole answer and send half of it; a very short one is not sent at all."""
        self.cut = "half" if len(self.answer) > 1 else "silent"

    async def run(self, app: App) -> None:
        """Run the application, and keep its answer."""
        chunks: list[bytes] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": self.body, "more_body": False}

        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.status, self.headers = message["status"], list(message["headers"])
            elif message["type"] == "http.response.body":
                chunks.append(message.get("body", b""))

        await app(self.scope, receive, send)
        self.answer = b"".join(chunks)

    def recorded_body(self) -> Any:
        """Return the request body for the journal."""
        if not self.body:
            return None
        text = self.body.decode("utf-8", "replace")
        if self.content_type == "application/x-www-form-urlencoded":
            return mask(dict(parse_qsl(text, keep_blank_values=True)))
        try:
            return mask(json.loads(text))
        except (ValueError, RecursionError):
            # Text that cannot be read cannot be masked either.
            return f"<{len(self.body)} bytes that are not JSON>"

    def recorded_query(self) -> list[list[str]]:
        """Return the query for the journal."""
        pairs = parse_qsl(self.query, keep_blank_values=True)
        return [[name, MASK if name.lower() in SECRET_MEMBERS else value] for name, value in pairs]
