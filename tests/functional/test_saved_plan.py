# SPDX-License-Identifier: GPL-3.0-or-later
"""A plan is saved, reviewed, and carried out exactly as it is, or not at all."""

from __future__ import annotations

import copy
import json
import re
import stat
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.functional.support import (
    ONBOARD,
    QUICK,
    TOKEN,
    Ansible,
    Run,
    Sandbox,
    actions,
    by,
    reported,
    task,
    user,
    write_inventory,
    writes,
)
from tests.functional.test_second_day import HQ, LEAVE, NUMBERS, Variables, declared, new_site, number, user_moves

PLAN = "Plan the customer"
CHECK = "Begin or check the saved plan"
SETTINGS = {**QUICK, **LEAVE}
Edit = Callable[[Variables], None]


def new_user(variables: Variables) -> None:
    """A user of the head office, with a number that is there."""
    key, free = variables["webex_customer"]["external_id"], variables["webex_locations"][0]["numbers"][2]
    variables["webex_users"].append(user(f"kim@{key}.example", "109", number=free, location=HQ))


def new_user_and_prune(variables: Variables) -> None:
    """The same, and who is not declared goes."""
    new_user(variables)
    variables["webex_prune"] = ["users"]


def package(variables: Variables) -> None:
    """The customer gets another package, and a user of it."""
    variables["webex_customer"]["packages"].append("webex_suite")
    variables["webex_users"][2]["title"] = "Buyer"


def two_changes(variables: Variables) -> None:
    """A new user, and another one gets a title."""
    new_user(variables)
    variables["webex_users"][2]["title"] = "Buyer"


def nothing(variables: Variables) -> None:
    """The customer stays as it is."""


# Each a customer of its own. The first ones stay as they were planned, the others do not.
AS_PLANNED: dict[str, Edit] = {
    "plan-site": new_site,
    "plan-moves": user_moves,
    "plan-package": package,
    "plan-still": nothing,
}
NOT_AS_PLANNED: dict[str, Edit] = {
    "plan-taken": new_user,
    "plan-byhand": new_user_and_prune,
    "plan-edited": new_user,
}
# A run with the plan ended in the middle.
HALF = "plan-half"
FRESH, LATE = "plan-fresh", "plan-late"
CHANGING = ["plan-site", "plan-moves", "plan-package", FRESH]
STOPPED = [*NOT_AS_PLANNED, LATE]


def host(key: str) -> str:
    """The inventory host of a customer."""
    return key.replace("-", "_")


def taken_by_hand(key: str) -> dict[str, Any]:
    """Somebody gives the number that is planned for a new user to another one."""
    other = user(f"ana@{key}.example", "101", number=number(key, NUMBERS[2]), location=HQ)
    return task("Take a number", "webex_user", {"customer": key, **other})


def added_by_hand(key: str) -> dict[str, Any]:
    """Somebody adds a user that the inventory does not have."""
    return task("Add a user", "webex_user", {"customer": key, **user(f"zoe@{key}.example")})


def half_of(variables: Variables) -> dict[str, Any]:
    """The new user of two changes."""
    return task("Do the first half", "webex_user", {"customer": HALF, **variables["webex_users"][-1]})


@dataclass
class Story:
    """The first day, a plan, changes by hand and of the inventory, the run with the plan, and the same run again."""

    sandbox: Sandbox
    ansible: Ansible
    file: Path
    inventory: Path
    plan: Run
    run: Run
    again: Run
    reports: dict[str, dict[str, Any]]

    @property
    def saved(self) -> dict[str, Any]:
        """The file."""
        return dict(json.loads(self.file.read_text(encoding="utf-8")))

    def using(self, file: Path, *arguments: str, ansible: Ansible | None = None, customer: str = "plan-site") -> Run:
        """A run for one customer with another file."""
        extra = {**SETTINGS, "webex_plan_file": str(file)}
        limit = ["--limit", host(customer), *arguments]
        return (ansible or self.ansible).playbook(ONBOARD, *limit, inventory=self.inventory, extra=extra)


