# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The numbers of a location as the modules for phone numbers take them, and the options of these modules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from .._customers.reference import CustomerReference, PlannedCustomer
from .._declare.connection import Connection, SubPartner, Workers
from .._declare.fields import key
from .._declare.model import Declared
from .._declare.problem import Problem
from .._declare.types import LocationName, PhoneNumber


class LocationNumbers(Declared):
    """Numbers and main number of one location; numbers null or absent means not managed."""

    location: LocationName = key("Name of the location, case-insensitive.", example="Head Office", identity=True)
    numbers: list[PhoneNumber] | None = key(
        "Phone numbers in E.164 form. Not managed when it is left out.",
        default=None,
        example=["+14085550100", "+14085550101"],
    )
    main_number: PhoneNumber | None = key("Main number, one of the numbers.", default=None, example="+14085550100")


class PhoneNumbersOptions(CustomerReference, PlannedCustomer, SubPartner, Workers, Connection):
    """Options of webex_phone_numbers."""

    locations: list[LocationNumbers] = key("The locations and their numbers.", unique="location", bulk=True)
    number_state: Literal["active", "inactive"] = key(
        "State in which numbers are added. Numbers that are there are activated.", default="active"
    )
    connection_types: dict[str, str | None] = key(
        "Types of the PSTN connections by location as returned by M(webex.wholesale.webex_pstn); saves requests.",
        default={},
    )
    precheck: bool = key("Ask Webex about new numbers before adding them, also in check mode.", default=True)
    prune_in_use: bool = key(
        "With O(prune=true), try to remove numbers that somebody has as well. Main numbers always stay.",
        default=False,
    )
    prune: bool = key(
        [
            "Remove numbers of the declared locations that are not declared, within the limits below.",
            "Move numbers that are declared at another location than they have. These do not count for the limits.",
        ],
        default=False,
    )
    prune_max_count: int = key("A run that would remove more than this stops before the first removal.", default=10)
    prune_max_percent: int = key("A run that would remove a larger share stops before the first removal.", default=20)
    location_ids: dict[str, str | None] | None = key(
        "Location IDs by name as returned by M(webex.wholesale.webex_locations); saves a request. A V(null) stands "
        "for a location that an earlier task makes, or enables for calling, in check mode.",
        default=None,
    )

    @property
    def active(self) -> bool:
        """Whether numbers are to be active."""
        return self.number_state == "active"

    def rules(self) -> Iterator[Problem]:
        """A number belongs to one location, or it would come and go with every run."""
        seen: dict[str, str] = {}
        for index, entry in enumerate(self.locations):
            for number in entry.numbers or ():
                if number in seen:
                    message = f"{number} belongs to location {seen[number]} as well."
                    yield Problem(("locations", index, "numbers"), message, "Leave it in one of them.")
                seen.setdefault(number, entry.location)


class PhoneNumbersInfoOptions(CustomerReference, SubPartner, Connection):
    """Options of webex_phone_numbers_info."""

    location: str | None = key("Only numbers of the location with exactly this name.", default=None)
    number: str | None = key("Only this number, in E.164 form.", default=None)
