# SPDX-License-Identifier: GPL-3.0-or-later
"""Customers with everything: what a converged run costs, and that plans of mixed changes are true."""

from __future__ import annotations

import copy
import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from .support import (
    CARRIER,
    QUICK,
    Ansible,
    Run,
    Sandbox,
    actions,
    by,
    customer,
    is_write,
    location,
    operations,
    order,
    task,
    user,
    write_inventory,
    writes,
)

Hosts = dict[str, dict[str, Any]]
Write = Callable[[Hosts], Path]


@pytest.fixture
def inventory_of(tmp_path: Path) -> Write:
    """Return a writer of inventories, each in a folder of its own."""
    count = iter(range(100))
    return lambda hosts: write_inventory(tmp_path / f"inventory-{next(count)}", hosts)


# ---- the call budget -----------------------------------------------------------------------------

USERS, PLACES, ADMINS = 250, ("Head Office", "Fremont", "Reno"), 4


def _large() -> Hosts:
    numbers = {
        name: [f"+1{area}55504{index:02}" for index in range(20)]
        for name, area in zip(PLACES, (408, 510, 775), strict=True)
    }
    places: list[dict[str, Any]] = [{"name": PLACES[0]}, *(location(name) for name in PLACES[1:])]
    for place in places:
        listed = numbers[place["name"]]
        place |= {"pstn": CARRIER, "numbers": listed, "main_number": listed[0]}
    # the first number of a location is the main number, the others have an owner
    free = [(name, number) for name in PLACES for number in numbers[name][1:]]
    rows = []
    for index in range(USERS):
        email = "it@large.example" if not index else f"u{index}@large.example"
        name, number = free[index] if index < len(free) else (PLACES[index % 3], None)
        rows.append(user(email, str(1000 + index), number=number, location=name))
    admins = [{"email": row["email"], "roles": ["User administrator"]} for row in rows[:ADMINS]]
    return {
        "large": {
            "webex_customer": customer("large", template="gold-us"),
            "webex_locations": places,
            "webex_users": rows,
            "webex_admins": admins,
        }
    }


def test_call_budget_of_a_converged_run(
    start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible], inventory_of: Write
) -> None:
    sandbox = start("--provisioning-delay", "0.2")
    ansible, inventory = make_ansible(sandbox), inventory_of(_large())
    first = ansible.playbook(inventory=inventory, extra=QUICK).succeeded()
    run = ansible.playbook(inventory=inventory, extra=QUICK).succeeded()
    assert run.changed == 0
    assert {row["method"] for row in run.journal} == {"GET"}
    pages = math.ceil(USERS / 100)
    assert operations(run.journal) == {
        "templateServiceList": 1,
        "listWholesaleCustomers": 1,
        "listLocations": 1,
        "getPstnConnection": len(PLACES),
        # for the numbers, and in place of the pages of people and of the calling side of locations
        "listNumbers": 1,
        "listWholesaleSubscribers": pages,
        "listRoles": 1,
        # one large page with the roles of all administrators
        "listPeople": 1,
    }
    # the first run: of every object one creation, and numbers in batches
    calls = operations(row for row in first.journal if is_write(row))
    assert calls == {
        "templateServiceCreate": 1,
        "provisionWholesaleCustomer": 1,
        "createLocation": 2,
        "enableLocationForCalling": 2,
        "setPstnConnection": 3,
        "addLocationNumbers": 6,
        "updateCallingLocation": 3,
        "provisionWholesaleSubscriber": USERS,
        "updatePerson": ADMINS,
    }
    assert sandbox.customers()["large"]["subscriber_count"] == USERS


# ---- plans of changes ----------------------------------------------------------------------------


PACKAGES = ["webex_calling", "webex_meetings", "webex_suite"]