@pytest.fixture(scope="module")
def story(start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible], tmp_path_factory: Any) -> Story:
    sandbox = start("--provisioning-delay", "0", "--update-delay", "0")
    ansible, folder = make_ansible(sandbox), tmp_path_factory.mktemp("saved-plan")
    edits = {**AS_PLANNED, **NOT_AS_PLANNED, HALF: two_changes}
    first = {host(key): declared(key) for key in edits}
    ansible.playbook(inventory=write_inventory(folder / "first", first), extra=SETTINGS).succeeded()
    second = copy.deepcopy(first)
    for key, edit in edits.items():
        edit(second[host(key)])
    second[host(FRESH)] = declared(FRESH)
    file = folder / "plan.json"
    extra = {**SETTINGS, "webex_plan_file": str(file)}
    inventory = write_inventory(folder / "second", second)
    plan = ansible.playbook(ONBOARD, "--check", "--diff", inventory=inventory, extra=extra)
    by_hand = ansible.play([taken_by_hand("plan-taken"), added_by_hand("plan-byhand"), half_of(second[host(HALF)])])
    assert by_hand.result("Take a number")["changed"]
    assert by_hand.result("Do the first half")["changed"]
    assert by_hand.result("Add a user")["changed"]
    third = copy.deepcopy(second)
    third[host("plan-edited")]["webex_users"][-1]["extension"] = "110"
    third[host(LATE)] = declared(LATE)
    inventory = write_inventory(folder / "third", third)
    reports = {"plan": ansible.report("onboard")}
    run = ansible.playbook(ONBOARD, inventory=inventory, extra=extra)
    reports["run"] = ansible.report("onboard")
    again = ansible.playbook(ONBOARD, inventory=inventory, extra=extra)
    return Story(sandbox, ansible, file, inventory, plan, run, again, reports)


# ---- the file ------------------------------------------------------------------------------------


def test_the_plan_writes_nothing_but_the_file(story: Story) -> None:
    story.plan.succeeded()
    assert writes(story.plan.journal) == []
    assert stat.S_IMODE(story.file.stat().st_mode) == 0o600
    assert [path.name for path in story.file.parent.glob("*plan.json*")] == ["plan.json"]


def test_the_file_has_every_customer_of_the_plan(story: Story) -> None:
    saved = story.saved
    keys = sorted([*AS_PLANNED, *NOT_AS_PLANNED, HALF, FRESH])
    assert list(saved["customers"]) == [f"customer:{key}" for key in keys]
    assert saved["format_version"] == 2
    assert saved["service"] in story.sandbox.url
    assert re.fullmatch(r"[0-9a-f-]{36}", saved["partner"])
    assert saved["totals"]["customers"] == len(keys)
    assert saved["customers"]["customer:plan-still"]["actions"] == []


def test_the_file_has_no_secret(story: Story) -> None:
    assert TOKEN not in story.file.read_text(encoding="utf-8")


def test_actions_of_the_file_are_those_that_check_mode_shows(story: Story) -> None:
    for key in [*AS_PLANNED, *NOT_AS_PLANNED, FRESH]:
        saved = story.saved["customers"][f"customer:{key}"]["actions"]
        shown = [row for (name, _module), rows in actions(story.plan).items() if name == host(key) for row in rows]
        prefix = f"customer:{key}"
        addresses = [
            (prefix if row["kind"] == "customer" else f"{prefix}/{row['kind']}:{row['identity']}", row["action"])
            for row in shown
        ]
        assert sorted((row["address"], row["action"]) for row in saved) == sorted(addresses)


def test_a_move_has_both_places_and_the_word_of_webex(story: Story) -> None:
    (action,) = story.saved["customers"]["customer:plan-moves"]["actions"]
    assert action == {
        "address": "customer:plan-moves/user:eve@plan-moves.example",
        "action": "update",
        "before": {"location": "Pier"},
        "after": {"location": HQ},
        "unknown_until_apply": [],
        "verdict": {"status": "accepted"},
    }


