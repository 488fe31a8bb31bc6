# SPDX-License-Identifier: GPL-3.0-or-later
"""People of an organization: profile, roles, licences, calling data."""

from __future__ import annotations

from typing import Any

from ..clock import iso
from ..errors import (
    EMAIL_TAKEN,
    EMAIL_TAKEN_TEXT,
    LICENSE_RULE,
    LOCATION_RULE,
    MISSING,
    NUMBER_RULE,
    ROLE_RULE,
    bad_request,
    conflict,
    not_found,
)
from . import countries, numbers, subscribers
from .catalogue import CALLING_PACKAGES, LOCATION_ADMIN, ROLES
from .records import Location, Organization, Person
from .world import World

# Members that are stored and returned unchanged.
PLAIN = ("nickName", "avatar", "department", "manager", "managerId", "title", "addresses", "siteUrls")


def find(world: World, person_id: str) -> Person:
    """Return a person of an organization that the partner manages."""
    person = world.people.get(person_id)
    if person is None or not world.organizations[person.org_id].managed:
        raise not_found("The person")
    world.organization(person.org_id)
    return person


def view(
    world: World, person: Person, *, calling_data: bool = False, status: bool = True, brief: bool = False
) -> dict[str, Any]:
    """Shape a person for an answer; ``brief`` leaves out what the list by id leaves out."""
    shown: dict[str, Any] = {
        "id": person.id,
        "emails": list(person.emails),
        "phoneNumbers": [],
        "displayName": person.display_name,
    }
    if person.first_name:
        shown["firstName"] = person.first_name
    if person.last_name:
        shown["lastName"] = person.last_name
    shown |= {"orgId": person.org_id, "created": iso(person.created), "lastModified": iso(person.modified)}
    shown |= person.extra
    if not brief:
        shown |= {"roles": list(person.roles), "licenses": list(person.licenses)}
    if calling_data and not brief:
        shown |= _calling_data(world, person)
    delay = world.settings.sip_delay
    if delay is not None and world.now() - person.created >= delay:
        user = person.emails[0].partition("@")[0]
        shown["sipAddresses"] = [{"type": "cloud-calling", "value": f"{user}@example.calls.webex.com", "primary": True}]
    if status:
        shown["status"] = "pending"
    shown |= {"invitePending": True, "loginEnabled": person.login_enabled, "type": "person"}
    return shown


def _calling_data(world: World, person: Person) -> dict[str, Any]:
    if person.location_id is None:
        return {}
    location = world.location_org[person.location_id].locations[person.location_id]
    phones: list[dict[str, Any]] = []
    if person.phone_number:
        phones.append({"type": "work", "value": person.phone_number, "primary": True})
    if person.extension:
        value = location.routing_prefix + person.extension
        phones.append({"type": "work_extension", "value": value, "primary": not person.phone_number})
    data: dict[str, Any] = {"phoneNumbers": phones, "locationId": location.id}
    if person.extension:
        data["extension"] = person.extension
    return data


def number_view(world: World, person: Person, *, national: bool) -> dict[str, Any]:
    """Shape number and extension of a calling person."""
    if person.location_id is None:
        raise not_found("The calling user")
    location = world.location_org[person.location_id].locations[person.location_id]
    row: dict[str, Any] = {"primary": True}
    if person.phone_number:
        country = location.address.get("country", "")
        row["directNumber"] = countries.national(person.phone_number, country) if national else person.phone_number
    if person.extension:
        row |= {"extension": person.extension, "esn": location.routing_prefix + person.extension}
    if location.routing_prefix:
        row["routingPrefix"] = location.routing_prefix
    row["ringPattern"] = "NORMAL"
    return {"distinctiveRingEnabled": True, "phoneNumbers": [row]}


def select(
    world: World,
    org: Organization | None,
    *,
    email: str | None = None,
    display_name: str | None = None,
    ids: list[str] | None = None,
    role: str | None = None,
    location_id: str | None = None,
) -> list[Person]:
    """Return the people that match the filters, oldest first."""
    if ids is not None:
        found = world.listed(world.people[item] for item in ids if item in world.people)
        return [person for person in found if _in_reach(world, person, org)]
    assert org is not None
    if email is not None:
        match = world.people_by_email.get(email.lower())
        people = world.listed([match] if match is not None and match.org_id == org.id else [])
    else:
        people = world.listed(org.people.values())
    if display_name is not None:
        people = [person for person in people if person.display_name.lower().startswith(display_name.lower())]
    if role is not None:
        people = [person for person in people if role in person.roles]
    if location_id is not None:
        people = [person for person in people if person.location_id == location_id]
    return people


def _in_reach(world: World, person: Person, org: Organization | None) -> bool:
    return person.org_id == org.id if org is not None else world.organizations[person.org_id].managed


