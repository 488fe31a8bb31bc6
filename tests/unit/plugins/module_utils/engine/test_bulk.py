# SPDX-License-Identifier: GPL-3.0-or-later
"""The same work for many rows."""

from __future__ import annotations

import threading

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._client.errors import (
    SettingsError,
    Unreachable,
    api_error,
)
from ansible_collections.webex.wholesale.plugins.module_utils._engine.bulk import RowError, for_each, results_of


def failing(bad, error):
    def work(row):
        if row in bad:
            raise error
        return row * 10

    return work


@pytest.mark.parametrize("workers", [1, 4])
@pytest.mark.parametrize(
    "error", [RowError("no such location"), api_error("POST", "/x", 409, ()), api_error("POST", "/x", 500, ())]
)
def test_a_row_that_fails_does_not_stop_the_others(workers, error):
    outcomes = for_each([1, 2, 3, 4], failing({2}, error), workers)
    assert [outcome.row for outcome in outcomes] == [1, 2, 3, 4]
    assert [outcome.value for outcome in outcomes] == [10, None, 30, 40]
    assert [outcome.error for outcome in outcomes] == ["", str(error), "", ""]


@pytest.mark.parametrize(
    "error", [api_error("POST", "/x", 401, ()), SettingsError("no token"), Unreachable("no network")]
)
def test_what_no_row_can_survive_stops_the_rest(error):
    outcomes = for_each([1, 2, 3], failing({2}, error), 1)
    assert [outcome.error for outcome in outcomes] == [
        "",
        str(error),
        "not tried, because an earlier row could not reach Webex.",
    ]


def test_rows_run_side_by_side_up_to_the_limit():
    three = threading.Barrier(3)
    assert len(for_each(range(3), lambda row: three.wait(5), 3)) == 3
    running, most, lock = [], [], threading.Lock()

    def work(row):
        with lock:
            running.append(row)
            most.append(len(running))
        threading.Event().wait(0.005)
        with lock:
            running.remove(row)

    for_each(range(12), work, 3)
    assert max(most) <= 3


def test_a_defect_is_not_taken_for_a_failed_row():
    for defect in (KeyError("defect"), ValueError("invalid literal")):
        with pytest.raises(type(defect)):
            for_each([1, 2], failing({1}, defect), 2)


def test_no_rows():
    assert for_each([], failing(set(), ValueError()), 4) == []


def test_results_come_in_the_order_of_the_rows_and_side_by_side():
    meeting = threading.Barrier(3, timeout=20)

    def work(row):
        meeting.wait()
        return -row

    assert results_of([1, 2, 3], work, workers=3) == [-1, -2, -3]


@pytest.mark.parametrize("rows", [[3], [1, 2, 3]])
def test_an_error_of_one_row_is_that_of_all(rows):
    with pytest.raises(RowError):
        results_of(rows, failing({3}, RowError("refused")), workers=2)


def test_no_results_of_no_rows():
    assert results_of([], failing(set(), RowError("refused")), workers=2) == []
