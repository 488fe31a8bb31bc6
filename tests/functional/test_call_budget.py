# SPDX-License-Identifier: GPL-3.0-or-later
"""What a converged run costs: a handful of list requests per customer, whatever the number of users."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from .support import (
    QUICK,
    TEMPLATE,
    Ansible,
    Run,
    Sandbox,
    customer,
    is_write,
    of_operation,
    operations,
    query,
    user,
    write_inventory,
)

SIZES = (1, 99, 100, 101, 250)


@dataclass(repr=False)
class Converged:
    first: Run
    run: Run
    per_customer: dict[int, Counter[str]]


@pytest.fixture(scope="module")
def converged(
    start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible], tmp_path_factory: pytest.TempPathFactory
) -> Converged:
    sandbox = start("--provisioning-delay", "0.2")
    ansible = make_ansible(sandbox)
    hosts = {
        f"size_{size}": {
            "webex_customer": customer(f"size-{size}", template="gold-us"),
            "webex_users": [
                # the first one is the administrator, who is a person of the organization already
                user(f"it@size-{size}.example" if not i else f"u{i}@size-{size}.example", str(1000 + i))
                for i in range(size)
            ],
        }
        for size in SIZES
    }
    shared = {"webex_onboarding_templates": [TEMPLATE, {**TEMPLATE, "name": "silver-us"}]}
    inventory = write_inventory(tmp_path_factory.mktemp("sizes") / "inventory", hosts, shared)
    first = ansible.playbook(inventory=inventory, extra=QUICK)
    run = ansible.playbook(inventory=inventory, extra=QUICK)
    there = sandbox.customers()
    per_customer = {}
    for size in SIZES:
        record = there[f"size-{size}"]
        mine = {record["id"], record["org_id"], record["external_id"]}
        per_customer[size] = operations(row for row in run.journal if mine & {*query(row).values(), row["path"]})
    return Converged(first, run, per_customer)


def _pages(count: int) -> set[int]:
    """Full last pages may need one more look to know that they are the last."""
    pages = math.ceil(count / 100)
    return {pages, pages + 1} if count % 100 == 0 else {pages}


def test_runs_end_well(converged: Converged) -> None:
    converged.first.succeeded()
    converged.run.succeeded()
    assert converged.run.changed == 0
    assert not [row for row in converged.run.journal if is_write(row)]


@pytest.mark.parametrize("size", SIZES)
def test_one_look_at_the_customer(converged: Converged, size: int) -> None:
    calls = converged.per_customer[size]
    assert calls["listWholesaleCustomers"] + calls["getWholesaleCustomer"] == 1


@pytest.mark.parametrize("size", SIZES)
def test_users_are_listed_in_pages(converged: Converged, size: int) -> None:
    calls = converged.per_customer[size]
    assert calls["listWholesaleSubscribers"] in _pages(size)
    # Up to a hundred people are one page; for more, the numbers tell as much.
    assert (calls["listPeople"], calls["listNumbers"]) == ((0, 1) if size > 100 else (1, 0))


def test_nothing_else_is_asked(converged: Converged) -> None:
    allowed = {
        "listWholesaleCustomers",
        "listWholesaleSubscribers",
        "listPeople",
        "listNumbers",
        "templateServiceList",
    }
    assert set(operations(converged.run.journal)) <= allowed
    counted = sum(sum(calls.values()) for calls in converged.per_customer.values())
    assert counted + 2 == len(converged.run.journal)


def test_one_request_per_template_and_run(converged: Converged) -> None:
    names = [query(row)["name"] for row in of_operation(converged.run.journal, "templateServiceList")]
    assert sorted(names) == ["gold-us", "silver-us"]


def test_first_run_costs_one_creation_each(converged: Converged) -> None:
    calls = operations(converged.first.journal)
    assert calls["provisionWholesaleSubscriber"] == sum(SIZES)
    assert calls["provisionWholesaleCustomer"] == calls["precheckWholesaleCustomer"] == len(SIZES)
    assert calls["precheckWholesaleSubscriber"] == 0
    assert calls["getOrganization"] <= len(SIZES)


def test_without_profiles_people_are_not_asked(
    start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible], tmp_path_factory: pytest.TempPathFactory
) -> None:
    ansible = make_ansible(start("--provisioning-delay", "0.2"))
    hosts = {
        "plain": {
            "webex_customer": customer("plain", template="gold-us"),
            "webex_users": [user("ana@plain.example", "101")],
            "webex_compare_profile": False,
        }
    }
    inventory = write_inventory(tmp_path_factory.mktemp("plain") / "inventory", hosts)
    ansible.playbook(inventory=inventory, extra=QUICK).succeeded()
    run = ansible.playbook(inventory=inventory, extra=QUICK).succeeded()
    assert operations(run.journal) == {
        "templateServiceList": 1,
        "listWholesaleCustomers": 1,
        "listWholesaleSubscribers": 1,
    }


# ---- many customers ------------------------------------------------------------------------------

MANY = 12
TASKS_PER_CUSTOMER, TASKS_PER_PLAY = 8, 3


@pytest.fixture(scope="module")
def many(
    start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible], tmp_path_factory: pytest.TempPathFactory
) -> Run:
    """Return a converged run over many small customers."""
    sandbox = start("--provisioning-delay", "0.1")
    ansible = make_ansible(sandbox)
    hosts = {
        f"many_{index}": {
            "webex_customer": customer(f"many-{index}", template="gold-us"),
            "webex_users": [user(f"u@many-{index}.example", "101")],
        }
        for index in range(MANY)
    }
    shared = {"webex_onboarding_templates": [TEMPLATE]}
    inventory = write_inventory(tmp_path_factory.mktemp("many") / "inventory", hosts, shared)
    ansible.playbook(inventory=inventory, extra=QUICK).succeeded()
    return ansible.playbook(inventory=inventory, extra=QUICK).succeeded()


def test_one_listing_finds_all_customers(many: Run) -> None:
    assert many.changed == 0
    calls = operations(many.journal)
    assert calls == {
        "templateServiceList": 1,
        "listWholesaleCustomers": 1,
        "listWholesaleSubscribers": MANY,
        "listPeople": MANY,
    }


def test_a_listing_that_fails_stops_nobody(
    start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible], tmp_path_factory: pytest.TempPathFactory
) -> None:
    sandbox = start("--provisioning-delay", "0.1")
    sandbox.fault(method="GET", path=r"/wholesale/customers\?max=100$", status=400, times=-1)
    hosts = {f"alone_{index}": {"webex_customer": customer(f"alone-{index}", template="gold-us")} for index in range(6)}
    inventory = write_inventory(
        tmp_path_factory.mktemp("alone") / "inventory", hosts, {"webex_onboarding_templates": [TEMPLATE]}
    )
    ansible = make_ansible(sandbox)
    for _run in range(2):
        run = ansible.playbook(inventory=inventory, extra=QUICK).succeeded()
        assert [row["status"] for row in run.journal if row["fault"]] == [400]
    assert run.changed == 0
    assert len(sandbox.customers()) == 6


def test_few_tasks_for_each_customer(many: Run) -> None:
    """A task costs the controller some 20 ms for each customer, whatever it does."""
    counts = {host: sum(recap[key] for key in ("ok", "skipped")) for host, recap in many.recap.items()}
    first, *others = counts.values()
    assert set(others) == {TASKS_PER_CUSTOMER}
    assert first == TASKS_PER_CUSTOMER + TASKS_PER_PLAY
