# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Webex's job that moves calling users to other locations, and its validation of a move."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from .._client.bodies import read_errors
from .._client.client import Client
from .._client.errors import ServiceError, Unintelligible
from .._client.json_fields import obj, obj_list, optional_str, service_errors
from .._client.paging import Pages, entries, list_all
from .._declare.webex_ids import key_of

PATH = "/telephony/config/jobs/person/moveLocation"
MAX_USERS = 100
# Most recent jobs come first, and one runs at a time.
RECENT_JOBS = 20
ERROR_PAGES = Pages(size=2000, counter="start")
SCOPES = ("spark-admin:telephony_config_write", "spark-admin:people_write", "identity:groups_rw")
_RUNNING = ("STARTING", "STARTED")
_ENDED = ("COMPLETED", "FAILED", "ABANDONED")


@dataclass(frozen=True)
class MoveRequest:
    """One user that is to move.

    Attributes:
        number, extension: New ones; empty takes away what it has, None leaves it with the user.
    """

    person_id: str
    location_id: str
    number: str | None = None
    extension: str | None = None


@dataclass(frozen=True)
class MoveVerdict:
    """What Webex says about a move: why it is not possible, and what it changes beside the location."""

    errors: tuple[ServiceError, ...]
    impacts: tuple[ServiceError, ...]


@dataclass(frozen=True)
class MoveJob:
    """A job; `status` and `exit_code` in capitals, empty when Webex does not return them."""

    id: str
    status: str
    exit_code: str = ""

    @property
    def ended(self) -> bool:
        """Whether it has ended."""
        return self.status in _ENDED

    @property
    def clean(self) -> bool:
        """Whether it has ended without a failure."""
        return self.status == "COMPLETED" and self.exit_code in ("", "COMPLETED")

    def __str__(self) -> str:
        states = dict.fromkeys(word for word in (self.status, self.exit_code) if word)
        return f"job {self.id}, {', '.join(states) or 'without a status'}"


class MovesApi:
    """Moves of users inside one organization."""

    def __init__(self, client: Client, org_id: str) -> None:
        self._client, self._org_id = client, org_id
        self._params = {"orgId": org_id}

    def validate(self, move: MoveRequest) -> MoveVerdict:
        """Ask about one move (POST .../moveLocation with validate); writes nothing.

        Raises:
            AccessDenied: A scope of SCOPES is missing.
            ApiError: The move is refused before it is looked at.
            Unintelligible: The answer does not speak of this user.
        """
        answers = obj_list(obj(self._send([move], validate=True)), "response")
        found = next((item for item in answers if _is(item, move.person_id)), None)
        if found is None:
            raise Unintelligible(f"POST {PATH}: the answer has no verdict on the user.")
        return MoveVerdict(read_errors(found.get("errors")), read_errors(found.get("impacts")))

    def start(self, moves: Sequence[MoveRequest]) -> MoveJob | None:
        """Start to move up to MAX_USERS users; None when Webex names no job (POST .../moveLocation).

        Raises:
            AccessDenied: A scope of SCOPES is missing.
            Conflict: Another job of the organization is running.
            OutcomeUnknown: The job may have begun or not.
            ApiError: All are refused, be it because of one of them.
        """
        return _job(obj(obj(self._send(moves, validate=False)), "response"))

    def job(self, job_id: str) -> MoveJob | None:
        """How far a job is; None when the answer has no status (GET .../moveLocation/{jobId})."""
        answer = self._client.request("GET", self._one(job_id), params=self._params, org_id=self._org_id)
        return _job(obj(answer.body))

    def running(self) -> bool:
        """Whether a job of the organization is under way (GET .../moveLocation)."""
        params = {**self._params, "max": RECENT_JOBS}
        answer = self._client.request("GET", PATH, params=params, org_id=self._org_id)
        return any(
            optional_str(item, "latestExecutionStatus").upper() in _RUNNING
            for item in entries(answer.body, ("items",), PATH)
        )

    def errors(self, job_id: str) -> dict[str, tuple[ServiceError, ...]]:
        """Why users were not moved, by `key_of` their person ids (GET .../moveLocation/{jobId}/errors)."""
        path = f"{self._one(job_id)}/errors"
        found: dict[str, tuple[ServiceError, ...]] = {}
        for item in list_all(self._client, path, pages=ERROR_PAGES, params=self._params, org_id=self._org_id):
            key = key_of(optional_str(item, "item"))
            found[key] = (*found.get(key, ()), *service_errors(obj(item, "error"), "message"))
        return found

    def _send(self, moves: Sequence[MoveRequest], *, validate: bool) -> Any:
        places: dict[str, list[MoveRequest]] = {}
        for move in moves:
            places.setdefault(move.location_id, []).append(move)
        listed = [
            {"locationId": location_id, "validate": validate, "users": [_user(move) for move in of_place]}
            for location_id, of_place in places.items()
        ]
        return self._client.request(
            "POST", PATH, params=self._params, json={"usersList": listed}, org_id=self._org_id
        ).body

    @staticmethod
    def _one(job_id: str) -> str:
        return f"{PATH}/{quote(job_id, safe='')}"


def _user(move: MoveRequest) -> dict[str, str]:
    data = {"userId": move.person_id, "extension": move.extension, "phoneNumber": move.number}
    return {key: value for key, value in data.items() if value is not None}


def _job(data: Mapping[str, Any]) -> MoveJob | None:
    job_id = optional_str(data, "id")
    if not job_id:
        return None
    return MoveJob(
        job_id,
        optional_str(data, "latestExecutionStatus").upper(),
        optional_str(data, "latestExecutionExitCode").upper(),
    )


def _is(item: Mapping[str, Any], person_id: str) -> bool:
    return key_of(optional_str(item, "userId")) == key_of(person_id)
