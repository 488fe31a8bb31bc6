# SPDX-License-Identifier: GPL-3.0-or-later
"""Carries a declaration out as the playbook does, without Ansible: the customer, then everything below it."""

from __future__ import annotations

import csv
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ansible_collections.webex.wholesale.plugins.module_utils._client.client import Clock
from ansible_collections.webex.wholesale.plugins.module_utils._customers.model import ADDITIONS
from ansible_collections.webex.wholesale.plugins.module_utils._customers.operation import CustomerOperation
from ansible_collections.webex.wholesale.plugins.module_utils._declare.checked import checked
from ansible_collections.webex.wholesale.plugins.module_utils._engine.result import Result
from ansible_collections.webex.wholesale.plugins.module_utils._engine.runner import run
from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.declaration import read_inventory
from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.drift import DriftOperation
from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.new_customer import missing_when_new
from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.options import CUSTOMER_SETUP, DRIFT_INFO
from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.setup import SetupOperation
from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.steps import BY_NAME, Earlier
from ansible_collections.webex.wholesale.plugins.module_utils._report.content import ReportedPart
from ansible_collections.webex.wholesale.plugins.module_utils._report.reading import TaskOutcome, parts_of
from ansible_collections.webex.wholesale.plugins.module_utils._users.csv_file import parse
from tests.functional.support import GOLD, TOKEN

Variables = Mapping[str, Any]


class Hurry:
    """A clock on which pauses take no time."""

    def __init__(self) -> None:
        self._passed = 0.0

    def clock(self) -> Clock:
        """As a client takes it."""
        return Clock(lambda: time.monotonic() + self._passed, self._sleep)

    def _sleep(self, seconds: float) -> None:
        self._passed += seconds
        time.sleep(min(seconds, 0.005))


@dataclass(frozen=True)
class Outcome:
    """What came of one run."""

    results: tuple[Result, ...]

    @property
    def actions(self) -> list[dict[str, Any]]:
        """What changes, in a fixed order."""
        found = [action for result in self.results for action in result.actions if action["action"] != "none"]
        return sorted(found, key=lambda action: (action["kind"], action["identity"], action["action"]))

    def reported(self, *, check_mode: bool) -> ReportedPart:
        """What a report says of it."""
        modules = ("webex_customer", "webex_customer_setup")
        part = ReportedPart("host")
        for module, result in zip(modules, self.results, strict=False):
            task = TaskOutcome("host", module, module, result.failed, result.to_dict(), check_mode=check_mode)
            part = part.joined(parts_of(task)[0])
        return part

    @property
    def failed(self) -> bool:
        """Whether something failed."""
        return any(result.failed for result in self.results)

    @property
    def text(self) -> str:
        """The messages."""
        return "\n".join(result.message for result in self.results if result.failed)

    @property
    def complaints(self) -> set[str]:
        """What failed or would fail, by identity, without the reasons."""
        lines = self.text.splitlines()
        return {line.removeprefix("- ").partition(": ")[0] for line in lines if line.startswith("- ")}


def mistakes(key: str, variables: Variables) -> list[str]:
    """What the offline check says of a declaration."""
    return [str(problem) for problem in read_inventory({key: variables}).problems]


def has_drift(url: str, variables: Variables) -> bool:
    """Whether the look for drift finds something to do."""
    inputs = checked(DRIFT_INFO, {"declaration": dict(variables)})
    found = run(DriftOperation, {**inputs, "api_url": url, "access_token": TOKEN}, check_mode=True)
    assert not found.failed, found.message
    return bool(found.objects["drift"])


def with_users_file(variables: Variables, folder: Path) -> Variables:
    """The same declaration with the users in a CSV file."""
    rows = variables["webex_users"]
    file = folder / f"{variables['webex_customer']['external_id']}.csv"
    with file.open("w", encoding="utf-8", newline="") as target:
        columns = ["email", "package", *(key for row in rows for key in row)]
        writer = csv.DictWriter(target, list(dict.fromkeys(columns)))
        writer.writeheader()
        writer.writerows(rows)
    rest = {name: value for name, value in variables.items() if name != "webex_users"}
    return {**rest, "webex_users_file": str(file)}


def carry_out(url: str, variables: Variables, *, check_mode: bool = False) -> Outcome:
    """Plan a declaration, or carry it out, as the roles customer and setup do."""
    session = {"api_url": url, "access_token": TOKEN, "workers": 4}
    begun = run(CustomerOperation, {**_customer(variables), **session}, check_mode=check_mode)
    if begun.failed:
        return Outcome((begun,))
    customer = begun.objects["customer"] or {}
    written: dict[str, Any] = {"declaration": dict(variables), "steps": ["customer", *BY_NAME]}
    if customer.get("status"):
        written["known_customer"] = customer
    if customer.get("status") == "planned":
        email = variables["webex_customer"].get("admin_email")
        written["planned_customer"] = {"provisioning_id": GOLD, "admin_email": email}
    inputs = checked(CUSTOMER_SETUP, written)
    return Outcome((begun, run(SetupOperation, {**inputs, **session}, check_mode=check_mode)))


def _missing(variables: Variables) -> list[str]:
    key = variables["webex_customer"]["external_id"]
    file = variables.get("webex_users_file")
    files = {key: parse(Path(file).read_text(encoding="utf-8"), "users.csv")} if file else None
    customers = read_inventory({key: variables}, files).customers
    return [str(problem.of(key)) for customer in customers for problem in missing_when_new(customer)]


def _customer(variables: Variables) -> dict[str, Any]:
    step = BY_NAME["customer"]
    declared = variables["webex_customer"]
    written = {
        **(step.options(variables, Earlier()) or {}),
        "provisioning_id": GOLD,
        "package_changes": ADDITIONS,
        "poll_interval": 0.05,
        "wait": True,
        "missing_when_new": _missing(variables),
    }
    if declared.get("allow_package_removal"):
        rows = variables.get("webex_users")
        admins = [row["email"] for row in variables.get("webex_admins") or ()]
        written |= {
            **({"users_file": file} if (file := variables.get("webex_users_file")) else {"users": rows or []}),
            "prune_users": "users" in variables.get("webex_prune", ()),
            "protected_users": [*variables.get("webex_protected_users", ()), declared["admin_email"], *admins],
        }
    return checked(step.spec, written, step.spec.bulk)
