# SPDX-License-Identifier: GPL-3.0-or-later
"""Locations and their calling side."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from ..errors import not_found
from ..paging import number, page
from ..state import numbers
from ..state.catalogue import LANGUAGES
from ..state.countries import COUNTRIES
from ..state.records import Location
from .common import InWorld, answer, flag, note_unknown

router = APIRouter(prefix="/v1")
LIST_SIZE = 500
NUMBER_LIST_SIZE = 2000
NUMBER_FILTERS = (
    "orgId",
    "locationId",
    "max",
    "start",
    "phoneNumber",
    "available",
    "ownerName",
    "ownerId",
    "ownerType",
    "extension",
    "numberType",
    "state",
    "details",
)


def _view(location: Location) -> dict[str, Any]:
    return {
        "id": location.id,
        "name": location.name,
        "orgId": location.org_id,
        "address": location.address,
        "timeZone": location.time_zone,
        "preferredLanguage": location.language,
    }


def _calling_view(location: Location) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "id": location.id,
        "name": location.name,
        "callingLineId": {"name": location.name, "phoneNumber": location.main_number},
        "enforceOutsideDialDigit": False,
        "e911SetupRequired": location.address.get("country") == "US",
    }
    if location.routing_prefix:
        shown["routingPrefix"] = location.routing_prefix
    return shown


def _matches(location: Location, request: Request) -> bool:
    """Apply the filters: the name one means "contains"."""
    name, key = request.query_params.get("name"), request.query_params.get("id")
    return (name is None or name.lower() in location.name.lower()) and key in (None, location.id)


@router.get("/locations", operation_id="listLocations")
async def list_locations(request: Request, world: InWorld) -> Response:
    """List the locations of one organization."""
    query = request.query_params
    note_unknown(request, ("name", "id", "orgId", "max", "cursor"))
    org = world.organization(query.get("orgId"))
    found = [item for item in org.locations.values() if _matches(item, request)]
    size = number(query.get("max"), "max", LIST_SIZE, LIST_SIZE, 1)
    part, headers = page(request, found, number(query.get("cursor"), "cursor", 0), size, key="cursor")
    return answer({"items": [_view(item) for item in part]}, headers=headers)


@router.get("/locations/{location_id}", operation_id="getLocation")
async def get_location(request: Request, world: InWorld, location_id: str) -> Response:
    """Read one location."""
    note_unknown(request, ("orgId",))
    org = world.organization(request.query_params.get("orgId"))
    if location_id not in org.locations:
        raise not_found("The location")
    return answer(_view(org.locations[location_id]))


@router.get("/telephony/config/locations", operation_id="listCallingLocations")
async def list_calling_locations(request: Request, world: InWorld) -> Response:
    """List the locations that are enabled for calling."""
    query = request.query_params
    note_unknown(request, ("orgId", "max", "start", "name", "order"))
    org = world.organization(query.get("orgId"))
    found = [item for item in org.locations.values() if item.calling and _matches(item, request)]
    size = number(query.get("max"), "max", LIST_SIZE, LIST_SIZE, 1)
    part, headers = page(request, found, number(query.get("start"), "start", 0), size, key="start")
    return answer({"locations": [_calling_view(item) for item in part]}, headers=headers)


def _number_matches(row: dict[str, Any], request: Request) -> bool:
    query = request.query_params
    owner = row.get("owner", {})
    name = f"{owner.get('firstName', '')} {owner.get('lastName', '')}".strip().lower()
    kind = query.get("numberType")
    return (
        query.get("phoneNumber") in (None, row.get("phoneNumber"))
        and query.get("extension") in (None, row.get("extension"))
        and query.get("state") in (None, row.get("state"))
        and query.get("ownerId") in (None, owner.get("id"))
        and query.get("ownerType") in (None, owner.get("type"))
        and query.get("ownerName", "").lower() in name
        and ("available" not in query or flag(request, "available") == ("owner" not in row))
        and (kind is None or (kind == "NUMBER") == ("phoneNumber" in row))
    )


@router.get("/telephony/config/numbers", operation_id="listNumbers")
async def list_numbers(request: Request, world: InWorld) -> Response:
    """List numbers and extensions of one organization."""
    query = request.query_params
    note_unknown(request, NUMBER_FILTERS)
    org = world.organization(query.get("orgId"))
    found = list(numbers.rows(world, org, query.get("locationId")))
    if any(name in query for name in NUMBER_FILTERS[4:-1]):
        found = [row for row in found if _number_matches(row, request)]
    size = number(query.get("max"), "max", NUMBER_LIST_SIZE, NUMBER_LIST_SIZE, 1)
    part, headers = page(request, found, number(query.get("start"), "start", 0), size, key="start")
    data: dict[str, Any] = {"phoneNumbers": part}
    if flag(request, "details"):
        held = sum("owner" in row for row in found)
        data["count"] = {
            "assigned": held,
            "unAssigned": len(found) - held,
            "inActive": sum(row.get("state") == "INACTIVE" for row in found),
            "extensionOnly": sum("phoneNumber" not in row for row in found),
            "tollFreeNumbers": sum(row["tollFreeNumber"] for row in found),
            "total": len(found),
        }
    return answer(data, headers=headers)


@router.get("/telephony/config/countries/{country_code}", operation_id="getCountryConfig")
async def get_country(request: Request, country_code: str) -> Response:
    """Tell what addresses in a country need."""
    note_unknown(request, ("orgId",))
    if country_code not in COUNTRIES:
        raise not_found("The country")
    return answer(COUNTRIES[country_code])


@router.get("/telephony/config/announcementLanguages", operation_id="listAnnouncementLanguages")
async def list_languages() -> Response:
    """List the languages of voice prompts."""
    return answer({"languages": [{"name": name, "code": code} for code, name in LANGUAGES.items()]})
