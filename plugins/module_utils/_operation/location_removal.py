# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Removing a location: ask, switch calling off by a job, wait for the job, delete."""

from __future__ import annotations

import contextlib
from typing import Any

from .._api.calling_locations import CallingLocationsApi
from .._api.locations import Location, LocationsApi
from .._client.client import Client
from .._client.errors import NotFound

LOOK_EVERY = 2.0
_BAD = ("FAIL", "ABANDON", "STOP", "UNKNOWN")


def check_removal(api: CallingLocationsApi, location: Location) -> None:
    """Ask whether calling can be switched off.

    Raises:
        ValueError: Something blocks it; the text says what.
    """
    verdict = api.deletion_verdict(location.id)
    if str(verdict.get("locationDeleteStatus")) == "UNBLOCKED":
        return
    raise ValueError(
        f"Webex does not let it go: {_reasons(verdict)}. Take users and numbers out of it first. With an integrated "
        "carrier the location may stay blocked for hours; run again later."
    )


def remove_location(
    client: Client,
    locations: LocationsApi,
    calling: CallingLocationsApi,
    location: Location,
    *,
    with_calling: bool,
    timeout: float,
) -> None:
    """Remove a location.

    Parameters:
        with_calling: Whether calling has to be switched off first.
        timeout: Seconds to wait for the job.

    Raises:
        ValueError: It is blocked, the job failed, or takes too long.
    """
    if with_calling:
        check_removal(calling, location)
        job = calling.disable(location.id, location.name)
        deadline = client.clock() + timeout
        while (status := calling.job_status(job)) != "COMPLETED":
            if any(word in status for word in _BAD):
                raise ValueError(f"calling could not be switched off: the job {job} ended as {status}.")
            if client.clock() + LOOK_EVERY > deadline:
                raise ValueError(
                    f"calling is still being switched off after {timeout:g} s (job {job}, {status}); run again "
                    "later, or raise job_timeout."
                )
            client.sleep(LOOK_EVERY)
    with contextlib.suppress(NotFound):
        locations.delete(location.id)


def _reasons(verdict: Any) -> str:
    """What blocks, in Webex's own words; its shape is not published."""
    found = [str(verdict[key]) for key in ("blocking", "blockingUnlessForced") if verdict.get(key)]
    return "; ".join(found)[:500] or str(verdict.get("locationDeleteStatus"))
