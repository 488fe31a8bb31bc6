# SPDX-License-Identifier: GPL-3.0-or-later
"""No customer is taken for another one: whatever names two is refused before anything is written."""

from __future__ import annotations

import base64
import copy
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from .support import (
    CHECK,
    HARBOR_ORG,
    ONBOARD,
    QUICK,
    Ansible,
    Run,
    Sandbox,
    customer,
    location,
    operations,
    order,
    task,
    user,
    write_inventory,
    writes,
)

ALONE = "Check that no two hosts are one customer"
STEP = "Find the customer, or begin to build it"
USERS = "Set up the customer"
MODES: tuple[tuple[str, ...], ...] = ((), ("--check",))
Hosts = dict[str, dict[str, Any]]


def _hosts(*names: str) -> Hosts:
    return {
        name: {
            "webex_customer": customer(name, template="gold-us"),
            "webex_users": [user(f"ana@{name}.example", "101"), user(f"bo@{name}.example")],
            "webex_admins": [{"email": f"bo@{name}.example", "roles": ["Full administrator"]}],
        }
        for name in names
    }


def _uuid(identifier: str) -> str:
    text = base64.b64decode(identifier + "=" * (-len(identifier) % 4)).decode()
    return text.rsplit("/", 1)[-1]


@dataclass
class World:
    """Customers c0, c1 and c2 of one inventory, of which c0 and c1 are there."""

    ansible: Ansible
    folder: Path
    hosts: Hosts
    before: dict[str, Any]
    count: list[int] = field(default_factory=list)

    @property
    def sandbox(self) -> Sandbox:
        return self.ansible.sandbox

    def id_of(self, name: str) -> str:
        return str(self.sandbox.customers()[name]["id"])

    def org_of(self, name: str) -> str:
        return str(self.sandbox.customers()[name]["org_id"])

    def inventory(self, hosts: Hosts | None = None, shared: dict[str, Any] | None = None) -> Path:
        self.count.append(1)
        return write_inventory(self.folder / f"inventory-{len(self.count)}", hosts or self.hosts, shared)

    def run(self, *arguments: str, hosts: Hosts | None = None, **keywords: Any) -> Run:
        """Run the playbook of onboarding, or another one."""
        shared, playbook = keywords.pop("shared", None), keywords.pop("playbook", ONBOARD)
        extra = {**QUICK, **keywords.pop("extra", {})}
        return self.ansible.playbook(
            playbook, *arguments, inventory=self.inventory(hosts, shared), extra=extra, **keywords
        )

    def changed(self, name: str, **changes: Any) -> Hosts:
        """The hosts, one of them with other variables or, below webex_customer, other keys."""
        hosts = copy.deepcopy(self.hosts)
        for key, value in changes.items():
            (hosts[name] if key.startswith("webex_") else hosts[name]["webex_customer"])[key] = value
        return hosts

    def untouched(self, run: Run) -> None:
        """Nothing was written, and everything is as it was."""
        assert writes(run.journal) == []
        assert self.sandbox.customers() == self.before


@pytest.fixture(scope="module")
def world(
    start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible], tmp_path_factory: pytest.TempPathFactory
) -> World:
    ansible = make_ansible(start("--provisioning-delay", "0.1", "--update-delay", "0"))
    folder = tmp_path_factory.mktemp("identities")
    hosts = _hosts("c0", "c1", "c2")
    inventory = write_inventory(folder / "first", hosts)
    ansible.playbook(ONBOARD, "-l", "c0,c1", inventory=inventory, extra=QUICK).succeeded()
    return World(ansible, folder, hosts, ansible.sandbox.customers())


# With a check of their own who the customers are.
ROLES = ("customer", "locations", "pstn", "numbers", "users", "admins")
# A role and its hosts, play after play.
LATER = (("inventory", "c0"), ("users", "all"))


def _offline(world: World, run: Run, *words: str, where: str = CHECK) -> None:
    assert run.status == 2, run.output[-3000:]
    assert run.journal == []
    message = run.mistakes(where)
    assert [word for word in words if word not in message] == [], message
    world.untouched(run)


# ---- one customer for several hosts, found offline -----------------------------------------------


