# SPDX-License-Identifier: GPL-3.0-or-later
"""What depends on ansible-core is the same with each: groups made by a task, places of values, modules on a host."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from .support import (
    ONBOARD,
    QUICK,
    Ansible,
    Run,
    Sandbox,
    actions,
    customer,
    operations,
    order,
    task,
    user,
    write_inventory,
    writes,
)

pytestmark = pytest.mark.smoke

# More than five, so that one listing finds them all.
MANY = 7
HOSTS = [f"core_{index}" for index in range(MANY)]
LOOK, USERS = "Look whether anything has to be done", "Set up the customer"
IN_VAIN = "Tell when Ansible has made no group"
TOLD = "made no group of the customers with drift"
# Once, by the first host.
SHARED = (
    "Check the declarations of all customers offline",
    "Refuse customers with mistakes",
    "Begin or check the saved plan",
    "Keep the onboarding templates as declared",
    "Stop when templates have to be changed",
    "Look at what all customers share",
    "Look at all customers at once",
    "Look at the administrator roles",
)
# For a customer with something to do; and once for all: who the customers are, before two of these, the listing, which
# is not needed, and a saved plan.
STEPS, ONCE = 3, 3


@dataclass(repr=False)
class Story:
    """One run after the other: everything new, nothing to do, a plan for one customer, and a core without groups."""

    first: Run
    converged: Run
    plan: Run
    groupless: Run


@pytest.fixture(scope="module")
def ansible(start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible]) -> Ansible:
    sandbox = start("--provisioning-delay", "0", "--update-delay", "0")
    return make_ansible(sandbox, ANSIBLE_DEPRECATION_WARNINGS="1", ANSIBLE_PIPELINING="1")


@pytest.fixture(scope="module")
def story(ansible: Ansible, tmp_path_factory: pytest.TempPathFactory) -> Story:
    hosts = {
        host: {
            "webex_customer": customer(host.replace("_", "-"), template="gold-us"),
            "webex_users": [user(f"ana@{host.replace('_', '-')}.example", "101")],
        }
        for host in HOSTS
    }
    folder = tmp_path_factory.mktemp("cores")
    inventory = write_inventory(folder / "before", hosts)
    # of both inventories
    extra = {**QUICK, "webex_customer_record_dir": str(folder / "records")}
    first = ansible.playbook(ONBOARD, "-v", inventory=inventory, extra=extra)
    converged = ansible.playbook(ONBOARD, "-v", inventory=inventory, extra=extra)
    enabled = {"ANSIBLE_CALLBACKS_ENABLED": "functional_results,no_groups"}
    groupless = ansible.playbook(ONBOARD, "-v", inventory=inventory, extra=extra, environment=enabled)
    hosts[HOSTS[3]]["webex_users"][0]["title"] = "Cook"
    inventory = write_inventory(folder / "after", hosts)
    plan = ansible.playbook(ONBOARD, "-v", "--check", "--diff", inventory=inventory, extra=extra)
    return Story(first, converged, plan, groupless)


def _tasks(run: Run) -> Counter[tuple[str, str]]:
    """How often each task ran, or was skipped, for each host."""
    return Counter((record["host"], record["task"]) for record in run.records)


def _warnings(run: Run) -> list[str]:
    return [line for line in run.output.splitlines() if "WARNING]" in line]


def test_runs_end_well(story: Story) -> None:
    for run in (story.first, story.converged, story.plan, story.groupless):
        run.succeeded()
    assert story.converged.changed == story.groupless.changed == 0


def test_a_converged_customer_costs_one_task(story: Story) -> None:
    shared, own = [(HOSTS[0], name) for name in SHARED], [(host, LOOK) for host in HOSTS]
    assert _tasks(story.converged) == Counter([*shared, *own])


def test_a_converged_run_costs_the_same_requests(story: Story) -> None:
    assert operations(story.converged.journal) == {
        "templateServiceList": 1,
        "listWholesaleCustomers": 1,
        "listWholesaleSubscribers": 1,
        "listPeople": MANY,
    }


def test_in_check_mode_only_who_differs_goes_through_the_steps(story: Story) -> None:
    more = _tasks(story.plan) - _tasks(story.converged)
    assert {host for host, _task in more} == {HOSTS[3]}
    assert more.pop((HOSTS[3], IN_VAIN)) == 1
    assert more.total() == STEPS + ONCE
    assert [(row["identity"], row["fields"]) for rows in actions(story.plan).values() for row in rows] == [
        ("ana@core-3.example", {"title": {"from": None, "to": "Cook"}})
    ]
    assert "+++ after: user ana@core-3.example" in story.plan.stdout
    assert writes(story.plan.journal) == []


def test_without_groups_all_go_through_the_steps_and_that_is_told_once(story: Story) -> None:
    ran = _tasks(story.groupless)
    for host in HOSTS:
        assert (ran[host, LOOK], ran[host, USERS]) == (1, 1)
    assert story.groupless.stdout.count(TOLD) == 1
    assert story.groupless.one(IN_VAIN)["status"] == "ok"
    for run in (story.first, story.plan):
        assert run.one(IN_VAIN)["status"] == "skipped"
        assert TOLD not in run.output


def test_ansible_warns_of_nothing(story: Story) -> None:
    """Deprecations come first as warnings: what a later core takes away."""
    for run in (story.first, story.converged, story.plan, story.groupless):
        assert _warnings(run) == []


def test_a_mistake_is_told_with_file_and_line(ansible: Ansible, tmp_path: Path) -> None:
    hosts = {"core_x": {"webex_customer": customer("core-x", template="gold-us", language="no such")}}
    folder = write_inventory(tmp_path / "inventory", hosts)
    run = ansible.playbook(inventory=folder)
    assert (run.status, run.journal) == (2, [])
    (problem,) = run.one(SHARED[0])["result"]["problems"]
    match = re.fullmatch(r".*host_vars/core_x/vars\.yml:(\d+)", problem["place"])
    assert match, problem["place"]
    lines = (folder / "host_vars" / "core_x" / "vars.yml").read_text(encoding="utf-8").splitlines()
    assert "no such" in lines[int(match[1]) - 1]


@pytest.mark.parametrize("where", ["controller", "host"])
def test_options_of_a_task(ansible: Ansible, where: str) -> None:
    """Ansible's validation, in an action and in a module: an absent option is not null, an unknown one is refused."""
    key = f"core-{where}"
    extra = {"webex_run_on": where, "ansible_python_interpreter": sys.executable, "ansible_connection": "local"}
    ana = {"customer": key, **user(f"ana@{key}.example", "101")}
    tasks = [
        task("customer", "webex_customer", order(key)),
        task("new", "webex_user", {**ana, "title": "Cook"}),
        task("absent", "webex_user", ana, check=True),
        task("null", "webex_user", {**ana, "title": None}, check=True),
        task("unknown", "webex_user", {**ana, "nonsense": True}),
    ]
    run = ansible.play(tasks, "-v", "--diff", inventory="localhost,", extra=extra)
    assert run.result("new")["changed"]
    assert run.result("new")["diff"]
    assert not run.result("absent")["changed"]
    assert [row["fields"] for row in run.result("null")["actions"]] == [{"title": {"from": "Cook", "to": None}}]
    message = run.failure("unknown")
    assert "Unsupported parameters for (webex.wholesale.webex_user) module: nonsense" in message
    assert _warnings(run) == []
