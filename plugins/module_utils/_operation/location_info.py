# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The operation behind webex_location_info."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .._api.calling_locations import CallingLocationsApi
from .._api.locations import LocationsApi
from .._client.client import Client
from .._reconcile.plan import Action
from .._text import name_key
from .bulk import for_each
from .customer_context import resolve
from .frame import Operation, OperationError


class LocationInfoOperation(Operation):
    """Read the locations of a customer, with their calling side."""

    bulk = True

    def __init__(self, inputs: Mapping[str, Any]) -> None:
        super().__init__(inputs)
        self._found: list[dict[str, Any]] = []

    def read(self, client: Client) -> None:
        """Two lists; one read more per location for the details."""
        context = resolve(client, self.inputs)
        key = name_key(self.inputs.get("name") or "")
        listed = LocationsApi(client, context.org_id).list()
        locations = [item for item in listed if not key or name_key(item.name) == key]
        api = CallingLocationsApi(client, context.org_id)
        calling = {item.id: item for item in api.list()}
        if self.inputs.get("details"):
            wanted = [item.id for item in locations if item.id in calling]
            for outcome in for_each(wanted, api.get, client.settings.workers):
                if outcome.value is None:
                    raise OperationError(f"The details of a location could not be read: {outcome.error}")
                calling[outcome.row] = outcome.value
        for location in locations:
            side = calling.get(location.id)
            self._found.append(
                {
                    "id": location.id,
                    "name": location.name,
                    "timezone": location.timezone,
                    "preferred_language": location.language,
                    "address": dict(location.address),
                    "calling": side is not None,
                    "main_number": (side.main_number if side else "") or None,
                    "settings": dict(side.settings) if side else {},
                }
            )

    def plan(self) -> Sequence[Action]:
        """Nothing is ever planned."""
        return ()

    def objects(self) -> dict[str, Any]:
        """The locations."""
        return {"locations": self._found}
