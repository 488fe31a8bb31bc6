# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The headquarters: declared with the customer, and created by Webex together with it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .._customers.context import CustomerContext
from .._declare.model import read
from .._declare.problem import InputError, Problem
from .._declare.types import quoted
from .._declare.unicode_forms import name_key
from .model import CREATION_NEEDS, Location, Place
from .present import CallingLocation, CustomerLocations, PresentLocation


def with_headquarters(locations: Sequence[Location], headquarters: Place | None) -> list[Location]:
    """The locations with the headquarters; keys that their entry leaves out are taken from the customer.

    Parameters:
        headquarters: Their declaration with the customer.

    Raises:
        InputError: The two declarations spell the name differently, or contradict each other.
    """
    if headquarters is None:
        return list(locations)
    key = name_key(headquarters.name)
    filled, is_listed = [], False
    for index, location in enumerate(locations):
        if name_key(location.name) != key:
            filled.append(location)
            continue
        if location.name != headquarters.name:
            message = (
                f"the headquarters are {quoted(headquarters.name)} in webex_customer and {quoted(location.name)} here."
            )
            problem = Problem(("locations", index, "name"), message, "Write their name alike in both.")
            raise InputError([problem])
        is_listed = True
        filled.append(read(Location, {**_written(headquarters), **_written(location)}))
    return filled if is_listed else [read(Location, _written(headquarters)), *filled]


def made_with_customer(context: CustomerContext, location: Location) -> CustomerLocations:
    """The headquarters of a planned customer as Webex will create them: as declared but without calling settings.

    Their ID is empty, since it is not known before apply.
    """
    address = location.address.model_dump(exclude_none=True) if location.address else {}
    made = PresentLocation("", location.name, location.timezone or "", location.language or "", address)
    return CustomerLocations(context, (made,), {"": CallingLocation("", location.name, "", {})})


def _written(place: Place) -> dict[str, Any]:
    """The written keys; null for a key that every location needs means the same as absent."""
    written = place.model_dump(exclude_unset=True)
    return {key: value for key, value in written.items() if value is not None or key not in CREATION_NEEDS}
