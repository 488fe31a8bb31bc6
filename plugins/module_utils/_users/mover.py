# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Moving calling users to other locations: start Webex's job, wait for its end, and read the locations of the users.

Whatever became of an order, who has arrived is done: an answer that got lost, a run that was killed and another run
that moves the same users end alike.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from .._client.client import Client
from .._client.errors import AccessDenied, ApiError, Conflict, OutcomeUnknown
from .._declare.called import called
from .._declare.text import counted
from .._declare.webex_ids import key_of
from .._engine.bulk import RowError, batched, for_each
from .._engine.creation import LOOKUP_DELAYS_S
from .._locations.removal import JOB_POLL_INTERVAL_S
from .move_api import MAX_USERS, SCOPES, MoveJob, MoveRequest, MovesApi
from .people_api import PeopleApi
from .plan import UserRow, calling_changes

NEEDS = f"Moving users needs the scopes {', '.join(SCOPES[:-1])} and {SCOPES[-1]}."


@dataclass(frozen=True)
class Moved:
    """The outcome of moves.

    Attributes:
        rows: Those that have arrived, with what is still to be written.
        failed: Why the others have not, by identity.
    """

    rows: tuple[UserRow, ...] = ()
    failed: Mapping[str, str] = field(default_factory=dict)

    def with_(self, other: Moved) -> Moved:
        """The outcomes of both."""
        return Moved((*self.rows, *other.rows), {**self.failed, **other.failed})


class UserMover:
    """Moves users of one organization.

    Parameters:
        job_timeout_s: How long to wait for a job, and for one that runs already.
        tell: Says how far it is.
    """

    def __init__(self, client: Client, org_id: str, job_timeout_s: float, tell: Callable[[str], None]) -> None:
        self._client, self._timeout_s, self._tell = client, job_timeout_s, tell
        self._api, self._people = MovesApi(client, org_id), PeopleApi(client, org_id)

    def move(self, rows: Sequence[UserRow]) -> Moved:
        """Move users that do not wait for each other; one job after the other, since Webex runs no two at once."""
        # Unknown until an earlier step has made the location.
        known = [row for row in rows if row.destination]
        moved = Moved(failed={row.identity: "its location is not made yet." for row in rows if not row.destination})
        for outcome in for_each(batched(known, MAX_USERS), self._move, 1):
            failed = Moved(failed={row.identity: outcome.error for row in outcome.row})
            moved = moved.with_(outcome.value or failed)
        return moved

    def _move(self, rows: Sequence[UserRow]) -> Moved:
        """One batch.

        Raises:
            ClientError, RowError: None of them was moved, as far as is known.
        """
        deadline = self._client.clock() + self._timeout_s
        here, left = Moved(), list(rows)
        while left:
            try:
                job = self._api.start([move_request(row) for row in left])
            except AccessDenied as error:
                raise RowError(f"{error} {NEEDS}") from None
            except (Conflict, OutcomeUnknown):
                # The job of another run, or this one's whose answer got lost.
                if not self._others_end(deadline):
                    raise
                here, left = self._look(rows)
            except ApiError as error:
                if error.status not in (400, 404):
                    raise
                before = len(left)
                here, left = self._look(rows)
                if len(left) == before:
                    if before == 1:
                        raise
                    # One of them fails all.
                    return here.with_(self.move(left[: before // 2])).with_(self.move(left[before // 2 :]))
            else:
                return here.with_(self._end(job, left, deadline))
        return here

    def _others_end(self, deadline: float) -> bool:
        """Wait until no job of the organization is under way; False when that takes too long."""
        while self._client.clock() + JOB_POLL_INTERVAL_S <= deadline:
            self._tell("waiting for another job that moves users")
            self._client.sleep(JOB_POLL_INTERVAL_S)
            if not self._api.running():
                return True
        return False

    def _look(self, rows: Sequence[UserRow]) -> tuple[Moved, list[UserRow]]:
        """The rows whose users are at their location already, and the others."""
        outcomes = for_each(rows, self._arrived, self._client.settings.workers)
        here = Moved(tuple(outcome.value for outcome in outcomes if outcome.value is not None))
        return here, [outcome.row for outcome in outcomes if outcome.value is None]

    def _end(self, job: MoveJob | None, rows: Sequence[UserRow], deadline: float) -> Moved:
        """The outcome for the users of a job; without a job they were moved at once."""
        if job is not None:
            job = self._wait(job, len(rows), deadline)
        clean = job is None or job.clean
        errors = self._api.errors(job.id) if job and not clean else {}

        def arrive(row: UserRow) -> UserRow:
            reasons = errors.get(key_of(move_request(row).person_id))
            if reasons:
                raise RowError(f"Webex did not move it: {'; '.join(map(str, reasons))}.".replace("..", "."))
            for pause in (0.0, *LOOKUP_DELAYS_S) if clean else (0.0,):
                if pause:
                    self._client.sleep(pause)
                found = self._arrived(row)
                if found is not None:
                    return found
            raise RowError(f"Webex did not move it, and does not say why ({job or 'without a job'}). Run again later.")

        outcomes = for_each(rows, arrive, self._client.settings.workers)
        return Moved(
            tuple(outcome.value for outcome in outcomes if outcome.value is not None),
            {outcome.row.identity: outcome.error for outcome in outcomes if outcome.value is None},
        )

    def _wait(self, job: MoveJob, count: int, deadline: float) -> MoveJob:
        """The job when it has ended.

        Raises:
            RowError: It takes too long.
        """
        while not job.ended:
            if self._client.clock() + JOB_POLL_INTERVAL_S > deadline:
                raise RowError(
                    f"it is still being moved after {self._timeout_s:g} s ({job}); run again, or raise "
                    f"{called('job_timeout')}."
                )
            self._tell(f"Webex is moving {counted(count, 'user')}")
            self._client.sleep(JOB_POLL_INTERVAL_S)
            job = self._api.job(job.id) or job
        return job

    def _arrived(self, row: UserRow) -> UserRow | None:
        """The row with what is still to be written; None when the user is not where it is to be."""
        person = self._people.get(move_request(row).person_id)
        if row.wanted is None or key_of(person.location_id) != key_of(row.destination):
            return None
        sent = {key: value for key, value in row.calling.items() if (value or "") != getattr(person, key)}
        # An extension that another user has there is lost by the move.
        return replace(row, calling={**sent, **calling_changes(row.wanted, person)}, person=person)


def move_request(row: UserRow) -> MoveRequest:
    """The move of a row, which keeps number and extension unless they change."""
    number, extension = (row.calling[key] or "" if key in row.calling else None for key in ("number", "extension"))
    return MoveRequest(row.present.person_id if row.present else "", row.destination, number, extension)
