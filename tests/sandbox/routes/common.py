# SPDX-License-Identifier: GPL-3.0-or-later
"""Shared by all routes: access to the sandbox, query parameters, answers."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Path, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError

from ..core import Sandbox
from ..description import query
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
    except (ValueError, RecursionError) as problem:
        raise bad_request("The body is not valid JSON.") from problem


async def described(request: Request) -> None:
    """Check the query against the description of the operation; every API route depends on this."""
    tolerate(request, query.check(request.scope["route"].operation_id, request.query_params.multi_items()))


InSandbox = Annotated[Sandbox, Depends(_sandbox)]
InWorld = Annotated[World, Depends(_world)]
InOrganization = Annotated[Organization, Depends(_organization)]
JsonBody = Annotated[Any, Depends(_json)]
SubPartnerId = Annotated["str | None", Depends(_sub_partner)]
# Names in paths are those of the published description.
CountryCode = Annotated[str, Path(alias="countryCode")]
CustomerId = Annotated[str, Path(alias="customerId")]
JobId = Annotated[str, Path(alias="jobId")]
LicenseId = Annotated[str, Path(alias="licenseId")]
LocationId = Annotated[str, Path(alias="locationId")]
OrgId = Annotated[str, Path(alias="orgId")]
PersonId = Annotated[str, Path(alias="personId")]
ReportId = Annotated[str, Path(alias="id")]
RoleId = Annotated[str, Path(alias="roleId")]
SubscriberId = Annotated[str, Path(alias="subscriberId")]
TemplateId = Annotated[str, Path(alias="templateId")]


def answer(data: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """Return a JSON answer."""
    return Response(json.dumps(data, separators=(",", ":")).encode(), status, headers, "application/json")


def empty(status: int = 204) -> Response:
    """Return an answer without a body."""
    return Response(status_code=status)


def tolerate(request: Request, notes: Iterable[str]) -> None:
    """Note in the journal what was accepted although the contract does not have it."""
    exchange: Exchange = request.state.exchange
    exchange.tolerated.extend(notes)


def checked(request: Request, model: type[Model], widened: tuple[Any, list[str]]) -> Model:
    """Validate a body without its tolerated members."""
    body, notes = widened
    try:
        found = model.model_validate(body)
    except ValidationError as problem:
        raise RequestValidationError(problem.errors()) from problem
    tolerate(request, notes)
    return found


def validated(model: type[BaseModel], body: Any) -> list[str]:
    """Return the mistakes of a body, for operations with an error format of their own."""
    try:
        model.model_validate(body)
    except ValidationError as problem:
        return [f"{'.'.join(map(str, entry['loc']))}: {entry['msg']}".lstrip(": ") for entry in problem.errors()]
    return []


def flag(request: Request, name: str) -> bool:
    """Read a boolean query parameter; clients spell it in different cases."""
    return request.query_params.get(name, "").lower() == "true"
