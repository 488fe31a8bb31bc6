# SPDX-License-Identifier: GPL-3.0-or-later
"""Administrators of a customer that lives, and what else is taken away from people: the plan is what is done."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from tests.functional.support import (
    FREE_ACCOUNT,
    HARBOR_ORG,
    ONBOARD,
    QUICK,
    TAKEN,
    Ansible,
    Record,
    Run,
    Sandbox,
    actions,
    customer,
    user,
    write_inventory,
    writes,
)

Variables = dict[str, Any]
Edit = Callable[[Variables], None]
FULL, USERS, DEVICES = "Full Administrator", "User Administrator", "Device Administrator"
HARBOR = "harbordental.example"
ATTACHED = {
    "webex_customer": customer("attached", name=None, org_id=HARBOR_ORG, admin_email=f"frontdesk@{HARBOR}"),
    "webex_users": [
        user(f"frontdesk@{HARBOR}", "101", first_name="Morgan", last_name="Ellis"),
        user(f"dana.reyes@{HARBOR}", first_name="Dana", last_name="Reyes"),
    ],
    "webex_admins": [
        {"email": f"Frontdesk@{HARBOR.title()}", "roles": [FULL]},
        {"email": f"DANA.Reyes@{HARBOR}", "roles": [USERS]},
        {"email": f"sam.okafor@{HARBOR}", "roles": [DEVICES]},
    ],
    "webex_prune": ["admins"],
}


def declared(key: str) -> Variables:
    """Three users, and the first administrator; two of them are administrators, too."""
    return {
        "webex_customer": customer(key),
        "webex_users": [
            user(f"ana@{key}.example", "101"),
            user(f"kim@{key}.example", "102"),
            user(f"max@{key}.example"),
        ],
        "webex_admins": [
            {"email": f"it@{key}.example", "roles": [FULL]},
            {"email": f"ana@{key}.example", "roles": [DEVICES]},
            {"email": f"max@{key}.example", "roles": [USERS, DEVICES]},
        ],
    }


def take_roles_away(variables: Variables) -> None:
    """One administrator is none any more, and has a neighbour who stays as it is."""
    variables["webex_admins"][2]["roles"] = []


def leave_out(variables: Variables) -> None:
    """Everybody leaves the list, the first administrator as well."""
    variables["webex_admins"] = []
    variables["webex_prune"] = ["admins"]


def leave_out_protected(variables: Variables) -> None:
    """Two leave the list, and one is protected."""
    protected = variables["webex_admins"].pop()["email"]
    variables["webex_admins"].pop()
    variables |= {"webex_prune": ["admins"], "webex_protected_users": [protected.upper()]}


def user_and_administrator_leave(variables: Variables) -> None:
    """A person leaves the company."""
    variables["webex_users"].pop(0)
    variables["webex_admins"].pop(1)
    variables["webex_prune"] = ["users", "admins"]


def former_administrator_leaves(variables: Variables) -> None:
    """The same, said with an empty list."""
    variables["webex_users"].pop(0)
    variables["webex_admins"][1]["roles"] = []
    variables["webex_prune"] = ["users"]


def first_administrator_changes(variables: Variables) -> None:
    """Somebody new is a full administrator, in other capitals than as a user; the first one is nobody any more."""
    key = variables["webex_customer"]["external_id"]
    variables["webex_customer"]["admin_email"] = f"eve@{key}.example"
    variables["webex_users"].append(user(f"eve@{key}.example"))
    variables["webex_admins"][0] = {"email": f"EVE@{key}.Example", "roles": [FULL]}
    variables["webex_prune"] = ["admins"]


def write_in_capitals(variables: Variables) -> None:
    """The same people in other capitals, and one more role."""
    for row in variables["webex_admins"]:
        row["email"] = row["email"].upper()
    variables["webex_admins"][1]["roles"].append(USERS)
    variables["webex_prune"] = ["users", "admins"]


def one_user_of_three_leaves(variables: Variables) -> None:
    """A third of the users goes, by the limits that are there without being set."""
    variables["webex_users"].pop(1)
    variables["webex_prune"] = ["users"]


def take_calling_away(variables: Variables) -> None:
    """A user keeps meetings only."""
    row = variables["webex_users"][1]
    row["package"] = "webex_meetings"
    del row["extension"]


def pass_it_on(variables: Variables) -> None:
    """Another full administrator takes the place of the first one."""
    variables["webex_admins"][0]["roles"] = []
    variables["webex_admins"][1]["roles"] = [FULL]
    variables["webex_exclusive_roles"] = True


EDITS: dict[str, Edit] = {
    "passed-on": pass_it_on,
    "roles-taken": take_roles_away,
    "left-out": leave_out,
    "protected": leave_out_protected,
    "leaver": user_and_administrator_leave,
    "former": former_administrator_leaves,
    "first-changes": first_administrator_changes,
    "capitals": write_in_capitals,
    "one-of-three": one_user_of_three_leaves,
    "calling-taken": take_calling_away,
}


def take_it_from_the_last(variables: Variables) -> None:
    """Nobody would be a full administrator."""
    variables["webex_admins"][0]["roles"] = []


def give_the_last_less(variables: Variables) -> None:
    """The same with another role."""
    variables["webex_admins"][0]["roles"] = [DEVICES]
    variables["webex_exclusive_roles"] = True


LAST_ONES: dict[str, Edit] = {"last": take_it_from_the_last, "last-less": give_the_last_less}
# What becomes of whom: the roles before and after of administrators.
ROLES: dict[str, dict[str, tuple[str, list[str], list[str]]]] = {
    "passed-on": {"it": ("update", [FULL], []), "ana": ("update", [DEVICES], [FULL])},
    "roles-taken": {"max": ("update", [DEVICES, USERS], [])},
    "left-out": {"ana": ("delete", [DEVICES], []), "max": ("delete", [DEVICES, USERS], [])},
    "protected": {"ana": ("delete", [DEVICES], [])},
    "leaver": {"ana": ("delete", [DEVICES], [])},
    "former": {"ana": ("update", [DEVICES], [])},
    "first-changes": {"eve": ("update", [], [FULL]), "it": ("delete", [FULL], [])},
    "capitals": {"ana": ("update", [DEVICES], [DEVICES, USERS])},
    "one-of-three": {},
    "calling-taken": {},
}


@dataclass
class Story:
    """All changes, each of a customer of its own, in the same three runs."""

    plan: Run
    run: Run
    again: Run


@pytest.fixture(scope="module")
def story(start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible], tmp_path_factory: Any) -> Story:
    """First day, then the plan, the run, and the run after that."""
    sandbox = start("--provisioning-delay", "0", "--update-delay", "0")
    ansible, folder = make_ansible(sandbox), tmp_path_factory.mktemp("administrators")
    first = {host(key): {**declared(key)} for key in [*EDITS, *LAST_ONES, "too-many", "calling-guard"]}
    first["consent"] = {"webex_customer": customer("consent"), "webex_users": [user(FREE_ACCOUNT)]}
    for variables in first.values():
        variables["webex_customer"]["template"] = "gold-us"
    ansible.playbook(inventory=write_inventory(folder / "first", first), extra=QUICK).succeeded()
    second = copy.deepcopy(first)
    for key, edit in EDITS.items():
        edit(second[host(key)])
    for key, edit in LAST_ONES.items():
        edit(second[host(key)])
    second["consent"]["webex_admins"] = [{"email": FREE_ACCOUNT.title(), "roles": [USERS]}]
    second["taken"] = {**declared("taken"), "webex_users": [user(TAKEN), user("kim@taken.example")]}
    second["taken"]["webex_customer"]["template"] = "gold-us"
    second["taken"]["webex_admins"] = [
        {"email": "it@taken.example", "roles": []},
        {"email": TAKEN.upper(), "roles": [FULL]},
        {"email": "KIM@taken.example", "roles": [USERS]},
    ]
    leave_out(second["too_many"])
    second["too_many"]["webex_prune_admins_max_count"] = 1
    take_calling_away(second["calling_guard"])
    second["calling_guard"]["webex_prune_max_count"] = 0
    second["attached"] = copy.deepcopy(ATTACHED)
    second["attached"]["webex_customer"]["template"] = "gold-us"
    inventory = write_inventory(folder / "second", second)
    return Story(
        *(
            ansible.playbook(ONBOARD, *mode, inventory=inventory, extra=QUICK)
            for mode in (["--check", "--diff"], [], [])
        ),
    )


def host(key: str) -> str:
    """The inventory host of a change."""
    return key.replace("-", "_")


def of_host(run: Run, key: str) -> list[Record]:
    """What was planned or done for a customer."""
    return [row for (name, _module), rows in actions(run).items() if name == host(key) for row in rows]


def failures(run: Run, key: str) -> list[str]:
    """Why tasks of a customer failed."""
    return [record["result"].get("msg") for record in run.tasks(host=host(key)) if record["status"] == "failed"]


def warnings(run: Run, key: str) -> str:
    """All warnings of a customer."""
    return "\n".join(text for record in run.tasks(host=host(key)) for text in record["result"].get("warnings") or [])


def test_nothing_is_written_by_the_plan(story: Story) -> None:
    assert writes(story.plan.journal) == []


@pytest.mark.parametrize("key", [*EDITS, "attached"])
def test_plan_and_run_agree(story: Story, key: str) -> None:
    for run in (story.plan, story.run):
        assert failures(run, key) == []
    planned = of_host(story.plan, key)
    assert planned, story.plan.output[-3000:]
    assert planned == of_host(story.run, key)


@pytest.mark.parametrize("key", [*EDITS, "attached"])
def test_nothing_is_left_to_do(story: Story, key: str) -> None:
    assert story.again.recap[host(key)]["changed"] == story.again.recap[host(key)]["failures"] == 0


@pytest.mark.parametrize("key", EDITS)
def test_roles(story: Story, key: str) -> None:
    changed = {
        row["identity"].partition("@")[0].lower(): (
            row["action"],
            row["fields"]["roles"]["from"],
            row["fields"]["roles"]["to"],
        )
        for row in of_host(story.run, key)
        if row["kind"] == "administrator"
    }
    assert changed == ROLES[key]


def test_who_has_to_agree_first_is_told_so(story: Story) -> None:
    for run in (story.plan, story.run, story.again):
        (message,) = failures(run, "consent")
        assert "- Pat.Morgan@northwindlegal.example: this user has to agree first, by the e-mail" in message
        assert "Run again when it has." in message
    assert of_host(story.plan, "consent") == of_host(story.run, "consent")


def test_the_reason_is_told_when_a_user_cannot_be_made(story: Story) -> None:
    for run in (story.plan, story.run):
        (message,) = failures(run, "taken")
        assert f"not tried, because user {TAKEN} failed: " in message
        assert "Declare it as a user first" not in message
        # Nobody takes the place of the first administrator then.
        assert "- it@taken.example: nobody else would be a full administrator" in message
    kim = [row for row in of_host(story.run, "taken") if row["identity"].lower() == "kim@taken.example"]
    assert [row["kind"] for row in kim] == ["administrator", "user"]


@pytest.mark.parametrize("key", LAST_ONES)
def test_somebody_stays_a_full_administrator(story: Story, key: str) -> None:
    for run in (story.plan, story.run, story.again):
        (message,) = failures(run, key)
        line = next(line for line in message.splitlines() if f"it@{key}.example: " in line)
        assert "nobody else would be a full administrator of the organization." in line
        assert "Declare somebody else with the role Full administrator" in line
    assert of_host(story.plan, key) == of_host(story.run, key)


def test_limits_stop_the_plan_and_the_run(story: Story) -> None:
    for run in (story.plan, story.run):
        (message,) = failures(run, "too-many")
        assert "2 of 3 administrators would lose their roles (67 %): ana@too-many.example" in message
        (message,) = failures(run, "calling-guard")
        assert "1 of 3 users would lose calling (33 %): kim@calling-guard.example" in message
        assert of_host(run, "too-many") == of_host(run, "calling-guard") == []


def test_what_goes_with_calling_is_told(story: Story) -> None:
    for run in (story.plan, story.run):
        (row,) = of_host(run, "calling-taken")
        assert row["fields"] == {
            "package": {"from": "webex_calling", "to": "webex_meetings"},
            "extension": {"from": "102", "to": None},
        }
        lost = "lose number, extension, voicemail and phones: kim@calling-taken.example"
        assert lost in warnings(run, "calling-taken")


def test_what_is_not_known_of_an_attached_organization_is_said(story: Story) -> None:
    told = warnings(story.plan, "attached")
    assert "customer attached: 2 new users without precheck: Webex can judge them when" in told
    assert "which roles people have is not known before their organization is attached" in told
