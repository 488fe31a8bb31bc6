# SPDX-License-Identifier: GPL-3.0-or-later
"""Batches of new numbers: side by side, and what becomes of each number."""

from __future__ import annotations

import threading
from types import SimpleNamespace

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._client.errors import ApiError, Unreachable
from ansible_collections.webex.wholesale.plugins.module_utils._engine.operation import Report
from ansible_collections.webex.wholesale.plugins.module_utils._numbers import writer

NUMBERS = [f"+1408555{last:04}" for last in range(100, 125)]
IDS = SimpleNamespace(of=lambda location: f"id of {location}")


@pytest.fixture
def add(monkeypatch):
    """Add numbers with this function in place of Webex; return the reasons by number, empty for those added."""

    def do(answer, additions, workers=3):
        monkeypatch.setattr(writer, "add_numbers", lambda client, org, place, numbers, *_: answer(place, list(numbers)))
        report = Report()
        made = writer.NumbersWriter(None, "O1", IDS, None, report, active=True, journal=None, workers=workers)
        made.add(additions)
        return {number: outcome.error for number, outcome in report.outcomes.items()}

    return do


def test_batches_are_added_side_by_side(add):
    meeting = threading.Barrier(3, timeout=20)

    def answer(place, numbers):
        meeting.wait()
        return {}

    assert add(answer, {"HQ": NUMBERS[:20], "Site": NUMBERS[20:]}) == dict.fromkeys(NUMBERS, "")


def test_no_more_of_them_than_workers(add):
    under_way = []

    def answer(place, numbers):
        under_way.append(place)
        assert len(under_way) == 1
        under_way.clear()
        return {}

    assert not any(add(answer, {"HQ": NUMBERS}, workers=1).values())


@pytest.mark.parametrize("status", [400, 409])
def test_one_bad_number_is_refused_alone(add, status):
    bad, sent = NUMBERS[3], []

    def answer(place, numbers):
        sent.append((place, len(numbers)))
        if bad in numbers:
            raise ApiError("POST", "/numbers", status, ("it is taken",))
        return {}

    reasons = add(answer, {"HQ": NUMBERS[:12]}, workers=1)
    assert {number for number, reason in reasons.items() if reason} == {bad}
    assert "it is taken" in reasons[bad]
    assert sent == [("id of HQ", 10), *[("id of HQ", 1)] * 10, ("id of HQ", 2)]


def test_a_number_that_webex_leaves_out_has_its_reason(add):
    reasons = add(lambda place, numbers: {NUMBERS[1]: "not valid"} if NUMBERS[1] in numbers else {}, {"HQ": NUMBERS})
    assert reasons == {**dict.fromkeys(NUMBERS, ""), NUMBERS[1]: "not valid"}


def test_another_failure_is_that_of_its_batch(add):
    def answer(place, numbers):
        if NUMBERS[0] in numbers:
            raise ApiError("POST", "/numbers", 403, ("not allowed",))
        return {}

    reasons = add(answer, {"HQ": NUMBERS})
    assert [number for number, reason in reasons.items() if reason] == NUMBERS[:10]


def test_without_webex_the_rest_is_not_tried(add):
    def answer(place, numbers):
        raise Unreachable("no answer")

    reasons = add(answer, {"HQ": NUMBERS}, workers=1)
    assert set(reasons) == set(NUMBERS)
    assert all("not tried" in reasons[number] for number in NUMBERS[10:])
