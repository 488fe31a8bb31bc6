# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a request may be repeated: the whole table, and the bounds of the delay."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.webex.wholesale.plugins.module_utils._client.retry import (
    MAX_DELAY_S,
    MAX_FAULT_ATTEMPTS,
    MAX_RETRY_AFTER_S,
    Failure,
    Next,
    judge,
    parse_retry_after,
)

REPEAT, GIVE_UP, LOOK = Next.REPEAT, Next.GIVE_UP, Next.LOOK
METHODS = ("GET", "PUT", "DELETE", "PATCH", "POST")
# Outcome of an attempt, and the decision for each of the methods above.
TABLE = {
    400: (GIVE_UP, GIVE_UP, GIVE_UP, GIVE_UP, GIVE_UP),
    401: (GIVE_UP, GIVE_UP, GIVE_UP, GIVE_UP, GIVE_UP),
    403: (GIVE_UP, GIVE_UP, GIVE_UP, GIVE_UP, GIVE_UP),
    404: (GIVE_UP, GIVE_UP, GIVE_UP, GIVE_UP, GIVE_UP),
    409: (GIVE_UP, GIVE_UP, GIVE_UP, GIVE_UP, GIVE_UP),
    423: (REPEAT, REPEAT, REPEAT, REPEAT, REPEAT),
    429: (REPEAT, REPEAT, REPEAT, REPEAT, REPEAT),
    500: (REPEAT, REPEAT, REPEAT, REPEAT, LOOK),
    501: (GIVE_UP, GIVE_UP, GIVE_UP, GIVE_UP, GIVE_UP),
    502: (REPEAT, REPEAT, REPEAT, REPEAT, LOOK),
    503: (REPEAT, REPEAT, REPEAT, REPEAT, LOOK),
    504: (REPEAT, REPEAT, REPEAT, REPEAT, LOOK),
    Failure.NOT_SENT: (REPEAT, REPEAT, REPEAT, REPEAT, REPEAT),
    Failure.NO_ANSWER: (REPEAT, REPEAT, REPEAT, REPEAT, LOOK),
}
ROWS = [
    pytest.param(method, outcome, decision, id=f"{method}-{getattr(outcome, 'name', outcome)}")
    for outcome, decisions in TABLE.items()
    for method, decision in zip(METHODS, decisions, strict=True)
]


@pytest.mark.parametrize(("method", "outcome", "decision"), ROWS)
def test_verdict_by_method_and_outcome(method, outcome, decision):
    status, failure = (None, outcome) if isinstance(outcome, Failure) else (outcome, None)
    assert judge(method, 1, status=status, failure=failure, remaining=300).next is decision


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_a_fault_that_stays_is_told(method):
    decisions = [judge(method, attempt, status=500, remaining=300).next for attempt in range(1, MAX_FAULT_ATTEMPTS + 1)]
    assert decisions == [*[REPEAT] * (MAX_FAULT_ATTEMPTS - 1), GIVE_UP]


@given(
    attempt=st.integers(1, 200),
    status=st.sampled_from([423, 429, 502, 503, 504]),
    retry_after=st.none() | st.floats(0, 1e9),
    jitter=st.floats(0, 1),
)
def test_delay_is_bounded(attempt, status, retry_after, jitter):
    decision = judge("GET", attempt, status=status, retry_after=retry_after, remaining=1e9, jitter=jitter)
    # The door that 429 closes is closed for all, for as long as the service says.
    longest = MAX_RETRY_AFTER_S if status == 429 and retry_after is not None else MAX_DELAY_S
    assert 0 <= decision.delay <= longest * 1.25
    if retry_after is not None:
        assert decision.delay >= min(retry_after, longest)


def test_without_a_word_of_the_service_the_delay_grows():
    delays = [judge("GET", attempt, status=503, remaining=1e9, jitter=0.5).delay for attempt in range(1, 6)]
    assert delays == [0.5, 1, 2, 4, 8]


@pytest.mark.parametrize(("remaining", "decision"), [(10.0, REPEAT), (9.9, GIVE_UP)])
def test_a_delay_beyond_the_deadline_gives_up(remaining, decision):
    assert judge("POST", 1, status=429, retry_after=10, remaining=remaining, jitter=0).next is decision


NOW = datetime(2026, 1, 1, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7.0),
        (" 1.5 ", 1.5),
        ("-3", 0.0),
        ("nan", 0.0),
        ("Thu, 01 Jan 2026 12:00:30 GMT", 30.0),
        ("Thu, 01 Jan 2026 12:00:30 -0000", 30.0),
        ("Thu, 01 Jan 2026 11:00:00 GMT", 0.0),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after(header, seconds):
    assert parse_retry_after(header, NOW) == seconds


@given(st.text(max_size=40))
def test_retry_after_never_raises(header):
    seconds = parse_retry_after(header, NOW)
    assert seconds is None or seconds >= 0


def test_retry_after_with_an_impossible_date_is_passed_over():
    assert parse_retry_after("Mon, 99999999999999999999 Jan 2020 00:00:00 GMT", NOW) is None


def test_the_delay_of_a_very_late_attempt_is_still_a_number():
    assert judge("GET", 1100, status=503, remaining=1e9, jitter=0.5).delay == MAX_DELAY_S
