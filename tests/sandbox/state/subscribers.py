# SPDX-License-Identifier: GPL-3.0-or-later
"""Wholesale subscribers: creation, change, removal, precheck."""

from __future__ import annotations

from typing import Any

from ..errors import (
    EMAIL_TAKEN,
    EMAIL_TAKEN_TEXT,
    MISSING,
    PACKAGE_LIMIT,
    PACKAGE_RULE,
    ApiError,
    bad_request,
    conflict,
    not_found,
)
from ..ids import new_id
from . import numbers
from .catalogue import CALLING_PACKAGES, FULL_ADMIN, PACKAGE_LEVELS
from .customers import READY
from .records import Customer, Organization, Person, Subscriber
from .world import World


def find(world: World, subscriber_id: str, sub_partner: str | None) -> Subscriber:
    """Return a subscriber that the caller can see."""
    subscriber = world.subscribers.get(subscriber_id)
    if subscriber is None or world.customers[subscriber.customer_id].sub_partner != sub_partner:
        raise not_found("The subscriber")
    return subscriber


def package_of(body: dict[str, Any]) -> str:
    """Return the one package of a request."""
    return str(body["packages"][0] if "packages" in body else body["package"])


def _ready_organization(world: World, customer: Customer) -> Organization:
    # After a failed change the customer has status error and an organization.
    if customer.status not in READY | {"error"} or customer.org_id is None:
        raise conflict(f"The customer is {customer.status}; it must be provisioned first.")
    return world.organizations[customer.org_id]


def _check_package(customer: Customer, package: str, previous: str | None = None) -> None:
    if package not in customer.packages:
        raise bad_request(f"The customer does not have package {package}.", PACKAGE_RULE)
    limit = customer.limits.get(package)
    if limit is not None and package != previous and customer.package_use.get(package, 0) >= limit:
        raise bad_request(f"The limit of {limit:g} for package {package} is reached.", PACKAGE_LIMIT)


def _calling_request(org: Organization, wanted: dict[str, Any]) -> tuple[str, str | None, str | None]:
    number, extension = wanted.get("primaryPhoneNumber"), wanted.get("extension")
    if not number and not extension:
        raise bad_request("A calling package needs primaryPhoneNumber, extension or both.", MISSING)
    location = numbers.calling_location(org, wanted.get("locationId"))
    return location.id, numbers.normalize(number) if number else None, extension or None


def check_create(
    world: World, customer: Customer, body: dict[str, Any], *, with_calling: bool = True
) -> tuple[Organization, Person | None, tuple[str, str | None, str | None] | None]:
    """Check an order; return organization, the person if there is one, and location, number, extension."""
    org = _ready_organization(world, customer)
    package, email = package_of(body), body["email"]
    _check_package(customer, package)
    existing = world.subscribers_by_email.get(email.lower())
    if existing is not None and existing.customer_id == customer.id:
        raise conflict("The customer already has a subscriber with this email address.")
    if existing is not None or world.email_taken_elsewhere(email, org.id):
        raise bad_request(EMAIL_TAKEN_TEXT, EMAIL_TAKEN)
    person = world.people_by_email.get(email.lower())
    wanted = None
    # Numbers in the order are ignored for someone who has calling already.
    if with_calling and package in CALLING_PACKAGES and (person is None or person.location_id is None):
        wanted = _calling_request(org, body["provisioningParameters"])
        location = org.locations[wanted[0]]
        numbers.check(world, location, wanted[1], wanted[2], person.id if person else None)
    return org, person, wanted


def create(world: World, customer: Customer, body: dict[str, Any]) -> Subscriber:
    """Create a subscriber; the owner of a free account has to consent first."""
    org, person, wanted = check_create(world, customer, body)
    now = world.now()
    package, email = package_of(body), body["email"]
    pending = person is None and email.lower() in world.free_accounts
    subscriber = Subscriber(
        id=new_id("SUBSCRIBER"),
        customer_id=customer.id,
        email=email,
        package=package,
        status="pending_user_migration" if pending else "provisioned",
        created=now,
        changed=now,
    )
    world.subscribers[subscriber.id] = customer.subscribers[subscriber.id] = subscriber
    world.subscribers_by_email[email.lower()] = subscriber
    customer.package_use[package] = customer.package_use.get(package, 0) + 1
    if pending:
        subscriber.wanted = body["provisioningParameters"]
    else:
        _equip(world, org, subscriber, person, body["provisioningParameters"], wanted)
    return subscriber


def _equip(
    world: World,
    org: Organization,
    subscriber: Subscriber,
    person: Person | None,
    parameters: dict[str, Any],
    wanted: tuple[str, str | None, str | None] | None,
) -> None:
    first, last = parameters.get("firstName"), parameters.get("lastName")
    if person is None:
        person = world.add_person(org, subscriber.email, first, last)
    elif first or last:  # an existing person without a name gets the one in the order
        person.first_name, person.last_name = person.first_name or first, person.last_name or last
        if person.display_name == person.emails[0]:
            person.display_name = " ".join(part for part in (person.first_name, person.last_name) if part)
    subscriber.person_id = person.id
    world.subscribers_by_person[person.id] = subscriber
    license_id = org.licenses[subscriber.package]
    if license_id not in person.licenses:
        person.licenses.append(license_id)
    if wanted is not None:
        numbers.assign(world, person, org.locations[wanted[0]], wanted[1], wanted[2])


