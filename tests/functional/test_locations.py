# SPDX-License-Identifier: GPL-3.0-or-later
"""Locations: the head office that is there already, new ones, changes, and removal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .support import (
    Ansible,
    Record,
    Run,
    Sandbox,
    address,
    by,
    control,
    is_write,
    location,
    of_operation,
    operations,
    order,
    seen,
    snapshot,
    task,
    writes,
)

OF = {"customer": "loc"}
HOME = location("Head Office", address=address())
MAIN = {**HOME, "name": "Main Building"}
FREMONT = location("Fremont")
CHANGED = location(
    "Fremont",
    timezone="America/Denver",
    address=address(line1="7 Other Road", line2="Floor 3"),
    outside_dial_digit="9",
)
CALLED = {**CHANGED, "external_caller_id_name": "Company Fremont"}
PREFIX = {**CALLED, "routing_prefix": "8100"}
CLEARED = {**PREFIX, "address": {**CHANGED["address"], "line2": None}}
KIOSK = {"name": "Kiosk", "address": address(line1="4 Quay"), "timezone": "America/Los_Angeles", "language": "en_us"}


def _locations(*rows: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {**OF, "locations": list(rows), **more}


def _step(title: str, options: dict[str, Any], module: str = "webex_locations") -> list[Record]:
    """The plan, the run, the run again, and what is there then."""
    return [
        task(f"{title}: plan", module, options, check=True),
        task(f"{title}: run", module, options),
        task(f"{title}: again", module, options),
        snapshot(f"{title}: state"),
    ]


STEPS = (
    "found by name",
    "found by address",
    "made",
    "changed",
    "caller id",
    "prefix",
    "line cleared",
    "details",
    "enabled",
    "one",
    "removed",
)


@pytest.fixture(scope="module")
def story(start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible]) -> Run:
    sandbox = start("--provisioning-delay", "0", "--update-delay", "0.3")
    return make_ansible(sandbox).play(
        [
            task("customer", "webex_customer", order("loc")),
            snapshot("start"),
            *_step("found by name", _locations(HOME)),
            *_step("found by address", _locations(MAIN, headquarters={"name": MAIN["name"]})),
            *_step("made", _locations(MAIN, FREMONT)),
            *_step("changed", _locations(MAIN, CHANGED)),
            *_step("caller id", _locations(MAIN, CALLED)),
            *_step("prefix", _locations(MAIN, PREFIX)),
            *_step("line cleared", _locations(MAIN, CLEARED)),
            *_step("details", _locations(MAIN, {**CLEARED, "language": "es_es"}, details=True)),
            control(
                "/locations",
                {
                    "external_id": "loc",
                    "name": "Kiosk",
                    "address": {
                        "address1": "4 Quay",
                        "city": "Milpitas",
                        "state": "CA",
                        "postalCode": "95035",
                        "country": "US",
                    },
                    "time_zone": "America/Los_Angeles",
                    "language": "en_us",
                },
            ),
            *_step("enabled", _locations(KIOSK)),
            *_step("one", {**OF, **location("Depot")}, "webex_location"),
            task("infos", "webex_location_info", {**OF, "name": "Fremont", "details": True}),
            *_step(
                "removed",
                _locations(
                    MAIN, KIOSK, prune=True, prune_max_count=5, prune_max_percent=100, protected_locations=["Depot"]
                ),
            ),
            task("removed alone", "webex_location", {**OF, "name": "Depot", "state": "absent"}),
            task("removed again", "webex_location", {**OF, "name": "Depot", "state": "absent"}),
            control("/settings", {"location_job_outcome": "FAILED"}),
            task("job fails", "webex_location", {**OF, "name": "Kiosk", "state": "absent"}),
        ],
        "--diff",
    )


def _there(story: Run, title: str) -> dict[str, Record]:
    return by(seen(story, f"{title}: state", "loc")["locations"])


def _fields(story: Run, title: str) -> dict[str, dict[str, Any]]:
    rows = story.result(f"{title}: run")["actions"]
    return {row["identity"]: row["fields"] for row in rows if row["action"] != "none"}


@pytest.mark.parametrize("title", STEPS)
def test_plans_are_true(story: Run, title: str) -> None:
    plan, done, again = (story.result(f"{title}: {step}") for step in ("plan", "run", "again"))
    assert plan["actions"] == done["actions"]
    assert plan["changed"] == done["changed"] == (title != "found by name")
    assert plan.get("diff") == done.get("diff")
    assert writes(story.requests(f"{title}: plan")) == []
    assert not again["changed"]
    assert not [row for row in story.requests(f"{title}: again") if is_write(row)]


def test_head_office_is_never_made_again(story: Run) -> None:
    first, renamed = _there(story, "found by name"), _there(story, "found by address")
    assert list(first) == ["Head Office"]
    assert list(renamed) == ["Main Building"]
    assert first["Head Office"]["id"] == renamed["Main Building"]["id"]
    assert _fields(story, "found by address") == {
        "Main Building": {"name": {"from": "Head Office", "to": "Main Building"}}
    }
    ids = story.result("found by address: run")["location_ids"]
    assert ids["Main Building"] == first["Head Office"]["id"]


def test_old_name_is_not_handed_on(story: Run) -> None:
    for step in ("plan", "run"):
        assert list(story.result(f"found by address: {step}")["location_ids"]) == ["Main Building"]


def test_new_location_has_calling(story: Run) -> None:
    made = _there(story, "made")["Fremont"]
    assert made["calling"]
    assert made["time_zone"] == "America/Los_Angeles"
    assert made["announcement_language"] == "en_us"
    calls = operations(story.requests("made: run"))
    assert (calls["createLocation"], calls["enableLocationForCalling"]) == (1, 1)
    assert story.result("made: plan")["location_ids"]["Fremont"] is None
    assert story.result("made: run")["location_ids"]["Fremont"] == made["id"]


def test_time_zone_and_address_change(story: Run) -> None:
    there = _there(story, "changed")["Fremont"]
    assert there["time_zone"] == "America/Denver"
    assert there["address"]["address1"] == "7 Other Road"
    assert there["address"]["address2"] == "Floor 3"
    assert set(_fields(story, "changed")["Fremont"]) == {
        "timezone",
        "address.line1",
        "address.line2",
        "outside_dial_digit",
    }
    assert "address2" not in {
        key for key, value in _there(story, "line cleared")["Fremont"]["address"].items() if value
    }


def test_caller_id_is_compared_by_a_read_of_its_own(story: Run) -> None:
    assert _there(story, "caller id")["Fremont"]["external_caller_id"] == "Company Fremont"
    assert operations(story.requests("changed: again"))["getCallingLocation"] == 0
    assert operations(story.requests("caller id: again"))["getCallingLocation"] == 1


def test_routing_prefix_is_waited_for(story: Run) -> None:
    assert _there(story, "prefix")["Fremont"]["routing_prefix"] == "8100"
    assert not story.result("prefix: run").get("warnings")


def test_announcement_language_is_compared_with_details(story: Run) -> None:
    assert set(_fields(story, "details")["Fremont"]) == {"language"}
    assert _there(story, "details")["Fremont"]["announcement_language"] == "es_es"
    assert operations(story.requests("details: again"))["getCallingLocation"] == 2


def test_location_without_calling_is_enabled(story: Run) -> None:
    assert _there(story, "enabled")["Kiosk"]["calling"]
    assert _fields(story, "enabled")["Kiosk"]["calling"] == {"from": False, "to": True}
    calls = operations(story.requests("enabled: run"))
    assert (calls["createLocation"], calls["enableLocationForCalling"]) == (0, 1)


def test_locations_are_read(story: Run) -> None:
    (row,) = story.result("infos")["locations"]
    assert row["name"] == "Fremont"
    assert row["id"] == _there(story, "one")["Fremont"]["id"]


def test_empty_location_is_removed(story: Run) -> None:
    assert sorted(_there(story, "removed")) == ["Depot", "Kiosk", "Main Building"]
    assert [row["identity"] for row in story.result("removed: run")["actions"] if row["action"] == "delete"] == [
        "Fremont"
    ]
    requests = story.requests("removed: run")
    for operation in ("precheckLocationDeletion", "disableCallingLocation", "deleteLocation"):
        assert len(of_operation(requests, operation)) == 1
    assert "Fremont" not in story.result("removed: run")["location_ids"]


def test_removing_twice(story: Run) -> None:
    assert story.result("removed alone")["changed"]
    assert story.result("removed alone")["location"] is None
    assert not story.result("removed again")["changed"]


def test_failed_job_is_told(story: Run) -> None:
    message = story.failure("job fails")
    assert "Kiosk" in message
    assert "FAILED" in message
    assert of_operation(story.requests("job fails"), "deleteLocation") == []
