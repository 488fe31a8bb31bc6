# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person reads of plans and results: the diff, counts, what failed, and how many requests a run will send."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from tests.functional.support import (
    CARRIER,
    ONBOARD,
    QUICK,
    TAKEN,
    Ansible,
    Run,
    Sandbox,
    customer,
    location,
    of_operation,
    user,
    write_inventory,
    writes,
)

HQ, SITE = "Head Office", "München"
FIND, SETUP = "Find the customer, or begin to build it", "Set up the customer"
LEAVE = {
    "webex_prune_max_percent": 100,
    "webex_prune_numbers_max_percent": 100,
    "webex_prune_locations_max_percent": 100,
}
Variables = dict[str, Any]
Edit = Callable[[Variables], None]


def declared(index: int, key: str) -> Variables:
    """A head office with 25 numbers and 11 users who make calls, a site with two and one, and one who does not."""
    numbers = [f"+1209555{index}{number:03d}" for number in range(27)]
    people = [
        user(f"u{number}@{key}.example", str(200 + number), number=numbers[number], location=HQ, title="Cook")
        for number in range(1, 12)
    ]
    people.append(user(f"u12@{key}.example", "212", number=numbers[26], location=SITE, title="Cook"))
    return {
        "webex_customer": customer(key, template="gold-us"),
        "webex_locations": [
            {"name": HQ, "pstn": CARRIER, "numbers": numbers[:25], "main_number": numbers[0]},
            location(SITE, pstn=CARRIER, numbers=numbers[25:], main_number=numbers[25]),
        ],
        "webex_users": [*people, user(f"max@{key}.example")],
        "webex_admins": [{"email": f"max@{key}.example", "roles": ["User administrator"]}],
    }


def change(variables: Variables) -> None:
    """Every user gets a new title, the first one with an umlaut."""
    for row in variables["webex_users"][:12]:
        row["title"] = "Chef"
    variables["webex_users"][0]["title"] = "Küchenchef"


def remove(variables: Variables) -> None:
    """Two users and seven numbers leave, and may go."""
    del variables["webex_users"][:2]
    del variables["webex_locations"][0]["numbers"][-7:], variables["webex_locations"][0]["numbers"][1:3]
    variables["webex_prune"] = ["users", "numbers"]


def forget(variables: Variables) -> None:
    """A site, its user, and three numbers are no longer declared, and stay; another user changes."""
    del variables["webex_users"][-2], variables["webex_locations"][1], variables["webex_locations"][0]["numbers"][24]
    variables["webex_users"][0]["title"] = "Chef"


def add(variables: Variables) -> None:
    """A site and two users of it."""
    key, numbers = variables["webex_customer"]["external_id"], variables["webex_locations"][0]["numbers"]
    own = [f"{numbers[0][:-3]}9{number:02d}" for number in range(12)]
    variables["webex_locations"].append(location("Quay", pstn=CARRIER, numbers=own, main_number=own[0]))
    for number in (1, 2):
        row = user(f"new{number}@{key}.example", str(300 + number), number=own[number], location="Quay")
        variables["webex_users"].append(row)


def fail(variables: Variables) -> None:
    """A user whose address is taken, and one that is not."""
    variables["webex_users"] += [user(TAKEN), user(f"free@{variables['webex_customer']['external_id']}.example")]


def move(variables: Variables) -> None:
    """A user moves to the site with its number."""
    mover = variables["webex_users"][0]
    variables["webex_locations"][0]["numbers"].remove(mover["number"])
    variables["webex_locations"][1]["numbers"].append(mover["number"])
    mover["location"] = SITE


def close(variables: Variables) -> None:
    """The site goes, and its new user moves to the head office."""
    gone = variables["webex_locations"].pop()
    mover = variables["webex_users"][-2]
    assert mover["location"] == gone["name"]
    mover |= {"location": HQ, "number": variables["webex_locations"][0]["numbers"][20]}
    variables["webex_prune"] = ["numbers", "locations"]


EDITS: dict[str, Edit] = {
    "change": change,
    "remove": remove,
    "forget": forget,
    "add": add,
    "move": move,
    "close": close,
    "fail": fail,
}


@dataclass
class Story:
    """The first day of all customers, and a change of each."""

    plan_of_first: Run
    first: Run
    plan: Run
    run: Run

    def setup(self, name: str, key: str) -> dict[str, Any]:
        """The result of one run for one customer."""
        run: Run = getattr(self, name)
        return dict(run.one(SETUP, key)["result"])


@pytest.fixture(scope="module")
def story(start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible], tmp_path_factory: Any) -> Story:
    """Plan and run of the first day, plan and run of the second."""
    sandbox = start("--provisioning-delay", "0", "--update-delay", "0")
    ansible, folder = make_ansible(sandbox), tmp_path_factory.mktemp("words")
    first = {key: declared(index, key) for index, key in enumerate(EDITS)}
    second = copy.deepcopy(first)
    for key, edit in EDITS.items():
        edit(second[key])
    runs = []
    for name, hosts in (("first", first), ("second", second)):
        inventory = write_inventory(folder / name, hosts)
        for mode in (["--check", "--diff"], []):
            # The default output, whatever the example's ansible.cfg chooses.
            runs.append(
                ansible.playbook(
                    ONBOARD,
                    *mode,
                    inventory=inventory,
                    extra={**QUICK, **LEAVE},
                    environment={"ANSIBLE_CALLBACK_RESULT_FORMAT": "json"},
                )
            )
    return Story(*runs)