@pytest.mark.parametrize(
    "arguments", [pytest.param((), marks=pytest.mark.smoke), ("--check", "-t", "customer"), ("-t", "users")], ids=str
)
def test_an_id_for_all_hosts(world: World, arguments: Sequence[str]) -> None:
    """The id of one customer, with -e and without --limit."""
    run = world.run(*arguments, extra={"webex_customer_id": world.id_of("c0")})
    _offline(world, run, "webex_customer_id", "c0, c1, c2", "host_vars", "--limit")


def test_an_id_in_group_variables(world: World) -> None:
    run = world.run(shared={"webex_customer_id": world.id_of("c0")})
    _offline(world, run, "webex_customer_id (", "shared.yml", "c0, c1, c2")


def test_a_customer_for_all_hosts(world: World) -> None:
    run = world.run(extra={"webex_customer": world.hosts["c0"]["webex_customer"]})
    _offline(world, run, "c1: webex_customer.external_id", "c2: webex_customer.external_id", "of c0 as well")


def _org(number: int) -> str:
    """The id of an organization that nobody has: offline it does not matter."""
    name = f"ciscospark://us/ORGANIZATION/00000000-0000-4000-8000-{number:012x}"
    return base64.b64encode(name.encode()).decode().rstrip("=")


SAME_ID, SAME_EXTERNAL_ID = "2 hosts name one and the same customer by its id: ", "is the external id of sub-0 as well"
ORG_ID = "webex_customer.org_id"
# By name: what each of the hosts has besides a customer of its own; where it is told and in which words.
TOGETHER: dict[str, tuple[Hosts, str, str]] = {
    "an id in two spellings": (
        {"lower-0": {"webex_customer_id": _org(1)}, "lower-1": {"webex_customer_id": _uuid(_org(1))}},
        "lower-0: webex_customer_id",
        f"{SAME_ID}lower-0, lower-1.",
    ),
    "an id in capitals": (
        {"upper-0": {"webex_customer_id": _org(0xABC)}, "upper-1": {"webex_customer_id": _uuid(_org(0xABC)).upper()}},
        "upper-0: webex_customer_id",
        f"{SAME_ID}upper-0, upper-1.",
    ),
    **{
        f"an id that is {value!r}": (
            {f"none-{number}": {"webex_customer_id": value}},
            f"none-{number}: webex_customer_id",
            "",
        )
        for number, value in enumerate(("", " x", 5, ["x"]))
    },
    "one external id of a sub-partner in two spellings": (
        {
            "sub-0": {"webex_customer": {"sub_partner_org_id": _org(2), "external_id": "same"}},
            "sub-1": {"webex_customer": {"sub_partner_org_id": _uuid(_org(2)), "external_id": "same"}},
        },
        "sub-1: webex_customer.external_id",
        SAME_EXTERNAL_ID,
    ),
    "one organization attached twice": (
        {f"twice-{number}": {"webex_customer": {"org_id": _org(3)}} for number in range(2)},
        f"twice-1: {ORG_ID}",
        "this organization is attached by twice-0 as well",
    ),
    "one organization attached in two spellings": (
        {
            "spelled-0": {"webex_customer": {"org_id": _org(4)}},
            "spelled-1": {"webex_customer": {"org_id": _uuid(_org(4))}},
        },
        f"spelled-1: {ORG_ID}",
        "this organization is attached by spelled-0 as well",
    ),
    "the organization of the sub-partner of another": (
        {
            "partner-0": {"webex_customer": {"sub_partner_org_id": _org(5)}},
            "partner-1": {"webex_customer": {"org_id": _uuid(_org(5))}},
        },
        f"partner-1: {ORG_ID}",
        "sub-partner of partner-0",
    ),
    "the organization of its own sub-partner": (
        {"own": {"webex_customer": {"sub_partner_org_id": _org(6), "org_id": _org(6)}}},
        f"own: {ORG_ID}",
        "organization of the sub-partner",
    ),
}


@pytest.fixture(scope="module")
def together(world: World) -> Run:
    """All of them in one inventory, beside the good ones."""
    hosts = copy.deepcopy(world.hosts)
    for changes, _where, _told in TOGETHER.values():
        for name, variables in changes.items():
            hosts |= _hosts(name)
            hosts[name]["webex_customer"] |= variables.get("webex_customer", {})
            hosts[name] |= {key: value for key, value in variables.items() if key != "webex_customer"}
    return world.run(hosts=hosts, extra={"webex_strict": True})


def test_all_of_them_are_told_at_once(world: World, together: Run) -> None:
    _offline(world, together, f"{len(TOGETHER)} mistakes in the data:")


