# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""IDs of locations by name, from an earlier step or from Webex."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .._client.client import Client
from .._customers.context import CustomerContext
from .._declare.unicode_forms import name_key
from .._engine.bulk import RowError
from .api import LocationsApi


class LocationIds:
    """The locations of one customer by name, case-insensitive.

    In options an ID is null for a location that an earlier step of the play creates: known after apply.
    """

    def __init__(self, ids: Mapping[str, str | None]) -> None:
        self._fill(ids.items())

    def _fill(self, locations: Iterable[tuple[str, str | None]]) -> None:
        self.ids: dict[str, str | None] = {}
        self._by_key: dict[str, str | None] = {}
        self._ambiguous: set[str] = set()
        for name, location_id in locations:
            key = name_key(name)
            if self._by_key.setdefault(key, location_id) != location_id:
                self._ambiguous.add(key)
            self.ids[name] = location_id

    @classmethod
    def find(cls, client: Client, context: CustomerContext, options: Any) -> LocationIds:
        """Take the IDs from the options, or list the locations (GET /locations).

        Parameters:
            options: Options with location_ids, as an object or as a mapping.
        """
        handed = options.get("location_ids") if isinstance(options, Mapping) else options.location_ids
        if handed is not None:
            return cls({str(name): value or None for name, value in handed.items()})
        found = cls({})
        if not context.planned:
            # Not indexed by name, since two locations may have the same name.
            found._fill((location.name, location.id) for location in LocationsApi(client, context.org_id).list())
        return found

    def certain(self) -> dict[str, str | None]:
        """The IDs of all names that only one location has."""
        return {name: location_id for name, location_id in self.ids.items() if name_key(name) not in self._ambiguous}

    def known(self) -> str:
        """All names, for messages."""
        return ", ".join(sorted(self.ids)) or "none"

    def only(self) -> str:
        """The name of the location when there is exactly one; otherwise empty."""
        return next(iter(self.ids)) if len(self.ids) == 1 else ""

    def is_planned(self, name: str) -> bool:
        """Whether the location does not exist yet."""
        key = name_key(name)
        return key in self._by_key and self._by_key[key] is None

    def of(self, name: str) -> str:
        """The ID of the location of this name.

        Raises:
            RowError: There is no such location, there are several, or it is only planned.
        """
        key = name_key(name)
        if key in self._ambiguous:
            raise RowError(
                f"its location {name} exists more than once (case does not count); rename one of them in Control Hub."
            )
        location_id = self._by_key.get(key)
        if location_id:
            return location_id
        if self.is_planned(name):
            raise RowError(f"its location {name} is not made yet.")
        raise RowError(f"its location {name} does not exist; known are: {self.known()}.")
