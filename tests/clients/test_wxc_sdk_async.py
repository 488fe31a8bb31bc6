# SPDX-License-Identifier: GPL-3.0-or-later
"""The asynchronous side of wxc_sdk understands the sandbox, with many calls at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .journey import Journey

ALL = {f"p{index}@acme.example" for index in range(12)}


@pytest.fixture(scope="module")
def journey(travel: Callable[[str], Journey]) -> Journey:
    return travel("wxc_sdk_async_driver.py")


def test_only_what_was_meant_to_be_refused_was_refused(journey: Journey) -> None:
    assert journey.refusals() == {"unknown person": [404], "too many requests": [429]}
    assert journey.tolerated() == {}


def test_many_people_are_made_at_once(journey: Journey) -> None:
    assert {item["emails"][0] for item in journey.value("many people at once")} == ALL
    assert journey["many people at once"].operations == ["createPerson"] * 12


def test_it_follows_the_links_to_further_pages(journey: Journey) -> None:
    emails = [item["emails"][0] for item in journey.value("pages of people")]
    assert sorted(emails) == sorted({*ALL, "it@acme-0001.example"})
    assert journey["pages of people"].operations == ["listPeople"] * 3


def test_several_lists_are_read_at_once(journey: Journey) -> None:
    locations, calling, numbers, licenses, roles, organizations = journey.value("several lists at once")
    assert [item["name"] for item in locations] == [item["name"] for item in calling] == ["Head Office"]
    assert numbers == []
    assert [item["name"] for item in licenses] == ["Webex Calling", "Webex Meetings"]
    assert roles[0]["name"] == "Full Administrator"
    assert len(organizations) == 2


def test_it_understands_errors(journey: Journey) -> None:
    step = journey["unknown person"]
    assert step.error is not None
    assert (step.error["type"], step.error["understood"]) == ("AsRestError", True)
    assert (step.error["code"], step.error["description"]) == (990404, "The person was not found.")
    assert step.error["tracking_id"] == step.requests[-1]["tracking_id"]


def test_it_waits_when_there_were_too_many_requests(journey: Journey) -> None:
    assert journey["too many requests"].statuses == [429, 200]
    assert journey["too many requests"].pause >= 1
    assert journey.value("too many requests")
