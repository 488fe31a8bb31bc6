# SPDX-License-Identifier: GPL-3.0-or-later
"""Bodies of requests, as strict as the published contract: no unknown members, no conversions, no nulls."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from .state.catalogue import CustomerPackage, SinglePackage, SubscriberPackage


def real_day(text: str) -> str:
    """Accept an existing date."""
    date.fromisoformat(text)
    return text


Email = Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+$", max_length=254)]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
TimeZone = Annotated[str, StringConstraints(pattern=r"^(UTC|[A-Za-z_]+(/[A-Za-z0-9_+-]+)+)$")]
OrgLanguage = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(_[A-Z]{2})?$")]
CallingLanguage = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2}_[A-Za-z]{2}$")]
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$"), AfterValidator(real_day)]
Text = Annotated[str, StringConstraints(min_length=1)]
Line = Annotated[str, StringConstraints(max_length=50)]
FilledLine = Annotated[str, StringConstraints(min_length=1, max_length=50)]
CompanyName = Annotated[str, StringConstraints(min_length=1, pattern=r"^[^%]*$")]


def describe(schema: dict[str, Any], model: type[BaseModel]) -> None:
    """Remove from a JSON schema what only means "may be left out", and add the rule that pydantic cannot express."""
    schema.pop("title", None)
    for name, member in schema.get("properties", {}).items():
        member.pop("title", None)
        if member.get("default", 0) is None:
            del member["default"]
        kinds = member.get("anyOf", [])
        if {"type": "null"} in kinds and name not in getattr(model, "nullable", ()):
            kinds.remove({"type": "null"})
            if len(kinds) == 1:
                del member["anyOf"]
                member |= kinds[0]
    schema |= getattr(model, "rule", {})


class Closed(BaseModel):
    """A body without unknown members; null is allowed only where it is named."""

    model_config = ConfigDict(extra="forbid", strict=True, json_schema_extra=describe)
    nullable: ClassVar[frozenset[str]] = frozenset()
    # Rules between members, in JSON schema.
    rule: ClassVar[dict[str, Any]] = {}

    @model_validator(mode="before")
    @classmethod
    def _no_nulls(cls, data: Any) -> Any:
        if isinstance(data, dict):
            for name, value in data.items():
                if value is None and name not in cls.nullable:
                    raise ValueError(f"{name} must not be null")
        return data

    def sent(self) -> dict[str, Any]:
        """Return the members that the client sent, as plain data."""
        return self.model_dump(exclude_unset=True)


class Address(Closed):
    """A Wholesale address."""

    addressLine1: FilledLine
    addressLine2: Line | None = None
    city: FilledLine
    stateOrProvince: Line | None = None
    zipOrPostalCode: Line | None = None
    country: Country


class CallingLocation(Closed):
    """The headquarters of a calling customer."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=80)]
    address: Address
    timezone: TimeZone
    language: CallingLanguage
    emergencyLocationIdentifier: str | None = None


class Calling(Closed):
    """Calling parameters."""

    location: CallingLocation


class Meetings(Closed):
    """Meeting-site parameters."""

    timezone: TimeZone | None = None


class PackageParameters(Closed):
    """Quantities."""

    limits: dict[CustomerPackage, Annotated[float, Field(ge=0, allow_inf_nan=False)]] | None = None


class CustomerParameters(Closed):
    """Parameters of a customer order."""

    calling: Calling | None = None
    meetings: Meetings | None = None
    packages: PackageParameters | None = None


class CustomerInfo(Closed):
    """A new organization."""

    name: CompanyName
    primaryEmail: Email
    language: OrgLanguage | None = None


ORGANIZATION_OR_INFO = {"anyOf": [{"required": ["orgId"]}, {"required": ["customerInfo"]}]}
PACKAGE_OR_PACKAGES = {"oneOf": [{"required": ["packages"]}, {"required": ["package"]}]}


class CustomerCreate(Closed):
    """An order for a customer."""

    rule = ORGANIZATION_OR_INFO

    provisioningId: Text
    packages: list[CustomerPackage]
    orgId: Text | None = None
    externalId: Text
    address: Address
    customerInfo: CustomerInfo | None = None
    provisioningParameters: CustomerParameters | None = None
    subPartnerAdminEmail: Email | None = None

    @model_validator(mode="after")
    def _organization_or_info(self) -> CustomerCreate:
        if self.orgId is None and self.customerInfo is None:
            raise ValueError("customerInfo is needed without orgId")
        return self


class CustomerUpdate(Closed):
    """A change of a customer."""

    externalId: Text | None = None
    packages: list[CustomerPackage]
    address: Address | None = None
    provisioningParameters: CustomerParameters | None = None
    subPartnerAdminEmail: Email | None = None


class PrecheckInfo(Closed):
    """The organization of a precheck."""

    name: CompanyName | None = None
    primaryEmail: Email


