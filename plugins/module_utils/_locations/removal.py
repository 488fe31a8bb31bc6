# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Removes a location: precheck, a job that disables calling, waiting for the job, deletion."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from typing import Any

from .._client.client import Client
from .._client.errors import NotFound
from .._declare.called import called
from .._engine.bulk import RowError
from .api import LocationsApi
from .calling_api import CallingLocationsApi
from .present import PresentLocation

JOB_POLL_INTERVAL_S = 2.0
# Numbers that were just freed are reported to stay in use for about ten seconds.
EMPTIED_PAUSES_S = (1.0, 2.0, 4.0, 8.0)
_FAILED = ("FAIL", "ABANDON", "STOP", "UNKNOWN")


def check_removal(api: CallingLocationsApi, location: PresentLocation) -> None:
    """Ask whether calling can be disabled.

    Raises:
        RowError: Something blocks it; the text names the blockers.
    """
    answer = api.deletion_precheck(location.id)
    if str(answer.get("locationDeleteStatus")) == "UNBLOCKED":
        return
    raise RowError(
        f"Webex does not let it go: {_reasons(answer)}. Take users and numbers out of it first. With an integrated "
        "carrier the location may stay blocked for hours; run again later."
    )


def remove_location(
    client: Client,
    org_id: str,
    location: PresentLocation,
    *,
    has_calling: bool,
    job_timeout_s: float,
    just_emptied: bool = False,
) -> None:
    """Remove a location.

    Parameters:
        has_calling: Whether calling has to be disabled first.
        job_timeout_s: How long to wait for the job.
        just_emptied: Whether this run took users or numbers out of it; Webex may count them for some seconds more.

    Raises:
        RowError: It is blocked, or the job failed or takes too long.
    """
    if has_calling:
        calling = CallingLocationsApi(client, org_id)
        _check_with_patience(client, calling, location, EMPTIED_PAUSES_S if just_emptied else ())
        _wait(client, calling, calling.disable(location.id, location.name), job_timeout_s)
    with contextlib.suppress(NotFound):
        LocationsApi(client, org_id).delete(location.id)


def _check_with_patience(
    client: Client, api: CallingLocationsApi, location: PresentLocation, pauses: Sequence[float]
) -> None:
    for pause in pauses:
        try:
            check_removal(api, location)
            return
        except RowError:
            client.sleep(pause)
    check_removal(api, location)


def _wait(client: Client, api: CallingLocationsApi, job: str, timeout_s: float) -> None:
    """Wait until calling is disabled."""
    deadline = client.clock() + timeout_s
    while (status := api.job_status(job)) != "COMPLETED":
        if any(word in status for word in _FAILED):
            raise RowError(f"calling could not be switched off: the job {job} ended as {status}.")
        if client.clock() + JOB_POLL_INTERVAL_S > deadline:
            raise RowError(
                f"calling is still being switched off after {timeout_s:g} s (job {job}, {status}); run again "
                f"later, or raise {called('job_timeout')}."
            )
        client.sleep(JOB_POLL_INTERVAL_S)


def _reasons(answer: Mapping[str, Any]) -> str:
    """The blockers in Webex's words; their shape is not published."""
    found = [str(answer[key]) for key in ("blocking", "blockingUnlessForced") if answer.get(key)]
    return "; ".join(found)[:500] or str(answer.get("locationDeleteStatus"))
