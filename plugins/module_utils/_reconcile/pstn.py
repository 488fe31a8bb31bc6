# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What to do with the PSTN connection of a location: wanted against present. Pure."""

from __future__ import annotations

from .._api.pstn import OWN_NUMBERS, Connection
from .._model.location import Pstn
from .plan import Action, Change, updated

KIND = "pstn"
_IN_THE_HUB = (
    "The API cannot set it: open Control Hub > Calling > PSTN (or the location's PSTN page), choose it there, and run "
    "again."
)


def plan_pstn(location: str, wanted: Pstn, current: Connection | None) -> tuple[Action, str]:
    """Plan a change or nothing; the second value says why a change cannot be made.

    Parameters:
        location: Name of the location.
        wanted: The declaration.
        current: What the location uses; None when it uses nothing.
    """
    before = shown(current)
    if wanted.route:
        after = f"{wanted.route.type} {wanted.route.id}"
        same = bool(
            current
            and current.type == "LOCAL_GATEWAY"
            and (current.route_type, current.route_id) == (wanted.route.type, wanted.route.id)
        )
    else:
        after = wanted.provider or ""
        same = bool(current and current.name.casefold() == after.casefold())
    if same:
        return updated(KIND, location, {}), ""
    action = updated(KIND, location, {"connection": Change(before, after)})
    if current and current.type not in OWN_NUMBERS:
        return (
            action,
            f"it uses {before}, an integrated carrier or Cisco PSTN, and {after} is wanted. {_IN_THE_HUB}",
        )
    return action, ""


def shown(connection: Connection | None) -> str | None:
    """A connection as plans and results name it."""
    if connection is None:
        return None
    if connection.type == "LOCAL_GATEWAY" and connection.route_id:
        return f"{connection.route_type} {connection.route_id}"
    return connection.name or connection.type


def refused_in_the_hub(provider: str, reason: str) -> str:
    """What to do when Webex does not let the API choose a carrier."""
    return f"Webex refuses to set {provider}: {reason} If it is an integrated carrier or Cisco PSTN: {_IN_THE_HUB}"
