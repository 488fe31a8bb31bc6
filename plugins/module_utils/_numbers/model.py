# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The numbers of a location as the modules for phone numbers take them, and the options of these modules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from .._customers.reference import CustomerReference, PlannedCustomer
from .._declare.connection import Connection, SubPartner, Workers
from .._declare.fields import key, like
from .._declare.model import Declared
from .._declare.options import declare_precheck, declare_prune_max_count, declare_prune_max_percent
from .._declare.problem import Problem
from .._declare.types import LocationName, PhoneNumber
from .._engine.tolerated import ToleratedDifferences
from .._locations.model import KnownLocations, Location
from .._pstn.model import LocationPstn


class LocationNumbers(Declared):
    """Numbers and main number of one location; numbers null or absent means not managed."""

    location: LocationName = like(LocationPstn, "location", example="Head Office")
    numbers: list[PhoneNumber] | None = like(Location, "numbers")
    main_number: PhoneNumber | None = like(Location, "main_number")


class PhoneNumbersOptions(
    ToleratedDifferences, KnownLocations, CustomerReference, PlannedCustomer, SubPartner, Workers, Connection
):
    """Options of webex_phone_numbers."""

    locations: list[LocationNumbers] = key("The locations and their numbers.", unique="location", bulk=True)
    number_state: Literal["active", "inactive"] = key(
        "State in which numbers are added. Numbers that are there are activated.", default="active"
    )
    connection_types: dict[str, str | None] = key(
        "Types of the PSTN connections by location as returned by M(webex.wholesale.webex_pstn); saves requests.",
        default={},
    )
    precheck: bool = declare_precheck(
        "Ask Webex whether new numbers are well-formed and free before adding them, also in check mode. It may still "
        "refuse to add them."
    )
    prune_in_use: bool = key(
        "When numbers are pruned, try to remove those with an owner as well. Main numbers always stay.",
        default=False,
    )
    prune: bool = key(
        [
            "Remove numbers of the declared locations that are not declared, within the limits below.",
            "Move numbers that are declared at another location than they have. These do not count for the limits.",
        ],
        default=False,
    )
    prune_max_count: int = declare_prune_max_count("numbers", 10)
    prune_max_percent: int = declare_prune_max_percent("numbers", 20)

    leavers: frozenset[str] = key(
        "IDs of the people whom the same run removes before it changes numbers.", default=frozenset(), hidden=True
    )
    released: frozenset[str] = key(
        "Numbers, and IDs of people all of whose numbers, are given up in the same run before it moves and removes "
        "numbers.",
        default=frozenset(),
        hidden=True,
    )
    carried: dict[str, str] = key(
        "Locations to which people move in the same run, with their numbers, by ID of the person.",
        default={},
        hidden=True,
    )
    connections_known: bool = key(
        "The connections of all locations are declared in the same run, so that a location which it makes has none "
        "but that of O(connection_types).",
        default=False,
        hidden=True,
    )
    closing: list[str] = key(
        "Names of locations that the same run removes at last. Their numbers go, whatever O(prune) says; the main "
        "number goes with the location.",
        default=[],
        hidden=True,
    )

    @property
    def active(self) -> bool:
        """Whether numbers are to be active."""
        return self.number_state == "active"

    def rules(self) -> Iterator[Problem]:
        """A number is declared at one location only, otherwise it would move with every run."""
        seen: dict[str, str] = {}
        for index, entry in enumerate(self.locations):
            for number in entry.numbers or ():
                if number in seen:
                    message = f"{number} belongs to location {seen[number]} as well."
                    yield Problem(("locations", index, "numbers"), message, "Leave it in one of them.")
                seen.setdefault(number, entry.location)


class PhoneNumbersInfoOptions(CustomerReference, SubPartner, Connection):
    """Options of webex_phone_numbers_info."""

    location: LocationName | None = key("Only numbers of the location with exactly this name.", default=None)
    number: PhoneNumber | None = key("Only this number, in E.164 form.", default=None)
