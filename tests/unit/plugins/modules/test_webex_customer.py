# SPDX-License-Identifier: GPL-3.0-or-later
"""webex_customer makes, changes and removes a customer: the calls it makes, and no other ones."""

from __future__ import annotations

import pytest
import requests

from ansible_collections.webex.wholesale.plugins.module_utils._customers.result import ManagedCustomer
from ansible_collections.webex.wholesale.tests.unit import samples
from ansible_collections.webex.wholesale.tests.unit.customer_calls import (
    CREATED,
    CREATION,
    LIST,
    MORE,
    ONE,
    OPTIONS,
    WIRE_LOCATION,
    actions,
    expect_list,
    expect_organization,
    expect_precheck,
    expect_users,
    run,
)
from ansible_collections.webex.wholesale.tests.unit.samples import (
    CUSTOMER_ID,
    ORG,
    PARTNER_ORG,
    wire_customer,
)

# The four cases: nothing to do or something, with and without check mode


@pytest.mark.parametrize("check_mode", [True, False])
def test_nothing_to_do(webex, check_mode):
    expect_list(webex, wire_customer())
    result = run(OPTIONS, check_mode)
    assert (result.changed, result.failed) == (False, False)
    assert actions(result) == [("none", "acme-0001", [])]
    assert result.objects["customer"] == {
        "id": CUSTOMER_ID,
        "org_id": ORG,
        "external_id": "acme-0001",
        "status": "provisioned",
        "packages": ["webex_calling", "webex_meetings"],
        "address": samples.ADDRESS,
        "package_status": {},
        "package_errors": {},
        "package_warnings": {},
        "errors": [],
        "adopted": False,
    }
    assert dict(result.api_calls) == {"GET": 1}


def test_what_is_returned_is_described(webex):
    expect_list(webex, wire_customer())
    returned = run({**OPTIONS, "package_changes": "additions"}, check_mode=True).objects["customer"]
    assert set(returned) == set(ManagedCustomer.model_fields)


CREATED_FIELDS = sorted(samples.CUSTOMER)


def test_create_in_check_mode(webex):
    expect_list(webex)
    expect_precheck(webex)
    result = run(OPTIONS, check_mode=True)
    assert (result.changed, result.failed) == (True, False)
    assert actions(result) == [("create", "acme-0001", CREATED_FIELDS)]
    assert result.objects["customer"] == {
        "id": None,
        "org_id": None,
        "external_id": "acme-0001",
        "status": "planned",
        "packages": ["webex_calling", "webex_meetings"],
    }


def test_create(webex, clock):
    expect_list(webex)
    expect_precheck(webex)
    webex.expect("POST", LIST, body=CREATION, **CREATED)
    webex.expect("GET", ONE, answer=wire_customer(status="provisioning", orgId=None))
    webex.expect("GET", ONE, answer=wire_customer())
    webex.expect("GET", f"/organizations/{ORG}")
    result = run(OPTIONS)
    assert (result.changed, result.failed) == (True, False)
    assert actions(result) == [("create", "acme-0001", CREATED_FIELDS)]
    assert (result.objects["customer"]["id"], result.objects["customer"]["org_id"]) == (CUSTOMER_ID, ORG)
    assert clock.naps == [5.0, 7.5]


def test_create_without_waiting(webex):
    expect_list(webex)
    webex.expect("POST", LIST, body=CREATION, **CREATED)
    result = run({**OPTIONS, "wait": False, "precheck": False})
    assert (result.changed, result.objects["customer"]["status"]) == (True, "provisioning")


def test_update_in_check_mode(webex):
    expect_list(webex, wire_customer())
    result = run(MORE, check_mode=True)
    assert (result.changed, actions(result)) == (True, [("update", "acme-0001", ["packages"])])


def test_update(webex, clock):
    expect_list(webex, wire_customer())
    webex.expect("PUT", ONE, body={"packages": MORE["packages"]}, status=202)
    webex.expect("GET", ONE, answer=wire_customer(status="updating"))
    webex.expect("GET", ONE, answer=wire_customer(packages=MORE["packages"]))
    webex.expect("GET", f"/organizations/{ORG}")
    result = run(MORE)
    assert (result.changed, result.warnings) == (True, [])
    assert result.diff[0]["after"] == f"packages: [{', '.join(MORE['packages'])}]\n"
    assert result.objects["customer"]["packages"] == MORE["packages"]


@pytest.mark.parametrize("check_mode", [True, False])
def test_absent_and_gone(webex, check_mode):
    expect_list(webex)
    result = run({"state": "absent", "external_id": "acme-0001"}, check_mode)
    assert (result.changed, result.objects["customer"]) == (False, None)


def test_remove_in_check_mode(webex):
    expect_list(webex, wire_customer())
    expect_users(webex)
    result = run({"state": "absent", "external_id": "acme-0001"}, check_mode=True)
    assert (result.changed, actions(result)) == (True, [("delete", "acme-0001", ["org_id", "packages", "status"])])


