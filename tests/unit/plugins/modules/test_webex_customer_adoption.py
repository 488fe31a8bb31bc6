# SPDX-License-Identifier: GPL-3.0-or-later
"""webex_customer and a customer that somebody else ordered, lost the answer of, or has twice."""

from __future__ import annotations

import requests

from ansible_collections.webex.wholesale.plugins.module_utils._engine.creation import LOOKUP_DELAYS_S
from ansible_collections.webex.wholesale.tests.unit import samples
from ansible_collections.webex.wholesale.tests.unit.customer_calls import (
    CREATED,
    CREATION,
    LIST,
    ONE,
    OPTIONS,
    OTHER_ID,
    expect_list,
    expect_precheck,
    run,
)
from ansible_collections.webex.wholesale.tests.unit.expected_calls import BASE
from ansible_collections.webex.wholesale.tests.unit.samples import (
    CUSTOMER_ID,
    ORG,
    wire_customer,
    wire_subscriber,
)


def test_lost_answer_of_a_creation_is_adopted(webex, clock):
    expect_list(webex)
    expect_precheck(webex)
    webex.expect("POST", LIST, body=CREATION, failure=requests.exceptions.ReadTimeout())
    expect_list(webex)
    expect_list(webex, wire_customer())
    result = run(OPTIONS)
    assert (result.changed, result.objects["customer"]["adopted"]) == (True, True)
    assert webex.writes == ["POST /v1/wholesale/customers"]


def test_a_customer_that_is_being_removed_is_made_anew(webex, clock):
    expect_list(webex, wire_customer(status="deleting"))
    webex.expect("GET", ONE, status=404)
    expect_precheck(webex)
    webex.expect("POST", LIST, body=CREATION, status=202, answer={}, headers={"Location": f"{BASE}{LIST}/{OTHER_ID}"})
    webex.expect("GET", f"{LIST}/{OTHER_ID}", answer=wire_customer(id=OTHER_ID))
    webex.expect("GET", f"/organizations/{ORG}")
    assert run(OPTIONS).objects["customer"]["id"] == OTHER_ID


def expect_life(webex, *subscribers):
    """Whether the other customer, in status error, was ever built."""
    query = {"customerId": OTHER_ID, "max": "100"}
    webex.expect("GET", "/wholesale/subscribers", query=query, answer={"items": list(subscribers)})


def test_of_two_with_one_external_id_the_one_in_use_is_meant(webex):
    expect_list(webex, wire_customer(id=OTHER_ID, status="error", orgId=None), wire_customer())
    expect_life(webex)
    webex.expect(
        "GET",
        f"{LIST}/{OTHER_ID}",
        query={"includePackageLicenseInfo": "true"},
        answer=wire_customer(id=OTHER_ID, status="error", orgId=None),
    )
    result = run(OPTIONS)
    assert (result.changed, result.objects["customer"]["id"]) == (False, CUSTOMER_ID)


def test_of_two_that_both_live_neither_is_chosen(webex):
    expect_list(webex, wire_customer(id=OTHER_ID, status="error", orgId=None), wire_customer())
    expect_life(webex, {**wire_subscriber(samples.ANA, 1), "personId": None})
    result = run(OPTIONS)
    assert result.failed
    assert OTHER_ID in result.message
    assert CUSTOMER_ID in result.message


def test_what_was_ordered_a_moment_ago_is_looked_for_with_patience_once(webex, clock):
    expect_list(webex)
    webex.expect("POST", LIST, body=CREATION, **CREATED)
    assert run({**OPTIONS, "wait": False, "precheck": False}).changed
    for _look in range(1 + len(LOOKUP_DELAYS_S)):
        expect_list(webex)
    webex.expect("POST", LIST, body=CREATION, **CREATED)
    assert run({**OPTIONS, "wait": False, "precheck": False}).changed
    assert clock.naps == list(LOOKUP_DELAYS_S)


def test_what_another_run_ordered_between_look_and_precheck_is_adopted(webex, clock):
    expect_list(webex)
    expect_precheck(webex, {"message": "failed", "info": [{"errorCode": 10022, "description": "e-mail is taken"}]})
    expect_list(webex, wire_customer(status="provisioning"))
    webex.expect("GET", ONE, answer=wire_customer())
    webex.expect("GET", f"/organizations/{ORG}")
    result = run(OPTIONS)
    assert (result.failed, result.objects["customer"]["adopted"]) == (False, True)
    assert webex.writes == []
