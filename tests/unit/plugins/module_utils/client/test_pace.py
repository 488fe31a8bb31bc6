# SPDX-License-Identifier: GPL-3.0-or-later
"""The pace of a task: found by trying, the same for all workers."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.webex.wholesale.plugins.module_utils._client.pace import Pace
from ansible_collections.webex.wholesale.tests.unit.fake_clock import FakeClock


def pace(most=8):
    clock = FakeClock()
    return Pace(most, clock.sleep, clock), clock


def test_a_task_begins_at_full_speed():
    assert pace(8)[0].limit == 8


def test_too_many_requests_halve_the_speed_once():
    slowed, clock = pace(8)
    began = [clock.now for _request in range(8)]
    clock.sleep(1)
    for moment in began:
        slowed.slower(moment, 0.5)
    assert slowed.limit == 4
    slowed.slower(clock.now, 0.5)
    assert slowed.limit == 2


def test_success_allows_a_little_more():
    slowed, clock = pace(8)
    slowed.slower(clock.now, 0)
    for _request in range(4):
        slowed.faster()
    assert 4.9 < slowed.limit < 5.1


@given(st.lists(st.booleans(), max_size=60), st.integers(1, 16))
def test_the_speed_stays_within_its_bounds(refusals, most):
    changing, clock = pace(most)
    for refused in refusals:
        clock.sleep(1)
        if refused:
            changing.slower(clock.now, 0)
        else:
            changing.faster()
        assert 1 <= changing.limit <= most


def test_everybody_waits_for_the_time_told():
    slowed, clock = pace()
    slowed.slower(clock.now, 3.0)
    slowed.slower(clock.now, 1.0)
    with slowed.turn() as began:
        assert began == 1003.0
    assert clock.naps == [3.0]


def test_a_time_that_is_told_while_waiting_counts_too():
    slowed, clock = pace()
    slowed.slower(clock.now, 1.0)
    sleep = clock.sleep

    def disturbed(seconds):
        if not clock.naps:
            slowed.slower(clock.now, 5.0)
        sleep(seconds)

    slowed._sleep = disturbed
    with slowed.turn() as began:
        assert began == 1005.0


def test_no_more_than_the_limit_are_under_way():
    slowed, clock = pace(4)
    slowed.slower(clock.now, 0)
    together, most, lock = 0, 0, threading.Lock()
    barrier = threading.Barrier(2)

    def work(_index):
        nonlocal together, most
        with slowed.turn():
            with lock:
                together += 1
                most = max(most, together)
            barrier.wait(10)
            with lock:
                together -= 1

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(20)))
    assert most == 2
    assert together == 0


def test_a_failure_gives_its_turn_back():
    slowed, _clock = pace(1)
    for _attempt in range(3):
        try:
            with slowed.turn():
                raise OSError
        except OSError:
            continue
    with slowed.turn():
        pass
