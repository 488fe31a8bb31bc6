# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""IDs of locations by name, from an earlier step or from Webex."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy

from .._client.client import Client
from .._customers.context import CustomerContext
from .._declare.unicode_forms import name_key
from .._declare.webex_ids import key_of
from .._engine.bulk import RowError
from .api import LocationsApi


class LocationIds:
    """The locations of one customer by name, case-insensitive.

    Parameters:
        locations: Name and ID of each. An ID that is None stands for a location that an earlier step of the play
            creates: known after a run.
    """

    def __init__(self, locations: Iterable[tuple[str, str | None]] = ()) -> None:
        self._ids: dict[str, str | None] = {}
        self._by_key: dict[str, str | None] = {}
        self._ambiguous: set[str] = set()
        self._names: dict[str, str] = {}
        # No mapping: two locations may have the same name.
        for name, location_id in locations:
            key = name_key(name)
            if key_of(self._by_key.setdefault(key, location_id) or "") != key_of(location_id or ""):
                self._ambiguous.add(key)
            self._ids[name] = location_id
            if location_id:
                self._names.setdefault(key_of(location_id), name)

    @classmethod
    def find(cls, client: Client, context: CustomerContext, handed: Mapping[str, str | None] | None) -> LocationIds:
        """Take the IDs from the options, or list the locations (GET /locations); a planned customer has none.

        Parameters:
            handed: IDs by name; None without an earlier step.
        """
        if handed is not None:
            return cls((name, location_id or None) for name, location_id in handed.items())
        if context.planned:
            return cls()
        return cls((location.name, location.id) for location in LocationsApi(client, context.org_id).list())

    def with_names(self, names: Mapping[str, str]) -> LocationIds:
        """The same, with names for locations that are not among them.

        Parameters:
            names: Names by ID.
        """
        other = copy(self)
        other._names = {**{key_of(location_id): name for location_id, name in names.items()}, **self._names}
        return other

    def name_of(self, location_id: str) -> str:
        """The name of the location with this ID; empty when there is none."""
        return self._names.get(key_of(location_id), "")

    def known(self) -> str:
        """All names, for messages."""
        return ", ".join(sorted(self._ids)) or "none"

    def only(self) -> str:
        """The name of the location when there is exactly one; otherwise empty."""
        return next(iter(self._ids)) if len(self._ids) == 1 else ""

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
