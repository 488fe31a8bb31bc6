# SPDX-License-Identifier: GPL-3.0-or-later
"""webex_customer_info: the calls it makes, and no other ones."""

from __future__ import annotations

from ansible_collections.webex.wholesale.plugins.module_utils._customers.info import MIN_PAGES, CustomerInfoOperation
from ansible_collections.webex.wholesale.plugins.module_utils._customers.options import CUSTOMER_INFO
from ansible_collections.webex.wholesale.plugins.module_utils._customers.result import ListedCustomer
from ansible_collections.webex.wholesale.tests.unit.customer_calls import (
    LIST,
    ONE,
    OTHER_ID,
    expect_list,
)
from ansible_collections.webex.wholesale.tests.unit.run_module import run_module
from ansible_collections.webex.wholesale.tests.unit.samples import CUSTOMER_ID, ORG, wire_customer


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
    assert info({"external_ids": []}).objects == {"customers": [], "by_external_id": {}, "absent": []}


def test_a_listing_that_costs_more_than_look_ups_is_given_up(webex):
    for page in range(MIN_PAGES + 1):
        query = {"max": "100", "offset": str(100 * page)} if page else {"max": "100"}
        webex.expect("GET", LIST, query=query, answer={"items": wire_many(100, 100 * page)})
    assert info({"external_ids": ["key-0"]}).objects == {"customers": [], "by_external_id": {}, "absent": []}
