# SPDX-License-Identifier: GPL-3.0-or-later
"""webex_customer and a customer whose last change failed: is there anything to keep."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.tests.unit import samples
from ansible_collections.webex.wholesale.tests.unit.customer_calls import (
    ONE,
    OPTIONS,
    actions,
    expect_list,
    expect_users,
    run,
)
from ansible_collections.webex.wholesale.tests.unit.samples import (
    CUSTOMER_ID,
    ORG,
    wire_customer,
)

REFUSED = {"status": "error", "orgId": None, "errors": [{"errorCode": 4711, "description": "not for sale"}]}


def states(**packages):
    return {"resourceDetails": {"packages": [{"name": name, "status": status} for name, status in packages.items()]}}


@pytest.mark.parametrize("check_mode", [True, False])
def test_a_refused_change_is_tried_once_more(webex, check_mode):
    expect_list(webex, wire_customer(**REFUSED, **states(webex_calling="provisioned", webex_meetings="error")))
    expect_users(webex)
    if not check_mode:
        webex.expect("PUT", ONE, body={"packages": OPTIONS["packages"]}, status=202)
    result = run({**OPTIONS, "wait": False}, check_mode)
    assert actions(result) == [("update", "acme-0001", ["package_status.webex_meetings"])]
    assert result.warnings == [
        "customer acme-0001 is error: not for sale (errorCode 4711). The change is tried once more."
    ]


@pytest.mark.parametrize("check_mode", [True, False])
def test_a_living_customer_that_is_as_declared_is_a_warning(webex, check_mode):
    expect_list(webex, wire_customer(**REFUSED))
    expect_users(webex, samples.ANA)
    webex.expect("GET", f"/people/{samples.identifier('PEOPLE', 1)}", answer={"id": "P", "orgId": ORG})
    result = run(OPTIONS, check_mode)
    assert (result.failed, result.changed, result.objects["customer"]["org_id"]) == (False, False, ORG)
    assert "Nothing of the declaration is left to be changed" in result.warnings[0]


def test_licences_tell_that_a_customer_lives(webex):
    expect_list(webex, wire_customer(**REFUSED))
    expect_users(webex)
    whole = {"resourceDetails": {"packages": [{"name": "webex_calling", "status": "error", "licenseIds": ["L"]}]}}
    webex.expect("GET", ONE, query={"includePackageLicenseInfo": "true"}, answer=wire_customer(**REFUSED, **whole))
    assert not run(OPTIONS).failed


def test_without_any_trace_of_life_it_is_to_be_removed(webex):
    expect_list(webex, wire_customer(**REFUSED))
    expect_users(webex)
    webex.expect("GET", ONE, query={"includePackageLicenseInfo": "true"}, answer=wire_customer(**REFUSED))
    assert "remove the failed customer with state: absent" in run(OPTIONS).message


def test_in_doubt_a_customer_lives(webex):
    expect_list(webex, wire_customer(**REFUSED))
    query = {"customerId": CUSTOMER_ID, "max": "100"}
    webex.expect("GET", "/wholesale/subscribers", query=query, status=403, answer={})
    assert not run(OPTIONS).failed


def test_an_order_that_fails_after_waiting_was_never_built(webex, clock):
    expect_list(webex, wire_customer(status="provisioning", orgId=None))
    webex.expect("GET", ONE, answer=wire_customer(**REFUSED))
    expect_users(webex)
    webex.expect("GET", ONE, query={"includePackageLicenseInfo": "true"}, answer=wire_customer(**REFUSED))
    assert "could not be provisioned" in run(OPTIONS).message
