# SPDX-License-Identifier: GPL-3.0-or-later
"""The example inventory on an empty and strict Webex: the plan, exactly that plan done, and then nothing more to do."""

from __future__ import annotations

import csv
import json
import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from .support import (
    EXAMPLES,
    FREE_ACCOUNT,
    PROGRAMS,
    QUICK,
    Ansible,
    Run,
    Sandbox,
    actions,
    by,
    operations,
    reported,
    writes,
)

pytestmark = pytest.mark.smoke


@dataclass(repr=False)
class Story:
    """Four runs, one behind the other."""

    declared: dict[str, dict[str, Any]]
    users: dict[str, list[dict[str, str]]]
    plan: Run
    state_after_plan: dict[str, Any]
    first: Run
    state: dict[str, Any]
    second: Run
    last_plan: Run
    reports: dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def story(start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible]) -> Story:
    sandbox = start("--address-rules", "strict", "--provisioning-delay", "0.5", "--update-delay", "0.3")
    ansible = make_ansible(sandbox)
    listing = subprocess.run(
        [PROGRAMS / "ansible-inventory", "-i", EXAMPLES / "inventory", "--list"],
        env=ansible.environment,
        cwd=ansible.folder,
        capture_output=True,
        text=True,
        check=True,
    )
    declared = json.loads(listing.stdout)["_meta"]["hostvars"]
    users = {}
    for host, variables in declared.items():
        rows = variables.get("webex_users", [])
        if "webex_users_file" in variables:
            path = EXAMPLES / "inventory" / "host_vars" / host / variables["webex_users_file"]
            with path.open(newline="", encoding="utf-8") as file:
                rows = [{key: cell for key, cell in row.items() if cell} for row in csv.DictReader(file)]
        users[host] = rows
    plan = ansible.playbook("webex.wholesale.onboard", "--check", "--diff", extra=QUICK)
    state_after_plan = sandbox.state()
    reports = {"plan": ansible.report("onboard")}
    first = ansible.playbook("webex.wholesale.onboard", "--diff", extra=QUICK)
    reports["run"] = ansible.report("onboard")
    state = sandbox.state()
    second = ansible.playbook("webex.wholesale.onboard", extra=QUICK)
    last_plan = ansible.playbook("webex.wholesale.onboard", "--check", "--diff", extra=QUICK)
    return Story(declared, users, plan, state_after_plan, first, state, second, last_plan, reports)


def _identities(run: Run, kind: str) -> dict[str, str]:
    rows = [row for listed in actions(run).values() for row in listed if row["kind"] == kind]
    assert len({row["identity"] for row in rows}) == len(rows)
    return {row["identity"]: row["action"] for row in rows}


def test_plan_names_every_customer(story: Story) -> None:
    story.plan.succeeded()
    wanted = {variables["webex_customer"]["external_id"] for variables in story.declared.values()}
    assert len(wanted) == 6
    assert _identities(story.plan, "customer") == dict.fromkeys(wanted, "create")


def test_the_reports_of_plan_and_run_agree(story: Story) -> None:
    plan, run = story.reports["plan"], story.reports["run"]
    assert plan.keys() == run.keys() == story.declared.keys()
    for host, part in plan.items():
        assert reported(part), host
        assert reported(part) == reported(run[host]), host
    assert "WEBEX REPORT" in story.first.stdout


def test_plan_names_every_template(story: Story) -> None:
    wanted = {row["name"] for variables in story.declared.values() for row in variables["webex_onboarding_templates"]}
    assert wanted == {"gold-us", "business-saml"}
    assert _identities(story.plan, "template") == dict.fromkeys(wanted, "create")


def test_plan_names_every_user(story: Story) -> None:
    wanted = {row["email"] for rows in story.users.values() for row in rows}
    assert len(wanted) == sum(len(rows) for rows in story.users.values()) > 300
    assert _identities(story.plan, "user") == dict.fromkeys(wanted, "create")


