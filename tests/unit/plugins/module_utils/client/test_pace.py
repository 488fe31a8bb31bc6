# SPDX-License-Identifier: GPL-3.0-or-later
"""The pace of a task: found by trying, the same for all workers."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.webex.wholesale.plugins.module_utils._client.pace import Pace, TooLate, Turn
from ansible_collections.webex.wholesale.tests.unit.fake_clock import FakeClock

LONG = 300.0


def pace(most=8):
    clock = FakeClock()
    return Pace(most, clock.sleep, clock), clock


def sent(moment):
    return Turn(moment, waited=False)


def test_a_task_begins_at_full_speed():
    assert pace(8)[0].limit == 8


def test_too_many_requests_halve_the_speed_once():
    slowed, clock = pace(8)
    began = [clock.now for _request in range(8)]
    clock.sleep(1)
    for moment in began:
        slowed.slower(sent(moment), 0.5)
    assert slowed.limit == 4
    slowed.slower(sent(clock.now), 0.5)
    assert slowed.limit == 2


def test_success_allows_a_little_more():
    slowed, clock = pace(8)
    slowed.slower(sent(clock.now), 0)
    for _request in range(4):
        slowed.faster()
    assert 4.9 < slowed.limit < 5.1


@given(st.lists(st.booleans(), max_size=60), st.integers(1, 16))
def test_the_speed_stays_within_its_bounds(refusals, most):
    changing, clock = pace(most)
    for refused in refusals:
        clock.sleep(1)
        if refused:
            changing.slower(sent(clock.now), 0)
        else:
            changing.faster()
        assert 1 <= changing.limit <= most


def test_everybody_waits_for_the_time_told():
    slowed, clock = pace()
    slowed.slower(sent(clock.now), 3.0)
    slowed.slower(sent(clock.now), 1.0)
    with slowed.turn(LONG) as turn:
        assert turn.began == 1003.0
    assert clock.naps == [3.0]


def test_a_time_that_is_told_while_waiting_counts_too():
    slowed, clock = pace()
    slowed.slower(sent(clock.now), 1.0)
    sleep = clock.sleep

    def disturbed(seconds):
        if not clock.naps:
            slowed.slower(sent(clock.now), 5.0)
        sleep(seconds)

    slowed._sleep = disturbed
    with slowed.turn(LONG) as turn:
        assert turn.began == 1005.0


def test_no_more_than_the_limit_are_under_way():
    slowed, clock = pace(4)
    slowed.slower(sent(clock.now), 0)
    together, most, lock = 0, 0, threading.Lock()
    barrier = threading.Barrier(2)

    def work(_index):
        nonlocal together, most
        with slowed.turn(LONG):
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
            with slowed.turn(LONG):
                raise OSError
        except OSError:
            continue
    with slowed.turn(LONG):
        pass


def test_without_refusals_nobody_waits_and_nobody_counts():
    quick, clock = pace()
    for _request in range(100):
        with quick.turn(0) as turn:
            assert turn == Turn(clock.now, waited=False)
        quick.answered(turn)
    assert clock.naps == []


def test_a_turn_that_would_come_too_late_is_told_at_once():
    slowed, clock = pace(1)
    slowed.slower(sent(clock.now), 60)
    with pytest.raises(TooLate) as caught, slowed.turn(59):
        pass
    assert caught.value.seconds == 60
    assert clock.naps == []
    # It gave back its turn, and its place in the line: the next one is the first.
    with slowed.turn(60) as turn:
        assert turn.began == 1060.0


def test_a_wait_that_gets_too_long_ends_when_that_is_known():
    slowed, clock = pace()
    slowed.slower(sent(clock.now), 10)
    sleep = clock.sleep

    def disturbed(seconds):
        sleep(seconds)
        slowed.slower(sent(clock.now), 60)

    slowed._sleep = disturbed
    with pytest.raises(TooLate), slowed.turn(30):
        pass
    assert clock.now == 1010.0


def test_an_answer_counts_for_the_pace_that_comes_next():
    slowed, clock = pace()
    slowed.slower(sent(clock.now), 0)
    for _request in range(20):
        with slowed.turn(LONG) as turn:
            pass
        slowed.answered(turn)
    clock.now = 1001.6
    slowed.slower(sent(clock.now), 0)
    moments = []
    for _request in range(3):
        with slowed.turn(LONG) as turn:
            moments.append(turn.began)
    # 20 answers in 1.6 seconds.
    assert moments == pytest.approx([1001.6, 1001.68, 1001.76], abs=0.001)
