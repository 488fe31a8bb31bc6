# SPDX-License-Identifier: GPL-3.0-or-later
"""Sample data: what a user writes, and what Webex answers."""

from __future__ import annotations

import base64
from typing import Any

TOKEN = "sample-token-of-the-partner"
CONNECTION = {"api_url": "https://webexapis.com/v1", "access_token": TOKEN}


def identifier(kind: str, number: int) -> str:
    """An id of Webex: base64 without padding."""
    text = f"ciscospark://us/{kind}/00000000-0000-4000-8000-{number:012d}"
    return base64.b64encode(text.encode()).decode().rstrip("=")


ORG = identifier("ORGANIZATION", 1)
PARTNER_ORG = identifier("ORGANIZATION", 99)
CUSTOMER_ID = identifier("ENTERPRISE", 1)

ADDRESS = {
    "line1": "771 Alder Drive",
    "city": "Milpitas",
    "state": "CA",
    "postal_code": "95035",
    "country": "US",
}
WIRE_ADDRESS = {
    "addressLine1": "771 Alder Drive",
    "city": "Milpitas",
    "stateOrProvince": "CA",
    "zipOrPostalCode": "95035",
    "country": "US",
}
CUSTOMER: dict[str, Any] = {
    "external_id": "acme-0001",
    "name": "Acme Pizza",
    "admin_email": "it@acme.example",
    "packages": ["webex_calling", "webex_meetings"],
    "language": "en_US",
    "address": ADDRESS,
    "headquarters": {"name": "Head Office", "timezone": "America/Los_Angeles", "language": "en_us"},
}
TEMPLATE: dict[str, Any] = {
    "name": "gold-us",
    "service_provider_admin": "onboarding@provider.example",
    "country": "US",
    "email_language": "en_US",
    "wholesale_subscription": "Sub100448",
}
ANA: dict[str, Any] = {
    "email": "ana@acme.example",
    "first_name": "Ana",
    "last_name": "Diaz",
    "package": "webex_calling",
    "extension": "101",
}
LEO: dict[str, Any] = {
    "email": "leo@acme.example",
    "first_name": "Leo",
    "last_name": "Fox",
    "package": "webex_meetings",
}


def wire_customer(**changes: Any) -> dict[str, Any]:
    """A customer as Webex tells it."""
    return {
        "id": CUSTOMER_ID,
        "orgId": ORG,
        "externalId": "acme-0001",
        "status": "provisioned",
        "packages": ["webex_calling", "webex_meetings"],
        "address": WIRE_ADDRESS,
        **changes,
    }


def wire_subscriber(user: dict[str, Any], number: int, **changes: Any) -> dict[str, Any]:
    """A subscriber as Webex tells it."""
    return {
        "id": identifier("SUBSCRIBER", number),
        "personId": identifier("PEOPLE", number),
        "customerId": CUSTOMER_ID,
        "email": user["email"],
        "status": "provisioned",
        "packages": [user["package"]],
        **changes,
    }


def wire_person(user: dict[str, Any], number: int, **changes: Any) -> dict[str, Any]:
    """A person as Webex tells it."""
    return {
        "id": identifier("PEOPLE", number),
        "orgId": ORG,
        "emails": [user["email"]],
        "firstName": user["first_name"],
        "lastName": user["last_name"],
        "displayName": f"{user['first_name']} {user['last_name']}",
        **changes,
    }
