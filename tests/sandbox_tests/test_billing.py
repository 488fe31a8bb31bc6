# SPDX-License-Identifier: GPL-3.0-or-later
"""Billing reports."""

from __future__ import annotations

from typing import Any

import pytest

from .support import COASTLINE, Client, code

PATH = "wholesale/billing/reports"
MAY = {"billingStartDate": "2026-05-01", "billingEndDate": "2026-05-31"}
JUNE = {"billingStartDate": "2026-06-01", "billingEndDate": "2026-06-30"}


def ids(client: Client, **query: Any) -> list[str]:
    return [item["id"] for item in client.get(PATH, **query)["items"]]


def test_a_report_takes_a_while_and_can_then_be_downloaded(client: Client) -> None:
    made = client.post(PATH, {**MAY, "type": "CUSTOMER", "internal": True})
    assert made == {**MAY, "id": made["id"], "type": "CUSTOMER", "category": "RECONCILIATION"}
    begun = client.get(f"{PATH}/{made['id']}")
    assert begun["status"] == "IN_PROGRESS"
    assert "tempDownloadURL" not in begun
    client.advance()
    done = client.get(f"{PATH}/{made['id']}")
    assert done["status"] == "COMPLETED"
    assert done["tempDownloadURL"].endswith(".csv")
    assert done["createdBy"] == client.get("people/me")["id"]
    assert client.get(PATH)["items"] == [{**made, "status": "COMPLETED"}]


def test_a_partner_report_is_what_one_gets_without_asking_for_a_type(client: Client) -> None:
    assert client.post(PATH, MAY)["type"] == "PARTNER"


def test_lists_are_filtered_sorted_and_cut(client: Client) -> None:
    june = client.post(PATH, {**JUNE, "type": "USER"})["id"]
    client.advance()
    may = client.post(PATH, {**MAY, "subPartnerOrgId": COASTLINE})["id"]
    assert ids(client) == [may, june]
    assert ids(client, sortBy="status") == [june, may]
    assert ids(client, sortBy="id") == sorted([may, june])
    assert ids(client, type="USER") == [june]
    assert ids(client, status="IN_PROGRESS") == [may]
    assert ids(client, billingStartDate=JUNE["billingStartDate"]) == [june]
    assert ids(client, billingEndDate=MAY["billingEndDate"]) == [may]
    assert ids(client, subPartnerOrgId=COASTLINE) == [may]
    assert ids(client, max=1) == [may]


def test_a_deleted_report_is_gone(client: Client) -> None:
    made = client.post(PATH, MAY)["id"]
    client.delete(f"{PATH}/{made}")
    client.get(f"{PATH}/{made}", 404)
    client.delete(f"{PATH}/{made}", 404)
    assert ids(client) == []


@pytest.mark.parametrize(
    "change",
    [
        {"billingStartDate": None},
        {"billingEndDate": "2026-04-30"},
        {"billingEndDate": "2026-05-32"},
        {"billingStartDate": "1 May 2026"},
        {"type": "PLANET"},
        {"internal": "yes"},
        {"colour": "red"},
    ],
)
def test_bad_wishes_are_refused(client: Client, change: dict[str, Any]) -> None:
    body = {name: value for name, value in {**MAY, **change}.items() if value is not None}
    assert code(client.post(PATH, body, 400)) in (1001, 1002)
    assert ids(client) == []


def test_a_sub_partner_must_be_one_of_ours(client: Client) -> None:
    client.post(PATH, {**MAY, "subPartnerOrgId": "Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi94"}, 403)


@pytest.mark.parametrize("query", [{"type": "PLANET"}, {"status": "LOST"}, {"sortBy": "colour"}, {"max": "0"}])
def test_unknown_filters_are_refused(client: Client, query: dict[str, str]) -> None:
    client.get(PATH, 400, **query)
