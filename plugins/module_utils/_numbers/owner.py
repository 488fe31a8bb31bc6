# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Names the owner of a number or extension in the error of a refused assignment."""

from __future__ import annotations

from collections.abc import Mapping

from .._client.client import Client
from .._client.errors import ApiError, ClientError
from .._engine.bulk import RowError
from .api import NumbersApi


def explain(client: Client, org_id: str, error: ApiError, wanted: Mapping[str, str | None]) -> ApiError | RowError:
    """The error of a row, with the owners of its number and extension from the list of numbers; to be raised.

    Parameters:
        error: The refusal.
        wanted: The number and extension of the row.
    """
    number, extension = wanted.get("number"), wanted.get("extension")
    if error.status not in (400, 409) or not (number or extension):
        return error
    try:
        rows = list(NumbersApi(client, org_id).rows(number=number, extension=None if number else extension))
    except ClientError:
        return error
    held = [row for row in rows if row.owner_id and (row.number == number if number else row.extension == extension)]
    thing = f"number {number}" if number else f"extension {extension}"
    if held:
        owners = ", ".join(f"{row.owner_name or row.owner_id} at {row.location}" for row in held)
        return RowError(f"the {thing} is held by {owners}. {error}")
    if number and not any(row.number == number for row in rows):
        return RowError(f"the {thing} is in no location's inventory. {error}")
    return error