def test_plan_names_every_location_number_and_administrator(story: Story) -> None:
    declared = [row for variables in story.declared.values() for row in variables.get("webex_locations", [])]
    assert _identities(story.plan, "number") == dict.fromkeys(
        [number for row in declared for number in row["numbers"]], "create"
    )
    assert _identities(story.plan, "pstn") == {row["name"]: "update" for row in declared}
    # the first administrators are full administrators already
    wanted = {row["email"] for variables in story.declared.values() for row in variables["webex_admins"]}
    first = {variables["webex_customer"].get("admin_email") for variables in story.declared.values()}
    assert _identities(story.plan, "administrator") == dict.fromkeys(wanted - first, "update")


def test_plan_shows_a_diff_of_every_object(story: Story) -> None:
    for variables in story.declared.values():
        assert f"+++ after: customer {variables['webex_customer']['external_id']}" in story.plan.stdout
    for rows in story.users.values():
        for row in rows:
            # a new one is a line, and has a diff of its own only where it is the only one
            assert re.search(rf"^\+(\+\+ after: )?(user )?{re.escape(row['email'])}\b", story.plan.stdout, re.MULTILINE)


def test_plan_writes_nothing(story: Story) -> None:
    assert writes(story.plan.journal) == []
    assert story.plan.journal
    assert story.state_after_plan["customers"] == []
    assert not [row for row in story.state_after_plan["templates"] if row["made_by"] == "template service"]


def test_run_does_exactly_the_plan(story: Story) -> None:
    story.first.succeeded()
    planned, done = actions(story.plan), actions(story.first)
    assert sorted(planned) == sorted(done)
    for key, rows in planned.items():
        assert rows == done[key], key


def test_run_shows_the_planned_diff(story: Story) -> None:
    def diffs(run: Run) -> dict[tuple[str, str], Any]:
        found = {}
        for record in run.records:
            for index, result in enumerate(record["result"].get("results") or [record["result"]]):
                if result.get("diff"):
                    found[(record["host"], f"{record['module']}-{index}")] = result["diff"]
        return found

    assert diffs(story.plan) == diffs(story.first)


def test_recap_counts_the_same(story: Story) -> None:
    assert sorted(story.first.recap) == sorted(story.plan.recap) == sorted(story.declared)
    for host, counts in story.first.recap.items():
        assert counts["changed"] == story.plan.recap[host]["changed"] > 0


def test_everything_declared_is_there(story: Story) -> None:
    customers = {row["external_id"]: row for row in story.state["customers"]}
    assert len(story.state["customers"]) == len(story.declared)
    for host, variables in story.declared.items():
        declared, there = variables["webex_customer"], customers[variables["webex_customer"]["external_id"]]
        assert there["status"] == "provisioned"
        assert there["name"] == declared["name"]
        assert sorted(there["packages"]) == sorted(declared["packages"])
        assert there["limits"] == declared.get("package_limits", {})
        assert there["template"] == declared["template"]
        assert there["sub_partner"] == (variables["coastline_org_id"] if "sub_partner_org_id" in declared else None)
        assert there["address"]["addressLine1"] == declared["address"]["line1"]
        assert there["address"].get("addressLine2") == declared["address"].get("line2")
        if declared.get("headquarters"):
            assert there["locations"][0]["name"] == declared["headquarters"]["name"]
            assert there["locations"][0]["time_zone"] == declared["headquarters"]["timezone"]
        else:
            assert there["locations"] == []
            assert "webex_locations" not in variables
        _check_locations(variables, there)
        _check_roles(variables, there)
        if declared.get("org_id"):
            assert there["org_id"] == declared["org_id"]
        _check_users(story.users[host], there, declared.get("headquarters", {}).get("name"))


