# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The operation behind webex_location_info."""

from __future__ import annotations

from typing import Any

from .._client.client import Client
from .._customers.context import resolve
from .._declare.unicode_forms import name_key
from .._engine.bulk import for_each
from .._engine.operation import Operation, OperationError, Report
from .._engine.plan import Plan
from .api import LocationsApi
from .calling_api import CallingLocationsApi
from .model import LocationInfoOptions
from .present import CustomerLocations
from .result import LocationInfoResult


class LocationInfoOperation(Operation[LocationInfoOptions, CustomerLocations, Plan[Any], Report]):
    """Read the locations of a customer, with their calling settings."""

    OPTIONS = LocationInfoOptions
    RESULT = LocationInfoResult

    def read(self, client: Client) -> CustomerLocations:
        """Read two lists, and each location for its details."""
        context = resolve(client, self.options)
        key = name_key(self.options.name or "")
        listed = LocationsApi(client, context.org_id).list()
        locations = tuple(item for item in listed if not key or name_key(item.name) == key)
        api = CallingLocationsApi(client, context.org_id)
        calling = {item.id: item for item in api.list()}
        if self.options.details:
            wanted = [item.id for item in locations if item.id in calling]
            for outcome in for_each(wanted, api.get, client.settings.workers):
                if outcome.value is None:
                    raise OperationError(f"The details of a location could not be read: {outcome.error}")
                calling[outcome.row] = outcome.value
        return CustomerLocations(context, locations, calling)

    def plan(self, present: CustomerLocations) -> Plan[Any]:
        """The empty plan: this operation changes nothing."""
        return Plan()

    def objects(self, present: CustomerLocations | None, plan: Plan[Any] | None, report: Report) -> dict[str, Any]:
        """The locations, in the order in which Webex lists them."""
        rows = []
        for location in present.locations if present else ():
            side = present.calling.get(location.id) if present else None
            rows.append(
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
        return {"locations": rows}
