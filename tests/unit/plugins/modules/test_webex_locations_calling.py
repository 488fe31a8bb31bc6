# SPDX-License-Identifier: GPL-3.0-or-later
"""webex_locations: what calling needs of a location."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._declare.webex_ids import uuid_of
from ansible_collections.webex.wholesale.plugins.module_utils._engine.creation import (
    LOOKUP_DELAYS_S,
)
from ansible_collections.webex.wholesale.tests.unit.location_calls import (
    CALLING,
    FREMONT,
    FREMONT_BODY,
    FREMONT_ID,
    OFFICE,
    OFFICE_ID,
    OFFICE_SIDE,
    ORG_QUERY,
    WIRE_FREMONT,
    WIRE_OFFICE,
    expect_calling,
    expect_list,
    expect_partner,
    expect_present,
    expect_write,
    run,
    side,
    wire,
)

PREFIX = {"locations": [{"name": "Head Office", "routing_prefix": "82"}]}


def test_calling_is_found_by_every_spelling_of_an_id(webex):
    expect_list(webex, WIRE_OFFICE)
    expect_calling(webex, {**WIRE_OFFICE, "id": uuid_of(OFFICE_ID)})
    assert run({"locations": [OFFICE]}).actions == []


@pytest.mark.parametrize("check_mode", [True, False])
def test_a_location_is_there_for_later_steps_when_it_makes_calls(webex, check_mode):
    expect_list(webex, WIRE_FREMONT)
    expect_calling(webex)
    if not check_mode:
        expect_partner(webex)
        expect_write(webex, "POST", CALLING, {"id": FREMONT_ID, **FREMONT_BODY}, status=201)
    result = run({"locations": [FREMONT]}, check_mode)
    assert result.objects["location_ids"] == {"Fremont": None if check_mode else FREMONT_ID}
    assert result.objects["locations"][0]["id"] == FREMONT_ID


def test_calling_is_enabled_with_the_values_of_the_location(webex):
    expect_list(webex, WIRE_FREMONT)
    expect_calling(webex)
    expect_partner(webex)
    expect_write(webex, "POST", CALLING, {"id": FREMONT_ID, **FREMONT_BODY}, status=201)
    result = run({"locations": [{"name": "Fremont"}]})
    assert result.actions[0]["fields"] == {"calling": {"from": False, "to": True}}


def test_calling_that_was_enabled_in_the_meantime_is_adopted(webex):
    expect_list(webex, WIRE_FREMONT)
    expect_calling(webex)
    expect_partner(webex)
    expect_write(webex, "POST", CALLING, {"id": FREMONT_ID, **FREMONT_BODY}, status=409)
    expect_calling(webex, WIRE_FREMONT)
    assert run({"locations": [FREMONT]}).failed is False


def test_a_conflict_without_calling_is_told(webex, clock):
    expect_list(webex, WIRE_FREMONT)
    expect_calling(webex)
    expect_partner(webex)
    expect_write(webex, "POST", CALLING, {"id": FREMONT_ID, **FREMONT_BODY}, status=409)
    for _look in range(1 + len(LOOKUP_DELAYS_S)):
        expect_calling(webex)
    assert "- Fremont: POST /telephony/config/locations answered 409" in run({"locations": [FREMONT]}).message


def test_check_mode_tells_what_calling_needs(webex):
    expect_list(webex, wire("Fremont", FREMONT_ID, preferredLanguage=None))
    expect_calling(webex)
    result = run({"locations": [{"name": "Fremont"}]}, check_mode=True)
    assert "calling cannot be enabled without language; declare it." in result.message


def test_values_for_calling_that_are_missing(webex):
    expect_list(webex, wire("Fremont", FREMONT_ID, preferredLanguage=None))
    expect_calling(webex)
    result = run({"locations": [{"name": "Fremont"}]})
    assert "- Fremont: calling cannot be enabled without language; declare it." in result.message
    assert webex.writes == []


def test_the_job_of_a_routing_prefix_is_waited_for(webex, clock):
    expect_present(webex, WIRE_OFFICE, routingPrefix="81")
    expect_partner(webex)
    expect_write(webex, "PUT", OFFICE_SIDE, {"routingPrefix": "82"}, answer={"batchJobId": "J"})
    webex.expect("GET", OFFICE_SIDE, query=ORG_QUERY, answer=side("81"))
    webex.expect("GET", OFFICE_SIDE, query=ORG_QUERY, answer=side("82"))
    result = run(PREFIX)
    assert result.actions[0]["fields"] == {"routing_prefix": {"from": "81", "to": "82"}}
    assert (result.failed, result.warnings, clock.naps) == (False, [], [2.0])


def test_another_job_that_changes_the_prefix_is_waited_for(webex, clock):
    expect_present(webex, WIRE_OFFICE, routingPrefix="81")
    expect_partner(webex)
    expect_write(webex, "PUT", OFFICE_SIDE, {"routingPrefix": "82"}, status=409)
    expect_write(webex, "PUT", OFFICE_SIDE, {"routingPrefix": "82"}, status=204)
    assert run(PREFIX).failed is False
    assert clock.naps == [2.0]


def test_a_conflict_about_something_else_is_not_waited_for(webex, clock):
    expect_present(webex, WIRE_OFFICE, outsideDialDigit="8")
    expect_partner(webex)
    expect_write(webex, "PUT", OFFICE_SIDE, {"outsideDialDigit": "9"}, status=409)
    result = run({"locations": [{"name": "Head Office", "outside_dial_digit": "9"}]})
    assert (result.failed, clock.naps) == (True, [])


def test_a_job_that_takes_too_long_is_told(webex, clock):
    expect_present(webex, WIRE_OFFICE, routingPrefix="81")
    expect_partner(webex)
    expect_write(webex, "PUT", OFFICE_SIDE, {"routingPrefix": "82"}, answer={"batchJobId": "J"})
    webex.expect("GET", OFFICE_SIDE, query=ORG_QUERY, answer=side("81"))
    result = run({**PREFIX, "job_timeout": 3})
    assert result.warnings == [
        "location Head Office: Webex still changes the routing prefix to 82; the next run shows whether it did, and "
        "job_timeout is how long to wait for it."
    ]


@pytest.mark.parametrize("check_mode", [True, False])
def test_details_are_read_when_they_are_declared(webex, check_mode):
    expect_present(webex, WIRE_OFFICE, WIRE_FREMONT)
    told = side("", externalCallerIdName="Acme", pAccessNetworkInfo="x")
    webex.expect("GET", OFFICE_SIDE, query=ORG_QUERY, answer=told)
    if not check_mode:
        expect_partner(webex)
        expect_write(webex, "PUT", OFFICE_SIDE, {"pAccessNetworkInfo": None}, status=204)
    row = {**OFFICE, "external_caller_id_name": "Acme", "emergency_location_identifier": None}
    result = run({"locations": [row, FREMONT]}, check_mode)
    assert result.actions[0]["fields"] == {"emergency_location_identifier": {"from": "x", "to": None}}


def test_details_that_cannot_be_read_are_not_guessed(webex):
    expect_present(webex, WIRE_OFFICE)
    webex.expect("GET", OFFICE_SIDE, query=ORG_QUERY, status=400)
    result = run({"locations": [{**OFFICE, "external_caller_id_name": "Acme"}]}, check_mode=True)
    assert result.failed is True


def test_details_of_a_location_that_was_found_by_its_address(webex):
    old = wire("Main", OFFICE_ID)
    expect_present(webex, old)
    webex.expect("GET", OFFICE_SIDE, query=ORG_QUERY, answer=side("", externalCallerIdName="Acme"))
    locations = [{**OFFICE, "external_caller_id_name": "Acme"}]
    result = run({"locations": locations, "headquarters": {"name": "Head Office"}}, check_mode=True)
    webex.calls.clear()
    assert result.actions[0]["fields"] == {"name": {"from": "Main", "to": "Head Office"}}


@pytest.mark.parametrize("there", [True, False])
def test_calling_settings_without_calling_are_refused(webex, there):
    expect_list(webex, *([WIRE_FREMONT] if there else []))
    expect_calling(webex)
    result = run({"locations": [{**FREMONT, "routing_prefix": "81"}], "calling": False}, check_mode=True)
    assert result.failed is True
