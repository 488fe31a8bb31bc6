# SPDX-License-Identifier: GPL-3.0-or-later
"""Wholesale customers: creation, change, removal, precheck."""

from __future__ import annotations

from typing import Any

from ..errors import (
    ATTACH_RULE,
    EMAIL_TAKEN,
    EMAIL_TAKEN_TEXT,
    MISSING,
    PACKAGE_RULE,
    ApiError,
    bad_request,
    conflict,
    not_found,
)
from ..ids import new_id
from . import addresses, provisioning
from .catalogue import ADD_ON_NEEDS, calling
from .records import Customer, Organization, PackageState
from .world import World

LOCATION_NEEDED = "provisioningParameters.calling.location is needed when a calling package is ordered."
READY = frozenset(["provisioned", "provisioned_with_errors"])
BUSY = frozenset(["provisioning", "updating", "deleting", "pending_rpl_review"])


def check_packages(packages: list[str]) -> list[str]:
    """Check a set of packages on its own and return it without repetitions."""
    unique = list(dict.fromkeys(packages))
    if not unique:
        raise bad_request("packages must name at least one package.", MISSING)
    for name in unique:
        needs = ADD_ON_NEEDS.get(name)
        if needs and not needs.intersection(unique):
            raise bad_request(f"Package {name} needs one of: {', '.join(sorted(needs))}.", PACKAGE_RULE)
    return unique


def find(world: World, customer_id: str, sub_partner: str | None) -> Customer:
    """Return a customer that the caller can see."""
    customer = world.customers.get(customer_id)
    if customer is None or customer.sub_partner != sub_partner:
        raise not_found("The customer")
    return customer


def select(
    world: World, sub_partner: str | None, external_id: str | None, org_id: str | None, statuses: set[str]
) -> list[Customer]:
    """Return the customers that match the filters, oldest first."""
    pool = (
        world.customers.values() if external_id is None else world.customers_by_external.get(external_id, {}).values()
    )
    wanted = world.find_organization(org_id) if org_id else None
    if org_id and wanted is None:
        return []
    return [
        customer
        for customer in world.listed(pool)
        if customer.sub_partner == sub_partner
        and (wanted is None or (customer.org_id == wanted.id and customer.status in READY))
        and (not statuses or customer.status in statuses)
    ]


def _attach_target(world: World, body: dict[str, Any], allow_invites: bool) -> Organization:
    org = world.find_organization(body["orgId"])
    if org is None:
        raise bad_request("The organization to attach does not exist.", ATTACH_RULE)
    if org.id in world.customers_by_org:
        raise conflict("The organization already belongs to a Wholesale customer.")
    if not allow_invites:
        raise bad_request(
            "The onboarding template does not allow administrator invitation e-mails, needed to attach"
            " an existing organization.",
            ATTACH_RULE,
        )
    return org


def check_create(world: World, body: dict[str, Any], sub_partner: str | None) -> list[str]:
    """Check an order as far as Webex does at once; later checks show in the customer's status."""
    template = world.require_provisioning_id(body["provisioningId"], sub_partner)
    packages = check_packages(body["packages"])
    if "orgId" in body:
        _attach_target(world, body, bool(template.body.get("allowAdminInviteEmails")))
    if calling(packages) and "calling" not in body.get("provisioningParameters", {}):
        raise bad_request(LOCATION_NEEDED, MISSING)
    _check_addresses(world, body)
    return packages


def _check_addresses(world: World, body: dict[str, Any]) -> None:
    """Check that the billing address and that of the headquarters have the members their countries need."""
    if world.settings.address_rules == "strict":
        location = body.get("provisioningParameters", {}).get("calling", {}).get("location")
        for address in [body.get("address"), location and location["address"]]:
            if address:
                addresses.check(address)


def _limits(body: dict[str, Any]) -> dict[str, float]:
    limits: dict[str, float] = body.get("provisioningParameters", {}).get("packages", {}).get("limits", {})
    return dict(limits)