@pytest.mark.parametrize("name", TOGETHER)
def test_one_customer_is_not_several(together: Run, name: str) -> None:
    _hosts_of_it, where, told = TOGETHER[name]
    (line,) = [line for line in together.mistakes().splitlines() if line.startswith(f"- {where}")]
    assert told in line


# ---- roles on their own --------------------------------------------------------------------------


def _play(world: World, *roles: str, **keywords: Any) -> Path:
    """A playbook with nothing but roles."""
    content = {
        "hosts": "all",
        "gather_facts": False,
        "roles": [f"webex.wholesale.{role}" for role in roles],
        **keywords,
    }
    world.count.append(1)
    file = world.folder / f"roles-{len(world.count)}.yml"
    file.write_text(json.dumps([{"name": "Roles", **content}]), encoding="utf-8")
    return file


def test_roles_alone_with_an_id_for_all_hosts(world: World) -> None:
    run = world.run(playbook=_play(world, "customer"), extra={"webex_customer_id": world.id_of("c0")})
    _offline(world, run, "webex_customer_id", "c0, c1, c2", where=ALONE)


def test_roles_alone_with_one_external_id(world: World) -> None:
    """Each of them looks for itself, and refuses those that cannot be told apart; the others go on."""
    tasks = [
        {
            "block": [{"name": role, "ansible.builtin.import_role": {"name": f"webex.wholesale.{role}"}}],
            "rescue": [{"name": f"after {role}", "ansible.builtin.debug": {"msg": "refused"}}],
        }
        for role in ROLES
    ]
    hosts = world.changed("c1", external_id="c2")
    run = world.ansible.play(tasks, "--check", inventory=str(world.inventory(hosts)), extra=QUICK)
    assert [sorted(row["result"]["refused"]) for row in run.tasks(task=ALONE)] == [["c1", "c2"]] * len(ROLES)
    for role in ROLES:
        assert {row["host"] for row in run.tasks(task=f"after {role}")} == {"c1", "c2"}, role
    assert {row["host"] for row in run.tasks(task=STEP)} == {"c0"}
    assert "c2: webex_customer.external_id" in run.mistakes(ALONE)
    world.untouched(run)


def test_roles_alone_stop_for_all_where_that_is_wanted(world: World) -> None:
    hosts = world.changed("c1", external_id="c2")
    run = world.run(playbook=_play(world, "customer"), hosts=hosts, extra={"webex_strict": True})
    _offline(world, run, "c2: webex_customer.external_id", where=ALONE)


def test_roles_alone_with_an_id_of_the_play(world: World) -> None:
    """The variables of the hosts do not have what the play says, but the tasks do."""
    play = _play(world, "customer", vars={"webex_customer_id": world.id_of("c0")})
    _offline(world, world.run(playbook=play), "webex_customer_id", "c0, c1, c2", where=ALONE)


def test_the_check_of_the_inventory_sees_an_id_of_the_play(world: World) -> None:
    play = _play(world, "onboard", vars={"webex_customer_id": world.id_of("c0")})
    _offline(world, world.run(playbook=play), "webex_customer_id", "c0, c1, c2")


def test_a_later_play_with_more_hosts_is_checked_too(world: World) -> None:
    """What an earlier play has seen of its own hosts says nothing about the others."""
    plays = [json.loads(_play(world, role, hosts=hosts).read_text("utf-8"))[0] for role, hosts in LATER]
    file = world.folder / "two-plays.yml"
    file.write_text(json.dumps(plays), encoding="utf-8")
    run = world.run("--check", playbook=file, hosts=world.changed("c2", external_id="c0"))
    assert run.status == 2
    assert sorted(run.tasks(task=ALONE)[-1]["result"]["refused"]) == ["c0", "c2"]
    world.untouched(run)


def test_roles_alone_are_checked_for_all_hosts_at_once(world: World) -> None:
    run = world.run("-l", "c0,c1", playbook=_play(world, "customer", "users", "admins")).succeeded()
    assert [row["status"] for row in run.tasks(task=ALONE)] == ["ok", "ok", "ok"]
    assert run.changed == 0
    world.untouched(run)


