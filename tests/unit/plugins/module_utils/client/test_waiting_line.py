# SPDX-License-Identifier: GPL-3.0-or-later
"""The line after 429: the door stays closed, nobody comes back together, nobody is overtaken, the pace is found."""

from __future__ import annotations

import heapq
import itertools
import random
from collections import deque
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.webex.wholesale.plugins.module_utils._client.under_way import (
    ANSWERS_PER_SLOT,
    FIRST_SLOTS,
    MOST_SLOTS,
)
from ansible_collections.webex.wholesale.plugins.module_utils._client.waiting_line import (
    FIRST_INTERVAL_S,
    FORGET_AFTER_S,
    MAX_DOUBTS,
    MAX_SLOWDOWN,
    MIN_GROWTH_S,
    MIN_SLOWDOWN,
    Line,
    limited,
    refuse,
)


def drawn(line, now, count):
    tickets = []
    for _ticket in range(count):
        line, ticket = line.draw(now)
        tickets.append(ticket)
    return line, tickets


def test_the_door_stays_closed_for_the_time_told():
    line, tickets = drawn(refuse(None, 100.0, 99.0, 3.0), 100.5, 10)
    dues = [line.due(ticket) for ticket in tickets]
    assert dues[0] == 103.0
    assert dues == sorted(set(dues))
    assert dues[1] - dues[0] == pytest.approx(FIRST_INTERVAL_S, rel=0.05)


def test_the_longest_time_told_counts():
    line = refuse(refuse(refuse(None, 100.0, 99.0, 3.0), 100.1, 99.0, 30.0), 100.2, 99.0, 1.0)
    assert line.draw(100.3)[0].due(line.next) == 130.1


def test_what_was_under_way_together_is_one_refusal():
    first = refuse(None, 100.0, 99.0, 1.0)
    line = first
    for moment in (100.1, 100.2, 100.3):
        line = refuse(line, moment, 99.9, 1.0)
    assert (line.interval, line.refused) == (first.interval, 100.0)
    line, ticket = line.draw(101.5)
    assert refuse(line, 102.0, 101.5, 1.0, ticket).interval > line.interval
    # One that was sent without a ticket was under way as well.
    assert refuse(line, 102.0, 101.5, 1.0).interval <= line.interval


def test_tickets_keep_their_order_over_refusals():
    line, tickets = drawn(refuse(None, 100.0, 99.0, 1.0), 100.5, 20)
    line = refuse(line, 101.45, 101.4, 5.0)
    gone = [ticket for ticket in tickets if ticket < line.first]
    assert len(gone) == 5
    line, later = drawn(line, 102.0, 5)
    dues = [line.due(ticket) for ticket in (*tickets[len(gone) :], *later)]
    assert dues[0] == 106.45
    assert dues == sorted(set(dues))
    # One that had leave to go, and has not: it waits like everybody.
    assert line.due(gone[-1]) == 106.45


def test_the_first_guess_grows_quickly():
    line, tickets = drawn(refuse(None, 100.0, 99.0, 0.0), 100.0, 200)
    within = [sum(line.due(ticket) <= 100 + seconds for ticket in tickets) for seconds in (2, 4)]
    assert 25 <= within[0] <= 30
    assert 75 <= within[1] <= 90


def test_the_pace_is_what_the_service_has_let_through():
    line = refuse(None, 100.0, 99.0, 1.0)
    line, tickets = drawn(line, 100.0, 40)
    # Thirty went before this one; the time of its own answer does not count.
    line = refuse(line, 103.0, 102.7, 1.0, tickets[30])
    assert line.interval == pytest.approx(2.7 / 30)
    assert (line.growth, line.opened) == (pytest.approx(MIN_GROWTH_S), line.first)


@pytest.mark.parametrize(("tickets", "factor"), [(0, MAX_SLOWDOWN), (10_000, MIN_SLOWDOWN)])
def test_one_refusal_changes_the_pace_by_a_little_at_least_and_by_half_at_most(tickets, factor):
    line = Line(refused=100.0, start=101.0, first=7, next=7, interval=0.1, growth=MIN_GROWTH_S, opened=7)
    assert refuse(line, 110.0, 109.0, 1.0, 7 + tickets).interval == pytest.approx(0.1 * factor)


def test_a_refusal_that_does_not_fit_is_doubted_until_it_comes_again_and_again():
    # Ten a second were borne; now one is refused although few were sent, as while customers are being built.
    line = Line(refused=100.0, start=101.0, first=7, next=7, interval=0.1, growth=MIN_GROWTH_S, borne=0.1)
    for doubt in range(MAX_DOUBTS):
        now = 110.0 + 10 * doubt
        line = refuse(line, now, now - 0.1, 1.0, line.next)
        assert (line.interval, line.borne, line.doubts) == (0.1, 0.1, doubt + 1)
        # The door is closed all the same.
        assert line.start == now + 1.0
    line = refuse(line, 200.0, 199.9, 1.0, line.next)
    assert (line.interval, line.doubts) == (0.2, 0)


