# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A location of a customer as the inventory declares it, and the options of the modules for locations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Literal, Protocol

from .._customers.reference import CustomerReference, PlannedCustomer
from .._declare.address import Address
from .._declare.connection import Connection, SubPartner, Workers
from .._declare.fields import fields_of, key, marked
from .._declare.model import Declared
from .._declare.options import (
    Options,
    State,
    declare_job_timeout,
    declare_prune_max_count,
    declare_prune_max_percent,
    declare_state,
)
from .._declare.problem import Path, Problem
from .._declare.types import AnnouncementLanguage, Digits, LocationName, PhoneNumber, PreviousName, Text, TimeZone
from .._declare.unicode_forms import name_key
from .._engine.tolerated import ToleratedDifferences


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
    previous_name: PreviousName | None = key(
        [
            "Name that the location had before: the location of this name is renamed to O(name). Nothing is done when "
            "only O(name) is there; when both are there it is refused.",
            "Not sent to Webex; it may stay, or go when the location has been renamed.",
        ],
        default=None,
        example="Fremont Warehouse",
        local=True,
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


class Named(Protocol):
    """What a location is called, and was called before."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def previous_name(self) -> str | None:
        """Its name before; None where it is not said."""


def contradicting_names(places: Iterable[tuple[Path, Named]]) -> Iterator[Problem]:
    """Yield what is wrong between the names of a customer's locations and their previous names.

    Parameters:
        places: The locations, headquarters included, each with its path.
    """
    listed = list(places)
    names = {name_key(place.name) for _path, place in listed}
    owners: dict[str, str] = {}
    for path, place in listed:
        previous, own = name_key(place.previous_name or ""), name_key(place.name)
        if not previous or previous == own:
            continue
        if previous in names:
            message = f"{place.previous_name} is declared as a location of its own."
            remedy = f"Remove previous_name if {place.name} has been renamed already, or the location of that name."
            yield Problem((*path, "previous_name"), message, remedy)
        elif owners.setdefault(previous, own) != own:
            message = f"{place.previous_name} is the previous name of another location as well."
            yield Problem((*path, "previous_name"), message, "Leave it at one of them.")


TELEPHONY = fields_of(Location, "telephony")
CREATION_NEEDS = marked(Location, "creation_needs")
LOCAL_OF_LOCATION = marked(Location, "local")


class KnownLocations(Options):
    """Options of modules that take the IDs of locations from an earlier task."""

    location_ids: dict[str, str | None] | None = key(
        "Location IDs by name as returned by M(webex.wholesale.webex_locations); saves a request. A V(null) stands for "
        "a location that an earlier task makes, or enables for calling, in check mode.",
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
    job_timeout: float = declare_job_timeout("the jobs of Webex that change a routing prefix or switch calling off")


class LocationsOptions(ToleratedDifferences, ManagedLocations):
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
    protected_locations: list[LocationName] = key(
        "Names of locations that are never removed, case-insensitive.", default=[]
    )
    prune: bool = key("Remove locations that are not declared, within the limits below.", default=False)
    emptied: list[str] = key(
        "Names of locations whose users and numbers go in the same run. Webex is asked about them when that is done.",
        default=[],
        hidden=True,
    )
    record: dict[str, Any] | None = key(
        "What is remembered of the customer; None where nothing is.", default=None, hidden=True
    )
    numbers_follow: bool = key(
        "A later step reads the list of numbers with the same session, so that it costs nothing here.",
        default=False,
        hidden=True,
    )
    prune_max_count: int = declare_prune_max_count("locations", 1)
    prune_max_percent: int = declare_prune_max_percent("locations", 50)

    def rules(self) -> Iterator[Problem]:
        """A previous name is that of one location, and of none that is declared."""
        places: list[tuple[Path, Place]] = [(("headquarters",), self.headquarters)] if self.headquarters else []
        yield from contradicting_names(
            [*places, *((("locations", index), place) for index, place in enumerate(self.locations))]
        )


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

    name: LocationName | None = key("Only the location with this name, case-insensitive.", default=None)
    details: bool = key(
        "Read announcement language and external caller ID too, which costs one request per location.", default=False
    )
