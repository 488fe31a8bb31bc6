# SPDX-License-Identifier: GPL-3.0-or-later
"""webex_customer compares the organization's name on request, and a known customer without a look-up."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._customers import api as customers_api
from ansible_collections.webex.wholesale.plugins.module_utils._customers.view import view
from ansible_collections.webex.wholesale.tests.unit.customer_calls import (
    MORE,
    OPTIONS,
    actions,
    expect_list,
    expect_precheck,
    run,
)
from ansible_collections.webex.wholesale.tests.unit.samples import (
    CUSTOMER_ID,
    ORG,
    PARTNER_ORG,
    wire_customer,
)


def expect_name(webex, name):
    webex.expect("GET", f"/organizations/{ORG}", answer={"id": ORG, "displayName": name})


@pytest.mark.parametrize("check_mode", [True, False])
@pytest.mark.parametrize("name", ["Acme Pizza", "Acme"])
def test_the_name_is_compared_on_request(webex, name, check_mode):
    expect_list(webex, wire_customer())
    expect_name(webex, name)
    changed = name != "Acme Pizza"
    if changed and not check_mode:
        webex.expect("GET", "/people/me", answer={"orgId": PARTNER_ORG})
        body = {"schemas": ["urn:cisco:codev:identity:organization:core:1.0"], "displayName": "Acme Pizza"}
        webex.expect("PATCH", "/identity/organizations/00000000-0000-4000-8000-000000000001", body=body)
    result = run({**OPTIONS, "compare_name": True}, check_mode)
    assert (result.changed, result.failed) == (changed, False)
    assert actions(result) == [("update" if changed else "none", "acme-0001", ["name"] if changed else [])]


def known(**changes):
    webex_says = {"items": [wire_customer(**changes)]}
    return view(customers_api._read(webex_says["items"][0]))


@pytest.mark.parametrize("check_mode", [True, False])
def test_a_known_customer_is_not_looked_up(webex, check_mode):
    result = run({**OPTIONS, "known_customer": known()}, check_mode)
    assert (result.changed, result.api_calls, result.objects["customer"]["id"]) == (False, {}, CUSTOMER_ID)


def test_a_known_customer_is_compared(webex):
    result = run({**MORE, "known_customer": known()}, check_mode=True)
    assert actions(result) == [("update", "acme-0001", ["packages"])]


def test_a_known_customer_with_errors_is_judged(webex):
    told = known(status="provisioned_with_errors", errors=[{"errorCode": 1, "description": "half of it"}])
    assert "half of it (errorCode 1)" in run({**OPTIONS, "known_customer": told}).message


def test_a_known_customer_on_its_way_out_is_looked_up(webex):
    expect_list(webex)
    expect_precheck(webex)
    assert actions(run({**OPTIONS, "known_customer": known(status="deleting")}, check_mode=True))[0][0] == "create"


@pytest.mark.parametrize("other", [{"externalId": "acme-00011"}, {"id": ""}, None])
def test_a_customer_that_is_not_the_known_one_is_looked_up(webex, other):
    expect_list(webex, wire_customer())
    told = known(externalId=other["externalId"]) if other and "externalId" in other else {**known(), **(other or {})}
    assert not run({**OPTIONS, "known_customer": {} if other is None else told}).changed
