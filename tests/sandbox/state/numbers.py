# SPDX-License-Identifier: GPL-3.0-or-later
"""Phone numbers and extensions: inventory of a location, and their owners."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..errors import (
    EXTENSION_LENGTH,
    EXTENSION_RULE,
    LOCATION_RULE,
    MISSING,
    NUMBER_RULE,
    bad_request,
    conflict,
    not_found,
)
from .catalogue import RESERVED_EXTENSIONS
from .records import Location, Number, Organization, Person
from .world import World

E164 = re.compile(r"\+[1-9][0-9]{6,14}")
EXTENSION = re.compile(r"[0-9]{2,10}")
TOLL_FREE = re.compile(r"\+1(800|833|844|855|866|877|888)")


def normalize(number: str) -> str:
    """Strip the punctuation that clients put into numbers."""
    return re.sub(r"[\s().-]", "", number)


def toll_free(number: str) -> bool:
    """Whether a number is toll-free."""
    return TOLL_FREE.match(number) is not None


def add(world: World, location_id: str, numbers: list[str], state: str = "ACTIVE") -> int:
    """Put numbers into the inventory of a location; numbers that it has already are not changed."""
    org = world.location_org.get(location_id)
    if org is None:
        raise not_found("The location")
    location = org.locations[location_id]
    added = 0
    for raw in numbers:
        number = normalize(raw)
        if not E164.fullmatch(number):
            raise bad_request(f"{raw} is not an E.164 number.", NUMBER_RULE)
        known = world.numbers.get(number)
        if known is not None and known.location_id != location_id:
            raise conflict(f"{number} belongs to another location.", NUMBER_RULE)
        if known is None:
            store(world, location, Number(number, location_id, world.now(), state))
            added += 1
    return added


def store(world: World, location: Location, number: Number) -> None:
    """Store a number."""
    if number.kind == "DID" and toll_free(number.phone_number):
        number.kind = "TOLLFREE"
    world.numbers[number.phone_number] = location.numbers[number.phone_number] = number


def in_use(world: World, number: Number, holder: str | None = None) -> bool:
    """Return whether another person than ``holder`` has the number, or released it recently."""
    held = number.held_by if number.held_until > world.now() else None
    return any(owner not in (None, holder) for owner in (number.owner_id, held))


def calling_location(org: Organization, location_id: str | None) -> Location:
    """Return the location for a calling user."""
    if not location_id:
        raise bad_request("locationId is needed for a calling package.", MISSING)
    location = org.locations.get(location_id)
    if location is None:
        raise bad_request("The location does not belong to the organization of the customer.", LOCATION_RULE)
    if not location.calling:
        raise bad_request("The location is not enabled for calling: the calling flag is not set.", LOCATION_RULE)
    return location


def check(world: World, location: Location, number: str | None, extension: str | None, holder: str | None) -> None:
    """Check that the location has the number, and that number and extension are free for ``holder``."""
    if number is not None:
        row = location.numbers.get(number)
        if row is None:
            raise bad_request(f"{number} is not in the inventory of location {location.name}.", NUMBER_RULE)
        if in_use(world, row, holder):
            raise bad_request(f"{number} is assigned to someone else.", NUMBER_RULE)
        if row.state != "ACTIVE":
            raise bad_request(f"{number} is not active.", NUMBER_RULE)
    if extension is not None:
        check_extension(world, extension)
        if location.extensions.get(extension, holder) != holder:
            raise bad_request(f"Extension {extension} is used already in location {location.name}.", EXTENSION_RULE)


def check_extension(world: World, extension: str) -> None:
    """Check an extension on its own."""
    if not EXTENSION.fullmatch(extension) or extension in RESERVED_EXTENSIONS:
        raise bad_request(f"{extension} cannot be used as extension.", EXTENSION_RULE)
    length = world.settings.extension_length
    if length is not None and len(extension) != length:
        raise bad_request(f"Extension {extension} does not have {length} digits.", EXTENSION_LENGTH)


def assign(world: World, person: Person, location: Location, number: str | None, extension: str | None) -> None:
    """Give a person exactly this number and extension; everything was checked before."""
    release(world, person)
    person.location_id, person.phone_number, person.extension = location.id, number, extension
    if number is not None:
        location.numbers[number].owner_id = person.id
    if extension is not None:
        location.extensions[extension] = person.id


def release(world: World, person: Person) -> None:
    """Take number, extension and location away from a person."""
    org = world.location_org.get(person.location_id or "")
    if org is not None and person.location_id is not None:
        location = org.locations[person.location_id]
        if person.extension is not None:
            location.extensions.pop(person.extension, None)
        if person.phone_number is not None and person.phone_number in location.numbers:
            number = location.numbers[person.phone_number]
            number.owner_id, number.held_by = None, person.id
            number.held_until = world.now() + world.settings.number_release_delay
    person.location_id = person.phone_number = person.extension = None


def _row(world: World, location: Location, number: Number | None, person: Person | None) -> dict[str, Any]:
    row: dict[str, Any] = {}
    if number is not None:
        row["phoneNumber"] = number.phone_number
    elif world.settings.extension_only_number != "absent":
        row["phoneNumber"] = "" if world.settings.extension_only_number == "empty" else None
    extension = person.extension if person else None
    if extension is not None:
        row["extension"] = extension
        row["esn"] = location.routing_prefix + extension
    if location.routing_prefix:
        row["routingPrefix"] = location.routing_prefix
    if number is not None:
        kind = "MOBILE_NUMBER" if number.kind == "MOBILE" else "PSTN_NUMBER"
        row |= {"state": number.state, "phoneNumberType": "PRIMARY", "includedTelephonyTypes": kind}
    row |= {
        "mainNumber": number is not None and number.phone_number == location.main_number,
        "tollFreeNumber": number is not None and number.kind == "TOLLFREE",
        "isServiceNumber": number is not None and number.service,
        "location": {"id": location.id, "name": location.name},
    }
    if person is not None:
        owner = {"id": person.id, "type": "PEOPLE"}
        if person.first_name:
            owner["firstName"] = person.first_name
        if person.last_name:
            owner["lastName"] = person.last_name
        row["owner"] = owner
    return row


def rows(world: World, org: Organization, location_id: str | None = None) -> Iterator[dict[str, Any]]:
    """Yield the number list: every number, then every person that has an extension only."""
    for location in org.locations.values():
        if location_id not in (None, location.id):
            continue
        for number in world.listed(location.numbers.values()):
            yield _row(world, location, number, world.people.get(number.owner_id or ""))
        for person in world.listed(world.people[holder] for holder in location.extensions.values()):
            if person.phone_number is None:
                yield _row(world, location, None, person)
