# SPDX-License-Identifier: GPL-3.0-or-later
"""Phone numbers of locations, and users who take them over from one another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .support import (
    CARRIER,
    Ansible,
    Record,
    Run,
    Sandbox,
    address,
    by,
    control,
    location,
    of_operation,
    operations,
    order,
    seen,
    snapshot,
    task,
    user,
    writes,
)

N = [f"+140855502{index:02}" for index in range(40)]
BRANCH = [f"+151055502{index:02}" for index in range(3)]
BAD = "+14085550299"


def _setup(key: str, *more: str) -> list[Record]:
    """A customer with two connected locations."""
    of = {"customer": key}
    places = [location("Head Office", address=address()), location("Branch")]
    return [
        task(f"customer {key}", "webex_customer", order(key, packages=["webex_calling", "webex_meetings"])),
        task(f"locations {key}", "webex_locations", {**of, "locations": places}),
        task(
            f"pstn {key}",
            "webex_pstn",
            {**of, "connections": [{"location": place["name"], **CARRIER} for place in places]},
        ),
    ]


def _numbers(key: str, *numbers: str, place: str = "Head Office", main: str | None = None, **more: Any) -> Record:
    row: Record = {"location": place, "numbers": list(numbers)}
    if main:
        row["main_number"] = main
    return {"customer": key, "locations": [row], **more}


def _step(title: str, module: str, options: Record, key: str) -> list[Record]:
    """The plan, the run, the run again, and what is there then."""
    return [
        task(f"{title}: plan", module, options, check=True),
        task(f"{title}: run", module, options),
        task(f"{title}: again", module, options),
        snapshot(f"{title}: state"),
    ]


def _true_plan(run: Run, title: str) -> Record:
    plan, done, again = (run.result(f"{title}: {step}") for step in ("plan", "run", "again"))
    assert plan["actions"] == done["actions"]
    assert plan["changed"] is done["changed"] is True
    assert writes(run.requests(f"{title}: plan")) == []
    assert not again["changed"]
    assert writes(run.requests(f"{title}: again")) == []
    return done


# ---- numbers -------------------------------------------------------------------------------------


def _number_steps(title: str, options: Record) -> list[Record]:
    return _step(title, "webex_phone_numbers", options, "num")


@pytest.fixture(scope="module")
def numbers(start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible]) -> Run:
    sandbox = start("--provisioning-delay", "0", "--update-delay", "0")
    owner = user("ana@num.example", "101", number=N[1], location="Head Office")
    return make_ansible(sandbox).play(
        [
            *_setup("num"),
            control("/seed", {"unavailable_numbers": [BAD]}),
            *_number_steps("first", _numbers("num", *N[:3], main=N[0])),
            # as another country would write it
            task("punctuation", "webex_phone_numbers", _numbers("num", "+1 (408) 555-0200", N[1], N[2], main=N[0])),
            task("owner", "webex_users", {"customer": "num", "users": [owner]}),
            # one of twelve is not to be had
            task("bad planned", "webex_phone_numbers", _numbers("num", *N[:14], BAD), check=True),
            task("bad", "webex_phone_numbers", _numbers("num", *N[:14], BAD)),
            snapshot("bad: state"),
            task("bad without asking", "webex_phone_numbers", _numbers("num", *N[:20], BAD, precheck=False)),
            snapshot("bad without asking: state"),
            control(
                "/numbers",
                {"external_id": "num", "location": "Branch", "numbers": BRANCH, "state": "INACTIVE"},
            ),
            *_number_steps("activated", _numbers("num", *BRANCH, place="Branch")),
            *_number_steps("main", _numbers("num", *N[:20], main=N[2])),
            task("elsewhere planned", "webex_phone_numbers", _numbers("num", N[1], place="Branch"), check=True),
            task("elsewhere", "webex_phone_numbers", _numbers("num", N[1], N[30], place="Branch")),
            *_number_steps(
                "pruned", _numbers("num", *N[:2], *N[3:13], prune=True, prune_max_count=7, prune_max_percent=100)
            ),
            task("in use", "webex_phone_numbers", _numbers("num", N[0], *N[3:13], prune=True, prune_max_percent=100)),
            task(
                "inactive",
                "webex_phone_numbers",
                _numbers("num", *BRANCH, N[30], N[31], place="Branch", number_state="inactive"),
            ),
            snapshot("inactive: state"),
            task("infos", "webex_phone_numbers_info", {"customer": "num", "number": N[1]}),
        ]
    )


def _inventory(run: Run, title: str, place: str = "Head Office", key: str = "num") -> dict[str, Record]:
    return by(by(seen(run, f"{title}: state", key)["locations"])[place]["numbers"], "number")


def test_numbers_are_added_and_one_is_the_main_number(numbers: Run) -> None:
    done = _true_plan(numbers, "first")
    assert done["locations"][0]["added"] == N[:3]
    place = by(seen(numbers, "first: state", "num")["locations"])["Head Office"]
    assert place["main_number"] == N[0]
    assert {row["number"]: row["state"] for row in place["numbers"]} == dict.fromkeys(N[:3], "ACTIVE")
    assert not numbers.result("punctuation")["changed"]


@pytest.mark.parametrize("title", ["bad", "bad planned", "bad without asking"])
def test_bad_number_is_the_only_one_named(numbers: Run, title: str) -> None:
    message = numbers.failure(title)
    assert f"1 of {1 if title == 'bad planned' else ''}" in message
    assert BAD in message
    result = numbers.one(title)["result"]
    assert [row["number"] for row in result["failed_numbers"]] == [BAD]
    assert writes(numbers.requests("bad planned")) == []


def test_bad_number_does_not_hide_the_others(numbers: Run) -> None:
    assert sorted(_inventory(numbers, "bad")) == N[:14]
    assert list(_inventory(numbers, "bad without asking")) == N[:20]
    # asked first, the bad one is never sent
    sent = [row["body"]["phoneNumbers"] for row in of_operation(numbers.requests("bad"), "addLocationNumbers")]
    assert [len(batch) for batch in sent] == [10, 1]
    assert {row["status"] for row in of_operation(numbers.requests("bad"), "addLocationNumbers")} <= {200, 201}
    assert 400 in {row["status"] for row in of_operation(numbers.requests("bad without asking"), "addLocationNumbers")}


def test_inactive_numbers_are_activated(numbers: Run) -> None:
    done = _true_plan(numbers, "activated")
    assert done["locations"][0]["activated"] == BRANCH
    assert {row["state"] for row in _inventory(numbers, "activated", "Branch").values()} == {"ACTIVE"}
    assert operations(numbers.requests("activated: run"))["manageLocationNumbers"] == 1


def test_main_number_changes(numbers: Run) -> None:
    done = _true_plan(numbers, "main")
    assert done["actions"] == [
        {
            "kind": "location",
            "identity": "Head Office",
            "action": "update",
            "fields": {"main_number": {"from": N[0], "to": N[2]}},
        }
    ]
    place = by(seen(numbers, "main: state", "num")["locations"])["Head Office"]
    assert place["main_number"] == N[2]


def test_number_of_another_location_is_not_taken(numbers: Run) -> None:
    for title in ("elsewhere planned", "elsewhere"):
        message = numbers.failure(title)
        assert f"{N[1]}: it belongs to location Head Office, held by" in message
        assert "a number in use cannot move. Take it from its holder first" in message
    # the good one beside it is there
    assert N[30] in _inventory(numbers, "pruned", "Branch")
    assert N[1] in _inventory(numbers, "pruned")


def test_numbers_are_removed_five_at_a_time(numbers: Run) -> None:
    done = _true_plan(numbers, "pruned")
    assert done["locations"][0]["removed"] == N[13:20]
    sent = of_operation(numbers.requests("pruned: run"), "removeLocationNumbers")
    assert [len(row["body"]["phoneNumbers"]) for row in sent] == [5, 2]
    # the main number is not removed
    assert list(_inventory(numbers, "pruned")) == N[:13]
    assert any(N[2] in warning and "main number" in warning for warning in numbers.result("pruned: run")["warnings"])
    # another location is none of its business
    assert list(_inventory(numbers, "pruned", "Branch")) == [*BRANCH, N[30]]


def test_number_in_use_stays(numbers: Run) -> None:
    result = numbers.result("in use")
    assert not result["changed"]
    assert any(N[1] in warning and "in use" in warning and "Ana" in warning for warning in result["warnings"])


def test_numbers_can_be_added_inactive(numbers: Run) -> None:
    assert _inventory(numbers, "inactive", "Branch")[N[31]]["state"] == "INACTIVE"


def test_number_is_found(numbers: Run) -> None:
    (row,) = numbers.result("infos")["numbers"]
    assert row["number"] == N[1]
    assert row["location"] == "Head Office"


# ---- users who take over numbers ------------------------------------------------------------------


def _row(name: str, extension: str, number: str | None = None, **changes: Any) -> dict[str, Any]:
    return user(f"{name}@use.example", extension, number=number, location="Head Office", **changes)


def _users(*rows: dict[str, Any], **more: Any) -> Record:
    return {"customer": "use", "users": list(rows), **more}


A, B, C = _row("ana", "101", N[1]), _row("bo", "102", N[2]), _row("cy", "103", N[3])
MOVED = ({**A, "extension": "103", "number": N[4]}, {**B, "extension": "101", "number": N[1]})
MEETINGS = user("dee@use.example")


@pytest.fixture(scope="module")
def users(start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible]) -> Run:
    sandbox = start("--provisioning-delay", "0", "--update-delay", "0")

    def step(title: str, *rows: dict[str, Any], **more: Any) -> list[Record]:
        return _step(title, "webex_users", _users(*rows, **more), "use")

    return make_ansible(sandbox).play(
        [
            *_setup("use"),
            task("numbers", "webex_phone_numbers", _numbers("use", *N[:10], main=N[0])),
            *step("first", A, B, C, MEETINGS),
            *step("numbers swapped", {**A, "number": N[2]}, {**B, "number": N[1]}, C, MEETINGS),
            *step("back", A, B, C, MEETINGS),
            *step("extensions swapped", {**A, "extension": "102"}, {**B, "extension": "101"}, C, MEETINGS),
            *step(
                "circle of both",
                {**A, "extension": "103", "number": N[2]},
                {**B, "extension": "101", "number": N[3]},
                {**C, "extension": "102", "number": N[1]},
                MEETINGS,
            ),
            *step("in a row", *MOVED, {**C, "extension": "102", "number": N[2]}, MEETINGS),
            *step(
                "inherited",
                *MOVED,
                _row("eve", "102", N[2]),
                MEETINGS,
                prune=True,
                prune_max_percent=100,
            ),
            *step(
                "to calling",
                *MOVED,
                _row("eve", "102", N[2]),
                _row("dee", "104", N[5]),
            ),
            *step(
                "to meetings and another one takes the number",
                user("ana@use.example"),
                {**MOVED[1], "number": N[4]},
                _row("eve", "102", N[2]),
                _row("dee", "103", N[5]),
            ),
        ]
    )


EXPECTED: dict[str, dict[str, tuple[str | None, str | None]]] = {
    "numbers swapped": {"ana": (N[2], "101"), "bo": (N[1], "102"), "cy": (N[3], "103"), "dee": (None, None)},
    "extensions swapped": {"ana": (N[1], "102"), "bo": (N[2], "101"), "cy": (N[3], "103"), "dee": (None, None)},
    "circle of both": {"ana": (N[2], "103"), "bo": (N[3], "101"), "cy": (N[1], "102"), "dee": (None, None)},
    "in a row": {"ana": (N[4], "103"), "bo": (N[1], "101"), "cy": (N[2], "102"), "dee": (None, None)},
    "inherited": {"ana": (N[4], "103"), "bo": (N[1], "101"), "eve": (N[2], "102"), "dee": (None, None)},
    "to calling": {"ana": (N[4], "103"), "bo": (N[1], "101"), "eve": (N[2], "102"), "dee": (N[5], "104")},
    "to meetings and another one takes the number": {
        "ana": (None, None),
        "bo": (N[4], "101"),
        "eve": (N[2], "102"),
        "dee": (N[5], "103"),
    },
}


@pytest.mark.parametrize("title", EXPECTED)
def test_numbers_and_extensions_change_hands(users: Run, title: str) -> None:
    _true_plan(users, title)
    there = {
        row["email"].partition("@")[0]: (row["number"], row["extension"])
        for row in seen(users, f"{title}: state", "use")["subscribers"]
    }
    assert there == EXPECTED[title]


def test_inventory_knows_the_owners(users: Run) -> None:
    rows = _inventory(users, "inherited", key="use")
    owners = {number: row["owner"] for number, row in rows.items() if row["owner"]}
    assert owners == {N[4]: "ana@use.example", N[1]: "bo@use.example", N[2]: "eve@use.example"}


def test_swap_costs_one_letting_go(users: Run) -> None:
    assert operations(users.requests("numbers swapped: run"))["updatePerson"] == 3
    assert operations(users.requests("in a row: run"))["updatePerson"] == 3