def test_remove(webex, clock):
    expect_list(webex, wire_customer())
    expect_users(webex)
    webex.expect("DELETE", ONE, status=202)
    webex.expect("GET", ONE, answer=wire_customer(status="deleting"))
    webex.expect("GET", ONE, status=404)
    result = run({"state": "absent", "external_id": "acme-0001"})
    assert (result.changed, result.objects["customer"]) == (True, None)
    assert result.warnings == [
        "customer acme-0001 was cut from its organization; organization, people and "
        "their e-mail addresses remain in Webex."
    ]


@pytest.mark.parametrize("lost_answer", [True, False])
def test_a_customer_that_is_gone_when_it_is_removed_is_removed(webex, clock, lost_answer):
    expect_list(webex, wire_customer())
    expect_users(webex)
    if lost_answer:
        webex.expect("DELETE", ONE, failure=requests.exceptions.ReadTimeout())
    webex.expect("DELETE", ONE, status=404)
    assert run({"state": "absent", "external_id": "acme-0001", "wait": False}).failed is False


@pytest.mark.parametrize("check_mode", [True, False])
def test_a_customer_with_users_is_not_removed(webex, check_mode):
    expect_list(webex, wire_customer())
    expect_users(webex, samples.LEO, samples.ANA)
    result = run({"state": "absent", "external_id": "acme-0001"}, check_mode)
    assert result.message.startswith(
        "customer acme-0001 has 2 users: ana@acme.example, leo@acme.example. Nothing was removed"
    )
    assert webex.writes == []


def test_a_customer_is_removed_with_its_users_on_request(webex):
    expect_list(webex, wire_customer())
    expect_users(webex, samples.ANA)
    webex.expect("DELETE", ONE, status=202)
    result = run({"state": "absent", "external_id": "acme-0001", "remove_with_users": True, "wait": False})
    assert actions(result) == [("delete", "acme-0001", ["org_id", "packages", "status", "users"])]
    assert result.warnings[0].startswith(
        "customer acme-0001 was cut from its organization, together with 1 user; organization, people"
    )


def test_a_run_that_was_killed_goes_on_waiting(webex, clock):
    expect_list(webex, wire_customer(status="provisioning"))
    webex.expect("GET", ONE, answer=wire_customer())
    webex.expect("GET", f"/organizations/{ORG}")
    assert run(OPTIONS).changed is False


def test_a_change_of_somebody_else_is_waited_for(webex, clock):
    expect_list(webex, wire_customer(status="updating"))
    webex.expect("GET", ONE, answer=wire_customer())
    webex.expect("PUT", ONE, body={"packages": MORE["packages"]}, status=409)
    webex.expect("GET", ONE, answer=wire_customer(status="updating"))
    webex.expect("GET", ONE, answer=wire_customer())
    webex.expect("PUT", ONE, body={"packages": MORE["packages"]}, status=202)
    webex.expect("GET", ONE, answer=wire_customer(packages=["webex_calling", "webex_meetings"]))
    webex.expect("GET", f"/organizations/{ORG}")
    result = run(MORE)
    assert result.failed is False
    assert result.warnings == [
        "customer acme-0001: Webex accepted the packages webex_calling, webex_meetings, webex_suite but now tells "
        "webex_calling, webex_meetings."
    ]


def test_update_sends_everything_that_the_change_needs(webex, clock):
    options = {
        **OPTIONS,
        "customer_id": CUSTOMER_ID,
        "address": {**samples.ADDRESS, "line2": "Floor 2"},
        "meetings_timezone": "America/Los_Angeles",
        "package_limits": {"webex_calling": 50},
        "sub_partner_org_id": "SUB",
    }
    scope = {"onBehalfOfSubPartnerOrgId": "SUB"}
    webex.expect("GET", ONE, query=scope, answer=wire_customer(externalId="old", packages=["cx_ai_assistant"]))
    webex.expect("GET", LIST, query={**scope, "externalId": "acme-0001", "max": "100"}, answer={"items": []})
    webex.expect("GET", "/people/me", answer={"orgId": PARTNER_ORG})
    options["packages"] = ["cx_ai_assistant", *OPTIONS["packages"]]
    webex.expect(
        "PUT",
        ONE,
        query=scope,
        body={
            "packages": ["cx_ai_assistant", "webex_calling", "webex_meetings"],
            "externalId": "acme-0001",
            "address": {**samples.WIRE_ADDRESS, "addressLine2": "Floor 2"},
            "provisioningParameters": {
                "calling": {
                    "location": {**WIRE_LOCATION, "address": {**samples.WIRE_ADDRESS, "addressLine2": "Floor 2"}}
                },
                "meetings": {"timezone": "America/Los_Angeles"},
                "packages": {"limits": {"webex_calling": 50}},
            },
        },
        status=202,
    )
    result = run({**options, "wait": False})
    assert actions(result) == [("update", "acme-0001", ["address.line2", "external_id", "packages"])]


def test_attach_an_organization(webex):
    expect_list(webex)
    expect_organization(webex)
    webex.expect("GET", "/people/me", answer={"orgId": PARTNER_ORG})
    body = {key: value for key, value in CREATION.items() if key != "customerInfo"} | {"orgId": ORG}
    webex.expect("POST", LIST, body=body, **CREATED)
    assert run({**OPTIONS, "org_id": ORG, "precheck": False, "wait": False}).changed is True
