# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The plan for the PSTN connections of locations: declaration compared with the present state. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .._declare.types import nearest
from .._declare.unicode_forms import name_key
from .._engine.bulk import RowError
from .._engine.plan import Action, Change, ObjectAddress, Row, refused, updated
from .._engine.tolerated import Tolerances, tolerating
from .._locations.model import Pstn
from .._locations.plan import KIND as LOCATION
from .model import LocationPstn
from .present import OWN_NUMBERS, Carrier, PstnConnection, PstnConnections

KIND = "pstn"
CHOOSE_IN_THE_HUB = (
    "The API cannot set it: open Control Hub > Calling > PSTN (or the location's PSTN page), choose it there, and run "
    "again."
)


@dataclass(frozen=True)
class PstnRow(Row[LocationPstn, PstnConnection]):
    """The connection of one location; `later` means that an earlier task of the play creates the location."""

    later: bool = False

    @property
    def needs(self) -> tuple[ObjectAddress, ...]:
        """The location."""
        return (ObjectAddress(LOCATION, name_key(self.identity)),)

    @property
    def makes(self) -> ObjectAddress | None:
        """The connection, without which the location takes no numbers."""
        return ObjectAddress(KIND, name_key(self.identity)) if self.action.changes else None


def plan_pstn(
    wanted: Sequence[LocationPstn],
    present: PstnConnections,
    tolerances: Tolerances = Tolerances(),  # noqa: B008 - never changed
) -> list[PstnRow]:
    """Plan every connection, in the order of the declaration.

    Parameters:
        tolerances: Differences that stay.
    """
    rows = []
    for declared in wanted:
        name = declared.location
        if name in present.unreadable:
            rows.append(refused(PstnRow(Action(KIND, name, "none"), declared), present.unreadable[name]))
        else:
            later = present.context.planned or present.ids.is_planned(name)
            row = plan_connection(declared, present.connections.get(name), later=later)
            rows.append(tolerating(row, tolerances))
    return rows


def plan_connection(wanted: LocationPstn, present: PstnConnection | None, *, later: bool = False) -> PstnRow:
    """Plan a change or nothing."""
    name = wanted.location
    if is_as_wanted(wanted, present):
        return PstnRow(action=updated(KIND, name, {}), wanted=wanted, present=present, later=later)
    before, after = described(present), _described_wish(wanted)
    row = PstnRow(
        action=updated(KIND, name, {"connection": Change(before, after)}), wanted=wanted, present=present, later=later
    )
    if present and present.type not in OWN_NUMBERS:
        return refused(
            row, f"it uses {before}, an integrated carrier or Cisco PSTN, and {after} is wanted. {CHOOSE_IN_THE_HUB}"
        )
    return row


def is_as_wanted(wanted: Pstn, present: PstnConnection | None) -> bool:
    """Whether this connection is the declared one."""
    if present is None:
        return False
    if wanted.route is None:
        return name_key(present.name) == name_key(wanted.provider or "")
    route = (wanted.route.type, wanted.route.id)
    return present.type == "LOCAL_GATEWAY" and (present.route_type, present.route_id) == route


def described(connection: PstnConnection | None) -> str | None:
    """The name of a connection in plans and results; None when there is none."""
    if connection is None:
        return None
    if connection.type == "LOCAL_GATEWAY" and connection.route_id:
        return f"{connection.route_type} {connection.route_id}"
    return connection.name or connection.type


def _described_wish(wanted: Pstn) -> str:
    return f"{wanted.route.type} {wanted.route.id}" if wanted.route else wanted.provider or ""


def choose_carrier(provider: str, carriers: Sequence[Carrier]) -> Carrier:
    """The carrier of this name, case-insensitive.

    Raises:
        RowError: There is none, or there are several.
    """
    named = [carrier for carrier in carriers if name_key(carrier.name) == name_key(provider)]
    if len(named) == 1:
        return named[0]
    names = tuple(carrier.name for carrier in carriers)
    problem = f"{len(named)} carriers are named {provider}." if named else f"no carrier is named {provider}."
    raise RowError(f"{problem} {nearest(provider, names) if names else 'Webex offers none here.'}")


def refused_in_the_hub(provider: str, reason: str) -> str:
    """The message when Webex does not let the API set a carrier."""
    return (
        f"Webex refuses to set {provider}: {reason} If it is an integrated carrier or Cisco PSTN: {CHOOSE_IN_THE_HUB}"
    )
