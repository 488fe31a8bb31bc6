# SPDX-License-Identifier: GPL-3.0-or-later
"""Customers that take a special course: attached organizations, sub-partners, scripted outcomes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .support import ATTACH_ID, COASTLINE, HARBOR, Client

MakeClient = Callable[..., Client]


def status(client: Client, key: str) -> str:
    return str(client.get(f"wholesale/customers/{key}")["status"])


def test_attaching_an_existing_organization(client: Client) -> None:
    client.get(f"organizations/{HARBOR}", 403)
    client.order(400, orgId=HARBOR, customerInfo=None)  # this template allows no invitations
    client.order(400, orgId="unknown", customerInfo=None, provisioningId=ATTACH_ID)
    attached = client.customer(orgId=HARBOR, customerInfo=None, provisioningId=ATTACH_ID)
    assert (attached["status"], attached["orgId"]) == ("provisioned", HARBOR)
    assert client.get(f"organizations/{HARBOR}")["displayName"] == "Harbor Dental Group"
    assert len(client.get("people", orgId=HARBOR)["items"]) == 3
    client.order(409, orgId=HARBOR, customerInfo=None, provisioningId=ATTACH_ID)


@pytest.mark.parametrize("extra", [{"user_count": 100}, {"verified_domain": True}])
def test_large_or_verified_organizations_wait_for_approval(client: Client, extra: dict[str, Any]) -> None:
    org_id = "Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi8zYjFkNWMwMi00ZDNhLTRlMWMtOWY3NC0wYzlhNWQ2ZTFiMjM"
    client.control("seed", {"organizations": [{"org_id": org_id, "name": "Big", **extra}]})
    key = client.order(orgId=org_id, customerInfo=None, provisioningId=ATTACH_ID)
    client.advance(3600)
    assert status(client, key) == "provisioning"
    client.control("approve", {"orgId": org_id})
    client.advance()
    assert status(client, key) == "provisioned"


def test_sub_partner_customers_are_seen_by_their_sub_partner_only(client: Client) -> None:
    on_behalf: dict[str, Any] = {"onBehalfOfSubPartnerOrgId": COASTLINE}
    key = client.order(query=on_behalf)
    client.advance()
    assert client.get("wholesale/customers")["items"] == []
    client.get(f"wholesale/customers/{key}", 404)
    assert len(client.get("wholesale/customers", **on_behalf)["items"]) == 1
    client.get(f"wholesale/customers/{key}", **on_behalf)
    client.get("wholesale/customers", 403, onBehalfOfSubPartnerOrgId="unknown")
    body = {"customerId": key, "email": "a@b.example", "packages": ["webex_meetings"], "provisioningParameters": {}}
    client.post("wholesale/subscribers", body, 404)
    made = client.post("wholesale/subscribers", body, **on_behalf)
    client.get(f"wholesale/subscribers/{made['id']}", 404)
    assert client.get("wholesale/subscribers")["items"] == []
    (partner,) = client.get("wholesale/subPartners")["items"]
    assert (partner["orgId"], partner["provisioningState"]) == (COASTLINE, "active")


def test_a_suspended_sub_partner_can_only_delete(client: Client) -> None:
    on_behalf: dict[str, Any] = {"onBehalfOfSubPartnerOrgId": COASTLINE}
    key = client.order(query=on_behalf)
    client.advance()
    client.control(
        "seed", {"sub_partners": [{"org_id": COASTLINE, "name": "Coastline", "provisioning_state": "suspended"}]}
    )
    client.order(403, query=on_behalf)
    client.get(f"wholesale/customers/{key}", **on_behalf)
    client.delete(f"wholesale/customers/{key}", 202, **on_behalf)
    assert client.get("wholesale/subPartners", provisioningState="active")["items"] == []


def outcome(client: Client, kind: str, **more: Any) -> None:
    client.control("outcomes", {"external_id": "acme-0001", "outcome": kind, **more})


def test_scripted_error_and_another_try(client: Client) -> None:
    outcome(client, "error", code=4711, description="No luck.", times=1)
    failed = client.customer()
    assert failed["status"] == "error"
    assert failed["errors"] == [{"errorCode": 4711, "description": "No luck."}]
    client.put(f"wholesale/customers/{failed['id']}", {"packages": ["webex_calling"]}, 202)
    client.advance()
    assert status(client, failed["id"]) == "provisioned"


def test_a_change_that_fails_leaves_what_was_there(client: Client) -> None:
    made = client.customer()
    path = f"wholesale/customers/{made['id']}"
    outcome(client, "error", code=4711, description="No luck.", times=1)
    address = {**made["address"], "city": "San Jose"}
    client.put(path, {"packages": ["webex_meetings", "webex_suite"], "address": address}, 202)
    client.advance()
    failed = client.get(path)
    assert failed["status"] == "error"
    assert "orgId" not in failed
    assert failed["address"] == made["address"]
    states = {entry["name"]: entry["status"] for entry in failed["resourceDetails"]["packages"]}
    assert states == {"webex_calling": "provisioned", "webex_meetings": "provisioned", "webex_suite": "error"}
    # users are reached as before
    new = {"customerId": made["id"], "email": "new@acme.example", "packages": ["webex_meetings"]}
    client.post("wholesale/subscribers", {**new, "provisioningParameters": {"firstName": "N", "lastName": "M"}})
    client.put(path, {"packages": ["webex_meetings", "webex_suite"]}, 202)
    client.advance()
    assert client.get(path)["packages"] == ["webex_meetings", "webex_suite"]


def test_scripted_defects(client: Client) -> None:
    outcome(client, "provisioned_with_errors")
    customer = client.customer()
    assert customer["status"] == "provisioned_with_errors"
    assert customer["orgId"]
    assert customer["resourceDetails"]["packages"][0]["errors"]


def test_scripted_maintenance(client: Client) -> None:
    outcome(client, "maintenance")
    customer = client.customer()
    assert customer["status"] == "provisioned_with_errors"
    packages = {entry["name"]: entry for entry in customer["resourceDetails"]["packages"]}
    assert packages["webex_calling"]["warnings"][0]["errorCode"] == 2560
    assert packages["webex_meetings"] == {"name": "webex_meetings", "status": "provisioned"}


def test_scripted_review(client: Client) -> None:
    outcome(client, "review", seconds=100)
    key = client.order()
    client.advance(90)
    assert status(client, key) == "pending_rpl_review"
    client.put(f"wholesale/customers/{key}", {"packages": ["webex_calling"]}, 409)
    client.advance(11)
    assert status(client, key) == "provisioning"
    client.advance(5)
    assert status(client, key) == "provisioned"


def test_scripted_review_without_end(client: Client) -> None:
    outcome(client, "review")
    key = client.order()
    client.advance(100_000)
    assert status(client, key) == "pending_rpl_review"
    client.control("approve", {"external_id": "acme-0001"})
    client.advance()
    assert status(client, key) == "provisioned"


def test_scripted_delay(client: Client) -> None:
    outcome(client, "delay", delay=500)
    key = client.order()
    client.advance(499)
    assert status(client, key) == "provisioning"
    client.advance(2)
    assert status(client, key) == "provisioned"
    outcome(client, "normal")


def test_no_delay_at_all(make_client: MakeClient) -> None:
    client = make_client(provisioning_delay=0, update_delay=0)
    key = client.order()
    assert status(client, key) == "provisioned"
    client.put(f"wholesale/customers/{key}", {"packages": ["webex_calling"]}, 202)
    assert status(client, key) == "provisioned"
    client.delete(f"wholesale/customers/{key}", 202)
    client.get(f"wholesale/customers/{key}", 404)