def test_what_two_refusals_in_a_row_say_is_believed():
    line = Line(refused=100.0, start=101.0, first=7, next=7, interval=0.1, growth=MIN_GROWTH_S, borne=0.1)
    for now, interval in ((110.0, 0.1), (120.0, 0.2)):
        line, tickets = drawn(line, now - 5, 51)
        line = refuse(line, now, now, 1.0, tickets[-1])
        assert line.measured == pytest.approx(0.2, rel=0.2)
        assert line.interval == pytest.approx(interval, rel=0.1)


def test_a_refusal_that_fits_ends_the_doubts():
    line = Line(refused=100.0, start=101.0, first=7, next=7, interval=0.1, growth=MIN_GROWTH_S, borne=0.1, doubts=3)
    line = refuse(line, 110.0, 109.9, 1.0, line.first + 100)
    assert (line.doubts, line.interval) == (0, pytest.approx(0.105))


def test_moments_that_nobody_wanted_are_not_saved_up():
    line, _tickets = drawn(refuse(None, 100.0, 99.0, 1.0), 100.0, 3)
    line, tickets = drawn(line, 150.0, 3)
    dues = [line.due(ticket) for ticket in tickets]
    assert dues[0] == pytest.approx(150.0)
    assert dues[2] > dues[1] > dues[0]


def test_a_known_pace_saves_up_some_moments():
    line = refuse(None, 100.0, 99.0, 1.0)
    line = replace(line, borne=0.1, growth=MIN_GROWTH_S)
    line, tickets = drawn(line, 150.0, 13)
    dues = [line.due(ticket) for ticket in tickets]
    assert sum(due <= 150.0 for due in dues) == 11
    # At a hundred a minute these are five.
    line, tickets = drawn(limited(None, 150.0, 100), 150.0, 13)
    assert sum(line.due(ticket) <= 150.0 for ticket in tickets) == 5


def test_a_line_never_gets_faster_than_the_limit():
    line, tickets = drawn(limited(refuse(None, 100.0, 99.0, 1.0), 100.0, 1200), 100.0, 300)
    dues = [line.due(ticket) for ticket in tickets]
    steps = [later - due for due, later in itertools.pairwise(dues)]
    # It begins slowly, since it was refused.
    assert steps[0] == pytest.approx(0.1, rel=0.02)
    assert steps[-1] == pytest.approx(60 / 1190)
    assert all(later <= step + 1e-9 for step, later in itertools.pairwise(steps))


def test_another_limit_lets_nobody_go_early():
    line, tickets = drawn(limited(None, 100.0, 60), 100.0, 50)
    gone = [ticket for ticket in tickets if line.due(ticket) <= 110.0]
    before = line.due(tickets[len(gone)])
    for per_minute in (600, 30, 6000, 60):
        line = limited(line, 110.0, per_minute)
        assert line.first == len(gone)
        assert line.due(line.first) == pytest.approx(before)
    dues = [line.due(ticket) for ticket in tickets[len(gone) :]]
    assert dues[-1] - dues[0] == pytest.approx((len(dues) - 1) * 60 / 57)


def test_refusals_of_long_ago_are_forgotten():
    line, tickets = drawn(refuse(None, 100.0, 99.0, 1.0), 100.0, 3)
    assert not line.forgotten(100.0 + FORGET_AFTER_S)
    assert line.forgotten(100.1 + FORGET_AFTER_S)
    anew = refuse(line, 500.0, 499.0, 1.0)
    assert (anew.interval, anew.growth) == (FIRST_INTERVAL_S, refuse(None, 0, 0, 0).growth)
    # Tickets of before do not count as drawn again.
    assert anew.next > tickets[-1]


@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("draw"), st.floats(0, 400)),
            st.tuples(st.just("refuse"), st.floats(0, 75)),
            st.tuples(st.just("limit"), st.integers(1, 6000)),
        ),
        max_size=80,
    )
)
def test_whatever_happens_nobody_goes_while_the_door_is_closed_or_is_overtaken(events):
    now, closed, line = 1000.0, 0.0, refuse(None, 1000.0, 999.0, 1.0)
    for event, value in events:
        now += 0.01
        if event == "draw":
            now += value
            line, _ticket = line.draw(now)
        elif event == "refuse":
            closed = max(closed, now + value)
            line = refuse(line, now, now - 0.005, value)
        else:
            line = limited(line, now, value)
        waiting = range(line.first, line.next + 1)
        dues = [line.due(ticket) for ticket in waiting]
        assert dues == sorted(dues)
        assert all(due >= min(closed, line.start) for due in dues)
        assert line.start >= closed or line.forgotten(now) or closed <= now
        slowest = max(2.0, line.least)
        assert 0.001 <= line.least <= line.interval <= slowest
        # Even at the slowest pace the line moves.
        assert line.due(line.next) <= max(now, line.start) + slowest * (len(waiting) + 1)


