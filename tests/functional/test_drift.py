# SPDX-License-Identifier: GPL-3.0-or-later
"""Customers without drift cost one task; drift of every kind is found, and means what the steps alone make of it."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from .support import (
    CARRIER,
    CHECK,
    COASTLINE_ORG,
    ONBOARD,
    QUICK,
    Ansible,
    Run,
    Sandbox,
    actions,
    customer,
    location,
    of_operation,
    operations,
    query,
    user,
    write_inventory,
    writes,
)

LOOK = "Look whether anything has to be done"


def _base(key: str, index: int) -> dict[str, Any]:
    """A customer with something in every step."""
    number = f"+14085550{index:02}"
    return {
        "webex_customer": customer(
            key, template="gold-us", packages=["webex_calling", "webex_meetings", "webex_voice"]
        ),
        "webex_locations": [
            {
                "name": "Head Office",
                "pstn": CARRIER,
                "numbers": [f"{number}{last}" for last in range(4)],
                "main_number": f"{number}0",
            },
            location("Fremont"),
        ],
        "webex_users": [
            user(f"it@{key}.example", "101", number=f"{number}1", location="Head Office"),
            user(f"bo@{key}.example", "102", location="Head Office", title="Cook"),
            user(f"cy@{key}.example"),
        ],
        "webex_admins": [{"email": f"bo@{key}.example", "roles": ["User administrator"]}],
    }


Change = Callable[[dict[str, Any]], Any]
# By host: the step that has something to do, and what changed in the declaration since the first run: something more,
# something else, something less. What else each step compares, the tests of its plan know.
DRIFTS: dict[str, tuple[str, Change]] = {
    "packages": ("customer", lambda host: host["webex_customer"]["packages"].append("webex_suite")),
    "time_zone": ("locations", lambda host: host["webex_locations"][1].update(timezone="America/Denver")),
    "more_locations": ("locations", lambda host: host["webex_locations"].append(location("Oakland"))),
    "less_locations": (
        "locations",
        lambda host: host.update(
            webex_locations=host["webex_locations"][:1],
            webex_prune=["locations"],
            webex_prune_locations_max_percent=100,
        ),
    ),
    "carrier": ("pstn", lambda host: host["webex_locations"][1].update(pstn=CARRIER)),
    "more_numbers": ("numbers", lambda host: host["webex_locations"][0]["numbers"].append("+14085550999")),
    "less_numbers": (
        "numbers",
        lambda host: (
            host["webex_locations"][0]["numbers"].pop(),
            host.update(webex_prune=["numbers"], webex_prune_numbers_max_percent=100),
        ),
    ),
    "more_users": ("users", lambda host: host["webex_users"].append(user("di@more-users.example", "103"))),
    "less_users": (
        "users",
        lambda host: (host["webex_users"].pop(), host.update(webex_prune=["users"], webex_prune_max_percent=100)),
    ),
    "title": ("users", lambda host: host["webex_users"][1].update(title="Chef")),
    "number_of_a_user": ("users", lambda host: host["webex_users"][1].update(number=_last_number(host))),
    "less_roles": (
        "admins",
        lambda host: host.update(
            webex_admins=[{**host["webex_admins"][0], "roles": ["Device administrator"]}], webex_exclusive_roles=True
        ),
    ),
    "setup_assist": (
        "setup_assist",
        lambda host: host.update(webex_setup_assist=True, webex_setup_assist_contact=CONTACT),
    ),
    "nothing": ("", lambda host: None),
    "fewer_settings": ("", lambda host: host.pop("webex_admins")),
}
CONTACT = {"name": "Ana Diaz", "phone": "+14085550100", "email": "ana@provider.example"}
NEW = "new_customer"
STEPS = {host: step for host, (step, _change) in DRIFTS.items()} | {NEW: "customer"}


def _last_number(host: dict[str, Any]) -> str:
    return str(host["webex_locations"][0]["numbers"][-1])


@dataclass(repr=False)
class Story:
    """What happened one after the other."""

    plan: Run
    plan_of_steps: Run
    applied: Run
    after: Run


@pytest.fixture(scope="module")
def story(
    start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible], tmp_path_factory: pytest.TempPathFactory
) -> Story:
    sandbox = start("--provisioning-delay", "0.1", "--update-delay", "0")
    ansible = make_ansible(sandbox)
    before = {host: _base(host.replace("_", "-"), index) for index, host in enumerate(DRIFTS)}
    folder = tmp_path_factory.mktemp("drift")
    ansible.playbook(inventory=write_inventory(folder / "before", before), extra=QUICK).succeeded()

    wanted = copy.deepcopy(before)
    for host, (_step, change) in DRIFTS.items():
        change(wanted[host])
    wanted[NEW] = _base("new-customer", len(DRIFTS))
    inventory = write_inventory(folder / "after", wanted)
    plan = ansible.playbook(ONBOARD, "--check", inventory=inventory, extra=QUICK)
    steps = folder / "steps.yml"
    steps.write_text("- hosts: all\n  gather_facts: false\n  roles: [webex.wholesale.onboard]\n", encoding="utf-8")
    plan_of_steps = ansible.playbook(steps, "--check", inventory=inventory, extra=QUICK)
    applied = ansible.playbook(inventory=inventory, extra=QUICK)
    return Story(plan, plan_of_steps, applied, ansible.playbook(inventory=inventory, extra=QUICK))


def test_runs_end_well(story: Story) -> None:
    for run in (story.plan, story.plan_of_steps, story.applied, story.after):
        run.succeeded()
    assert writes(story.plan.journal) == []
    assert story.after.changed == 0


@pytest.mark.parametrize("host", STEPS)
def test_drift_is_found_where_it_is(story: Story, host: str) -> None:
    found = story.plan.result(LOOK, host)
    assert (found["drift"], found["step"]) == (bool(STEPS[host]), STEPS[host] or None), found["reason"]
    assert not found["changed"]


@pytest.mark.parametrize("host", STEPS)
def test_the_plan_is_that_of_the_steps_alone(story: Story, host: str) -> None:
    ours, alone = ({key: rows for key, rows in actions(run).items() if key[0] == host} for run in _plans(story))
    assert ours == alone
    step = STEPS[host]
    if step in ("", "setup_assist"):
        assert ours == {}
    else:
        assert ("webex_customer" if step == "customer" else "webex_customer_setup") in {
            module for _host, module in ours
        }


def _plans(story: Story) -> tuple[Run, Run]:
    return story.plan, story.plan_of_steps


def test_plan_is_what_is_applied(story: Story) -> None:
    assert actions(story.applied) == actions(story.plan)


@pytest.mark.parametrize("host", [host for host in STEPS if host != "setup_assist"])
def test_afterwards_one_task_is_all(story: Story, host: str) -> None:
    ran = [record["task"] for record in story.after.tasks(host=host)]
    assert ran[-1] == LOOK
    assert story.after.result(LOOK, host)["drift"] is False
    # the first host speaks for all in what they share
    shared = {CHECK, "Refuse customers with mistakes", "Keep the onboarding templates as declared"}
    shared |= {"Begin or check the saved plan", "Stop when templates have to be changed"}
    shared |= {"Look at what all customers share", "Look at all customers at once", "Look at the administrator roles"}
    assert set(ran[:-1]) <= shared
    # the tasks of a saved plan are skipped where there is none
    assert story.after.recap[host]["ok"] + story.after.recap[host]["skipped"] == len(ran)


def test_a_new_customer_is_known_from_the_listing(story: Story) -> None:
    result = story.plan.result(LOOK, NEW)
    assert result["api_calls"] == {}
    assert result["reason"] == "the customer is not there yet"


def test_a_step_does_not_ask_again_for_the_customer(story: Story) -> None:
    asked = [query(row) for row in of_operation(story.plan.journal, "listWholesaleCustomers")]
    assert [row.get("externalId") for row in asked] == [None, "new-customer"]


def test_what_customers_share_is_asked_once(story: Story) -> None:
    assert operations(story.after.journal)["listRoles"] == 1
    assert operations(story.after.journal)["listWholesaleCustomers"] == 1


# ---- other ways to run -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def two(
    start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Ansible, Path]:
    """Two customers with the same external ID, one of them a sub-partner's; both are as declared."""
    ansible = make_ansible(start("--provisioning-delay", "0"))
    sub = {"sub_partner_org_id": COASTLINE_ORG, "sub_partner_admin_email": "wholesale@coastline.example"}
    hosts = {
        "own": {"webex_customer": customer("same", template="gold-us"), "webex_users": [user("bo@own.example")]},
        "sub": {
            "webex_customer": customer("same", template="gold-us", admin_email="it@sub.example", **sub),
            "webex_users": [user("bo@sub.example")],
        },
        **{f"other_{n}": {"webex_customer": customer(f"other-{n}", template="gold-us")} for n in range(5)},
    }
    inventory = write_inventory(tmp_path_factory.mktemp("two") / "inventory", hosts)
    ansible.playbook(inventory=inventory, extra=QUICK).succeeded()
    return ansible, inventory


