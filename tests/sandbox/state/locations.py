# SPDX-License-Identifier: GPL-3.0-or-later
"""Locations of an organization and their calling side."""

from __future__ import annotations

import re
from typing import Any

from ..errors import INVALID, LOCATION_RULE, MISSING, bad_request, conflict, not_found
from ..ids import new_id
from . import numbers, pstn
from .catalogue import CALLING_PACKAGES, LANGUAGES
from .countries import COUNTRIES
from .records import Location, Organization
from .world import World

LONGEST_CALLING_NAME = 80
PREFIX = re.compile(r"[0-9]{1,7}")
DIAL_DIGITS = re.compile(r"[0-9*#]{1,4}")
NOTES = ("latitude", "longitude", "notes")
# Members of the calling side that are stored and returned unchanged.
DIALING = ("outsideDialDigit", "enforceOutsideDialDigit", "externalCallerIdName", "pAccessNetworkInfo", "chargeNumber")


def find(org: Organization, location_id: str) -> Location:
    """Return a location of the organization."""
    location = org.locations.get(location_id)
    if location is None:
        raise not_found("The location")
    return location


def find_calling(org: Organization, location_id: str) -> Location:
    """Return a location that is enabled for calling; for telephony the others do not exist."""
    location = find(org, location_id)
    if not location.calling:
        raise not_found("The calling location")
    return location


def _require_free_name(world: World, org: Organization, name: str, besides: Location | None = None) -> None:
    same = str if world.settings.location_name_case else str.casefold
    if any(same(item.name) == same(name) and item is not besides for item in org.locations.values()):
        raise conflict(f"A location named {name} exists already.", LOCATION_RULE)


def _require_language(code: str) -> str:
    if code.lower() not in LANGUAGES:
        raise bad_request(f"{code} is not an announcement language.", INVALID)
    return code.lower()


def _check_address(address: dict[str, Any]) -> None:
    """Check that the members which the country needs are there and not empty."""
    rules = COUNTRIES.get(address.get("country", ""), {})
    needed = ["address1", "city", "country"]
    needed += ["state"] if rules.get("stateRequired") else []
    needed += ["postalCode"] if rules.get("zipCodeRequired") else []
    for name in needed:
        if not address.get(name):
            raise bad_request(f"address.{name} is needed.", MISSING)


def _filled(address: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in address.items() if value}


def create(world: World, org: Organization, body: dict[str, Any]) -> Location:
    """Create a location without calling."""
    _require_free_name(world, org, body["name"])
    _check_address(body["address"])
    quirks = world.settings.location_quirks
    if quirks and body["announcementLanguage"] != body["announcementLanguage"].lower():
        raise bad_request("announcementLanguage must be lower case.", INVALID)
    zones = COUNTRIES.get(body["address"]["country"], {}).get("timeZones")
    location = Location(
        id=new_id("LOCATION"),
        org_id=org.id,
        name=body["name"],
        address=_filled(body["address"]),
        time_zone=zones[0] if quirks and zones else body["timeZone"],
        language=body["preferredLanguage"],
        created=world.now(),
        notes={name: body[name] for name in NOTES if name in body},
        announcement_language=_require_language(body["announcementLanguage"]),
    )
    world.add_location(location)
    return location


def plant(
    world: World, org: Organization, name: str, address: dict[str, Any], time_zone: str, language: str
) -> Location:
    """Create a location without checks and without calling, as other services do."""
    location = Location(new_id("LOCATION"), org.id, name, address, time_zone, language, world.now())
    world.add_location(location)
    return location


def update(world: World, org: Organization, location: Location, body: dict[str, Any]) -> None:
    """Change the given members; an address replaces the whole one, but for a second line that is left out.

    A new name without the preferred language clears the language.
    """
    name = body.get("name", location.name)
    _require_free_name(world, org, name, location)
    _check_name(location, name)
    if "address" in body:
        address = {"address2": location.address.get("address2"), **body["address"]}
        _check_address(address)
        location.address = _filled(address)
    location.name = name
    location.time_zone = body.get("timeZone", location.time_zone)
    location.language = body.get("preferredLanguage", "" if "name" in body else location.language)


