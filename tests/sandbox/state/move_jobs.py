# SPDX-License-Identifier: GPL-3.0-or-later
"""The job that moves calling users to another location, and the validation of a move."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ..errors import MoveRefusal, conflict, not_found
from ..ids import decode_uuid, new_id
from . import numbers
from .catalogue import RESERVED_EXTENSIONS
from .records import Location, MoveJob, Organization, Person
from .world import World

MOST_USERS = 100
Finding = tuple[int, str]


@dataclass(frozen=True)
class Move:
    """One user of a move; number and extension are empty when they are removed, None when they are kept."""

    person: Person
    location_id: str
    number: str | None
    extension: str | None


@dataclass(frozen=True)
class Verdict:
    """What a move would do; without a target it cannot be done."""

    errors: list[Finding]
    impacts: list[Finding]
    target: Location | None = None
    number: str | None = None
    extension: str | None = None


def read(world: World, org: Organization, body: dict[str, Any]) -> tuple[list[Move], bool]:
    """Read a move or a validation; a mistake in the request refuses all of it."""
    parts = body["usersList"]
    if not parts:
        raise MoveRefusal(1026011, "Users list should not be empty.")
    if not all(part["users"] for part in parts):
        raise MoveRefusal(1026012, "Users should not be empty.")
    rows = [(part["locationId"], user) for part in parts for user in part["users"]]
    if len(rows) > MOST_USERS:
        raise MoveRefusal(1026018, "Selected Users list exceeds the maximum limit.")
    if len({user["userId"] for _place, user in rows}) < len(rows):
        raise MoveRefusal(1026019, "Duplicate entry for user is not allowed.")
    asks = any(part["validate"] for part in parts)
    if asks and len(rows) > 1:
        raise MoveRefusal(1026020, "Validate 'true' is supported only for single user.")
    return [_move(org, location_id, user) for location_id, user in rows], asks


def _move(org: Organization, location_id: str, user: dict[str, Any]) -> Move:
    person = org.people.get(user["userId"])
    if person is None:
        raise MoveRefusal(2150012, "User was not found")
    if person.location_id is None:
        raise MoveRefusal(1026010, "User is not a valid Calling User.")
    if not location_id:
        raise MoveRefusal(1026021, "Attribute location id is required for Calling user.")
    if person.location_id == location_id:
        raise MoveRefusal(1026013, "The source and the target location cannot be the same.")
    number, extension = user.get("phoneNumber"), user.get("extension")
    if number and not numbers.E164.fullmatch(number):
        raise MoveRefusal(1026017, "Phone number is not in e164 format.")
    keeps = (person.phone_number if number is None else number, person.extension if extension is None else extension)
    if not any(keeps):
        raise MoveRefusal(1026016, "User should have either phone number or extension.")
    return Move(person, location_id, number, extension)


def judge(world: World, org: Organization, move: Move) -> Verdict:
    """Return what a move would do now."""
    target = org.locations.get(move.location_id)
    if target is None or not target.calling:
        return Verdict([(4152, "[Error 4152] Location Not Found")], [])
    errors: list[Finding] = []
    impacts = [(19716, "[Informational 19716] Previously stored voice messages of the user are no longer available.")]
    number, extension = move.number or None, move.extension or None
    if number is not None and not _has(world, target, number):
        text = f"[Error 27966] The phone number, {number}, is not available in the new group."
        errors.append((27966, text))
    if move.number is None and move.person.phone_number:
        number = move.person.phone_number
        errors += _number_goes_along(org, move.person, target)
    taken = _unusable(world, target, move.person.extension if move.extension is None else extension)
    if extension is not None and taken:
        errors.append((4202, f"[Error 4202] The extension is not available: {extension}."))
    elif move.extension is None and move.person.extension:
        extension = None if taken else move.person.extension
        if taken and number is None:
            errors.append((4202, f"[Error 4202] The extension is not available: {move.person.extension}."))
        elif taken:
            text = "The extension of the user is reset to empty, as it is already taken in new group."
            impacts.append((19713, f"[Informational 19713] {text}"))
    return Verdict(errors, impacts, target, number, extension)


def _has(world: World, target: Location, number: str) -> bool:
    row = target.numbers.get(number)
    return row is not None and row.state == "ACTIVE" and not numbers.in_use(world, row)


def _unusable(world: World, target: Location, extension: str | None) -> bool:
    length = world.settings.extension_length
    return extension is not None and (
        extension in target.extensions
        or extension in RESERVED_EXTENSIONS
        or numbers.EXTENSION.fullmatch(extension) is None
        or length not in (None, len(extension))
    )


def _number_goes_along(org: Organization, person: Person, target: Location) -> list[Finding]:
    """Return why the number of a user cannot go to the other location with it."""
    source = org.locations[person.location_id or ""]
    if person.phone_number == source.main_number:
        text = "[Error 19604] The primary number of the user is the same as the calling line ID of the group."
        return [(19604, text)]
    if target.pstn is None:
        return [(10010003, "to-location must have a carrier")]
    if source.pstn is None:
        return [(10010004, "from-location must have a carrier")]
    if source.pstn.option.id != target.pstn.option.id:
        return [(10010005, "Different Carrier move is not supported for non-Cisco PSTN carriers.")]
    if source.pstn.route_id != target.pstn.route_id:
        number = person.phone_number
        return [(27976, f"Local Gateway configuration is different with new group. Phone number: {number}")]
    return []


def start(world: World, org: Organization, moves: list[Move]) -> MoveJob:
    """Begin to move; an organization has one such job at a time."""
    if any(job.org_id == org.id and job.status == "STARTED" for job in world.move_jobs.values()):
        raise conflict("A job that moves users is running already.")
    job = MoveJob(new_id("JOB_ID"), org.id, world.now(), total=len(moves))
    world.move_jobs[job.id] = job
    world.later(world.settings.update_delay, lambda: _finish(world, org, job, moves))
    if world.settings.update_delay == 0:
        world.tick()
    return job


def _finish(world: World, org: Organization, job: MoveJob, moves: Iterable[Move]) -> None:
    outcome = world.settings.move_job_outcome
    if outcome != "COMPLETED":
        job.status, job.exit_code, job.skipped = outcome, "FAILED" if outcome == "FAILED" else "STOPPED", job.total
        return
    for position, move in enumerate(moves, start=1):
        gone = move.person.id not in org.people or move.person.location_id is None
        verdict = Verdict([(4003, "User Not Found")], []) if gone else judge(world, org, move)
        if verdict.errors or verdict.target is None:
            job.errors.append(_error(job, position, move, verdict.errors))
        else:
            _carry_out(world, org, move, verdict, verdict.target)
            job.moved += 1
    job.status = "COMPLETED"
    job.exit_code = "COMPLETED_WITH_ERRORS" if job.errors else "COMPLETED"


def _error(job: MoveJob, position: int, move: Move, errors: list[Finding]) -> dict[str, Any]:
    """Shape an error; the user is named by the UUID inside its id."""
    texts = [{"description": text, "code": str(code), "locationId": move.location_id} for code, text in errors]
    return {
        "item": decode_uuid(move.person.id),
        "itemNumber": position,
        "trackingId": f"SANDBOX_{decode_uuid(job.id)}",
        "error": {"key": "400", "message": texts},
    }


def _carry_out(world: World, org: Organization, move: Move, verdict: Verdict, target: Location) -> None:
    source, along = org.locations[move.person.location_id or ""], verdict.number
    numbers.release(world, move.person)
    if along is not None and along in source.numbers:
        row = source.numbers.pop(along)
        row.location_id, target.numbers[along] = target.id, row
    numbers.assign(world, move.person, target, verdict.number, verdict.extension)
    move.person.modified = world.now()


def find(world: World, org: Organization, job_id: str) -> MoveJob:
    """Return a job of the organization."""
    job = world.move_jobs.get(job_id)
    if job is None or job.org_id != org.id:
        raise not_found("The job")
    return job


def listed(world: World, org: Organization) -> list[MoveJob]:
    """Return the jobs of the organization, the most recent first."""
    return [job for job in reversed(world.move_jobs.values()) if job.org_id == org.id]
