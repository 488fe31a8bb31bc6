# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Removes numbers, with retries: a number stays in use for some seconds after its owner released it."""

from __future__ import annotations

from collections.abc import Sequence

from .._client.client import Client
from .._client.errors import Conflict, ServerFailure
from .._declare.webex_ids import same_id
from .._engine.bulk import RowError
from .api import NumbersApi

REMOVE_BATCH = 5
# Practitioners speak of about ten seconds until a number is free.
PAUSES_S = (2.0, 5.0, 10.0)


def remove_numbers(client: Client, api: NumbersApi, location_id: str, numbers: Sequence[str]) -> None:
    """Remove at most REMOVE_BATCH numbers from a location; one that is not there any more counts as removed.

    Raises:
        RowError: They stay in use.
        ClientError: Webex refused the call, or did not answer.
    """
    for pause in (*PAUSES_S, 0.0):
        try:
            api.remove(location_id, numbers)
            return
        except (Conflict, ServerFailure) as error:
            left = {row.number for row in api.rows() if row.number and same_id(row.location_id, location_id)}
            numbers = [number for number in numbers if number in left]
            if not numbers:
                return
            if not pause:
                raise RowError(f"{', '.join(numbers)}: {error}") from None
            client.sleep(pause)
