# SPDX-License-Identifier: GPL-3.0-or-later
"""Changes of a customer that lives, each in one run: the plan is what is done, and nothing is left to do."""

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
    Ansible,
    Run,
    Sandbox,
    actions,
    by,
    customer,
    location,
    user,
    write_inventory,
    writes,
)

HQ, SITE = "Head Office", "Pier"
NUMBERS = ["+12095550100", "+12095550101", "+12095550102"]
SITE_NUMBERS = ["+12095550200", "+12095550201", "+12095550202"]
# Small customers: the limits for removals are no subject here.
LEAVE = {
    "webex_prune_max_percent": 100,
    "webex_prune_numbers_max_percent": 100,
    "webex_prune_locations_max_percent": 100,
}
Variables = dict[str, Any]
Edit = Callable[[Variables], None]


def declared(key: str) -> Variables:
    """A head office and a site, three numbers and a user at each."""
    return {
        "webex_customer": customer(key, template="gold-us"),
        "webex_locations": [
            {"name": HQ, "pstn": CARRIER, "numbers": numbers(key, NUMBERS), "main_number": number(key, NUMBERS[0])},
            location(SITE, pstn=CARRIER, numbers=numbers(key, SITE_NUMBERS), main_number=number(key, SITE_NUMBERS[0])),
        ],
        "webex_users": [
            user(f"ana@{key}.example", "101", number=number(key, NUMBERS[1]), location=HQ),
            user(f"eve@{key}.example", "201", number=number(key, SITE_NUMBERS[1]), location=SITE),
            user(f"max@{key}.example"),
        ],
        "webex_admins": [{"email": f"max@{key}.example", "roles": ["User administrator"]}],
    }


def number(key: str, like: str) -> str:
    """A number of this customer: no two customers share one."""
    return f"{like[:5]}{sum(map(ord, key)) % 1000:03d}{like[8:]}"


def numbers(key: str, alike: list[str]) -> list[str]:
    """Some of them."""
    return [number(key, like) for like in alike]


def close_site(variables: Variables) -> None:
    """The site and its user leave; everything that left may go."""
    variables["webex_locations"].pop()
    variables["webex_users"] = [row for row in variables["webex_users"] if row.get("location") != SITE]
    variables["webex_prune"] = ["users", "numbers", "locations"]


def remove_user_and_number(variables: Variables) -> None:
    """A user leaves, and the number with it."""
    row = variables["webex_users"].pop(0)
    variables["webex_locations"][0]["numbers"].remove(row["number"])
    variables["webex_prune"] = ["users", "numbers"]


def move_free_number(variables: Variables) -> None:
    """A number that nobody has moves to the head office."""
    moving = variables["webex_locations"][1]["numbers"].pop()
    variables["webex_locations"][0]["numbers"].append(moving)
    variables["webex_prune"] = ["numbers"]


def number_of_a_leaver_moves(variables: Variables) -> None:
    """A user leaves, and its number comes to another site and another user in the same run."""
    leaver = variables["webex_users"].pop(1)
    variables["webex_locations"][1]["numbers"].remove(leaver["number"])
    variables["webex_locations"][0]["numbers"].append(leaver["number"])
    variables["webex_users"].append(
        user(leaver["email"].replace("eve", "kim"), "102", number=leaver["number"], location=HQ)
    )
    variables["webex_prune"] = ["users", "numbers"]


def number_is_exchanged(variables: Variables) -> None:
    """A user gets a new number, and the old one goes."""
    old = variables["webex_users"][0]["number"]
    variables["webex_users"][0]["number"] = variables["webex_locations"][0]["numbers"][2]
    variables["webex_locations"][0]["numbers"].remove(old)
    variables["webex_prune"] = ["numbers"]


def calling_is_taken_away(variables: Variables) -> None:
    """A user loses calling, and the number goes."""
    row = variables["webex_users"][0]
    row["package"] = "webex_meetings"
    variables["webex_locations"][0]["numbers"].remove(row.pop("number"))
    del row["extension"], row["location"]
    variables["webex_prune"] = ["numbers"]


