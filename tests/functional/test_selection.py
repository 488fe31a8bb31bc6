# SPDX-License-Identifier: GPL-3.0-or-later
"""Parts of the onboarding: one customer, one step; and reading what is there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from .support import (
    QUICK,
    Ansible,
    Sandbox,
    actions,
    customer,
    of_operation,
    operations,
    query,
    task,
    user,
    write_inventory,
    writes,
)


@pytest.fixture
def inventory(tmp_path: Path) -> Path:
    hosts = {
        name: {
            "webex_customer": customer(f"part-{name}", template="gold-us"),
            "webex_users": [user(f"ana@part-{name}.example", "101"), user(f"bo@part-{name}.example")],
        }
        for name in ("one", "two", "three")
    }
    return write_inventory(tmp_path / "inventory", hosts)


@pytest.fixture
def fresh(start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible]) -> Ansible:
    return make_ansible(start("--provisioning-delay", "0.2"))


@pytest.mark.smoke
def test_step_by_step(fresh: Ansible, inventory: Path) -> None:
    sandbox = fresh.sandbox
    onboard = "webex.wholesale.onboard"

    # users before there is a customer: nothing is made, and the message says what to do
    early = fresh.playbook(onboard, "-t", "users", "-l", "one", inventory=inventory, extra=QUICK)
    assert early.status == 2
    assert writes(early.journal) == []
    assert "There is no customer part-one. Make it first" in early.failure("Keep the users as declared", "one")

    template = fresh.playbook(onboard, "-t", "template", inventory=inventory, extra=QUICK).succeeded()
    assert operations(template.journal) == {"templateServiceList": 1, "templateServiceCreate": 1}

    limited = fresh.playbook(onboard, "-l", "two", inventory=inventory, extra=QUICK).succeeded()
    assert list(limited.recap) == ["two"]
    assert {key: row["subscriber_count"] for key, row in sandbox.customers().items()} == {"part-two": 2}
    asked = [query(row)["externalId"] for row in of_operation(limited.journal, "listWholesaleCustomers")]
    # for drift, and before it is made
    assert asked == ["part-two"] * 2

    users = fresh.playbook(onboard, "-t", "users", "-l", "two", inventory=inventory, extra=QUICK).succeeded()
    assert users.changed == 0
    assert operations(users.journal) == {"listWholesaleCustomers": 1, "listWholesaleSubscribers": 1, "listPeople": 1}

    rest = fresh.playbook(onboard, inventory=inventory, extra=QUICK).succeeded()
    assert {host for host, counts in rest.recap.items() if counts["changed"]} == {"one", "three"}
    assert {key: row["subscriber_count"] for key, row in sandbox.customers().items()} == {
        "part-one": 2,
        "part-two": 2,
        "part-three": 2,
    }


def test_customer_step_alone(fresh: Ansible, inventory: Path) -> None:
    """A new customer needs the provisioning ID of its template, which only the template step knows."""
    onboard = "webex.wholesale.onboard"
    plan = fresh.playbook(onboard, "-t", "customer", "--check", inventory=inventory, extra=QUICK).succeeded()
    assert {row["kind"] for rows in actions(plan).values() for row in rows} == {"customer"}

    without = fresh.playbook(onboard, "-t", "customer", "-l", "one", inventory=inventory, extra=QUICK)
    assert without.status == 2
    assert writes(without.journal) == []
    assert "needs a provisioning ID" in without.failure("Find the customer, or begin to build it", "one")

    run = fresh.playbook(onboard, "-t", "template,customer", "-l", "one", inventory=inventory, extra=QUICK).succeeded()
    assert not of_operation(run.journal, "provisionWholesaleSubscriber")
    assert {key: row["status"] for key, row in fresh.sandbox.customers().items()} == {"part-one": "provisioned"}

    again = fresh.playbook(onboard, "-t", "customer", "-l", "one", inventory=inventory, extra=QUICK).succeeded()
    assert again.changed == 0
    assert operations(again.journal) == {"listWholesaleCustomers": 1}


def test_prune_and_protection_by_variables(fresh: Ansible, tmp_path: Path) -> None:
    rows = [
        user("it@part-p.example", "100"),
        *(user(f"u{index}@part-p.example", str(101 + index)) for index in range(4)),
    ]
    hosts = {"p": {"webex_customer": customer("part-p", template="gold-us"), "webex_users": rows}}
    onboard = "webex.wholesale.onboard"
    fresh.playbook(onboard, inventory=write_inventory(tmp_path / "full", hosts), extra=QUICK).succeeded()
    hosts["p"]["webex_users"] = rows[2:]
    fewer = write_inventory(tmp_path / "fewer", hosts)

    kept = fresh.playbook(onboard, inventory=fewer, extra=QUICK).succeeded()
    assert kept.changed == 0
    # the administrator of the customer is protected without being told so
    pruned = fresh.playbook(onboard, inventory=fewer, extra={**QUICK, "webex_prune": ["users"]}).succeeded()
    removed = [row["identity"] for rows in actions(pruned).values() for row in rows if row["action"] == "delete"]
    assert removed == ["u0@part-p.example"]
    guarded = fresh.playbook(
        onboard,
        inventory=fewer,
        extra={**QUICK, "webex_prune": ["users"], "webex_prune_max_count": 2, "webex_users": rows[:1]},
    )
    assert guarded.status == 2
    assert writes(guarded.journal) == []
    assert "prune_max_count" in guarded.failure("Set up the customer")


def test_info_modules_return_what_is_there(fresh: Ansible, inventory: Path) -> None:
    fresh.playbook(inventory=inventory, extra=QUICK).succeeded()
    run = fresh.play(
        [
            task("all", "webex_customer_info", {}),
            task("one", "webex_customer_info", {"external_id": "part-one"}),
            task("similar", "webex_customer_info", {"external_id": "part"}),
            task("by status", "webex_customer_info", {"status": "error"}),
            task("licences", "webex_customer_info", {"external_id": "part-one", "include_licenses": True}),
            task("users", "webex_user_info", {"customer": "part-one"}),
            task("in check mode", "webex_customer_info", {}, check=True),
        ]
    ).succeeded()
    there = fresh.sandbox.customers()
    told = {row["external_id"]: row for row in run.result("all")["customers"]}
    assert sorted(told) == sorted(there)
    for key, row in told.items():
        assert (row["id"], row["org_id"], row["status"]) == (there[key]["id"], there[key]["org_id"], "provisioned")
        assert row["packages"] == sorted(there[key]["packages"])
        assert row["address"]["line1"] == there[key]["address"]["addressLine1"]
    assert [row["external_id"] for row in run.result("one")["customers"]] == ["part-one"]
    assert run.result("similar")["customers"] == run.result("by status")["customers"] == []
    assert set(run.result("licences")["customers"][0]["license_ids"]) == set(there["part-one"]["packages"])
    assert {row["email"] for row in run.result("users")["users"]} == {
        row["email"] for row in there["part-one"]["subscribers"]
    }
    assert run.result("in check mode")["customers"] == run.result("all")["customers"]
    assert run.changed == 0
    assert {row["method"] for row in run.journal} == {"GET"}
