# SPDX-License-Identifier: GPL-3.0-or-later
"""Users that move to another location: what Webex is asked, the one job, what goes along, and what goes wrong."""

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

HOME, AWAY = "Head Office", "Branch"
N = [f"+1408555020{index}" for index in range(8)]
ANA, BO, CY, DI, EVE = (f"{name}@move.example" for name in ("ana", "bo", "cy", "di", "eve"))
START, ERRORS = "validateOrInitiateMoveUsersJob", "listMoveUsersJobErrors"
JOBS = "/jobs/person/moveLocation"


def users(title: str, *rows: Record, check: bool = False, module: str = "webex_users", **options: Any) -> Record:
    """A task for users of the customer."""
    listed = rows[0] if module == "webex_user" else {"users": list(rows)}
    return task(title, module, {"customer": "move", **listed, **options}, check=check)


def twice(title: str, *rows: Record, **options: Any) -> list[Record]:
    """The plan, the run, and the state after it."""
    return [
        users(f"{title} in the plan", *rows, check=True, **options),
        users(title, *rows, **options),
        snapshot(f"after {title}"),
    ]


def refused(title: str, knob: Record, *rows: Record) -> list[Record]:
    """The plan and the run while a knob is turned."""
    return [knob, *twice(title, *rows), control("/faults", method="DELETE")]


def fault(**rule: Any) -> Record:
    """A fault of the operation that moves users."""
    return control("/faults", {"method": "POST", "path": JOBS, **rule})


def tenant() -> list[Record]:
    """A customer with two locations of one carrier, and users in both."""
    of = {"customer": "move"}
    places = {HOME: N[:4], AWAY: N[4:]}
    return [
        task("customer", "webex_customer", order("move")),
        task(
            "locations",
            "webex_locations",
            {**of, "locations": [location(HOME, address=address()), location(AWAY)]},
        ),
        task("pstn", "webex_pstn", {**of, "connections": [{"location": name, **CARRIER} for name in places]}),
        task(
            "numbers",
            "webex_phone_numbers",
            {
                **of,
                "locations": [
                    {"location": name, "numbers": listed, "main_number": listed[0]} for name, listed in places.items()
                ],
            },
        ),
        users(
            "users",
            user(ANA, "101", number=N[1], location=HOME),
            user(BO, "102", number=N[2], location=HOME),
            user(CY, "103", location=HOME),
            user(DI, "201", number=N[5], location=AWAY),
            user(EVE, "201", location=HOME),
        ),
    ]


@pytest.fixture(scope="module")
def run(start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible]) -> Run:
    sandbox = start("--provisioning-delay", "0", "--update-delay", "0.1")
    ana = user(ANA, "101", number=N[1], location=AWAY)
    cy = user(CY, "103", location=HOME)
    lost = {"kind": "drop", "execute": "after", "times": 1}
    return make_ansible(sandbox).play(
        [
            *tenant(),
            *twice("move", user(CY, "103", location=AWAY)),
            users("move again", user(CY, "103", location=AWAY)),
            *twice("one user with its number", ana, module="webex_user"),
            *twice("new number and profile", user(BO, "112", number=N[6], location=AWAY, title="Cook")),
            *twice("swap", {**ana, "number": N[6]}, user(BO, "112", number=N[1], location=AWAY), cy),
            *twice("change places", user(DI, "201", number=N[3], location=HOME), user(EVE, "201", location=AWAY)),
            *refused("missing scope", fault(status=403, times=-1), user(CY, "103", location=AWAY)),
            *refused("another job", fault(status=409, times=1, after=1), user(CY, "103", location=AWAY)),
            *refused("lost answer", fault(**lost, after=1), user(CY, "103", location=HOME)),
            *twice(
                "number of elsewhere",
                user(CY, "103", number=N[0], location=AWAY),
                user(DI, "201", number=N[3], location=HOME, title="Cook"),
            ),
            users("nowhere in the plan", user(CY, "103", location="Nowhere"), check=True),
            users("nowhere", user(CY, "103", location="Nowhere")),
            control("/settings", {"move_job_outcome": "FAILED"}),
            users("failed job", user(CY, "103", location=AWAY)),
        ]
    )


def moves(run: Run, title: str) -> list[Record]:
    """What was sent to move users, as the users of each request."""
    return [
        {key: value for entry in record["body"]["usersList"] for key, value in entry.items()}
        for record in of_operation(run.requests(title), START)
    ]


def both(run: Run, title: str) -> dict[str, Any]:
    """The result of a run whose plan said the same, and asked only."""
    planned, done = run.result(f"{title} in the plan"), run.result(title)
    assert planned["actions"] == done["actions"] != []
    assert planned["changed"]
    assert done["changed"]
    assert writes(run.requests(f"{title} in the plan")) == []
    assert [entry["validate"] for entry in moves(run, title)].count(True) == 0
    return done


def people(run: Run, title: str) -> dict[str, tuple[str, str | None, str | None]]:
    """Location, number and extension of everybody after a task, by address."""
    found = by(seen(run, f"after {title}", "move")["subscribers"], "email")
    return {email: (row["location"], row["number"], row["extension"]) for email, row in found.items()}


