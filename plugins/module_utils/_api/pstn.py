# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The way of a location to the PSTN (Webex Calling PSTN API)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from .._client.client import Client
from .._client.errors import NotFound
from .._client.paging import entries
from .loose import mapping, text

PATH = "/telephony/pstn/locations"
# Cisco warns of damaged data when the numbers of other connections are changed through the API.
OWN_NUMBERS = frozenset({"LOCAL_GATEWAY", "NON_INTEGRATED_CCP"})


@dataclass(frozen=True)
class Carrier:
    """A choice that Webex offers for a location."""

    id: str
    name: str


@dataclass(frozen=True)
class Connection:
    """What a location uses; `type` is LOCAL_GATEWAY, NON_INTEGRATED_CCP, INTEGRATED_CCP or CISCO_PSTN."""

    id: str
    name: str
    type: str
    route_type: str = ""
    route_id: str = ""


class PstnApi:
    """Operations on the connections of one organization."""

    def __init__(self, client: Client, org_id: str) -> None:
        self._client, self._org_id = client, org_id
        self._params = {"orgId": org_id}

    def get(self, location_id: str) -> Connection | None:
        """Read the connection; None when none is set (GET .../connection)."""
        path = f"{PATH}/{quote(location_id, safe='')}/connection"
        try:
            data = mapping(self._client.request("GET", path, params=self._params, org_id=self._org_id).body)
        except NotFound:
            return None
        kind = text(data, "pstnConnectionType")
        return (
            Connection(
                text(data, "id"), text(data, "displayName"), kind, text(data, "routeType"), text(data, "routeId")
            )
            if kind
            else None
        )

    def options(self, location_id: str) -> list[Carrier]:
        """The carriers to choose from (GET .../connectionOptions)."""
        path = f"{PATH}/{quote(location_id, safe='')}/connectionOptions"
        body = self._client.request("GET", path, params=self._params, org_id=self._org_id).body
        return [Carrier(text(item, "id"), text(item, "displayName")) for item in entries(body, ("items",), path)]

    def set_carrier(self, location_id: str, carrier_id: str) -> None:
        """Choose a non-integrated carrier (PUT .../connection)."""
        self._set(location_id, {"id": carrier_id})

    def set_route(self, location_id: str, route: Mapping[str, str]) -> None:
        """Choose a local gateway: type TRUNK or ROUTE_GROUP, and its id (PUT .../connection)."""
        self._set(location_id, {"premiseRouteType": route["type"], "premiseRouteId": route["id"]})

    def _set(self, location_id: str, body: Mapping[str, Any]) -> None:
        path = f"{PATH}/{quote(location_id, safe='')}/connection"
        self._client.request("PUT", path, params=self._params, json=body, org_id=self._org_id)
