# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a dry run asks Webex about a new user: without what is there only after earlier steps or other rows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from .._api.subscribers import SubscriberRequest
from .._reconcile.users import UserChange
from .user_locations import UserLocations
from .user_request import request_of


@dataclass(frozen=True)
class Foreknowledge:
    """What is not as it is now when the user is made.

    Attributes:
        locations: The locations; None when none is known yet.
        planned_customer: The customer itself is still to be made.
        planned_numbers: Numbers that an earlier step adds.
        planned_packages: Packages that the customer gets from an earlier step.
        freed: What other rows give up, as "number +1..." and "extension LOCATION 101".
    """

    locations: UserLocations | None
    planned_customer: bool
    planned_numbers: Collection[str]
    freed: Collection[str]
    planned_packages: Collection[str] = ()


def precheck_request(change: UserChange, known: Foreknowledge) -> SubscriberRequest | None:
    """The request to ask about; None when too little is left of it.

    Raises:
        ValueError: The user's location cannot be found.
    """
    user = change.user
    if user is None or user.package in known.planned_packages:
        return None
    later = known.locations is not None and change.needs_location and known.locations.is_planned(user)
    if later and not known.planned_customer:
        # Of a customer that is there, Webex wants to know the location.
        return None
    number, extension = user.number, user.extension
    if later or number in known.planned_numbers or f"number {number}" in known.freed:
        number = None
    freed_extensions = {thing.rpartition(" ")[2] for thing in known.freed if thing.startswith("extension ")}
    if extension in freed_extensions:
        extension = None
    if user.calling and not (number or extension):
        return None
    request = request_of(change, None if later else known.locations)
    return replace(request, number=number, extension=extension)
