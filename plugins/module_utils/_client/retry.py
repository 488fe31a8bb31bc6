# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Whether a request may be repeated, and after how long. Pure: no clock, no sleep, no network.

A read, and a write that ends in the same state when done twice (PUT, PATCH, DELETE), may be repeated whenever the
service is busy or has a fault, or no answer came. A POST may be repeated only when it surely was not carried out:
after 423 and 429, or when no connection came about. Otherwise its outcome is unknown and the caller must look before it
sends again.
"""

from __future__ import annotations

import email.utils
import random
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum

# The only PATCH sent sets values, so it ends in the same state when done twice.
REPEATABLE = frozenset({"GET", "HEAD", "PUT", "PATCH", "DELETE"})
BUSY = frozenset({423, 429})
GATEWAY = frozenset({502, 503, 504})
DEFAULT_RETRY_AFTER_S = 5.0
MAX_DELAY_S = 60.0
# For 429, which closes the line for all tasks. Longer values are not useful, or dates of a clock that differs.
MAX_RETRY_AFTER_S = 300.0
# A wrong address or a firewall is not cured by minutes of waiting.
MAX_CONNECT_ATTEMPTS = 6
# A fault of the service may concern this object only, so it is reported after some attempts.
MAX_FAULT_ATTEMPTS = 5


class Failure(Enum):
    """Why a request ended without a readable answer."""

    NOT_SENT = "no connection came about"
    NO_ANSWER = "the answer did not come or was not complete"
    SETTINGS = "a setting of this machine is wrong"
    TLS = "no trusted connection came about"


class Next(Enum):
    """What to do after a failed attempt."""

    REPEAT = "repeat"
    GIVE_UP = "give up"
    LOOK = "the outcome is unknown"


@dataclass(frozen=True)
class RetryDecision:
    """What to do next; `delay` in seconds: what REPEAT waits, or what was too long and made it GIVE_UP."""

    next: Next
    delay: float = 0.0


def judge(
    method: str,
    attempt: int,
    *,
    status: int | None = None,
    failure: Failure | None = None,
    retry_after: float | None = None,
    remaining: float,
    jitter: float | None = None,
) -> RetryDecision:
    """Judge an attempt that failed.

    Parameters:
        method: HTTP method in capitals.
        attempt: 1 for the first one.
        status: HTTP status of the answer; None when there was none.
        failure: Why there was no answer.
        retry_after: What the answer's Retry-After says, in seconds.
        remaining: Seconds left of the time that repetitions may take.
        jitter: Between 0 and 1; random when not given.
    """
    safe = method in REPEATABLE
    if failure is Failure.NOT_SENT:
        wanted = attempt < MAX_CONNECT_ATTEMPTS
    elif status in BUSY:
        wanted = True
    elif status in GATEWAY or failure is Failure.NO_ANSWER:
        if not safe:
            return RetryDecision(Next.LOOK)
        wanted = True
    elif status == 500:
        if not safe:
            return RetryDecision(Next.LOOK)
        wanted = attempt < MAX_FAULT_ATTEMPTS
    else:
        wanted = False
    if not wanted:
        return RetryDecision(Next.GIVE_UP)
    delay = _delay(attempt, status, retry_after, random.random() if jitter is None else jitter)
    return RetryDecision(Next.REPEAT, delay) if delay <= remaining else RetryDecision(Next.GIVE_UP, delay)


def _delay(attempt: int, status: int | None, retry_after: float | None, jitter: float) -> float:
    if retry_after is not None:
        # Retry-After is followed; the jitter keeps many workers from returning at the same moment.
        return min(retry_after, MAX_RETRY_AFTER_S if status == 429 else MAX_DELAY_S) + jitter * 0.5
    base = DEFAULT_RETRY_AFTER_S if status in BUSY else 0.5
    return min(base * 2 ** min(attempt - 1, 10), MAX_DELAY_S) * (0.75 + jitter / 2)


def parse_retry_after(value: str | None, now: datetime | None = None) -> float | None:
    """Read the header Retry-After: seconds, or a date; None when there is none or it makes no sense."""
    if not value:
        return None
    text = value.strip()
    try:
        return max(0.0, float(text))
    except ValueError:
        pass
    try:
        moment = email.utils.parsedate_to_datetime(text)
    except (TypeError, ValueError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - (now or datetime.now(UTC))).total_seconds())
