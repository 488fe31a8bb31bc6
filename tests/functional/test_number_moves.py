# SPDX-License-Identifier: GPL-3.0-or-later
"""Numbers that move from one location to another: planned as they are done, and never lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .support import (
    CARRIER,
    ONBOARD,
    QUICK,
    Ansible,
    Record,
    Run,
    Sandbox,
    actions,
    address,
    by,
    control,
    customer,
    location,
    order,
    seen,
    snapshot,
    task,
    user,
    write_inventory,
    writes,
)

N = [f"+140855508{index:02}" for index in range(20)]
OFFICE, BRANCH, DEPOT = "Head Office", "Branch", "Depot"
OF = {"customer": "move"}
PRUNE = {"prune": True, "prune_max_count": 0, "prune_max_percent": 0}
MOVES = "webex_prune: [numbers] moves it here"


def _options(**more: Any) -> Record:
    """Options of webex_phone_numbers: lists of numbers by location, `mains` and other options."""
    mains = more.pop("mains", {})
    places = {"office": OFFICE, "branch": BRANCH, "depot": DEPOT}
    rows: list[Record] = [{"location": name, "numbers": more.pop(key)} for key, name in places.items() if key in more]
    for row in rows:
        if row["location"] in mains:
            row["main_number"] = mains[row["location"]]
    return {**OF, "locations": rows, **PRUNE, **more}


def _step(title: str, options: Record) -> list[Record]:
    """The plan, the run, the run again, and what is there then."""
    module = "webex_phone_numbers"
    return [
        task(f"{title}: plan", module, options, check=True),
        task(f"{title}: run", module, options),
        task(f"{title}: again", module, options),
        snapshot(f"{title}: state"),
    ]


MOVED: dict[str, tuple[Record, dict[str, dict[str, Any]]]] = {
    "one": (
        _options(office=[N[0], *N[2:8]], branch=[N[1], N[10]]),
        {N[1]: {"location": {"from": OFFICE, "to": BRANCH}}},
    ),
    "swapped": (
        _options(office=[N[0], N[1], *N[3:8]], branch=[N[2], N[10]]),
        {
            N[1]: {"location": {"from": BRANCH, "to": OFFICE}},
            N[2]: {"location": {"from": OFFICE, "to": BRANCH}},
        },
    ),
    "after another main number": (
        _options(office=[N[1], *N[3:8]], branch=[N[0], N[2], N[10]], mains={OFFICE: N[4]}),
        {
            N[0]: {"location": {"from": OFFICE, "to": BRANCH}},
            OFFICE: {"main_number": {"from": N[0], "to": N[4]}},
        },
    ),
    "in a row": (
        # the one that becomes main number comes from elsewhere, and only then the old one can leave
        _options(office=[N[0], N[1], N[3], *N[5:8]], branch=[N[2], N[4], N[10]], mains={OFFICE: N[0]}),
        {
            N[0]: {"location": {"from": BRANCH, "to": OFFICE}},
            N[4]: {"location": {"from": OFFICE, "to": BRANCH}},
            OFFICE: {"main_number": {"from": N[4], "to": N[0]}},
        },
    ),
    "from a location that is not declared": (
        _options(branch=[N[2], N[4], N[10], N[12]]),
        {N[12]: {"location": {"from": DEPOT, "to": BRANCH}, "state": {"from": "INACTIVE", "to": "ACTIVE"}}},
    ),
    "slowly": (
        _options(office=[N[0], N[1], *N[5:8]], branch=[N[2], N[3], N[4], N[10], N[12]]),
        {N[3]: {"location": {"from": OFFICE, "to": BRANCH}}},
    ),
}

REFUSED: dict[str, tuple[Record, dict[str, list[str]]]] = {
    "not asked for": (
        _options(office=[N[0], *N[2:8]], branch=[N[1], N[10]], prune=False),
        {N[1]: ["it belongs to location Head Office", MOVES]},
    ),
    "in use": (
        _options(office=[N[0], N[1], N[5], N[6]], branch=[N[2], N[3], N[4], N[7], N[10], N[12]]),
        {N[7]: ["Head Office, held by Ana Diaz (people)", "a number in use cannot move"]},
    ),
    "main number": (
        _options(office=[N[1], *N[5:8]], branch=[N[0], N[2], N[3], N[4], N[10], N[12]]),
        {N[0]: ["is its main number", "Declare another main_number for Head Office"]},
    ),
    "main numbers of each other": (
        _options(
            office=[N[2], N[1], *N[5:8]],
            branch=[N[0], N[3], N[4], N[10], N[12]],
            mains={OFFICE: N[2], BRANCH: N[0]},
        ),
        {
            N[0]: ["it is the main number of location Head Office", f"and {N[2]}, which is to take its place"],
            N[2]: ["it is the main number of location Branch", f"and {N[0]}, which is to take its place"],
            "main number of Head Office": [f"{N[2]} is not there"],
            "main number of Branch": [f"{N[0]} is not there"],
        },
    ),
    "from an integrated carrier": (
        _options(branch=[N[2], N[3], N[4], N[10], N[12], N[13]]),
        {N[13]: ["the numbers of location Depot come from an integrated carrier"]},
    ),
    "to an integrated carrier": (
        _options(depot=[N[5], N[13]], number_state="inactive"),
        {N[5]: ["the numbers of location Depot come from an integrated carrier"]},
    ),
}


@pytest.fixture(scope="module")
def story(start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible]) -> Run:
    sandbox = start("--provisioning-delay", "0", "--update-delay", "0")
    places = [location(OFFICE, address=address()), location(BRANCH), location(DEPOT)]
    connections = [{"location": place["name"], **CARRIER} for place in places]
    steps = {title: _step(title, options) for title, (options, _told) in (MOVED | REFUSED).items()}
    failing = _options(office=[N[0], N[1], N[5], N[7]], branch=[N[2], N[3], N[4], N[6], N[10], N[12]])
    return make_ansible(sandbox).play(
        [
            task("customer", "webex_customer", order("move")),
            task("locations", "webex_locations", {**OF, "locations": places}),
            task("pstn", "webex_pstn", {**OF, "connections": connections}),
            task("numbers", "webex_phone_numbers", _options(office=N[:8], branch=[N[10]], mains={OFFICE: N[0]})),
            control(
                "/numbers", {"external_id": "move", "location": DEPOT, "numbers": [N[12], N[13]], "state": "INACTIVE"}
            ),
            *steps["not asked for"],
            *steps["one"],
            *steps["swapped"],
            *steps["after another main number"],
            *steps["in a row"],
            *steps["from a location that is not declared"],
            control("/settings", {"number_release_delay": 1}),
            *steps["slowly"],
            control("/settings", {"number_release_delay": 0}),
            task("owner", "webex_user", {**OF, **user("ana@move.example", "101", number=N[7], location=OFFICE)}),
            *steps["in use"],
            *steps["main number"],
            task(
                "another main",
                "webex_phone_numbers",
                {**OF, "locations": [{"location": BRANCH, "main_number": N[2]}]},
            ),
            *steps["main numbers of each other"],
            control("/pstn", {"external_id": "move", "location": DEPOT, "type": "INTEGRATED_CCP", "name": "Other"}),
            *steps["from an integrated carrier"],
            *steps["to an integrated carrier"],
            # added nowhere: put back
            control("/faults", {"method": "POST", "path": "/numbers\\?", "kind": "status", "status": 404, "times": 1}),
            task("fails", "webex_phone_numbers", failing),
            snapshot("fails: state"),
            # nor put back
            control("/faults", {"method": "POST", "path": "/numbers\\?", "kind": "status", "status": 404, "times": 2}),
            task("fails twice", "webex_phone_numbers", failing),
            task("mended", "webex_phone_numbers", failing),
            task("mended again", "webex_phone_numbers", failing),
            snapshot("mended: state"),
        ]
    )


def _there(run: Run, title: str) -> dict[str, str]:
    """Where every number is."""
    places = seen(run, f"{title}: state", "move")["locations"]
    found = {row["number"]: place["name"] for place in places for row in place["numbers"]}
    assert len(found) == sum(len(place["numbers"]) for place in places)
    return found


def _declared(options: Record) -> dict[str, str]:
    return {number: row["location"] for row in options["locations"] for number in row["numbers"]}


@pytest.mark.parametrize("title", MOVED)
def test_plan_is_what_is_done(story: Run, title: str) -> None:
    options, told = MOVED[title]
    plan, done, again = (story.result(f"{title}: {step}") for step in ("plan", "run", "again"))
    assert plan["actions"] == done["actions"]
    assert {row["identity"]: row["fields"] for row in done["actions"]} == told
    assert {row["action"] for row in done["actions"]} == {"update"}
    assert writes(story.requests(f"{title}: plan")) == []
    # what was removed was added, one after the other
    sent = [row for row in story.requests(f"{title}: run") if row["status"] in (201, 204)]
    way = {
        verb: [number for row in sent if row["method"] == verb for number in row["body"].get("phoneNumbers", ())]
        for verb in ("DELETE", "POST")
    }
    moved = sorted(number for number, fields in told.items() if "location" in fields)
    assert sorted(way["DELETE"]) == sorted(way["POST"]) == moved
    assert sorted(number for row in done["locations"] for number in row["moved"]) == moved
    assert not again["changed"]
    assert writes(story.requests(f"{title}: again")) == []
    there = _there(story, title)
    assert there.items() >= _declared(options).items()
    assert set(there) == {*N[:8], N[10], N[12], N[13]}


def test_order_of_removal_and_addition(story: Run) -> None:
    verbs = [row.partition(" ")[0] for row in writes(story.requests("one: run"))]
    assert verbs == ["DELETE", "POST"]
    verbs = [row.partition(" ")[0] for row in writes(story.requests("after another main number: run"))]
    assert verbs == ["PUT", "DELETE", "POST"]
    verbs = [row.partition(" ")[0] for row in writes(story.requests("in a row: run"))]
    assert verbs == ["DELETE", "POST", "PUT", "DELETE", "POST"]


def test_number_that_is_free_some_seconds_late_is_waited_for(story: Run) -> None:
    sent = [(row["method"], row["status"]) for row in story.requests("slowly: run") if row["method"] != "GET"]
    assert sent == [("DELETE", 204), ("POST", 409), ("POST", 201)]


def test_webex_is_not_asked_about_numbers_it_has(story: Run) -> None:
    assert not [row for row in story.requests("swapped: run") if row["operation"] == "validateNumbers"]


@pytest.mark.parametrize("title", REFUSED)
def test_refused_before_anything_is_removed(story: Run, title: str) -> None:
    _options, told = REFUSED[title]
    for step in ("plan", "run"):
        message = story.failure(f"{title}: {step}")
        result = story.one(f"{title}: {step}")["result"]
        assert {row["number"] for row in result["failed_numbers"]} == set(told), message
        errors = {row["number"]: row["error"] for row in result["failed_numbers"]}
        for number, words in told.items():
            for word in words:
                assert word in errors[number]
        assert writes(story.requests(f"{title}: {step}")) == []
        assert "Remove it there first" not in message
    assert set(_there(story, title)) == {*N[:8], N[10], N[12], N[13]}


def test_number_that_cannot_be_added_is_put_back(story: Run) -> None:
    message = story.failure("fails")
    assert f"{N[6]}: it cannot be added to Branch: " in message
    assert "It was put back to Head Office." in message
    assert _there(story, "fails")[N[6]] == OFFICE
    assert story.one("fails")["result"]["changed"]


def test_next_run_adds_what_could_not_be_put_back(story: Run) -> None:
    message = story.failure("fails twice")
    assert f"{N[6]}: it was removed from Head Office and cannot be added to Branch: " in message
    assert "The next run adds it where it is declared." in message
    assert [(row["identity"], row["action"]) for row in story.result("mended")["actions"]] == [(N[6], "create")]
    assert _there(story, "mended")[N[6]] == BRANCH
    assert not story.result("mended again")["changed"]


# ---- the whole way -------------------------------------------------------------------------------


def _hosts(**numbers: list[str]) -> dict[str, dict[str, Any]]:
    places = [{"name": OFFICE}, location(BRANCH), location(DEPOT)]
    listed = [
        {**place, "pstn": CARRIER, "numbers": numbers[key]}
        for place, key in zip(places, ("office", "branch", "depot"), strict=True)
        if key in numbers
    ]
    return {
        "whole": {
            "webex_customer": customer("whole", template="gold-us"),
            "webex_locations": listed,
            "webex_prune": ["numbers"],
            "webex_prune_numbers_max_count": 0,
        }
    }


def test_numbers_move_between_sites_and_to_a_new_one(
    start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible], tmp_path_factory: pytest.TempPathFactory
) -> None:
    sandbox = start("--provisioning-delay", "0", "--update-delay", "0")
    ansible, folder = make_ansible(sandbox), tmp_path_factory.mktemp("whole")
    old = write_inventory(folder / "old", _hosts(office=N[:3], branch=[N[3]]))
    new = write_inventory(folder / "new", _hosts(office=[N[0], N[3]], branch=[N[1]], depot=[N[2]]))
    ansible.playbook(ONBOARD, inventory=old, extra=QUICK).succeeded()
    plan = ansible.playbook(ONBOARD, "--check", inventory=new, extra=QUICK).succeeded()
    run = ansible.playbook(ONBOARD, inventory=new, extra=QUICK).succeeded()
    again = ansible.playbook(ONBOARD, inventory=new, extra=QUICK).succeeded()
    assert actions(plan) == actions(run)
    assert writes(plan.journal) == []
    told = {row["identity"]: row for rows in actions(run).values() for row in rows if row["kind"] == "number"}
    assert {number: row["fields"]["location"] for number, row in told.items()} == {
        N[1]: {"from": OFFICE, "to": BRANCH},
        N[2]: {"from": OFFICE, "to": DEPOT},
        N[3]: {"from": BRANCH, "to": OFFICE},
    }
    assert again.changed == 0
    assert writes(again.journal) == []
    places = by(sandbox.customers()["whole"]["locations"])
    assert {name: sorted(row["number"] for row in place["numbers"]) for name, place in places.items()} == {
        OFFICE: [N[0], N[3]],
        BRANCH: [N[1]],
        DEPOT: [N[2]],
    }
