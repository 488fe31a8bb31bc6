# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The prechecks of new users and moves in check mode, without data that only earlier steps or other rows create."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from .._subscribers.api import SubscriberRequest
from .handover_order import Identifier, LocalExtension, Number
from .locations import UserLocations
from .plan import UserRow
from .request import request_of


@dataclass(frozen=True)
class PrecheckContext:
    """Changes that earlier steps and other rows of the run make before the user is created.

    Attributes:
        locations: The locations; None when none is known yet.
        planned_customer: The customer does not exist yet.
        planned_numbers: Numbers that an earlier step adds.
        freed: Numbers and extensions that other rows release.
        planned_packages: Packages that the customer gets from an earlier step.
        planned_connections: Names of locations that an earlier step connects to the PSTN.
    """

    locations: UserLocations | None
    planned_customer: bool
    planned_numbers: Collection[str]
    freed: Collection[Identifier]
    planned_packages: Collection[str] = ()
    planned_connections: Collection[str] = ()


def precheck_request(row: UserRow, known: PrecheckContext) -> SubscriberRequest | None:
    """The request to ask about; None when too little of it is known.

    Raises:
        RowError: The user's location cannot be found.
    """
    user = row.wanted
    if user is None or user.package in known.planned_packages:
        return None
    later = known.locations is not None and row.needs_location and known.locations.is_planned(user)
    if later and not known.planned_customer:
        # For an existing customer, precheck needs the ID of the location, which is not known yet.
        return None
    number, extension = user.number, user.extension
    if later or number in known.planned_numbers or (number and Number(number) in known.freed):
        number = None
    if extension in {freed.extension for freed in known.freed if isinstance(freed, LocalExtension)}:
        extension = None
    if user.calling and not (number or extension):
        return None
    request = request_of(row, None if later else known.locations)
    return replace(request, number=number, extension=extension)
