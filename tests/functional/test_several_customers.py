# SPDX-License-Identifier: GPL-3.0-or-later
"""Several customers in one run: their waits overlap, and one failure leaves the others alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .support import (
    QUICK,
    TAKEN,
    Ansible,
    Sandbox,
    customer,
    moment,
    of_operation,
    user,
    write_inventory,
)


def test_provisioning_overlaps(
    start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible], tmp_path: Any
) -> None:
    sandbox = start("--provisioning-delay", "3")
    hosts = {
        f"host_{index}": {
            "webex_customer": customer(f"over-{index}", template="gold-us"),
            "webex_users": [user(f"ana@over-{index}.example", "101")],
        }
        for index in range(12)
    }
    run = make_ansible(sandbox).playbook(inventory=write_inventory(tmp_path / "inventory", hosts), extra=QUICK)
    run.succeeded()
    creations = of_operation(run.journal, "provisionWholesaleCustomer")
    assert len(creations) == 12
    # the organization is looked at when a wait has ended
    first_end = min(moment(row) for row in of_operation(run.journal, "getOrganization"))
    assert max(moment(row) for row in creations) < first_end
    users = [moment(row) for row in of_operation(run.journal, "provisionWholesaleSubscriber")]
    assert len(users) == 12
    assert max(users) - min(moment(row) for row in creations) < 30


def test_one_failure_does_not_stop_the_others(
    start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible], tmp_path: Any
) -> None:
    sandbox = start("--provisioning-delay", "0.2")
    hosts = {
        name: {
            "webex_customer": customer(f"some-{name}", template="gold-us"),
            "webex_users": [user(f"ana@some-{name}.example", "101")],
        }
        for name in ("first", "bad", "taken", "last")
    }
    hosts["taken"]["webex_customer"]["admin_email"] = TAKEN
    sandbox.outcome("some-bad", "error", description="Nothing to be done.")
    ansible = make_ansible(sandbox)
    inventory = write_inventory(tmp_path / "inventory", hosts)
    run = ansible.playbook(inventory=inventory, extra=QUICK)
    assert run.status == 2
    assert {host for host, counts in run.recap.items() if counts["failures"]} == {"bad", "taken"}
    there = sandbox.customers()
    assert {key for key, row in there.items() if row["status"] == "provisioned"} == {"some-first", "some-last"}
    assert all(there[key]["subscriber_count"] == 1 for key in ("some-first", "some-last"))
    assert "Nothing to be done." in run.failure("Wait until the customer is built", "bad")
    assert "precheck refuses it" in run.failure("Find the customer, or begin to build it", "taken")
    # what was done stays done
    again = ansible.playbook(
        "webex.wholesale.onboard", "-l", "first,last", inventory=inventory, extra=QUICK
    ).succeeded()
    assert again.changed == 0
