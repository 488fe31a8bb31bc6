# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers of the operations on customers, subscribers and templates, and errors."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from ..schemas import Closed, TemplateAuthentication
from ..state.catalogue import CustomerPackage, SinglePackage, SubscriberPackage


class ErrorItem(BaseModel):
    """One reason of an error."""

    model_config = ConfigDict(extra="allow")

    description: str
    errorCode: float | str


class ErrorBody(BaseModel):
    """An error; some calls have more members."""

    model_config = ConfigDict(extra="allow")

    message: str
    errors: list[ErrorItem]
    trackingId: str


class NumberError(Closed):
    """Why one number was refused."""

    number: str
    errorType: str
    errorCode: str
    errorMessage: str
    errorTitle: str


class NumberErrors(Closed):
    """Why a batch of numbers was refused."""

    errors: list[NumberError]


class Problem(Closed):
    """A problem that occurred during provisioning."""

    errorCode: float
    description: str


class PackageDetail(Closed):
    """The state of one package."""

    name: CustomerPackage
    status: Literal["provisioned", "provisioning", "deleting", "error"]
    warnings: list[Problem] | None = None
    errors: list[Problem] | None = None
    licenseIds: list[str] | None = None


class ResourceDetails(Closed):
    """Details of a customer."""

    packages: list[PackageDetail]


class ShownAddress(Closed):
    """The address in the order."""

    addressLine1: str | None = None
    addressLine2: str | None = None
    city: str | None = None
    stateOrProvince: str | None = None
    zipOrPostalCode: str | None = None
    country: str | None = None


class Customer(Closed):
    """A customer."""

    id: str
    orgId: str | None = None
    externalId: str
    address: ShownAddress
    status: Literal[
        "provisioned", "provisioned_with_errors", "provisioning", "updating", "deleting", "error", "pending_rpl_review"
    ]
    packages: list[CustomerPackage]
    resourceDetails: ResourceDetails
    errors: list[Problem] | None = None


class CustomerList(Closed):
    """Customers."""

    items: list[Customer]


class ResourceUrl(Closed):
    """The address of the ordered object."""

    url: str


class Info(Closed):
    """The details of a positive verdict."""

    infoCode: float
    description: str


class Verdict(Closed):
    """The verdict of a precheck; a negative one has errors."""

    message: str
    info: list[Info] | None = None
    errors: list[ErrorItem] | None = None


class SubPartner(Closed):
    """A sub-partner."""

    orgId: str
    subscriptionId: str
    provisioningState: Literal["active", "suspended"]
    created: str
    billingStartDate: str


class SubPartnerList(Closed):
    """Sub-partners."""

    items: list[SubPartner]


class Subscriber(Closed):
    """A subscriber."""

    id: str
    personId: str | None = None
    email: str
    customerId: str
    externalCustomerId: str
    package: SinglePackage | None = None
    packages: list[SubscriberPackage]
    status: Literal["provisioned", "pending_user_migration"]
    errors: list[Problem] | None = None
    created: str
    lastStatusChange: str


class SubscriberList(Closed):
    """Subscribers."""

    items: list[Subscriber]


class BillingReport(Closed):
    """An ordered billing report."""

    id: str
    billingStartDate: str
    billingEndDate: str
    type: Literal["USER", "CUSTOMER", "PARTNER"]
    category: Literal["RECONCILIATION", "POINT_IN_TIME"]


class BillingRow(BillingReport):
    """A billing report in the list."""

    status: Literal["IN_PROGRESS", "COMPLETED", "FAILED"]


class BillingReportList(Closed):
    """Billing reports."""

    items: list[BillingRow]


class BillingDetails(BillingRow):
    """A billing report, complete."""

    created: str
    createdBy: str
    tempDownloadURL: str | None = None


class Token(Closed):
    """An access token."""

    access_token: str
    expires_in: int
    refresh_token: str
    refresh_token_expires_in: int
    token_type: str


class OnboardingTemplate(Closed):
    """An onboarding template."""

    nullable = frozenset(["cloudConnectedPstnProvider", "brandName"])

    id: str
    provisioningId: str
    name: str
    type: Literal["WEBEX_FOR_WHOLESALE"]
    serviceProviderAdmin: str
    country: str
    emailLanguage: str
    wholesaleSubscription: str
    cloudConnectedPstnProvider: str | None
    authentication: TemplateAuthentication
    brandName: str | None
    allowAdminInviteEmails: bool
    allowWebexCalls: bool
    created: str
    lastModified: str


class TemplateList(Closed):
    """Onboarding templates."""

    items: list[OnboardingTemplate]


Model = type[BaseModel]
# Status and body of success; None is an answer without a body.
WHOLESALE: dict[str, dict[int, Model | None]] = {
    "listWholesaleCustomers": {200: CustomerList},
    "provisionWholesaleCustomer": {202: ResourceUrl},
    "getWholesaleCustomer": {200: Customer},
    "updateWholesaleCustomer": {202: ResourceUrl},
    "removeWholesaleCustomer": {202: None},
    "precheckWholesaleCustomer": {200: Verdict},
    "listWholesaleSubPartners": {200: SubPartnerList},
    "listWholesaleSubscribers": {200: SubscriberList},
    "provisionWholesaleSubscriber": {200: Subscriber, 202: Subscriber},
    "getWholesaleSubscriber": {200: Subscriber},
    "updateWholesaleSubscriber": {200: Subscriber},
    "removeWholesaleSubscriber": {204: None},
    "precheckWholesaleSubscriber": {200: Verdict},
    "sendConsentMoveEmail": {204: None},
    "listWholesaleBillingReports": {200: BillingReportList},
    "createWholesaleBillingReport": {200: BillingReport},
    "getWholesaleBillingReport": {200: BillingDetails},
    "deleteWholesaleBillingReport": {204: None},
    "obtainToken": {200: Token},
    "templateServiceList": {200: TemplateList},
    "templateServiceCreate": {201: OnboardingTemplate},
    "templateServiceGet": {200: OnboardingTemplate},
    "templateServiceReplace": {200: OnboardingTemplate},
    "templateServiceDelete": {204: None},
}