def new_site(variables: Variables) -> None:
    """A site with numbers and a user, who becomes an administrator."""
    key = variables["webex_customer"]["external_id"]
    own = [f"{number(key, NUMBERS[0])[:-3]}90{last}" for last in (1, 2)]
    variables["webex_locations"].append(location("Quay", pstn=CARRIER, numbers=own, main_number=own[0]))
    variables["webex_users"].append(user(f"kim@{key}.example", "301", number=own[1], location="Quay"))
    variables["webex_admins"].append({"email": f"kim@{key}.example", "roles": ["Device administrator"]})


def user_moves(variables: Variables) -> None:
    """A user moves to the head office with its number, which the site gives up."""
    mover = variables["webex_users"][1]
    variables["webex_locations"][1]["numbers"].remove(mover["number"])
    variables["webex_locations"][0]["numbers"].append(mover["number"])
    mover["location"] = HQ


def site_closes_and_user_moves(variables: Variables) -> None:
    """The user of the site gets a number of the head office, and the site goes."""
    mover = variables["webex_users"][1]
    mover |= {"location": HQ, "number": variables["webex_locations"][0]["numbers"][2]}
    variables["webex_locations"].pop()
    variables["webex_prune"] = ["users", "numbers", "locations"]


EDITS: dict[str, Edit] = {
    "user-moves": user_moves,
    "closes-moves": site_closes_and_user_moves,
    "close-site": close_site,
    "user-and-number": remove_user_and_number,
    "free-number": move_free_number,
    "leavers-number": number_of_a_leaver_moves,
    "number-exchanged": number_is_exchanged,
    "calling-taken": calling_is_taken_away,
    "new-site": new_site,
}


@dataclass
class Story:
    """All changes, each of a customer of its own, in the same three runs."""

    sandbox: Sandbox
    plan: Run
    run: Run
    again: Run


@pytest.fixture(scope="module")
def story(start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible], tmp_path_factory: Any) -> Story:
    """First day, then the plan, the run, and the run after that."""
    sandbox = start("--provisioning-delay", "0", "--update-delay", "0")
    ansible, folder = make_ansible(sandbox), tmp_path_factory.mktemp("second-day")
    first = {host(key): declared(key) for key in EDITS}
    ansible.playbook(inventory=write_inventory(folder / "first", first), extra={**QUICK, **LEAVE}).succeeded()
    second = copy.deepcopy(first)
    for key, edit in EDITS.items():
        edit(second[host(key)])
    inventory = write_inventory(folder / "second", second)
    return Story(
        sandbox,
        *(
            ansible.playbook(ONBOARD, *mode, inventory=inventory, extra={**QUICK, **LEAVE})
            for mode in (["--check", "--diff"], [], [])
        ),
    )


def host(key: str) -> str:
    """The inventory host of a change."""
    return key.replace("-", "_")


def test_nothing_is_written_by_the_plan(story: Story) -> None:
    assert writes(story.plan.journal) == []


@pytest.mark.parametrize("key", EDITS)
def test_plan_and_run_agree(story: Story, key: str) -> None:
    planned, done = (
        [row for (name, _module), rows in actions(run).items() if name == host(key) for row in rows]
        for run in (story.plan, story.run)
    )
    assert planned, story.plan.output[-3000:]
    assert planned == done
    for run in (story.plan, story.run):
        assert [
            record["result"].get("msg") for record in run.tasks(host=host(key)) if record["status"] == "failed"
        ] == []


@pytest.mark.parametrize("key", EDITS)
def test_nothing_is_left_to_do(story: Story, key: str) -> None:
    assert story.again.recap[host(key)]["changed"] == story.again.recap[host(key)]["failures"] == 0


def test_site_is_closed_in_one_run(story: Story) -> None:
    assert list(by(story.sandbox.customers()["close-site"]["locations"])) == [HQ]
