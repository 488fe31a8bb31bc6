# SPDX-License-Identifier: GPL-3.0-or-later
"""webex_customer and packages that leave the declaration while users have them."""

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
    wire_customer,
    wire_subscriber,
)

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
