# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Locations whose numbers may be changed through the API: for others Cisco warns of corrupted data."""

from __future__ import annotations

from collections.abc import Mapping

from .._client.client import Client
from .._client.errors import ClientError
from .._declare.unicode_forms import name_key
from .._engine.bulk import RowError
from .._locations.ids import LocationIds
from .._pstn.api import PstnApi
from .._pstn.present import OWN_NUMBERS

ORDER_IN_THE_HUB = "order or remove them in Control Hub"


class Carriers:
    """The types of the PSTN connections of one customer's locations.

    Parameters:
        ids: The locations.
        types: Types by name of the location, from an earlier step; None for a connection that it is going to set.
        complete: A location that is planned has no other connection than that.
    """

    def __init__(
        self, client: Client, org_id: str, ids: LocationIds, types: Mapping[str, str | None], *, complete: bool = False
    ) -> None:
        self._client, self._ids, self._complete = client, ids, complete
        self._api = PstnApi(client, org_id)
        self._types = {name_key(name): connection_type for name, connection_type in types.items()}

    def problem(self, location: str, location_id: str = "") -> str:
        """Why numbers of a location cannot be changed; empty when they can, or when that is known in the run only.

        Parameters:
            location: Its name.
            location_id: Its id; empty when it is not known yet.
        """
        known = self._types.get(name_key(location), "")
        planned = self._ids.is_planned(location)
        if planned and self._complete and known == "":
            return _without_connection(location)
        if self._client.check_mode and (planned or known is None):
            return ""
        try:
            location_id = location_id or self._ids.of(location)
            connection_type = known or self._ask(location_id)
        except (RowError, ClientError) as error:
            return str(error)
        if connection_type in OWN_NUMBERS:
            return ""
        if not connection_type:
            return _without_connection(location)
        return (
            f"the numbers of location {location} come from an integrated carrier or Cisco PSTN ({connection_type}): "
            f"{ORDER_IN_THE_HUB}, then run again."
        )

    def _ask(self, location_id: str) -> str:
        connection = self._api.get(location_id)
        return connection.type if connection else ""


def _without_connection(location: str) -> str:
    return f"location {location} has no PSTN connection; declare pstn."
