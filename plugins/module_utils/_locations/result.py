# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the modules for locations return."""

from __future__ import annotations

from .._declare.fields import key, like
from .._declare.returned import (
    Actions,
    Calls,
    Returned,
    RowReturned,
    ToleratedReturned,
    declare_summary,
    declare_tolerated,
)


class LocationReturned(Returned):
    """One location."""

    name: str = key("Name.", example="Fremont")
    id: str | None = key("ID; null for one that is still to be made.")
    action: str = like(RowReturned, "action")
    error: str = like(RowReturned, "error")


class LocationsResult(Actions):
    """Result of webex_locations."""

    locations: list[LocationReturned] = key("One row per location, in the order of the declaration, removals last.")
    location_ids: dict[str, str | None] = key(
        "IDs by name of all locations of the organization; null for those that are still to be made, or to be enabled "
        "for calling."
    )
    summary: dict[str, int] = declare_summary(
        "locations", {"create": 1, "update": 0, "delete": 0, "none": 4, "undeclared": 0}
    )
    tolerated: list[ToleratedReturned] = declare_tolerated()


class LocationResult(Actions):
    """Result of webex_location."""

    location: LocationReturned | None = key("The location; null when it is absent.")


class ListedLocationReturned(Returned):
    """One present location."""

    id: str = key("ID.")
    name: str = key("Name.", example="Fremont")
    timezone: str = key("IANA time zone.", example="America/Los_Angeles")
    preferred_language: str = key("Preferred language.", example="en_us")
    address: dict[str, str] = key("Street address; what has no value is left out.")
    calling: bool = key("Whether it is enabled for calling.")
    main_number: str | None = key("Main number; null when there is none.", example="+14085550100")
    settings: dict[str, str] = key("Calling settings that were read.", example={"routing_prefix": "8"})


class LocationInfoResult(Calls):
    """Result of webex_location_info."""

    locations: list[ListedLocationReturned] = key("The locations.")
