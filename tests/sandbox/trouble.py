# SPDX-License-Identifier: GPL-3.0-or-later
"""Applies a fault to a request: carries it out or not, and changes, delays or loses its answer."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from . import connections, hostile
from .connections import Connection
from .core import Sandbox
from .errors import ApiError
from .exchange import Exchange
from .faults import FaultRule

Process = Callable[[Exchange], Awaitable[None]]


class Trouble:
    """Answers the requests that a fault was chosen for."""

    def __init__(self, sandbox: Sandbox, process: Process) -> None:
        self._sandbox = sandbox
        self._process = process

    async def answer(self, exchange: Exchange, fault: FaultRule, connection: Connection | None) -> None:
        """Answer a request, or close its connection without an answer."""
        if fault.kind in ("delay", "late"):
            await self._slowly(exchange, fault, connection)
            return
        if fault.kind == "expire":
            self._expire(exchange)
            return
        if fault.executes:
            await self._process(exchange)
        if fault.kind == "made_but_refused" and not exchange.succeeded:
            return
        if not fault.distorts:
            exchange.set_answer(*fault.answer(exchange.tracking_id))
        if fault.kind == "drop":
            exchange.cut = "silent"
        elif fault.kind == "truncated":
            exchange.cut_half()
        elif exchange.answer:
            self._distort(exchange, fault)

    async def _slowly(self, exchange: Exchange, fault: FaultRule, connection: Connection | None) -> None:
        if fault.kind == "late":
            # Like a request in a queue: it is carried out whether or not the client still waits.
            await asyncio.sleep(fault.seconds)
            await self._process(exchange)
        elif fault.execute == "after":
            await self._process(exchange)
            await connections.wait(connection, fault.seconds)
        elif await connections.wait(connection, fault.seconds):
            await self._process(exchange)

    def _expire(self, exchange: Exchange) -> None:
        self._sandbox.tokens.expire()
        try:
            self._sandbox.tokens.check(exchange.request_headers.get("authorization"))
        except ApiError as refusal:
            exchange.refuse(refusal)

    def _distort(self, exchange: Exchange, fault: FaultRule) -> None:
        if fault.kind == "extra_members":
            exchange.set_body(hostile.extra_members(exchange.answer))
        elif fault.kind == "wrong_types":
            exchange.set_body(hostile.wrong_types(exchange.answer, fault.types, fault.member))
        elif fault.kind == "huge":
            exchange.set_body(hostile.huge(exchange.answer, fault.size))
        elif fault.kind == "deep":
            exchange.set_body(hostile.deep(exchange.answer, fault.depth))
        elif fault.kind == "next_elsewhere":
            exchange.set_header("link", f'<{fault.location}>; rel="next"')
        elif fault.kind == "next_loop":
            exchange.set_header("link", f'<{exchange.url}>; rel="next"')
        elif fault.kind == "duplicate_page":
            self._double(exchange)

    def _double(self, exchange: Exchange) -> None:
        """Link to the same page once more; the second time the link is the right one."""
        if exchange.target in self._sandbox.doubled:
            self._sandbox.doubled.discard(exchange.target)
            return
        self._sandbox.doubled.add(exchange.target)
        exchange.set_header("link", f'<{exchange.url}>; rel="next"')
