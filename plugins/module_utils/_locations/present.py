# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Locations as Webex returns them: the list, and their calling settings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from .._customers.context import CustomerContext


@dataclass(frozen=True)
class PresentLocation:
    """A location; time zone, language and address are empty where the list does not have them.

    Attributes:
        language: Preferred language, in Webex's spelling.
        address: By the keys of `Address`; keys without value are left out.
    """

    id: str
    name: str
    timezone: str = ""
    language: str = ""
    address: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class CallingLocation:
    """A location that is enabled for calling.

    Attributes:
        main_number: Number of the calling line ID in E.164 form; empty when there is none.
        settings: By the names of the options. The list has outside_dial_digit and routing_prefix only; the others are
            in the answer for a single location.
    """

    id: str
    name: str
    main_number: str
    settings: Mapping[str, str]


@dataclass(frozen=True)
class CustomerLocations:
    """All locations of a customer.

    Attributes:
        calling: The calling settings by ID, with details where they were read.
        unreadable: Why the details of a location could not be read, by ID.
        languages: The recorded announcement language by the name of a declared location, where there is a record.
        numbers: The ID of its location by number; read where new locations have numbers and others are not declared.
    """

    context: CustomerContext
    locations: tuple[PresentLocation, ...] = ()
    calling: Mapping[str, CallingLocation] = field(default_factory=dict)
    unreadable: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    languages: Mapping[str, str] = field(default_factory=dict)


def those_in_use(locations: Iterable[PresentLocation], in_use: Collection[str]) -> dict[str, CallingLocation]:
    """The locations that have a number or an extension, by ID: these are enabled for calling.

    Their settings are not known, so this is for comparisons that need none.

    Parameters:
        in_use: The IDs of locations in the list of numbers.
    """
    used = [location for location in locations if location.id in in_use]
    return {location.id: CallingLocation(location.id, location.name, "", {}) for location in used}
