# SPDX-License-Identifier: GPL-3.0-or-later
"""webex_location: one location, and calling that has to go before it."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.tests.unit.location_calls import (
    CALLING,
    DEPOT_ID,
    JOBS,
    OFFICE,
    OFFICE_BODY,
    OFFICE_ID,
    ORG_QUERY,
    PATH,
    WIRE_DEPOT,
    WIRE_OFFICE,
    expect_partner,
    expect_present,
    expect_write,
    run_one,
    verbs,
    wire,
)


@pytest.mark.parametrize("check_mode", [True, False])
def test_one_location(webex, check_mode):
    expect_present(webex, WIRE_OFFICE, WIRE_DEPOT)
    result = run_one(OFFICE, check_mode)
    assert (result.changed, result.actions) == (False, [])
    assert result.objects["location"] == {"name": "Head Office", "id": OFFICE_ID, "action": "none"}


@pytest.mark.parametrize("check_mode", [True, False])
def test_one_location_changed(webex, check_mode):
    expect_present(webex, WIRE_OFFICE, WIRE_DEPOT)
    if not check_mode:
        expect_partner(webex)
        expect_write(webex, "PUT", f"{PATH}/{OFFICE_ID}", {**OFFICE_BODY, "timeZone": "America/Denver"})
    result = run_one({"name": "Head Office", "timezone": "America/Denver"}, check_mode)
    assert (result.changed, verbs(result)) == (True, {"Head Office": "update"})


@pytest.mark.parametrize("check_mode", [True, False])
@pytest.mark.parametrize("there", [True, False])
def test_one_location_absent(webex, there, check_mode, clock):
    items = (WIRE_OFFICE, WIRE_DEPOT) if there else (WIRE_OFFICE,)
    expect_present(webex, *items)
    if there:
        checked = f"{CALLING}/{DEPOT_ID}/actions/precheckForDeletion/invoke"
        expect_write(webex, "POST", checked, answer={"locationDeleteStatus": "UNBLOCKED"})
    if there and not check_mode:
        expect_partner(webex)
        expect_write(webex, "POST", JOBS, {"locationId": DEPOT_ID, "locationName": "Depot"}, answer={"id": "J"})
        for status in ("STARTED", "COMPLETED"):
            webex.expect("GET", f"{JOBS}/J", query=ORG_QUERY, answer={"latestExecutionStatus": status})
        expect_write(webex, "DELETE", f"{PATH}/{DEPOT_ID}", status=404)
    result = run_one({"name": "Depot", "state": "absent"}, check_mode)
    assert (result.changed, result.failed, result.objects["location"]) == (there, False, None)


def test_one_location_absent_of_a_name_that_is_there_twice(webex):
    expect_present(webex, WIRE_DEPOT, wire("Depot", OFFICE_ID))
    for location_id in (DEPOT_ID, OFFICE_ID):
        path = f"{CALLING}/{location_id}/actions/precheckForDeletion/invoke"
        expect_write(webex, "POST", path, answer={"locationDeleteStatus": "UNBLOCKED"})
    result = run_one({"name": "Depot", "state": "absent"}, check_mode=True)
    webex.calls.clear()
    assert result.failed is True


@pytest.mark.parametrize(
    ("status", "message"),
    [
        ("FAILED", "the job J ended as FAILED."),
        ("STARTED", "calling is still being switched off after 1 s (job J, STARTED)"),
    ],
)
def test_calling_that_is_not_switched_off_keeps_the_location(webex, clock, status, message):
    expect_present(webex, WIRE_DEPOT)
    checked = f"{CALLING}/{DEPOT_ID}/actions/precheckForDeletion/invoke"
    expect_write(webex, "POST", checked, answer={"locationDeleteStatus": "UNBLOCKED"})
    expect_partner(webex)
    expect_write(webex, "POST", JOBS, {"locationId": DEPOT_ID, "locationName": "Depot"}, answer={"id": "J"})
    webex.expect("GET", f"{JOBS}/J", query=ORG_QUERY, answer={"latestExecutionStatus": status})
    assert message in run_one({"name": "Depot", "state": "absent", "job_timeout": 1}).message
