# SPDX-License-Identifier: GPL-3.0-or-later
"""Open connections of the running server, so that a fault can close one, or notice that the client has closed it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

from uvicorn.protocols.http.auto import AutoHTTPProtocol

FLUSH_SECONDS = 5.0


@dataclass
class Connection:
    """An open connection; the event is set when it is closed."""

    transport: asyncio.Transport
    lost: asyncio.Event = field(default_factory=asyncio.Event)

    async def close(self, *, flush: bool) -> None:
        """Close it, at once or after sending pending data; return when the server has noticed.

        Otherwise the server would send an answer of its own.
        """
        if flush:
            self.transport.close()
            await _happens(self.lost, FLUSH_SECONDS)
        if not self.lost.is_set():
            self.transport.abort()
            await self.lost.wait()


_open: dict[Any, Connection] = {}


class CuttableProtocol(AutoHTTPProtocol):  # type: ignore[misc, valid-type]
    """The HTTP protocol of uvicorn that also remembers its connection by the client's address."""

    def connection_made(self, transport: asyncio.Transport) -> None:
        """Remember the connection."""
        super().connection_made(transport)
        _open[self.client] = Connection(transport)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        super().connection_lost(exc)
        connection = _open.pop(self.client, None)
        if connection is not None:
            connection.lost.set()


def find(scope: dict[str, Any]) -> Connection | None:
    """Return the connection of a request; a client in this process has none."""
    client = scope.get("client")
    return _open.get(tuple(client) if client else None)


async def wait(connection: Connection | None, seconds: float) -> bool:
    """Wait, at most until the client closes the connection; return whether it is still open."""
    if connection is None:
        await asyncio.sleep(seconds)
        return True
    return not await _happens(connection.lost, seconds)


async def drop(connection: Connection | None, *, flush: bool = False) -> None:
    """Close the connection of a request."""
    if connection is None:
        raise ConnectionResetError("connection dropped by a fault")
    await connection.close(flush=flush)


async def _happens(event: asyncio.Event, seconds: float) -> bool:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return False
    return True
