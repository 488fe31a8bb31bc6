# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole state of the sandbox, with an index for every look-up."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

from ..clock import Clock
from ..errors import UNKNOWN_PROVISIONING_ID, ApiError, forbidden, not_found
from ..ids import decode_uuid, encode, new_id
from ..settings import RuntimeSettings
from .records import (
    AuditEvent,
    BillingReport,
    Customer,
    Location,
    LocationJob,
    MoveJob,
    Number,
    Organization,
    Outcome,
    Person,
    PstnPlan,
    SubPartner,
    Subscriber,
    Template,
)

PARTNER_UUID = "5c1d9a30-6f0e-4b8a-8d43-2f6a7e9b1c50"


class Dated(Protocol):
    """An object with a time of creation."""

    created: float


Item = TypeVar("Item", bound=Dated)


class World:
    """The state. Time only passes in ``tick``, which runs all actions that are due, in order."""

    def __init__(self, clock: Clock, settings: RuntimeSettings) -> None:
        self.clock = clock
        self.settings = settings
        self.partner_id = encode("ORGANIZATION", PARTNER_UUID)
        self.partner_admin_id = ""
        self.organizations: dict[str, Organization] = {}
        self.organizations_by_uuid: dict[str, Organization] = {}
        self.people: dict[str, Person] = {}
        self.people_by_email: dict[str, Person] = {}
        self.customers: dict[str, Customer] = {}
        self.customers_by_external: dict[str, dict[str, Customer]] = {}
        self.customers_by_org: dict[str, Customer] = {}
        self.subscribers: dict[str, Subscriber] = {}
        self.subscribers_by_email: dict[str, Subscriber] = {}
        self.subscribers_by_person: dict[str, Subscriber] = {}
        self.location_org: dict[str, Organization] = {}
        self.numbers: dict[str, Number] = {}
        self.unavailable_numbers: set[str] = set()
        self.leaving_numbers: dict[str, float] = {}  # removed, and free again from this time on
        self.location_jobs: dict[str, LocationJob] = {}
        self.move_jobs: dict[str, MoveJob] = {}
        self.pstn_plans: dict[str | None, PstnPlan] = {}  # by external id of the customer; None for all others
        self.templates: dict[str, Template] = {}
        self.templates_by_provisioning_id: dict[str, Template] = {}
        self.sub_partners: dict[str, SubPartner] = {}
        self.billing_reports: dict[str, BillingReport] = {}
        self.audit: list[AuditEvent] = []
        self.free_accounts: set[str] = set()
        self.taken_emails: set[str] = set()
        self.outcomes: dict[str, Outcome] = {}
        self._timers: list[tuple[float, int, Callable[[], None]]] = []
        self._order = itertools.count()

    # -- time ------------------------------------------------------------------------------------------------

    def now(self) -> float:
        """Return the present moment."""
        return self.clock.now()

    def schedule(self, customer: Customer, delay: float, action: Callable[[Customer], None]) -> None:
        """Run ``action`` for the customer after ``delay``, unless another transition begins first."""
        step = customer.step

        def act() -> None:
            if self.customers.get(customer.id) is customer and customer.step == step:
                action(customer)

        self.later(delay, act)

    def later(self, delay: float, action: Callable[[], None]) -> None:
        """Run an action after ``delay``."""
        heapq.heappush(self._timers, (self.now() + delay, next(self._order), action))

    def tick(self) -> None:
        """Run all actions that are due by now."""
        while self._timers and self._timers[0][0] <= self.now():
            heapq.heappop(self._timers)[2]()

    def listed(self, items: Iterable[Item]) -> list[Item]:
        """Return the objects in lists: a new one may be missing for a while."""
        age = self.settings.invisible_after_create
        if not age:
            return list(items)
        newest = self.now() - age
        return [item for item in items if item.created <= newest]

    # -- organizations ---------------------------------------------------------------------------------------

    def add_organization(self, name: str, org_id: str | None = None, *, managed: bool = True) -> Organization:
        """Store a new organization."""
        org_id = org_id or new_id("ORGANIZATION")
        key = decode_uuid(org_id) or org_id
        now = self.now()
        org = Organization(org_id, key, name, now, now, managed=managed, touched=not self.settings.touch_required)
        self.organizations[org_id] = org
        self.organizations_by_uuid[key] = org
        return org

    def find_organization(self, org_id: str) -> Organization | None:
        """Look an organization up by identifier, by an equivalent spelling of it, or by its bare UUID."""
        found = self.organizations.get(org_id) or self.organizations_by_uuid.get(org_id.lower())
        if found is None and (key := decode_uuid(org_id)):
            found = self.organizations_by_uuid.get(key)
        return found

    def organization(self, org_id: str | None, *, touch: bool = False) -> Organization:
        """Return the organization of a call; without an id the partner's own."""
        org = self.find_organization(org_id or self.partner_id)
        if org is None:
            raise not_found("The organization")
        if not org.managed:
            raise forbidden("The organization is not managed by the partner.")
        if touch:
            org.touched = True
        if not org.touched and org.id != self.partner_id:
            raise forbidden("The caller has no access to the organization yet.")
        return org

    def add_location(self, location: Location) -> None:
        """Store a new location."""
        org = self.organizations[location.org_id]
        org.locations[location.id] = location
        self.location_org[location.id] = org

    # -- people ----------------------------------------------------------------------------------------------

    def add_person(
        self, org: Organization, email: str, first: str | None, last: str | None, display: str | None = None
    ) -> Person:
        """Store a new person."""
        now = self.now()
        name = display or " ".join(part for part in (first, last) if part) or email
        person = Person(new_id("PEOPLE"), org.id, [email], name, first, last, now, now)
        self.people[person.id] = person
        self.people_by_email[email.lower()] = person
        org.people[person.id] = person
        return person

    def email_taken_elsewhere(self, email: str, org_id: str | None) -> bool:
        """Return whether the address belongs to a user of an organization other than ``org_id``."""
        key = email.lower()
        person = self.people_by_email.get(key)
        return key in self.taken_emails or (person is not None and person.org_id != org_id)

    # -- partners --------------------------------------------------------------------------------------------

    def require_sub_partner(self, org_id: str | None, *, write: bool = False) -> str | None:
        """Check the sub-partner that a call is made for and return its id."""
        if org_id is None:
            return None
        known = self.sub_partners.get(org_id)
        if known is None:
            raise forbidden("The sub-partner is unknown or does not belong to the partner.")
        if write and known.state == "suspended":
            raise forbidden("The sub-partner is suspended: only deletion is allowed.")
        return known.org_id

    # -- templates -------------------------------------------------------------------------------------------

    def require_provisioning_id(self, provisioning_id: str, sub_partner: str | None) -> Template:
        """Return the template behind a provisioning id; one of a sub-partner is known on its behalf only."""
        template = self.templates_by_provisioning_id.get(provisioning_id)
        if template is None or template.sub_partner not in (None, sub_partner):
            raise ApiError(400, "The provisioningId is unknown.", UNKNOWN_PROVISIONING_ID)
        return template
