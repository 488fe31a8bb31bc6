# SPDX-License-Identifier: GPL-3.0-or-later
"""What is refused about locations, PSTN, numbers, users and roles: with a message that helps, and without a write."""

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
    customer,
    location,
    of_operation,
    order,
    seen,
    snapshot,
    task,
    user,
    write_inventory,
    writes,
)

N = [f"+1408555010{index}" for index in range(10)]
FULL = "Full administrator"
# Title of the task, in check mode too: what its message has to say.
MESSAGES: dict[str, tuple[str, ...]] = {
    "unknown carrier": ("Head Office", "no carrier is named Lokal Carrier", "Local Carrier"),
    "away from an integrated carrier": ("Integrated", "Integrated Carrier One", "Local Carrier", "Control Hub"),
    "number at an integrated carrier": ("+14085550190", "INTEGRATED_CCP", "Control Hub"),
    "number at Cisco PSTN": ("+14085550191", "CISCO_PSTN", "Control Hub"),
    "number without PSTN": ("+14085550192", "Bare", "no PSTN connection"),
    "unknown role": ("Chief administrator", "administrator"),
    "location administrator with another role": ("Location administrator", "excludes every other role"),
    "administrator that is no person": ("ghost@ref.example", "no such person", "Declare it as a user first"),
    "package of a full administrator": ("it@ref.example", "full administrator", "allow_admin_package_change"),
    "package of a declared full administrator": ("bo@ref.example", "full administrator", "webex_calling"),
    "too many numbers removed": ("3 of", "phone numbers would be removed", N[4], "prune_max_count"),
    "too many locations removed": ("locations would be removed", "Bare", "prune_max_count"),
    "location with users removed": ("Branch", "does not let it go", "Take users and numbers out"),
    "number held by a user": (N[2], "held by bo@ref.example"),
    "extension held by a user": ("102", "held by bo@ref.example"),
    "number held, for a new user": (N[2], "assigned to someone else"),
    "user moved to nowhere": ("bo@ref.example", "Nowhere", "does not exist", "Branch", "Head Office"),
    "unknown location of a user": ("Nowhere", "does not exist", "Branch", "Head Office"),
    "unknown location of numbers": ("Nowhere", "does not exist"),
    "unknown location of PSTN": ("Nowhere", "does not exist"),
    "location without address": ("Half", "cannot be made without address"),
}
# Without anybody of the declaration at Webex the people are not read; Webex itself refuses.
ASKED = "number held, for a new user"


