# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Locations of an organization (Webex locations API)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from .._client.addresses import from_location, to_location
from .._client.client import Client
from .._client.errors import OutcomeUnknown
from .._client.json_fields import obj, optional_str, required_str
from .._client.paging import Pages, list_all
from .present import PresentLocation

PATH = "/locations"
PAGES = Pages(size=500)


class LocationsApi:
    """Operations on the locations of one organization."""

    def __init__(self, client: Client, org_id: str) -> None:
        self._client, self._org_id = client, org_id

    def list(self) -> Iterator[PresentLocation]:
        """Yield the locations (GET /locations)."""
        for item in list_all(self._client, PATH, pages=PAGES, params={"orgId": self._org_id}, org_id=self._org_id):
            yield _read(item)

    def create(self, values: Mapping[str, Any]) -> str:
        """Create a location without calling, and return its ID (POST /locations).

        Parameters:
            values: name, timezone, language (of announcements, in lower case), address.

        Raises:
            OutcomeUnknown: The answer has no ID.
        """
        answer = self._client.request(
            "POST", PATH, params=self._params, json=location_body(values), org_id=self._org_id
        )
        location_id = optional_str(obj(answer.body), "id")
        if not location_id:
            raise OutcomeUnknown("Webex made the location but named no id; it is looked up by its name.")
        return location_id

    def update(self, location_id: str, changes: Mapping[str, Any]) -> None:
        """Change a location (PUT /locations/{locationId}).

        Parameters:
            changes: name, timezone, language, address (the whole of it); Webex drops a language that is left out.
        """
        names = {"name": "name", "timezone": "timeZone", "language": "preferredLanguage"}
        data: dict[str, Any] = {wire: changes[key] for key, wire in names.items() if key in changes}
        if "address" in changes:
            data["address"] = to_location(changes["address"], clear=True)
        self._client.request("PUT", self._one(location_id), params=self._params, json=data, org_id=self._org_id)

    def delete(self, location_id: str) -> None:
        """Remove a location without calling (DELETE /locations/{locationId})."""
        self._client.request("DELETE", self._one(location_id), params=self._params, org_id=self._org_id)

    @property
    def _params(self) -> dict[str, str]:
        return {"orgId": self._org_id}

    @staticmethod
    def _one(location_id: str) -> str:
        return f"{PATH}/{quote(location_id, safe='')}"


def location_body(values: Mapping[str, Any]) -> dict[str, Any]:
    """The request body with the values of a location, for creating it and for enabling calling."""
    return {
        "name": values["name"],
        "timeZone": values["timezone"],
        "preferredLanguage": values["language"],
        "announcementLanguage": values["language"],
        "address": to_location(values["address"]),
    }


def _read(data: Mapping[str, Any]) -> PresentLocation:
    return PresentLocation(
        id=required_str(data, "id", f"GET {PATH}"),
        name=required_str(data, "name", f"GET {PATH}"),
        timezone=optional_str(data, "timeZone"),
        language=optional_str(data, "preferredLanguage"),
        address=from_location(obj(data, "address")),
    )
