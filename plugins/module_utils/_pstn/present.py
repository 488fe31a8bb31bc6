# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""PSTN connections as Webex returns them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .._customers.context import CustomerContext
from .._locations.ids import LocationIds

# Cisco warns of corrupted data when numbers of other connections are changed through the API.
OWN_NUMBERS = frozenset({"LOCAL_GATEWAY", "NON_INTEGRATED_CCP"})


@dataclass(frozen=True)
class Carrier:
    """A carrier that Webex offers for a location; `name` is the one in Control Hub."""

    id: str
    name: str


@dataclass(frozen=True)
class PstnConnection:
    """The connection of a location; `type` is LOCAL_GATEWAY, NON_INTEGRATED_CCP, INTEGRATED_CCP or CISCO_PSTN."""

    id: str
    name: str
    type: str
    route_type: str = ""
    route_id: str = ""


@dataclass(frozen=True)
class PstnConnections:
    """The connections of the declared locations.

    Attributes:
        ids: The locations of the customer.
        connections: By declared name of the location; None where none is set.
        unreadable: Why a connection could not be read, by declared name of the location.
    """

    context: CustomerContext
    ids: LocationIds
    connections: Mapping[str, PstnConnection | None] = field(default_factory=dict)
    unreadable: Mapping[str, str] = field(default_factory=dict)
