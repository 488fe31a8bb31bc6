# SPDX-License-Identifier: GPL-3.0-or-later
"""The template service."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .support import Client

MakeClient = Callable[..., Client]
BASE = "/template-service/v1/onboarding-templates"
BODY: dict[str, Any] = {
    "name": "silver-us",
    "serviceProviderAdmin": "onboarding@provider.example",
    "country": "US",
    "emailLanguage": "en_US",
    "wholesaleSubscription": "Sub100448",
    "authentication": {"method": "webex"},
}


def test_a_template_is_made_read_replaced_and_removed(client: Client) -> None:
    made = client.post(BASE, BODY, 201)
    assert made["provisioningId"]
    assert made["type"] == "WEBEX_FOR_WHOLESALE"
    assert made["authentication"] == {"method": "webex", "idpEntityId": None}
    assert (made["brandName"], made["cloudConnectedPstnProvider"]) == (None, None)
    assert (made["allowAdminInviteEmails"], made["allowWebexCalls"]) == (False, True)
    assert client.get(f"{BASE}/{made['id']}") == made
    assert client.get(BASE, name="silver-us")["items"] == [made]
    assert client.get(BASE, name="silver")["items"] == []
    client.advance(5)
    changed = client.put(f"{BASE}/{made['id']}", BODY | {"brandName": "Voice", "country": "CA"})
    assert (changed["brandName"], changed["country"], changed["id"]) == ("Voice", "CA", made["id"])
    assert changed["provisioningId"] == made["provisioningId"]
    assert changed["lastModified"] > made["lastModified"]
    assert client.put(f"{BASE}/{made['id']}", BODY)["brandName"] is None
    client.delete(f"{BASE}/{made['id']}")
    client.get(f"{BASE}/{made['id']}", 404)


@pytest.mark.parametrize(
    "change",
    [
        {"name": ""},
        {"name": None},
        {"country": "usa"},
        {"type": "WEBEX_FOR_BROADWORKS"},
        {"surprise": 1},
        {"authentication": {"method": "saml"}},
        {"authentication": {"method": "oidc", "idpEntityId": None}},
        {"authentication": {"method": "password"}},
        {"allowWebexCalls": "yes"},
    ],
)
def test_bad_templates_are_refused(client: Client, change: dict[str, Any]) -> None:
    client.post(BASE, BODY | change, 400)


def test_names_are_unique(client: Client) -> None:
    client.post(BASE, BODY, 201)
    client.post(BASE, BODY, 409)
    other = client.post(BASE, BODY | {"name": "other"}, 201)
    client.put(f"{BASE}/{other['id']}", BODY, 409)


def test_partner_authentication_names_its_provider(client: Client) -> None:
    saml = {"method": "saml", "idpEntityId": "https://idp.provider.example"}
    assert client.post(BASE, BODY | {"authentication": saml}, 201)["authentication"] == saml


def test_what_was_read_can_be_sent_back(client: Client) -> None:
    made = client.post(BASE, BODY, 201)
    assert client.put(f"{BASE}/{made['id']}", made)["provisioningId"] == made["provisioningId"]
    assert "read-only member provisioningId ignored" in client.last()["tolerated"]


def test_the_service_lists_only_its_own_templates(client: Client) -> None:
    assert client.get(BASE)["items"] == []
    for number in range(3):
        client.post(BASE, BODY | {"name": f"t{number}"}, 201)
    first = client.send("GET", f"{BASE}?max=2", 200)
    second = client.send("GET", first.links["next"]["url"], 200)
    assert [item["name"] for item in first.json()["items"] + second.json()["items"]] == ["t0", "t1", "t2"]


def test_customers_are_made_from_a_template_that_then_stays(client: Client) -> None:
    made = client.post(BASE, BODY, 201)
    customer = client.customer(provisioningId=made["provisioningId"])
    assert customer["status"] == "provisioned"
    client.delete(f"{BASE}/{made['id']}", 409)
    client.delete(f"wholesale/customers/{customer['id']}", 202)
    client.advance()
    client.delete(f"{BASE}/{made['id']}")
    client.order(400, provisioningId=made["provisioningId"])


def test_without_the_service_there_are_no_such_routes(make_client: MakeClient) -> None:
    client = make_client(template_service=False)
    client.get(BASE, 404)
    client.post(BASE, BODY, 404)
    client.order()