def create(world: World, body: dict[str, Any], sub_partner: str | None) -> Customer:
    """Accept an order; the customer exists at once, its organization later."""
    packages = check_create(world, body, sub_partner)
    customer = Customer(
        id=new_id("ENTERPRISE"),
        external_id=body["externalId"],
        sub_partner=sub_partner,
        provisioning_id=body["provisioningId"],
        address=body["address"],
        status="provisioning",
        created=world.now(),
        request=body,
        packages={name: PackageState(name, "provisioning") for name in packages},
        limits=_limits(body),
    )
    if "orgId" in body:
        org = _attach_target(world, body, True)
        customer.attach_org_id = org.id
        world.customers_by_org[org.id] = customer
    world.customers[customer.id] = customer
    world.customers_by_external.setdefault(customer.external_id, {})[customer.id] = customer
    world.templates_by_provisioning_id[customer.provisioning_id].in_use += 1
    provisioning.begin_create(world, customer)
    return customer


def update(world: World, customer: Customer, body: dict[str, Any]) -> None:
    """Accept a change; its packages are the whole set."""
    if customer.status in BUSY:
        raise conflict(f"The customer is {customer.status}; wait until that is over.")
    packages = check_packages(body["packages"])
    org = world.organizations.get(customer.org_id or "")
    has_location = bool(org and any(location.calling for location in org.locations.values()))
    parameters = body.get("provisioningParameters", {})
    known = "calling" in parameters or "calling" in customer.request.get("provisioningParameters", {})
    if calling(packages) and not has_location and not known:
        raise bad_request(LOCATION_NEEDED, MISSING)
    _check_addresses(world, body)
    if "externalId" in body and body["externalId"] != customer.external_id:
        same = world.customers_by_external[customer.external_id]
        del same[customer.id]
        if not same:
            del world.customers_by_external[customer.external_id]
        customer.external_id = body["externalId"]
        world.customers_by_external.setdefault(customer.external_id, {})[customer.id] = customer
    before = customer.address
    if "address" in body:
        customer.address = body["address"]
    if parameters:
        customer.request = {
            **customer.request,
            "provisioningParameters": {**customer.request.get("provisioningParameters", {}), **parameters},
        }
    customer.limits.update(_limits(body))
    provisioning.begin_update(world, customer, packages, before)


def remove(world: World, customer: Customer) -> None:
    """Begin the removal; organization and people remain."""
    if customer.status == "deleting":
        raise conflict("The customer is being deleted already.")
    provisioning.begin_delete(world, customer)


def precheck(world: World, body: dict[str, Any], sub_partner: str | None) -> list[tuple[str, int | str]]:
    """Return why an order would fail; an empty list when it would not."""
    problems: list[tuple[str, int | str]] = []

    def attempt(check: Any, *values: Any) -> Any:
        try:
            return check(*values)
        except ApiError as refusal:
            problems.extend(refusal.items)
            return None

    template = None
    if "provisioningId" in body:
        template = attempt(world.require_provisioning_id, body["provisioningId"], sub_partner)
    packages = attempt(check_packages, body["packages"]) if "packages" in body else None
    if "orgId" in body:
        allowed = template is None or bool(template.body.get("allowAdminInviteEmails"))
        attempt(_attach_target, world, body, allowed)
    elif world.email_taken_elsewhere(body["customerInfo"]["primaryEmail"], None):
        problems.append((EMAIL_TAKEN_TEXT, EMAIL_TAKEN))
    # A precheck without any parameters is the short form; with them, they have to be complete.
    parameters = body.get("provisioningParameters")
    if packages and calling(packages) and parameters is not None and "calling" not in parameters:
        problems.append((LOCATION_NEEDED, MISSING))
    attempt(_check_addresses, world, body)
    if "orgId" not in body and world.settings.address_rules == "strict":
        attempt(_check_owner, world, body["customerInfo"]["primaryEmail"])
    return problems


def _check_owner(world: World, email: str) -> None:
    """Refuse an administrator with an address of the partner's own domain."""
    own = world.people[world.partner_admin_id].emails[0].rpartition("@")[2]
    if email.lower().rpartition("@")[2] == own.lower():
        raise bad_request(f"{email} is not an address of the customer.")


def approve(world: World, org_id: str) -> Customer:
    """Approve the attachment, as the administrator of the organization would."""
    org = world.find_organization(org_id)
    customer = world.customers_by_org.get(org.id) if org else None
    if org is None or customer is None:
        raise not_found("A customer with this organization")
    org.approved = True
    provisioning.resume(world, customer)
    return customer