def _check_access(org: Organization, body: dict[str, Any]) -> None:
    roles = body.get("roles", [])
    unknown = [role for role in roles if role not in ROLES]
    if unknown:
        raise bad_request(f"Unknown role: {unknown[0]}", ROLE_RULE)
    if LOCATION_ADMIN in roles and len(set(roles)) > 1:
        raise bad_request("Location Administrator excludes every other role.", ROLE_RULE)
    foreign = set(body.get("licenses", [])) - set(org.licenses.values())
    if foreign:
        raise bad_request(f"Unknown licence: {min(foreign)}", LICENSE_RULE)


def _check_emails(world: World, org: Organization, emails: list[str], person: Person | None) -> None:
    if len(emails) != 1:
        raise bad_request("emails must hold exactly one address.", MISSING)
    holder = world.people_by_email.get(emails[0].lower())
    if holder is not None and holder is not person and holder.org_id == org.id:
        raise conflict("A person with this email address exists already.")
    if world.email_taken_elsewhere(emails[0], org.id):
        raise bad_request(EMAIL_TAKEN_TEXT, EMAIL_TAKEN)


def _calling_request(
    world: World, org: Organization, person: Person | None, body: dict[str, Any]
) -> tuple[Location, str | None, str | None] | None:
    work = [phone["value"] for phone in body.get("phoneNumbers", []) if phone.get("value")]
    number = numbers.normalize(work[0]) if work else None
    extension = body.get("extension") or None
    location_id = body.get("locationId") or (person.location_id if person else None)
    if person is not None and person.location_id not in (None, location_id):
        raise bad_request("A calling user cannot be moved to another location by an update.", LOCATION_RULE)
    if number is None and extension is None:
        return None
    if location_id is None:
        if number is not None and extension is None:
            return None  # a plain profile number
        raise bad_request("locationId is needed with an extension.", NUMBER_RULE)
    location = numbers.calling_location(org, location_id)
    numbers.check(world, location, number, extension, person.id if person else None)
    return location, number, extension


def calling_licenses(org: Organization) -> set[str]:
    """Return the licences with calling."""
    return {key for package, key in org.licenses.items() if package in CALLING_PACKAGES}


def _write(world: World, person: Person, body: dict[str, Any]) -> None:
    person.first_name, person.last_name = body.get("firstName"), body.get("lastName")
    person.display_name = body.get("displayName") or " ".join(
        part for part in (person.first_name, person.last_name) if part
    )
    person.display_name = person.display_name or person.emails[0]
    person.roles = list(dict.fromkeys(body.get("roles", [])))
    person.licenses = list(dict.fromkeys(body.get("licenses", [])))
    person.login_enabled = bool(body.get("loginEnabled", True))
    person.extra = {name: body[name] for name in PLAIN if body.get(name) is not None}
    person.modified = world.now()


def _require_calling_data(wanted: Any, gained: set[str]) -> None:
    if gained and wanted is None:
        raise bad_request("A calling licence needs a location, and a number or an extension.", LICENSE_RULE)


def create(world: World, org: Organization, body: dict[str, Any]) -> Person:
    """Create a person without a subscriber."""
    _check_access(org, body)
    _check_emails(world, org, body["emails"], None)
    wanted = _calling_request(world, org, None, body)
    _require_calling_data(wanted, calling_licenses(org).intersection(body.get("licenses", [])))
    person = world.add_person(org, body["emails"][0], None, None)
    _write(world, person, body)
    if wanted is not None:
        numbers.assign(world, person, *wanted)
    return person


def replace(world: World, person: Person, body: dict[str, Any]) -> None:
    """Replace a person: roles, licences, numbers and extension that are left out are removed."""
    org = world.organizations[person.org_id]
    if body.get("orgId") is not None and world.find_organization(body["orgId"]) is not org:
        raise bad_request("A person cannot be moved to another organization.")
    _check_access(org, body)
    emails = body.get("emails") or person.emails
    _check_emails(world, org, emails, person)
    wanted = _calling_request(world, org, person, body)
    will_have = calling_licenses(org).intersection(body.get("licenses", []))
    had_calling = person.location_id is not None
    _require_calling_data(wanted, set() if had_calling else will_have)
    del world.people_by_email[person.emails[0].lower()]
    person.emails = list(emails)
    world.people_by_email[emails[0].lower()] = person
    had_license = calling_licenses(org).intersection(person.licenses)
    _write(world, person, body)
    if had_license and not will_have:
        numbers.release(world, person)
    elif wanted is not None:
        numbers.assign(world, person, *wanted)
    elif will_have and person.location_id is not None:  # number and extension are removed, the location stays
        numbers.assign(world, person, org.locations[person.location_id], None, None)
    else:
        numbers.release(world, person)


def remove(world: World, person: Person) -> None:
    """Delete a person and with it the subscriber record; the address is free again."""
    subscriber = world.subscribers_by_person.get(person.id)
    if subscriber is not None:
        subscribers.remove(world, subscriber)
    numbers.release(world, person)
    world.people_by_email.pop(person.emails[0].lower(), None)
    del world.people[person.id], world.organizations[person.org_id].people[person.id]
