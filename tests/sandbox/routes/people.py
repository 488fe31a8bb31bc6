# SPDX-License-Identifier: GPL-3.0-or-later
"""People."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from ..errors import bad_request
from ..paging import number, page
from ..schemas_people import PersonCreate, PersonUpdate, widen
from ..state import people
from .common import InWorld, JsonBody, PersonId, answer, checked, empty, flag

router = APIRouter(prefix="/v1/people")
DEFAULT_SIZE = 100
LARGEST_SIZE = 1000
CALLING_SIZE = 100
LOCATION_SIZE = 50
LARGEST_ID_LIST = 85


@router.get("", operation_id="listPeople")
async def list_people(request: Request, world: InWorld) -> Response:
    """List the people of one organization; without orgId that is the partner's own."""
    query = request.query_params
    calling, location_id = flag(request, "callingData"), query.get("locationId")
    cap = LOCATION_SIZE if location_id else CALLING_SIZE if calling else LARGEST_SIZE
    size = number(query.get("max"), min(DEFAULT_SIZE, cap), cap)
    ids = query["id"].split(",") if "id" in query else None
    if ids is not None and len(ids) > LARGEST_ID_LIST:
        raise bad_request(f"id takes at most {LARGEST_ID_LIST} identifiers.")
    # Ids are unique; every other look-up is limited to one organization.
    org = world.organization(query.get("orgId")) if ids is None or "orgId" in query else None
    found = people.select(
        world,
        org,
        email=query.get("email"),
        display_name=query.get("displayName"),
        ids=ids,
        role=query.get("roles"),
        location_id=location_id,
    )
    part, headers = page(request, found, number(query.get("cursor"), 0), size, key="cursor")
    status = not flag(request, "excludeStatus")
    items = [people.view(world, p, calling_data=calling, status=status, brief=ids is not None) for p in part]
    data: dict[str, Any] = {"items": items, "notFoundIds": []}
    if ids is not None:
        known = {person.id for person in found}
        data["notFoundIds"] = [item for item in ids if item not in known]
    return answer(data, headers=headers)


@router.post("", operation_id="createPerson")
async def create_person(request: Request, world: InWorld, body: JsonBody) -> Response:
    """Make a person."""
    data = checked(request, PersonCreate, widen(body, PersonCreate)).sent()
    person = people.create(world, world.organization(data.get("orgId")), data)
    return answer(people.view(world, person, calling_data=flag(request, "callingData")))


@router.get("/me", operation_id="getMyself")
async def get_myself(request: Request, world: InWorld) -> Response:
    """Read the owner of the token: the partner's administrator."""
    person = people.find(world, world.partner_admin_id)
    return answer(people.view(world, person, calling_data=flag(request, "callingData")))


@router.get("/{personId}", operation_id="getPerson")
async def get_person(request: Request, world: InWorld, person_id: PersonId) -> Response:
    """Read one person."""
    person = people.find(world, person_id)
    return answer(people.view(world, person, calling_data=flag(request, "callingData")))


@router.get("/{personId}/features/numbers", operation_id="getPersonNumbers")
async def get_person_numbers(request: Request, world: InWorld, person_id: PersonId) -> Response:
    """Read number and extension of one calling person; numbers are national unless asked for otherwise."""
    person = people.find(world, person_id)
    return answer(people.number_view(world, person, national=not flag(request, "preferE164Format")))


@router.put("/{personId}", operation_id="updatePerson")
async def update_person(request: Request, world: InWorld, person_id: PersonId, body: JsonBody) -> Response:
    """Replace one person."""
    person = people.find(world, person_id)
    people.replace(world, person, checked(request, PersonUpdate, widen(body, PersonUpdate)).sent())
    return answer(people.view(world, person, calling_data=flag(request, "callingData")))


@router.delete("/{personId}", operation_id="deletePerson")
async def delete_person(world: InWorld, person_id: PersonId) -> Response:
    """Delete one person."""
    people.remove(world, people.find(world, person_id))
    return empty()
