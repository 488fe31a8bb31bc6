# SPDX-License-Identifier: GPL-3.0-or-later
"""A run is killed at a random moment; the next one brings the tenant into the declared state, and nothing is twice.

Every second kill is a machine that breaks down. The others are `kill -9` of the process group: Ansible's workers are
not in it, so they end their task while the next run is already under way.

The moments are random, but by progress, not by the clock: a slow machine would shift all of them to the beginning.
CHAOS_ROUNDS says how many runs are killed, CHAOS_SEED when.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tests.functional.support import Ansible, Sandbox, is_write

from . import journal, verdict
from .support import DELAYS, ROUNDS, SEED, Background, settle, until
from .tenant import make

# What the last write before the kill belongs to.
STEPS = {
    "templateServiceCreate": "while templates",
    "provisionWholesaleCustomer": "while customers",
    "createLocation": "while locations",
    "enableLocationForCalling": "while locations",
    "setPstnConnection": "while PSTN connections",
    "addLocationNumbers": "while numbers",
    "updateCallingLocation": "while main numbers",
    "provisionWholesaleSubscriber": "while users",
    "updatePerson": "while profiles and roles",
}
BEFORE, AFTER = "before the first write", "after the last write"
# How long after that, in seconds.
WITHIN = 0.1
# Longer than a run needs to get to the same place again.
INVISIBLE = 4.0


class Victims:
    """Runs to be killed, all of the same tenant; each has a home of its own, which the run after it inherits.

    Parameters:
        folder: For the inventory.
        sandbox: Where they work.
        make_ansible: Makes a home.
    """

    def __init__(self, folder: Path, sandbox: Sandbox, make_ansible: Callable[..., Ansible]) -> None:
        self.sandbox, self._make_ansible = sandbox, make_ansible
        self.tenant = make(SEED)
        self.inventory = self.tenant.write(folder / "inventory")
        self.places: list[str] = []
        run, _ansible = self.begin()
        assert run.wait() == 0, run.output[-6000:]
        self.writes = len(self.written())
        self._judge(alone=True)

    def begin(self, **settings: float) -> tuple[Background, Ansible]:
        """Start a run on an empty tenant."""
        self.sandbox.control("POST", "/reset")
        self.sandbox.control("POST", "/settings", settings)
        ansible = self._make_ansible(self.sandbox)
        return Background(ansible, self.inventory), ansible

    def reached(self, place: int) -> bool:
        """Whether so much was written; 0 is the first request."""
        records = self.sandbox.journal()
        return bool(records) and sum(map(is_write, records)) >= place

    def written(self) -> list[str]:
        """What was written since the tenant was empty."""
        return [str(row["operation"]) for row in self.sandbox.journal() if is_write(row)]

    def place(self, written: list[str]) -> str:
        """Where a run is that wrote so much."""
        if not written:
            return BEFORE
        return AFTER if len(written) >= self.writes else STEPS.get(written[-1], written[-1])

    def judge(self, ansible: Ansible, killed: Background | None = None, *, alone: bool = True) -> None:
        """Run again, twice: the first time mends everything, the second time finds nothing to do."""
        settle(ansible, self.inventory)
        if killed:
            killed.wait_for_workers()
        self._judge(alone=alone)

    def _judge(self, *, alone: bool) -> None:
        records, state = self.sandbox.journal(), self.sandbox.state()
        found = verdict.findings(state, self.tenant.expected())
        found += journal.without_organization(records, state)
        found += journal.replayed(records, after_success=alone)
        assert not found, "\n".join(found)


@pytest.fixture(scope="module")
def victims(
    start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible], tmp_path_factory: pytest.TempPathFactory
) -> Victims:
    return Victims(tmp_path_factory.mktemp("kill"), start(*DELAYS), make_ansible)


@pytest.mark.parametrize("index", range(ROUNDS))
def test_the_run_after_a_killed_one_converges(
    victims: Victims, index: int, record_property: Callable[[str, object], None]
) -> None:
    random = Random(f"{SEED}/{index}")
    # A random one of its own share of the writes, so that few rounds are spread as well.
    place = int((victims.writes + 1) * (index + random.random()) / ROUNDS)
    workers = bool(index % 2)
    run, ansible = victims.begin()
    with run:
        until(lambda: victims.reached(place) or run.over, f"write {place}")
        assert victims.reached(place), run.output[-6000:]
        time.sleep(random.random() * WITHIN)
        run.kill(workers=workers)
        victims.places.append(victims.place(victims.written()))
        record_property("kill", victims.places[-1])
        victims.judge(ansible, run, alone=workers)


def test_runs_were_killed_in_the_middle_of_their_writes(victims: Victims) -> None:
    in_the_middle = [place for place in victims.places if place not in (BEFORE, AFTER)]
    assert len(victims.places) == ROUNDS
    assert len(in_the_middle) * 2 >= ROUNDS, victims.places
    assert len(set(in_the_middle)) > 1, victims.places


@pytest.mark.parametrize(
    "operation",
    [
        "provisionWholesaleCustomer",
        *(pytest.param(name, marks=pytest.mark.long) for name in ("createLocation", "addLocationNumbers")),
        pytest.param("provisionWholesaleSubscriber", marks=pytest.mark.long),
    ],
)
def test_what_lists_do_not_show_yet_is_not_made_twice(victims: Victims, operation: str) -> None:
    run, ansible = victims.begin(invisible_after_create=INVISIBLE)
    with run:
        until(lambda: operation in victims.written() or run.over, operation)
        run.kill(workers=True)
    assert operation in victims.written(), run.output[-6000:]
    victims.judge(ansible)
