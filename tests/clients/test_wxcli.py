# SPDX-License-Identifier: GPL-3.0-or-later
"""wxcli understands the sandbox: all Wholesale operations, as commands, with their output and errors."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from .journey import Journey

OTHERS = {"getMyself", "getOrganization", "listLocations"}
WHOLESALE = {
    *("listWholesaleCustomers", "provisionWholesaleCustomer", "getWholesaleCustomer", "updateWholesaleCustomer"),
    *("removeWholesaleCustomer", "precheckWholesaleCustomer", "listWholesaleSubPartners"),
    *("listWholesaleSubscribers", "provisionWholesaleSubscriber", "getWholesaleSubscriber"),
    *("updateWholesaleSubscriber", "removeWholesaleSubscriber", "precheckWholesaleSubscriber", "sendConsentMoveEmail"),
    *("listWholesaleBillingReports", "createWholesaleBillingReport", "getWholesaleBillingReport"),
    "deleteWholesaleBillingReport",
}
REFUSALS = {
    "unknown customer": [404],
    "bad order": [400],
    "unknown sub-partner": [403],
    "too many requests": [429],
}


@pytest.fixture(scope="module")
def journey(travel: Callable[[str], Journey]) -> Journey:
    return travel("wxcli_driver.py")


def test_all_wholesale_operations_were_called(journey: Journey) -> None:
    assert len(WHOLESALE) == 18
    assert journey.operations == WHOLESALE | OTHERS


def test_only_what_was_meant_to_be_refused_was_refused(journey: Journey) -> None:
    assert journey.refusals() == REFUSALS


def test_it_sends_nothing_beyond_the_contract(journey: Journey) -> None:
    assert journey.tolerated() == {}


def test_who_am_i(journey: Journey) -> None:
    assert journey.value("who am I")["email"] == "onboarding@provider.example"


def test_an_order_is_checked_first(journey: Journey) -> None:
    assert journey.value("check customer")["message"] == "success"
    assert journey.value("check customer with a taken address")["errors"][0]["errorCode"] == 10022


def test_a_customer_is_ordered_and_read(journey: Journey) -> None:
    (found,) = journey.value("customer by external id")
    assert journey.value("order customer")["url"].endswith(f"/v1/wholesale/customers/{found['id']}")
    assert (found["externalId"], found["status"]) == ("acme-0001", "provisioned")
    details = journey.value("customer")["resourceDetails"]["packages"]
    assert all(package["licenseIds"] for package in details)


def test_a_customer_is_changed_and_removed(journey: Journey) -> None:
    assert journey["change customer"].statuses == [202]
    assert journey.value("changed customer")["packages"] == ["webex_calling", "webex_meetings", "webex_suite"]
    assert journey["remove customer"].statuses == [202]
    assert journey.value("customers left") == []


def test_lists_are_filtered_and_paged(journey: Journey) -> None:
    everybody = ["acme-0001", "acme-0002", "acme-0003"]
    for name, expected in (
        ("customers", everybody),
        ("first customer", everybody[:1]),
        ("all customers, page by page", everybody),
        ("customers of a sub-partner", ["sub"]),
    ):
        assert [item["externalId"] for item in journey.value(name)] == expected, name
    assert len(journey["all customers, page by page"].requests) == 2
    assert "more pages" in journey["first customer"].complaints


def test_a_table_has_a_row_per_customer(journey: Journey) -> None:
    table = journey.value("table of customers")
    assert [table.count(f"acme-000{number}") for number in (1, 2, 3)] == [1, 1, 1]


def test_sub_partners(journey: Journey) -> None:
    (found,) = journey.value("sub-partners")
    assert (found["subscriptionId"], found["provisioningState"]) == ("Sub204817", "active")


def test_a_subscriber_is_checked_ordered_and_found(journey: Journey) -> None:
    for name in ("check subscriber", "check subscriber by options"):
        assert journey.value(name)["message"] == "success"
    made = journey.value("order subscriber")
    assert (made["status"], made["packages"]) == ("provisioned", ["webex_calling"])
    for name in ("subscribers", "subscribers in order"):
        assert journey.value(name) == [made]
    assert journey.value("subscriber") == made


def test_a_subscriber_is_changed_and_removed(journey: Journey) -> None:
    assert journey.value("change subscriber")["packages"] == ["webex_suite"]
    assert journey["change subscriber"].operations == ["updateWholesaleSubscriber", "getWholesaleSubscriber"]
    assert "1 sent field(s) match" in journey["change subscriber"].complaints
    assert journey["remove subscriber"].statuses == [204]


def test_the_owner_of_a_free_account_is_asked_again(journey: Journey) -> None:
    assert journey.value("order for a free account")["status"] == "pending_user_migration"
    assert journey["ask for consent again"].statuses == [204]


def test_a_billing_report_is_ordered_read_and_deleted(journey: Journey) -> None:
    made = journey.value("order report")
    assert journey.value("unfinished report")["status"] == "IN_PROGRESS"
    assert journey.value("report")["status"] == "COMPLETED"
    assert journey.value("report")["tempDownloadURL"]
    assert [item["id"] for item in journey.value("reports")] == [made["id"]]
    assert journey.value("reports left") == []


@pytest.mark.parametrize(
    ("name", "code", "tip"),
    [
        ("unknown customer", 990404, "No such resource"),
        ("bad order", 1001, "request body or a parameter was rejected"),
        ("unknown sub-partner", 990403, "not an admin of the target org"),
    ],
)
def test_it_understands_errors(journey: Journey, name: str, code: int, tip: str) -> None:
    error = journey[name].error
    assert error is not None
    assert error["status"] == 1
    first, advice = error["text"].splitlines()[:2]
    body = json.loads(first.removeprefix("Error: "))
    assert body["errors"][0]["errorCode"] == code
    assert body["trackingId"] == journey[name].requests[-1]["tracking_id"]
    assert advice.startswith("Tip: ")
    assert tip in advice


def test_it_waits_when_there_were_too_many_requests(journey: Journey) -> None:
    assert journey["too many requests"].statuses == [429, 200]
    assert journey["too many requests"].pause >= 1
    assert journey.value("too many requests") == journey.value("sub-partners")
