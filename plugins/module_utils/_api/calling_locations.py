# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Calling side of locations: enabling, settings, main number, removal (Webex Calling location API)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from .._client.client import Client
from .._client.errors import OutcomeUnknown
from .._client.paging import Pages, list_all
from . import locations
from .loose import mapping, text, told

PATH = "/telephony/config/locations"
JOBS = "/telephony/config/jobs/locations/deleteCallingLocation"
PAGES = Pages(size=1000, counter="start")
SETTINGS = {
    "language": "announcementLanguage",
    "external_caller_id_name": "externalCallerIdName",
    "emergency_location_identifier": "pAccessNetworkInfo",
    "outside_dial_digit": "outsideDialDigit",
    "routing_prefix": "routingPrefix",
}


@dataclass(frozen=True)
class CallingLocation:
    """A location that is enabled for calling.

    Attributes:
        main_number: Number of the calling line id; empty when there is none.
        settings: Keys of SETTINGS that were told; the list tells outside_dial_digit and routing_prefix only.
    """

    id: str
    name: str
    main_number: str
    settings: Mapping[str, str]


class CallingLocationsApi:
    """Operations on the calling locations of one organization."""

    def __init__(self, client: Client, org_id: str) -> None:
        self._client, self._org_id = client, org_id
        self._params = {"orgId": org_id}

    def list(self) -> Iterator[CallingLocation]:
        """Yield the locations with calling (GET /telephony/config/locations)."""
        found = list_all(self._client, PATH, pages=PAGES, params=self._params, keys=("locations",), org_id=self._org_id)
        for item in found:
            yield _read(item)

    def get(self, location_id: str) -> CallingLocation:
        """Read one with all its settings (GET /telephony/config/locations/{locationId}). Raises NotFound without
        calling."""
        answer = self._client.request("GET", self._one(location_id), params=self._params, org_id=self._org_id)
        return _read(mapping(answer.body))

    def enable(self, location_id: str, values: Mapping[str, Any]) -> None:
        """Enable a location for calling; the same values as at its creation (POST /telephony/config/locations)."""
        data = {"id": location_id, **locations.body(values)}
        self._client.request("POST", PATH, params=self._params, json=data, org_id=self._org_id)

    def update(self, location_id: str, changes: Mapping[str, str | None]) -> str:
        """Change settings; return the id of the job that a routing prefix starts, or an empty text.

        Parameters:
            changes: New values by keys of SETTINGS, and main_number.
        """
        data: dict[str, Any] = {wire: changes[key] for key, wire in SETTINGS.items() if key in changes}
        if "main_number" in changes:
            data["callingLineId"] = {"phoneNumber": changes["main_number"]}
        answer = self._client.request(
            "PUT", self._one(location_id), params=self._params, json=data, org_id=self._org_id
        )
        return text(mapping(answer.body), "batchJobId")

    def deletion_verdict(self, location_id: str) -> Mapping[str, Any]:
        """Ask whether calling can be switched off; writes nothing (POST .../actions/precheckForDeletion/invoke)."""
        path = f"{self._one(location_id)}/actions/precheckForDeletion/invoke"
        return mapping(self._client.request("POST", path, params=self._params, org_id=self._org_id).body)

    def disable(self, location_id: str, name: str) -> str:
        """Begin to switch calling off and return the job's id (POST .../jobs/locations/deleteCallingLocation)."""
        data = {"locationId": location_id, "locationName": name}
        answer = self._client.request("POST", JOBS, params=self._params, json=data, org_id=self._org_id)
        job_id = text(mapping(answer.body), "id")
        if not job_id:
            raise OutcomeUnknown("Webex began to switch calling off but named no job; run again later.")
        return job_id

    def job_status(self, job_id: str) -> str:
        """Status of the job, in capitals (GET .../jobs/locations/deleteCallingLocation/{jobId})."""
        path = f"{JOBS}/{quote(job_id, safe='')}"
        answer = self._client.request("GET", path, params=self._params, org_id=self._org_id)
        return text(mapping(answer.body), "latestExecutionStatus").upper()

    @staticmethod
    def _one(location_id: str) -> str:
        return f"{PATH}/{quote(location_id, safe='')}"


def _read(data: Mapping[str, Any]) -> CallingLocation:
    return CallingLocation(
        id=told(data, "id", f"GET {PATH}"),
        name=told(data, "name", f"GET {PATH}"),
        main_number=text(mapping(data, "callingLineId"), "phoneNumber"),
        settings={key: text(data, wire) for key, wire in SETTINGS.items() if text(data, wire)},
    )
