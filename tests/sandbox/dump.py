# SPDX-License-Identifier: GPL-3.0-or-later
"""A readable description of the whole state, for tests and for the Partner Hub page."""

from __future__ import annotations

from typing import Any

from .core import Sandbox
from .state.catalogue import ROLES
from .state.records import Customer, Location, Organization, Person, Subscriber
from .state.world import World


def _location_name(org: Organization, person: Person | None) -> str | None:
    if person is None or person.location_id is None:
        return None
    return org.locations[person.location_id].name


def subscriber(world: World, org: Organization | None, item: Subscriber) -> dict[str, Any]:
    """Describe a subscriber together with its person."""
    person = world.people.get(item.person_id or "")
    wanted = item.wanted
    waiting = " ".join(part for part in (wanted.get("firstName"), wanted.get("lastName")) if part)
    return {
        "id": item.id,
        "person_id": item.person_id,
        "name": person.display_name if person else waiting or None,
        "email": item.email,
        "package": item.package,
        "number": person.phone_number if person else None,
        "extension": person.extension if person else None,
        "location": _location_name(org, person) if org else None,
        "status": item.status,
        "roles": [ROLES[role] for role in person.roles] if person else [],
    }


def _locations(world: World, org: Organization) -> list[dict[str, Any]]:
    return [
        {
            "id": location.id,
            "name": location.name,
            "address": location.address,
            "time_zone": location.time_zone,
            "language": location.language,
            "announcement_language": location.announcement_language,
            "calling": location.calling,
            "pstn": _pstn(location),
            "main_number": location.main_number,
            "external_caller_id": location.dialing.get("externalCallerIdName"),
            "routing_prefix": location.routing_prefix or None,
            "dialing": location.dialing,
            "numbers": [
                {
                    "number": row.phone_number,
                    "state": row.state,
                    "assigned": row.owner_id is not None,
                    "owner": world.people[row.owner_id].emails[0] if row.owner_id else None,
                }
                for row in location.numbers.values()
            ],
        }
        for location in org.locations.values()
    ]


def _pstn(location: Location) -> dict[str, Any] | None:
    if location.pstn is None:
        return None
    return {
        "type": location.pstn.option.type,
        "name": location.pstn.option.name,
        "route": location.pstn.route_id,
    }


def _user(org: Organization, person: Person) -> dict[str, Any]:
    return {
        "name": person.display_name,
        "email": person.emails[0],
        "location": _location_name(org, person),
        "number": person.phone_number,
        "extension": person.extension,
        "roles": [ROLES[role] for role in person.roles],
    }


def customer(world: World, item: Customer, *, users: int | None = None) -> dict[str, Any]:
    """Describe a customer; ``users`` limits how many of its users are listed."""
    org = world.organizations.get(item.org_id or "")
    name = org.name if org else item.request.get("customerInfo", {}).get("name")
    chosen = list(item.subscribers.values())[:users]
    people = list(org.people.values()) if org else []
    return {
        "id": item.id,
        "name": name,
        "external_id": item.external_id,
        "status": item.status,
        "errors": item.errors,
        "packages": list(item.packages),
        "limits": item.limits,
        "provisioning_id": item.provisioning_id,
        "template": world.templates_by_provisioning_id[item.provisioning_id].name,
        "sub_partner": item.sub_partner,
        "country": item.address["country"],
        "address": item.address,
        "org_id": item.org_id,
        "admin_email": item.request.get("customerInfo", {}).get("primaryEmail"),
        "locations": _locations(world, org) if org else [],
        "subscriber_count": len(item.subscribers),
        "subscribers": [subscriber(world, org, entry) for entry in chosen],
        "people_count": len(people),
        "users": [_user(org, person) for person in people[:users]] if org else [],
        "administrators": [_user(org, person) for person in people if person.roles] if org else [],
    }


def template_list(world: World) -> list[dict[str, Any]]:
    """Describe the templates of the service, and those that were created by hand."""
    return [
        {
            "id": item.id,
            "provisioning_id": item.provisioning_id,
            "name": item.name,
            "made_by": "template service" if item.managed else "hand",
            "customers": item.in_use,
            **item.body,
        }
        for item in world.templates.values()
    ]


def _person(world: World, item: Person) -> dict[str, Any]:
    org = world.organizations[item.org_id]
    return {"id": item.id, "org_id": item.org_id, "organization": org.name, **_user(org, item)}


def state(sandbox: Sandbox) -> dict[str, Any]:
    """Describe the whole state."""
    world = sandbox.world
    return {
        "now": sandbox.clock.now(),
        "settings": sandbox.settings.runtime.model_dump(),
        "token_refreshes": sandbox.tokens.refreshes,
        "partner": {"org_id": world.partner_id, "name": world.organizations[world.partner_id].name},
        "sub_partners": [
            {"org_id": item.org_id, "name": item.name, "state": item.state} for item in world.sub_partners.values()
        ],
        "templates": template_list(world),
        "organizations": [
            {"org_id": org.id, "name": org.name, "managed": org.managed, "people": len(org.people)}
            for org in world.organizations.values()
        ],
        "customers": [customer(world, item) for item in world.customers.values()],
        "people": [_person(world, item) for item in world.people.values()],
    }
