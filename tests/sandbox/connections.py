# SPDX-License-Identifier: GPL-3.0-or-later
"""Open connections of the running server, so that a fault can cut one."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.auto import AutoHTTPProtocol

_open: dict[Any, asyncio.Transport] = {}


class CuttableProtocol(AutoHTTPProtocol):  # type: ignore[misc, valid-type]
    """The HTTP protocol of uvicorn that also remembers its transport by the client's address."""

    def connection_made(self, transport: asyncio.Transport) -> None:
        """Remember the connection."""
        super().connection_made(transport)
        _open[self.client] = transport

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        _open.pop(self.client, None)
        super().connection_lost(exc)


async def drop(scope: dict[str, Any]) -> None:
    """Close the connection of a request without any answer."""
    client = scope.get("client")
    transport = _open.get(tuple(client) if client else None)
    if transport is None:  # in-process client: there is no connection to cut
        raise ConnectionResetError("connection dropped by a scripted fault")
    transport.abort()
    # Let the server notice first, so that it does not try to answer in our place.
    await asyncio.sleep(0.01)