def _mixed() -> Hosts:
    return {
        "mixed": {
            "webex_customer": customer("mixed", template="gold-us", packages=PACKAGES),
            "webex_locations": [
                {
                    "name": "Head Office",
                    "pstn": CARRIER,
                    "numbers": [f"+140855505{index:02}" for index in range(6)],
                    "main_number": "+14085550500",
                },
                location("Fremont", pstn=CARRIER, numbers=["+15105550500"], main_number="+15105550500"),
            ],
            "webex_users": [
                user("it@mixed.example", "100", location="Head Office"),
                user("ana@mixed.example", "101", number="+14085550501", location="Head Office"),
                user("bo@mixed.example", "102", number="+14085550502", location="Head Office"),
                user("cy@mixed.example", "103", location="Head Office"),
            ],
            "webex_admins": [{"email": "bo@mixed.example", "roles": ["User administrator"]}],
        }
    }


@dataclass(repr=False)
class Changes:
    """A customer, the plan of a change, the change, and the run behind it."""

    plan: Run
    run: Run
    again: Run
    state: dict[str, Any]


def _change(ansible: Ansible, inventory: Path, external_id: str, **extra: Any) -> Changes:
    options = {**QUICK, **extra}
    plan = ansible.playbook("webex.wholesale.onboard", "--check", "--diff", inventory=inventory, extra=options)
    run = ansible.playbook("webex.wholesale.onboard", "--diff", inventory=inventory, extra=options)
    again = ansible.playbook(inventory=inventory, extra=options)
    return Changes(plan, run, again, ansible.sandbox.customers()[external_id])


def _is_true(changes: Changes) -> None:
    changes.plan.succeeded()
    assert writes(changes.plan.journal) == []
    changes.run.succeeded()
    assert actions(changes.plan) == actions(changes.run)
    counted = [{host: row["changed"] for host, row in run.recap.items()} for run in (changes.plan, changes.run)]
    assert counted[0] == counted[1]
    changes.again.succeeded()
    assert changes.again.changed == 0
    assert {row["method"] for row in changes.again.journal} == {"GET"}


def _listed(run: Run) -> list[tuple[str, str, str, list[str]]]:
    rows = [row for listed in actions(run).values() for row in listed]
    return sorted((row["kind"], row["identity"], row["action"], sorted(row["fields"])) for row in rows)


@pytest.fixture(scope="module")
def mixed(
    start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Ansible, Path]:
    """Return an Ansible whose customer is as declared, and a folder for inventories."""
    folder = tmp_path_factory.mktemp("mixed")
    ansible = make_ansible(start("--provisioning-delay", "0", "--update-delay", "0"))
    ansible.playbook(inventory=write_inventory(folder / "first", _mixed()), extra=QUICK).succeeded()
    return ansible, folder


def _as_changed() -> Hosts:
    hosts = copy.deepcopy(_mixed())
    variables = hosts["mixed"]
    home, fremont = variables["webex_locations"]
    _admin, ana, bo, cy = variables["webex_users"]
    ana["number"], bo["number"] = bo["number"], ana["number"]
    cy["package"] = "webex_suite"
    fremont["timezone"] = "America/Denver"
    home["numbers"] = home["numbers"][:5]
    variables["webex_admins"].append({"email": "cy@mixed.example", "roles": ["Device administrator"]})
    variables["webex_prune"] = ["numbers"]
    return hosts


def test_mixed_change(mixed: tuple[Ansible, Path]) -> None:
    ansible, folder = mixed
    changes = _change(ansible, write_inventory(folder / "changed", _as_changed()), "mixed")
    _is_true(changes)
    assert _listed(changes.run) == [
        ("administrator", "cy@mixed.example", "update", ["roles"]),
        ("location", "Fremont", "update", ["timezone"]),
        ("number", "+14085550505", "delete", ["location"]),
        ("user", "ana@mixed.example", "update", ["number"]),
        ("user", "bo@mixed.example", "update", ["number"]),
        ("user", "cy@mixed.example", "update", ["package"]),
    ]
    users = by(changes.state["subscribers"], "email")
    assert users["ana@mixed.example"]["number"] == "+14085550502"
    assert users["bo@mixed.example"]["number"] == "+14085550501"
    assert users["cy@mixed.example"]["package"] == "webex_suite"
    assert users["cy@mixed.example"]["roles"] == ["Device Administrator"]
    assert by(changes.state["locations"])["Fremont"]["time_zone"] == "America/Denver"
    assert len(by(changes.state["locations"])["Head Office"]["numbers"]) == 5


