# SPDX-License-Identifier: GPL-3.0-or-later
"""webex_drift_info: asks what the steps ask, up to the first that has something to do, and never writes."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._customers.operation import CustomerOperation
from ansible_collections.webex.wholesale.plugins.module_utils._engine.bulk import RowError
from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.drift import DriftOperation
from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.options import DRIFT_INFO
from ansible_collections.webex.wholesale.tests.unit.customer_calls import expect_list as expect_customer
from ansible_collections.webex.wholesale.tests.unit.run_module import run_module
from ansible_collections.webex.wholesale.tests.unit.samples import (
    ANA,
    CUSTOMER,
    CUSTOMER_ID,
    LEO,
    ORG,
    identifier,
    wire_customer,
    wire_person,
    wire_subscriber,
)
from ansible_collections.webex.wholesale.tests.unit.user_calls import (
    ALL_PEOPLE,
    ALL_THERE,
    expect_people,
)
from ansible_collections.webex.wholesale.tests.unit.user_calls import expect_list as expect_subscribers

DECLARED = {**CUSTOMER, "template": "gold-us"}
USERS = {"webex_customer": DECLARED, "webex_users": [ANA, LEO]}
VIEW = {
    "id": CUSTOMER_ID,
    "org_id": ORG,
    "external_id": "acme-0001",
    "status": "provisioned",
    "packages": CUSTOMER["packages"],
    "address": CUSTOMER["address"],
}


def look(declaration, **options):
    result = run_module(DriftOperation, DRIFT_INFO, {"declaration": declaration, "workers": 1, **options})
    assert not result.changed
    return result


def found(result):
    assert not result.failed, result.message
    return (result.objects["drift"], result.objects["step"])


def test_nothing_to_do(webex):
    expect_customer(webex, wire_customer())
    expect_subscribers(webex, *ALL_THERE)
    expect_people(webex, *ALL_PEOPLE, callingData="true")
    result = look(USERS)
    assert found(result) == (False, None)
    assert result.objects["customer"]["id"] == CUSTOMER_ID
    assert result.objects["reason"] is None
    assert result.objects["differences"] == []
    assert result.api_calls == {"GET": 3}


def test_the_customer_may_be_known(webex):
    expect_subscribers(webex, *ALL_THERE)
    expect_people(webex, *ALL_PEOPLE, callingData="true")
    assert found(look(USERS, known_customer=VIEW)) == (False, None)


def test_a_customer_known_to_be_absent_is_not_asked_for():
    assert found(look(USERS, known_absent=True)) == (True, "customer")


@pytest.mark.parametrize("users", [5, True, {"email": "ana.diaz@acme.example"}])
def test_what_is_no_list_of_users_is_left_to_the_step(webex, users):
    expect_customer(webex, wire_customer())
    assert found(look({"webex_customer": DECLARED, "webex_users": users})) == (True, "users")


def test_the_first_difference_ends_it(webex):
    expect_customer(webex, wire_customer(packages=["webex_calling"]))
    result = look(USERS)
    assert found(result) == (True, "customer")
    assert result.objects["differences"][0]["fields"] == {
        "packages": {"from": ["webex_calling"], "to": ["webex_calling", "webex_meetings"]}
    }


@pytest.mark.parametrize("status", ["provisioning", "updating", "pending_rpl_review", "error", "deleting"])
def test_a_customer_that_is_not_ready_is_left_to_its_step(webex, status):
    expect_customer(webex, wire_customer(status=status))
    assert found(look(USERS)) == (True, "customer")


def test_a_customer_with_errors_is_left_to_its_step_unless_they_are_accepted(webex):
    expect_customer(webex, wire_customer(status="provisioned_with_errors"))
    assert found(look({"webex_customer": DECLARED})) == (True, "customer")
    expect_customer(webex, wire_customer(status="provisioned_with_errors"))
    result = look({"webex_customer": DECLARED, "webex_accept_errors": True})
    assert found(result) == (False, None)
    # What the step would warn about, the user still has to read.
    assert "provisioned with errors" in result.warnings[0]


def test_a_changed_user_is_found(webex):
    expect_customer(webex, wire_customer())
    expect_subscribers(webex, ALL_THERE[0], wire_subscriber(LEO, 2, packages=["webex_calling"]))
    expect_people(webex, *ALL_PEOPLE, callingData="true")
    result = look(USERS)
    assert found(result) == (True, "users")
    assert [row["identity"] for row in result.objects["differences"]] == [LEO["email"]]


def test_who_has_to_agree_is_told(webex):
    declaration = {"webex_customer": DECLARED, "webex_users": [LEO]}
    expect_customer(webex, wire_customer())
    expect_subscribers(webex, wire_subscriber(LEO, 2, status="pending_user_migration"))
    expect_people(webex, wire_person(LEO, 2))
    result = look(declaration)
    assert found(result) == (False, None)
    assert "must agree by e-mail" in result.warnings[0]


def test_a_mistake_is_left_to_its_step():
    """Its message names the place; this one has nothing better to say."""
    result = look({"webex_customer": {**DECLARED, "name": "100 % Pizza"}})
    assert found(result) == (True, "customer")
    assert "percent" in result.objects["reason"]
    assert found(look({})) == (True, "customer")
    assert found(look({"webex_customer": DECLARED, "webex_update_limits": "sometimes"})) == (True, "customer")


def test_the_reason_may_go_to_a_terminal(webex):
    expect_customer(webex, wire_customer(status="\x1b[2Jgone\u202e"))
    reason = look(USERS).objects["reason"]
    assert "gone" in reason
    assert reason.isprintable()


def test_a_refusal_is_left_to_its_step(webex):
    expect_customer(webex, wire_customer(), wire_customer(id=identifier("ENTERPRISE", 2)))
    assert found(look(USERS)) == (True, "customer")


@pytest.mark.parametrize("status", [401, 429, 503])
def test_what_was_waited_for_in_vain_is_not_waited_for_twice(webex, status):
    query = {"externalId": "acme-0001", "max": "100"}
    webex.expect("GET", "/wholesale/customers", query=query, status=status, answer={})
    result = look(USERS, retry_timeout=0.1)
    assert result.failed
    assert f"answered {status}" in result.message


@pytest.mark.parametrize("status", [400, 403, 404])
def test_an_error_is_left_to_its_step(webex, status):
    expect_customer(webex, wire_customer())
    query = {"customerId": CUSTOMER_ID, "max": "100"}
    webex.expect("GET", "/wholesale/subscribers", query=query, status=status, answer={})
    result = look(USERS)
    assert found(result) == (True, "users")
    assert f"answered {status}" in result.objects["reason"]


@pytest.mark.parametrize("defect", [TypeError, KeyError, ValueError, AttributeError, RowError])
@pytest.mark.parametrize("phase", ["read", "plan", "preview", "objects"])
def test_a_defect_is_no_drift(webex, monkeypatch, phase, defect):
    def broken(*_args, **_kwargs):
        raise defect("of ours")

    if phase != "read":
        expect_customer(webex, wire_customer())
    monkeypatch.setattr(CustomerOperation, phase, broken)
    result = look(USERS)
    assert result.failed
    assert f"Unexpected {defect.__name__}" in result.message
    assert "This is a defect of the collection" in result.message
    assert "in broken" in result.traceback
    assert result.objects.get("step") is None


def test_a_write_of_ours_is_no_drift(webex, monkeypatch):
    expect_customer(webex, wire_customer())

    def writes(_self, client, *_args):
        client.request("POST", "/wholesale/customers", json={}, org_id=ORG)

    monkeypatch.setattr(CustomerOperation, "preview", writes)
    result = look(USERS)
    assert result.failed
    assert "nothing is written in check mode" in result.message


def test_setup_assist_is_never_done():
    assert found(look({**USERS, "webex_setup_assist": "yes"})) == (True, "setup_assist")
    assert found(look({**USERS, "webex_setup_assist": True})) == (True, "setup_assist")


def test_steps_may_be_left_out(webex):
    expect_customer(webex, wire_customer())
    assert found(look(USERS, skip_steps=["users", "a_tag_of_the_play"])) == (False, None)


def test_warnings_of_steps_before_the_drift_are_left_to_them(webex):
    declaration = {**USERS, "webex_accept_errors": True, "webex_users": [LEO]}
    expect_customer(webex, wire_customer(status="provisioned_with_errors"))
    expect_subscribers(webex)
    result = look(declaration)
    assert found(result) == (True, "users")
    assert result.warnings == []
