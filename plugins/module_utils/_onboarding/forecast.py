# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""How many requests it takes to carry out the plan of a customer, when nothing fails. Pure.

What depends on Webex's pace is counted once: the look whether a job has ended.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from math import ceil
from typing import Any

from .._admins.plan import AdminRow
from .._customers.plan import CustomerRow
from .._engine.plan import Plan, Row
from .._locations.plan import LocationRow
from .._numbers.check import VALIDATE_BATCH
from .._numbers.move import MOVE_BATCH
from .._numbers.plan import LocationPlan, NumbersPlan
from .._numbers.removal import REMOVE_BATCH
from .._numbers.writer import ACTIVATE_BATCH, ADD_BATCH
from .._pstn.plan import PstnRow
from .._users.move_api import MAX_USERS
from .._users.plan import UserRow

# The lists that are read for a customer which is not there yet at the time of the plan, by step.
_LISTS = {"locations": 2, "pstn": 1, "numbers": 1, "users": 1}


def forecast(plans: Mapping[str, Plan[Any]], reads: int, *, planned: bool) -> int:
    """The number of requests of a run.

    Parameters:
        plans: The plans of the steps, by name.
        reads: The requests that were sent for this plan.
        planned: Whether the customer is not there yet; the run will read more for its plan.
    """
    rows = [row for plan in plans.values() for row in plan.rows if row.possible]
    writing = sum(_writing(row) for plan in plans.values() for row in plan.rows if row.possible)
    writing += sum(_moving_users(plan) + _numbers(plan) for plan in plans.values())
    admins = len(plans["admins"].rows) if "admins" in plans else 0
    lists = sum(count for name, count in _LISTS.items() if name in plans) + admins if planned else 0
    # All of a person is written back, so that administrators are read once more as soon as something was written.
    return reads + lists + writing + (admins if rows else 0)


def _writing(row: Row[Any, Any]) -> int:
    """The requests for this row alone."""
    if isinstance(row, UserRow):
        return _user(row)
    if isinstance(row, LocationRow):
        return _location(row)
    if isinstance(row, PstnRow):
        # The carriers, unless it is a gateway; the change; and what became of it.
        return 3 if row.wanted and row.wanted.provider else 2
    # The customer is read, changed, and read again with its organization.
    return {AdminRow: 1, CustomerRow: 4}.get(type(row), 0)


def _user(row: UserRow) -> int:
    if row.verb == "delete":
        return 1
    # A person is read and written as a whole.
    written = 2 if row.profile or (row.calling and not row.moves) else 0
    return written + sum((row.verb == "create", row.changes_package, row.moves, "consent_email" in row.action.fields))


def _location(row: LocationRow) -> int:
    if row.verb == "delete":
        # Calling is switched off by a job: the question whether it may, the job, its end; and the removal.
        return 4 if row.has_calling else 1
    return sum((row.verb == "create" or bool(row.basics), row.enable, bool(row.settings)))


def _moving_users(plan: Plan[Any]) -> int:
    """The jobs that move users, with one look at each."""
    moves = sum(isinstance(row, UserRow) and row.moves and row.possible for row in plan.rows)
    return 2 * ceil(moves / MAX_USERS)


def _numbers(plan: Plan[Any]) -> int:
    """The batches of numbers, and main numbers."""
    if not isinstance(plan, NumbersPlan):
        return 0
    new = sum(len(location.add) for location in plan.locations)
    return ceil(new / VALIDATE_BATCH) + sum(map(_of_location, plan.locations))


def _of_location(location: LocationPlan) -> int:
    moves = Counter((move.source_id, move.was_active, move.active) for move in location.moves)
    return (
        _batches([len(location.add)], ADD_BATCH)
        + _batches([len(location.activate)], ACTIVATE_BATCH)
        + _batches([len(location.remove)], REMOVE_BATCH)
        + _batches(moves.values(), REMOVE_BATCH)
        + _batches(moves.values(), MOVE_BATCH)
        + bool(location.main_change)
    )


def _batches(sizes: Iterable[int], batch: int) -> int:
    return sum(ceil(size / batch) for size in sizes)
