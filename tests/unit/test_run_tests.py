# SPDX-License-Identifier: GPL-3.0-or-later
"""Two lanes of steps side by side, and steps that either of them takes."""

from __future__ import annotations

import importlib
import threading
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"


@pytest.fixture
def run_tests(monkeypatch, tmp_path):
    """The module, writing its reports elsewhere."""
    monkeypatch.syspath_prepend(str(SCRIPTS))
    module = importlib.import_module("run_tests")
    monkeypatch.setattr(module, "REPORTS", tmp_path / "reports")
    return module


@pytest.fixture
def lanes(run_tests, monkeypatch):
    """Run steps by name: which thread ran what; a step waits for the one that it names, and "bad" fails."""
    ran = {}
    ended = {}

    def step(self, make):
        name, _after, wait = self.target.partition(" after ")
        assert not wait or ended[wait].wait(10)
        ran.setdefault(threading.current_thread().name, []).append(name)
        self.status = int(name == "bad")
        ended[name].set()

    monkeypatch.setattr(run_tests.Step, "run", step)

    def go(first, second, either):
        parts = [[run_tests.Step(name, "") for name in names] for names in (first, second, either)]
        ended.update({step.target.partition(" after ")[0]: threading.Event() for part in parts for step in part})
        status = run_tests.run("make", parts[:2], parts[2])
        return status, sorted(ran.values())

    return go


def test_who_is_free_first_takes_what_either_may_take(lanes):
    status, ran = lanes(["quick"], ["slow after b"], ["a", "b", "c after slow"])
    assert status == 0
    assert [step for lane in ran for step in lane if step in "abc"] == sorted("abc")
    assert next(lane for lane in ran if "quick" in lane)[:3] == ["quick", "a", "b"]


def test_nothing_begins_after_a_failure(lanes):
    status, ran = lanes(["bad", "never"], ["slow after bad"], ["neither"])
    assert status == 1
    assert "never" not in str(ran)


def test_every_check_is_a_command_of_make(run_tests):
    makefile = (SCRIPTS.parent / "Makefile").read_text(encoding="utf-8")
    steps = [step for part in (run_tests.CHECKS, run_tests.RUNS, run_tests.EITHER) for step, _title in part]
    assert len(set(steps)) == len(steps)
    assert [step for step in steps if f"\n{step}:" not in makefile] == []
