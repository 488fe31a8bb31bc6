# SPDX-License-Identifier: GPL-3.0-or-later
"""What the job that moves users answers."""

from __future__ import annotations

from typing import Literal

from ..schemas import Closed
from .answers import Model

Status = Literal["STARTED", "COMPLETED", "FAILED", "ABANDONED"]


class MoveFinding(Closed):
    """An error or an impact."""

    code: int | float
    message: str


class MoveErrors(Closed):
    """Why an order as a whole was refused."""

    error: list[MoveFinding]


class MoveVerdict(Closed):
    """What the move of one user would do."""

    userId: str
    impacts: list[MoveFinding]
    errors: list[MoveFinding]


class MoveVerdicts(Closed):
    """What moves would do."""

    response: list[MoveVerdict]


class MoveExecution(Closed):
    """One execution of a job."""

    id: int
    startTime: str
    lastUpdated: str
    statusMessage: Status
    exitCode: Literal["UNKNOWN", "COMPLETED", "FAILED", "COMPLETED_WITH_ERRORS"]
    createdTime: str
    timeElapsed: str


class MoveCounts(Closed):
    """How many users a job has moved."""

    totalMoves: int
    moved: int
    failed: int
    pending: int
    skipped: int


class ListedMoveJob(Closed):
    """A job that moves users."""

    id: str
    trackingId: str
    sourceUserId: str
    sourceCustomerId: str
    targetCustomerId: str
    instanceId: int
    jobExecutionStatus: list[MoveExecution]
    latestExecutionStatus: Status
    latestExecutionExitCode: Literal["UNKNOWN", "COMPLETED", "FAILED", "STOPPED", "COMPLETED_WITH_ERRORS"]
    counts: MoveCounts


class MoveJob(ListedMoveJob):
    """A job that moves users, read on its own."""

    name: str


class StartedMoveJob(Closed):
    """A job that was begun."""

    response: MoveJob


class MoveJobList(Closed):
    """Jobs that move users."""

    items: list[ListedMoveJob]


class MoveReason(Closed):
    """One reason."""

    description: str
    code: str
    locationId: str


class MoveReasons(Closed):
    """All reasons of one user."""

    key: str
    message: list[MoveReason]


class FailedMove(Closed):
    """Why one user was not moved."""

    item: str
    itemNumber: int
    trackingId: str
    error: MoveReasons


class FailedMoves(Closed):
    """Why users were not moved."""

    items: list[FailedMove]


MOVES: dict[str, dict[int, Model | None]] = {
    "validateOrInitiateMoveUsersJob": {200: MoveVerdicts, 201: StartedMoveJob},
    "listMoveUsersJobs": {200: MoveJobList},
    "getMoveUsersJobStatus": {200: MoveJob},
    "listMoveUsersJobErrors": {200: FailedMoves},
}