def _refused_tasks() -> list[Record]:
    of = {"customer": "ref"}

    def numbers(place: str, listed: list[str], **more: Any) -> dict[str, Any]:
        return {**of, "locations": [{"location": place, "numbers": listed}], **more}

    def pstn(place: str, provider: str) -> dict[str, Any]:
        return {**of, "connections": [{"location": place, "provider": provider}]}

    def roles(email: str, *names: str) -> dict[str, Any]:
        return {**of, "admins": [{"email": email, "roles": list(names)}]}

    def users(*rows: dict[str, Any], **more: Any) -> dict[str, Any]:
        return {**of, "users": list(rows), **more}

    bo = user("bo@ref.example", "102", number=N[2], location="Head Office")
    home = location("Head Office", address=address())
    wanted: dict[str, tuple[str, dict[str, Any]]] = {
        "unknown carrier": ("webex_pstn", pstn("Head Office", "Lokal Carrier")),
        "away from an integrated carrier": ("webex_pstn", pstn("Integrated", "Local Carrier")),
        "number at an integrated carrier": ("webex_phone_numbers", numbers("Integrated", ["+14085550190"])),
        "number at Cisco PSTN": ("webex_phone_numbers", numbers("Cisco", ["+14085550191"])),
        "number without PSTN": ("webex_phone_numbers", numbers("Bare", ["+14085550192"])),
        "unknown role": ("webex_admin_roles", roles("bo@ref.example", "Chief administrator")),
        "location administrator with another role": (
            "webex_admin_roles",
            roles("bo@ref.example", "Location administrator", "User administrator"),
        ),
        "administrator that is no person": ("webex_admin_roles", roles("ghost@ref.example", FULL)),
        "package of a full administrator": ("webex_users", users(user("it@ref.example"))),
        "package of a declared full administrator": (
            "webex_users",
            users(user("bo@ref.example"), full_admins=["bo@ref.example"]),
        ),
        "too many numbers removed": (
            "webex_phone_numbers",
            numbers("Head Office", N[:4], prune=True, prune_max_count=2, prune_max_percent=100),
        ),
        "too many locations removed": (
            "webex_locations",
            {**of, "locations": [home], "prune": True, "prune_max_percent": 100},
        ),
        "location with users removed": ("webex_location", {**of, "name": "Branch", "state": "absent"}),
        "number held by a user": ("webex_users", users(user("ana@ref.example", "101", number=N[2]))),
        "extension held by a user": ("webex_users", users(user("ana@ref.example", "102"))),
        "number held, for a new user": (
            "webex_users",
            users(user("new@ref.example", "109", number=N[2], location="Head Office")),
        ),
        "user moved to nowhere": (
            "webex_users",
            users(
                {**bo, "location": "Nowhere"},
                location_ids="{{ {'Head Office': ids['Head Office'], 'Branch': ids['Branch']} }}",
            ),
        ),
        "unknown location of a user": (
            "webex_users",
            users(user("new@ref.example", "109", location="Nowhere")),
        ),
        "unknown location of numbers": ("webex_phone_numbers", numbers("Nowhere", ["+14085550193"])),
        "unknown location of PSTN": ("webex_pstn", pstn("Nowhere", "Local Carrier")),
        "location without address": ("webex_locations", {**of, "locations": [location("Half", address=None)]}),
    }
    assert set(wanted) == set(MESSAGES)
    tasks = []
    for title, (module, options) in wanted.items():
        tasks += [task(f"{title}: plan", module, options, check=True), task(f"{title}: run", module, options)]
    return tasks


@pytest.fixture(scope="module")
def refused(start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible]) -> Run:
    sandbox = start("--provisioning-delay", "0", "--update-delay", "0")
    of = {"customer": "ref"}
    places = ["Head Office", "Branch", "Integrated", "Cisco", "Bare"]
    admin = user("it@ref.example", "100", location="Head Office")
    return make_ansible(sandbox).play(
        [
            task("customer", "webex_customer", order("ref")),
            {
                **task(
                    "locations",
                    "webex_locations",
                    {
                        **of,
                        "locations": [
                            location("Head Office", address=address()),
                            *(location(name) for name in places[1:]),
                        ],
                    },
                ),
                "register": "made",
            },
            {"name": "ids", "ansible.builtin.set_fact": {"ids": "{{ made.location_ids }}"}},
            task(
                "pstn",
                "webex_pstn",
                {**of, "connections": [{"location": name, **CARRIER} for name in places[:2]]},
            ),
            control("/pstn", {"external_id": "ref", "location": "Integrated", "type": "INTEGRATED_CCP"}),
            control("/pstn", {"external_id": "ref", "location": "Cisco", "type": "CISCO_PSTN"}),
            task(
                "numbers",
                "webex_phone_numbers",
                {**of, "locations": [{"location": "Head Office", "numbers": N[:7], "main_number": N[0]}]},
            ),
            task(
                "users",
                "webex_users",
                {
                    **of,
                    "users": [
                        admin,
                        user("ana@ref.example", "101", number=N[1], location="Head Office"),
                        user("bo@ref.example", "102", number=N[2], location="Head Office"),
                        user("cy@ref.example", "201", location="Branch"),
                    ],
                },
            ),
            task("admins", "webex_admin_roles", {**of, "admins": [{"email": "it@ref.example", "roles": [FULL]}]}),
            snapshot("before"),
            *_refused_tasks(),
            snapshot("after"),
            control("/settings", {"admin_package_rule": False}),
            task(
                "package with override",
                "webex_users",
                {
                    **of,
                    "users": [{**admin, "package": "webex_meetings", "extension": None, "location": None}],
                    "allow_admin_package_change": True,
                },
            ),
            task(
                "integrated carrier",
                "webex_pstn",
                {**of, "connections": [{"location": "Branch", "provider": "Integrated Carrier One"}]},
            ),
            task(
                "Cisco PSTN",
                "webex_pstn",
                {**of, "connections": [{"location": "Branch", "provider": "Cisco PSTN"}]},
            ),
            task(
                "accepted where it is set already",
                "webex_pstn",
                {
                    **of,
                    "connections": [
                        {"location": "Integrated", "provider": "integrated carrier one"},
                        {"location": "Cisco", "provider": "Cisco PSTN"},
                    ],
                },
            ),
        ]
    )


