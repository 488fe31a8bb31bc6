# SPDX-License-Identifier: GPL-3.0-or-later
"""The full onboarding of many customers while a good part of all requests goes wrong.

CHAOS_CUSTOMERS and CHAOS_USERS say how large the tenant is, CHAOS_SEED what goes wrong where: a number, or several with
commas between them.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable

import pytest

from tests.functional.support import Ansible, Run, Sandbox, order, task

from .storm import FAILED, OAUTH, OPTIONS, STUCK, Storm, complaints
from .support import SEEDS, unchanged
from .tenant import make

CUSTOMERS = int(os.environ.get("CHAOS_CUSTOMERS", "6"))
USERS = int(os.environ.get("CHAOS_USERS", "60"))
LEAST_SHARE = 0.05


@pytest.fixture(scope="module", params=SEEDS)
def storm(
    request: pytest.FixtureRequest,
    start: Callable[..., Sandbox],
    make_ansible: Callable[..., Ansible],
    tmp_path_factory: pytest.TempPathFactory,
) -> Storm:
    sandbox = start(*OPTIONS)
    tenant = make(request.param, customers=CUSTOMERS, users=USERS)
    inventory = tenant.write(tmp_path_factory.mktemp("storm") / "inventory")
    storm = Storm(sandbox, make_ansible(sandbox, **OAUTH), tenant, inventory, request.param)
    storm.begin()
    return storm


@pytest.fixture(scope="module")
def first(storm: Storm) -> Run:
    return storm.run()


@pytest.fixture(scope="module")
def second(storm: Storm, first: Run) -> Run:
    """The run after a person did what the messages of the first one ask for."""
    storm.sandbox.control("POST", "/approve", {"external_id": storm.external_id(storm.victims[STUCK])})
    gone = order(storm.external_id(storm.victims[FAILED]), state="absent")
    removal = {key: gone[key] for key in ("external_id", "state")}
    storm.ansible.play([task("remove", "webex_customer", {**removal, "poll_interval": 0.2})]).result("remove")
    return storm.run()


@pytest.fixture(scope="module")
def third(storm: Storm, second: Run) -> Run:
    return storm.run()


def test_one_run_is_enough_for_all_who_need_no_person(storm: Storm, first: Run) -> None:
    waiting = {storm.victims[STUCK], storm.victims[FAILED]}
    assert {host: text for host, text in complaints(first).items() if host not in waiting} == {}
    assert set(complaints(first)) == waiting
    assert "Traceback" not in first.output


def test_what_is_missing_is_told_exactly(storm: Storm, first: Run) -> None:
    messages = complaints(first)
    stuck, failed = messages[storm.victims[STUCK]], messages[storm.victims[FAILED]]
    keys = {what: f"customer {storm.external_id(storm.victims[what])}" for what in (STUCK, FAILED)}
    assert f"{keys[STUCK]} is still pending_rpl_review" in stuck
    assert "review_timeout" in stuck
    assert f"{keys[FAILED]} could not be provisioned: The address is taken" in failed
    assert "state: absent" in failed


def test_the_next_run_completes_what_a_person_made_possible(second: Run) -> None:
    assert complaints(second) == {}


def test_then_nothing_is_left_to_do(third: Run) -> None:
    assert complaints(third) == {}
    unchanged(third.records)


def test_nothing_is_doubled_lost_leaked_or_done_elsewhere(
    storm: Storm, third: Run, record_property: Callable[[str, object], None]
) -> None:
    report = storm.report()
    record_property("chaos", json.dumps(report))
    assert report["share"] >= LEAST_SHARE
    for what in ("duplicates", "lost", "strangers", "without organization", "replayed", "leaked"):
        assert report[what] == [], what
