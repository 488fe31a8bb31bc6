# SPDX-License-Identifier: GPL-3.0-or-later
"""The audit log of administrators: every write that was carried out, by whom it was asked for."""

from __future__ import annotations

import json
import re
import uuid
from typing import TYPE_CHECKING

from .records import AuditEvent

if TYPE_CHECKING:
    from .world import World

# Category, target type and words of the operations that are in the log.
LOGGED: dict[str, tuple[str, str, str]] = {
    "updatePerson": ("USERS", "USER", "updated user"),
    "deletePerson": ("USERS", "USER", "deleted user"),
    "assignLicenses": ("LICENSE", "USER", "changed licenses of user"),
    "provisionWholesaleSubscriber": ("USERS", "USER", "added user"),
    "updateWholesaleSubscriber": ("USERS", "USER", "changed the package of user"),
    "removeWholesaleSubscriber": ("USERS", "USER", "removed user"),
    "validateOrInitiateMoveUsersJob": ("WEBEX_CALLING", "USER", "moved user"),
    "updateLocation": ("LOCATIONS", "LOCATION", "updated location"),
    "deleteLocation": ("LOCATIONS", "LOCATION", "deleted location"),
    "enableLocationForCalling": ("WEBEX_CALLING", "LOCATION", "enabled calling of location"),
    "updateCallingLocation": ("WEBEX_CALLING", "LOCATION", "updated calling settings of location"),
    "setPstnConnection": ("WEBEX_CALLING", "LOCATION", "changed the PSTN connection of location"),
    "addLocationNumbers": ("WEBEX_CALLING", "LOCATION", "added numbers to location"),
    "manageLocationNumbers": ("WEBEX_CALLING", "LOCATION", "changed numbers of location"),
    "removeLocationNumbers": ("WEBEX_CALLING", "LOCATION", "removed numbers from location"),
}
_NUMBER = re.compile(r"\+[0-9]{7,15}")


def log(world: World, operation: str | None, path: str, body: str) -> list[AuditEvent]:
    """Return the events of a request, before it is carried out: what it removes still has a name."""
    if operation not in LOGGED or '"validate": true' in body or '"validate":true' in body:
        return []
    category, kind, words = LOGGED[operation]
    found = [
        (org_id, key, name)
        for key in re.findall(r"[A-Za-z0-9_-]{20,}", f"{path} {body}")
        for org_id, name in _named(world, key)
        if kind == _kind(world, key)
    ]
    if operation == "provisionWholesaleSubscriber":
        found = _to_come(world, body)
    more = sorted(set(_NUMBER.findall(body))) if "numbers" in words else []
    suffix = f": {', '.join(more)}" if more else ""
    return [
        AuditEvent(str(uuid.uuid4()), world.clock.now(), org_id, category, kind, key, name, f"{words} {name}{suffix}")
        for org_id, key, name in dict.fromkeys(found)
    ]


def _to_come(world: World, body: str) -> list[tuple[str, str, str]]:
    """Organization, id and name of a user that is to be made; it has no id yet."""
    try:
        order = json.loads(body)
    except ValueError:
        return []
    customer = world.customers.get(str(order.get("customerId"))) if isinstance(order, dict) else None
    return [(customer.org_id or "", "", str(order.get("email")))] if customer else []


def _kind(world: World, key: str) -> str:
    return "LOCATION" if key in world.location_org else "USER"


def _named(world: World, key: str) -> list[tuple[str, str]]:
    """Organization and name of an object, when there is one with this id."""
    if key in world.people:
        person = world.people[key]
        return [(person.org_id, person.emails[0])]
    if key in world.subscribers:
        subscriber = world.subscribers[key]
        return [(world.customers[subscriber.customer_id].org_id or "", subscriber.email)]
    if key in world.location_org:
        org = world.location_org[key]
        return [(org.id, org.locations[key].name)]
    return []


def listed(world: World, org_id: str, begin: float, end: float) -> list[AuditEvent]:
    """Return the events of an organization in a time, the most recent first."""
    found = [event for event in world.audit if event.org_id == org_id and begin <= event.created <= end]
    return found[::-1]
