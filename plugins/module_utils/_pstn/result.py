# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What webex_pstn returns."""

from __future__ import annotations

from .._declare.fields import key, like
from .._declare.returned import Actions, Returned, RowReturned, ToleratedReturned, declare_tolerated


class ConnectionReturned(Returned):
    """The connection of one location."""

    location: str = key("Name of the location.", example="Fremont")
    connection: str | None = key("Carrier or gateway; null when there is none.", example="Local Carrier")
    type: str | None = key(
        "Type as Webex names it; null for one that is still to be set.", example="NON_INTEGRATED_CCP"
    )
    action: str = like(RowReturned, "action", example="update")
    error: str = like(RowReturned, "error")


class PstnResult(Actions):
    """Result of webex_pstn."""

    connections: list[ConnectionReturned] = key("One row per declared connection.")
    connection_types: dict[str, str | None] = key(
        "Types by location; null for those that are still to be set.", example={"Fremont": "NON_INTEGRATED_CCP"}
    )
    tolerated: list[ToleratedReturned] = declare_tolerated()
