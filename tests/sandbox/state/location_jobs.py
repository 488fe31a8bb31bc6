# SPDX-License-Identifier: GPL-3.0-or-later
"""The job that disables calling for a location."""

from __future__ import annotations

from typing import Any

from ..errors import LOCATION_RULE, bad_request, conflict, not_found
from ..ids import new_id
from . import pstn
from .locations import find_calling
from .records import Location, LocationJob, Organization
from .world import World

# Seconds until an integrated carrier releases a location, which no call can shorten.
INTEGRATED_HOLD = 3600.0


def blocking(org: Organization, location: Location) -> list[dict[str, Any]]:
    """Return what blocks the removal; a main number alone is removed with the location."""
    users = sum(person.location_id == location.id for person in org.people.values())
    others = sum(number != location.main_number for number in location.numbers)
    reasons: list[dict[str, Any]] = []
    if users:
        reasons.append({"type": "USERS", "count": users, "message": f"{users} user(s) belong to the location."})
    if others:
        reasons.append({"type": "NUMBERS", "count": others, "message": f"{others} number(s) are in the location."})
    return reasons


def start(world: World, org: Organization, body: dict[str, Any]) -> LocationJob:
    """Begin to disable calling."""
    location = find_calling(org, body["locationId"])
    if body["locationName"] != location.name:
        raise bad_request("locationName is not the name of the location.", LOCATION_RULE)
    if any(job.location_id == location.id and job.status == "STARTED" for job in world.location_jobs.values()):
        raise conflict("Calling is being disabled already.", LOCATION_RULE)
    reasons = blocking(org, location)
    if reasons:
        text = " ".join(reason["message"] for reason in reasons)
        raise conflict(f"Calling cannot be disabled: {text}", LOCATION_RULE)
    job = LocationJob(new_id("JOB"), location.id, org.id, world.now())
    world.location_jobs[job.id] = job
    world.later(world.settings.update_delay, lambda: _finish(world, org, location, job))
    if world.settings.update_delay == 0:
        world.tick()
    return job


def _finish(world: World, org: Organization, location: Location, job: LocationJob) -> None:
    reasons = blocking(org, location)
    if reasons or world.settings.location_job_outcome == "FAILED":
        texts = [reason["message"] for reason in reasons] or ["Calling could not be disabled."]
        job.status = "FAILED"
        job.errors = [{"itemId": location.id, "error": {"key": LOCATION_RULE, "message": [text]}} for text in texts]
        return
    integrated = location.pstn is not None and location.pstn.option.type == pstn.INTEGRATED
    hold = max(world.settings.location_release_delay, INTEGRATED_HOLD if integrated else 0.0)
    location.held_until = world.now() + hold
    for number in location.numbers:
        del world.numbers[number]
    location.numbers.clear()
    location.dialing.clear()
    location.calling, location.pstn, location.main_number = False, None, None
    location.routing_prefix, location.new_prefix, location.caller_name = "", None, None
    job.status = "COMPLETED"


def find(world: World, org: Organization, job_id: str) -> LocationJob:
    """Return a job of the organization."""
    job = world.location_jobs.get(job_id)
    if job is None or job.org_id != org.id:
        raise not_found("The job")
    return job