def _check_locations(variables: dict[str, Any], there: dict[str, Any]) -> None:
    present = by(there["locations"])
    assert sorted(present) == sorted(row["name"] for row in variables.get("webex_locations", []))
    for row in variables.get("webex_locations", []):
        found = present[row["name"]]
        assert found["calling"]
        assert found["main_number"] == row["main_number"]
        assert found["external_caller_id"] == row.get("external_caller_id_name")
        assert sorted(entry["number"] for entry in found["numbers"]) == sorted(row["numbers"])
        assert {entry["state"] for entry in found["numbers"]} == {"ACTIVE"}
        if "provider" in row["pstn"]:
            assert found["pstn"]["name"] == row["pstn"]["provider"]
        else:
            assert found["pstn"]["type"] == "LOCAL_GATEWAY"
            assert found["pstn"]["route"] == row["pstn"]["route"]["id"]
        if "address" in row:
            assert found["address"]["address1"] == row["address"]["line1"]
            assert found["time_zone"] == row["timezone"]


def _check_roles(variables: dict[str, Any], there: dict[str, Any]) -> None:
    present = {row["email"]: {role.casefold() for role in row["roles"]} for row in there["administrators"]}
    for row in variables["webex_admins"]:
        assert {role.casefold() for role in row["roles"]} <= present[row["email"]]
    # Webex itself made the first administrator
    first = {variables["webex_customer"].get("admin_email"), variables.get("coastline_admin_email")}
    assert set(present) - {row["email"] for row in variables["webex_admins"]} <= first


def _check_users(declared: list[dict[str, str]], there: dict[str, Any], home: str | None) -> None:
    present = {row["email"]: row for row in there["subscribers"]}
    assert sorted(present) == sorted(row["email"] for row in declared)
    for row in declared:
        found = present[row["email"]]
        assert found["package"] == row["package"]
        if row["email"] == FREE_ACCOUNT:
            assert found["status"] == "pending_user_migration"
            continue
        assert found["status"] == "provisioned"
        assert found["name"] == row.get("display_name", f"{row['first_name']} {row['last_name']}")
        assert found["extension"] == row.get("extension")
        assert found["number"] == row.get("number")
        if row["package"] != "webex_meetings":
            assert found["number"]
            assert found["location"] == row.get("location", home)


def test_templates_are_there(story: Story) -> None:
    made = {row["name"]: row for row in story.state["templates"] if row["made_by"] == "template service"}
    declared = {
        row["name"]: row for variables in story.declared.values() for row in variables["webex_onboarding_templates"]
    }
    assert sorted(made) == sorted(declared)
    for name, row in declared.items():
        assert made[name]["brandName"] == row["brand_name"]
        assert made[name]["country"] == row["country"]
        assert made[name]["authentication"]["method"] == row["authentication"]["method"]


def test_run_needs_no_request_twice(story: Story) -> None:
    calls = operations(story.first.journal)
    users = sum(len(rows) for rows in story.users.values())
    assert calls["provisionWholesaleCustomer"] == len(story.declared)
    assert calls["provisionWholesaleSubscriber"] == users
    for row in story.first.journal:
        # a location without connection answers so
        none_yet = row["operation"] == "getPstnConnection" and row["status"] == 404
        assert none_yet or (row["status"] is not None and row["status"] < 400), row


def test_nothing_is_merely_tolerated(story: Story) -> None:
    assert not [row["tolerated"] for row in story.first.journal if row["tolerated"]]


def test_second_run_changes_nothing(story: Story) -> None:
    story.second.succeeded()
    assert story.second.changed == 0
    assert {row["method"] for row in story.second.journal} == {"GET"}
    assert actions(story.second) == {}


def test_last_plan_is_empty(story: Story) -> None:
    story.last_plan.succeeded()
    assert story.last_plan.changed == 0
    assert actions(story.last_plan) == {}
    assert "+++ after" not in story.last_plan.stdout
    assert {row["method"] for row in story.last_plan.journal} == {"GET"}


def test_pending_user_is_told(story: Story) -> None:
    result = story.first.result("Set up the customer", host="northwind_legal")
    assert any(FREE_ACCOUNT in warning for warning in result["warnings"])


def test_counts_of_requests_are_right(story: Story) -> None:
    counted: dict[str, int] = {}
    for record in story.first.records:
        for result in record["result"].get("results") or [record["result"]]:
            for method, count in (result.get("api_calls") or {}).items():
                counted[method] = counted.get(method, 0) + count
    for method, count in counted.items():
        assert count == len([row for row in story.first.journal if row["method"] == method]), method
