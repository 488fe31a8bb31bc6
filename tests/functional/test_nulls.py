# SPDX-License-Identifier: GPL-3.0-or-later
"""A variable or key without a value, as one is when its entries are commented out, is as good as none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from .support import (
    CARRIER,
    ONBOARD,
    QUICK,
    ROOT,
    TEMPLATE,
    Ansible,
    Run,
    Sandbox,
    actions,
    customer,
    location,
    operations,
    user,
    write_inventory,
    writes,
)

DOCUMENTED = set(
    re.findall(
        r"`(webex_\w+)`",
        "\n".join(re.findall(r"^\| `webex_[^|]*\|", (ROOT / "docs/inventory.md").read_text(encoding="utf-8"), re.M)),
    )
)
# Needed for these runs themselves.
NULLS = {
    name: None
    for name in sorted(DOCUMENTED)
    if name not in ("webex_customer", "webex_onboarding_templates", "webex_template_driver", "webex_hosts")
}
CONTENT = ("webex_users", "webex_users_file", "webex_locations", "webex_admins")


def _declared(key: str) -> dict[str, Any]:
    return {
        "webex_customer": customer(key, template="gold-us"),
        "webex_locations": [{"name": "Head Office"}, location("Pier")],
        "webex_users": [user(f"ana@{key}.example", "101", location="Head Office"), user(f"bo@{key}.example")],
        "webex_admins": [{"email": f"ana@{key}.example", "roles": ["User administrator"]}],
    }


def _with_null_keys(host: dict[str, Any]) -> dict[str, Any]:
    """The same, with every key null that may be left out and cannot be cleared."""
    host["webex_customer"] |= {
        "package_limits": None,
        "meetings_timezone": None,
        "org_id": None,
        "sub_partner_org_id": None,
        "sub_partner_admin_email": None,
        "protected": None,
        "allow_package_removal": None,
    }
    host["webex_customer"]["headquarters"]["address"] = None
    nothing = {"pstn": None, "numbers": None, "main_number": None}
    office = {"address": None, "timezone": None, "language": None}
    host["webex_locations"] = [{"name": "Head Office", **office, **nothing}, {**location("Pier"), **nothing}]
    host["webex_users"][1] |= {"location": None, "number": None, "extension": None}
    return host


def _hosts(*, nulls: bool) -> dict[str, dict[str, Any]]:
    hosts = {name: _declared(name) for name in ("settings", "keys", "carrier")}
    for name in ("users", "locations", "admins"):
        hosts[name] = {key: value for key, value in _declared(name).items() if key != f"webex_{name}"}
        hosts[name].setdefault("webex_users", [user(f"bo@{name}.example")])
    del hosts["users"]["webex_users"], hosts["users"]["webex_admins"]
    hosts["locations"]["webex_users"] = [user("ana@locations.example", "101")]
    hosts["nothing"] = {
        "webex_customer": customer("nothing", template="gold-us", packages=["webex_meetings"], headquarters=None)
    }
    hosts["carrier"]["webex_locations"][1] |= {"pstn": CARRIER, "numbers": ["+14085550195"]}
    if nulls:
        hosts["carrier"]["webex_locations"][1]["pstn"] = {**CARRIER, "route": None}
        hosts["keys"] = _with_null_keys(hosts["keys"])
        hosts["nothing"]["webex_customer"]["headquarters"] = None
        for name, host in hosts.items():
            content = CONTENT if name in ("users", "locations", "admins", "nothing") else ()
            hosts[name] = {**{key: value for key, value in NULLS.items() if key not in CONTENT or content}, **host}
    return hosts


@dataclass(repr=False)
class Story:
    plan: Run
    run: Run
    again: Run


def _tell(ansible: Ansible, folder: Path, *, nulls: bool) -> Story:
    template = {**TEMPLATE, "authentication": None, "cloud_connected_pstn_provider": None} if nulls else TEMPLATE
    if not nulls:
        template = {key: value for key, value in TEMPLATE.items() if key != "authentication"}
    shared = {"webex_onboarding_templates": [template], "webex_poll_interval": 0.2}
    hosts = _hosts(nulls=nulls)
    for host in hosts.values():
        host.pop("webex_poll_interval", None)
    inventory = write_inventory(folder, hosts, shared)
    extra = {"webex_hosts": None} if nulls else None
    plan = ansible.playbook(ONBOARD, "--check", inventory=inventory, extra=extra)
    run = ansible.playbook(ONBOARD, inventory=inventory, extra=extra)
    return Story(plan, run, ansible.playbook(ONBOARD, inventory=inventory, extra=extra))


@pytest.fixture(scope="module")
def stories(
    start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible], tmp_path_factory: pytest.TempPathFactory
) -> dict[bool, Story]:
    told = {}
    for nulls in (False, True):
        ansible = make_ansible(start("--provisioning-delay", "0", "--update-delay", "0"))
        told[nulls] = _tell(ansible, tmp_path_factory.mktemp("nulls") / "inventory", nulls=nulls)
    return told


def test_all_variables_are_tried() -> None:
    assert len(DOCUMENTED) > 50
    tried = {name for host in _hosts(nulls=True).values() for name, value in host.items() if value is None}
    assert tried == set(NULLS)


@pytest.mark.parametrize("name", ["plan", "run", "again"])
def test_null_means_the_same_as_nothing(stories: dict[bool, Story], name: str) -> None:
    plain, nulls = (getattr(stories[key], name).succeeded() for key in (False, True))
    assert actions(nulls) == actions(plain)
    assert {host: row["changed"] for host, row in nulls.recap.items()} == {
        host: row["changed"] for host, row in plain.recap.items()
    }
    # Which organization is the partner's own is kept for all; two that begin at the same moment both ask.
    asked = [Counter(operations(run.journal)) for run in (nulls, plain)]
    for requests in asked:
        requests.pop("getMyself", None)
    assert asked[0] == asked[1]


def test_what_is_planned_is_done_once(stories: dict[bool, Story]) -> None:
    story = stories[True]
    assert story.run.changed > 0
    assert actions(story.plan) == actions(story.run)
    assert writes(story.plan.journal) == []
    assert story.again.changed == 0
    assert writes(story.again.journal) == []


def test_templates_may_be_null(ansible: Ansible, tmp_path: Path) -> None:
    hosts = {"lone": {"webex_customer": None, "webex_onboarding_templates": None}}
    inventory = write_inventory(tmp_path / "inventory", hosts)
    tasks = [
        {
            "name": "role",
            "ansible.builtin.import_role": {"name": "webex.wholesale.template", "rolespec_validate": False},
        }
    ]
    run = ansible.play(tasks, inventory=inventory).succeeded()
    assert run.journal == []


def _without(key: str) -> dict[str, Any]:
    host = _declared(key)
    (host["webex_admins"][0] if key == "roles" else host["webex_customer"])[key] = None
    return host


# What is told of a host that lacks something, by its name.
NO_CUSTOMER = ("webex_customer", "the host declares no customer. Add webex_customer to its host_vars")
NO_VALUE = "it has no value. Give it one"
LACKING: dict[str, tuple[dict[str, Any], str, str]] = {
    "null": ({"webex_customer": None}, *NO_CUSTOMER),
    "missing": ({}, *NO_CUSTOMER),
    "packages": (_without("packages"), "webex_customer.packages", NO_VALUE),
    "address": (_without("address"), "webex_customer.address", NO_VALUE),
    "roles": (_without("roles"), "webex_admins[0].roles", NO_VALUE),
}


@pytest.fixture(scope="module")
def lacking(ansible: Ansible, tmp_path_factory: pytest.TempPathFactory) -> Run:
    hosts = {name: host for name, (host, _path, _told) in LACKING.items()}
    return ansible.playbook(ONBOARD, inventory=write_inventory(tmp_path_factory.mktemp("lacking") / "inventory", hosts))


@pytest.mark.parametrize("name", LACKING)
def test_what_is_needed_has_to_have_a_value(lacking: Run, name: str) -> None:
    """A customer that is null is none, and no other null passes for a value that is needed."""
    _host, path, told = LACKING[name]
    (line,) = [line for line in lacking.mistakes().splitlines() if line.startswith(f"- {name}: ")]
    assert line.startswith(f"- {name}: {path}")
    assert told in line


def test_nothing_is_asked_while_something_is_needed(lacking: Run) -> None:
    assert lacking.status == 2
    assert lacking.journal == []
    assert lacking.mistakes().startswith(f"{len(LACKING)} mistakes in the data:")


def test_null_users_are_not_nobody(ansible: Ansible, tmp_path: Path) -> None:
    """Commenting out all users does not remove them; an empty list would."""
    host = _declared("kept") | {"webex_prune": ["users"], "webex_prune_max_percent": 100}
    ansible.playbook(ONBOARD, inventory=write_inventory(tmp_path / "full", {"kept": host}), extra=QUICK).succeeded()
    for name, users in (("null", None), ("empty", [])):
        inventory = write_inventory(tmp_path / name, {"kept": {**host, "webex_admins": None, "webex_users": users}})
        plan = ansible.playbook(ONBOARD, "--check", inventory=inventory, extra=QUICK).succeeded()
        removed = [row["identity"] for rows in actions(plan).values() for row in rows]
        assert len(removed) == (0 if users is None else 2)