def test_ids_of_a_new_customer_are_known_after_the_run(story: Story) -> None:
    planned = story.saved["customers"][f"customer:{FRESH}"]
    found = by(planned["actions"][:1], "address")[f"customer:{FRESH}"]
    assert (found["action"], found["before"], found["verdict"]) == ("create", None, {"status": "accepted"})
    assert found["unknown_until_apply"] == ["id", "org_id"]
    assert planned["forecast"]["write"] > 5
    numbers = [row for row in planned["actions"] if "/number:" in row["address"]]
    assert {row["verdict"]["status"] for row in numbers} == {"not_asked"}
    assert {row["verdict"]["reason"] for row in numbers} == {"The customer does not exist yet."}


# ---- the run -------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", CHANGING)
def test_what_was_planned_is_done(story: Story, key: str) -> None:
    assert story.run.recap[host(key)]["failures"] == 0, story.run.output[-6000:]
    planned, done = (
        [row for (name, _module), rows in actions(run).items() if name == host(key) for row in rows]
        for run in (story.plan, story.run)
    )
    assert planned
    assert planned == done


def test_a_run_goes_on_where_another_one_ended(story: Story) -> None:
    of_kim = f"customer:{HALF}/user:kim@{HALF}.example"
    found = story.run.result(PLAN, host(HALF))
    assert (found["done_already"], found["differences"], found["nothing_left"]) == ([of_kim], [], False)
    planned, done = (
        {row["identity"] for (name, _module), rows in actions(run).items() if name == host(HALF) for row in rows}
        for run in (story.plan, story.run)
    )
    assert planned - done == {f"kim@{HALF}.example"}
    assert len(done) == 1
    assert story.run.recap[host(HALF)]["failures"] == 0
    assert story.again.result(PLAN, host(HALF))["nothing_left"] is True


@pytest.mark.parametrize("key", CHANGING)
def test_the_reports_of_plan_and_run_agree(story: Story, key: str) -> None:
    planned, done = (reported(story.reports[name][host(key)]) for name in ("plan", "run"))
    assert planned
    assert planned == done
    outcomes = [{row["outcome"] for row in story.reports[name][host(key)]["actions"]} for name in ("plan", "run")]
    assert outcomes == [{"planned"}, {"done"}]


@pytest.mark.parametrize("key", STOPPED)
def test_the_report_tells_why_a_plan_was_not_carried_out(story: Story, key: str) -> None:
    part = story.reports["run"][host(key)]
    assert (part["status"], part["actions"]) == ("failed", [])
    assert part["failures"][0]["error"] == story.run.failure(PLAN, host(key))


@pytest.mark.parametrize("key", STOPPED)
def test_what_was_planned_otherwise_is_not_begun(story: Story, key: str) -> None:
    story.run.failure(PLAN, host(key))
    assert story.run.tasks(host=host(key))[-1]["task"] == PLAN
    found = story.sandbox.customers().get(key)
    assert (found is None) is (key == LATE)
    if found:
        assert f"kim@{key}.example" not in {row["email"] for row in found["subscribers"]}


def test_a_number_that_was_taken_is_told(story: Story) -> None:
    text = story.run.failure(PLAN, host("plan-taken"))
    assert "what would be done now is not the saved plan. Nothing was changed." in text
    assert "added: update customer:plan-taken/user:ana@plan-taken.example (number:" in text


def test_a_user_that_was_added_is_told(story: Story) -> None:
    text = story.run.failure(PLAN, host("plan-byhand"))
    assert "- added: delete customer:plan-byhand/user:zoe@plan-byhand.example" in text
    found = story.run.one(PLAN, host("plan-byhand"))["result"]["differences"]
    assert [(row["address"], row["difference"]) for row in found] == [
        ("customer:plan-byhand/user:zoe@plan-byhand.example", "added")
    ]


def test_an_inventory_that_was_edited_is_told(story: Story) -> None:
    text = story.run.failure(PLAN, host("plan-edited"))
    assert '- changed: the saved plan has create customer:plan-edited/user:kim@plan-edited.example (email: "' in text
    assert 'extension: "109"' in text
    assert 'extension: "110"' in text


def test_a_customer_that_is_not_in_the_file_does_nothing(story: Story) -> None:
    assert f"customer:{LATE} is not in the saved plan" in story.run.failure(PLAN, host(LATE))