@pytest.mark.parametrize("title", MESSAGES)
def test_refused_by_the_run(refused: Run, title: str) -> None:
    message = refused.failure(f"{title}: run")
    for part in MESSAGES[title]:
        assert part in message, message
    if title == ASKED:
        assert "held by Ana Diaz at Head Office" in message
        assert [row["status"] for row in refused.requests(f"{title}: run") if row["method"] == "POST"] == [400]
    else:
        assert writes(refused.requests(f"{title}: run")) == []


@pytest.mark.parametrize("title", MESSAGES)
def test_refused_by_the_plan(refused: Run, title: str) -> None:
    message = refused.failure(f"{title}: plan")
    for part in MESSAGES[title]:
        assert part in message, message
    assert writes(refused.requests(f"{title}: plan")) == []


def test_nothing_moved(refused: Run) -> None:
    before, after = (seen(refused, name, "ref") for name in ("before", "after"))
    assert before == after
    assert by(before["subscribers"], "email")["bo@ref.example"]["number"] == N[2]


def test_package_of_a_full_administrator_with_override(refused: Run) -> None:
    result = refused.result("package with override")
    assert [row["action"] for row in result["actions"]] == ["update"]


@pytest.mark.parametrize("title", ["integrated carrier", "Cisco PSTN"])
def test_carriers_of_the_hub_are_not_chosen(refused: Run, title: str) -> None:
    message = refused.failure(title)
    assert "open Control Hub > Calling > PSTN" in message
    assert [row["status"] for row in of_operation(refused.requests(title), "setPstnConnection")] in ([], [400])
    state = by(seen(refused, "after", "ref")["locations"])
    assert state["Branch"]["pstn"]["name"] == "Local Carrier"


def test_carriers_of_the_hub_are_accepted_where_they_are(refused: Run) -> None:
    result = refused.result("accepted where it is set already")
    assert not result["changed"]
    assert result["connection_types"] == {"Integrated": "INTEGRATED_CCP", "Cisco": "CISCO_PSTN"}


def test_refused_before_anything_is_asked(
    start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """What can be known from the inventory alone is found for all customers at once."""
    home = location("Head Office", address=None)
    hosts = {
        "one": {
            "webex_customer": customer("one", template="gold-us"),
            "webex_locations": [{**home, "numbers": N[:2], "main_number": N[2]}],
            "webex_users": [user("ana@one.example", "101", location="Nowhere")],
        },
        "two": {
            "webex_customer": customer("two", template="gold-us"),
            "webex_locations": [{**home, "numbers": N[3:5]}],
            "webex_users": [user("bo@two.example", "101", number=N[5], location="Head Office")],
            "webex_admins": [{"email": "bo@two.example", "roles": ["Chief administrator"]}],
        },
    }
    inventory = write_inventory(tmp_path_factory.mktemp("wrong") / "inventory", hosts)
    run = make_ansible(start()).playbook("webex.wholesale.onboard", inventory=inventory)
    assert run.status != 0
    for part in (
        "there is no location 'Nowhere'",
        "'Chief administrator' is not a known role",
        f"{N[5]} is not among the numbers of location Head Office",
        f"{N[2]} is not among the numbers of the location",
    ):
        assert part in run.output.replace("\n", " "), run.output[-3000:]
    assert run.journal == []
