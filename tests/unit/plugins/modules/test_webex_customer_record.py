# SPDX-License-Identifier: GPL-3.0-or-later
"""webex_customer with a record of what was sent: limits are compared with it, and it says what the run has sent."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.tests.unit.customer_calls import (
    CREATED,
    CREATION,
    LIST,
    MORE,
    ONE,
    OPTIONS,
    actions,
    expect_list,
    expect_precheck,
    run,
)
from ansible_collections.webex.wholesale.tests.unit.samples import wire_customer

LIMITED = {**OPTIONS, "package_limits": {"webex_calling": 50}, "wait": False}
SENT = {
    "admin_email": "it@acme.example",
    "headquarters.language": "en_us",
    "language": "en_US",
    "name": "Acme Pizza",
    "package_limits.webex_calling": 50,
}
FEWER = {**SENT, "package_limits.webex_calling": 40}


def expect_update(webex, packages=("webex_calling", "webex_meetings"), **answer):
    body = {"packages": list(packages), "provisioningParameters": {"packages": {"limits": {"webex_calling": 50}}}}
    webex.expect("PUT", ONE, body=body, **{"status": 202, **answer})


def test_without_a_record_nothing_is_remembered(webex):
    expect_list(webex, wire_customer())
    result = run(LIMITED)
    assert (result.changed, result.warnings) == (False, [])
    assert "record" not in result.objects


def test_a_creation_is_remembered(webex):
    expect_list(webex)
    expect_precheck(webex)
    webex.expect("POST", LIST, body=CREATION, **CREATED)
    result = run({**OPTIONS, "wait": False, "record": {"name": "of an earlier customer", "other": 1}})
    assert result.objects["record"] == {
        "other": 1,
        **{name: value for name, value in SENT.items() if name != "package_limits.webex_calling"},
    }
    assert result.warnings == []


@pytest.mark.parametrize("check_mode", [True, False])
def test_the_first_record_is_what_is_declared(webex, check_mode):
    expect_list(webex, wire_customer())
    result = run({**LIMITED, "record": {}}, check_mode)
    assert (result.changed, actions(result)) == (False, [("none", "acme-0001", [])])
    assert result.objects["record"] == SENT
    (warning,) = result.warnings
    assert "cannot be compared" in warning


@pytest.mark.parametrize("check_mode", [True, False])
def test_other_limits_are_sent(webex, check_mode):
    expect_list(webex, wire_customer())
    if not check_mode:
        expect_update(webex)
    result = run({**LIMITED, "record": FEWER}, check_mode)
    assert result.changed
    (action,) = result.actions
    assert action["fields"] == {"package_limits": {"from": {"webex_calling": 40}, "to": {"webex_calling": 50}}}
    assert (result.objects["record"], result.warnings) == (SENT, [])


def test_limits_that_were_sent_are_not_sent_again(webex):
    expect_list(webex, wire_customer())
    result = run({**LIMITED, "record": SENT})
    assert (result.changed, result.objects["record"], result.warnings) == (False, SENT, [])


@pytest.mark.parametrize(
    ("record", "before"), [({}, "not readable"), (FEWER, {"webex_calling": 40})], ids=["unknown", "other"]
)
def test_limits_that_go_with_another_change_are_shown(webex, record, before):
    expect_list(webex, wire_customer())
    expect_update(webex, MORE["packages"])
    result = run({**LIMITED, "packages": MORE["packages"], "record": record})
    (action,) = result.actions
    assert action["fields"]["package_limits"] == {"from": before, "to": {"webex_calling": 50}}
    assert result.objects["record"] == SENT


def test_a_refused_change_is_not_remembered(webex):
    expect_list(webex, wire_customer())
    expect_update(webex, status=400, answer={"message": "no"})
    result = run({**LIMITED, "language": "de_DE", "record": FEWER})
    assert result.failed
    assert result.objects["record"] == FEWER


def test_a_refused_creation_is_not_remembered(webex):
    expect_list(webex)
    expect_precheck(webex, status=400, answer={"message": "no"})
    expect_list(webex)
    result = run({**OPTIONS, "record": FEWER})
    assert result.failed
    assert result.objects["record"] == FEWER


@pytest.mark.parametrize("check_mode", [True, False])
def test_what_is_taken_only_at_creation_is_reported_and_remembered(webex, check_mode):
    expect_list(webex, wire_customer())
    result = run({**LIMITED, "language": "de_DE", "record": SENT}, check_mode)
    assert not result.changed
    assert result.objects["record"] == {**SENT, "language": "de_DE"}
    (warning,) = result.warnings
    assert "language is declared as de_DE, and was en_US" in warning
    assert "Control Hub" in warning


def test_a_later_removal_of_packages_leaves_the_record(webex):
    expect_list(webex, wire_customer())
    result = run({**LIMITED, "package_changes": "removals", "record": FEWER})
    assert (result.changed, result.objects["record"], result.warnings) == (False, FEWER, [])


def test_a_removed_customer_has_no_record(webex):
    expect_list(webex)
    result = run({"external_id": "acme-0001", "state": "absent", "record": SENT})
    assert not result.failed
    assert result.objects["record"] is None


def test_a_protected_customer_keeps_its_record(webex):
    expect_list(webex, wire_customer())
    result = run({"external_id": "acme-0001", "state": "absent", "protected": True, "record": SENT})
    assert result.failed
    assert result.objects["record"] == SENT
