# SPDX-License-Identifier: GPL-3.0-or-later
"""The processing around every request: tracking id, token, limits, faults, weather, latency, journal."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from . import connections
from .clock import iso
from .connections import Connection
from .core import Sandbox
from .errors import INVALID, RATE_LIMITED, ApiError
from .exchange import App, Exchange, Message, Receive, Send
from .faults import FaultRule
from .state import audit
from .trouble import Trouble

log = logging.getLogger("sandbox")
TOKEN_PATH = "/v1/access_token"
API_PREFIXES = ("/v1/", "/template-service/")


class SandboxMiddleware:
    """Wraps the application; only API requests are checked and recorded."""

    def __init__(self, app: App, sandbox: Sandbox, operation: Callable[[str, str], str | None]) -> None:
        self.app = app
        self.sandbox = sandbox
        self.operation = operation
        self.in_flight = 0
        self.trouble = Trouble(sandbox, self._process)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Handle one connection event."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        exchange = Exchange(scope, await _read(receive))
        connection = connections.find(scope)
        recorded = not exchange.path.startswith(("/_sandbox", "/hub")) and exchange.path != "/"
        if recorded:
            await self._recorded(exchange, connection)
        else:
            self.sandbox.world.tick()
            await self._run(exchange)
        if exchange.cut == "silent":
            await connections.drop(connection)
            return
        headers = [*exchange.headers, (b"trackingid", exchange.tracking_id.encode())]
        await send({"type": "http.response.start", "status": exchange.status, "headers": headers})
        if exchange.cut == "half":
            half = exchange.answer[: len(exchange.answer) // 2]
            await send({"type": "http.response.body", "body": half, "more_body": True})
            await connections.drop(connection, flush=True)
            return
        await send({"type": "http.response.body", "body": exchange.answer})

    async def _recorded(self, exchange: Exchange, connection: Connection | None) -> None:
        """Answer an API request, and record it."""
        self.in_flight += 1
        in_flight, began, moment = self.in_flight, time.perf_counter(), self.sandbox.clock.now()
        operation = self.operation(exchange.method, exchange.path)
        weather = self.sandbox.weather
        fault = self.sandbox.faults.pick(exchange.method, exchange.target)
        if fault is None:
            fault = weather.pick(exchange.method, operation, exchange.target, exchange.body)
        try:
            latency = self.sandbox.latency.next(operation)
            if latency:
                await connections.wait(connection, latency)
            if fault is None:
                await self._process(exchange)
                if exchange.executed_status is not None:
                    weather.passed(exchange.method, operation, exchange.target, exchange.body)
            else:
                await self.trouble.answer(exchange, fault, connection)
        finally:
            self.in_flight -= 1
        unseen = exchange.cut == "silent" or (connection is not None and connection.lost.is_set())
        self._write(exchange, fault, in_flight, began, moment, operation, unseen)

    async def _process(self, exchange: Exchange) -> None:
        try:
            self._check(exchange)
        except ApiError as refusal:
            exchange.refuse(refusal)
            return
        world = self.sandbox.world
        world.tick()
        operation = self.operation(exchange.method, exchange.path)
        events = audit.log(world, operation, exchange.path, exchange.body.decode("utf-8", "replace"))
        await self._run(exchange)
        world.audit += events if exchange.succeeded else []
        exchange.executed_status = exchange.status

    def _check(self, exchange: Exchange) -> None:
        wait = self.sandbox.bucket.take()
        if wait is not None:
            text = "Too many requests: the rate limit is reached."
            headers = {"Retry-After": str(wait)} if self.sandbox.settings.runtime.rate_limit_retry_after else {}
            raise ApiError(429, text, RATE_LIMITED, headers=headers)
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
        self,
        exchange: Exchange,
        fault: FaultRule | None,
        in_flight: int,
        began: float,
        moment: float,
        operation: str | None,
        unseen: bool,
    ) -> None:
        self.sandbox.journal.add(
            {
                "time": iso(moment),
                "duration_ms": round((time.perf_counter() - began) * 1000, 3),
                "method": exchange.method,
                "path": exchange.path,
                "query": exchange.recorded_query(),
                "operation": operation,
                "content_type": exchange.content_type,
                "body": exchange.recorded_body(),
                "status": None if unseen else exchange.status,
                "executed": exchange.executed_status is not None,
                "executed_status": exchange.executed_status,
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
