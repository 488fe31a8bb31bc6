# SPDX-License-Identifier: GPL-3.0-or-later
"""webex_customer_info: the calls it makes, and no other ones."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._customers.info import MIN_PAGES, CustomerInfoOperation
from ansible_collections.webex.wholesale.plugins.module_utils._customers.options import CUSTOMER_INFO
from ansible_collections.webex.wholesale.plugins.module_utils._customers.result import ListedCustomer
from ansible_collections.webex.wholesale.plugins.module_utils._customers.users_of_many import expected_users, most_users
from ansible_collections.webex.wholesale.tests.unit.customer_calls import (
    LIST,
    ONE,
    OTHER_ID,
    expect_list,
)
from ansible_collections.webex.wholesale.tests.unit.run_module import run_module
from ansible_collections.webex.wholesale.tests.unit.samples import (
    ANA,
    CUSTOMER_ID,
    ORG,
    identifier,
    wire_customer,
    wire_subscriber,
)

NOTHING = {"customers": [], "by_external_id": {}, "absent": [], "users_by_external_id": {}}


def info(options):
    return run_module(CustomerInfoOperation, CUSTOMER_INFO, options)


def test_info_of_all(webex):
    webex.expect("GET", LIST, query={"max": "100"}, answer={"items": [wire_customer(), wire_customer(id=OTHER_ID)]})
    result = info({})
    assert [customer["id"] for customer in result.objects["customers"]] == [CUSTOMER_ID, OTHER_ID]
    assert result.changed is False
    assert result.actions == []


def test_info_filters_exactly(webex):
    query = {"externalId": "acme-0001", "status": "provisioned", "max": "100"}
    answer = {"items": [wire_customer(), wire_customer(externalId="acme-00011"), wire_customer(status="error")]}
    webex.expect("GET", LIST, query=query, answer=answer)
    assert len(info({"external_id": "acme-0001", "status": "provisioned"}).objects["customers"]) == 1


def test_info_with_licenses(webex):
    expect_list(webex, wire_customer())
    detail = {"packages": [{"name": "webex_calling", "status": "provisioned", "licenseIds": ["L1"]}]}
    webex.expect("GET", ONE, query={"includePackageLicenseInfo": "true"}, answer=wire_customer(resourceDetails=detail))
    (customer,) = info({"external_id": "acme-0001", "include_licenses": True}).objects["customers"]
    assert customer["license_ids"] == {"webex_calling": ["L1"]}
    assert set(customer) == set(ListedCustomer.model_fields)


def test_info_of_nobody(webex):
    webex.expect("GET", ONE, status=404)
    assert info({"customer_id": CUSTOMER_ID}).objects["customers"] == []


def test_info_waits(webex, clock):
    webex.expect("GET", ONE, answer=wire_customer(status="provisioning"))
    webex.expect("GET", ONE, answer=wire_customer())
    webex.expect("GET", f"/organizations/{ORG}")
    (customer,) = info({"customer_id": CUSTOMER_ID, "wait": True}).objects["customers"]
    assert customer["status"] == "provisioned"


def test_info_shows_the_customer_it_gave_up_on(webex, clock):
    webex.expect("GET", ONE, answer=wire_customer(status="provisioned_with_errors"))
    result = info({"customer_id": CUSTOMER_ID, "wait": True})
    assert result.failed is True
    assert result.objects["customers"][0]["status"] == "provisioned_with_errors"


def test_info_has_nobody_to_wait_for(webex):
    expect_list(webex)
    result = info({"external_id": "acme-0001", "wait": True})
    assert result.message == "There is no customer acme-0001 to wait for."


def wire_many(count, start=0):
    return [wire_customer(id=f"C{number}", externalId=f"key-{number}") for number in range(start, start + count)]


def test_info_of_several_in_one_listing(webex):
    rows = [*wire_many(3), wire_customer(id="C9", externalId="key-1"), wire_customer(externalId="other")]
    webex.expect("GET", LIST, query={"max": "100"}, answer={"items": rows})
    result = info({"external_ids": ["key-0", "key-1", "key-2", "nobody"]})
    # Which of the two with one external ID is meant, is not known.
    assert sorted(result.objects["by_external_id"]) == ["key-0", "key-2"]
    assert [row["id"] for row in result.objects["customers"]] == ["C0", "C2"]
    assert result.objects["absent"] == ["nobody"]


def test_info_of_nobody_asks_nobody(webex):
    assert info({"external_ids": []}).objects == NOTHING


def test_a_listing_that_costs_more_than_look_ups_is_given_up(webex):
    for page in range(MIN_PAGES + 1):
        query = {"max": "100", "offset": str(100 * page)} if page else {"max": "100"}
        webex.expect("GET", LIST, query=query, answer={"items": wire_many(100, 100 * page)})
    assert info({"external_ids": ["key-0"], "user_counts": {"key-0": 5000}}).objects == NOTHING


# The users of many customers

IDS = [identifier("ENTERPRISE", 100 + number) for number in range(10)]
COUNTS = {f"key-{number}": 12 for number in range(10)}


def expect_ten(webex, *more):
    rows = [wire_customer(id=customer_id, externalId=f"key-{number}") for number, customer_id in enumerate(IDS)]
    webex.expect("GET", LIST, query={"max": "100"}, answer={"items": [*rows, *more]})


def wire_user(customer, number, **changes):
    return wire_subscriber({**ANA, "email": f"u{number}@x.example"}, number, customerId=customer, **changes)


def expect_users(webex, *rows, start=0, **answer):
    query = {"max": "100", **({"offset": str(start)} if start else {})}
    webex.expect("GET", "/wholesale/subscribers", query=query, **(answer or {"answer": {"items": list(rows)}}))


def users(options=None):
    result = info({"external_ids": list(COUNTS), "user_counts": COUNTS, **(options or {})})
    assert not result.failed, result.message
    assert len(result.objects["by_external_id"]) == 10
    return result.objects["users_by_external_id"]


def test_users_of_many_in_one_listing(webex):
    expect_ten(webex, wire_customer(id=OTHER_ID, externalId="other"))
    expect_users(
        webex,
        wire_user(IDS[0], 1, packages=["webex_calling", "attendant_console"]),
        wire_user(OTHER_ID, 2),
        # Another spelling of the same id.
        wire_user("00000000-0000-4000-8000-000000000101", 3, status="pending_user_migration", personId=None),
        wire_user(IDS[0], 4),
    )
    assert users() == {
        "key-0": [
            {
                "id": identifier("SUBSCRIBER", 1),
                "email": "u1@x.example",
                "status": "provisioned",
                "person_id": identifier("PEOPLE", 1),
                "package": "webex_calling",
                "add_ons": ["attendant_console"],
            },
            {
                "id": identifier("SUBSCRIBER", 4),
                "email": "u4@x.example",
                "status": "provisioned",
                "person_id": identifier("PEOPLE", 4),
                "package": "webex_calling",
            },
        ],
        "key-1": [
            {
                "id": identifier("SUBSCRIBER", 3),
                "email": "u3@x.example",
                "status": "pending_user_migration",
                "package": "webex_calling",
            }
        ],
    }


@pytest.mark.parametrize("counts", [{}, {"key-0": 12}, dict.fromkeys(COUNTS, 60), {"stranger": 12}])
def test_users_are_not_listed_together_where_that_saves_little(webex, counts):
    expect_ten(webex)
    assert users({"user_counts": counts}) == {}


def test_few_customers_of_many_do_not_page_through_the_users_of_all(webex):
    expect_ten(webex, *wire_many(60, 100))
    assert users() == {}


def test_a_listing_of_users_that_is_longer_than_expected_is_given_up(webex):
    expect_ten(webex)
    for page in range(5):
        rows = [wire_user(OTHER_ID, number) for number in range(100 * page, 100 * page + 100)]
        expect_users(webex, *rows, start=100 * page)
    assert users() == {}


@pytest.mark.parametrize("answer", [{"status": 403}, {"status": 400}, {"answer": {"things": []}}])
def test_users_that_cannot_be_listed_together(webex, answer):
    expect_ten(webex)
    expect_users(webex, **answer)
    assert users() == {}


@pytest.mark.parametrize(
    ("customers", "users_each", "all_customers", "worth"),
    [(500, 10, 500, True), (6, 10, 6, True), (500, 49, 500, True), (500, 51, 500, False), (500, 10, 3000, False)],
)
def test_what_a_listing_of_users_is_worth(customers, users_each, all_customers, worth):
    sizes = [users_each] * customers
    expected = expected_users(sizes, all_customers)
    assert (expected <= most_users(sizes, expected)) is worth
