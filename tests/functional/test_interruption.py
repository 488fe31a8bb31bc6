# SPDX-License-Identifier: GPL-3.0-or-later
"""A run that breaks off anywhere, and is started again, ends as if nothing had happened."""

from __future__ import annotations

import json
import queue
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from .support import (
    CARRIER,
    ONBOARD,
    Ansible,
    Run,
    Sandbox,
    customer,
    is_write,
    location,
    user,
    write_inventory,
)

# One after the other, so that the writes come in the same order every time.
SLOW_BUT_SURE = {"webex_workers": 1, "webex_retry_timeout": 1, "webex_poll_interval": 0.1, "webex_wait_timeout": 5}
FIRST_TASK, DRIFT_TASK = "Check the declarations of all customers offline", "Look whether anything has to be done"
AT_ONCE = 3
WRITES = (
    "templateServiceCreate",
    "provisionWholesaleCustomer",
    "createLocation",
    "enableLocationForCalling",
    "updateCallingLocation",
    *["setPstnConnection"] * 2,
    *["addLocationNumbers"] * 2,
    *["updateCallingLocation"] * 2,
    *["provisionWholesaleSubscriber"] * 2,
    "updatePerson",
    "provisionWholesaleSubscriber",
    "updatePerson",
)
CHOSEN = range(len(WRITES))
HOSTS = {
    "small": {
        "webex_customer": customer("small", template="gold-us"),
        "webex_locations": [
            {
                "name": "Head Office",
                "pstn": CARRIER,
                "numbers": ["+14085550300", "+14085550301"],
                "main_number": "+14085550300",
            },
            location(
                "Fremont",
                pstn=CARRIER,
                numbers=["+15105550310", "+15105550311"],
                main_number="+15105550310",
                outside_dial_digit="9",
            ),
        ],
        "webex_users": [
            user("it@small.example", "101", number="+14085550301", location="Head Office"),
            user("bo@small.example", "201", number="+15105550311", location="Fremont", title="Cook"),
            user("cy@small.example"),
        ],
        "webex_admins": [{"email": "bo@small.example", "roles": ["User administrator"]}],
    }
}


@dataclass(repr=False)
class Outcome:
    """What became of one interruption."""

    broken: Run
    again: Run
    state: dict[str, Any]


def _picture(state: dict[str, Any]) -> Any:
    """The state without what differs between any two runs."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            dropped = ("id", "person_id", "org_id", "provisioning_id", "now")
            return {key: plain(item) for key, item in value.items() if key not in dropped}
        return [plain(item) for item in value] if isinstance(value, list) else value

    return {key: plain(state[key]) for key in ("customers", "people", "templates", "organizations")}


class Interruptions:
    """Interrupts the run after every write, several side by side.

    Parameters:
        inventory: The inventory of the runs.
        pairs: Sandboxes with an Ansible each.
    """

    def __init__(self, inventory: Path, pairs: list[tuple[Sandbox, Ansible]]) -> None:
        self._inventory = inventory
        self._free: queue.Queue[tuple[Sandbox, Ansible]] = queue.Queue()
        for pair in pairs:
            self._free.put(pair)
        self._pool = ThreadPoolExecutor(len(pairs))
        sandbox, ansible = pairs[0]
        self.whole = ansible.playbook(inventory=inventory, extra=SLOW_BUT_SURE)
        self.state = sandbox.state()
        self.places = [index for index, row in enumerate(self.whole.journal) if is_write(row)]
        self._outcomes: dict[int, Future[Outcome]] = {
            index: self._pool.submit(self._interrupt, self.places[index])
            for index in CHOSEN
            if index < len(self.places)
        }

    def outcome(self, index: int) -> Outcome:
        """The interruption after a write."""
        return self._outcomes[index].result()

    def close(self) -> None:
        """Forget what did not begin, wait for the rest."""
        self._pool.shutdown(cancel_futures=True)

    def _interrupt(self, place: int) -> Outcome:
        sandbox, ansible = self._free.get()
        try:
            sandbox.control("POST", "/reset")
            sandbox.control(
                "POST",
                "/faults",
                [
                    {"name": "last", "after": place, "kind": "drop", "execute": "after"},
                    {"name": "dead", "after": place, "times": -1, "kind": "drop"},
                ],
            )
            # The memory of creations is the next run's as well, but not that of the run after another reset.
            memory: dict[str, str | None] = {"XDG_CACHE_HOME": str(ansible.folder / f"cache-{place}")}
            broken = ansible.playbook(inventory=self._inventory, extra=SLOW_BUT_SURE, environment=memory)
            sandbox.control("DELETE", "/faults")
            # twice in one go: the second time there must be nothing left to do
            arguments = (ONBOARD, "-e", json.dumps(SLOW_BUT_SURE), ONBOARD)
            again = ansible.playbook(*arguments, inventory=self._inventory, environment=memory)
            return Outcome(broken, again, sandbox.state())
        finally:
            self._free.put((sandbox, ansible))


@pytest.fixture(scope="module")
def interruptions(
    start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Interruptions]:
    inventory = write_inventory(tmp_path_factory.mktemp("small") / "inventory", HOSTS)
    pairs = []
    for _index in range(AT_ONCE):
        sandbox = start("--provisioning-delay", "0", "--update-delay", "0")
        pairs.append((sandbox, make_ansible(sandbox)))
    made = Interruptions(inventory, pairs)
    yield made
    made.close()


def test_uninterrupted(interruptions: Interruptions) -> None:
    interruptions.whole.succeeded()
    assert [row["operation"] for row in interruptions.whole.journal if is_write(row)] == list(WRITES)


@pytest.mark.parametrize("index", CHOSEN, ids=lambda index: f"{index}-{WRITES[index]}")
def test_interrupted_after_a_write(interruptions: Interruptions, index: int) -> None:
    outcome = interruptions.outcome(index)
    # it broke off where it was meant to: the write was carried out, and its answer and all after it were lost
    whole, broken = interruptions.whole.journal, outcome.broken.journal
    place = interruptions.places[index]
    assert [row["operation"] for row in broken[: place + 1]] == [row["operation"] for row in whole[: place + 1]]
    assert broken[place]["fault"] == "last"
    assert {row["fault"] for row in broken[place + 1 :]} <= {"dead"}
    assert outcome.broken.status != 0
    assert "Traceback" not in outcome.broken.output

    again = outcome.again.succeeded()
    assert _picture(outcome.state) == _picture(interruptions.state)
    # of every task, the second time
    ran = [row for row in again.records if row["status"] == "ok"]
    second = max(index for index, row in enumerate(again.records) if row["task"] == FIRST_TASK)
    assert ran
    assert [row["result"]["drift"] for row in again.records[second:] if row["task"] == DRIFT_TASK] == [False]
    for row in again.records[second:]:
        assert not row["result"].get("changed"), row["task"]