def test_a_move_is_one_question_in_the_plan_and_one_job_in_the_run(run: Run) -> None:
    result = both(run, "move")
    assert result["actions"][0]["fields"] == {"location": {"from": HOME, "to": AWAY}}
    assert [(entry["validate"], len(entry["users"])) for entry in moves(run, "move in the plan")] == [(True, 1)]
    (order_sent,) = moves(run, "move")
    assert order_sent["validate"] is False
    assert [set(entry) for entry in order_sent["users"]] == [{"userId"}]
    assert operations(run.requests("move"))["getMoveUsersJobStatus"] > 0
    assert all(dict(record["query"])["orgId"] for record in run.requests("move") if JOBS in record["path"])
    assert people(run, "move")[CY] == (AWAY, None, "103")
    again = run.result("move again")
    assert (again["changed"], again["actions"], writes(run.requests("move again"))) == (False, [], [])


def test_the_plan_tells_the_impacts(run: Run) -> None:
    planned = run.result("move in the plan")
    (impact,) = planned["users"][0]["impacts"]
    assert "Previously stored voice messages" in impact
    assert any(CY in warning and "Previously stored" in warning for warning in planned["warnings"])
    assert "impacts" not in run.result("move")["users"][0]


def test_a_number_goes_along(run: Run) -> None:
    both(run, "one user with its number")
    assert people(run, "one user with its number")[ANA] == (AWAY, N[1], "101")
    places = by(seen(run, "after one user with its number", "move")["locations"])
    assert N[1] in [row["number"] for row in places[AWAY]["numbers"]]


def test_a_new_number_and_extension_are_part_of_the_job(run: Run) -> None:
    result = both(run, "new number and profile")
    assert set(result["actions"][0]["fields"]) == {"location", "number", "extension", "title"}
    (order_sent,) = moves(run, "new number and profile")
    assert {key: value for key, value in order_sent["users"][0].items() if key != "userId"} == {
        "phoneNumber": N[6],
        "extension": "112",
    }
    assert people(run, "new number and profile")[BO] == (AWAY, N[6], "112")
    assert operations(run.requests("new number and profile"))["updatePerson"] == 1


def test_one_moves_while_two_swap_their_numbers(run: Run) -> None:
    both(run, "swap")
    after = people(run, "swap")
    assert (after[ANA], after[BO], after[CY]) == ((AWAY, N[6], "101"), (AWAY, N[1], "112"), (HOME, None, "103"))
    assert len(moves(run, "swap")) == 1


def test_two_with_one_extension_change_places(run: Run) -> None:
    both(run, "change places")
    after = people(run, "change places")
    assert (after[DI], after[EVE]) == ((HOME, N[3], "201"), (AWAY, None, "201"))


def test_missing_scopes_are_a_warning_in_the_plan_and_a_failed_row_in_the_run(run: Run) -> None:
    needed = "spark-admin:telephony_config_write, spark-admin:people_write and identity:groups_rw"
    planned = run.result("missing scope in the plan")
    assert any("could not be asked" in text and CY in text and needed in text for text in planned["warnings"])
    message = run.failure("missing scope")
    assert f"- {CY}:" in message
    assert needed in message
    assert people(run, "missing scope")[CY][0] == HOME


def test_another_job_is_waited_for(run: Run) -> None:
    both(run, "another job")
    assert operations(run.requests("another job"))["listMoveUsersJobs"] > 0
    assert [record["status"] for record in of_operation(run.requests("another job"), START)] == [409, 201]
    assert people(run, "another job")[CY][0] == AWAY


def test_a_lost_answer_is_no_second_move(run: Run) -> None:
    both(run, "lost answer")
    assert [record["executed_status"] for record in of_operation(run.requests("lost answer"), START)] == [201]
    assert people(run, "lost answer")[CY][0] == HOME


def test_what_webex_refuses_fails_alone_in_plan_and_run(run: Run) -> None:
    for title in ("number of elsewhere in the plan", "number of elsewhere"):
        message = run.failure(title)
        assert f"- {CY}: Webex " in message
        assert "(errorCode 27966)" in message
        assert DI not in message
        failed = run.one(title)["result"]["failed_users"]
        assert [row["email"] for row in failed] == [CY]
    assert operations(run.requests("number of elsewhere"))[ERRORS] == 1
    assert people(run, "number of elsewhere")[CY] == (HOME, None, "103")
    assert writes(run.requests("number of elsewhere in the plan")) == []


@pytest.mark.parametrize("title", ["nowhere in the plan", "nowhere"])
def test_an_unknown_location_fails_in_plan_and_run(run: Run, title: str) -> None:
    message = run.failure(title)
    assert f"- {CY}: its location Nowhere does not exist; known are: {AWAY}, {HOME}." in message
    assert moves(run, title) == []


def test_a_job_that_fails_without_a_word(run: Run) -> None:
    assert "does not say why (job " in run.failure("failed job")