def test_new_location_of_a_present_customer(mixed: tuple[Ansible, Path]) -> None:
    """What depends on a location that is planned only is planned as well."""
    ansible, folder = mixed
    hosts = _as_changed()
    new = location("Reno", pstn=CARRIER, numbers=["+17755550500", "+17755550501"], main_number="+17755550500")
    hosts["mixed"]["webex_locations"].append(new)
    hosts["mixed"]["webex_users"].append(user("dee@mixed.example", "300", number="+17755550501", location="Reno"))
    hosts["mixed"]["webex_admins"].append({"email": "dee@mixed.example", "roles": ["Support administrator"]})
    changes = _change(ansible, write_inventory(folder / "new", hosts), "mixed")
    _is_true(changes)
    assert [row[:3] for row in _listed(changes.plan)] == [
        ("administrator", "dee@mixed.example", "update"),
        ("location", "Reno", "create"),
        ("location", "Reno", "update"),
        ("number", "+17755550500", "create"),
        ("number", "+17755550501", "create"),
        ("pstn", "Reno", "update"),
        ("user", "dee@mixed.example", "create"),
    ]
    there = by(changes.state["subscribers"], "email")["dee@mixed.example"]
    assert (there["location"], there["number"], there["roles"]) == ("Reno", "+17755550501", ["Support Administrator"])
    assert by(changes.state["locations"])["Reno"]["main_number"] == "+17755550500"


def test_name_is_compared_on_request(mixed: tuple[Ansible, Path]) -> None:
    ansible, folder = mixed
    hosts = _as_changed()
    hosts["mixed"] = {"webex_customer": {**hosts["mixed"]["webex_customer"], "name": "Mixed & Sons"}}
    inventory = write_inventory(folder / "renamed", hosts)
    untouched = ansible.playbook("webex.wholesale.onboard", "--check", inventory=inventory, extra=QUICK).succeeded()
    assert actions(untouched) == {}
    assert operations(untouched.journal)["getOrganization"] == 0
    changes = _change(ansible, inventory, "mixed", webex_compare_name=True)
    _is_true(changes)
    assert _listed(changes.run) == [("customer", "mixed", "update", ["name"])]
    assert [row["operation"] for row in changes.run.journal if is_write(row)] == ["patchIdentityOrganization"]
    assert changes.state["name"] == "Mixed & Sons"


def test_forbidden_organization_is_read_once(
    start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible], inventory_of: Write
) -> None:
    """Webex may answer 403 about a fresh organization until the partner has read it."""
    sandbox = start("--provisioning-delay", "0", "--update-delay", "0")
    sandbox.control("POST", "/settings", {"touch_required": True})
    ansible, inventory = make_ansible(sandbox), inventory_of(_mixed())
    run = ansible.playbook(inventory=inventory, extra=QUICK).succeeded()
    assert operations(run.journal)["getOrganization"] == 1
    assert sandbox.customers()["mixed"]["subscriber_count"] == 4
    assert ansible.playbook(inventory=inventory, extra=QUICK).succeeded().changed == 0


@pytest.mark.parametrize("mode", [["--check"], []], ids=["plan", "run"])
def test_forbidden_organization_of_a_present_customer(
    start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible], mode: list[str], inventory_of: Write
) -> None:
    sandbox = start("--provisioning-delay", "0", "--update-delay", "0")
    ansible = make_ansible(sandbox)
    sandbox.control("POST", "/settings", {"touch_required": True})
    ansible.play([task("customer", "webex_customer", order("mixed", wait=False, packages=PACKAGES))]).succeeded()
    run = ansible.playbook("webex.wholesale.onboard", *mode, inventory=inventory_of(_mixed()), extra=QUICK).succeeded()
    refused = [row for row in run.journal if row["status"] == 403]
    assert 0 < len(refused) <= 2  # two lists of locations at most; then it is known
    assert operations(run.journal)["getOrganization"] == 1
    assert bool(writes(run.journal)) == (not mode)
