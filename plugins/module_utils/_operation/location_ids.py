# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Location names to ids, as an earlier step handed them over or as read from Webex."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from .._api.locations import LocationsApi
from .._client.client import Client
from .customer_context import CustomerContext


class LocationIds:
    """The locations of one customer by name.

    A handed-over id that is null stands for a location that an earlier step of the play makes: known after apply.
    """

    def __init__(self, ids: Mapping[str, str | None], twice: frozenset[str] = frozenset()) -> None:
        self.ids = dict(ids)
        self._twice = twice

    @classmethod
    def find(cls, client: Client, context: CustomerContext, inputs: Mapping[str, Any]) -> LocationIds:
        """Take what was handed over, or list the locations (GET /locations)."""
        handed = inputs.get("location_ids")
        if handed is not None:
            return cls({str(name): value or None for name, value in handed.items()})
        if context.planned:
            return cls({})
        found = list(LocationsApi(client, context.org_id).list())
        counts = Counter(location.name for location in found)
        twice = frozenset(name for name, count in counts.items() if count > 1)
        return cls({location.name: location.id for location in found}, twice)

    def known(self) -> str:
        """All names, for messages."""
        return ", ".join(sorted(self.ids)) or "none"

    def only(self) -> str:
        """The name of the only location; empty when there are none or several."""
        return next(iter(self.ids)) if len(self.ids) == 1 else ""

    def is_planned(self, name: str) -> bool:
        """Tell whether the location is still to be made."""
        return name in self.ids and self.ids[name] is None

    def of(self, name: str) -> str:
        """The id.

        Raises:
            ValueError: There is no such location, there are two, or it is only planned.
        """
        if name in self._twice:
            raise ValueError(f"its location {name} exists more than once; rename one of them in Control Hub.")
        location_id = self.ids.get(name)
        if location_id:
            return location_id
        if self.is_planned(name):
            raise ValueError(f"its location {name} is not made yet.")
        raise ValueError(f"its location {name} does not exist; known are: {self.known()}.")
