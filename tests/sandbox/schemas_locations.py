# SPDX-License-Identifier: GPL-3.0-or-later
"""Bodies of location, PSTN, number and licence requests."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, StringConstraints, model_validator

from .schemas import CallingLanguage, Closed, Country, Email, Text, TimeZone

LocationName = Annotated[str, StringConstraints(min_length=1, max_length=256)]
CallingName = Annotated[str, StringConstraints(min_length=1, max_length=80)]
Numbers = Annotated[list[str], Field(min_length=1)]


class PlaceAddress(Closed):
    """The whole address of a location."""

    nullable: ClassVar[frozenset[str]] = frozenset(["address2"])

    address1: str
    address2: str | None = None
    city: str
    state: str
    postalCode: str
    country: Country


class LocationCreate(Closed):
    """A new location."""

    name: LocationName
    timeZone: TimeZone
    preferredLanguage: CallingLanguage
    announcementLanguage: CallingLanguage
    address: PlaceAddress
    latitude: str | None = None
    longitude: str | None = None
    notes: str | None = None


class ChangedAddress(Closed):
    """A new address; what it must hold depends on the country."""

    nullable: ClassVar[frozenset[str]] = frozenset(["address2"])

    address1: str | None = None
    address2: str | None = None
    city: str | None = None
    state: str | None = None
    postalCode: str | None = None
    country: Country | None = None


class LocationUpdate(Closed):
    """A change of a location."""

    name: LocationName | None = None
    timeZone: TimeZone | None = None
    preferredLanguage: CallingLanguage | None = None
    address: ChangedAddress | None = None


class CallingAddress(PlaceAddress):
    """The whole address, in the form of the calling API."""

    nullable: ClassVar[frozenset[str]] = frozenset()


class CallingEnable(Closed):
    """A location that is to get calling."""

    id: Text
    name: CallingName
    timeZone: TimeZone
    preferredLanguage: CallingLanguage
    announcementLanguage: CallingLanguage | None = None
    address: CallingAddress


class CallingLine(Closed):
    """Name and main number of a location."""

    name: Text | None = None
    phoneNumber: Text | None = None


class Route(Closed):
    """A trunk or a route group."""

    type: Literal["ROUTE_GROUP", "TRUNK"]
    id: Text


class CallingUpdate(Closed):
    """A change of the calling side."""

    nullable: ClassVar[frozenset[str]] = frozenset(["outsideDialDigit", "routingPrefix"])

    announcementLanguage: CallingLanguage | None = None
    callingLineId: CallingLine | None = None
    connection: Route | None = None
    externalCallerIdName: str | None = None
    pAccessNetworkInfo: str | None = None
    outsideDialDigit: str | None = None
    enforceOutsideDialDigit: bool | None = None
    routingPrefix: str | None = None
    chargeNumber: str | None = None


class CallingDisable(Closed):
    """An order to disable calling."""

    locationId: Text
    locationName: Text
    forceDelete: bool | None = None


class PstnChoice(Closed):
    """A PSTN connection: a carrier, or the route of a local gateway."""

    rule: ClassVar[dict[str, Any]] = {
        "anyOf": [{"required": ["id"]}, {"required": ["premiseRouteType", "premiseRouteId"]}]
    }

    id: Text | None = None
    premiseRouteType: Literal["TRUNK", "ROUTE_GROUP"] | None = None
    premiseRouteId: Text | None = None

    @model_validator(mode="after")
    def _complete(self) -> PstnChoice:
        if self.id is None and (self.premiseRouteType is None or self.premiseRouteId is None):
            raise ValueError("id, or premiseRouteType with premiseRouteId, is needed")
        return self


class NumbersAdd(Closed):
    """Numbers for the inventory; each is checked later, with the whole batch."""

    phoneNumbers: Numbers
    numberType: Literal["TOLLFREE", "DID", "MOBILE"] | None = None
    numberUsageType: Literal["NONE", "SERVICE"] | None = None
    state: Literal["ACTIVE", "INACTIVE"] | None = None
    subscriptionId: str | None = None
    carrierId: str | None = None


class NumbersChange(Closed):
    """Numbers to activate or deactivate."""

    phoneNumbers: Annotated[list[str], Field(min_length=1, max_length=500)]
    action: Literal["ACTIVATE", "DEACTIVATE"] = "ACTIVATE"


class NumbersRemove(Closed):
    """Numbers to remove."""

    phoneNumbers: Annotated[list[str], Field(min_length=1, max_length=5)]


class NumbersQuestion(Closed):
    """Numbers to validate."""

    phoneNumbers: Numbers


class ExtensionsQuestion(Closed):
    """Extensions to validate."""

    extensions: Numbers


class LicenseProperties(Closed):
    """Calling data that goes with a calling licence."""

    locationId: str | None = None
    phoneNumber: str | None = None
    extension: str | None = None


class LicenseChange(Closed):
    """One licence to add or remove."""

    id: Text
    operation: Literal["add", "remove"] = "add"
    properties: LicenseProperties | None = None


class SiteChange(Closed):
    """A meeting site."""

    siteUrl: str
    accountType: Literal["attendee"]
    operation: Literal["add", "remove"] | None = None


class LicensePatch(Closed):
    """A change of the licences of one person."""

    rule: ClassVar[dict[str, Any]] = {"anyOf": [{"required": ["email"]}, {"required": ["personId"]}]}

    email: Email | None = None
    personId: Text | None = None
    orgId: Text | None = None
    licenses: list[LicenseChange] | None = None
    siteUrls: list[SiteChange] | None = None

    @model_validator(mode="after")
    def _someone(self) -> LicensePatch:
        if self.email is None and self.personId is None:
            raise ValueError("email or personId is needed")
        return self


def widen(body: Any, known: frozenset[str] | None = None) -> tuple[Any, list[str]]:
    """Remove tolerated members from a location body; ``known`` names all members when any other may be there.

    Clients send orgId in the body of every location call, and null or more members when they change a location.
    """
    if not isinstance(body, dict):
        return body, []
    notes: list[str] = []
    kept: dict[str, Any] = {}
    for name, value in body.items():
        if name == "orgId":
            notes.append("orgId in the body ignored")
        elif known is not None and name not in known:
            notes.append(f"member {name} ignored")
        elif known is not None and value is None:
            notes.append(f"null {name} ignored")
        else:
            kept[name] = value
            if name.endswith("Language") and isinstance(value, str) and value != value.lower():
                notes.append(f"{name} {value} is not lower case")
    return kept, notes
