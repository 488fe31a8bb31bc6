# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings of a run, as the command line writes them: taken as they are meant, or refused before anything is asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .support import (
    ONBOARD,
    QUICK,
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

NUMBERS = ["+14085550160", "+14085550161", "+14085550162"]


def _host(key: str, *, users: int, numbers: int = 0, locations: int = 0) -> dict[str, Any]:
    office: dict[str, Any] = {"name": "Head Office"}
    if numbers:
        office |= {"pstn": {"provider": "Local Carrier"}, "numbers": NUMBERS[:numbers], "main_number": NUMBERS[0]}
    return {
        "webex_customer": customer(key, template="gold-us"),
        "webex_locations": [office, *(location(f"Branch {index}") for index in range(locations))],
        "webex_users": [user(f"u{index}@{key}.example", str(101 + index)) for index in range(users)],
        "webex_admins": [{"email": f"u0@{key}.example", "roles": ["User administrator"]}],
        "webex_prune_max_percent": 100,
        "webex_prune_locations_max_percent": 100,
        "webex_prune_numbers_max_percent": 100,
    }


class Shop:
    """Customers that exist with more than is declared now: removing is the question."""

    def __init__(self, ansible: Ansible, folder: Path) -> None:
        self.ansible = ansible
        hosts = {"a": _host("shop-a", users=3, numbers=3, locations=1), "b": _host("shop-b", users=1)}
        hosts["a"]["webex_admins"][0]["roles"].append("Device administrator")
        full = write_inventory(folder / "full", hosts)
        ansible.playbook(inventory=full, extra=QUICK).succeeded()
        hosts = {"a": _host("shop-a", users=2, numbers=2), "b": _host("shop-b", users=1)}
        self.fewer = write_inventory(folder / "fewer", hosts)

    def run(self, *settings: str, check: bool = False) -> Run:
        """The playbook with -e name=value."""
        arguments = [word for setting in settings for word in ("-e", setting)]
        arguments += ["--check"] if check else []
        return self.ansible.playbook(ONBOARD, *arguments, inventory=self.fewer, extra=QUICK)


@pytest.fixture(scope="module")
def shop(
    start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible], tmp_path_factory: pytest.TempPathFactory
) -> Shop:
    sandbox = start("--provisioning-delay", "0.1", "--update-delay", "0")
    return Shop(make_ansible(sandbox), tmp_path_factory.mktemp("shop"))


REFUSED = {
    "webex_protected_users=u2@shop-a.example": "webex_protected_users: 'u2@shop-a.example' is text, not a list. ",
    "webex_ignore_drift=address": "webex_ignore_drift: 'address' is text, not a list. ",
    "webex_precheck=perhaps": "webex_precheck: 'perhaps' is not true or false. Write true or false.",
    "webex_prune_max_count=lots": "webex_prune_max_count: 'lots' is not a whole number. ",
    # The last one, as each of these tells another mistake in one and the same setting.
    "webex_prune=users": "webex_prune: 'users' is text, not a list. Write a list of some of users, numbers, ",
}


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("webex_prune=no-users-please", "webex_prune: 'no-users-please' is text, not a list. "),
        ('{"webex_prune": ["user"]}', "webex_prune[0]: 'user' is not known. Did you mean users?"),
        ('{"webex_prune": true}', "webex_prune: True is not a list. "),
    ],
)
def test_what_cannot_be_meant_is_refused_before_the_first_request(shop: Shop, setting: str, told: str) -> None:
    run = shop.run(setting)
    assert run.status == 2
    assert run.journal == []
    message = run.mistakes()
    # One mistake on the command line is one mistake, however many customers there are.
    assert message.startswith(f"1 mistake in the data:\n- {told}")


def test_all_that_cannot_be_meant_is_told_at_once(shop: Shop) -> None:
    run = shop.run(*REFUSED)
    assert run.status == 2
    assert run.journal == []
    first, *lines = run.mistakes().splitlines()
    assert first == f"{len(REFUSED)} mistakes in the data:"
    for told in REFUSED.values():
        assert sum(line.startswith(f"- {told}") for line in lines) == 1, (told, lines)


def test_the_remedy_can_be_pasted(shop: Shop) -> None:
    message = shop.run("webex_prune=users,locations").mistakes()
    written = message.partition(" -e '")[2].partition("'")[0]
    assert written == '{"webex_prune": ["users", "locations"]}'
    plan = shop.run(written, check=True).succeeded()
    removed = {row["kind"] for rows in actions(plan).values() for row in rows if row["action"] == "delete"}
    assert removed == {"user", "location"}


def test_text_that_means_its_type_is_acted_on(shop: Shop) -> None:
    run = shop.run(
        "webex_precheck=no",
        "webex_exclusive_roles=false",
        "webex_prune_numbers_in_use=false",
        "webex_setup_assist=no",
        "webex_compare_location_details=off",
        "webex_workers=4",
        "webex_wait_timeout=900",
        "webex_review_timeout=60.5",
        "webex_prune_max_count=3",
        "webex_progress_interval=0",
        check=True,
    ).succeeded()
    assert actions(run) == {}
    assert run.changed == 0
    assert writes(run.journal) == []
    assert not [name for name in operations(run.journal) if "alidate" in name]


def test_the_same_settings_turned_on(shop: Shop) -> None:
    run = shop.run("webex_exclusive_roles=yes", check=True).succeeded()
    kinds = {row["kind"]: row["fields"] for rows in actions(run).values() for row in rows}
    assert list(kinds) == ["administrator"], kinds


NO_LIST = "webex_prune has to be a list of some of users"
# A role, the settings with which it runs, and what is told.
ALONE: dict[str, tuple[str, dict[str, Any], str]] = {
    "text for users": ("users", {"webex_prune": "no-users-please"}, NO_LIST),
    "true": ("users", {"webex_prune": True}, NO_LIST),
    "an unknown kind": ("users", {"webex_prune": ["user"]}, NO_LIST),
    "text for numbers": ("numbers", {"webex_prune": "my-numbers"}, NO_LIST),
    "text for locations": ("locations", {"webex_prune": "all locations"}, NO_LIST),
    "a protected user": (
        "users",
        {"webex_prune": ["users"], "webex_protected_users": "u2@shop-a.example"},
        "protected_users: 'u2@shop-a.example' is not a list.",
    ),
    "a protected location": (
        "locations",
        {"webex_prune": ["locations"], "webex_protected_locations": "Branch 0"},
        "protected_locations: 'Branch 0' is not a list.",
    ),
}


@pytest.fixture(scope="module")
def alone(shop: Shop) -> Run:
    """One role after the other, each without the check of the inventory, and the play goes on when it is refused."""
    tasks = [
        {
            "name": name,
            "vars": settings,
            "block": [
                {
                    "name": "role",
                    "ansible.builtin.import_role": {"name": f"webex.wholesale.{role}", "rolespec_validate": False},
                }
            ],
            "rescue": [{"name": name, "ansible.builtin.debug": {"msg": "{{ ansible_failed_result.msg }}"}}],
        }
        for name, (role, settings, _told) in ALONE.items()
    ]
    return shop.ansible.play(tasks, inventory=str(shop.fewer), extra=QUICK, hosts="a").succeeded()


@pytest.mark.parametrize("name", ALONE)
def test_a_role_on_its_own_refuses_too(alone: Run, name: str) -> None:
    assert ALONE[name][2] in alone.result(name)["msg"]


def test_a_role_on_its_own_asks_nothing_with_what_it_refuses(alone: Run) -> None:
    assert alone.journal == []
    assert sum(record["status"] == "failed" for record in alone.records) == len(ALONE)