# ---- an id of somebody else ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("limit", "arguments"), [pytest.param("c1", (), marks=pytest.mark.smoke), ("c1", ("--check",)), ("c2", ())], ids=str
)
def test_an_id_of_the_customer_of_another_host(world: World, limit: str, arguments: Sequence[str]) -> None:
    """Right by --limit, but the id is that of c0, which this run does not even see."""
    run = world.run("-l", limit, *arguments, extra={"webex_customer_id": world.id_of("c0")})
    assert run.status == 2
    message = run.failure(STEP, limit)
    assert "customer c0, which is the customer of host c0" in message
    assert "webex_customer_id" in message
    assert "host_vars" in message
    world.untouched(run)


def test_an_id_of_another_host_in_the_same_run(world: World) -> None:
    """Only c1 is refused: c0 is found by its external id and stays as it is."""
    hosts = world.changed("c1", webex_customer_id=world.id_of("c0"))
    run = world.run("-l", "c0,c1", hosts=hosts)
    assert run.status == 2
    assert "the customer of host c0" in run.failure(STEP, "c1")
    assert run.recap["c0"]["failures"] == 0
    world.untouched(run)


@pytest.mark.parametrize("step", ["users", "admins", "locations"])
def test_an_id_of_another_customer_in_a_later_step(world: World, step: str) -> None:
    hosts = world.changed("c1", webex_locations=[location("Head Office")])
    run = world.run("-t", step, "-l", "c1", hosts=hosts, extra={"webex_customer_id": world.id_of("c0")})
    assert run.status == 2
    assert "is customer c0, and not c1" in run.output
    world.untouched(run)


def test_an_id_of_another_host_where_modules_run_on_the_host(world: World) -> None:
    there = {"webex_run_on": "host", "ansible_python_interpreter": sys.executable, "ansible_connection": "local"}
    extra = {"webex_customer_id": world.id_of("c0"), **there}
    run = world.run("-l", "c1", "-t", "customer", extra=extra)
    assert run.status == 2
    assert "the customer of host c0" in run.failure(STEP, "c1")
    world.untouched(run)


# ---- an external id that is taken ----------------------------------------------------------------


@pytest.mark.parametrize("arguments", MODES, ids=str)
def test_an_external_id_that_another_customer_has(world: World, arguments: Sequence[str]) -> None:
    """The customer of c0 would become a second c1; no host of this inventory declares c0."""
    hosts = {"other": {**world.hosts["c1"], "webex_customer_id": world.id_of("c0")}}
    run = world.run(*arguments, hosts=hosts)
    assert run.status == 2
    message = run.failure(STEP, "other")
    assert "would get the external id c1, which another customer has" in message
    assert world.id_of("c1") in message
    world.untouched(run)


def test_a_free_external_id_is_given(
    start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible], tmp_path: Path
) -> None:
    """What the id is for: one look more than any other change, users and roles go on under the new external id."""
    ansible = make_ansible(start("--provisioning-delay", "0", "--update-delay", "0"))
    hosts = _hosts("old", "idle")
    inventory = write_inventory(tmp_path / "before", hosts)
    ansible.playbook(inventory=inventory, extra=QUICK).succeeded()
    before = ansible.sandbox.customers()
    hosts["old"]["webex_customer"]["external_id"] = "new"
    hosts["old"]["webex_users"].append(user("cy@old.example", "103"))
    inventory = write_inventory(tmp_path / "after", hosts)
    given = {**QUICK, "webex_customer_id": before["old"]["id"]}
    plan = ansible.playbook(ONBOARD, "-l", "old", "--check", inventory=inventory, extra=given).succeeded()
    assert writes(plan.journal) == []
    run = ansible.playbook(ONBOARD, "-l", "old", inventory=inventory, extra=given).succeeded()
    assert operations(run.requests(STEP)) == {
        "getWholesaleCustomer": 1,
        "listWholesaleCustomers": 1,
        "updateWholesaleCustomer": 1,
    }
    after = ansible.sandbox.customers()
    assert sorted(after) == ["idle", "new"]
    assert (after["new"]["id"], after["new"]["subscriber_count"]) == (before["old"]["id"], 3)
    assert plan.changed == run.changed
    # once it is done the id may stay where it is
    again = ansible.playbook(ONBOARD, "-l", "old", inventory=inventory, extra=given).succeeded()
    assert again.changed == 0
    assert operations(again.journal)["getWholesaleCustomer"] == 1
    assert operations(again.journal)["listWholesaleCustomers"] == 0


