# SPDX-License-Identifier: GPL-3.0-or-later
"""Users of a customer: made, changed, failed row by row, removed within limits, read from files."""

from __future__ import annotations

from typing import Any

import pytest

from .support import (
    FREE_ACCOUNT,
    TAKEN,
    Ansible,
    Run,
    Sandbox,
    control,
    of_operation,
    operations,
    order,
    task,
    user,
    write_csv,
    writes,
)

ANA, BO, CY = "ana@people.example", "bo@people.example", "cy@people.example"


def users(title: str, rows: list[dict[str, Any]] | None, /, key: str = "people", **options: Any) -> dict[str, Any]:
    """A task for all users of a customer."""
    keywords = {word: options.pop(word) for word in ("check", "vars") if word in options}
    given = {"customer": key, **options}
    if rows is not None:
        given["users"] = rows
    return task(title, "webex_users", given, **keywords)


def one(title: str, /, key: str = "people", **options: Any) -> dict[str, Any]:
    """A task for one user."""
    keywords = {word: options.pop(word) for word in ("check",) if word in options}
    return task(title, "webex_user", {"customer": key, **options}, **keywords)


def info(title: str, /, **options: Any) -> dict[str, Any]:
    return task(title, "webex_user_info", {"customer": "people", **options})


def fields(run: Run, title: str) -> dict[str, Any]:
    """The fields of the only action of a task."""
    listed = run.result(title)["actions"]
    assert len(listed) == 1, listed
    return dict(listed[0]["fields"])


def both(run: Run, title: str) -> dict[str, Any]:
    """The result of the task whose plan, the task before, said the same."""
    planned, done = run.result(f"{title} in the plan"), run.result(title)
    assert planned["actions"] == done["actions"] != []
    assert planned["changed"]
    assert done["changed"]
    assert writes(run.requests(f"{title} in the plan")) == []
    return done


def twice(make: Any, title: str, /, *arguments: Any, **options: Any) -> list[dict[str, Any]]:
    """The plan, then the run."""
    return [make(f"{title} in the plan", *arguments, **options, check=True), make(title, *arguments, **options)]


# ---- changes -------------------------------------------------------------------------------------


FIRST = [user(ANA, "101", title="Cook", department="Kitchen"), user(BO, first_name="Bo", last_name="Larsen")]
NUMBER = "+14085550150"


@pytest.fixture(scope="module")
def changes(ansible: Ansible) -> Run:
    renamed = user(ANA, "101", last_name="Marsh", title="Cook", department="Kitchen")
    calling = user(BO, "102", first_name="Bo", last_name="Larsen", number=NUMBER, location="Head Office")
    return ansible.play(
        [
            task("customer", "webex_customer", order("people")),
            control("/numbers", {"external_id": "people", "numbers": [NUMBER]}),
            *twice(users, "create", FIRST),
            users("create again", FIRST),
            users("capitals", [{**FIRST[0], "email": ANA.upper()}, FIRST[1]]),
            *twice(users, "to calling", [FIRST[0], calling]),
            users("to calling again", [FIRST[0], calling]),
            *twice(users, "rename", [renamed, calling]),
            *twice(users, "display name", [{**renamed, "display_name": "Chef Ana"}, calling]),
            users("display name stays", [{**renamed, "first_name": "Anna"}, calling]),
            *twice(users, "clear", [{**renamed, "first_name": "Anna", "title": None}, calling]),
            users(
                "not managed",
                [
                    {
                        "email": ANA,
                        "first_name": "Anna",
                        "last_name": "Marsh",
                        "package": "webex_calling",
                        "extension": "101",
                    },
                    calling,
                ],
            ),
            users("profile not compared", [{**renamed, "first_name": "Somebody"}, calling], compare_profile=False),
            *twice(users, "to meetings", [{**renamed, "first_name": "Anna", "title": None}, FIRST[1]]),
            info("info", profile=True),
            info("info of one", email=ANA, profile=True),
            info("info of nobody", email="nobody@people.example"),
        ]
    )


def test_create(changes: Run) -> None:
    result = both(changes, "create")
    assert [row["identity"] for row in result["actions"]] == [ANA, BO]
    assert result["summary"] == {"create": 2, "update": 0, "delete": 0, "none": 0, "undeclared": 0}
    assert all(row["id"] and row["status"] == "provisioned" and row["person_id"] for row in result["users"])
    assert operations(changes.requests("create in the plan"))["precheckWholesaleSubscriber"] == 2
    again = changes.result("create again")
    assert not again["changed"]
    assert again["actions"] == []
    assert again["summary"]["none"] == 2
    assert not changes.result("capitals")["changed"]


