# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The PSTN connection of a location as a task declares it, and the options of webex_pstn."""

from __future__ import annotations

from .._customers.reference import CustomerReference, PlannedCustomer
from .._declare.connection import Connection, SubPartner, Workers
from .._declare.fields import key
from .._declare.types import LocationName
from .._engine.tolerated import ToleratedDifferences
from .._locations.model import KnownLocations, Pstn


class LocationPstn(Pstn):
    """A connection, and the name of its location."""

    location: LocationName = key("Name of the location, case-insensitive.", example="Fremont", identity=True)


class PstnOptions(
    ToleratedDifferences, KnownLocations, CustomerReference, PlannedCustomer, SubPartner, Workers, Connection
):
    """Options of webex_pstn."""

    connections: list[LocationPstn] = key("The connections, one per location.", unique="location")
