# SPDX-License-Identifier: GPL-3.0-or-later
"""What a report takes from the results of tasks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._client.errors import ApiError
from ansible_collections.webex.wholesale.plugins.module_utils._customers.record import ONLY_WHEN_MADE
from ansible_collections.webex.wholesale.plugins.module_utils._engine.bulk import NOT_TRIED
from ansible_collections.webex.wholesale.plugins.module_utils._numbers.carriers import ORDER_IN_THE_HUB
from ansible_collections.webex.wholesale.plugins.module_utils._pstn.plan import refused_in_the_hub
from ansible_collections.webex.wholesale.plugins.module_utils._report.content import ReportedFailure, ReportedPart
from ansible_collections.webex.wholesale.plugins.module_utils._report.reading import TaskOutcome, parts_of
from ansible_collections.webex.wholesale.plugins.module_utils._subscribers.present import MUST_AGREE
from ansible_collections.webex.wholesale.tests.unit.plugins.module_utils.report.samples import (
    NEW_TITLE,
    NEW_USER,
    REFUSED,
    failing,
    part,
    setup,
)


def outcomes(found):
    """Outcomes by identity."""
    return {action.identity: action.outcome for action in found.actions}


def drift(differences, host="acme_pizza", **more):
    """What a look for drift says."""
    result = {"drift": bool(differences), "differences": differences, "actions": [], "api_calls": {"GET": 2}, **more}
    return parts_of(TaskOutcome(host, "webex_drift_group", "Look", False, result, seconds=0.5))[0]


def test_what_was_done():
    found = part("acme_pizza", NEW_USER, NEW_TITLE, warnings=["Look."], undeclared={"users": 2, "numbers": 1})
    assert outcomes(found) == {"leo@acme.example": "done", "ana@acme.example": "done"}
    assert found.actions[1].fields == {"title": {"from": "Cook", "to": "Chef"}}
    assert found.counts() == {"create": 1, "update": 1, "delete": 0, "failed": 0, "not_declared": 3}
    assert (found.status, found.requests, found.seconds, found.warnings) == ("changed", 4, 1.5, ("Look.",))


def test_what_is_tolerated_is_listed_once_and_is_no_change():
    row = {**NEW_TITLE, "reason": "agreed", "until": "2027-01-31"}
    found = drift([], tolerated=[row]).joined(part("acme_pizza", tolerated=[row, {**row, "reason": "asked for"}]))
    assert [(one.identity, one.reason, one.until) for one in found.tolerated] == [
        ("ana@acme.example", "agreed", "2027-01-31"),
        ("ana@acme.example", "asked for", "2027-01-31"),
    ]
    assert (found.status, found.actions) == ("unchanged", ())
    assert ReportedPart.from_dict(found.to_dict(), acted=found.acted) == found
    older = {name: value for name, value in found.to_dict().items() if name not in ("tolerated", "events")}
    assert ReportedPart.from_dict(older).tolerated == ()


def test_who_changed_it():
    row = {"kind": "user", "identity": "ana@acme.example", "at": "2026-11-27T15:18:43Z", "who": "Kim", "what": "Edit"}
    (event,) = drift([NEW_TITLE], audit_events=[row]).events
    assert vars(event) == row


def test_objects_that_stay_are_no_changes():
    found = part("acme_pizza", {**NEW_TITLE, "action": "none", "fields": {}})
    assert (found.actions, found.status) == ((), "unchanged")


def test_several_actions_on_one_object_count_once():
    found = part("acme_pizza", {**NEW_TITLE, "action": "create"}, NEW_TITLE)
    assert len(found.actions) == 2
    assert found.counts()["create"] == 1
    assert found.counts()["update"] == 0


def test_a_plan():
    found = part("acme_pizza", NEW_USER, check_mode=True, forecast=27)
    assert (outcomes(found), found.forecast) == ({"leo@acme.example": "planned"}, 27)


def test_rows_that_failed():
    found = failing()
    assert outcomes(found) == {"leo@acme.example": "failed", "ana@acme.example": "done", "Fremont": "failed"}
    assert found.failures[0] == ReportedFailure(
        "user", "leo@acme.example", REFUSED, "25008", "ROUTER_6565A0-1", ApiError.advice
    )
    assert found.status == "failed"
    assert [task.reason for task in found.by_hand] == ["carrier"]
    assert found.by_hand[0].text.startswith("pstn Fremont: ")
    assert found.counts() == {"create": 0, "update": 1, "delete": 0, "failed": 2, "not_declared": 2}


def test_rows_of_a_module_for_one_kind():
    rows = [{"email": "leo@acme.example", "error": "no"}, {"email": "ana@acme.example"}]
    result = {"changed": True, "actions": [NEW_USER], "users": rows, "msg": "x", "summary": {"undeclared": 4}}
    (found,) = parts_of(TaskOutcome("acme_pizza", "webex_users", "Users", True, result))
    assert [(row.kind, row.identity, row.error) for row in found.failures] == [("user", "leo@acme.example", "no")]
    assert found.undeclared == {"users": 4}


def test_nothing_is_done_when_a_task_stops_before_its_first_change():
    found = part("acme_pizza", NEW_USER, failed=True, changed=False, msg="more than 10 would be removed")
    assert outcomes(found) == {"leo@acme.example": "not_done"}
    assert [failure.error for failure in found.failures] == ["more than 10 would be removed"]


def test_a_step_that_fails_as_a_whole_leaves_open_what_was_done():
    rows = [{"kind": "customer", "identity": "acme-0001", "error": "Webex did not answer."}]
    found = part("acme_pizza", NEW_USER, failed=True, failed_rows=rows)
    assert outcomes(found) == {"leo@acme.example": "unclear"}
    assert found.counts()["create"] == 0


def test_a_failure_that_is_ignored_is_a_warning():
    (found,) = parts_of(replace(setup(failed=True, msg="Broken."), ignored=True))
    assert (found.failures, found.warnings) == ((), ("Set up the customer: Broken.",))


def test_a_result_that_is_hidden():
    (found,) = parts_of(TaskOutcome("acme_pizza", "webex_users", "Users", True, {"censored": "the output is hidden"}))
    assert [failure.error for failure in found.failures] == ["the output is hidden"]


def test_drift_counts_until_something_is_done_about_it():
    found = drift([NEW_TITLE])
    assert outcomes(found) == {"ana@acme.example": "found"}
    assert found.joined(part("acme_pizza", NEW_TITLE)).actions == part("acme_pizza", NEW_TITLE).actions
    assert found.joined(part("acme_pizza")).status == "unchanged"
    assert outcomes(found.joined(ReportedPart("acme_pizza"))) == {"ana@acme.example": "found"}
    assert part("acme_pizza", NEW_TITLE).joined(found).actions == part("acme_pizza", NEW_TITLE).actions


@pytest.mark.parametrize("module", ["webex_customer_info", "webex_customer_plan"])
def test_whoever_only_reads_has_done_nothing_about_drift(module):
    (read,) = parts_of(TaskOutcome("acme_pizza", module, "Read", False, {"actions": []}))
    assert outcomes(drift([NEW_TITLE]).joined(read)) == {"ana@acme.example": "found"}


def test_parts_are_joined():
    whole = drift([]).joined(part("acme_pizza", NEW_TITLE, customer={"external_id": "acme-0001"}, forecast=3))
    whole = whole.joined(part("acme_pizza", NEW_USER, forecast=4))
    assert (whole.requests, whole.seconds, whole.forecast, whole.external_id) == (10, 3.5, 7, "acme-0001")
    assert len(whole.actions) == 2


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        (f"2 users {MUST_AGREE}: a, b.", "consent"),
        (f"customer acme: language is declared as x. {ONLY_WHEN_MADE}: change it.", "value"),
        (f"the numbers of location Reno come from a carrier: {ORDER_IN_THE_HUB}.", "carrier"),
    ],
)
def test_what_a_person_has_to_do_is_no_warning(sentence, reason):
    found = part("acme_pizza", warnings=["Look.", sentence])
    assert [(task.reason, task.text) for task in found.by_hand] == [(reason, sentence)]
    assert found.warnings == ("Look.",)
    again = found.joined(part("acme_pizza", warnings=[sentence]))
    assert len(again.by_hand) == 1


def test_a_person_is_asked_once_for_what_many_rows_need():
    order = f"the numbers of location Reno come from a carrier: {ORDER_IN_THE_HUB}."
    carrier = refused_in_the_hub("Cisco Calling Plan", "no.")
    rows = [
        {"kind": "pstn", "identity": "Fremont", "error": carrier},
        *({"kind": "number", "identity": f"+1{n}", "error": order} for n in range(3)),
        {"kind": "user", "identity": "ana", "error": f"{NOT_TRIED} pstn Fremont failed: {carrier}"},
    ]
    whole = ReportedPart().joined(part("acme_pizza", failed=True, failed_rows=rows))
    assert [task.text for task in whole.by_hand] == [f"pstn Fremont: {carrier}", order]


def test_templates_belong_to_nobody():
    action = {"kind": "template", "identity": "gold-us", "action": "create", "fields": {}}
    items = [
        {"actions": [action], "manual_steps": ["Sign in.", "Submit."], "failed": True, "msg": "It has no ID."},
        {"actions": [{**action, "identity": "other", "action": "none"}], "manual_steps": [], "api_calls": {"GET": 1}},
    ]
    (found,) = parts_of(TaskOutcome("acme_pizza", "webex_onboarding_template", "Templates", True, {"results": items}))
    assert (found.host, found.external_id, found.requests) == ("", "", 1)
    assert [(failure.kind, failure.identity) for failure in found.failures] == [("template", "gold-us")]
    assert [(task.text, task.steps) for task in found.by_hand] == [
        ("Make template gold-us in Partner Hub.", ("Sign in.", "Submit."))
    ]
    assert outcomes(found) == {"gold-us": "failed"}


def test_a_listing_for_all_customers_belongs_to_nobody():
    outcome = TaskOutcome("acme_pizza", "webex_customer_info", "List", False, {"api_calls": {"GET": 5}}, run_once=True)
    assert [(found.host, found.requests) for found in parts_of(outcome)] == [("", 5)]


def test_an_inventory_names_its_customers():
    outcome = TaskOutcome("a", "webex_inventory", "Check", False, {"hosts": ["a", "b"], "actions": []})
    shared, *customers = parts_of(outcome)
    assert shared.status == "unchanged"
    assert [(customer.host, customer.status) for customer in customers] == [("a", "not_reached"), ("b", "not_reached")]


def test_mistakes_belong_to_their_customers():
    problem = {"path": "webex_users[3].email", "place": "users.yml:12", "message": "No.", "remedy": "Write it."}
    problems = [{**problem, "customer": "b"}, {**problem, "customer": ""}]
    result = {"problems": problems, "msg": "2 mistakes", "hosts": ["a", "b"]}
    outcome = TaskOutcome("a", "webex_inventory", "Check", True, result)
    mistake = ReportedFailure("declaration", "webex_users[3].email", "No.", hint="Write it.", place="users.yml:12")
    assert [(found.host, found.failures, found.reached) for found in parts_of(outcome)] == [
        ("", (mistake,), True),
        ("a", (), False),
        ("b", (), False),
        ("b", (mistake,), True),
    ]


def test_a_task_of_a_role():
    outcome = TaskOutcome("acme_pizza", "", "Stop when templates have to be changed", True, {"msg": "Run again."}, True)
    (found,) = parts_of(outcome)
    assert [(row.kind, row.identity, row.error) for row in found.failures] == [
        ("task", "Stop when templates have to be changed", "Run again.")
    ]


def compared(*rows, failed=False):
    """What a look for all differences says."""
    nothing = dict.fromkeys(("kind", "identity", "action", "field", "from", "to", "reason"))
    result = {"drift": True, "all_differences": [{"step": "users", **nothing, **row} for row in rows], "msg": "Drift."}
    return parts_of(TaskOutcome("acme_pizza", "webex_drift_info", "Compare", failed, result))[0]


@pytest.mark.parametrize("failed", [True, False])
def test_all_differences_are_drift_and_no_failure(failed):
    ana = {"kind": "user", "identity": "ana@acme.example", "action": "update"}
    found = compared(
        {**ana, "field": "title", "from": "Cook", "to": "Chef"},
        {**ana, "field": "extension", "from": "101", "to": "102"},
        {**ana, "identity": "leo@acme.example", "action": "create"},
        failed=failed,
    )
    assert outcomes(found) == {"ana@acme.example": "found", "leo@acme.example": "found"}
    assert found.actions[0].fields == {
        "title": {"from": "Cook", "to": "Chef"},
        "extension": {"from": "101", "to": "102"},
    }
    assert (found.status, found.failures) == ("changed", ())


def test_what_cannot_be_compared_is_a_failure():
    found = compared({"reason": "Webex did not answer."})
    assert [(row.kind, row.identity, row.error) for row in found.failures] == [
        ("step", "users", "Webex did not answer.")
    ]


def test_a_mistake_of_several_customers_is_one_of_each():
    problem = {"customer": "one", "shared_with": ["two"], "path": "x", "message": "Twice.", "remedy": "", "place": ""}
    found = parts_of(TaskOutcome("one", "webex_inventory", "Check", False, {"problems": [problem]}, run_once=True))
    assert {part.host: len(part.failures) for part in found} == {"": 0, "one": 1, "two": 1}
