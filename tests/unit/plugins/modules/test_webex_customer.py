# SPDX-License-Identifier: GPL-3.0-or-later
"""webex_customer: the calls it makes, and no other ones."""

from __future__ import annotations

import pytest
import requests

from ansible_collections.webex.wholesale.plugins.module_utils._customers import api as customers_api
from ansible_collections.webex.wholesale.plugins.module_utils._customers.operation import CustomerOperation
from ansible_collections.webex.wholesale.plugins.module_utils._customers.result import ManagedCustomer
from ansible_collections.webex.wholesale.plugins.module_utils._customers.view import view
from ansible_collections.webex.wholesale.plugins.module_utils._engine.creation import LOOKUP_DELAYS_S
from ansible_collections.webex.wholesale.plugins.module_utils._engine.runner import run as run_operation
from ansible_collections.webex.wholesale.tests.unit import samples
from ansible_collections.webex.wholesale.tests.unit.customer_calls import (
    CREATED,
    CREATION,
    FEWER,
    LIST,
    MORE,
    ONE,
    OPTIONS,
    OTHER_ID,
    WIRE_LOCATION,
    actions,
    expect_list,
    expect_precheck,
    run,
)
from ansible_collections.webex.wholesale.tests.unit.expected_calls import BASE
from ansible_collections.webex.wholesale.tests.unit.samples import (
    CUSTOMER_ID,
    ORG,
    PARTNER_ORG,
    TOKEN,
    wire_customer,
    wire_subscriber,
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
    assert result.diff[0]["after"] == {"packages": MORE["packages"]}
    assert result.objects["customer"]["packages"] == MORE["packages"]


@pytest.mark.parametrize("check_mode", [True, False])
def test_absent_and_gone(webex, check_mode):
    expect_list(webex)
    result = run({"state": "absent", "external_id": "acme-0001"}, check_mode)
    assert (result.changed, result.objects["customer"]) == (False, None)


def expect_users(webex, *users):
    rows = [wire_subscriber(row, index) for index, row in enumerate(users, 1)]
    webex.expect(
        "GET", "/wholesale/subscribers", query={"customerId": CUSTOMER_ID, "max": "100"}, answer={"items": rows}
    )


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


# Packages that leave

SUITE = {
    **OPTIONS,
    "packages": ["webex_suite", "webex_meetings"],
    "allow_package_removal": True,
    "wait": False,
}
UNION = ["webex_suite", "webex_meetings", "webex_calling"]
MOVED = {**samples.ANA, "package": "webex_suite"}


@pytest.mark.parametrize("check_mode", [True, False])
@pytest.mark.parametrize("mode", ["all", "additions", "removals"])
def test_a_package_stays_with_its_users(webex, check_mode, mode):
    expect_list(webex, wire_customer())
    expect_users(webex, samples.ANA, samples.LEO)
    result = run({**SUITE, "package_changes": mode}, check_mode)
    assert result.message.startswith(
        "customer acme-0001: webex_calling would be taken away from 1 user: ana@acme.example."
    )
    assert webex.writes == []


def test_a_package_that_nobody_has_goes_at_once(webex):
    expect_list(webex, wire_customer())
    expect_users(webex, samples.LEO)
    webex.expect("PUT", ONE, body={"packages": SUITE["packages"]}, status=202)
    assert run(SUITE).changed


def test_a_user_may_have_more_than_one_package(webex):
    expect_list(webex, wire_customer())
    webex.expect(
        "GET",
        "/wholesale/subscribers",
        query={"customerId": CUSTOMER_ID, "max": "100"},
        answer={"items": [wire_subscriber(samples.LEO, 1, packages=["webex_meetings", "webex_calling"])]},
    )
    assert "from 1 user: leo@acme.example" in run(SUITE).message


def test_additions_leave_what_users_still_have(webex):
    expect_list(webex, wire_customer())
    expect_users(webex, samples.ANA, samples.LEO)
    webex.expect("PUT", ONE, body={"packages": UNION}, status=202)
    result = run({**SUITE, "package_changes": "additions", "users": [MOVED]})
    fields = result.actions[0]["fields"]
    assert fields == {"packages": {"from": ["webex_calling", "webex_meetings"], "to": sorted(UNION)}}
    assert result.objects["customer"]["packages_coming"] == ["webex_suite"]
    assert result.objects["customer"]["packages_leaving"] == ["webex_calling"]
    assert result.warnings == [
        "customer acme-0001: webex_calling is taken away last, after 1 user gave it up: ana@acme.example. It stays "
        "when a step before that fails."
    ]


@pytest.mark.parametrize("check_mode", [True, False])
def test_with_nothing_to_add_only_the_removal_is_told(webex, check_mode):
    expect_list(webex, wire_customer(packages=UNION))
    expect_users(webex, samples.LEO)
    result = run({**SUITE, "package_changes": "additions"}, check_mode)
    assert (result.changed, result.objects["customer"]["packages_leaving"]) == (False, ["webex_calling"])


def test_removals_do_nothing_else(webex):
    expect_list(webex, wire_customer(packages=UNION))
    expect_users(webex, samples.LEO)
    webex.expect("PUT", ONE, body={"packages": SUITE["packages"]}, status=202)
    changed = {**SUITE, "address": {**samples.ADDRESS, "city": "San Jose"}}
    result = run({**changed, "package_changes": "removals"})
    assert actions(result) == [("update", "acme-0001", ["packages"])]


@pytest.mark.parametrize("check_mode", [True, False])
def test_declared_moves_count_in_the_plan_and_done_ones_in_the_run(webex, check_mode):
    expect_list(webex, wire_customer())
    expect_users(webex, samples.ANA)
    result = run({**SUITE, "package_changes": "removals", "users": [MOVED]}, check_mode)
    assert result.failed is not check_mode
    if check_mode:
        assert result.actions[0]["fields"]["packages"] == {"from": sorted(UNION), "to": sorted(SUITE["packages"])}


def test_removals_of_a_customer_that_is_gone_are_none(webex):
    expect_list(webex)
    assert not run({**SUITE, "package_changes": "removals"}).changed


def test_what_changed_while_waiting_is_looked_at_again(webex, clock):
    expect_list(webex, wire_customer(status="updating", packages=["webex_meetings"]))
    webex.expect("GET", ONE, answer=wire_customer())
    expect_users(webex, samples.ANA)
    assert "webex_calling would be taken away from 1 user" in run(SUITE).message
    assert webex.writes == []


# A customer whose last change failed

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


# Special ways


def test_a_run_that_was_killed_goes_on_waiting(webex, clock):
    expect_list(webex, wire_customer(status="provisioning"))
    webex.expect("GET", ONE, answer=wire_customer())
    webex.expect("GET", f"/organizations/{ORG}")
    assert run(OPTIONS).changed is False


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
        "customer acme-0001: Webex accepted the packages ['webex_calling', "
        "'webex_meetings', 'webex_suite'] but now tells "
        "['webex_calling', 'webex_meetings']."
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


def expect_organization(webex, *customers, org_id=ORG):
    webex.expect("GET", LIST, query={"orgId": org_id, "max": "100"}, answer={"items": list(customers)})


def test_attach_an_organization(webex):
    expect_list(webex)
    expect_organization(webex)
    webex.expect("GET", "/people/me", answer={"orgId": PARTNER_ORG})
    body = {key: value for key, value in CREATION.items() if key != "customerInfo"} | {"orgId": ORG}
    webex.expect("POST", LIST, body=body, **CREATED)
    assert run({**OPTIONS, "org_id": ORG, "precheck": False, "wait": False}).changed is True


# Refusals: nothing is written


def no_calls(webex):
    return None


REFUSALS = [
    pytest.param(
        {**OPTIONS, "name": "100 % Pizza"},
        no_calls,
        "1 mistake in the data:\n- name: a percent sign is not allowed in a customer's name. Remove the percent sign.",
        id="percent sign",
    ),
    pytest.param(
        OPTIONS,
        lambda webex: expect_list(webex, wire_customer(), wire_customer(id=OTHER_ID, status="updating")),
        f"2 customers have the external id acme-0001: {CUSTOMER_ID} (provisioned), "
        f"{OTHER_ID} (updating). Nothing was changed. "
        "Give one of them another external id, or name the right one with customer_id.",
        id="two customers",
    ),
    pytest.param(
        FEWER,
        lambda webex: expect_list(webex, wire_customer()),
        "customer acme-0001: the package webex_calling would be taken away.",
        id="package removed",
    ),
    pytest.param(
        {"state": "absent", "external_id": "acme-0001", "protected": True},
        lambda webex: expect_list(webex, wire_customer()),
        "customer acme-0001 is protected and was not removed. Set protected: false first.",
        id="protected",
    ),
    pytest.param(
        {**OPTIONS, "customer_id": OTHER_ID},
        lambda webex: webex.expect("GET", f"{LIST}/{OTHER_ID}", status=404),
        f"There is no customer with the id {OTHER_ID}. Leave customer_id out to make a new one.",
        id="unknown id",
    ),
    pytest.param(
        OPTIONS,
        lambda webex: (
            expect_list(webex),
            expect_precheck(
                webex, {"message": "failed", "info": [{"errorCode": 10022, "description": "e-mail is taken"}]}
            ),
        ),
        "customer acme-0001: Webex's precheck refuses it: e-mail is taken (errorCode 10022). Nothing was created.",
        id="precheck, in the answer",
    ),
    pytest.param(
        OPTIONS,
        lambda webex: (
            expect_list(webex),
            expect_precheck(webex, {"errors": [{"errorCode": 10022, "description": "e-mail is taken"}]}, 400),
        ),
        "customer acme-0001: Webex's precheck refuses it: e-mail is taken (errorCode 10022). Nothing was created.",
        id="precheck, by status",
    ),
    pytest.param(
        OPTIONS,
        lambda webex: expect_list(webex, wire_customer(status="provisioned_with_errors")),
        "customer acme-0001 was provisioned with errors: Webex gives no reason.",
        id="with errors",
    ),
    pytest.param(
        {**OPTIONS, "access_token": "", "client_id": "C1"},
        no_calls,
        "OAuth needs client_id, client_secret and refresh_token; client_secret, refresh_token missing.",
        id="half of the credentials",
    ),
]


@pytest.mark.parametrize("check_mode", [True, False])
@pytest.mark.parametrize(("options", "calls", "message"), REFUSALS)
def test_refused(webex, options, calls, message, check_mode):
    calls(webex)
    if "precheck" in message and not check_mode:
        # Another run may have ordered it meanwhile.
        expect_list(webex)
    result = run(options, check_mode)
    assert result.failed is True
    assert result.message.startswith(message)
    assert webex.writes == []
    assert TOKEN not in str(result.to_dict())


def test_a_similar_external_id_is_another_customer(webex):
    expect_list(webex, wire_customer(externalId="acme-00011"))
    expect_precheck(webex)
    assert actions(run(OPTIONS, check_mode=True))[0][0] == "create"


def test_a_creation_without_provisioning_id_is_refused(webex):
    expect_list(webex)
    result = run(samples.CUSTOMER)
    assert "customer acme-0001 is new and needs a provisioning ID." in result.message
    assert webex.writes == []


def test_the_partners_own_organization_is_not_attached(webex):
    expect_list(webex)
    expect_organization(webex, org_id=PARTNER_ORG)
    webex.expect("GET", "/people/me", answer={"orgId": PARTNER_ORG})
    result = run({**OPTIONS, "org_id": PARTNER_ORG})
    assert result.message.endswith("is the partner's own organization; nothing was attached.")
    assert webex.writes == []


def test_a_failed_customer_is_told_with_what_to_do(webex, clock):
    expect_list(webex)
    expect_precheck(webex)
    webex.expect("POST", LIST, body=CREATION, **CREATED)
    errors = [{"errorCode": 10022, "description": "e-mail is taken"}]
    webex.expect("GET", ONE, answer=wire_customer(status="error", errors=errors, orgId=None))
    expect_users(webex)
    webex.expect("GET", ONE, query={"includePackageLicenseInfo": "true"}, answer=wire_customer(status="error"))
    result = run(OPTIONS)
    assert result.message.startswith("customer acme-0001 could not be provisioned: e-mail is taken (errorCode 10022).")
    assert result.objects["customer"]["status"] == "error"
    assert result.actions[0]["action"] == "create"


# Names that are those of another customer: nothing is written, and the plan says it as the run does

RENAMED = {**OPTIONS, "customer_id": CUSTOMER_ID}
OTHER_ORG = samples.identifier("ORGANIZATION", 2)
OTHERS = [
    pytest.param(
        {**RENAMED, "declared_elsewhere": {"harbor-0002": "harbor"}},
        lambda webex: (
            webex.expect("GET", ONE, answer=wire_customer(externalId="harbor-0002")),
            expect_list(webex),
        ),
        ("customer harbor-0002", "the customer of host harbor", "host_vars", "--limit"),
        id="declared by another host",
    ),
    pytest.param(
        RENAMED,
        lambda webex: (
            webex.expect("GET", ONE, answer=wire_customer(externalId="old")),
            expect_list(webex, wire_customer(id=OTHER_ID)),
        ),
        ("customer old", "acme-0001, which another customer has", OTHER_ID),
        id="external id of another customer",
    ),
    pytest.param(
        RENAMED,
        lambda webex: webex.expect("GET", ONE, answer=wire_customer(status="deleting")),
        ("is being removed. Leave customer_id out",),
        id="id of one on its way out",
    ),
    pytest.param(
        {**OPTIONS, "org_id": OTHER_ORG},
        lambda webex: expect_list(webex, wire_customer()),
        (f"customer acme-0001 has the organization {ORG}, but org_id names {OTHER_ORG}",),
        id="organization of another customer",
    ),
    pytest.param(
        {**OPTIONS, "org_id": ORG},
        lambda webex: (
            expect_list(webex),
            expect_organization(webex, wire_customer(id=OTHER_ID, externalId="harbor-0002")),
        ),
        ("is already the organization of customer harbor-0002", OTHER_ID),
        id="organization that has a customer",
    ),
    pytest.param(
        {"state": "absent", "external_id": "harbor-0002", "customer_id": CUSTOMER_ID},
        lambda webex: webex.expect("GET", ONE, answer=wire_customer()),
        (f"{CUSTOMER_ID} is customer acme-0001, and not harbor-0002",),
        id="removal of another customer",
    ),
]


@pytest.mark.parametrize("check_mode", [True, False])
@pytest.mark.parametrize(("options", "calls", "words"), OTHERS)
def test_what_is_another_customers_is_refused(webex, options, calls, words, check_mode):
    calls(webex)
    result = run(options, check_mode)
    assert result.failed is True
    assert [word for word in words if word not in result.message] == []
    assert webex.writes == []


def test_other_customers_do_not_hinder_a_new_external_id(webex):
    webex.expect("GET", ONE, answer=wire_customer(externalId="old"))
    gone = wire_customer(id=OTHER_ID, status="deleting")
    expect_list(webex, gone, wire_customer(id=OTHER_ID, externalId="acme-00011"))
    result = run({**RENAMED, "declared_elsewhere": {"harbor-0002": "harbor"}}, check_mode=True)
    assert actions(result) == [("update", "acme-0001", ["external_id"])]
    # the next steps of the plan know it by that name
    assert result.objects["customer"]["external_id"] == "acme-0001"


def test_other_hosts_are_looked_at_for_a_new_external_id_only(webex):
    def look():
        raise AssertionError("nobody has to be looked at")

    webex.expect("GET", ONE, answer=wire_customer())
    inputs = {**samples.CONNECTION, **RENAMED, "look_elsewhere": look}
    assert run_operation(CustomerOperation, inputs, check_mode=True).message == ""


@pytest.mark.parametrize(
    "org_id", [ORG, "00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-00000000000A"]
)
def test_an_organization_is_the_same_in_every_spelling(webex, org_id):
    there = "00000000-0000-4000-8000-00000000000a" if org_id.endswith("A") else ORG
    expect_list(webex, wire_customer(orgId=there))
    assert run({**OPTIONS, "org_id": org_id}).changed is False


@pytest.mark.parametrize("check_mode", [True, False])
def test_the_partner_is_not_its_own_sub_partner(webex, check_mode):
    scope = {"onBehalfOfSubPartnerOrgId": PARTNER_ORG, "externalId": "acme-0001", "max": "100"}
    webex.expect("GET", LIST, query=scope, answer={"items": []})
    webex.expect("GET", "/people/me", answer={"orgId": PARTNER_ORG})
    result = run({**OPTIONS, "sub_partner_org_id": PARTNER_ORG}, check_mode)
    assert "sub_partner_org_id" in result.message
    assert "is the partner's own organization" in result.message
    assert webex.writes == []


# The organization's name


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