class Service:
    """A token bucket, full at the start, on its own time."""

    def __init__(self, rate, burst):
        self.rate, self.burst, self.level, self.moment = rate, burst, burst, 0.0

    def lets_through(self, now):
        self.level = min(self.burst, self.level + (now - self.moment) * self.rate)
        self.moment = now
        if self.level < 1:
            return False
        self.level -= 1
        return True


def play(service, workers, requests, latency, retry_after, per_minute=0):
    """Play workers that send one request after the other; return refusals, early ones, the end, the longest wait.

    As many may be under way as there are slots: few at first, more with every answer.
    """
    line, closed = None, 0.0
    refused = early = served = under_way = 0
    longest = 0.0
    crowd = deque((0.0, worker) for worker in range(workers))
    events = []
    now = 0.0
    while served < requests:
        while crowd and under_way < min(MOST_SLOTS, FIRST_SLOTS + served // ANSWERS_PER_SLOT):
            since, worker = crowd.popleft()
            under_way += 1
            heapq.heappush(events, (now, worker, "ask", since, None))
        now, worker, event, since, ticket = heapq.heappop(events)
        if event == "ask":
            if per_minute:
                line = limited(line, now, per_minute)
            if line is not None and ticket is None:
                line, ticket = line.draw(now)
            if line is not None and line.due(ticket) > now:
                heapq.heappush(events, (line.due(ticket), worker, "ask", since, ticket))
                continue
            early += now < closed
            longest = max(longest, now - since)
            answer = "good" if service.lets_through(now) else "refused"
            heapq.heappush(events, (now + latency, worker, answer, now, ticket))
            continue
        under_way -= 1
        crowd.append((now, worker))
        if event == "good":
            served += 1
        else:
            refused += 1
            closed = max(closed, now + retry_after)
            line = refuse(line, now, since, retry_after, ticket)
    return refused, early, now, longest


@pytest.mark.parametrize("workers", [8, 20, 160])
@pytest.mark.parametrize(
    ("rate", "burst", "latency", "retry_after", "share", "wall"),
    [
        (10, 20, 0.05, 1, 0.02, 1.05),
        (10, 10, 0.3, 1, 0.02, 1.05),
        (60, 60, 0.05, 1, 0.02, 1.15),
        (3, 5, 0.1, 2, 0.03, 1.1),
        # Where the service asks for more patience than it needs, or hardly lets anything through.
        (10, 20, 0.05, 10, 0.02, 1.5),
        (1, 60, 0.2, 5, 0.1, 1.1),
    ],
)
def test_the_pace_of_a_service_is_found(workers, rate, burst, latency, retry_after, share, wall):
    requests = min(rate * 300, 3000)
    refused, early, seconds, longest = play(Service(rate, burst), workers, requests, latency, retry_after)
    # All that are under way at the first refusal may be refused, and the workers that were left out wait.
    assert refused <= 10 + share * requests
    assert early == 0
    assert seconds <= wall * (requests - burst) / rate
    # Nobody waits for much longer than the line is long.
    assert longest <= 2 * workers / rate + 5 * retry_after + 5


@pytest.mark.parametrize("latency", [0.05, 1.0])
@pytest.mark.parametrize("workers", [8, 160])
@pytest.mark.parametrize(("per_minute", "burst"), [(100, 6), (600, 12), (3000, 12)])
def test_a_known_limit_is_used_up_and_never_refused(workers, latency, per_minute, burst):
    requests = 4 * per_minute
    service = Service(per_minute / 60, burst)
    refused, _early, seconds, longest = play(service, workers, requests, latency, 1, per_minute)
    assert refused == 0
    if workers / latency > per_minute / 60:
        # The limit is kept over any minute, and with slow answers few are under way at first.
        assert seconds <= 1.08 * requests / (per_minute / 60)
    assert longest <= 1.1 * workers / (per_minute / 60) + latency * workers / 10 + 1


class Moody:
    """Refuses by chance, however much is asked."""

    def __init__(self):
        self.dice = random.Random(1)

    def lets_through(self, _now):
        return self.dice.random() > 0.02


def test_refusals_of_another_cause_do_not_bring_everybody_to_a_halt():
    refused, early, seconds, _longest = play(Moody(), 20, 1000, 0.05, 1)
    assert refused >= 10
    assert early == 0
    # At least four a second, with a second of closed door for each refusal.
    assert seconds <= 1000 / 4 + refused
