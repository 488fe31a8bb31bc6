# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Adding numbers without doing it twice: when the answer is lost, look which of them are there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .._api.numbers import NumbersApi
from .._client.client import Client
from .._client.errors import ApiError, OutcomeUnknown
from .._reconcile.numbers import KIND
from .create import LOOKS
from .recent import RecentCreations


def add_numbers(
    client: Client,
    org_id: str,
    location_id: str,
    numbers: Sequence[str],
    active: bool,
    recent: RecentCreations,
) -> Mapping[str, str]:
    """Add numbers to a location; return the refused ones with the reason.

    Parameters:
        numbers: E.164, at most as many as one call takes.
        active: Whether they are to carry calls.
        recent: Notes of what this machine created a moment ago.

    Raises:
        OutcomeUnknown: No answer came for as long as retry_timeout says, and numbers are still missing.
        ApiError: As of the call; a conflict when one of them is there already.
    """
    api = NumbersApi(client, org_id)
    left = list(numbers)
    # Not a claim: adding a number that is there is a conflict, and never makes a second one.
    for number in left:
        recent.begun((KIND, number))
    deadline = client.clock() + client.settings.retry_timeout
    while True:
        try:
            refused = api.add(location_id, left, active=active)
            break
        except OutcomeUnknown:
            left = _missing(client, api, location_id, left)
            if not left:
                refused = {}
                break
            if client.clock() >= deadline:
                raise
        except ApiError as error:
            if error.status not in (400, 409):
                _note_gone(recent, left)
                raise
            # The refusal may come of an attempt whose answer was lost, or of another run that was faster.
            present = _here(api, location_id)
            if not set(left) <= present:
                _note_gone(recent, [number for number in left if number not in present])
                raise
            refused = {}
            break
    for number in numbers:
        (recent.gone if number in refused else recent.made)((KIND, number))
    return refused


def _missing(client: Client, api: NumbersApi, location_id: str, numbers: Sequence[str]) -> list[str]:
    missing = list(numbers)
    for pause in LOOKS:
        client.sleep(pause)
        present = _here(api, location_id)
        missing = [number for number in numbers if number not in present]
        if not missing:
            break
    return missing


def _here(api: NumbersApi, location_id: str) -> set[str]:
    return {row.number for row in api.rows() if row.location_id == location_id}


def _note_gone(recent: RecentCreations, numbers: Sequence[str]) -> None:
    for number in numbers:
        recent.gone((KIND, number))
