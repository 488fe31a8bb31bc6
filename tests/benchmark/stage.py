# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the contenders meet: a sandbox, an environment for their processes, and a look at what they did."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.functional.support import ROOT, Ansible, Sandbox, is_write

from .cases import Contender
from .tenants import Customer

HERE = Path(__file__).resolve().parent
CONTENDERS = HERE / "contenders"
# Of the functional tests, which look closer than a user does, and of whoever runs this.
UNUSED = (
    "ANSIBLE_CALLBACK_PLUGINS",
    "ANSIBLE_CALLBACKS_ENABLED",
    "ANSIBLE_ACTION_PLUGINS",
    "FUNCTIONAL_SANDBOX",
    "PYTHONDONTWRITEBYTECODE",
    # requests looks at these files again with every request
    "REQUESTS_CA_BUNDLE",
    "CURL_CA_BUNDLE",
)

Record = dict[str, Any]


class Failed(Exception):
    """A contender did not do the work, so its time does not count."""


class Stage:
    """A sandbox and everything around it.

    Parameters:
        folder: For logs, homes and inventories.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder = folder.resolve()
        self.sandbox = Sandbox(folder / "sandbox")
        collections = os.environ.get("ANSIBLE_COLLECTIONS_PATH", str(ROOT / ".build" / "link"))
        self.environment = Ansible(
            folder / "ansible", collections, self.sandbox, dict.fromkeys(UNUSED, None)
        ).environment
        self._count = 0

    def close(self) -> None:
        """End the sandbox."""
        self.sandbox.close()

    def clear(self) -> None:
        """An empty tenant; customers are built at once, answers come at once."""
        self.sandbox.control("POST", "/reset")
        self.set(provisioning_delay=0, update_delay=0, latency=0)

    def set(self, **settings: float) -> None:
        """Change settings of the sandbox."""
        self.sandbox.control("POST", "/settings", settings)

    def inventories(self) -> Path:
        """A new folder for inventories."""
        self._count += 1
        return self.folder / f"tenant-{self._count}"

    def prepare(self, command: Sequence[str]) -> None:
        """Run something that is not measured."""
        self._run([*self._words(command)], "prepare")

    def measure(self, contender: Contender, customer: Customer, *arguments: str) -> Record:
        """Run a contender, and return what it cost and which requests it sent."""
        place = {
            "inventory": str(customer.inventory),
            "external_id": customer.external_id,
            "csv": str(customer.users_csv),
            "json": str(customer.users_json),
        }
        command = [word.format_map(place) for word in contender.command]
        result = self.folder / "measured.json"
        result.unlink(missing_ok=True)
        log = self.folder / f"{contender.key}.log"
        self.sandbox.control("DELETE", "/journal")
        wrapper = [sys.executable, "-S", "-E", str(HERE / "measure.py"), str(result), str(log)]
        self._run([*wrapper, *self._words(command), *arguments], contender.key)
        found: Record = json.loads(result.read_text(encoding="utf-8"))
        if found.pop("status"):
            raise Failed(f"{contender.title} failed:\n{log.read_text(encoding='utf-8', errors='replace')[-4000:]}")
        return found | self._sent()

    def _words(self, command: Sequence[str]) -> list[str]:
        """The command with whole paths."""
        programs = Path(sys.executable).parent
        own = {path.name: str(path) for path in CONTENDERS.iterdir()}
        return [str(programs / command[0]), *(own.get(word, word) for word in command[1:])]

    def _run(self, words: list[str], name: str) -> None:
        log = self.folder / f"{name}-outer.log"
        with log.open("wb") as output:
            done = subprocess.run(
                words,
                cwd=self.folder,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                check=False,
            )
        if done.returncode:
            raise Failed(f"{' '.join(words)}\n{log.read_text(encoding='utf-8', errors='replace')[-4000:]}")

    def _sent(self) -> Record:
        records = self.sandbox.journal()
        return {
            "requests": dict(sorted(Counter(str(record["operation"]) for record in records).items())),
            "request_count": len(records),
            "write_count": sum(is_write(record) for record in records),
            "refused_writes": sum(is_write(record) and (record["status"] or 500) >= 400 for record in records),
            "in_flight": max((record["in_flight"] for record in records), default=0),
        }


def waiting(records: Sequence[Record]) -> float:
    """Seconds from the first order of a customer to the last look whether one is built."""
    ordered = [_moment(record) for record in records if record["operation"] == "provisionWholesaleCustomer"]
    looks = [_moment(record) for record in records if record["operation"] == "getWholesaleCustomer"]
    return round(max(looks) - min(ordered), 2)


def _moment(record: Record) -> float:
    return datetime.fromisoformat(record["time"].replace("Z", "+00:00")).timestamp()


def verify(state: Record, customers: Sequence[Customer], *, with_admins: bool = True) -> None:
    """Compare what the sandbox has with what was declared.

    Parameters:
        with_admins: Declared roles must have been given, too.

    Raises:
        Failed: Something is missing or different.
    """
    there = {customer["external_id"]: customer for customer in state["customers"]}
    for customer in customers:
        found = there.get(customer.external_id)
        if found is None or found["status"] != "provisioned":
            raise Failed(f"{customer.external_id} is not provisioned.")
        keys = ("email", "package", "location", "number", "extension")
        have = {tuple(row[key] for key in keys) for row in found["subscribers"]}
        want = {tuple(row[key] for key in keys) for row in customer.users}
        if have != want:
            raise Failed(f"{customer.external_id}: {len(want - have)} users missing, {len(have - want)} too many.")
        _verify_places(found, customer)
        if with_admins:
            _verify_admins(found, customer)


def _verify_places(found: Record, customer: Customer) -> None:
    places = {place["name"]: place for place in found["locations"]}
    for place in customer.declaration["webex_locations"]:
        have = places.get(place["name"])
        if have is None or {row["number"] for row in have["numbers"]} != set(place["numbers"]):
            raise Failed(f"{customer.external_id}: location {place['name']} lacks numbers.")
        if have["main_number"] != place["main_number"] or have["pstn"]["name"] != place["pstn"]["provider"]:
            raise Failed(f"{customer.external_id}: location {place['name']} lacks its main number or PSTN connection.")


def _verify_admins(found: Record, customer: Customer) -> None:
    roles = {row["email"]: {role.lower() for role in row["roles"]} for row in found["subscribers"]}
    for admin in customer.declaration.get("webex_admins", []):
        if not {role.lower() for role in admin["roles"]} <= roles[admin["email"]]:
            raise Failed(f"{customer.external_id}: {admin['email']} lacks roles.")
