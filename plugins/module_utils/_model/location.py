# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A location of a customer as the inventory declares it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Literal

from .address import Address
from .base import Declared
from .problem import Problem
from .types import AnnouncementLanguage, Digits, LocationName, PhoneNumber, Text, TimeZone


class PremisesRoute(Declared):
    """A local gateway: a trunk or a route group, by the id that Control Hub shows; no public operation lists them."""

    type: Literal["TRUNK", "ROUTE_GROUP"]
    id: Text


class Pstn(Declared):
    """How the location reaches the PSTN: a carrier by its display name, or a local gateway."""

    provider: Text | None = None
    route: PremisesRoute | None = None

    def rules(self) -> Iterator[Problem]:
        """Exactly one way out."""
        if bool(self.provider) == bool(self.route):
            yield Problem((), "exactly one way to the PSTN is needed.", "Give either provider or route.")


class Location(Declared):
    """A location; address, time zone and language may be left to the headquarters' declaration.

    Attributes:
        name: Name, at most 80 characters, unique in the customer.
        address: Street address.
        timezone: IANA name.
        language: Announcement language, for example en_us.
        pstn: See Pstn.
        numbers: Phone numbers in E.164 form that belong to the location.
        main_number: One of the numbers.
        external_caller_id_name: Name that others see, where a user has none of its own.
        emergency_location_identifier: Only for the countries that use it.
        outside_dial_digit: Digit before an outside number.
        routing_prefix: Digits before extensions of other locations; its change is a job of Webex.
    """

    name: LocationName
    address: Address | None = None
    timezone: TimeZone | None = None
    language: AnnouncementLanguage | None = None
    pstn: Pstn | None = None
    numbers: list[PhoneNumber] | None = None
    main_number: PhoneNumber | None = None
    external_caller_id_name: Text | None = None
    emergency_location_identifier: Text | None = None
    outside_dial_digit: Digits | None = None
    routing_prefix: Digits | None = None

    def rules(self) -> Iterator[Problem]:
        """Numbers are named once, and the main number is one of them."""
        numbers = self.numbers or []
        for number in sorted(number for number, times in Counter(numbers).items() if times > 1):
            yield Problem(("numbers",), f"{number} is listed more than once.", "Name every number once.")
        if self.main_number and self.numbers is not None and self.main_number not in numbers:
            message = f"{self.main_number} is not among the numbers of the location."
            yield Problem(("main_number",), message, "Add it to numbers.")
