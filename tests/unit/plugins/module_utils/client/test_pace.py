# SPDX-License-Identifier: GPL-3.0-or-later
"""The pace of a task: found by trying, the same for all workers."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._client.pace import Pace, TooLate, Turn
from ansible_collections.webex.wholesale.tests.unit.fake_clock import FakeClock

LONG = 300.0


def pace(most=8):
    clock = FakeClock()
    return Pace(most, clock.sleep, clock), clock


def sent(moment):
    return Turn(moment)


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


def test_no_more_than_the_workers_are_under_way():
    slowed, _clock = pace(2)
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
            assert turn == Turn(clock.now)
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


def test_what_was_let_through_is_the_pace_that_comes_next():
    slowed, clock = pace()
    slowed.slower(sent(clock.now), 0)
    for _request in range(20):
        with slowed.turn(LONG):
            pass
    clock.now = 1001.6
    with slowed.turn(LONG) as refused:
        pass
    slowed.slower(refused, 0)
    moments = []
    for _request in range(3):
        with slowed.turn(LONG) as turn:
            moments.append(turn.began)
    # 20 answers in 1.6 seconds.
    assert moments == pytest.approx([1001.6, 1001.68, 1001.76], abs=0.001)


def limited(per_minute, clock=None):
    clock = clock or FakeClock()
    return Pace(8, clock.sleep, clock, per_minute=per_minute), clock


def test_a_known_limit_holds_from_the_first_request_on():
    quick, _clock = limited(100)
    moments = []
    for _request in range(300):
        with quick.turn(1) as turn:
            moments.append(turn.began)
    for number in range(200):
        assert moments[number + 100] - moments[number] >= 60 - 0.001
    assert moments[-1] - moments[0] == pytest.approx(300 / 95 * 60, rel=0.03)


def test_a_known_limit_is_waited_for_however_long_it_takes():
    slow, _clock = limited(1)
    for _request in range(3):
        with slow.turn(1):
            pass
    slow, clock = limited(600)
    with slow.turn(1) as turn:
        pass
    slow.slower(turn, 30)
    # The door of the service is another matter.
    with pytest.raises(TooLate), slow.turn(29):
        pass
    with slow.turn(30) as turn:
        assert turn.began == clock.now == 1030.0


class Crowded:
    """Slots that are taken for some looks."""

    def __init__(self, looks, disturb=None):
        self.looks, self.disturb, self.left = looks, disturb, []

    def take(self):
        self.looks -= 1
        if self.looks == 0 and self.disturb:
            self.disturb()
        return 7 if self.looks < 0 else None

    def give_up(self):
        self.left.append("gave up")

    def leave(self, slot, *, answered):
        self.left.append((slot, answered))


def test_a_request_waits_for_its_slot_and_gives_it_back_with_what_came_of_it():
    clock, slots = FakeClock(), Crowded(3)
    busy = Pace(8, clock.sleep, clock, slots=slots)
    with busy.turn(0) as turn:
        assert len(clock.naps) == 3
        turn.answered = True
    assert slots.left == [(7, True)]
    with pytest.raises(OSError, match="broken"), busy.turn(0):
        raise OSError("broken")
    assert slots.left == [(7, True), (7, False)]


def test_a_door_that_closes_while_a_slot_is_waited_for_counts():
    clock = FakeClock()
    busy = Pace(8, clock.sleep, clock, slots=Crowded(2, lambda: busy.slower(sent(clock.now), 30)))
    with busy.turn(LONG) as turn:
        assert turn.began == clock.now
        assert clock.now >= 1030


def test_who_is_interrupted_while_he_waits_for_a_slot_lets_others_through():
    clock, slots = FakeClock(), Crowded(1)

    def interrupted(_seconds):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), Pace(8, interrupted, clock, slots=slots).turn(0):
        pass
    assert slots.left == ["gave up"]


def test_a_turn_that_comes_too_late_gives_its_slot_back():
    clock, slots = FakeClock(), Crowded(0)
    busy = Pace(8, clock.sleep, clock, slots=slots)
    busy.slower(sent(clock.now), 60)
    with pytest.raises(TooLate), busy.turn(59):
        pass
    assert slots.left == [(7, False)]
