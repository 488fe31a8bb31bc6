# SPDX-License-Identifier: GPL-3.0-or-later
"""The calling side of locations."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from ..clock import iso
from ..ids import decode_uuid
from ..paging import number, page
from ..schemas_locations import CallingDisable, CallingEnable, CallingUpdate, widen
from ..state import location_jobs, locations
from ..state.records import Location, LocationJob
from ..state.world import World
from .common import InOrganization, InWorld, JobId, JsonBody, LocationId, answer, checked, empty, tolerate
from .locations import matches

router = APIRouter(prefix="/v1/telephony/config")
LIST_SIZE = 500
JOBS = "/jobs/locations/deleteCallingLocation"
# Blockers, and the member with their number; the second name is the sandbox's own.
COUNTS = {"USERS": "usersInUseCount", "NUMBERS": "numbersInUseCount"}


def _summary(location: Location) -> dict[str, Any]:
    """Shape a calling location for the list; members without value are left out."""
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
    found = [item for item in world.listed(org.locations.values()) if item.calling and matches(item, request)]
    if query.get("order"):
        found.sort(key=lambda item: item.name.lower(), reverse=query["order"].lower().endswith("desc"))
    size = number(query.get("max"), LIST_SIZE, LIST_SIZE)
    part, headers = page(request, found, number(query.get("start"), 0), size, key="start")
    return answer({"locations": [_summary(item) for item in part]}, headers=headers)


@router.post("/locations", operation_id="enableLocationForCalling")
async def enable_location(request: Request, world: InWorld, org: InOrganization, body: JsonBody) -> Response:
    """Enable a location for calling."""
    data = checked(request, CallingEnable, widen(body)).sent()
    if "announcementLanguage" not in data:
        tolerate(request, ["announcementLanguage left out"])
    return answer({"id": locations.enable(world, org, data).id}, 201)


@router.get("/locations/{locationId}", operation_id="getCallingLocation")
async def get_calling_location(world: InWorld, org: InOrganization, location_id: LocationId) -> Response:
    """Read the calling side of a location."""
    return answer(_view(world, locations.find_calling(org, location_id)))


@router.put("/locations/{locationId}", operation_id="updateCallingLocation")
async def update_calling_location(
    request: Request, world: InWorld, org: InOrganization, location_id: LocationId, body: JsonBody
) -> Response:
    """Change the calling side of a location."""
    location = locations.find_calling(org, location_id)
    data = checked(request, CallingUpdate, widen(body)).sent()
    job = locations.update_calling(world, org, location, data)
    return empty() if job is None else answer({"batchJobId": job})


@router.post("/locations/{locationId}/actions/precheckForDeletion/invoke", operation_id="precheckLocationDeletion")
async def precheck_deletion(org: InOrganization, location_id: LocationId) -> Response:
    """Return what blocks disabling calling."""
    reasons = location_jobs.blocking(org, locations.find_calling(org, location_id))
    if not reasons:
        return answer({"locationDeleteStatus": "UNBLOCKED"})
    blocking = {COUNTS[reason["type"]]: reason["count"] for reason in reasons}
    return answer({"locationDeleteStatus": "BLOCKED", "blocking": blocking})


def _job_view(world: World, job: LocationJob) -> dict[str, Any]:
    """Shape a job; known clients need its requester, its organization and its steps."""
    moment = iso(job.created)
    return {
        "id": job.id,
        "trackingId": f"SANDBOX_{decode_uuid(job.id)}",
        "sourceUserId": world.partner_admin_id,
        "sourceCustomerId": world.partner_id,
        "targetCustomerId": job.org_id,
        "instanceId": list(world.location_jobs).index(job.id) + 1,
        "jobExecutionStatus": [{"id": 1, "createdTime": moment, "lastUpdated": moment, "statusMessage": job.status}],
        "latestExecutionStatus": job.status,
        "locationId": job.location_id,
    }


@router.post(JOBS, operation_id="disableCallingLocation")
async def disable_calling(world: InWorld, org: InOrganization, body: CallingDisable) -> Response:
    """Start to disable calling."""
    return answer(_job_view(world, location_jobs.start(world, org, body.sent())), 202)


@router.get(JOBS + "/{jobId}", operation_id="getDisableCallingJob")
async def get_job(world: InWorld, org: InOrganization, job_id: JobId) -> Response:
    """Read the job."""
    return answer(_job_view(world, location_jobs.find(world, org, job_id)))


@router.get(JOBS + "/{jobId}/errors", operation_id="getDisableCallingJobErrors")
async def get_job_errors(world: InWorld, org: InOrganization, job_id: JobId) -> Response:
    """Read the errors of the job."""
    return answer({"items": location_jobs.find(world, org, job_id).errors})
