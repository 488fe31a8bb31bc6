# SPDX-License-Identifier: GPL-3.0-or-later
"""Changes of a customer that lives: one that Webex refuses, packages that are replaced, and the end with its users."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
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
    customer,
    is_write,
    operations,
    order,
    task,
    user,
    write_inventory,
    writes,
)

Start = Callable[..., Sandbox]
Make = Callable[..., Ansible]
FIND = "Find the customer, or begin to build it"
WAIT = "Wait until the customer is built"
SET_UP = "Set up the customer"
OLD, NEW = ["webex_calling", "webex_meetings"], ["webex_suite", "webex_meetings"]
NUMBERS = ["+14085550101", "+14085550102", "+14085550103"]
NAMES = ("ana", "bo", "cy")


class Case:
    """One customer with users, in a sandbox of its own."""

    def __init__(self, start: Start, make_ansible: Make, folder: Path, key: str = "acme") -> None:
        self.key, self.folder = key, folder
        self.sandbox = start("--provisioning-delay", "0.1", "--update-delay", "0.3")
        self.ansible = make_ansible(self.sandbox)
        self._count = 0
        self.onboard(OLD, "webex_calling").succeeded()

    def users(self, package: str | None) -> list[dict[str, Any]]:
        """Three users with number and extension, and one without calling."""
        calling = [
            user(f"{name}@{self.key}.example", str(101 + index), number=NUMBERS[index], package=package)
            for index, name in enumerate(NAMES)
        ]
        return [*calling, user(f"mia@{self.key}.example")]

    def onboard(
        self,
        packages: list[str],
        users: str | list[dict[str, Any]] | None,
        *arguments: str,
        more: dict[str, Any] | None = None,
        **changes: Any,
    ) -> Run:
        """Run the onboarding; users by the package of those who call, or as they are, or undeclared."""
        self._count += 1
        home = {"name": "Head Office", "pstn": CARRIER, "numbers": NUMBERS}
        declared: dict[str, Any] = {
            "webex_customer": customer(self.key, template="gold-us", packages=packages, **changes),
            "webex_locations": [home],
            **(more or {}),
        }
        if users is not None:
            declared["webex_users"] = self.users(users) if isinstance(users, str) else users
        inventory = write_inventory(self.folder / f"inventory-{self._count}", {"host": declared})
        extra = {**QUICK, "webex_customer_record_dir": str(self.folder / "records")}
        return self.ansible.playbook(ONBOARD, *arguments, inventory=inventory, extra=extra)

    def there(self) -> dict[str, Any]:
        """What the sandbox has of the customer."""
        return self.sandbox.customers()[self.key]

    def holding(self) -> dict[str, tuple[str, str | None, str | None, bool]]:
        """Package, number, extension, and whether there is a location, by the name of the user."""
        return {
            row["email"].partition("@")[0]: (row["package"], row["number"], row["extension"], bool(row["location"]))
            for row in self.there()["subscribers"]
        }


def kept(package: str) -> dict[str, tuple[str, str | None, str | None, bool]]:
    """What everybody has to hold when the callers have this package."""
    callers = {name: (package, NUMBERS[index], str(101 + index), True) for index, name in enumerate(NAMES)}
    return {**callers, "mia": ("webex_meetings", None, None, False)}


@pytest.fixture
def case(start: Start, make_ansible: Make, tmp_path: Path) -> Case:
    return Case(start, make_ansible, tmp_path)


def sent(records: Iterable[Record]) -> list[tuple[str, Any]]:
    """The writes to customers and subscribers in their order, with their packages."""
    return [
        (f"{record['method']} {record['path'].split('/')[3]}", (record["body"] or {}).get("packages"))
        for record in records
        if is_write(record) and "/wholesale/" in record["path"]
    ]


PLANNED = [
    {
        "kind": "customer",
        "identity": "acme",
        "action": "update",
        "fields": {"packages": {"from": sorted(OLD), "to": sorted({*OLD, *NEW})}},
    },
    {
        "kind": "customer",
        "identity": "acme",
        "action": "update",
        "fields": {"packages": {"from": sorted({*OLD, *NEW}), "to": sorted(NEW)}},
    },
]


# ---- a package is replaced, and its users move ---------------------------------------------------


def test_users_move_before_their_package_goes(case: Case) -> None:
    assert case.holding() == kept("webex_calling")
    plan = case.onboard(NEW, "webex_suite", "--check", "--diff", allow_package_removal=True).succeeded()
    assert writes(plan.journal) == []
    added = re.search(r"^\+.*webex_suite", plan.stdout, re.MULTILINE)
    taken = list(re.finditer(r"^-.*webex_calling", plan.stdout, re.MULTILINE))
    assert added, plan.stdout
    assert taken, plan.stdout
    assert added.start() < taken[-1].start()
    run = case.onboard(NEW, "webex_suite", allow_package_removal=True).succeeded()
    assert actions(plan) == actions(run)
    of_customer = [row for rows in actions(run).values() for row in rows if row["kind"] == "customer"]
    assert of_customer == PLANNED
    assert sent(run.journal) == [
        ("PUT customers", [*NEW, "webex_calling"]),
        *[("PUT subscribers", ["webex_suite"])] * len(NAMES),
        ("PUT customers", NEW),
    ]
    assert case.holding() == kept("webex_suite")
    assert sorted(case.there()["packages"]) == sorted(NEW)
    for found in (plan, run):
        (warning,) = found.result(FIND)["warnings"]
        assert "webex_calling is taken away last, after 3 users gave it up: ana@acme.example, bo@" in warning
    again = case.onboard(NEW, "webex_suite", allow_package_removal=True).succeeded()
    assert again.changed == 0
    assert operations(again.journal)["listWholesaleSubscribers"] == 1


def test_new_and_removed_users_go_along(case: Case) -> None:
    """One moves, one is removed, one is new with the new package: the plan knows of it before the customer has it."""
    ana, _bo, _cy, mia = case.users("webex_suite")
    new = user("new@acme.example", "109", package="webex_suite")
    wanted: dict[str, Any] = {
        "users": [ana, new, mia],
        "more": {"webex_prune": ["users"], "webex_prune_max_percent": 100},
        "allow_package_removal": True,
    }
    plan = case.onboard(NEW, wanted["users"], "--check", more=wanted["more"], allow_package_removal=True).succeeded()
    run = case.onboard(NEW, wanted["users"], more=wanted["more"], allow_package_removal=True).succeeded()
    assert actions(plan) == actions(run)
    methods = [method for method, _packages in sent(run.journal)]
    assert methods[0] == methods[-1] == "PUT customers"
    assert sorted(methods[1:-1]) == ["DELETE subscribers"] * 2 + ["POST subscribers", "PUT subscribers"]
    assert {name: row[0] for name, row in case.holding().items()} == {
        "ana": "webex_suite",
        "new": "webex_suite",
        "mia": "webex_meetings",
    }
    assert sorted(case.there()["packages"]) == sorted(NEW)


def test_users_of_a_file_move_too(case: Case, tmp_path: Path) -> None:
    rows = [
        {key: row.get(key, "") for key in ("email", "first_name", "last_name", "package", "number", "extension")}
        for row in case.users("webex_suite")
    ]
    file = tmp_path / "users.csv"
    file.write_text("\n".join([",".join(rows[0]), *(",".join(row.values()) for row in rows)]), encoding="utf-8")
    more = {"webex_users_file": str(file)}
    plan = case.onboard(NEW, None, "--check", more=more, allow_package_removal=True).succeeded()
    run = case.onboard(NEW, None, more=more, allow_package_removal=True).succeeded()
    assert actions(plan) == actions(run)
    assert case.holding() == kept("webex_suite")


@pytest.mark.parametrize("protected", [False, True], ids=["not managed", "declared absent but protected"])
def test_a_package_is_not_taken_from_under_users(case: Case, protected: bool) -> None:
    users = None
    more: dict[str, Any] = {}
    if protected:
        users = case.users("webex_suite")[1:]
        more = {"webex_prune": ["users"], "webex_protected_users": ["ana@acme.example"]}
    for arguments in (("--check",), ()):
        run = case.onboard(NEW, users, *arguments, more=more, allow_package_removal=True)
        assert run.status == 2
        message = run.failure(FIND)
        names = "1 user: ana@acme.example" if protected else "3 users: ana@acme.example, bo@acme.example, cy@acme.ex"
        assert f"customer acme: webex_calling would be taken away from {names}" in message
        assert "Nothing was changed" in message
        assert writes(run.journal) == []
    assert case.holding() == kept("webex_calling")


def test_a_user_who_cannot_be_moved_keeps_the_package(case: Case) -> None:
    who = next(row for row in case.there()["subscribers"] if row["email"].startswith("bo@"))
    case.sandbox.fault(method="PUT", path=rf"/wholesale/subscribers/{who['id']}", status=400, times=1)
    run = case.onboard(NEW, "webex_suite", allow_package_removal=True)
    assert run.status == 2
    assert "- bo@acme.example: " in run.failure(SET_UP)
    assert "It stays when a step before that fails" in run.result(FIND)["warnings"][0]
    assert sent(run.journal)[0] == ("PUT customers", [*NEW, "webex_calling"])
    assert [method for method, _packages in sent(run.journal)].count("PUT customers") == 1
    assert "webex_calling" in case.there()["packages"]
    assert case.holding() == {**kept("webex_suite"), "bo": kept("webex_calling")["bo"]}
    # the next run does what is left, and nothing twice
    plan = case.onboard(NEW, "webex_suite", "--check", allow_package_removal=True).succeeded()
    again = case.onboard(NEW, "webex_suite", allow_package_removal=True).succeeded()
    assert actions(plan) == actions(again)
    assert sent(again.journal) == [("PUT subscribers", ["webex_suite"]), ("PUT customers", NEW)]
    assert case.holding() == kept("webex_suite")


def test_the_step_of_the_customer_alone_keeps_the_package(case: Case) -> None:
    for arguments in (("--check",), ()):
        run = case.onboard(NEW, "webex_suite", "--tags", "customer", *arguments, allow_package_removal=True)
        assert run.status == 2
        message = run.failure(SET_UP)
        assert "webex_calling would be taken away from 3 users: ana@acme.example" in message
        assert "the step of the users has not moved them in this run" in message
        assert sent(run.journal) == ([] if arguments else [("PUT customers", [*NEW, "webex_calling"])])
    assert case.holding() == kept("webex_calling")
    # step by step it works, too
    case.onboard(NEW, "webex_suite", "--tags", "users", allow_package_removal=True).succeeded()
    last = case.onboard(NEW, "webex_suite", "--tags", "customer", allow_package_removal=True).succeeded()
    assert sent(last.journal) == [("PUT customers", NEW)]
    assert case.holding() == kept("webex_suite")


def test_without_leave_nothing_is_sent(case: Case) -> None:
    for arguments in (("--check",), ()):
        run = case.onboard(NEW, "webex_suite", *arguments)
        assert "allow_package_removal: true" in run.failure(FIND)
        assert writes(run.journal) == []


def test_the_module_alone_names_the_users(case: Case) -> None:
    options = order("acme", packages=NEW, allow_package_removal=True)
    run = case.ansible.play(
        [
            task("plan", "webex_customer", options, check=True),
            task("run", "webex_customer", options),
            task("plan without meetings", "webex_customer", {**options, "packages": ["webex_calling"]}, check=True),
        ]
    )
    for name in ("plan", "run"):
        assert "taken away from 3 users: ana@acme.example, bo@acme.example, cy@acme.example" in run.failure(name)
        assert operations(run.requests(name))["listWholesaleSubscribers"] == 1
    assert "webex_meetings would be taken away from 1 user: mia@acme.example" in run.failure("plan without meetings")
    assert writes(run.journal) == []


# ---- a change that Webex refuses -----------------------------------------------------------------


def refused(message: str) -> bool:
    """Whether it says what Webex refused, and gives no advice that would end the customer."""
    lost = [word for word in ("absent", "remove", "delete") if word in message.lower()]
    return "The suite is not for sale. (errorCode 4711)" in message and not lost


MORE = [*OLD, "webex_suite"]


def test_a_refused_change_is_no_reason_to_remove(case: Case) -> None:
    case.sandbox.outcome("acme", "error", code=4711, description="The suite is not for sale.", times=2)
    first = case.onboard(MORE, "webex_calling")
    assert first.status == 2
    assert refused(first.failure(WAIT)), first.failure(WAIT)
    assert "what Webex did not change stays as it is" in first.failure(WAIT)
    plan = case.onboard(MORE, "webex_calling", "--check").succeeded()
    assert any(refused(text) for text in plan.result(FIND)["warnings"])
    second = case.onboard(MORE, "webex_calling")
    assert refused(second.failure(WAIT))
    assert actions(plan) == actions(second)
    assert sent(second.journal) == [("PUT customers", MORE)]
    assert case.holding() == kept("webex_calling")
    # Webex relents
    third = case.onboard(MORE, "webex_calling").succeeded()
    assert sent(third.journal) == [("PUT customers", MORE)]
    assert case.there()["status"] == "provisioned"
    assert case.onboard(MORE, "webex_calling").succeeded().changed == 0
    assert case.holding() == kept("webex_calling")


def test_a_corrected_declaration_ends_the_trouble(case: Case) -> None:
    """Back to what there is: no more differences, the other steps go on."""
    case.sandbox.outcome("acme", "error", code=4711, description="The suite is not for sale.", times=1)
    moved = {"line1": "9 Far Street", "city": "Milpitas", "state": "CA", "postal_code": "95035", "country": "US"}
    assert case.onboard(OLD, "webex_calling", address=moved).status == 2
    assert case.there()["status"] == "error"
    users = [*case.users("webex_calling"), user("new@acme.example", "109")]
    plan = case.onboard(OLD, users, "--check").succeeded()
    run = case.onboard(OLD, users).succeeded()
    assert actions(plan) == actions(run)
    assert sent(run.journal) == [("POST subscribers", ["webex_calling"])]
    for found in (plan, run):
        assert any(refused(text) and "Nothing of the declaration" in text for text in found.result(FIND)["warnings"])
    assert case.onboard(OLD, users).succeeded().changed == 0
    assert set(case.holding()) == {*kept("webex_calling"), "new"}


def test_other_work_goes_on_when_errors_are_accepted(case: Case) -> None:
    case.sandbox.outcome("acme", "error", code=4711, description="The suite is not for sale.")
    users = [*case.users("webex_calling"), user("new@acme.example", "109")]
    run = case.onboard(MORE, users, more={"webex_accept_errors": True}).succeeded()
    assert any(refused(text) for text in run.result(WAIT)["warnings"])
    assert sent(run.journal) == [("PUT customers", MORE), ("POST subscribers", ["webex_calling"])]
    assert set(case.holding()) == {*kept("webex_calling"), "new"}
    # users of a customer whose change failed are reached by their own module, too
    again = case.ansible.play([task("users", "webex_users", {"customer": "acme", "users": users})])
    assert not again.result("users")["changed"]


def test_only_a_creation_that_failed_is_to_be_removed(start: Start, make_ansible: Make) -> None:
    sandbox = start("--provisioning-delay", "0.1", "--update-delay", "0.1")
    sandbox.outcome("stillborn", "error", code=2010, description="The postal code is unknown.", times=1)
    ansible = make_ansible(sandbox)
    run = ansible.play(
        [
            task("stillborn", "webex_customer", order("stillborn")),
            task("stillborn again", "webex_customer", order("stillborn"), check=True),
            task("removed", "webex_customer", {"external_id": "stillborn", "state": "absent", "poll_interval": 0.1}),
        ]
    )
    for name in ("stillborn", "stillborn again"):
        assert "remove the failed customer with state: absent" in run.failure(name)
    assert run.result("removed")["changed"]


def test_a_customer_without_users_that_was_built_is_not_to_be_removed(start: Start, make_ansible: Make) -> None:
    """Neither organization nor users are told, and no package is there: its licences tell that it lives."""
    sandbox = start("--provisioning-delay", "0.1", "--update-delay", "0.1")
    ansible = make_ansible(sandbox)
    ansible.play([task("made", "webex_customer", order("hollow", packages=["webex_meetings"]))]).succeeded()
    sandbox.outcome("hollow", "error", code=4711, description="The suite is not for sale.")
    options = order("hollow", packages=["webex_meetings", "cx_ai_assistant"])
    run = ansible.play([task("refused", "webex_customer", options)])
    assert refused(run.failure("refused"))
    answer = {
        "items": [
            {
                "id": run.one("refused")["result"]["customer"]["id"],
                "externalId": "hollow",
                "status": "error",
                "packages": options["packages"],
                "resourceDetails": {"packages": [{"name": name, "status": "error"} for name in options["packages"]]},
                "errors": [{"errorCode": 4711, "description": "The suite is not for sale."}],
            }
        ]
    }
    sandbox.fault(method="GET", path=r"/wholesale/customers\?", kind="status", status=200, body=answer, times=1)
    told = ansible.play([task("told", "webex_customer", options, check=True)])
    assert any(refused(text) for text in told.result("told")["warnings"])


# ---- warnings only -------------------------------------------------------------------------------


def test_maintenance_is_a_warning_and_the_run_goes_on(start: Start, make_ansible: Make, tmp_path: Path) -> None:
    sandbox = start("--provisioning-delay", "0.1", "--update-delay", "0.1")
    ansible = make_ansible(sandbox)
    sandbox.outcome("calm", "maintenance", times=2)
    hosts = {
        "host": {
            "webex_customer": customer("calm", template="gold-us"),
            "webex_users": [user("mia@calm.example")],
        }
    }
    inventory = write_inventory(tmp_path / "inventory", hosts)
    first = ansible.playbook(inventory=inventory, extra=QUICK).succeeded()
    plan = ansible.playbook(ONBOARD, "--check", inventory=inventory, extra=QUICK).succeeded()
    second = ansible.playbook(inventory=inventory, extra=QUICK).succeeded()
    for warnings in (first.result(WAIT)["warnings"], second.result(WAIT)["warnings"]):
        (text,) = warnings
        assert "package webex_calling: Calling services are in maintenance. (errorCode 2560)" in text
        assert "run again later. The order is then repeated, and the customer stays as it is" in text
    for ended in (plan, second):
        assert "gives no reason" not in ended.output
    assert len(sandbox.customers()["calm"]["subscribers"]) == 1
    # what is not built is ordered once more, and the customer is not made anew
    assert actions(plan) == actions(second)
    assert sent(second.journal) == [("PUT customers", OLD)]
    third = ansible.playbook(inventory=inventory, extra=QUICK).succeeded()
    assert sandbox.customers()["calm"]["status"] == "provisioned"
    assert sent(third.journal) == [("PUT customers", OLD)]
    assert ansible.playbook(inventory=inventory, extra=QUICK).succeeded().changed == 0


# ---- the end of a customer -----------------------------------------------------------------------


def test_a_customer_with_users_is_removed_only_with_leave(case: Case) -> None:
    gone = {"external_id": "acme", "state": "absent", "poll_interval": 0.1}
    run = case.ansible.play(
        [
            task("plan", "webex_customer", gone, check=True),
            task("run", "webex_customer", gone),
            task("protected", "webex_customer", {**gone, "protected": True, "remove_with_users": True}),
        ]
    )
    for name in ("plan", "run"):
        message = run.failure(name)
        assert "customer acme has 4 users: ana@acme.example, bo@acme.example, cy@acme.example, mia@acme" in message
        assert "remove_with_users: true" in message
    assert "protected" in run.failure("protected")
    assert writes(run.journal) == []
    assert case.holding() == kept("webex_calling")
    told = {**gone, "remove_with_users": True}
    run = case.ansible.play(
        [task("plan", "webex_customer", told, check=True), task("run", "webex_customer", told)]
    ).succeeded()
    assert run.result("plan")["actions"] == run.result("run")["actions"]
    assert run.result("run")["actions"][0]["fields"]["users"] == {"from": 4, "to": None}
    assert "together with 4 users" in run.result("run")["warnings"][0]
    assert "acme" not in case.sandbox.customers()


def test_twenty_names_are_enough(start: Start, make_ansible: Make) -> None:
    sandbox = start("--provisioning-delay", "0.1")
    users = [user(f"u{index:02}@crowd.example") for index in range(25)]
    run = make_ansible(sandbox).play(
        [
            task("made", "webex_customer", order("crowd")),
            task("users", "webex_users", {"customer": "crowd", "users": users}),
            task("absent", "webex_customer", {"external_id": "crowd", "state": "absent"}, check=True),
        ]
    )
    message = run.failure("absent")
    assert "has 25 users: u00@crowd.example" in message
    assert "u19@crowd.example and 5 more" in message
    assert "u20@" not in message
