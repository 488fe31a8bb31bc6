# SPDX-License-Identifier: GPL-3.0-or-later
"""What surrounds every request: tracking id, token, limits, faults, latency, journal."""

from __future__ import annotations

import asyncio
import json
import logging
import time
import uuid
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qsl

from . import connections
from .clock import iso
from .core import Sandbox
from .errors import INVALID, RATE_LIMITED, ApiError
from .faults import FaultRule
from .journal import SECRET_MEMBERS, mask

log = logging.getLogger("sandbox")
Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]
TOKEN_PATH = "/v1/access_token"
API_PREFIXES = ("/v1/", "/template-service/")


class Exchange:
    """One request on its way through."""

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
        scope.setdefault("state", {})["exchange"] = self

    @property
    def content_type(self) -> str | None:
        """The media type of the request body."""
        value = self.request_headers.get("content-type")
        return value.split(";")[0].strip().lower() if value else None

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

    async def run(self, app: App) -> None:
        """Have the application answer, and keep that answer."""
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


class SandboxMiddleware:
    """Wraps the application; only API requests are checked and recorded."""

    def __init__(self, app: App, sandbox: Sandbox, operation: Callable[[str, str], str | None]) -> None:
        self.app = app
        self.sandbox = sandbox
        self.operation = operation
        self.in_flight = 0

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Handle one connection event."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        exchange = Exchange(scope, await _read(receive))
        recorded = not exchange.path.startswith(("/_sandbox", "/hub")) and exchange.path != "/"
        if not recorded:
            self.sandbox.world.tick()
            await self._run(exchange)
        elif not await self._recorded(exchange):
            await connections.drop(scope)
            return
        headers = [*exchange.headers, (b"trackingid", exchange.tracking_id.encode())]
        await send({"type": "http.response.start", "status": exchange.status, "headers": headers})
        await send({"type": "http.response.body", "body": exchange.answer})

    async def _recorded(self, exchange: Exchange) -> bool:
        """Answer an API request and write it down; False when there is to be no answer at all."""
        self.in_flight += 1
        in_flight, began, moment = self.in_flight, time.perf_counter(), self.sandbox.clock.now()
        target = exchange.path + (f"?{exchange.query}" if exchange.query else "")
        fault = self.sandbox.faults.pick(exchange.method, target)
        try:
            if self.sandbox.settings.runtime.latency:
                await asyncio.sleep(self.sandbox.settings.runtime.latency / 1000)
            await self._answer(exchange, fault)
        finally:
            self.in_flight -= 1
        dropped = fault is not None and fault.kind == "drop"
        self._write(exchange, fault, in_flight, began, moment, dropped)
        return not dropped

    async def _answer(self, exchange: Exchange, fault: FaultRule | None) -> None:
        if fault is None:
            await self._process(exchange)
            return
        if fault.kind == "delay" and fault.execute == "before":
            await asyncio.sleep(fault.seconds)
        if fault.kind == "delay" or fault.execute == "after":
            await self._process(exchange)
        if fault.kind == "delay" and fault.execute == "after":
            await asyncio.sleep(fault.seconds)
        elif fault.kind != "delay":
            exchange.set_answer(*fault.answer(exchange.tracking_id))

    async def _process(self, exchange: Exchange) -> None:
        try:
            self._check(exchange)
        except ApiError as refusal:
            exchange.refuse(refusal)
            return
        self.sandbox.world.tick()
        await self._run(exchange)

    def _check(self, exchange: Exchange) -> None:
        wait = self.sandbox.bucket.take()
        if wait is not None:
            text = "Too many requests: the rate limit is reached."
            raise ApiError(429, text, RATE_LIMITED, headers={"Retry-After": str(wait)})
        if exchange.path == TOKEN_PATH:
            if exchange.body and exchange.content_type != "application/x-www-form-urlencoded":
                raise ApiError(415, "The body must be application/x-www-form-urlencoded.", INVALID)
            return
        if exchange.path.startswith(API_PREFIXES):
            self.sandbox.tokens.check(exchange.request_headers.get("authorization"))
        if exchange.body and exchange.content_type != "application/json":
            raise ApiError(415, "The body must be application/json.", INVALID)

    async def _run(self, exchange: Exchange) -> None:
        try:
            await exchange.run(self.app)
        except Exception:
            log.exception("%s %s failed", exchange.method, exchange.path)
            exchange.refuse(ApiError(500, "The sandbox failed; its output has the traceback.", 990500))

    def _write(
        self, exchange: Exchange, fault: FaultRule | None, in_flight: int, began: float, moment: float, dropped: bool
    ) -> None:
        pairs = parse_qsl(exchange.query, keep_blank_values=True)
        self.sandbox.journal.add(
            {
                "time": iso(moment),
                "duration_ms": round((time.perf_counter() - began) * 1000, 3),
                "method": exchange.method,
                "path": exchange.path,
                "query": [[name, "********" if name.lower() in SECRET_MEMBERS else value] for name, value in pairs],
                "operation": self.operation(exchange.method, exchange.path),
                "content_type": exchange.content_type,
                "body": _recorded_body(exchange),
                "status": None if dropped else exchange.status,
                "tracking_id": exchange.tracking_id,
                "tolerated": exchange.tolerated,
                "fault": None if fault is None else fault.name or fault.kind,
                "in_flight": in_flight,
            }
        )


async def _read(receive: Receive) -> bytes:
    chunks: list[bytes] = []
    while True:
        message = await receive()
        if message["type"] != "http.request":
            break
        chunks.append(message.get("body", b""))
        if not message.get("more_body"):
            break
    return b"".join(chunks)


def _recorded_body(exchange: Exchange) -> Any:
    if not exchange.body:
        return None
    text = exchange.body.decode("utf-8", "replace")
    if exchange.content_type == "application/x-www-form-urlencoded":
        return mask(dict(parse_qsl(text, keep_blank_values=True)))
    try:
        return mask(json.loads(text))
    except ValueError:
        # Text that cannot be read cannot be masked either.
        return f"<{len(exchange.body)} bytes that are not JSON>"
