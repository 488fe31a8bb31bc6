# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Calling side of locations: enabling, settings, main number, removal (Webex Calling location API)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from .._client.client import Client
from .._client.errors import OutcomeUnknown
from .._client.json_fields import obj, optional_str, required_str
from .._client.paging import Pages, list_all
from .api import location_body
from .present import CallingLocation

PATH = "/telephony/config/locations"
JOBS = "/telephony/config/jobs/locations/deleteCallingLocation"
PAGES = Pages(size=1000, counter="start")
NUMBERS = "/telephony/config/numbers"
NUMBER_PAGES = Pages(size=2000, counter="start")
# The settings of a calling location, by the names of the options.
WIRE_NAMES = {
    "language": "announcementLanguage",
    "external_caller_id_name": "externalCallerIdName",
    "emergency_location_identifier": "pAccessNetworkInfo",
    "outside_dial_digit": "outsideDialDigit",
    "routing_prefix": "routingPrefix",
}


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

    def numbers(self) -> dict[str, str]:
        """The ID of its location for every number of the organization (GET /telephony/config/numbers)."""
        return {number: location_id for number, location_id in self._numbers() if number}

    def in_use(self) -> frozenset[str]:
        """The IDs of locations that have a number or an extension (GET /telephony/config/numbers)."""
        return frozenset(location_id for _number, location_id in self._numbers())

    def _numbers(self) -> Iterator[tuple[str, str]]:
        """Number, empty for an extension without one, and the ID of its location."""
        for item in list_all(
            self._client, NUMBERS, pages=NUMBER_PAGES, params=self._params, keys=("phoneNumbers",), org_id=self._org_id
        ):
            location_id = optional_str(obj(item, "location"), "id")
            if location_id:
                yield optional_str(item, "phoneNumber"), location_id

    def get(self, location_id: str) -> CallingLocation:
        """Read one with all its settings (GET /telephony/config/locations/{locationId}).

        Raises:
            NotFound: It is not enabled for calling.
        """
        answer = self._client.request("GET", self._one(location_id), params=self._params, org_id=self._org_id)
        return _read(obj(answer.body))

    def enable(self, location_id: str, values: Mapping[str, Any]) -> None:
        """Enable a location for calling; the same values as at its creation (POST /telephony/config/locations)."""
        data = {"id": location_id, **location_body(values)}
        self._client.request("POST", PATH, params=self._params, json=data, org_id=self._org_id)

    def update(self, location_id: str, changes: Mapping[str, str | None]) -> str:
        """Change settings; return the ID of the job that a routing prefix starts, or an empty text.

        Parameters:
            changes: New values by keys of WIRE_NAMES, and main_number.
        """
        data: dict[str, Any] = {wire: changes[key] for key, wire in WIRE_NAMES.items() if key in changes}
        if "main_number" in changes:
            data["callingLineId"] = {"phoneNumber": changes["main_number"]}
        answer = self._client.request(
            "PUT", self._one(location_id), params=self._params, json=data, org_id=self._org_id
        )
        return optional_str(obj(answer.body), "batchJobId")

    def deletion_precheck(self, location_id: str) -> Mapping[str, Any]:
        """Ask whether calling can be disabled; writes nothing (POST .../actions/precheckForDeletion/invoke).

        Returns:
            locationDeleteStatus, UNBLOCKED or not, and members that name the blockers; their shape is not published.
        """
        path = f"{self._one(location_id)}/actions/precheckForDeletion/invoke"
        return obj(self._client.request("POST", path, params=self._params, org_id=self._org_id).body)

    def disable(self, location_id: str, name: str) -> str:
        """Begin to disable calling and return the job's ID (POST .../jobs/locations/deleteCallingLocation).

        Raises:
            OutcomeUnknown: The answer has no ID.
        """
        data = {"locationId": location_id, "locationName": name}
        answer = self._client.request("POST", JOBS, params=self._params, json=data, org_id=self._org_id)
        job_id = optional_str(obj(answer.body), "id")
        if not job_id:
            raise OutcomeUnknown("Webex began to switch calling off but named no job; run again later.")
        return job_id

    def job_status(self, job_id: str) -> str:
        """Status of the job, in capitals (GET .../jobs/locations/deleteCallingLocation/{jobId})."""
        path = f"{JOBS}/{quote(job_id, safe='')}"
        answer = self._client.request("GET", path, params=self._params, org_id=self._org_id)
        return optional_str(obj(answer.body), "latestExecutionStatus").upper()

    @staticmethod
    def _one(location_id: str) -> str:
        return f"{PATH}/{quote(location_id, safe='')}"


def _read(data: Mapping[str, Any]) -> CallingLocation:
    return CallingLocation(
        id=required_str(data, "id", f"GET {PATH}"),
        name=required_str(data, "name", f"GET {PATH}"),
        main_number=optional_str(obj(data, "callingLineId"), "phoneNumber"),
        settings={key: optional_str(data, wire) for key, wire in WIRE_NAMES.items() if optional_str(data, wire)},
    )