# ---- organizations -------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [(), ("--check", "-t", "users")], ids=str)
def test_a_declared_organization_that_the_customer_does_not_have(world: World, arguments: Sequence[str]) -> None:
    hosts = world.changed("c1", org_id=HARBOR_ORG)
    run = world.run("-l", "c1", *arguments, hosts=hosts)
    assert run.status == 2
    message = run.failure(USERS if "users" in arguments else STEP, "c1")
    assert f"customer c1 has the organization {world.org_of('c1')}, but org_id names {HARBOR_ORG}" in message
    world.untouched(run)


@pytest.mark.parametrize("arguments", MODES, ids=str)
def test_an_organization_that_is_taken_or_no_sub_partner(world: World, arguments: Sequence[str]) -> None:
    """Also without the precheck, in which Webex would refuse it."""
    hosts = world.hosts | _hosts("attached", "customer", "partner")
    hosts["attached"] |= {"webex_precheck": False}
    hosts["attached"]["webex_customer"]["org_id"] = world.org_of("c0")
    hosts["customer"]["webex_customer"]["sub_partner_org_id"] = world.org_of("c1")
    hosts["partner"]["webex_customer"]["sub_partner_org_id"] = world.sandbox.state()["partner"]["org_id"]
    run = world.run("-l", "attached,customer,partner", *arguments, hosts=hosts)
    assert run.status == 2
    assert "is already the organization of customer c0" in run.failure(STEP, "attached")
    assert {host for host, counts in run.recap.items() if counts["failures"]} == {"attached", "customer", "partner"}
    world.untouched(run)


# ---- modules by hand -----------------------------------------------------------------------------

BY_HAND = {
    "webex_users": {"users": [user("eve@c1.example", "109")]},
    "webex_user": user("eve@c1.example", "109"),
    "webex_locations": {"locations": [location("Annex")]},
    "webex_location": location("Annex"),
    "webex_pstn": {"connections": [{"location": "Head Office", "provider": "Local Carrier"}]},
    "webex_phone_numbers": {"locations": [{"location": "Head Office", "numbers": ["+14085550177"]}]},
    "webex_admin_roles": {"admins": [{"email": "ana@c1.example", "roles": ["User administrator"]}]},
    "webex_user_info": {},
    "webex_location_info": {},
    "webex_phone_numbers_info": {},
}


@pytest.mark.parametrize("check", [False, True])
def test_modules_with_names_of_two_customers(world: World, check: bool) -> None:
    ids = {"customer_id": world.id_of("c0"), "org_id": world.org_of("c0")}
    foreign = {"customer_id": world.id_of("c0"), "org_id": world.org_of("c1")}
    known = dict(world.sandbox.customers()["c0"], external_id="c0", status="provisioned")
    cases: dict[str, dict[str, Any]] = {
        "id of another": {"customer": "c1", "customer_id": ids["customer_id"]},
        "both of another": {"customer": "c1", **ids},
        "organization of another": {"customer": "c0", "org_id": world.org_of("c1")},
        "pair of two": foreign,
        "known as another": {
            "customer": "c1",
            "known_customer": {key: known[key] for key in ("id", "org_id", "external_id", "status")},
        },
    }
    run = world.ansible.play(
        [
            task(f"{module}: {name}", module, {**options, **names}, check=check)
            for module, options in BY_HAND.items()
            for name, names in cases.items()
        ]
    )
    wrong = {
        name: record["result"] for record in run.records if (name := record["task"]) and record["status"] != "failed"
    }
    assert wrong == {}
    assert len(run.records) == len(BY_HAND) * len(cases)
    for record in run.records:
        assert "Nothing was changed." in record["result"]["msg"], record
        assert record["task"].endswith(("known as another",)) == (record["result"]["api_calls"].get("GET", 0) == 0) or (
            record["task"].startswith("webex_admin_roles")
        )
    world.untouched(run)


@pytest.mark.parametrize("check", [False, True])
def test_a_customer_is_not_removed_under_another_name(world: World, check: bool) -> None:
    options = {"state": "absent", "external_id": "c1", "customer_id": world.id_of("c0")}
    run = world.ansible.play([task("remove", "webex_customer", options, check=check)])
    assert "is customer c0, and not c1" in run.failure("remove")
    world.untouched(run)


def test_a_customer_is_not_taken_over_by_hand(world: World) -> None:
    options = order("c1", customer_id=world.id_of("c0"))
    run = world.ansible.play([task("take over", "webex_customer", options)])
    assert "would get the external id c1, which another customer has" in run.failure("take over")
    world.untouched(run)
