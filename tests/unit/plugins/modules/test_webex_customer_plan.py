# SPDX-License-Identifier: GPL-3.0-or-later
"""webex_customer_plan: the plan that a run would carry out, with the verdicts of Webex, and never a write."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._client.own_organization import OwnOrganization
from ansible_collections.webex.wholesale.plugins.module_utils._customers.operation import CustomerOperation
from ansible_collections.webex.wholesale.plugins.module_utils._customers.options import CUSTOMER as CUSTOMER_SPEC
from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.customer_plan import (
    CustomerPlanOperation,
    service_of,
)
from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.options import CUSTOMER_PLAN
from ansible_collections.webex.wholesale.tests.unit.customer_calls import MORE, PRECHECK, expect_precheck
from ansible_collections.webex.wholesale.tests.unit.customer_calls import expect_list as expect_customer
from ansible_collections.webex.wholesale.tests.unit.run_module import run_module
from ansible_collections.webex.wholesale.tests.unit.samples import (
    CUSTOMER,
    LEO,
    TOKEN,
    wire_customer,
    wire_subscriber,
)
from ansible_collections.webex.wholesale.tests.unit.user_calls import (
    ALL_PEOPLE,
    LEO_BODY,
    SUBSCRIBERS,
    SUCCESS,
    expect_people,
)
from ansible_collections.webex.wholesale.tests.unit.user_calls import expect_list as expect_subscribers

DECLARED = {**CUSTOMER, "template": "gold-us"}
USERS = {"webex_customer": DECLARED, "webex_users": [LEO]}
PARTNER = "00000000-0000-4000-8000-000000000099"
REFUSAL = {"message": "failed", "info": [{"errorCode": 1, "description": "the address is taken"}]}


@pytest.fixture(autouse=True)
def _partner_is_known(monkeypatch):
    monkeypatch.setattr(OwnOrganization, "recall", lambda self: PARTNER)


def plan(webex, declaration, **options):
    result = run_module(CustomerPlanOperation, CUSTOMER_PLAN, {"declaration": declaration, "workers": 1, **options})
    assert not result.changed
    assert webex.writes == []
    return result


def saved(result):
    assert not result.failed, result.message
    return result.objects["plan"]


def only(result):
    (action,) = saved(result)["actions"]
    return action


def test_a_customer_as_declared(webex):
    expect_customer(webex, wire_customer())
    found = saved(plan(webex, {"webex_customer": DECLARED}))
    assert (found["address"], found["service"], found["partner"]) == ("customer:acme-0001", "webexapis.com", PARTNER)
    assert (found["actions"], found["failures"]) == ([], {})
    assert found["steps"] == ["customer", "locations", "pstn", "numbers", "users", "admins"]


def expect_new_user(webex, answer):
    expect_customer(webex, wire_customer())
    expect_subscribers(webex)
    webex.expect("POST", f"{SUBSCRIBERS}/validate", body=LEO_BODY, answer=answer)


def test_a_user_that_webex_accepts(webex):
    expect_new_user(webex, SUCCESS)
    result = plan(webex, USERS)
    assert only(result) == {
        "address": "customer:acme-0001/user:leo@acme.example",
        "action": "create",
        "before": None,
        "after": {name: LEO[name] for name in ("email", "first_name", "last_name", "package")},
        "unknown_until_apply": ["id", "person_id"],
        "verdict": {"status": "accepted"},
    }
    assert saved(result)["forecast"] == {"read": 6, "write": 1}
    assert result.objects["customer_actions"] == []
    assert [action["identity"] for action in result.objects["setup_actions"]] == [LEO["email"]]


def test_a_user_that_webex_refuses_is_in_the_plan_with_its_words(webex):
    expect_new_user(webex, REFUSAL)
    verdict = only(plan(webex, USERS))["verdict"]
    assert verdict["status"] == "refused"
    assert "the address is taken" in verdict["reason"]


def test_a_user_about_whom_webex_is_not_asked(webex):
    expect_customer(webex, wire_customer())
    expect_subscribers(webex)
    verdict = only(plan(webex, {**USERS, "webex_precheck": False}))["verdict"]
    assert verdict == {"status": "not_asked", "reason": "webex_precheck is off."}


def test_a_change_that_has_no_precheck(webex):
    expect_customer(webex, wire_customer())
    expect_subscribers(webex, wire_subscriber(LEO, 2))
    changed = {**LEO, "title": "Buyer"}
    expect_people(webex, ALL_PEOPLE[1])
    action = only(plan(webex, {**USERS, "webex_users": [changed]}))
    assert (action["before"], action["after"]) == ({"title": None}, {"title": "Buyer"})
    assert action["verdict"] == {"status": "not_asked", "reason": "Webex has no precheck for it."}


def test_a_new_customer(webex):
    expect_customer(webex)
    expect_precheck(webex)
    result = plan(webex, {"webex_customer": DECLARED}, provisioning_id="PROV-1")
    action = only(result)
    assert (action["address"], action["action"]) == ("customer:acme-0001", "create")
    assert action["unknown_until_apply"] == ["id", "org_id"]
    assert action["verdict"] == {"status": "accepted"}
    assert [row["kind"] for row in result.objects["customer_actions"]] == ["customer"]
    assert result.objects["setup_actions"] == []


def test_a_new_customer_that_webex_refuses(webex):
    expect_customer(webex)
    expect_precheck(webex, REFUSAL)
    verdict = only(plan(webex, {"webex_customer": DECLARED}, provisioning_id="PROV-1"))["verdict"]
    assert verdict["status"] == "refused"
    assert "the address is taken" in verdict["reason"]


def test_users_of_a_new_customer_whose_provisioning_id_is_not_known_yet(webex):
    expect_customer(webex)
    body = {name: value for name, value in PRECHECK.items() if name != "provisioningId"}
    webex.expect("POST", "/wholesale/customers/validate", body=body, answer=SUCCESS)
    found = saved(plan(webex, USERS))
    assert [row["action"] for row in found["actions"]] == ["create", "create"]
    assert found["actions"][1]["verdict"] == {
        "status": "not_asked",
        "reason": "The provisioning ID is not known before the template is made.",
    }


def test_a_customer_that_cannot_be_used_is_a_failure_of_the_plan(webex):
    expect_customer(webex, wire_customer(status="provisioned_with_errors"))
    found = saved(plan(webex, USERS))
    assert list(found["failures"]) == ["customer"]
    assert "provisioned with errors" in found["failures"]["customer"]
    assert found["actions"] == []


def test_steps_that_were_not_asked_for_are_not_planned(webex):
    expect_customer(webex, wire_customer())
    found = saved(plan(webex, USERS, steps=["customer"]))
    assert (found["steps"], found["actions"]) == (["customer"], [])


def test_customers_of_sub_partners_have_addresses_of_their_own(webex):
    query = {"externalId": "acme-0001", "onBehalfOfSubPartnerOrgId": "S1", "max": "100"}
    webex.expect("GET", "/wholesale/customers", query=query, answer={"items": [wire_customer()]})
    declaration = {"webex_customer": {**DECLARED, "sub_partner_org_id": "S1"}}
    assert saved(plan(webex, declaration))["address"] == "sub_partner:S1/customer:acme-0001"


def test_a_mistake_in_the_declaration_is_reported(webex):
    result = plan(webex, {"webex_customer": {"name": "Acme"}})
    assert result.failed
    assert result.objects["problems"][0]["path"] == "webex_customer.external_id"


def test_the_token_is_masked(webex):
    expect_new_user(webex, {"message": "failed", "info": [{"errorCode": 1, "description": f"not with {TOKEN}"}]})
    assert TOKEN not in str(saved(plan(webex, USERS)))


@pytest.mark.parametrize(
    ("api_url", "service"),
    [("https://webexapis.com/v1", "webexapis.com"), ("http://ana:pw@LocalHost:8808/v1", "localhost:8808")],
)
def test_the_service_is_its_host(api_url, service):
    assert service_of(api_url) == service


def test_a_customer_is_held_to_the_plan(webex):
    """The plan was made; somebody has added the package since, so that the task would do less."""
    expect_customer(webex, wire_customer())
    planned = plan(webex, {"webex_customer": {**DECLARED, "packages": MORE["packages"]}}, steps=["customer"])
    expect_customer(webex, wire_customer(packages=MORE["packages"]))
    options = {**MORE, "planned_actions": planned.objects["customer_actions"]}
    result = run_module(CustomerOperation, CUSTOMER_SPEC, options)
    assert result.failed
    assert "- missing: update customer acme-0001" in result.message
