# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A location of a customer as the inventory declares it, and the options of the modules for locations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Literal

from .._customers.reference import CustomerReference, PlannedCustomer
from .._declare.address import Address
from .._declare.connection import Connection, SubPartner, Workers
from .._declare.fields import fields_of, key, marked
from .._declare.model import Declared
from .._declare.options import (
    Options,
    State,
    declare_prune_max_count,
    declare_prune_max_percent,
    declare_state,
)
from .._declare.problem import Problem
from .._declare.types import AnnouncementLanguage, Digits, LocationName, PhoneNumber, Text, TimeZone


class PremisesRoute(Declared):
    """A local gateway. No public operation lists gateways."""

    type: Literal["TRUNK", "ROUTE_GROUP"] = key("Kind of the gateway.", example="TRUNK")
    id: Text = key("ID of the trunk or route group, as Control Hub shows it.")


class Pstn(Declared):
    """How the location reaches the PSTN: a carrier, or a local gateway."""

    provider: Text | None = key(
        "Carrier, by its display name in Control Hub, case-insensitive.", default=None, example="Local Carrier"
    )
    route: PremisesRoute | None = key("Local gateway, in place of a provider.", default=None)

    def rules(self) -> Iterator[Problem]:
        """A carrier or a local gateway, and not both."""
        if bool(self.provider) == bool(self.route):
            yield Problem((), "exactly one way to the PSTN is needed.", "Give either provider or route.")


class Place(Declared):
    """The fields of every location, headquarters included.

    Groups of fields: basics (written by one call), settings (calling settings), details (settings that are not in the
    list of locations).
    """

    name: LocationName = key(
        "Name, at most 80 characters, unique in the customer, case-insensitive.",
        example="Fremont",
        identity=True,
        group="basics",
    )
    address: Address | None = key(
        "Street address. Needed to make the location. Keys that are left out keep what Webex has.",
        default=None,
        group="basics",
        creation_needs=True,
    )
    timezone: TimeZone | None = key(
        "IANA time zone. Needed to make the location.",
        default=None,
        example="America/Los_Angeles",
        group="basics",
        creation_needs=True,
    )
    language: AnnouncementLanguage | None = key(
        "Announcement language. Needed to make the location. Compared only where locations are read one by one.",
        default=None,
        example="en_us",
        creation_needs=True,
    )
    emergency_location_identifier: Text | None = key(
        "For the countries that use it. Comparing it costs one request per location.", default=None, group="details"
    )


class Location(Place):
    """A location. The headquarters may leave out address, time zone and language: the customer declares them.

    One more group of fields: telephony, which other modules manage, and only with a calling package.
    """

    external_caller_id_name: Text | None = key(
        "Name that others see, where a user has none of its own. Comparing it costs one request per location.",
        default=None,
        group="details",
    )
    outside_dial_digit: Digits | None = key(
        "Digit before an outside number, in quotes.", default=None, example="9", group="settings"
    )
    routing_prefix: Digits | None = key(
        "Digits before extensions of other locations, in quotes. Its change is a job of Webex, whose end is waited "
        "for.",
        default=None,
        example="8",
        group="settings",
    )
    pstn: Pstn | None = key("Connection to the PSTN.", default=None, group="telephony")
    numbers: list[PhoneNumber] | None = key(
        "Phone numbers in E.164 form that belong to the location; not managed when it is left out.",
        default=None,
        example=["+14085550100", "+14085550101"],
        group="telephony",
    )
    main_number: PhoneNumber | None = key(
        "Main number, one of the numbers.", default=None, example="+14085550100", group="telephony"
    )

    def rules(self) -> Iterator[Problem]:
        """Every number is declared once, and the main number is one of them."""
        numbers = self.numbers or []
        for number in sorted(number for number, times in Counter(numbers).items() if times > 1):
            yield Problem(("numbers",), f"{number} is listed more than once.", "Name every number once.")
        if self.main_number and self.numbers is not None and self.main_number not in numbers:
            message = f"{self.main_number} is not among the numbers of the location."
            yield Problem(("main_number",), message, "Add it to numbers.")


TELEPHONY = fields_of(Location, "telephony")
CREATION_NEEDS = marked(Location, "creation_needs")


class KnownLocations(Options):
    """Options of modules that take the IDs of locations from an earlier task."""

    location_ids: dict[str, str | None] | None = key(
        "Location IDs by name as returned by M(webex.wholesale.webex_locations); saves a request. A V(null) stands for "
        "a location that an earlier task makes, in check mode.",
        default=None,
    )


class ManagedLocations(CustomerReference, PlannedCustomer, SubPartner, Workers, Connection):
    """Options of all modules that change locations."""

    calling: bool = key("Enable the location for calling.", default=True)
    details: bool = key(
        "Read every location on its own and compare its announcement language too, which costs one request per "
        "location.",
        default=False,
    )
    job_timeout: float = key(
        "Seconds to wait for the jobs of Webex that change a routing prefix or switch calling off.",
        default=300.0,
        unit="seconds",
    )


class LocationsOptions(ManagedLocations):
    """Options of webex_locations."""

    locations: list[Location] = key(
        [
            "The locations.",
            "C(pstn), C(numbers) and C(main_number) are passed over here: M(webex.wholesale.webex_pstn) and "
            "M(webex.wholesale.webex_phone_numbers) take care of them.",
        ],
        unique="name",
        bulk=True,
    )
    headquarters: Place | None = key(
        "Headquarters as declared with the customer. Fill what their entry in O(locations) leaves out, are found by "
        "their address too when they were renamed, and are never removed.",
        default=None,
    )
    protected_locations: list[str] = key("Names of locations that are never removed, case-insensitive.", default=[])
    prune: bool = key("Remove locations that are not declared, within the limits below.", default=False)
    emptied: list[str] = key(
        "Names of locations whose users and numbers go in the same run. Webex is asked about them when that is done.",
        default=[],
        hidden=True,
    )
    prune_max_count: int = declare_prune_max_count("locations", 1)
    prune_max_percent: int = declare_prune_max_percent("locations", 50)


class LocationOptions(State, ManagedLocations):
    """Options of webex_location."""

    OF = Location
    OF_WITHOUT = TELEPHONY
    NEEDED = ("name",)

    state: str = declare_state(
        "V(absent) asks Webex whether it lets the location go, switches calling off, and deletes it."
    )


class LocationInfoOptions(CustomerReference, SubPartner, Connection):
    """Options of webex_location_info."""

    name: str | None = key("Only the location with this name, case-insensitive.", default=None)
    details: bool = key(
        "Read announcement language and external caller ID too, which costs one request per location.", default=False
    )
