# SPDX-License-Identifier: GPL-3.0-or-later
"""How often long work speaks."""

from __future__ import annotations

from ansible_collections.webex.wholesale.plugins.module_utils._engine.progress import Progress
from ansible_collections.webex.wholesale.tests.unit.fake_clock import FakeClock


def spoken(interval, pauses):
    clock, said = FakeClock(), []
    progress = Progress(said.append, interval, clock)
    for count, pause in enumerate(pauses, 1):
        clock.sleep(pause)
        progress.tell(f"{count} done")
    return said


def test_quick_work_says_nothing():
    assert spoken(10.0, [1.0] * 9) == []


def test_long_work_speaks_once_in_an_interval():
    assert spoken(10.0, [4.0] * 9) == ["3 done", "6 done", "9 done"]


def test_slow_steps_are_all_told():
    assert spoken(10.0, [30.0] * 3) == ["1 done", "2 done", "3 done"]


def test_silence_on_request():
    assert spoken(0.0, [30.0] * 3) == []


def test_nobody_listens():
    Progress(None).tell("x")