def test_a_customer_of_a_sub_partner_is_not_taken_for_our_own(two: tuple[Ansible, Path]) -> None:
    ansible, inventory = two
    run = ansible.playbook(inventory=inventory, extra=QUICK).succeeded()
    assert run.changed == 0
    found = {host: run.result(LOOK, host)["customer"]["id"] for host in ("own", "sub")}
    assert len(set(found.values())) == 2
    steps = ansible.playbook(ONBOARD, "-t", "customer,template", inventory=inventory, extra=QUICK).succeeded()
    assert steps.changed == 0
    for host, customer_id in found.items():
        assert steps.result("Find the customer, or begin to build it", host)["customer"]["id"] == customer_id


def test_skipped_steps_are_not_looked_at(two: tuple[Ansible, Path]) -> None:
    ansible, inventory = two
    run = ansible.playbook(ONBOARD, "--skip-tags", "users", "-l", "own", inventory=inventory, extra=QUICK).succeeded()
    assert operations(run.journal) == {"templateServiceList": 1, "listWholesaleCustomers": 1}
    assert run.result(LOOK, "own")["drift"] is False


def test_chosen_steps_run_without_a_look(two: tuple[Ansible, Path]) -> None:
    ansible, inventory = two
    run = ansible.playbook(ONBOARD, "-t", "users", "-l", "own", inventory=inventory, extra=QUICK).succeeded()
    assert run.tasks(task=LOOK) == []
    assert run.result("Set up the customer", "own")["changed"] is False


