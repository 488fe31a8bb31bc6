# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The PSTN connections of locations (Webex Calling PSTN API)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from .._client.client import Client
from .._client.errors import NotFound
from .._client.json_fields import obj, optional_str
from .._client.paging import entries
from .present import Carrier, PstnConnection

PATH = "/telephony/pstn/locations"


class PstnApi:
    """Operations on the connections of one organization."""

    def __init__(self, client: Client, org_id: str) -> None:
        self._client, self._org_id = client, org_id
        self._params = {"orgId": org_id}

    def get(self, location_id: str) -> PstnConnection | None:
        """Read the connection; None when none is set (GET .../connection)."""
        path = f"{PATH}/{quote(location_id, safe='')}/connection"
        try:
            data = obj(self._client.request("GET", path, params=self._params, org_id=self._org_id).body)
        except NotFound:
            return None
        kind = optional_str(data, "pstnConnectionType")
        return (
            PstnConnection(
                optional_str(data, "id"),
                optional_str(data, "displayName"),
                kind,
                optional_str(data, "routeType"),
                optional_str(data, "routeId"),
            )
            if kind
            else None
        )

    def carriers(self, location_id: str) -> list[Carrier]:
        """The carriers to choose from (GET .../connectionOptions)."""
        path = f"{PATH}/{quote(location_id, safe='')}/connectionOptions"
        body = self._client.request("GET", path, params=self._params, org_id=self._org_id).body
        return [
            Carrier(optional_str(item, "id"), optional_str(item, "displayName"))
            for item in entries(body, ("items",), path)
        ]

    def set_carrier(self, location_id: str, carrier_id: str) -> None:
        """Choose a non-integrated carrier (PUT .../connection)."""
        self._set(location_id, {"id": carrier_id})

    def set_route(self, location_id: str, route: Mapping[str, str]) -> None:
        """Choose a local gateway: type TRUNK or ROUTE_GROUP, and its id (PUT .../connection)."""
        self._set(location_id, {"premiseRouteType": route["type"], "premiseRouteId": route["id"]})

    def _set(self, location_id: str, body: Mapping[str, Any]) -> None:
        path = f"{PATH}/{quote(location_id, safe='')}/connection"
        self._client.request("PUT", path, params=self._params, json=body, org_id=self._org_id)
