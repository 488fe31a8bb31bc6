# SPDX-License-Identifier: GPL-3.0-or-later
"""What all routes share: access to the sandbox, query parameters, answers."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Annotated, Any

from fastapi import Depends, Request, Response

from ..core import Sandbox
from ..errors import bad_request
from ..middleware import Exchange
from ..state.world import World


async def _sandbox(request: Request) -> Sandbox:
    sandbox: Sandbox = request.app.state.sandbox
    return sandbox


async def _world(request: Request) -> World:
    return (await _sandbox(request)).world


async def _sub_partner(request: Request) -> str | None:
    world = await _world(request)
    write = request.method in ("POST", "PUT") and not request.url.path.endswith("/validate")
    return world.require_sub_partner(request.query_params.get("onBehalfOfSubPartnerOrgId"), write=write)


InSandbox = Annotated[Sandbox, Depends(_sandbox)]
InWorld = Annotated[World, Depends(_world)]
SubPartnerId = Annotated["str | None", Depends(_sub_partner)]


def answer(data: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """Return a JSON answer."""
    return Response(json.dumps(data, separators=(",", ":")).encode(), status, headers, "application/json")


def empty(status: int = 204) -> Response:
    """Return an answer without a body."""
    return Response(status_code=status)


def tolerate(request: Request, notes: Iterable[str]) -> None:
    """Write into the journal what was let through although the contract does not know it."""
    exchange: Exchange = request.state.exchange
    exchange.tolerated.extend(notes)


def flag(request: Request, name: str) -> bool:
    """Read a boolean query parameter; clients spell it in different cases."""
    text = request.query_params.get(name)
    if text is None:
        return False
    if text.lower() not in ("true", "false"):
        raise bad_request(f"{name} must be true or false.")
    if text != text.lower():
        tolerate(request, [f"{name} spelled {text}"])
    return text.lower() == "true"


def note_unknown(request: Request, known: Iterable[str]) -> None:
    """Write into the journal which query parameters mean nothing here."""
    unknown = set(request.query_params) - set(known)
    if unknown:
        tolerate(request, [f"unknown query parameter {name} ignored" for name in sorted(unknown)])
