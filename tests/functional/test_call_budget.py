# SPDX-License-Identifier: GPL-3.0-or-later
"""What a converged run costs: a handful of list requests per customer, whatever the number of users."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from .support import (
    ONBOARD,
    QUICK,
    TEMPLATE,
    Ansible,
    Run,
    Sandbox,
    customer,
    is_write,
    location,
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
TASKS_PER_PLAY = 8
# One look, and for a customer with something to do the nine tasks of the steps.
TASKS_PER_CUSTOMER, TASKS_PER_CHANGED_CUSTOMER = 1, 4
CHANGED = ("many_3", "many_7")


@pytest.fixture(scope="module")
def many(
    start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Run, Run]:
    """Return two runs over many small customers: nothing to do, and something to do for two of them."""
    sandbox = start("--provisioning-delay", "0.1")
    ansible = make_ansible(sandbox)
    hosts = {
        f"many_{index}": {
            "webex_customer": customer(f"many-{index}", template="gold-us"),
            "webex_users": [user(f"u@many-{index}.example", "101")],
        }
        for index in range(MANY)
    }
    folder = tmp_path_factory.mktemp("many")
    inventory = write_inventory(folder / "inventory", hosts)
    ansible.playbook(inventory=inventory, extra=QUICK).succeeded()
    converged = ansible.playbook(inventory=inventory, extra=QUICK).succeeded()
    for host in CHANGED:
        hosts[host]["webex_users"] = [user(f"u@{host.replace('_', '-')}.example", "101", title="Cook")]
    inventory = write_inventory(folder / "changed", hosts)
    return converged, ansible.playbook(inventory=inventory, extra=QUICK).succeeded()


def test_one_listing_finds_all_customers(many: tuple[Run, Run]) -> None:
    converged, _changed = many
    assert converged.changed == 0
    calls = operations(converged.journal)
    assert calls == {
        "templateServiceList": 1,
        "listWholesaleCustomers": 1,
        "listWholesaleSubscribers": 1,
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


def _tasks(run: Run) -> dict[str, int]:
    """How many tasks ran for each customer, skipped ones as well; the first one's without those of the play."""
    counts = {host: sum(recap[key] for key in ("ok", "skipped")) for host, recap in run.recap.items()}
    # once for all: the check of the inventory, who is refused by it, the template, and the look at what customers share
    counts["many_0"] -= TASKS_PER_PLAY
    return counts


def test_one_task_for_each_customer(many: tuple[Run, Run]) -> None:
    """A task costs the controller some 40 ms for each customer, whatever it does."""
    assert _tasks(many[0]) == {f"many_{index}": TASKS_PER_CUSTOMER for index in range(MANY)}


def test_more_tasks_only_where_something_is_to_be_done(many: tuple[Run, Run]) -> None:
    changed = many[1]
    assert {host for host, recap in changed.recap.items() if recap["changed"]} == set(CHANGED)
    counts = _tasks(changed)
    # once for all, and not needed twice: whether there are groups, the listing, and who the customers are (two steps)
    counts[CHANGED[0]] -= 2 + 2
    expected = {f"many_{index}": TASKS_PER_CUSTOMER for index in range(MANY)}
    assert counts == expected | dict.fromkeys(CHANGED, TASKS_PER_CHANGED_CUSTOMER)


def test_drift_is_paid_for_with_its_own_lists_only(many: tuple[Run, Run]) -> None:
    calls = operations(many[1].journal)
    # the partner's own organization; the first ones to write may ask side by side
    assert 1 <= calls.pop("getMyself") <= len(CHANGED)
    assert calls == {
        "templateServiceList": 1,
        "listWholesaleCustomers": 1,
        # one for all of them; who differs is looked at on its own, by the comparison and by the step
        "listWholesaleSubscribers": 1 + 2 * len(CHANGED),
        "listPeople": MANY + len(CHANGED),
        # each of them is read as a whole before it is written
        "getPerson": len(CHANGED),
        "updatePerson": len(CHANGED),
    }


def test_the_partner_is_asked_for_once(
    start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Before it writes, every task has to know which organization is the partner's own."""
    ansible = make_ansible(start("--provisioning-delay", "0"))
    folder = tmp_path_factory.mktemp("partner")
    hosts = {
        f"partner_{index}": {
            "webex_customer": customer(f"partner-{index}", template="gold-us"),
            "webex_locations": [location("Fremont"), location("Oakland")],
        }
        for index in range(4)
    }
    first = ansible.playbook(ONBOARD, "-f", "2", inventory=write_inventory(folder / "first", hosts), extra=QUICK)
    first.succeeded()
    assert operations(first.journal)["createLocation"] == 8
    # as many as there are forks, when they begin together
    assert 1 <= operations(first.journal)["getMyself"] <= 2
    for host in hosts.values():
        host["webex_locations"] = [location("Fremont"), location("Oakland", timezone="America/Denver")]
    second = ansible.playbook(ONBOARD, inventory=write_inventory(folder / "second", hosts), extra=QUICK).succeeded()
    assert operations(second.journal)["updateLocation"] == 4
    assert operations(second.journal)["getMyself"] == 0


def test_drift_before_the_users_gives_up_their_lists(
    start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The lists of many users are begun early, and are no reason to fail or to go on reading."""
    sandbox = start("--provisioning-delay", "0")
    ansible = make_ansible(sandbox)
    hosts = {
        "crowd": {
            "webex_customer": customer("crowd", template="gold-us"),
            "webex_locations": [location("Fremont")],
            "webex_users": [user(f"u{index}@crowd.example", str(1000 + index)) for index in range(301)],
        }
    }
    folder = tmp_path_factory.mktemp("crowd")
    ansible.playbook(inventory=write_inventory(folder / "before", hosts), extra=QUICK).succeeded()
    hosts["crowd"]["webex_locations"] = [location("Fremont", timezone="America/Denver")]
    # what is asked ahead fails: nobody needs it
    sandbox.fault(method="GET", path=r"/telephony/config/numbers", status=400, times=1)
    run = ansible.playbook(inventory=write_inventory(folder / "after", hosts), extra=QUICK).succeeded()
    found = run.result("Look whether anything has to be done", "crowd")
    assert (found["drift"], found["step"]) == (True, "locations")
    assert run.changed == 1
    calls = operations(run.journal)
    pages = math.ceil(301 / 100)
    assert pages <= calls["listWholesaleSubscribers"] <= 2 * pages
    assert calls["listNumbers"] <= 2
