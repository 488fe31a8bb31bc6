# SPDX-License-Identifier: GPL-3.0-or-later
"""The query parameters of every operation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Parameter:
    """One query parameter; the schema is JSON schema and judges the value after it was read from text."""

    name: str
    schema: dict[str, Any]
    required: bool = False
    any_case: bool = False


def _texts(*names: str) -> list[Parameter]:
    return [Parameter(name, {"type": "string"}) for name in names]


def _flags(*names: str, **more: Any) -> list[Parameter]:
    return [Parameter(name, {"type": "boolean", **more}) for name in names]


def _choice(name: str, *values: str) -> Parameter:
    return Parameter(name, {"type": "string", "enum": list(values)})


def _count(name: str, lowest: int, kind: str = "integer", **more: Any) -> Parameter:
    whole = {"multipleOf": 1} if kind == "number" else {}
    return Parameter(name, {"type": kind, "minimum": lowest, **whole, **more})


def _digits(name: str, pattern: str) -> Parameter:
    return Parameter(name, {"type": "string", "pattern": pattern})


def _list(name: str, *values: str) -> Parameter:
    items = {"type": "string", "enum": list(values)} if values else {"type": "string"}
    return Parameter(name, {"type": "array", "items": items})


# Of customers and sub-partners: numbers on the wire, text in the published description.
WHOLESALE_PAGE = [_digits("offset", "^[0-9]+$"), _digits("max", "^0*[1-9][0-9]*$")]
# The start of the next page, which clients take from the Link header; only locations and people use this name.
CURSOR = Parameter("cursor", {"type": "string", "pattern": "^[0-9]+$"})
SUB_PARTNER = _texts("onBehalfOfSubPartnerOrgId")
ORG = _texts("orgId")
CALLING_DATA = _flags("callingData", default=False)
MIN_RESPONSE = _flags("minResponse", default=False)
OWNER_TYPES = (
    "PEOPLE PLACE AUTO_ATTENDANT CALL_QUEUE PAGING_GROUP GROUP_PAGING HUNT_GROUP VOICE_MESSAGING BROADWORKS_ANYWHERE"
    " CONTACT_CENTER_LINK ROUTE_LIST VOICEMAIL_GROUP VIRTUAL_LINE"
)
NUMBER_FILTERS = [
    *_texts("phoneNumber"),
    *_flags("available"),
    Parameter("ownerName", {"type": "string", "maxLength": 255}),
    *_texts("ownerId"),
    _choice("ownerType", *OWNER_TYPES.split()),
    *_texts("extension"),
    _choice("numberType", "NUMBER", "EXTENSION"),
    _choice("phoneNumberType", "PRIMARY", "ALTERNATE", "FAX", "DNIS", "Default"),
    _choice("state", "ACTIVE", "INACTIVE", "Default"),
    *_flags("tollFreeNumbers", "restrictedNonGeoNumbers"),
    _choice("includedTelephonyTypes", "PSTN_NUMBER", "MOBILE_NUMBER"),
    *_flags("serviceNumber", "reservedNumber"),
]

QUERY: dict[str, list[Parameter]] = {
    "listWholesaleCustomers": [*_texts("externalId", "orgId"), _list("status"), *WHOLESALE_PAGE, *SUB_PARTNER],
    "provisionWholesaleCustomer": SUB_PARTNER,
    "getWholesaleCustomer": [*SUB_PARTNER, *_flags("includePackageLicenseInfo")],
    "updateWholesaleCustomer": SUB_PARTNER,
    "removeWholesaleCustomer": SUB_PARTNER,
    "precheckWholesaleCustomer": SUB_PARTNER,
    "listWholesaleSubPartners": [*_texts("provisioningState"), *WHOLESALE_PAGE],
    "listWholesaleSubscribers": [
        _count("max", 1, default=50),
        _count("offset", 0),
        *_texts("customerId", "personId", "externalCustomerId", "email", "status", "after", "lastStatusChange"),
        _choice("sortBy", "created", "lastStatusChange", "userCreationTimestamp"),
        Parameter("sortOrder", {"type": "string", "enum": ["ASC", "DESC"]}, any_case=True),
        *SUB_PARTNER,
    ],
    "provisionWholesaleSubscriber": SUB_PARTNER,
    "getWholesaleSubscriber": SUB_PARTNER,
    "updateWholesaleSubscriber": SUB_PARTNER,
    "removeWholesaleSubscriber": SUB_PARTNER,
    "precheckWholesaleSubscriber": SUB_PARTNER,
    "sendConsentMoveEmail": SUB_PARTNER,
    "listWholesaleBillingReports": [
        *_texts("billingStartDate", "billingEndDate"),
        _choice("type", "PARTNER", "CUSTOMER", "USER"),
        Parameter(
            "sortBy",
            {
                "type": "string",
                "enum": ["id", "billingStartDate", "billingEndDate", "status"],
                "default": "billingStartDate",
            },
        ),
        _choice("status", "IN_PROGRESS", "COMPLETED", "FAILED"),
        _count("max", 1, default=100),
        *_texts("subPartnerOrgId"),
    ],
    "listPeople": [
        *_texts("email", "displayName", "id", "orgId", "roles"),
        *CALLING_DATA,
        *_texts("locationId"),
        _count("max", 1, "number", default=100),
        *_flags("excludeStatus", default=False),
        CURSOR,
    ],
    "createPerson": [*CALLING_DATA, *MIN_RESPONSE],
    "getMyself": CALLING_DATA,
    "getPerson": CALLING_DATA,
    "updatePerson": [*CALLING_DATA, *_flags("showAllTypes"), *MIN_RESPONSE],
    "getPersonNumbers": [*ORG, *_flags("preferE164Format")],
    "listLicenses": ORG,
    "getLicense": [
        _choice("includeAssignedTo", "user"),
        _digits("next", "^[0-9]+$"),
        _count("limit", 1, "number", default=300),
    ],
    "listLocations": [*_texts("name", "id", "orgId"), _count("max", 1, default=500), CURSOR],
    "listCallingLocations": [*ORG, _count("max", 1), _count("start", 0), *_texts("name", "order")],
    "listNumbers": [
        *_texts("orgId", "locationId"),
        _count("max", 1, default=2000),
        _count("start", 0, default=0),
        *_texts("order"),
        *_flags("details"),
        *NUMBER_FILTERS,
    ],
    "listPstnOptions": [*ORG, _list("serviceTypes", "MOBILE_NUMBERS")],
    "listMoveUsersJobs": [*ORG, _count("start", 0, "number"), _count("max", 0, "number")],
    "listMoveUsersJobErrors": [*ORG, _count("start", 0, "number"), _count("max", 0, "number", default=2000)],
    "List Admin Audit Events": [
        Parameter("orgId", {"type": "string"}, required=True),
        Parameter("from", {"type": "string"}, required=True),
        Parameter("to", {"type": "string"}, required=True),
        *_texts("actorId"),
        _count("max", 1, "number", default=100),
        _count("offset", 0, "number"),
        _list("eventCategories"),
    ],
    "templateServiceList": [*_texts("name"), _count("offset", 0), _count("max", 1)],
}
# Operations whose only parameter is the organization.
QUERY |= dict.fromkeys(
    [
        "createLocation",
        "getLocation",
        "updateLocation",
        "deleteLocation",
        "enableLocationForCalling",
        "getCallingLocation",
        "updateCallingLocation",
        "addLocationNumbers",
        "manageLocationNumbers",
        "removeLocationNumbers",
        "validateNumbers",
        "validateExtensions",
        "getPstnConnection",
        "setPstnConnection",
        "getCountryConfig",
        "precheckLocationDeletion",
        "disableCallingLocation",
        "getDisableCallingJob",
        "getDisableCallingJobErrors",
        "validateOrInitiateMoveUsersJob",
        "getMoveUsersJobStatus",
    ],
    ORG,
)