def test_meetings_to_calling_sends_number_extension_and_location(changes: Run) -> None:
    both(changes, "to calling")
    assert fields(changes, "to calling")["package"] == {"from": "webex_meetings", "to": "webex_calling"}
    body = of_operation(changes.requests("to calling"), "updateWholesaleSubscriber")[0]["body"]
    parameters = body["provisioningParameters"]
    assert body["packages"] == ["webex_calling"]
    assert parameters.pop("locationId")
    assert parameters == {"primaryPhoneNumber": NUMBER, "extension": "102"}
    assert not changes.result("to calling again")["changed"]


def test_calling_to_meetings_sends_the_package_only(changes: Run) -> None:
    both(changes, "to meetings")
    body = of_operation(changes.requests("to meetings"), "updateWholesaleSubscriber")[0]["body"]
    assert body == {"packages": ["webex_meetings"]}


def test_display_name_follows_unless_chosen(changes: Run) -> None:
    both(changes, "rename")
    assert fields(changes, "rename") == {
        "last_name": {"from": "Diaz", "to": "Marsh"},
        "display_name": {"from": "Ana Diaz", "to": "Ana Marsh"},
    }
    both(changes, "display name")
    assert fields(changes, "display name") == {"display_name": {"from": "Ana Marsh", "to": "Chef Ana"}}
    assert fields(changes, "display name stays") == {"first_name": {"from": "Ana", "to": "Anna"}}


def test_profile_change_keeps_everything_else(changes: Run) -> None:
    body = of_operation(changes.requests("rename"), "updatePerson")[0]["body"]
    assert body["extension"] == "101"
    assert body["locationId"]
    assert body["licenses"]
    assert body["title"] == "Cook"
    assert body["department"] == "Kitchen"
    assert body["emails"] == [ANA]


def test_null_clears_and_absence_keeps(changes: Run) -> None:
    both(changes, "clear")
    assert fields(changes, "clear") == {"title": {"from": "Cook", "to": None}}
    assert not changes.result("not managed")["changed"]


def test_profile_is_not_compared_on_request(changes: Run) -> None:
    assert not changes.result("profile not compared")["changed"]
    assert operations(changes.requests("profile not compared"))["listPeople"] == 0


def test_info_tells_what_is_there(changes: Run, sandbox: Sandbox) -> None:
    there = {row["email"]: row for row in sandbox.customers()["people"]["subscribers"]}
    told = {row["email"]: row for row in changes.result("info")["users"]}
    assert sorted(told) == sorted(there) == [ANA, BO]
    for email, row in told.items():
        assert (row["id"], row["person_id"], row["package"], row["status"], row["display_name"]) == tuple(
            there[email][key] for key in ("id", "person_id", "package", "status", "name")
        )
    assert told[ANA]["title"] is None
    assert told[ANA]["department"] == "Kitchen"
    assert [row["email"] for row in changes.result("info of one")["users"]] == [ANA]
    assert changes.result("info of nobody")["users"] == []


# ---- free accounts -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def consent(ansible: Ansible) -> Run:
    rows = [user(FREE_ACCOUNT, "201"), user("dee@consent.example", "202")]
    named = [{**rows[0], "title": "Partner"}, rows[1]]
    return ansible.play(
        [
            task("customer", "webex_customer", order("consent")),
            users("pending", rows, key="consent"),
            users("pending again", rows, key="consent"),
            users("pending with a title", named, key="consent"),
            users("sent again in the plan", rows, key="consent", resend_consent=True, check=True),
            users("sent again", rows, key="consent", resend_consent=True),
            task("who is pending", "webex_user_info", {"customer": "consent", "status": "pending_user_migration"}),
            control("/consent", {"email": FREE_ACCOUNT}),
            users("agreed", named, key="consent"),
            users("agreed again", named, key="consent"),
        ]
    )


def test_pending_users_are_told(consent: Run) -> None:
    for title in ("pending", "pending again"):
        warnings = " ".join(consent.result(title)["warnings"])
        assert "1 user must agree by e-mail" in warnings
        assert FREE_ACCOUNT in warnings
        assert "resend_consent" in warnings
    assert consent.result("pending")["users"][0]["status"] == "pending_user_migration"
    assert not consent.result("pending again")["changed"]
    assert not consent.result("pending with a title")["changed"]
    assert [row["email"] for row in consent.result("who is pending")["users"]] == [FREE_ACCOUNT]


