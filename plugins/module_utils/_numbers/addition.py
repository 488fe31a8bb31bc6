# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Adding numbers without doing it twice: when the answer is lost, look which of them are there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .._client.client import Client
from .._client.errors import ApiError
from .._engine.creation import until_known
from .._engine.creation_journal import CreationJournal
from .api import NumbersApi
from .plan import KIND


def add_numbers(
    client: Client,
    org_id: str,
    location_id: str,
    numbers: Sequence[str],
    active: bool,
    journal: CreationJournal,
) -> Mapping[str, str]:
    """Add numbers to a location; the refused ones with the reason.

    Parameters:
        numbers: E.164, at most as many as one call takes.
        active: Whether they are to carry calls.
        journal: Notes of what this machine created a moment ago.

    Raises:
        OutcomeUnknown: No answer came for as long as retry_timeout says, and numbers are still missing.
        ApiError: As of the call; a conflict when one of them is there already.
    """
    api = NumbersApi(client, org_id)
    left = list(numbers)

    def find() -> Mapping[str, str] | None:
        present = {listed.number for listed in api.rows() if listed.location_id == location_id}
        left[:] = [number for number in left if number not in present]
        return None if left else {}

    # Not a claim: adding a number that is there is a conflict, and never makes a second one.
    for number in numbers:
        journal.start((KIND, number))
    try:
        # Only what is still missing is sent again. A refused batch is tried number by number, so nobody waits here.
        refused, _there = until_known(
            lambda: api.add(location_id, left, active=active), find, client, after_conflict=(), after_refusal=()
        )
    except ApiError:
        for number in left:
            journal.clear((KIND, number))
        raise
    for number in numbers:
        (journal.clear if number in refused else journal.succeed)((KIND, number))
    return refused