def test_plans_write_nothing(story: Story) -> None:
    assert writes([*story.plan_of_first.journal, *story.plan.journal]) == []


# The diff


def test_diff_is_text_without_escapes(story: Story) -> None:
    assert "+title: Küchenchef\n" in story.plan.stdout
    assert "-title: Cook\n" in story.plan.stdout
    assert f"+++ after: location {SITE} (new)\n" in story.plan_of_first.stdout
    for run in (story.plan_of_first, story.plan):
        shown = [line for line in run.stdout.splitlines() if line.startswith(("+", "-"))]
        assert not [line for line in shown if "\\u" in line or line[1:].strip() in ("{}", "{", "}")]


def test_new_objects_have_a_line_each(story: Story) -> None:
    lines = story.plan_of_first.stdout.splitlines()
    assert lines.count("+++ after: user (13 new)") == len(EDITS)
    assert (
        "+user u1@add.example: first_name Ana, last_name Diaz, package webex_calling, location Head Office, "
        "number +12095553001, extension 201, title Cook"
    ) in lines
    assert "+number +12095553000: location Head Office, state ACTIVE" in lines


def test_removed_objects_have_a_line_each(story: Story) -> None:
    lines = story.plan.stdout.splitlines()
    assert "--- before: user (2 removed)" in lines
    assert "-user u1@remove.example: package webex_calling, status provisioned" in lines
    assert "--- before: number (9 removed)" in lines


def test_site_that_goes_is_named(story: Story) -> None:
    assert f"--- before: location {SITE} (removed)\n" in story.plan.stdout
    assert f"-location: {SITE}\n" in story.plan.stdout


# Counts


def test_summary_counts_by_kind(story: Story) -> None:
    kept = {"create": 0, "update": 0, "delete": 0, "none": 1}
    for name in ("plan_of_first", "first"):
        summary = story.setup(name, "add")["summary"]
        assert summary["users"] == {"create": 13, "update": 0, "delete": 0, "none": 0}
        assert summary["numbers"] == {"create": 27, "update": 0, "delete": 0, "none": 0}
        assert summary["locations"] == {"create": 1, "update": 1, "delete": 0, "none": 0}
        assert summary["customer"] == {**kept, "none": 0}
    for name in ("plan", "run"):
        summary = story.setup(name, "remove")["summary"]
        assert summary["users"] == {"create": 0, "update": 0, "delete": 2, "none": 11}
        assert summary["numbers"] == {"create": 0, "update": 0, "delete": 9, "none": 18}
        assert summary["admins"] == kept


def test_what_is_not_declared_is_counted_and_changes_nothing(story: Story) -> None:
    for name in ("plan", "run"):
        # The administrator whom Webex makes with the customer is declared nowhere.
        assert story.setup(name, "change")["undeclared"] == {"locations": 0, "numbers": 0, "users": 0, "admins": 1}
        result = story.setup(name, "forget")
        assert result["undeclared"] == {"locations": 1, "numbers": 3, "users": 1, "admins": 1}
        assert [row["action"] for row in result["actions"]] == ["update"]
        assert result["summary"]["users"] == {"create": 0, "update": 1, "delete": 0, "none": 11}


# What failed


@pytest.mark.parametrize("name", ["plan", "run"])
def test_failed_rows_are_one_list(story: Story, name: str) -> None:
    result = story.setup(name, "fail")
    (row,) = result["failed_rows"]
    assert (row["kind"], row["identity"]) == ("user", TAKEN)
    assert "errorCode" in row["error"]
    assert "trackingId" in row["error"]
    assert story.setup(name, "change")["failed_rows"] == []


# The forecast


@pytest.mark.parametrize("key", EDITS)
@pytest.mark.parametrize(("plan", "run"), [("plan_of_first", "first"), ("plan", "run")])
def test_forecast_is_near_the_requests_of_the_run(story: Story, key: str, plan: str, run: str) -> None:
    foretold, sent = story.setup(plan, key)["forecast"], sum(story.setup(run, key)["api_calls"].values())
    assert 0.75 * sent <= foretold <= 1.25 * sent
    assert "forecast" not in story.setup(run, key)


def test_forecasts_of_all_customers_are_near_the_journal(story: Story) -> None:
    tasks = [record["result"] for name in (FIND, SETUP) for record in story.plan_of_first.tasks(task=name)]
    assert len(tasks) == 2 * len(EDITS)
    foretold, sent = sum(result["forecast"] for result in tasks), len(story.first.journal)
    assert 0.75 * sent <= foretold <= 1.25 * sent
    assert len(of_operation(story.first.journal, "provisionWholesaleCustomer")) == len(EDITS)