def test_consent_email_is_sent_again_on_request(consent: Run) -> None:
    both_actions = [consent.result(title)["actions"] for title in ("sent again in the plan", "sent again")]
    assert both_actions[0] == both_actions[1]
    assert len(both_actions[0]) == 1
    assert writes(consent.requests("sent again in the plan")) == []
    assert operations(consent.requests("sent again"))["sendConsentMoveEmail"] == 1
    assert fields(consent, "agreed") == {"title": {"from": None, "to": "Partner"}}
    assert not consent.result("agreed again")["changed"]


# ---- rows that fail ------------------------------------------------------------------------------


ROWS = [
    user("good1@rows.example", "301"),
    user(TAKEN, "302"),
    user("double@rows.example", "300"),
    user("lost@rows.example", "303", location="Nowhere"),
    user("good2@rows.example", "304"),
]


@pytest.fixture(scope="module")
def rows(ansible: Ansible) -> Run:
    return ansible.play(
        [
            task("customer", "webex_customer", order("rows")),
            users("base", [user("base@rows.example", "300")], key="rows"),
            users("plan", ROWS, key="rows", check=True),
            users("run", ROWS, key="rows"),
            users("run again", ROWS, key="rows"),
            users("corrected", [row for row in ROWS if row["email"].startswith("good")], key="rows"),
        ]
    )


FAILED = [TAKEN, "double@rows.example", "lost@rows.example"]


@pytest.mark.parametrize("title", ["plan", "run", "run again"])
def test_every_failed_row_is_named(rows: Run, title: str) -> None:
    message = rows.failure(title)
    result = rows.one(title)["result"]
    assert [row["email"] for row in result["failed_users"]] == FAILED
    outcome = "would fail" if title == "plan" else "failed"
    assert f"3 of {3 if title == 'run again' else 5} changes to users of customer rows {outcome}" in message
    # once there are people to compare with, the holder is known without asking
    extension = "300 is held by base@rows.example" if title == "run again" else "Extension 300 is used already"
    for email, reason in zip(FAILED, ("errorCode 10022", extension, "location Nowhere does not exist"), strict=True):
        line = next(line for line in message.splitlines() if line.startswith(f"- {email}:"))
        assert reason in line
    assert "known are: Head Office" in message


def test_good_rows_are_done(rows: Run, sandbox: Sandbox) -> None:
    made = {row["email"] for row in rows.one("run")["result"]["users"] if "error" not in row and row["id"]}
    assert made == {"good1@rows.example", "good2@rows.example"}
    assert {row["email"] for row in sandbox.customers()["rows"]["subscribers"]} == {*made, "base@rows.example"}
    assert not rows.result("corrected")["changed"]


def test_failed_run_with_good_rows_is_changed(rows: Run) -> None:
    assert rows.one("run")["result"]["changed"] is True
    assert rows.one("run again")["result"]["changed"] is False


def test_the_plan_writes_nothing(rows: Run) -> None:
    assert writes(rows.requests("plan")) == []
    created = [row["body"]["email"] for row in of_operation(rows.requests("run"), "provisionWholesaleSubscriber")]
    assert "lost@rows.example" not in created
    assert len(created) == 4


# ---- removal -------------------------------------------------------------------------------------


CROWD = [user(f"u{index}@crowd.example", str(400 + index)) for index in range(10)]


@pytest.fixture(scope="module")
def prune(ansible: Ansible) -> Run:
    few = {"key": "crowd", "prune": True}
    return ansible.play(
        [
            task("customer", "webex_customer", order("crowd")),
            users("base", CROWD, key="crowd"),
            users("not pruned", CROWD[:5], key="crowd"),
            users("refused in the plan", CROWD[:5], **few, check=True),
            users("refused", CROWD[:5], **few),
            users("too many", CROWD[:5], **few, prune_max_percent=100, prune_max_count=4),
            users("none left", [], **few),
            *twice(users, "within limits", CROWD[:8], **few),
            users("within limits again", CROWD[:8], **few),
            users("protected", CROWD[:6], **few, protected_users=["U6@CROWD.example", "u7@crowd.example"]),
            *twice(users, "allowed", CROWD[:3], **few, prune_max_percent=100),
        ]
    )


def test_guard_refuses_without_any_write(prune: Run) -> None:
    for title in ("refused in the plan", "refused", "too many", "none left"):
        message = prune.failure(title)
        assert "users would be removed" in message
        assert "nothing was changed" in message
        assert "prune_max_count and prune_max_percent" in message
        assert writes(prune.requests(title)) == []
    assert "5 of 10 users would be removed (50 %): u5@crowd.example" in prune.failure("refused")


