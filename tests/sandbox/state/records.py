# SPDX-License-Identifier: GPL-3.0-or-later
"""The objects in the state of the sandbox."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Location:
    """A location of an organization, with its calling side when enabled."""

    id: str
    org_id: str
    name: str
    address: dict[str, Any]
    time_zone: str
    language: str
    created: float
    calling: bool = False
    notes: dict[str, str] = field(default_factory=dict)  # latitude, longitude, notes, unchanged
    announcement_language: str | None = None
    caller_name: str | None = None
    main_number: str | None = None
    routing_prefix: str = ""
    new_prefix: str | None = None  # the value that a running job is going to set
    dialing: dict[str, Any] = field(default_factory=dict)  # outsideDialDigit, externalCallerIdName, ... as written
    emergency_identifier: str | None = None
    pstn: PstnConnection | None = None
    held_until: float = 0.0  # blocked by a hidden reference until then
    extensions: dict[str, str] = field(default_factory=dict)  # extension -> person id
    numbers: dict[str, Number] = field(default_factory=dict)


@dataclass(slots=True)
class PstnOption:
    """A PSTN connection that a location could use."""

    id: str
    name: str
    type: str
    services: list[str]


@dataclass(slots=True)
class PstnConnection:
    """The PSTN connection of a location; a local gateway has a route."""

    option: PstnOption
    route_type: str | None = None
    route_id: str | None = None


@dataclass(slots=True)
class PstnPlan:
    """The PSTN connections that locations of an organization may choose from."""

    options: list[PstnOption]
    routes: dict[str, str]  # identifier -> TRUNK or ROUTE_GROUP


@dataclass(slots=True)
class LocationJob:
    """The job that disables calling for a location."""

    id: str
    location_id: str
    org_id: str
    created: float
    status: str = "STARTED"
    errors: list[dict[str, Any]] = field(default_factory=list)


@dataclass(slots=True)
class MoveJob:
    """The job that moves users to other locations."""

    id: str
    org_id: str
    created: float
    status: str = "STARTED"
    exit_code: str = "UNKNOWN"
    total: int = 0
    moved: int = 0
    skipped: int = 0
    errors: list[dict[str, Any]] = field(default_factory=list)


@dataclass(slots=True)
class Number:
    """A phone number in the inventory of a location."""

    phone_number: str
    location_id: str
    created: float
    state: str = "ACTIVE"
    kind: str = "DID"
    service: bool = False
    owner_id: str | None = None
    held_by: str | None = None  # the last owner, until the number is free again
    held_until: float = 0.0


@dataclass(slots=True)
class Person:
    """A person of an organization."""

    id: str
    org_id: str
    emails: list[str]
    display_name: str
    first_name: str | None
    last_name: str | None
    created: float
    modified: float
    roles: list[str] = field(default_factory=list)
    licenses: list[str] = field(default_factory=list)
    location_id: str | None = None
    phone_number: str | None = None
    extension: str | None = None
    login_enabled: bool = True
    extra: dict[str, Any] = field(default_factory=dict)  # department, title, ... as written


@dataclass(slots=True)
class Organization:
    """An organization: of the partner, of a customer, or of neither."""

    id: str
    uuid: str
    name: str
    created: float
    modified: float
    managed: bool = True
    touched: bool = True
    language: str | None = None
    user_count: int = 0  # number of users that are not in the list
    verified_domain: bool = False
    approved: bool = False
    people: dict[str, Person] = field(default_factory=dict)
    locations: dict[str, Location] = field(default_factory=dict)
    licenses: dict[str, str] = field(default_factory=dict)  # package -> licence id


@dataclass(slots=True)
class PackageState:
    """One package of a customer with its own status."""

    name: str
    status: str
    warnings: list[dict[str, Any]] = field(default_factory=list)
    errors: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """What the audit log has of one write."""

    id: str
    created: float
    org_id: str
    category: str
    target_type: str
    target_id: str
    target: str
    text: str


@dataclass(slots=True)
class Customer:
    """A Wholesale customer record."""

    id: str
    external_id: str
    sub_partner: str | None
    provisioning_id: str
    address: dict[str, Any]
    status: str
    created: float
    request: dict[str, Any]  # limits in the order; never returned
    packages: dict[str, PackageState]
    limits: dict[str, float]
    org_id: str | None = None
    attach_org_id: str | None = None
    errors: list[dict[str, Any]] = field(default_factory=list)
    subscribers: dict[str, Subscriber] = field(default_factory=dict)
    package_use: dict[str, int] = field(default_factory=dict)
    step: int = 0  # incremented by every transition, so that an outdated timer is recognized


@dataclass(slots=True)
class Subscriber:
    """A Wholesale subscriber record."""

    id: str
    customer_id: str
    email: str
    package: str
    status: str
    created: float
    changed: float
    person_id: str | None = None
    wanted: dict[str, Any] = field(default_factory=dict)  # kept until the person consents
    errors: list[dict[str, Any]] = field(default_factory=list)


@dataclass(slots=True)
class Template:
    """An onboarding template; ``managed`` ones belong to the template service, the others were made by hand."""

    id: str
    provisioning_id: str
    name: str
    managed: bool
    body: dict[str, Any]
    created: float
    modified: float
    in_use: int = 0
    sub_partner: str | None = None  # the sub-partner in whose Partner Hub it was created; valid on its behalf only


@dataclass(slots=True)
class SubPartner:
    """A sub-partner of the partner."""

    org_id: str
    name: str
    subscription_id: str
    state: str
    created: float


@dataclass(slots=True)
class BillingReport:
    """A billing report, which is ready after a while."""

    id: str
    start: str
    end: str
    kind: str
    sub_partner: str | None
    created: float
    status: str = "IN_PROGRESS"


@dataclass(slots=True)
class Outcome:
    """A scripted outcome for the customers of one external id."""

    kind: str
    seconds: float | None = None
    delay: float | None = None
    code: int | None = None
    description: str | None = None
    times: int = -1
