# SPDX-License-Identifier: GPL-3.0-or-later
"""Moving calling users to another location."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from ..clock import iso
from ..errors import INVALID, MoveRefusal
from ..ids import decode_uuid
from ..paging import number, page
from ..schemas_people import MoveUsers
from ..state import move_jobs
from ..state.records import MoveJob
from ..state.world import World
from .common import InOrganization, InWorld, JobId, answer, validated

router = APIRouter(prefix="/v1/telephony/config/jobs/person/moveLocation")
LIST_SIZE = 2000


def _view(world: World, job: MoveJob) -> dict[str, Any]:
    """Shape a job."""
    moment = iso(job.created)
    status = {
        "id": 1,
        "startTime": moment,
        "lastUpdated": moment,
        "statusMessage": job.status,
        "exitCode": job.exit_code,
        "createdTime": moment,
        "timeElapsed": "PT0S",
    }
    return {
        "name": "moveusers",
        "id": job.id,
        "trackingId": f"SANDBOX_{decode_uuid(job.id)}",
        "sourceUserId": world.partner_admin_id,
        "sourceCustomerId": world.partner_id,
        "targetCustomerId": job.org_id,
        "instanceId": list(world.move_jobs).index(job.id) + 1,
        # The description has no exit code STOPPED for a single execution.
        "jobExecutionStatus": [status if job.exit_code != "STOPPED" else status | {"exitCode": "UNKNOWN"}],
        "latestExecutionStatus": job.status,
        "latestExecutionExitCode": job.exit_code,
        "counts": {
            "totalMoves": job.total,
            "moved": job.moved,
            "failed": len(job.errors),
            "pending": 0,
            "skipped": job.skipped,
        },
    }


def _findings(found: list[move_jobs.Finding]) -> list[dict[str, Any]]:
    return [{"code": code, "message": text} for code, text in found]


@router.post("", operation_id="validateOrInitiateMoveUsersJob")
async def move_users(request: Request, world: InWorld, org: InOrganization) -> Response:
    """Validate the move of one user, or start to move users."""
    try:
        body = await request.json()
    except (ValueError, RecursionError) as problem:
        raise MoveRefusal(INVALID, "The body is not valid JSON.") from problem
    problems = validated(MoveUsers, body)
    if problems:
        raise MoveRefusal(INVALID, "; ".join(problems))
    moves, asks = move_jobs.read(world, org, body)
    if not asks:
        return answer({"response": _view(world, move_jobs.start(world, org, moves))}, 201)
    verdicts = [(move.person.id, move_jobs.judge(world, org, move)) for move in moves]
    shown = [
        {"userId": key, "impacts": _findings(verdict.impacts), "errors": _findings(verdict.errors)}
        for key, verdict in verdicts
    ]
    return answer({"response": shown})


@router.get("", operation_id="listMoveUsersJobs")
async def list_jobs(request: Request, world: InWorld, org: InOrganization) -> Response:
    """List the jobs of an organization, the most recent first."""
    query = request.query_params
    size = number(query.get("max"), LIST_SIZE, LIST_SIZE)
    part, headers = page(request, move_jobs.listed(world, org), number(query.get("start"), 0), size, key="start")
    shown = [_view(world, job) for job in part]
    for item in shown:
        del item["name"]
    return answer({"items": shown}, headers=headers)


@router.get("/{jobId}", operation_id="getMoveUsersJobStatus")
async def get_job(world: InWorld, org: InOrganization, job_id: JobId) -> Response:
    """Read a job."""
    return answer(_view(world, move_jobs.find(world, org, job_id)))


@router.get("/{jobId}/errors", operation_id="listMoveUsersJobErrors")
async def get_errors(request: Request, world: InWorld, org: InOrganization, job_id: JobId) -> Response:
    """Read why users were not moved."""
    query, errors = request.query_params, move_jobs.find(world, org, job_id).errors
    size = number(query.get("max"), LIST_SIZE, LIST_SIZE)
    part, headers = page(request, errors, number(query.get("start"), 0), size, key="start")
    return answer({"items": part}, headers=headers)
