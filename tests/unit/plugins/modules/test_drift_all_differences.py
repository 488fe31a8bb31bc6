# SPDX-License-Identifier: GPL-3.0-or-later
"""webex_drift_info with all_differences: every step is compared, and every field that differs is a row."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._engine.plan import Action, Change
from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.drift import DriftOperation
from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.options import DRIFT_INFO
from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.present import Drift, difference_line
from ansible_collections.webex.wholesale.tests.unit.customer_calls import expect_list as expect_customer
from ansible_collections.webex.wholesale.tests.unit.run_module import run_module
from ansible_collections.webex.wholesale.tests.unit.samples import (
    ANA,
    CUSTOMER,
    LEO,
    identifier,
    wire_customer,
    wire_person,
    wire_subscriber,
)
from ansible_collections.webex.wholesale.tests.unit.user_calls import (
    ALL_PEOPLE,
    ALL_THERE,
    expect_list,
    expect_people,
)

VARIABLES = {
    "webex_customer": {**CUSTOMER, "template": "gold-us"},
    "webex_users": [ANA, {**LEO, "title": "Chef"}],
    "webex_admins": [{"email": ANA["email"], "roles": ["Full administrator"]}],
}
ROLES = [{"id": "F", "name": "Full administrator"}, {"id": "R", "name": "Read-only administrator"}]
KEYS = ("step", "kind", "identity", "action", "field", "from", "to")


def look(variables=VARIABLES, **options):
    options = {"declaration": variables, "known_roles": ROLES, "workers": 1, "all_differences": True, **options}
    result = run_module(DriftOperation, DRIFT_INFO, options)
    assert not result.failed, result.message
    assert not result.changed
    return result.objects


def rows(found):
    return [tuple(row[key] for key in KEYS) for row in found["all_differences"]]


def test_every_step_is_compared(webex):
    ana, leo = ALL_PEOPLE
    admin = wire_person(ANA, 1, roles=["R"])
    expect_customer(webex, wire_customer(packages=["webex_calling"]))
    expect_list(webex, wire_subscriber(ANA, 1))
    expect_people(webex, {**ana, "roles": ["R"], "lastName": "Dias", "extension": "105"}, leo, callingData="true")
    webex.expect("GET", f"/people/{identifier('PEOPLE', 1)}", query={"callingData": "true"}, answer=admin)
    found = look()
    both = ["webex_calling", "webex_meetings"]
    roles = ["Full administrator", "Read-only administrator"]
    assert rows(found) == [
        ("customer", "customer", "acme-0001", "update", "packages", ["webex_calling"], both),
        ("users", "user", "ana@acme.example", "update", "extension", "105", "101"),
        ("users", "user", "ana@acme.example", "update", "last_name", "Dias", "Diaz"),
        ("users", "user", "leo@acme.example", "create", None, None, None),
        ("admins", "administrator", "ana@acme.example", "update", "roles", roles[1:], roles),
    ]
    # What is returned without it stays.
    assert (found["drift"], found["step"], found["reason"]) == (True, "customer", "1 difference")
    assert [row["kind"] for row in found["differences"]] == ["customer"]


def test_nothing_differs(webex):
    ana, leo = ALL_PEOPLE
    expect_customer(webex, wire_customer())
    expect_list(webex, *ALL_THERE)
    expect_people(webex, {**ana, "roles": ["F"]}, {**leo, "title": "Chef"}, callingData="true")
    found = look()
    assert (found["drift"], found["all_differences"]) == (False, [])


def test_all_of_a_customer_that_is_not_there_is_missing(webex):
    expect_customer(webex)
    found = look()
    assert [row[:4] for row in rows(found)] == [
        ("customer", "customer", "acme-0001", "create"),
        ("users", "user", "ana@acme.example", "create"),
        ("users", "user", "leo@acme.example", "create"),
        ("admins", "administrator", "ana@acme.example", "update"),
    ]


@pytest.mark.parametrize("status", [400, 404])
def test_a_step_that_cannot_be_compared_does_not_hide_the_others(webex, status):
    expect_customer(webex, wire_customer(packages=["webex_calling"]))
    query = {"customerId": identifier("ENTERPRISE", 1), "max": "100"}
    webex.expect("GET", "/wholesale/subscribers", query=query, status=status, answer={})
    found = look({**VARIABLES, "webex_admins": None, "webex_setup_assist": True})
    assert [row["step"] for row in found["all_differences"]] == ["customer", "users", "setup_assist"]
    assert f"answered {status}" in found["all_differences"][1]["reason"]
    assert found["all_differences"][1]["kind"] is None
    assert found["not_compared"] == ["users"]


def test_one_step_is_enough_otherwise(webex):
    expect_customer(webex, wire_customer(packages=["webex_calling"]))
    assert "all_differences" not in look(all_differences=False)


def test_rows_of_a_step():
    update = Action("user", "ana", "update", {"title": Change("Cook", "Chef"), "department": Change("Bar", None)})
    refused = Action("user", "bo", "none")
    drift = Drift("users", "1 difference", (update,), (refused,), {("user", "bo"): "There are two."})
    known = {"step": "users", "kind": "user", "identity": "ana", "action": "update", "reason": None}
    other = {"step": "users", "kind": "user", "identity": "bo", "action": "none", "reason": "There are two."}
    assert drift.rows() == [
        {**known, "field": "department", "from": "Bar", "to": None},
        {**known, "field": "title", "from": "Cook", "to": "Chef"},
        {**other, "field": None, "from": None, "to": None},
    ]


def test_drift_can_be_a_failure(webex):
    expect_customer(webex, wire_customer(packages=["webex_calling"]))
    declared = {"webex_customer": VARIABLES["webex_customer"]}
    options = {"declaration": declared, "workers": 1, "all_differences": True, "fail_on_drift": True}
    result = run_module(DriftOperation, DRIFT_INFO, options)
    line = "customer acme-0001: packages is [webex_calling], declared is [webex_calling, webex_meetings]"
    assert result.failed
    assert result.message == f"1 difference from the declaration:\n- {line}"
    assert (result.objects["drift"], result.objects["not_compared"]) == (True, [])
    assert result.objects["difference_lines"] == [line]


def test_a_failure_is_no_drift(webex):
    query = {"externalId": "acme-0001", "max": "100"}
    webex.expect("GET", "/wholesale/customers", query=query, status=401, answer={})
    options = {"declaration": VARIABLES, "workers": 1, "all_differences": True, "fail_on_drift": True}
    result = run_module(DriftOperation, DRIFT_INFO, options)
    assert (result.failed, result.objects["drift"]) == (True, False)


def test_a_package_that_nobody_declared_is_a_difference(webex):
    expect_customer(webex, wire_customer(packages=["webex_calling", "webex_meetings", "webex_voice"]))
    found = look({"webex_customer": VARIABLES["webex_customer"]})
    assert [row[4] for row in rows(found)] == ["packages"]
    assert found["not_compared"] == []


@pytest.mark.parametrize("skipped", [[], ["setup_assist"]])
def test_a_request_for_setup_assist_can_be_left_out(webex, skipped):
    expect_customer(webex, wire_customer())
    declared = {"webex_customer": VARIABLES["webex_customer"], "webex_setup_assist": True}
    assert look(declared, skip_steps=skipped)["drift"] is not bool(skipped)


def test_differences_in_words():
    known = {"step": "users", "kind": "user", "identity": "ana", "field": None, "reason": None}
    assert [difference_line({**known, "action": verb}) for verb in ("create", "delete", "update", "none")] == [
        "user ana: missing at Webex",
        "user ana: not declared",
        "user ana: differs",
        "user ana",
    ]
    field = {**known, "action": "update", "field": "title", "from": None, "to": "a\x1b, b"}
    assert difference_line(field) == 'user ana: title is null, declared is "a\\x1b, b"'
    assert difference_line({**field, "reason": "No.\n"}) == ('user ana: title is null, declared is "a\\x1b, b": No.\\n')
    assert difference_line({**known, "kind": None, "reason": "answered 404"}) == "users: answered 404"