def test_what_an_earlier_play_saw_is_not_believed(two: tuple[Ansible, Path]) -> None:
    """A play behind the collection's own asks anew: the customer may have changed since the look."""
    ansible, inventory = two
    behind = ansible.folder / "behind.yml"
    role = "- hosts: all\n  gather_facts: false\n  roles: [webex.wholesale.onboard]\n"
    behind.write_text(role, encoding="utf-8")
    run = ansible.playbook(behind, "-e", json.dumps(QUICK), "-l", "own", ONBOARD, inventory=inventory)
    run.succeeded()
    asked = [query(row).get("externalId") for row in of_operation(run.journal, "listWholesaleCustomers")]
    assert asked == ["same", "same"]
    assert run.changed == 0


def test_a_second_run_in_the_same_call_looks_for_itself(two: tuple[Ansible, Path]) -> None:
    """Groups stay until the call ends; who had no drift in the first run may have some in the second."""
    ansible, inventory = two
    between = ansible.folder / "between.yml"
    leave = {"customer": "same", "email": "bo@own.example", "state": "absent"}
    play = {"hosts": "own", "gather_facts": False, "tasks": [{"webex.wholesale.webex_user": leave}]}
    between.write_text(yaml.safe_dump([play]), encoding="utf-8")
    run = ansible.playbook(ONBOARD, "-e", json.dumps(QUICK), ONBOARD, str(between), inventory=inventory).succeeded()
    looks = {host: [row["result"]["drift"] for row in run.tasks(task=LOOK, host=host)] for host in ("own", "sub")}
    assert looks == {"own": [False, True], "sub": [False, False]}
    assert run.result("Set up the customer", "own")["changed"] is True
    assert run.tasks(task="Set up the customer", host="sub") == []


def test_a_second_run_for_fewer_customers_asks_anew(two: tuple[Ansible, Path]) -> None:
    """Many customers are found in one listing, few by a look-up each; the listing of the first run is outdated."""
    ansible, inventory = two
    changed = {key: value for key, value in customer("same").items() if key != "template"}
    changed["address"] = {**changed["address"], "line1": "1 Other Street"}
    plays = [
        {"import_playbook": ONBOARD},
        {"hosts": "own", "gather_facts": False, "tasks": [{"webex.wholesale.webex_customer": changed}]},
        {"import_playbook": ONBOARD, "vars": {"webex_hosts": "own"}},
    ]
    twice = ansible.folder / "twice.yml"
    twice.write_text(yaml.safe_dump(plays, sort_keys=False), encoding="utf-8")
    run = ansible.playbook(twice, "-l", "own,other*", inventory=inventory, extra=QUICK).succeeded()
    assert [row["result"]["drift"] for row in run.tasks(task=LOOK, host="own")] == [False, True]
    assert ansible.playbook(inventory=inventory, extra=QUICK).succeeded().changed == 0


def test_without_a_look_the_steps_run_for_all(two: tuple[Ansible, Path]) -> None:
    ansible, inventory = two
    first = "Find the customer, or begin to build it"
    run = ansible.playbook(ONBOARD, "--start-at-task", first, inventory=inventory, extra=QUICK).succeeded()
    assert run.tasks(task=LOOK) == []
    assert run.changed == 0
    assert len(run.tasks(task="Set up the customer")) == len(run.recap) == 7


def test_hosts_may_be_a_list(two: tuple[Ansible, Path]) -> None:
    ansible, inventory = two
    run = ansible.playbook(inventory=inventory, extra={**QUICK, "webex_hosts": ["own", "sub"]}).succeeded()
    assert set(run.recap) == {"own", "sub"}
    assert run.tasks(task="Set up the customer") == []


def test_what_was_waited_for_in_vain_ends_the_customer_and_no_other(two: tuple[Ansible, Path]) -> None:
    ansible, inventory = two
    own = ansible.sandbox.state()["customers"]
    wanted = next(row["id"] for row in own if row["external_id"] == "same" and not row["sub_partner"])
    ansible.sandbox.fault(method="GET", path=rf"/wholesale/subscribers\?.*{wanted}", status=503, times=-1)
    try:
        run = ansible.playbook(inventory=inventory, extra={**QUICK, "webex_retry_timeout": 0.5})
    finally:
        ansible.sandbox.control("DELETE", "/faults")
    assert "answered 503" in run.failure(LOOK, "own")
    assert [host for host, counts in run.recap.items() if counts["failures"]] == ["own"]
