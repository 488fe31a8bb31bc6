# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Adds numbers without duplicates: after a lost answer, look up which of them were added."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .._client.client import Client
from .._client.errors import ApiError
from .._declare.webex_ids import same_id
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
    """Add numbers to a location; return the refused ones with the reason.

    Parameters:
        numbers: In E.164 form, at most as many as one call takes.
        active: Whether they are to be active.
        journal: Journal of objects that this machine created in the last seconds.

    Raises:
        OutcomeUnknown: No answer came within retry_timeout, and numbers are still missing.
        ApiError: Webex refused the call; a conflict when one of the numbers exists already.
    """
    api = NumbersApi(client, org_id)
    left = list(numbers)

    def find() -> Mapping[str, str] | None:
        present = {listed.number for listed in api.rows() if same_id(listed.location_id, location_id)}
        left[:] = [number for number in left if number not in present]
        return None if left else {}

    # Other runs need not wait: adding a number twice is a conflict, and never creates a second one.
    for number in numbers:
        journal.start((KIND, number))
    try:
        # Only missing numbers are sent again. After a refusal the batch is sent number by number, so there is no pause.
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
