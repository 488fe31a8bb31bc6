# SPDX-License-Identifier: GPL-3.0-or-later
"""Licences of an organization: their holders, and changes for one person."""

from __future__ import annotations

from collections import Counter
from typing import Any

from ..errors import LICENSE_RULE, PACKAGE_LIMIT, ApiError, bad_request, not_found
from . import numbers
from .catalogue import LICENSE_NAMES
from .people import calling_licenses, find
from .records import Organization, Person
from .world import World


def views(world: World, org: Organization) -> list[dict[str, Any]]:
    """Shape the licences of an organization for an answer."""
    held = Counter(key for person in org.people.values() for key in person.licenses)
    customer = world.customers_by_org.get(org.id)
    shown = []
    for package, key in org.licenses.items():
        limit = customer.limits.get(package) if customer else None
        shown.append(
            {
                "id": key,
                "name": LICENSE_NAMES[package],
                "totalUnits": -1 if limit is None else int(limit),
                "consumedUnits": held[key],
                "consumedByUsers": held[key],
                "consumedByWorkspaces": 0,
            }
        )
    return shown


def holder_organization(world: World, license_id: str) -> Organization:
    """Return the organization that has a licence."""
    for org in world.organizations.values():
        if org.managed and license_id in org.licenses.values():
            return world.organization(org.id)
    raise not_found("The license")


def person_of(world: World, body: dict[str, Any]) -> Person:
    """Return the person whose licences are to change."""
    person = world.people.get(body.get("personId", ""))
    if person is None and "personId" not in body:
        person = world.people_by_email.get(body["email"].lower())
    if person is None or ("orgId" in body and world.find_organization(body["orgId"]) is not _home(world, person)):
        raise not_found("The person")
    return find(world, person.id)


def _home(world: World, person: Person) -> Organization:
    return world.organizations[person.org_id]


def change(world: World, person: Person, wanted: list[dict[str, Any]]) -> list[ApiError]:
    """Change licences one by one and return why some were not; when none was changed, that is an error."""
    problems = []
    for item in wanted:
        try:
            if item.get("operation", "add") == "remove":
                _take(world, person, item["id"])
            else:
                _give(world, person, item)
        except ApiError as refusal:
            problems.append(refusal)
    if problems and len(problems) == len(wanted):
        raise problems[0]
    person.modified = world.now()
    return problems


def _take(world: World, person: Person, key: str) -> None:
    if key not in person.licenses:
        raise bad_request("The person does not have this license.", LICENSE_RULE)
    person.licenses.remove(key)
    calling = calling_licenses(_home(world, person))
    if key in calling and not calling.intersection(person.licenses):
        numbers.release(world, person)


def _give(world: World, person: Person, item: dict[str, Any]) -> None:
    org, key = _home(world, person), item["id"]
    package = next((name for name, known in org.licenses.items() if known == key), None)
    if package is None:
        raise bad_request("The organization does not have this license.", LICENSE_RULE)
    customer = world.customers_by_org.get(org.id)
    limit = customer.limits.get(package) if customer else None
    held = sum(key in other.licenses for other in org.people.values())
    if limit is not None and key not in person.licenses and held >= limit:
        raise bad_request(f"The limit of {limit:g} for package {package} is reached.", PACKAGE_LIMIT)
    if key in calling_licenses(org):
        _connect(world, org, person, item.get("properties", {}))
    if key not in person.licenses:
        person.licenses.append(key)


def _connect(world: World, org: Organization, person: Person, wanted: dict[str, Any]) -> None:
    number, extension = wanted.get("phoneNumber"), wanted.get("extension")
    if not number and not extension:
        if person.location_id is None:
            raise bad_request("A calling license needs phoneNumber or extension.", LICENSE_RULE)
        return
    number = numbers.normalize(number) if number else None
    known = world.numbers.get(number or "")
    location = numbers.calling_location(org, wanted.get("locationId") or (known.location_id if known else None))
    if person.location_id not in (None, location.id):
        raise bad_request("A calling user cannot be moved to another location by an update.", LICENSE_RULE)
    numbers.check(world, location, number, extension, person.id)
    numbers.assign(world, person, location, number, extension or None)