# ---- again ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", [*CHANGING, "plan-still"])
def test_nothing_is_left_of_a_plan_that_was_done(story: Story, key: str) -> None:
    counts = story.again.recap[host(key)]
    assert counts["changed"] == counts["failures"] == 0
    assert story.again.result(PLAN, host(key))["nothing_left"] is True
    said = story.again.result("Tell that nothing of the saved plan is left", host(key))
    assert said["msg"] == "nothing left of the saved plan"


def test_customers_that_differ_still_do(story: Story) -> None:
    assert writes(story.again.journal) == []
    for key in STOPPED:
        assert story.again.recap[host(key)]["failures"] == 1


def test_a_run_for_a_customer_that_is_done_succeeds(story: Story) -> None:
    run = story.using(story.file).succeeded()
    assert run.changed == 0


def test_a_module_on_the_host_makes_the_same_plan(story: Story) -> None:
    file = story.file.with_name("host.json")
    there = {"webex_run_on": "host", "ansible_connection": "local", "ansible_python_interpreter": sys.executable}
    story.using(file, "--check", "-e", json.dumps(there), customer=HALF).succeeded()
    (now,) = json.loads(file.read_text(encoding="utf-8"))["customers"].values()
    then = story.saved["customers"][f"customer:{HALF}"]
    assert now["actions"] == []
    assert {name: now[name] for name in ("declared", "steps", "partner")} == {
        name: then[name] for name in ("declared", "steps", "partner")
    }


# ---- files that are refused ----------------------------------------------------------------------


def refused(run: Run) -> str:
    """Why a file was refused, before anything was asked of Webex."""
    assert run.status != 0
    assert run.journal == []
    return run.failure(CHECK)


def changed(story: Story, name: str, old: str, new: str) -> Path:
    """A copy of the file with another text in it."""
    text = story.file.read_text(encoding="utf-8")
    assert old in text
    file = story.file.with_name(name)
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return file


def test_a_file_that_was_edited_by_hand_is_refused(story: Story) -> None:
    file = changed(story, "edited.json", '"location": "Head Office"', '"location": "Pier"')
    assert "it was changed after it was written. Make a new plan." in refused(story.using(file))


def test_a_file_of_another_format_is_refused(story: Story) -> None:
    file = changed(story, "old.json", '"format_version": 2', '"format_version": 1')
    assert "has the format 1, written by version" in refused(story.using(file))


def test_a_file_that_is_not_there_is_refused(story: Story) -> None:
    assert "there is no such saved plan." in refused(story.using(story.file.with_name("nowhere.json")))


def test_another_file_is_not_overwritten_by_a_plan(story: Story) -> None:
    file = story.file.with_name("notes.txt")
    file.write_text("mine\n", encoding="utf-8")
    assert "is no saved plan, and is not overwritten" in refused(story.using(file, "--check"))
    assert file.read_text(encoding="utf-8") == "mine\n"


def test_a_name_that_is_none_is_a_mistake(story: Story) -> None:
    extra = {**SETTINGS, "webex_plan_file": ["plan.json"]}
    run = story.ansible.playbook(ONBOARD, "--check", inventory=story.inventory, extra=extra)
    assert "webex_plan_file: " in run.mistakes()
    assert run.journal == []


def test_the_plan_of_another_service_is_refused(
    story: Story, start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible]
) -> None:
    other = make_ansible(start())
    other.playbook(ONBOARD, "--tags", "template", inventory=story.inventory, extra=SETTINGS).succeeded()
    run = story.using(story.file, ansible=other, customer=FRESH)
    assert "the saved plan was made for the service" in run.failure(PLAN, host(FRESH))
    assert writes(run.journal) == []


def test_templates_that_are_missing_are_not_made_by_a_run_with_a_plan(
    story: Story, start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible]
) -> None:
    run = story.using(story.file, ansible=make_ansible(start()), customer=FRESH)
    assert "a saved plan has customers only" in run.failure("Stop when templates have to be changed")
    assert writes(run.journal) == []


def test_other_tags_are_another_plan(story: Story) -> None:
    run = story.using(story.file, "--tags", "users")
    assert "Use the same tags for both." in run.failure(PLAN, host("plan-site"))
    assert writes(run.journal) == []
