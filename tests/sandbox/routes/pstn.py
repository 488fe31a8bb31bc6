# SPDX-License-Identifier: GPL-3.0-or-later
"""PSTN connections of locations."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from ..errors import not_found
from ..schemas_locations import PstnChoice
from ..state import locations, pstn
from ..state.records import PstnOption
from .common import InOrganization, InWorld, LocationId, answer, empty

router = APIRouter(prefix="/v1/telephony/pstn/locations/{locationId}")


def _view(option: PstnOption) -> dict[str, Any]:
    return {"id": option.id, "displayName": option.name, "pstnServices": option.services}


@router.get("/connectionOptions", operation_id="listPstnOptions")
async def list_options(request: Request, world: InWorld, org: InOrganization, location_id: LocationId) -> Response:
    """List the connections that the location could use."""
    locations.find_calling(org, location_id)
    services = {item for text in request.query_params.getlist("serviceTypes") for item in text.split(",") if item}
    found = [item for item in pstn.plan(world, org).options if services <= set(item.services)]
    return answer({"items": [_view(item) for item in found]})


@router.get("/connection", operation_id="getPstnConnection")
async def get_connection(org: InOrganization, location_id: LocationId) -> Response:
    """Read the connection of the location."""
    connection = locations.find_calling(org, location_id).pstn
    if connection is None:
        raise not_found("A PSTN connection of the location")
    shown = _view(connection.option) | {"pstnConnectionType": connection.option.type}
    if connection.route_id is not None:
        shown |= {"routeType": connection.route_type, "routeId": connection.route_id}
    return answer(shown)


@router.put("/connection", operation_id="setPstnConnection")
async def set_connection(world: InWorld, org: InOrganization, location_id: LocationId, body: PstnChoice) -> Response:
    """Set the connection of the location."""
    pstn.choose(world, org, locations.find_calling(org, location_id), body.sent())
    return empty()
