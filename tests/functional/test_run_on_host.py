# SPDX-License-Identifier: GPL-3.0-or-later
"""The same tasks inside the controller and as modules on a host give the same results."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .support import (
    CARRIER,
    COASTLINE_ORG,
    FREE_ACCOUNT,
    GOLD,
    TAKEN,
    TEMPLATE,
    Ansible,
    Run,
    Sandbox,
    location,
    order,
    task,
    user,
    write_csv,
)

ROWS = [
    user("ana@both.example", "101", title="Cook"),
    user("bo@both.example"),
    user(FREE_ACCOUNT, "103"),
]
MOVED = [{**row, "package": "webex_suite", "extension": row.get("extension", "109")} for row in ROWS]
PLACES = [location("Dock"), location("Pier")]
CONNECTIONS = [{"location": "Dock", **CARRIER}]
NUMBERS = [{"location": "Dock", "numbers": ["+14085550190", "+14085550191"], "main_number": "+14085550190"}]
ADMINS = [{"email": "ana@both.example", "roles": ["User administrator"]}]
GONE = {"state": "absent", "poll_interval": 0.1}
SUITE = order(
    "both",
    packages=["webex_suite", "webex_meetings"],
    allow_package_removal=True,
    package_changes="additions",
)
MANUAL = {**TEMPLATE, "name": "by hand", "driver": "manual", "provisioning_id": GOLD}


def _two(title: str, module: str, options: dict[str, Any]) -> list[dict[str, Any]]:
    """The plan and the run."""
    return [task(f"{title}: plan", module, options, check=True), task(f"{title}: run", module, options)]


def _one(title: str, module: str, options: dict[str, Any]) -> list[dict[str, Any]]:
    """The run alone: a task on a host takes its time."""
    return [task(f"{title}: run", module, options)]


def _three(title: str, module: str, options: dict[str, Any]) -> list[dict[str, Any]]:
    """The plan, the run, and the run again."""
    return [*_two(title, module, options), task(f"{title}: again", module, options)]


def _tasks(folder: Path) -> list[dict[str, Any]]:
    users_file = write_csv(
        folder / "users.csv",
        [
            ["email", "first_name", "last_name", "package", "extension"],
            ["cy@both.example", "Cy", "Moss", "webex_calling", "0104"],
        ],
    )
    rest, manual = {**TEMPLATE, "driver": "rest"}, {**MANUAL, "record_dir": str(folder / "records")}
    few = {"customer": "both", "users": ROWS[:1], "prune": True}
    return [
        *_two("template by hand", "webex_onboarding_template", manual),
        task("template wrong", "webex_onboarding_template", {**rest, "country": "usa"}),
        *_three("customer", "webex_customer", order("both", package_limits={"webex_calling": 5})),
        *_one("sub-partner", "webex_customer", order("sub", sub_partner_org_id=COASTLINE_ORG)),
        task("customer wrong", "webex_customer", order("both", name="50 % off", admin_email="nobody")),
        task("customer refused", "webex_customer", order("refused", admin_email=TAKEN)),
        task(
            "customer: null is not absent",
            "webex_customer",
            order("both", packages=["webex_calling", "webex_meetings"], meetings_timezone=None),
        ),
        task("customer info, wait for none", "webex_customer_info", {"external_id": "none", "wait": True}),
        *_two("users", "webex_users", {"customer": "both", "users": ROWS}),
        *_one("users file", "webex_users", {"customer": "both", "users_file": str(users_file)}),
        *_one(
            "rows fail", "webex_users", {"customer": "both", "users": [user(TAKEN), user("dee@both.example", "101")]}
        ),
        task("users planned", "webex_users", {"customer": "later", "users": ROWS, "planned_customer": {}}, check=True),
        task(
            "users wrong",
            "webex_users",
            {"customer": "both", "users": [{"email": "x", "extension": 1}, *ROWS, ROWS[0]]},
        ),
        task("too many removals", "webex_users", few),
        *_one("user", "webex_user", {"customer": "both", **user("eve@both.example", "105")}),
        *_one("user gone", "webex_user", {"customer": "both", "email": "eve@both.example", "state": "absent"}),
        task("user info", "webex_user_info", {"customer": "both", "profile": True}),
        *_one("locations", "webex_locations", {"customer": "both", "locations": PLACES, "workers": 1}),
        *_one("location changed", "webex_location", {"customer": "both", **location("Dock"), "timezone": "Asia/Tokyo"}),
        task("location info", "webex_location_info", {"customer": "both"}),
        *_one("pstn", "webex_pstn", {"customer": "both", "connections": CONNECTIONS}),
        *_one("numbers", "webex_phone_numbers", {"customer": "both", "locations": NUMBERS}),
        task("numbers info", "webex_phone_numbers_info", {"customer": "both"}),
        *_one("roles", "webex_admin_roles", {"customer": "both", "admins": ADMINS}),
        task("additions", "webex_customer", {**SUITE, "users": MOVED}, check=True),
        *_one("customer gone", "webex_customer", {"external_id": "both", **GONE, "remove_with_users": True}),
        task("unknown option", "webex_customer", order("both", nonsense=True)),
        task("wrong token", "webex_customer_info", {"access_token": "no-good-token"}),
    ]


@pytest.fixture(scope="module")
def ways(
    start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Run]:
    runs = {}
    for where in ("controller", "host"):
        # without delays both ways need the same number of looks
        ansible = make_ansible(start("--provisioning-delay", "0", "--update-delay", "0"), ANSIBLE_PIPELINING="1")
        content = _tasks(tmp_path_factory.mktemp("files"))
        extra = {"webex_run_on": where, "ansible_python_interpreter": sys.executable, "ansible_connection": "local"}
        delegation = {"delegate_to": "localhost"} if where == "host" else {}
        runs[where] = ansible.play([{**one, **delegation} for one in content], "--diff", extra=extra)
    return runs


def test_both_ways_do_all_tasks(ways: dict[str, Run]) -> None:
    controller, host = ([row["task"] for row in ways[where].records] for where in ("controller", "host"))
    assert controller == host
    assert len(controller) > 30
    modules = {row["module"] for row in ways["controller"].records}
    assert modules == {
        "webex_customer",
        "webex_customer_info",
        "webex_onboarding_template",
        "webex_user",
        "webex_user_info",
        "webex_users",
        "webex_location",
        "webex_location_info",
        "webex_locations",
        "webex_pstn",
        "webex_phone_numbers",
        "webex_phone_numbers_info",
        "webex_admin_roles",
    }


def _differences(here: dict[str, Any], there: dict[str, Any]) -> list[str]:
    one, other = _plain(here), _plain(there)
    return [
        f"{here['task']}: {key}: {one.get(key)!r} != {other.get(key)!r}"
        for key in sorted({*one, *other})
        if one.get(key) != other.get(key)
    ]


def test_both_ways_give_the_same_results(ways: dict[str, Run]) -> None:
    different = [
        text
        for here, there in zip(ways["controller"].records, ways["host"].records, strict=True)
        for text in _differences(here, there)
    ]
    assert different == [], "\n".join(different)


def test_both_ways_send_the_same_requests(ways: dict[str, Run]) -> None:
    def sent(run: Run) -> list[tuple[str, str]]:
        return sorted((row["method"], _anonymous(row["path"])) for row in run.journal)

    assert sent(ways["controller"]) == sent(ways["host"])


def test_plans_are_true_both_ways(ways: dict[str, Run]) -> None:
    for where, run in ways.items():
        planned = [row["task"].removesuffix(": plan") for row in run.records if row["task"].endswith(": plan")]
        for title in planned:
            plan, done = (run.result(f"{title}: {step}") for step in ("plan", "run"))
            assert plan["actions"] == done["actions"], f"{where}: {title}"
            assert (plan["changed"], done["changed"]) == (True, True), f"{where}: {title}"
        for record in run.records:
            if record["task"].endswith(": again"):
                assert not record["result"]["changed"], f"{where}: {record['task']}"


_ID = re.compile(r"(Y2lz[A-Za-z0-9+/=_-]{20,}|SANDBOX_[0-9a-f-]{36}|[0-9a-f]{8}-[0-9a-f-]{27})")
_FOLDER = re.compile(r"/\S*/(files\d+)/")
_PORT = re.compile(r"127\.0\.0\.1:\d+")


def _anonymous(text: str) -> str:
    text = re.sub(r"^(provisioning_id: ).+$", r"\1ID", text, flags=re.MULTILINE)
    return _PORT.sub("HERE", _FOLDER.sub("FOLDER/", _ID.sub("ID", text)))


def _plain(record: dict[str, Any]) -> dict[str, Any]:
    dropped = ("invocation", "exception", "ansible_facts", "deprecations", "failed")
    result = {
        key: value for key, value in record["result"].items() if key not in dropped and not key.startswith("_ansible")
    }
    return {"status": record["status"], **{key: _walk(value) for key, value in result.items()}}


def _walk(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: "ID" if key == "provisioning_id" and item else _walk(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_walk(item) for item in value]
    return _anonymous(value) if isinstance(value, str) else value
