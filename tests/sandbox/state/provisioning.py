# SPDX-License-Identifier: GPL-3.0-or-later
"""The provisioning of a customer: the steps between an order and its result."""

from __future__ import annotations

from typing import Any

from ..errors import CALLING_MAINTENANCE, EMAIL_TAKEN, EMAIL_TAKEN_TEXT, SCRIPTED
from ..ids import new_id
from . import numbers
from .catalogue import CALLING_PACKAGES, FULL_ADMIN, calling
from .records import Customer, Location, Organization, Outcome, PackageState
from .world import World

APPROVAL_USER_COUNT = 100


def _outcome(world: World, customer: Customer) -> Outcome | None:
    """Return the scripted outcome for the next transition of a customer and use it up."""
    outcome = world.outcomes.get(customer.external_id)
    if outcome is None:
        return None
    if outcome.times > 0:
        outcome.times -= 1
        if outcome.times == 0:
            del world.outcomes[customer.external_id]
    return outcome


def _delay(outcome: Outcome | None, default: float) -> float:
    return default if outcome is None or outcome.delay is None else outcome.delay


def begin_create(world: World, customer: Customer) -> None:
    """Start the provisioning of a new customer."""
    customer.step += 1
    outcome = _outcome(world, customer)
    if outcome is not None and outcome.kind == "review":
        customer.status = "pending_rpl_review"
        if outcome.seconds is not None:
            world.schedule(customer, outcome.seconds, lambda c: _provision(world, c, None))
        return
    _provision(world, customer, outcome)


def _provision(world: World, customer: Customer, outcome: Outcome | None) -> None:
    customer.status = "provisioning"
    org = world.organizations.get(customer.attach_org_id or "")
    if org is not None and not org.approved and needs_approval(org):
        return  # waits for the approval of the organization's administrator
    delay = _delay(outcome, world.settings.provisioning_delay)
    world.schedule(customer, delay, lambda c: _finish_create(world, c, outcome))
    if delay == 0:
        world.tick()


def needs_approval(org: Organization) -> bool:
    """Whether attaching the organization waits for its administrator."""
    return org.verified_domain or org.user_count + len(org.people) >= APPROVAL_USER_COUNT


def resume(world: World, customer: Customer) -> None:
    """Continue with a customer after an approval or a review."""
    if customer.status in ("provisioning", "pending_rpl_review") and customer.org_id is None:
        customer.step += 1
        _provision(world, customer, None)


def _finish_create(world: World, customer: Customer, outcome: Outcome | None) -> None:
    email = customer.request.get("customerInfo", {}).get("primaryEmail", "")
    if customer.attach_org_id is None and world.email_taken_elsewhere(email, None):
        _fail(customer, EMAIL_TAKEN, EMAIL_TAKEN_TEXT)
        return
    if outcome is not None and outcome.kind == "error":
        _fail(customer, outcome.code or SCRIPTED, outcome.description or "Provisioning failed.")
        return
    org = _organization(world, customer, email)
    customer.org_id = org.id
    world.customers_by_org[org.id] = customer
    _head_office(world, customer, org)
    _licenses(customer, org)
    _settle(customer, outcome)


def _organization(world: World, customer: Customer, email: str) -> Organization:
    if customer.attach_org_id is not None:
        org = world.organizations[customer.attach_org_id]
        org.managed = True
        org.touched = not world.settings.touch_required
        return org
    info = customer.request["customerInfo"]
    org = world.add_organization(info["name"])
    org.language = info.get("language")
    world.free_accounts.discard(email.lower())
    world.add_person(org, email, None, None).roles.append(FULL_ADMIN)
    return org


def _head_office(world: World, customer: Customer, org: Organization) -> None:
    if not calling(list(customer.packages)) or any(location.calling for location in org.locations.values()):
        return
    wanted = customer.request.get("provisioningParameters", {}).get("calling", {}).get("location")
    if wanted is None:
        return
    location = Location(
        id=new_id("LOCATION"),
        org_id=org.id,
        name=wanted["name"],
        address=location_address(wanted["address"]),
        time_zone=wanted["timezone"],
        language=wanted["language"].lower(),
        created=world.now(),
        calling=True,
        announcement_language=wanted["language"].lower(),
        caller_name=wanted["name"],
        emergency_identifier=wanted.get("emergencyLocationIdentifier"),
    )
    world.add_location(location)


def location_address(address: dict[str, Any]) -> dict[str, Any]:
    """Convert a Wholesale address into that of a location."""
    names = {
        "address1": "addressLine1",
        "address2": "addressLine2",
        "city": "city",
        "state": "stateOrProvince",
        "postalCode": "zipOrPostalCode",
        "country": "country",
    }
    return {ours: address[theirs] for ours, theirs in names.items() if theirs in address}


def _licenses(customer: Customer, org: Organization) -> None:
    for name in customer.packages:
        org.licenses.setdefault(name, new_id("LICENSE"))


