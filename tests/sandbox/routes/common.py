# SPDX-License-Identifier: GPL-3.0-or-later
"""What all routes share: access to the sandbox, query parameters, answers."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError

from ..core import Sandbox
from ..errors import bad_request
from ..middleware import Exchange
from ..state.records import Organization
from ..state.world import World

Model = TypeVar("Model", bound=BaseModel)


async def _sandbox(request: Request) -> Sandbox:
    sandbox: Sandbox = request.app.state.sandbox
    return sandbox


async def _world(request: Request) -> World:
    return (await _sandbox(request)).world


async def _sub_partner(request: Request) -> str | None:
    world = await _world(request)
    write = request.method in ("POST", "PUT") and not request.url.path.endswith("/validate")
    return world.require_sub_partner(request.query_params.get("onBehalfOfSubPartnerOrgId"), write=write)


async def _organization(request: Request) -> Organization:
    return (await _world(request)).organization(request.query_params.get("orgId"))


async def _json(request: Request) -> Any:
    try:
        return await request.json()
    except ValueError as problem:
        raise bad_request("The body is not valid JSON.") from problem


InSandbox = Annotated[Sandbox, Depends(_sandbox)]
InWorld = Annotated[World, Depends(_world)]
InOrganization = Annotated[Organization, Depends(_organization)]
JsonBody = Annotated[Any, Depends(_json)]
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


def checked(request: Request, model: type[Model], widened: tuple[Any, list[str]]) -> Model:
    """Validate what is left of a body after taking out what is tolerated."""
    body, notes = widened
    try:
        found = model.model_validate(body)
    except ValidationError as problem:
        raise RequestValidationError(problem.errors()) from problem
    tolerate(request, notes)
    return found


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
