# SPDX-License-Identifier: GPL-3.0-or-later
"""What is checked is what the tasks of a play have: its variables and files as well as those of the inventory."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from .support import TEMPLATE, Ansible, Run, customer, dump, user, write_inventory

# Where Ansible keeps these variables is no public interface.
pytestmark = pytest.mark.smoke

TASK = "Check the declarations of all customers offline"
ROLE = {"ansible.builtin.import_role": {"name": "webex.wholesale.inventory"}, "ignore_errors": True}
RESCUE = {"name": "go on", "ansible.builtin.debug": {"msg": "refused"}}
FILES = ["shared.yml", "{{ inventory_hostname }}.yml"]
WRONG = [{**user("ana@two.example", "101"), "extention": "102"}]
OF_TWO = "two: webex_users[0].extention ("


@dataclass(frozen=True)
class Play:
    """Keywords of a play, variables of its role, and how each line begins that is said then."""

    keywords: dict[str, Any] = field(default_factory=dict)
    role: dict[str, Any] = field(default_factory=dict)
    said: tuple[str, ...] = ()


PLAYS = {
    "files of each host": Play(),
    "variables of the play": Play({"vars": {"webex_prun": True}}, said=("webex_prun (",)),
    "variables of the role": Play(role={"webex_users": WRONG}, said=("one: webex_users[0].extention (", OF_TWO)),
    "an expression": Play(
        role={"webex_users": "{{ [] if inventory_hostname == 'one' else hostvars.one.listed }}"}, said=(OF_TWO,)
    ),
    "a fact": Play(
        {"pre_tasks": [{"name": "fact", "ansible.builtin.set_fact": {"webex_user": WRONG}}]}, said=("webex_user",)
    ),
}


@pytest.fixture(scope="module")
def run(ansible: Ansible, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """All plays, for hosts that have next to nothing in the inventory."""
    folder = tmp_path_factory.mktemp("plays")
    inventory = write_inventory(folder / "inventory", {"one": {"listed": WRONG}, "two": {}})
    shared = {
        "webex_onboarding_templates": [TEMPLATE],
        "webex_other_variables": ["webex_floor_plan"],
        "webex_floor_plan": "north",
    }
    (folder / "shared.yml").write_text(dump(shared), encoding="utf-8")
    (folder / "broken.yml").write_text("no variables\n", encoding="utf-8")
    for host in ("one", "two"):
        own = {"webex_customer": customer(host, template="gold-us"), "webex_users": [user(f"a@{host}.example", "101")]}
        (folder / f"{host}.yml").write_text(dump(own), encoding="utf-8")
    # What a task registers is no declaration, whatever it is called.
    before = {"name": "before", "ansible.builtin.debug": {"msg": "hello"}, "register": "webex_words"}
    plays = [
        {
            "name": name,
            "hosts": "all",
            "gather_facts": False,
            "vars_files": FILES,
            **play.keywords,
            # A refused host leaves a play; the next play is for all of them again.
            "tasks": [before, {"block": [{**ROLE, "name": name, "vars": play.role}], "rescue": [RESCUE]}],
        }
        for name, play in PLAYS.items()
    ]
    (folder / "plays.yml").write_text(dump(plays), encoding="utf-8")
    return ansible.playbook(folder / "plays.yml", inventory=inventory)


@pytest.mark.parametrize("name", PLAYS)
def test_the_check_has_the_variables_of_the_tasks(run: Run, name: str) -> None:
    record = run.tasks(task=TASK)[list(PLAYS).index(name)]
    said = PLAYS[name].said
    texts = [record["result"].get("msg", ""), *record["result"].get("refused", {}).values()]
    lines = {line for text in texts for line in text.splitlines()[1:]}
    assert len(lines) == len(said), lines
    for line, beginning in zip(sorted(lines), sorted(said), strict=True):
        assert line.startswith(f"- {beginning}")
    if not said:
        assert record["result"]["customers"] == record["result"]["users"] == 2


def test_nothing_is_asked_of_webex(run: Run) -> None:
    assert run.journal == []
