# SPDX-License-Identifier: GPL-3.0-or-later
"""The calling side of locations."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from ..paging import number, page
from ..schemas_locations import CallingDisable, CallingEnable, CallingUpdate, widen
from ..state import location_jobs, locations
from ..state.records import Location, LocationJob
from ..state.world import World
from .common import InOrganization, InWorld, JsonBody, answer, checked, empty, note_unknown, tolerate
from .locations import matches

router = APIRouter(prefix="/v1/telephony/config")
LIST_SIZE = 500
JOBS = "/jobs/locations/deleteCallingLocation"


def _summary(location: Location) -> dict[str, Any]:
    """Shape a calling location for the list; what is not set is left out."""
    shown: dict[str, Any] = {
        "id": location.id,
        "name": location.name,
        "callingLineId": {"name": location.caller_name or location.name, "phoneNumber": location.main_number},
        "enforceOutsideDialDigit": location.dialing.get("enforceOutsideDialDigit", False),
        "e911SetupRequired": location.address.get("country") == "US",
    }
    if location.dialing.get("outsideDialDigit"):
        shown["outsideDialDigit"] = location.dialing["outsideDialDigit"]
    if location.routing_prefix:
        shown["routingPrefix"] = location.routing_prefix
    return shown


def _view(world: World, location: Location) -> dict[str, Any]:
    """Shape one calling location."""
    shown = _summary(location)
    del shown["e911SetupRequired"]
    shown |= {name: value for name, value in location.dialing.items() if value not in (None, "")}
    if world.settings.location_quirks:
        shown["announcementLanguage"] = None
    elif location.announcement_language:
        shown["announcementLanguage"] = location.announcement_language
    if location.pstn is not None and location.pstn.route_id is not None:
        shown["connection"] = {"type": location.pstn.route_type, "id": location.pstn.route_id}
    return shown | {"userLimit": 500000}


@router.get("/locations", operation_id="listCallingLocations")
async def list_calling_locations(request: Request, world: InWorld, org: InOrganization) -> Response:
    """List the locations that are enabled for calling."""
    query = request.query_params
    note_unknown(request, ("orgId", "max", "start", "name", "order"))
    found = [item for item in world.listed(org.locations.values()) if item.calling and matches(item, request)]
    if query.get("order"):
        found.sort(key=lambda item: item.name.lower(), reverse=query["order"].lower().endswith("desc"))
    size = number(query.get("max"), "max", LIST_SIZE, LIST_SIZE, 1)
    part, headers = page(request, found, number(query.get("start"), "start", 0), size, key="start")
    return answer({"locations": [_summary(item) for item in part]}, headers=headers)


@router.post("/locations", operation_id="enableLocationForCalling")
async def enable_location(request: Request, world: InWorld, org: InOrganization, body: JsonBody) -> Response:
    """Enable a location for calling."""
    note_unknown(request, ("orgId",))
    data = checked(request, CallingEnable, widen(body)).sent()
    if "announcementLanguage" not in data:
        tolerate(request, ["announcementLanguage left out"])
    return answer({"id": locations.enable(world, org, data).id}, 201)


@router.get("/locations/{location_id}", operation_id="getCallingLocation")
async def get_calling_location(request: Request, world: InWorld, org: InOrganization, location_id: str) -> Response:
    """Read the calling side of a location."""
    note_unknown(request, ("orgId",))
    return answer(_view(world, locations.find_calling(org, location_id)))


@router.put("/locations/{location_id}", operation_id="updateCallingLocation")
async def update_calling_location(
    request: Request, world: InWorld, org: InOrganization, location_id: str, body: JsonBody
) -> Response:
    """Change the calling side of a location."""
    note_unknown(request, ("orgId",))
    location = locations.find_calling(org, location_id)
    data = checked(request, CallingUpdate, widen(body)).sent()
    job = locations.update_calling(world, org, location, data)
    return empty() if job is None else answer({"batchJobId": job})


@router.post("/locations/{location_id}/actions/precheckForDeletion/invoke", operation_id="precheckLocationDeletion")
async def precheck_deletion(request: Request, org: InOrganization, location_id: str) -> Response:
    """Tell what stands in the way of disabling calling."""
    note_unknown(request, ("orgId",))
    reasons = location_jobs.blocking(org, locations.find_calling(org, location_id))
    if not reasons:
        return answer({"locationDeleteStatus": "UNBLOCKED"})
    return answer({"locationDeleteStatus": "BLOCKED", "blocking": reasons})


def _job_view(job: LocationJob) -> dict[str, Any]:
    return {"id": job.id, "latestExecutionStatus": job.status, "locationId": job.location_id}


@router.post(JOBS, operation_id="disableCallingLocation")
async def disable_calling(request: Request, world: InWorld, org: InOrganization, body: CallingDisable) -> Response:
    """Start to disable calling."""
    note_unknown(request, ("orgId",))
    return answer(_job_view(location_jobs.start(world, org, body.sent())), 202)


@router.get(JOBS + "/{job_id}", operation_id="getDisableCallingJob")
async def get_job(request: Request, world: InWorld, org: InOrganization, job_id: str) -> Response:
    """Read the job."""
    note_unknown(request, ("orgId",))
    return answer(_job_view(location_jobs.find(world, org, job_id)))


@router.get(JOBS + "/{job_id}/errors", operation_id="getDisableCallingJobErrors")
async def get_job_errors(request: Request, world: InWorld, org: InOrganization, job_id: str) -> Response:
    """Read the errors of the job."""
    note_unknown(request, ("orgId", "max", "start"))
    return answer({"items": location_jobs.find(world, org, job_id).errors})
