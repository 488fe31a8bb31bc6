# SPDX-License-Identifier: GPL-3.0-or-later
"""Locations, and the data of countries and languages."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from ..errors import not_found
from ..paging import number, page
from ..schemas_locations import LocationCreate, LocationUpdate, widen
from ..state import locations
from ..state.catalogue import LANGUAGES
from ..state.countries import COUNTRIES
from ..state.records import Location
from ..state.world import World
from .common import CountryCode, InOrganization, InWorld, JsonBody, LocationId, answer, checked, empty

router = APIRouter(prefix="/v1")
LIST_SIZE = 500


def _view(world: World, location: Location) -> dict[str, Any]:
    """Shape a location for an answer; the announcement language belongs to the calling side."""
    language = location.language
    if world.settings.location_quirks:
        first, _, second = language.partition("_")
        language = f"{first}_{second.upper()}"
    shown: dict[str, Any] = {
        "id": location.id,
        "name": location.name,
        "orgId": location.org_id,
        "timeZone": location.time_zone,
    }
    if location.address:
        shown["address"] = location.address
    if language:
        shown["preferredLanguage"] = language
    return shown | location.notes


def matches(location: Location, request: Request) -> bool:
    """Apply the name filter, which means "contains"."""
    return request.query_params.get("name", "").lower() in location.name.lower()


@router.get("/locations", operation_id="listLocations")
async def list_locations(request: Request, world: InWorld, org: InOrganization) -> Response:
    """List the locations of one organization, those without calling included."""
    query = request.query_params
    key = query.get("id")
    found = [item for item in world.listed(org.locations.values()) if key in (None, item.id) and matches(item, request)]
    size = number(query.get("max"), LIST_SIZE, LIST_SIZE)
    part, headers = page(request, found, number(query.get("cursor"), 0), size, key="cursor")
    return answer({"items": [_view(world, item) for item in part]}, headers=headers)


@router.post("/locations", operation_id="createLocation")
async def create_location(request: Request, world: InWorld, org: InOrganization, body: JsonBody) -> Response:
    """Make a location."""
    location = locations.create(world, org, checked(request, LocationCreate, widen(body)).sent())
    return answer({"id": location.id}, 201)


@router.get("/locations/{locationId}", operation_id="getLocation")
async def get_location(world: InWorld, org: InOrganization, location_id: LocationId) -> Response:
    """Read one location."""
    return answer(_view(world, locations.find(org, location_id)))


@router.put("/locations/{locationId}", operation_id="updateLocation")
async def update_location(
    request: Request, world: InWorld, org: InOrganization, location_id: LocationId, body: JsonBody
) -> Response:
    """Change one location."""
    location = locations.find(org, location_id)
    known = frozenset(LocationUpdate.model_fields)
    locations.update(world, org, location, checked(request, LocationUpdate, widen(body, known)).sent())
    return empty()


@router.delete("/locations/{locationId}", operation_id="deleteLocation")
async def delete_location(world: InWorld, org: InOrganization, location_id: LocationId) -> Response:
    """Delete one location."""
    locations.remove(world, org, locations.find(org, location_id))
    return empty()


@router.get("/telephony/config/countries/{countryCode}", operation_id="getCountryConfig")
async def get_country(country_code: CountryCode) -> Response:
    """Return what addresses in a country need."""
    if country_code not in COUNTRIES:
        raise not_found("The country")
    return answer(COUNTRIES[country_code])


@router.get("/telephony/config/announcementLanguages", operation_id="listAnnouncementLanguages")
async def list_languages() -> Response:
    """List the languages of voice prompts."""
    return answer({"languages": [{"name": name, "code": code} for code, name in LANGUAGES.items()]})