def _fail(customer: Customer, code: int, description: str) -> None:
    customer.status = "error"
    customer.errors = [{"errorCode": code, "description": description}]
    for package in customer.packages.values():
        package.status = "error"


def _settle(customer: Customer, outcome: Outcome | None) -> None:
    customer.status = "provisioned"
    customer.errors = []
    for package in customer.packages.values():
        package.status, package.errors, package.warnings = "provisioned", [], []
    if outcome is None:
        return
    if outcome.kind == "maintenance":
        warning = {"errorCode": CALLING_MAINTENANCE, "description": "Calling services are in maintenance."}
        affected = [p for p in customer.packages.values() if p.name in CALLING_PACKAGES]
        for package in affected:
            package.status, package.warnings = "error", [warning]
        if affected:
            customer.status = "provisioned_with_errors"
    elif outcome.kind == "provisioned_with_errors":
        defect = {
            "errorCode": outcome.code or SCRIPTED,
            "description": outcome.description or "A package could not be provisioned completely.",
        }
        customer.status, customer.errors = "provisioned_with_errors", [defect]
        first = next(iter(customer.packages.values()))
        first.status, first.errors = "error", [defect]


def begin_update(world: World, customer: Customer, packages: list[str], before: dict[str, Any]) -> None:
    """Start a change of the package set.

    Parameters:
        before: The address that stays when the change fails.
    """
    if customer.org_id is None:  # the creation failed: the change repeats it
        customer.packages = {name: PackageState(name, "provisioning") for name in packages}
        customer.errors = []
        begin_create(world, customer)
        return
    customer.step += 1
    customer.status = "updating"
    built = [name for name, package in customer.packages.items() if package.status == "provisioned"]
    for name, package in customer.packages.items():
        if name not in packages:
            package.status = "deleting"
    for name in packages:
        customer.packages.setdefault(name, PackageState(name, "provisioning"))
    outcome = _outcome(world, customer)
    delay = _delay(outcome, world.settings.update_delay)
    if outcome is not None and outcome.kind == "error":
        world.schedule(customer, delay, lambda c: _fail_update(c, outcome, built, before))
    else:
        world.schedule(customer, delay, lambda c: _finish_update(world, c, packages, outcome))
    if delay == 0:
        world.tick()


def _fail_update(customer: Customer, outcome: Outcome, built: list[str], before: dict[str, Any]) -> None:
    """End a failed change: present packages stay, ordered ones are not provisioned."""
    _fail(customer, outcome.code or SCRIPTED, outcome.description or "The update failed.")
    customer.address = before
    for name in built:
        customer.packages[name].status = "provisioned"


def _finish_update(world: World, customer: Customer, packages: list[str], outcome: Outcome | None) -> None:
    gone = customer.packages.keys() - set(packages)
    customer.packages = {name: customer.packages[name] for name in packages}
    org = world.organizations[customer.org_id or ""]
    _take_away(world, customer, org, gone)
    _head_office(world, customer, org)
    _licenses(customer, org)
    _settle(customer, outcome)


def _take_away(world: World, customer: Customer, org: Organization, gone: set[str]) -> None:
    """Remove packages that the customer lost from its subscribers, with the data that depend on them."""
    for subscriber in customer.subscribers.values():
        if subscriber.package not in gone:
            continue
        person = world.people.get(subscriber.person_id or "")
        if person is not None:
            license_id = org.licenses.get(subscriber.package)
            person.licenses = [item for item in person.licenses if item != license_id]
            if subscriber.package in CALLING_PACKAGES:
                numbers.release(world, person)
        customer.package_use[subscriber.package] -= 1
        subscriber.package, subscriber.changed = "", world.now()


def begin_delete(world: World, customer: Customer) -> None:
    """Start the removal of a customer record."""
    customer.step += 1
    customer.status = "deleting"
    for package in customer.packages.values():
        package.status = "deleting"
    outcome = world.outcomes.get(customer.external_id)
    delay = _delay(outcome, world.settings.update_delay)
    world.schedule(customer, delay, lambda c: _finish_delete(world, c))
    if delay == 0:
        world.tick()


def _finish_delete(world: World, customer: Customer) -> None:
    """Remove the record and its subscribers; the organization, its people and their addresses stay."""
    for subscriber in list(customer.subscribers.values()):
        del world.subscribers[subscriber.id]
        world.subscribers_by_email.pop(subscriber.email.lower(), None)
        if subscriber.person_id is not None:
            world.subscribers_by_person.pop(subscriber.person_id, None)
    for org_id in (customer.org_id, customer.attach_org_id):
        if org_id is not None and world.customers_by_org.get(org_id) is customer:
            del world.customers_by_org[org_id]
    same = world.customers_by_external.get(customer.external_id, {})
    same.pop(customer.id, None)
    if not same:
        world.customers_by_external.pop(customer.external_id, None)
    template = world.templates_by_provisioning_id.get(customer.provisioning_id)
    if template is not None:
        template.in_use -= 1
    del world.customers[customer.id]
