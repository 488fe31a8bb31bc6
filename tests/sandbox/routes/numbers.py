# SPDX-License-Identifier: GPL-3.0-or-later
"""Phone numbers and extensions."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from ..description.parameters import NUMBER_FILTERS
from ..errors import bad_request
from ..paging import number, page
from ..schemas_locations import ExtensionsQuestion, NumbersAdd, NumbersChange, NumbersQuestion, NumbersRemove
from ..state import inventory, locations, numbers
from ..state.world import World
from .common import InOrganization, InSandbox, InWorld, LocationId, answer, empty, flag, tolerate

router = APIRouter(prefix="/v1/telephony/config")
LIST_SIZE = 2000
FILTERS = tuple(parameter.name for parameter in NUMBER_FILTERS)


def _check_filters(request: Request) -> None:
    """Refuse filters that do not go together."""
    query = request.query_params
    if "numberType" in query and ("available" in query or "state" in query):
        raise bad_request("numberType cannot be combined with available or state.")
    if "ownerType" in query and flag(request, "available"):
        raise bad_request("available=true cannot be combined with ownerType.")


def _is_free(world: World, row: dict[str, Any]) -> bool:
    known = world.numbers.get(row.get("phoneNumber") or "")
    return known is not None and not numbers.in_use(world, known)


def _matches(world: World, row: dict[str, Any], request: Request) -> bool:
    query = request.query_params
    owner = row.get("owner", {})
    name = f"{owner.get('firstName', '')} {owner.get('lastName', '')}".strip().lower()
    kind, state = query.get("numberType"), query.get("state", "Default")
    phone_type = query.get("phoneNumberType", "Default")
    return (
        query.get("phoneNumber") in (None, row.get("phoneNumber"))
        and query.get("extension") in (None, row.get("extension"))
        and state in ("Default", row.get("state"))
        and phone_type in ("Default", row.get("phoneNumberType"))
        and query.get("includedTelephonyTypes") in (None, row.get("includedTelephonyTypes"))
        and query.get("ownerId") in (None, owner.get("id"))
        and query.get("ownerType") in (None, owner.get("type"))
        and query.get("ownerName", "").lower() in name
        and ("available" not in query or flag(request, "available") == _is_free(world, row))
        and (kind is None or (kind == "NUMBER") == bool(row.get("phoneNumber")))
        and ("tollFreeNumbers" not in query or flag(request, "tollFreeNumbers") == row["tollFreeNumber"])
        and ("serviceNumber" not in query or flag(request, "serviceNumber") == row["isServiceNumber"])
        and not flag(request, "reservedNumber")
        and not flag(request, "restrictedNonGeoNumbers")
    )


@router.get("/numbers", operation_id="listNumbers")
async def list_numbers(request: Request, world: InWorld, org: InOrganization) -> Response:
    """List numbers and extensions of one organization."""
    query = request.query_params
    _check_filters(request)
    found = list(numbers.rows(world, org, query.get("locationId")))
    if any(name in query for name in FILTERS):
        found = [row for row in found if _matches(world, row, request)]
    size = number(query.get("max"), LIST_SIZE, LIST_SIZE)
    part, headers = page(request, found, number(query.get("start"), 0), size, key="start")
    data: dict[str, Any] = {"phoneNumbers": part}
    if flag(request, "details"):
        held = sum("owner" in row for row in found)
        data["count"] = {
            "assigned": held,
            "unAssigned": len(found) - held,
            "inActive": sum(row.get("state") == "INACTIVE" for row in found),
            "extensionOnly": sum(not row.get("phoneNumber") for row in found),
            "tollFreeNumbers": sum(row["tollFreeNumber"] for row in found),
            "total": len(found),
        }
    return answer(data, headers=headers)


@router.post("/locations/{locationId}/numbers", operation_id="addLocationNumbers")
async def add_numbers(
    request: Request, world: InWorld, org: InOrganization, location_id: LocationId, body: NumbersAdd
) -> Response:
    """Add numbers to a location."""
    data = body.sent()
    if "state" not in data:
        tolerate(request, ["state left out, INACTIVE taken"])
    inventory.add(world, locations.find(org, location_id), data)
    return empty(201)


@router.put("/locations/{locationId}/numbers", operation_id="manageLocationNumbers")
async def change_numbers(world: InWorld, org: InOrganization, location_id: LocationId, body: NumbersChange) -> Response:
    """Activate or deactivate numbers of a location."""
    inventory.change_state(world, locations.find(org, location_id), body.phoneNumbers, body.action)
    return empty()


@router.delete("/locations/{locationId}/numbers", operation_id="removeLocationNumbers")
async def remove_numbers(world: InWorld, org: InOrganization, location_id: LocationId, body: NumbersRemove) -> Response:
    """Take numbers out of a location."""
    inventory.remove(world, locations.find(org, location_id), body.phoneNumbers)
    return empty()


@router.post("/actions/validateNumbers/invoke", operation_id="validateNumbers")
async def validate_numbers(sandbox: InSandbox, org: InOrganization, body: NumbersQuestion) -> Response:
    """Whether numbers could be added."""
    verdicts = inventory.judge(sandbox.world, org, body.phoneNumbers)
    fine = all(row["state"] == "Available" for row in verdicts)
    member = sandbox.settings.runtime.validate_numbers_member
    if member == "phoneNumbers":
        verdicts = [{"phoneNumber": row.pop("number"), **row} for row in verdicts]
    return answer({"status": "OK" if fine else "ERRORS", member: verdicts})


@router.post("/locations/{locationId}/actions/validateExtensions/invoke", operation_id="validateExtensions")
async def validate_extensions(
    world: InWorld, org: InOrganization, location_id: LocationId, body: ExtensionsQuestion
) -> Response:
    """Whether extensions are free in a location."""
    verdicts = inventory.judge_extensions(world, locations.find_calling(org, location_id), body.extensions)
    fine = all(row["state"] == "VALID" for row in verdicts)
    return answer({"status": "OK" if fine else "ERRORS", "extensionStatus": verdicts})