class CustomerPrecheck(Closed):
    """The precheck of an order."""

    rule = ORGANIZATION_OR_INFO

    provisioningId: Text | None = None
    packages: list[CustomerPackage] | None = None
    orgId: Text | None = None
    externalId: Text | None = None
    address: Address
    customerInfo: PrecheckInfo | None = None
    provisioningParameters: CustomerParameters | None = None

    @model_validator(mode="after")
    def _organization_or_info(self) -> CustomerPrecheck:
        if self.orgId is None and self.customerInfo is None:
            raise ValueError("customerInfo.primaryEmail is needed without orgId")
        return self


class SubscriberParameters(Closed):
    """Name and calling data of a new subscriber."""

    firstName: str | None = None
    lastName: str | None = None
    primaryPhoneNumber: str | None = None
    extension: str | None = None
    locationId: str | None = None


OnePackage = Annotated[list[SubscriberPackage], Field(min_length=1, max_length=1)]


def _one_of(packages: Any, package: Any) -> None:
    if (packages is None) == (package is None):
        raise ValueError("exactly one of packages and package is needed")


class SubscriberCreate(Closed):
    """An order for a subscriber."""

    rule = PACKAGE_OR_PACKAGES

    customerId: Text
    email: Email
    package: SinglePackage | None = None
    packages: OnePackage | None = None
    provisioningParameters: SubscriberParameters

    @model_validator(mode="after")
    def _exactly_one(self) -> SubscriberCreate:
        _one_of(self.packages, self.package)
        return self


class ChangeParameters(Closed):
    """Calling data for a subscriber that gains calling."""

    primaryPhoneNumber: str | None = None
    extension: str | None = None
    locationId: str | None = None


class SubscriberUpdate(Closed):
    """A change of package."""

    rule = PACKAGE_OR_PACKAGES

    package: SubscriberPackage | None = None
    packages: OnePackage | None = None
    provisioningParameters: ChangeParameters | None = None

    @model_validator(mode="after")
    def _exactly_one(self) -> SubscriberUpdate:
        _one_of(self.packages, self.package)
        return self


class SubscriberPrecheckInfo(Closed):
    """The organization that a subscriber precheck is about."""

    primaryEmail: Email


class SubscriberPrecheck(Closed):
    """The precheck of a subscriber order."""

    rule: ClassVar[dict[str, Any]] = {
        "anyOf": [{"required": ["customerId"]}, {"required": ["provisioningId", "customerInfo"]}]
    }

    provisioningId: Text | None = None
    customerId: Text | None = None
    email: Email
    package: SinglePackage | None = None
    packages: list[SubscriberPackage] | None = None
    provisioningParameters: SubscriberParameters | None = None
    customerInfo: SubscriberPrecheckInfo | None = None

    @model_validator(mode="after")
    def _variant(self) -> SubscriberPrecheck:
        if self.customerId is None and (self.provisioningId is None or self.customerInfo is None):
            raise ValueError("customerId, or provisioningId with customerInfo.primaryEmail, is needed")
        return self


class BillingReportCreate(Closed):
    """The order of a billing report."""

    billingStartDate: Day
    billingEndDate: Day
    type: Literal["PARTNER", "CUSTOMER", "USER"] | None = None
    subPartnerOrgId: Text | None = None
    internal: bool | None = None


class OrganizationPatch(Closed):
    """A change of an organization's name or language."""

    schemas: Annotated[list[str], Field(min_length=1)]
    displayName: Text
    preferredLanguage: OrgLanguage | None = None


class TokenRequest(Closed):
    """A request for an access token; a form, not JSON."""

    grant_type: Literal["refresh_token", "authorization_code"]
    client_id: str | None = None
    client_secret: str | None = None
    refresh_token: str | None = None
    code: str | None = None
    redirect_uri: str | None = None


class TemplateAuthentication(Closed):
    """How users of a template sign on."""

    nullable: ClassVar[frozenset[str]] = frozenset(["idpEntityId"])

    method: Literal["webex", "saml", "oidc"]
    idpEntityId: str | None = None

    @model_validator(mode="after")
    def _entity(self) -> TemplateAuthentication:
        if self.method != "webex" and not self.idpEntityId:
            raise ValueError(f"idpEntityId is needed with method {self.method}")
        return self


class TemplateBody(Closed):
    """An onboarding template as a client writes it."""

    nullable: ClassVar[frozenset[str]] = frozenset(["cloudConnectedPstnProvider", "brandName"])

    name: Text
    type: Literal["WEBEX_FOR_WHOLESALE"] = "WEBEX_FOR_WHOLESALE"
    serviceProviderAdmin: Email
    country: Country
    emailLanguage: OrgLanguage
    wholesaleSubscription: Text
    cloudConnectedPstnProvider: str | None = None
    authentication: TemplateAuthentication = Field(default_factory=lambda: TemplateAuthentication(method="webex"))
    brandName: str | None = None
    allowAdminInviteEmails: bool = False
    allowWebexCalls: bool = True
    # Set by the server; a client may send them back.
    id: Any = Field(default=None, exclude=True)
    provisioningId: Any = Field(default=None, exclude=True)
    created: Any = Field(default=None, exclude=True)
    lastModified: Any = Field(default=None, exclude=True)
