# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers of the operations on locations, PSTN and numbers."""

from __future__ import annotations

from typing import Any, Literal

from ..schemas import Closed
from ..schemas_locations import Route
from .answers import Model

Service = Literal[
    "GEOGRAPHIC_NUMBERS",
    "TOLLFREE_NUMBERS",
    "BUSINESS_TEXTING",
    "CONTACT_CENTER",
    "SERVICE_NUMBERS",
    "NON_GEOGRAPHIC_NUMBERS",
    "MOBILE_NUMBERS",
]


class ShownPlace(Closed):
    """The address of a location; other services leave members out."""

    address1: str | None = None
    address2: str | None = None
    city: str | None = None
    state: str | None = None
    postalCode: str | None = None
    country: str | None = None


class Location(Closed):
    """A location."""

    id: str
    name: str
    orgId: str
    timeZone: str
    address: ShownPlace | None = None
    preferredLanguage: str | None = None
    latitude: str | None = None
    longitude: str | None = None
    notes: str | None = None


class LocationList(Closed):
    """Locations."""

    items: list[Location]


class Created(Closed):
    """The identifier of a new object."""

    id: str


class LineId(Closed):
    """Name and main number of a location."""

    nullable = frozenset(["phoneNumber"])

    name: str
    phoneNumber: str | None


class CallingLocationSummary(Closed):
    """A calling location in the list."""

    id: str
    name: str
    callingLineId: LineId
    outsideDialDigit: str | None = None
    enforceOutsideDialDigit: bool
    routingPrefix: str | None = None
    e911SetupRequired: bool


class CallingLocationList(Closed):
    """Calling locations."""

    locations: list[CallingLocationSummary]


class ShownCallingLocation(Closed):
    """The calling side of a location."""

    # With the setting location_quirks.
    nullable = frozenset(["announcementLanguage"])

    id: str
    name: str
    announcementLanguage: str | None = None
    callingLineId: LineId
    connection: Route | None = None
    externalCallerIdName: str | None = None
    userLimit: int
    pAccessNetworkInfo: str | None = None
    outsideDialDigit: str | None = None
    enforceOutsideDialDigit: bool
    routingPrefix: str | None = None
    chargeNumber: str | None = None


class PrefixJob(Closed):
    """The job that changes the routing prefix."""

    batchJobId: str


class DeletionVerdict(Closed):
    """The reasons that block disabling calling."""

    locationDeleteStatus: Literal["BLOCKED", "UNBLOCKED", "FORCE_REQUIRED"]
    blocking: dict[str, int] | None = None


class JobStep(Closed):
    """One step of a job."""

    id: int
    createdTime: str
    lastUpdated: str
    statusMessage: str


class Job(Closed):
    """The job that disables calling."""

    id: str
    trackingId: str
    sourceUserId: str
    sourceCustomerId: str
    targetCustomerId: str
    instanceId: int
    jobExecutionStatus: list[JobStep]
    latestExecutionStatus: str
    locationId: str


class JobErrors(Closed):
    """Why a job failed."""

    items: list[dict[str, Any]]


class PstnOption(Closed):
    """A PSTN connection that a location could have."""

    id: str
    displayName: str
    pstnServices: list[Service]


class PstnOptionList(Closed):
    """PSTN connections that a location could have."""

    items: list[PstnOption]


class PstnConnection(PstnOption):
    """The PSTN connection of a location."""

    pstnConnectionType: Literal["LOCAL_GATEWAY", "NON_INTEGRATED_CCP", "INTEGRATED_CCP", "CISCO_PSTN"]
    routeType: Literal["ROUTE_GROUP", "TRUNK"] | None = None
    routeId: str | None = None


class NumberOwner(Closed):
    """The owner of a number."""

    id: str
    type: str
    firstName: str | None = None
    lastName: str | None = None


class NamedPlace(Closed):
    """The location of a number."""

    id: str
    name: str


class NumberRow(Closed):
    """A number, or an extension without one."""

    # With the setting extension_only_number.
    nullable = frozenset(["phoneNumber"])

    phoneNumber: str | None = None
    extension: str | None = None
    routingPrefix: str | None = None
    esn: str | None = None
    state: Literal["ACTIVE", "INACTIVE"] | None = None
    phoneNumberType: Literal["PRIMARY", "ALTERNATE", "FAX", "DNIS", "Default"] | None = None
    mainNumber: bool
    includedTelephonyTypes: Literal["PSTN_NUMBER", "MOBILE_NUMBER"] | None = None
    tollFreeNumber: bool
    isServiceNumber: bool
    location: NamedPlace
    owner: NumberOwner | None = None


class NumberCount(Closed):
    """The numbers of entries by type."""

    assigned: int
    unAssigned: int
    inActive: int
    extensionOnly: int
    tollFreeNumbers: int
    total: int


class NumberList(Closed):
    """Numbers and extensions."""

    phoneNumbers: list[NumberRow]
    count: NumberCount | None = None


class NumberVerdict(Closed):
    """A verdict on one number; the setting validate_numbers_member chooses its name."""

    number: str | None = None
    phoneNumber: str | None = None
    state: Literal["Available", "Duplicate", "Duplicate In List", "Invalid", "Unavailable"]
    tollFreeNumber: bool
    detail: list[str] | None = None


class NumberVerdicts(Closed):
    """Verdicts on numbers."""

    status: Literal["OK", "ERRORS"]
    numbers: list[NumberVerdict] | None = None
    phoneNumbers: list[NumberVerdict] | None = None


class ExtensionVerdict(Closed):
    """A verdict on one extension."""

    extension: str
    state: Literal["VALID", "DUPLICATE", "DUPLICATE_IN_LIST", "INVALID"]
    errorCode: float | None = None
    message: str | None = None


class ExtensionVerdicts(Closed):
    """Verdicts on extensions."""

    status: Literal["OK", "ERRORS"]
    extensionStatus: list[ExtensionVerdict]


class CountryState(Closed):
    """A state of a country."""

    code: str
    name: str


class Country(Closed):
    """What addresses in a country need."""

    stateRequired: bool
    zipCodeRequired: bool
    states: list[CountryState]
    timeZones: list[str]


class Languages(Closed):
    """Languages of voice prompts."""

    languages: list[CountryState]


PLACES: dict[str, dict[int, Model | None]] = {
    "listLocations": {200: LocationList},
    "createLocation": {201: Created},
    "getLocation": {200: Location},
    "updateLocation": {204: None},
    "deleteLocation": {204: None},
    "listCallingLocations": {200: CallingLocationList},
    "enableLocationForCalling": {201: Created},
    "getCallingLocation": {200: ShownCallingLocation},
    "updateCallingLocation": {204: None, 200: PrefixJob},
    "precheckLocationDeletion": {200: DeletionVerdict},
    "disableCallingLocation": {202: Job},
    "getDisableCallingJob": {200: Job},
    "getDisableCallingJobErrors": {200: JobErrors},
    "listPstnOptions": {200: PstnOptionList},
    "getPstnConnection": {200: PstnConnection},
    "setPstnConnection": {204: None},
    "listNumbers": {200: NumberList},
    "addLocationNumbers": {201: None},
    "manageLocationNumbers": {204: None},
    "removeLocationNumbers": {204: None},
    "validateNumbers": {200: NumberVerdicts},
    "validateExtensions": {200: ExtensionVerdicts},
    "getCountryConfig": {200: Country},
    "listAnnouncementLanguages": {200: Languages},
}