def test_prune(prune: Run, sandbox: Sandbox) -> None:
    assert not prune.result("not pruned")["changed"]
    result = both(prune, "within limits")
    assert [(row["identity"], row["action"]) for row in result["actions"]] == [
        ("u8@crowd.example", "delete"),
        ("u9@crowd.example", "delete"),
    ]
    assert not prune.result("within limits again")["changed"]
    assert not prune.result("protected")["changed"]
    assert len(both(prune, "allowed")["actions"]) == 5
    assert len(sandbox.customers()["crowd"]["subscribers"]) == 3


# ---- one user ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def single(ansible: Ansible) -> Run:
    row = {"key": "single", **user("eve@single.example", "501")}
    gone = {"key": "single", "email": "EVE@single.example", "state": "absent"}
    return ansible.play(
        [
            task("customer", "webex_customer", order("single")),
            *twice(one, "present", **row),
            one("present again", **row),
            *twice(one, "change", **{**row, "title": "Boss"}),
            one("incomplete", key="single", email="fay@single.example"),
            one("wrong", **{**row, "extension": "911"}),
            *twice(one, "absent", **gone),
            one("absent again", **gone),
            one("no customer", key="nobody-at-all", **user("x@single.example")),
        ]
    )


def test_one_user(single: Run) -> None:
    assert both(single, "present")["user"]["email"] == "eve@single.example"
    assert not single.result("present again")["changed"]
    both(single, "change")
    assert fields(single, "change") == {"title": {"from": None, "to": "Boss"}}
    done = both(single, "absent")
    assert done["user"] is None
    assert any("remain in the organization" in text for text in done["warnings"])
    again = single.result("absent again")
    assert not again["changed"]
    assert writes(single.requests("absent again")) == []


def test_one_user_is_looked_up_by_address(single: Run) -> None:
    assert operations(single.requests("present again")) == {
        "listWholesaleCustomers": 1,
        "listWholesaleSubscribers": 1,
        "listPeople": 1,
    }


def test_one_user_refused_offline(single: Run) -> None:
    assert "first_name" in single.failure("incomplete")
    assert "is an emergency or service number" in single.failure("wrong")
    assert single.requests("incomplete") == single.requests("wrong") == []
    assert "There is no customer nobody-at-all" in single.failure("no customer")


# ---- files ---------------------------------------------------------------------------------------


def test_users_file(ansible: Ansible, sandbox: Sandbox, tmp_path: Any) -> None:
    hub = write_csv(
        tmp_path / "control hub.csv",
        [
            [
                "First Name",
                "Last Name",
                "Display Name",
                "User ID/Email (Required)",
                "Extension",
                "Phone Number",
                "Location",
                "Title",
                "Package",
                "Webex Free",
            ],
            ["Gus", "Holm", "Gus H.", "gus@files.example", "0601", "", "Head Office", "Clerk", "webex_calling", "TRUE"],
            ["Ida", "Jung", "", "ida@files.example", "", "", "", "", "webex_meetings", ""],
        ],
    )
    semicolons = tmp_path / "own.csv"
    header = "\ufeffemail;first_name;last_name;package;extension;title;display_name"
    line = "gus@files.example;Gus;Holm;webex_calling;0601;Clerk;Gus H."
    semicolons.write_bytes(f"{header}\r\n{line}\r\n".encode())
    wrong = write_csv(
        tmp_path / "wrong.csv",
        [["email", "first_name", "last_name", "package", "extension"], ["a", "A", "B", "webex_calling", "1"]],
    )
    run = ansible.play(
        [
            task("customer", "webex_customer", order("files")),
            *twice(users, "hub", None, key="files", users_file=str(hub)),
            users("hub again", None, key="files", users_file=str(hub)),
            users("own", None, key="files", users_file=str(semicolons)),
            users("wrong", None, key="files", users_file=str(wrong)),
            users("missing", None, key="files", users_file=str(tmp_path / "none.csv")),
            users("both", [], key="files", users_file=str(hub)),
        ]
    )
    result = both(run, "hub")
    assert any("columns passed over: Webex Free" in text for text in result["warnings"])
    there = {row["email"]: row for row in sandbox.customers()["files"]["subscribers"]}
    assert there["gus@files.example"]["extension"] == "0601"
    assert there["gus@files.example"]["name"] == "Gus H."
    assert not run.result("hub again")["changed"]
    assert not run.result("own")["changed"]
    assert "(wrong.csv, line 2)" in run.failure("wrong")
    assert "is not an e-mail address" in run.failure("wrong")
    assert "cannot be read" in run.failure("missing")
    assert "mutually exclusive" in run.failure("both")
