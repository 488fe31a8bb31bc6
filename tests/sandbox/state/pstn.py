# SPDX-License-Identifier: GPL-3.0-or-later
"""PSTN connections of locations, and the ones to choose from."""

from __future__ import annotations

from typing import Any

from ..errors import PSTN_FORBIDS, PSTN_RULE, bad_request, not_found
from ..ids import encode
from .records import Location, Organization, PstnConnection, PstnOption, PstnPlan
from .world import World

LOCAL_GATEWAY = "LOCAL_GATEWAY"
NON_INTEGRATED = "NON_INTEGRATED_CCP"
INTEGRATED = "INTEGRATED_CCP"
CISCO = "CISCO_PSTN"
# The only type whose numbers the API manages.
OPEN = frozenset([LOCAL_GATEWAY, NON_INTEGRATED])


def option(name: str, kind: str, services: list[str] | None = None, key: str | None = None) -> PstnOption:
    """Describe an option; without a key its identifier follows from its name."""
    return PstnOption(key or encode("PSTN_CONNECTION", name), name, kind, services or ["GEOGRAPHIC_NUMBERS"])


def default_plan() -> PstnPlan:
    """Return the default PSTN connections of an organization."""
    more = ["GEOGRAPHIC_NUMBERS", "TOLLFREE_NUMBERS"]
    return PstnPlan(
        options=[
            option("Premises-based PSTN", LOCAL_GATEWAY),
            option("Local Carrier", NON_INTEGRATED),
            option("Global SIP Provider", NON_INTEGRATED, more),
            option("Integrated Carrier One", INTEGRATED, more),
            option("Cisco PSTN", CISCO, more),
        ],
        routes={encode("TRUNK", "main-trunk"): "TRUNK", encode("ROUTE_GROUP", "main-group"): "ROUTE_GROUP"},
    )


def plan(world: World, org: Organization) -> PstnPlan:
    """Return the PSTN connections that an organization can choose from."""
    customer = world.customers_by_org.get(org.id)
    found = world.pstn_plans.get(customer.external_id) if customer else None
    return found or world.pstn_plans.setdefault(None, default_plan())


def _find(choice: PstnPlan, key: str) -> PstnOption:
    found = next((item for item in choice.options if item.id == key), None)
    if found is None:
        raise bad_request("The PSTN connection is none of the options of the location.", PSTN_RULE)
    return found


def choose(world: World, org: Organization, location: Location, body: dict[str, Any]) -> None:
    """Set the connection as the API can: a non-integrated carrier, or the route of a local gateway."""
    choice = plan(world, org)
    chosen = _find(choice, body["id"]) if "id" in body else None
    if chosen is not None and chosen.type in (INTEGRATED, CISCO):
        raise bad_request(f"{chosen.name} can be chosen in Control Hub only.", PSTN_RULE)
    route_type, route_id = body.get("premiseRouteType"), body.get("premiseRouteId")
    if chosen is not None and chosen.type == NON_INTEGRATED:
        if route_type or route_id:
            raise bad_request(f"{chosen.name} takes no route.", PSTN_RULE)
        location.pstn = PstnConnection(chosen)
        return
    if not route_type or not route_id:
        raise bad_request("A local gateway needs premiseRouteType and premiseRouteId.", PSTN_RULE)
    connect_route(world, org, location, route_type, route_id)


def connect_route(world: World, org: Organization, location: Location, route_type: str, route_id: str) -> None:
    """Connect a location to a trunk or a route group."""
    choice = plan(world, org)
    if choice.routes.get(route_id) != route_type:
        raise bad_request(f"There is no {route_type} with this identifier.", PSTN_RULE)
    gateway = next((item for item in choice.options if item.type == LOCAL_GATEWAY), None)
    location.pstn = PstnConnection(gateway or option("Premises-based PSTN", LOCAL_GATEWAY), route_type, route_id)


def connect(world: World, org: Organization, location: Location, kind: str, name: str | None) -> None:
    """Set any connection, as a person in Control Hub would; NONE takes it away."""
    if kind == "NONE":
        location.pstn = None
        return
    choice = plan(world, org)
    chosen = next((item for item in choice.options if item.type == kind and name in (None, item.name)), None)
    if chosen is None and name is None:
        raise not_found(f"An option of type {kind}")
    location.pstn = PstnConnection(chosen or option(name or kind, kind))
    if kind == LOCAL_GATEWAY and choice.routes:
        location.pstn.route_id, location.pstn.route_type = next(iter(choice.routes.items()))


def require_open(location: Location, what: str, *, connected: bool = True) -> None:
    """Refuse changes to the numbers of a location whose carrier manages them."""
    if location.pstn is None:
        if connected:
            raise bad_request(f"{what} needs a PSTN connection, and location {location.name} has none.", PSTN_RULE)
    elif location.pstn.option.type not in OPEN:
        raise bad_request(f"{what} is supported only for non-integrated CCP and LGW locations.", PSTN_FORBIDS)