def _check_name(location: Location, name: str) -> None:
    if location.calling and len(name) > LONGEST_CALLING_NAME:
        raise bad_request(f"The name of a calling location has {LONGEST_CALLING_NAME} characters at most.", INVALID)


def remove(world: World, org: Organization, location: Location) -> None:
    """Delete a location that is not in use."""
    if location.calling:
        raise conflict("The location is enabled for calling; calling must be disabled first.", LOCATION_RULE)
    users = any(person.location_id == location.id for person in org.people.values())
    if users or location.held_until > world.now():
        raise conflict("The location is being referenced.", LOCATION_RULE)
    del org.locations[location.id], world.location_org[location.id]


def enable(world: World, org: Organization, body: dict[str, Any]) -> Location:
    """Enable an existing location for calling; the values have to be those of the location."""
    location = find(org, body["id"])
    if location.calling:
        raise conflict("The location is enabled for calling already.", LOCATION_RULE)
    if not CALLING_PACKAGES.intersection(org.licenses):
        raise bad_request("The organization has no calling package.", LOCATION_RULE)
    same = {
        "name": body["name"] == location.name,
        "address": _filled(body["address"]) == _filled(location.address),
        "timeZone": body["timeZone"] == location.time_zone or world.settings.location_quirks,
        "preferredLanguage": location.language.lower() in ("", body["preferredLanguage"].lower()),
    }
    for name, equal in same.items():
        if not equal:
            raise bad_request(f"{name} differs from that of the location.", LOCATION_RULE)
    if "announcementLanguage" in body:
        if world.settings.location_quirks and body["announcementLanguage"] != body["announcementLanguage"].lower():
            raise bad_request("announcementLanguage must be lower case.", INVALID)
        location.announcement_language = _require_language(body["announcementLanguage"])
    location.language = location.language or body["preferredLanguage"]
    location.calling, location.caller_name = True, location.name
    return location


def update_calling(world: World, org: Organization, location: Location, body: dict[str, Any]) -> str | None:
    """Change the calling side; a new routing prefix takes a job, whose identifier is returned."""
    language = _require_language(body["announcementLanguage"]) if "announcementLanguage" in body else None
    prefix = body["routingPrefix"] or "" if "routingPrefix" in body else location.routing_prefix
    digit = body.get("outsideDialDigit")
    if digit and not DIAL_DIGITS.fullmatch(digit):
        raise bad_request("outsideDialDigit must be one to four digits.", INVALID)
    line = body.get("callingLineId", {})
    main = _main_number(location, line["phoneNumber"]) if "phoneNumber" in line else location.main_number
    if "routingPrefix" in body:
        _check_prefix(org, location, prefix)
    if "connection" in body:
        pstn.connect_route(world, org, location, body["connection"]["type"], body["connection"]["id"])
    location.main_number = main
    location.caller_name = line.get("name", location.caller_name)
    location.announcement_language = language or location.announcement_language
    for name in DIALING:
        if name in body:
            location.dialing[name] = body[name]
    return _change_prefix(world, location, prefix) if prefix != location.routing_prefix else None


def _main_number(location: Location, text: str) -> str:
    row = location.numbers.get(numbers.normalize(text))
    if row is None or row.state != "ACTIVE":
        raise bad_request(f"{text} is not an active number of location {location.name}.", LOCATION_RULE)
    return row.phone_number


def _check_prefix(org: Organization, location: Location, prefix: str) -> None:
    if prefix and not PREFIX.fullmatch(prefix):
        raise bad_request("routingPrefix must be one to seven digits.", INVALID)
    if location.new_prefix is not None:
        reason = "A change of the routing prefix is in progress."
        raise conflict(reason, LOCATION_RULE, failureReason=reason)
    for other in org.locations.values():
        if prefix and other is not location and prefix in (other.routing_prefix, other.new_prefix):
            raise conflict(f"Routing prefix {prefix} belongs to location {other.name}.", LOCATION_RULE)


def _change_prefix(world: World, location: Location, prefix: str) -> str:
    location.new_prefix = prefix

    def finish() -> None:
        if location.new_prefix == prefix:  # the location may have lost calling meanwhile
            location.routing_prefix, location.new_prefix = prefix, None

    world.later(world.settings.update_delay, finish)
    if world.settings.update_delay == 0:
        world.tick()
    return new_id("BATCH_JOB")
