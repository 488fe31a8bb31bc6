# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The same work for many rows at once: bounded, with a result for each row, stopped when every row would fail."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Generic, TypeVar

from .._client.errors import AuthenticationError, ClientError, SettingsError, Unreachable

R = TypeVar("R")
T = TypeVar("T")

# These concern the connection and not the row: every other row would fail the same way.
CONNECTION_ERRORS = (AuthenticationError, SettingsError, Unreachable)
# Begins the reason of a row that would have failed because of something else.
NOT_TRIED = "not tried, because"


class RowError(Exception):
    """A row cannot be done; the text says why. Other exceptions but ClientError are defects, and reported as such."""


@dataclass(frozen=True)
class Outcome(Generic[R, T]):
    """The outcome of a row: its value, or why there is none.

    Attributes:
        cut_off: Whether Webex could not be reached, so that every other row would end the same way.
    """

    row: R
    value: T | None = None
    error: str = ""
    cut_off: bool = False


def batched(items: Sequence[R], size: int) -> list[list[R]]:
    """The items in lists of at most `size`."""
    return [list(items[start : start + size]) for start in range(0, len(items), size)]


def for_each(
    rows: Sequence[R], work: Callable[[R], T], workers: int, done: Callable[[], None] | None = None
) -> list[Outcome[R, T]]:
    """Do the work for every row and return the outcomes in the order of the rows.

    Parameters:
        rows: What to work on.
        work: Does one row; a ClientError or RowError is that row's failure.
        workers: Rows that may be in progress at once.
        done: Called after each row, from several threads.
    """
    stop = threading.Event()

    def one(row: R) -> Outcome[R, T]:
        outcome = attempt(row)
        if done:
            done()
        return outcome

    def attempt(row: R) -> Outcome[R, T]:
        if stop.is_set():
            return Outcome(row, error=f"{NOT_TRIED} an earlier row could not reach Webex.", cut_off=True)
        try:
            return Outcome(row, value=work(row))
        except CONNECTION_ERRORS as error:
            stop.set()
            return Outcome(row, error=str(error), cut_off=True)
        except (ClientError, RowError) as error:
            return Outcome(row, error=str(error))

    if len(rows) <= 1:
        return [one(row) for row in rows]
    with ThreadPoolExecutor(max_workers=min(workers, len(rows))) as pool:
        return list(pool.map(one, rows))


def results_of(rows: Sequence[R], work: Callable[[R], T], workers: int) -> list[T]:
    """Do the work for every row at once, and return the results in the order of the rows; an error of one is raised.

    Parameters:
        rows: What to work on.
        work: Does one row.
        workers: Rows that may be in progress at once.
    """
    if len(rows) <= 1:
        return [work(row) for row in rows]
    with ThreadPoolExecutor(max_workers=min(workers, len(rows))) as pool:
        return list(pool.map(work, rows))