def consent(world: World, email: str) -> Subscriber:
    """Consent to moving a free account, as its owner would."""
    subscriber = world.subscribers_by_email.get(email.lower())
    if subscriber is None or subscriber.status != "pending_user_migration":
        raise not_found("A pending subscriber with this email address")
    customer = world.customers[subscriber.customer_id]
    org = _ready_organization(world, customer)
    wanted = None
    if subscriber.package in CALLING_PACKAGES:
        wanted = _calling_request(org, subscriber.wanted)
        numbers.check(world, org.locations[wanted[0]], wanted[1], wanted[2], None)
    world.free_accounts.discard(email.lower())
    _equip(world, org, subscriber, None, subscriber.wanted, wanted)
    subscriber.status, subscriber.changed, subscriber.wanted = "provisioned", world.now(), {}
    return subscriber


def update(world: World, subscriber: Subscriber, body: dict[str, Any]) -> None:
    """Change the package."""
    customer = world.customers[subscriber.customer_id]
    org = _ready_organization(world, customer)
    if subscriber.status != "provisioned":
        raise conflict("The subscriber waits for the user's consent.")
    package = package_of(body)
    _check_package(customer, package, subscriber.package)
    person = world.people[subscriber.person_id or ""]
    lower = PACKAGE_LEVELS.get(package, 0) < PACKAGE_LEVELS.get(subscriber.package, 0)
    if world.settings.admin_package_rule and FULL_ADMIN in person.roles and lower:
        raise bad_request("Lowering the package of a full administrator is not supported.", PACKAGE_RULE)
    gains_calling = package in CALLING_PACKAGES and subscriber.package not in CALLING_PACKAGES
    if "provisioningParameters" in body and not gains_calling:
        raise bad_request("provisioningParameters are allowed only when a calling package replaces webex_meetings.")
    if gains_calling and person.location_id is None:
        wanted = _calling_request(org, body.get("provisioningParameters", {}))
        numbers.check(world, org.locations[wanted[0]], wanted[1], wanted[2], person.id)
        numbers.assign(world, person, org.locations[wanted[0]], wanted[1], wanted[2])
    if package not in CALLING_PACKAGES:
        numbers.release(world, person)
    old = org.licenses.get(subscriber.package)
    person.licenses = [item for item in person.licenses if item != old]
    person.licenses.append(org.licenses[package])
    if package != subscriber.package:
        _count(customer, subscriber.package, -1)
        _count(customer, package, 1)
        subscriber.package, subscriber.changed = package, world.now()


def _count(customer: Customer, package: str, change: int) -> None:
    if package:  # it may have been lost together with the customer's package
        customer.package_use[package] = customer.package_use.get(package, 0) + change


def remove(world: World, subscriber: Subscriber) -> None:
    """Remove the subscriber; the person stays, without licence and number."""
    customer = world.customers[subscriber.customer_id]
    person = world.people.get(subscriber.person_id or "")
    if person is not None:
        license_id = world.organizations[person.org_id].licenses.get(subscriber.package)
        person.licenses = [item for item in person.licenses if item != license_id]
        if subscriber.package in CALLING_PACKAGES:
            numbers.release(world, person)
        world.subscribers_by_person.pop(person.id, None)
    _count(customer, subscriber.package, -1)
    del world.subscribers[subscriber.id], customer.subscribers[subscriber.id]
    world.subscribers_by_email.pop(subscriber.email.lower(), None)


def precheck(world: World, body: dict[str, Any], sub_partner: str | None) -> list[tuple[str, int | str]]:
    """Return why an order would fail; an empty list when it would not."""
    problems: list[tuple[str, int | str]] = []
    try:
        if "customerId" in body:
            customer = world.customers.get(body["customerId"])
            if customer is None or customer.sub_partner != sub_partner:
                raise bad_request("The customer was not found.")
            org = _ready_organization(world, customer)
            packages = [*body.get("packages", []), *([body["package"]] if "package" in body else [])]
            if len(packages) > 1:
                raise bad_request("A subscriber has one package.", PACKAGE_RULE)
            if packages:
                # Without parameters this is the short form, which does not check numbers.
                order = {**body, "packages": packages}
                check_create(world, customer, order, with_calling="provisioningParameters" in body)
            elif (known := world.subscribers_by_email.get(body["email"].lower())) and known.customer_id == customer.id:
                raise conflict("The customer already has a subscriber with this email address.")
            elif world.email_taken_elsewhere(body["email"], org.id):
                raise bad_request(EMAIL_TAKEN_TEXT, EMAIL_TAKEN)
        else:
            world.require_provisioning_id(body["provisioningId"], sub_partner)
            for email in (body["email"], body["customerInfo"]["primaryEmail"]):
                if world.email_taken_elsewhere(email, None):
                    raise bad_request(EMAIL_TAKEN_TEXT, EMAIL_TAKEN)
    except ApiError as refusal:
        problems.extend(refusal.items)
    return problems
