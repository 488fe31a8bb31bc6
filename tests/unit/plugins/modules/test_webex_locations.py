# SPDX-License-Identifier: GPL-3.0-or-later
"""webex_locations, webex_location and webex_location_info: the calls they make, and no other ones."""

from __future__ import annotations

import pytest
import requests

from ansible_collections.webex.wholesale.plugins.module_utils._declare.webex_ids import uuid_of
from ansible_collections.webex.wholesale.plugins.module_utils._engine.creation import (
    LOOKUP_DELAYS_S,
    REFUSAL_LOOKUP_DELAYS_S,
)
from ansible_collections.webex.wholesale.plugins.module_utils._locations.info import LocationInfoOperation
from ansible_collections.webex.wholesale.plugins.module_utils._locations.operation import (
    LocationOperation,
    LocationsOperation,
)
from ansible_collections.webex.wholesale.plugins.module_utils._locations.options import (
    LOCATION,
    LOCATION_INFO,
    LOCATIONS,
)
from ansible_collections.webex.wholesale.tests.unit.run_module import run_module
from ansible_collections.webex.wholesale.tests.unit.samples import ADDRESS, CUSTOMER_ID, ORG, PARTNER_ORG, identifier

PATH, CALLING = "/locations", "/telephony/config/locations"
JOBS = "/telephony/config/jobs/locations/deleteCallingLocation"
ORG_QUERY = {"orgId": ORG}
OFFICE_ID, FREMONT_ID, DEPOT_ID = (identifier("LOCATION", number) for number in (1, 2, 3))
# One worker, so that calls come in a known order.
BASIS = {"known_customer": {"id": CUSTOMER_ID, "org_id": ORG}}
BULK = {**BASIS, "workers": 1}
WIRE_ADDRESS = {
    "address1": "771 Alder Drive",
    "city": "Milpitas",
    "state": "CA",
    "postalCode": "95035",
    "country": "US",
}
OFFICE = {"name": "Head Office", "address": ADDRESS, "timezone": "America/Los_Angeles", "language": "en_us"}
FREMONT = {**OFFICE, "name": "Fremont", "address": {**ADDRESS, "line1": "1 Mowry Avenue", "city": "Fremont"}}
FREMONT_BODY = {
    "name": "Fremont",
    "timeZone": "America/Los_Angeles",
    "preferredLanguage": "en_us",
    "announcementLanguage": "en_us",
    "address": {**WIRE_ADDRESS, "address1": "1 Mowry Avenue", "city": "Fremont"},
}


def wire(name, location_id, address=None, **changes):
    return {
        "id": location_id,
        "name": name,
        "timeZone": "America/Los_Angeles",
        "preferredLanguage": "en_us",
        "address": address or WIRE_ADDRESS,
        **changes,
    }


WIRE_OFFICE = wire("Head Office", OFFICE_ID)
WIRE_FREMONT = wire("Fremont", FREMONT_ID, FREMONT_BODY["address"])
# All that is known goes with every change: Webex drops the language that is left out.
OFFICE_BODY = {
    "name": "Head Office",
    "timeZone": "America/Los_Angeles",
    "preferredLanguage": "en_us",
    "address": {**WIRE_ADDRESS, "address2": None},
}
WIRE_DEPOT = wire("Depot", DEPOT_ID, {**WIRE_ADDRESS, "address1": "9 Dock Road"})


def run(options, check_mode=False):
    return run_module(LocationsOperation, LOCATIONS, {**BULK, **options}, check_mode=check_mode)


def run_one(options, check_mode=False):
    return run_module(LocationOperation, LOCATION, {**BASIS, **options}, check_mode=check_mode)


def expect_list(webex, *items):
    webex.expect("GET", PATH, query={**ORG_QUERY, "max": "500"}, answer={"items": list(items)})


def expect_calling(webex, *items, **settings):
    rows = [{"id": item["id"], "name": item["name"], **settings} for item in items]
    webex.expect("GET", CALLING, query={**ORG_QUERY, "max": "1000"}, answer={"locations": rows})


def expect_present(webex, *items, **settings):
    expect_list(webex, *items)
    expect_calling(webex, *items, **settings)


def expect_partner(webex):
    """Asked before the first write."""
    webex.expect("GET", "/people/me", answer={"orgId": PARTNER_ORG})


def expect_write(webex, method, path, body=None, **answer):
    webex.expect(method, path, query=ORG_QUERY, body=body, **answer)


def verbs(result):
    return {action["identity"]: action["action"] for action in result.actions}


def test_blanks_in_a_name_of_webex_are_no_part_of_it(webex):
    expect_present(webex, {**WIRE_OFFICE, "name": "Head Office "})
    result = run({"locations": [OFFICE]})
    assert (result.actions, result.objects["location_ids"]) == ([], {"Head Office": OFFICE_ID})


def test_calling_is_found_by_every_spelling_of_an_id(webex):
    expect_list(webex, WIRE_OFFICE)
    expect_calling(webex, {**WIRE_OFFICE, "id": uuid_of(OFFICE_ID)})
    assert run({"locations": [OFFICE]}).actions == []


# The four cases


@pytest.mark.parametrize("check_mode", [True, False])
def test_nothing_to_do(webex, check_mode):
    expect_present(webex, WIRE_OFFICE, WIRE_FREMONT)
    result = run({"locations": [FREMONT], "headquarters": OFFICE}, check_mode)
    assert (result.changed, result.actions) == (False, [])
    assert result.objects["location_ids"] == {"Head Office": OFFICE_ID, "Fremont": FREMONT_ID}
    assert result.objects["summary"] == {"create": 0, "update": 0, "delete": 0, "none": 2, "undeclared": 0}


@pytest.mark.parametrize("check_mode", [True, False])
def test_create_rename_and_remove(webex, check_mode):
    old = wire("Main", OFFICE_ID)
    expect_present(webex, old, WIRE_DEPOT)
    checked = f"{CALLING}/{DEPOT_ID}/actions/precheckForDeletion/invoke"
    if not check_mode:
        expect_partner(webex)
        expect_write(webex, "PUT", f"{PATH}/{OFFICE_ID}", OFFICE_BODY)
        expect_write(webex, "POST", PATH, FREMONT_BODY, status=201, answer={"id": FREMONT_ID})
        expect_write(webex, "POST", CALLING, {"id": FREMONT_ID, **FREMONT_BODY}, status=201)
        expect_write(webex, "PUT", f"{CALLING}/{FREMONT_ID}", {"outsideDialDigit": "9"}, status=204)
    expect_write(webex, "POST", checked, answer={"locationDeleteStatus": "UNBLOCKED"})
    if not check_mode:
        expect_write(webex, "POST", JOBS, {"locationId": DEPOT_ID, "locationName": "Depot"}, answer={"id": "J"})
        webex.expect("GET", f"{JOBS}/J", query=ORG_QUERY, answer={"latestExecutionStatus": "COMPLETED"})
        expect_write(webex, "DELETE", f"{PATH}/{DEPOT_ID}", status=204)
    locations = [OFFICE, {**FREMONT, "outside_dial_digit": "9"}]
    result = run({"locations": locations, "headquarters": {"name": "Head Office"}, "prune": True}, check_mode)
    assert (result.changed, result.failed) == (True, False)
    assert verbs(result) == {"Head Office": "update", "Fremont": "create", "Depot": "delete"}
    # What is planned is what is done.
    assert result.actions[0]["fields"] == {"name": {"from": "Main", "to": "Head Office"}}
    if not check_mode:
        assert result.objects["locations"][1]["id"] == FREMONT_ID


def test_the_ids_after_a_creation_are_handed_on(webex):
    expect_present(webex, WIRE_OFFICE)
    result = run({"locations": [FREMONT]}, check_mode=True)
    assert result.objects["location_ids"] == {"Head Office": OFFICE_ID, "Fremont": None}


@pytest.mark.parametrize("check_mode", [True, False])
def test_a_location_is_renamed_by_its_previous_name(webex, check_mode):
    there = wire("Fremont", FREMONT_ID, FREMONT_BODY["address"], preferredLanguage="en_US")
    expect_present(webex, WIRE_OFFICE, there)
    if not check_mode:
        expect_partner(webex)
        address = {**FREMONT_BODY["address"], "address2": None}
        body = {**OFFICE_BODY, "name": "Warm Springs", "address": address}
        expect_write(webex, "PUT", f"{PATH}/{FREMONT_ID}", body, status=204)
    row = {"name": "Warm Springs", "previous_name": "FREMONT", "numbers": ["+14085550100"]}
    result = run({"locations": [OFFICE, row], "prune": True}, check_mode)
    assert [(row["identity"], row["fields"]) for row in result.actions] == [
        ("Warm Springs", {"name": {"from": "Fremont", "to": "Warm Springs"}})
    ]
    assert result.objects["location_ids"] == {"Head Office": OFFICE_ID, "Warm Springs": FREMONT_ID}


@pytest.mark.parametrize("check_mode", [True, False])
def test_numbers_tell_that_a_new_location_may_be_another_one(webex, check_mode):
    expect_present(webex, WIRE_OFFICE, WIRE_FREMONT)
    rows = [
        {"phoneNumber": "+14085550100", "location": {"id": FREMONT_ID, "name": "Fremont"}},
        {"extension": "101", "location": {"id": FREMONT_ID, "name": "Fremont"}},
    ]
    query = {**ORG_QUERY, "max": "2000"}
    webex.expect("GET", "/telephony/config/numbers", query=query, answer={"phoneNumbers": rows})
    moved = {**FREMONT, "name": "Reno", "address": {**ADDRESS, "line1": "1 Virginia"}, "numbers": ["+14085550100"]}
    result = run({"locations": [OFFICE, moved], "prune": True}, check_mode)
    told = "- Reno: it is not there, but location Fremont, which is not declared, has its number +14085550100."
    assert told in result.message
    assert webex.writes == []


def test_numbers_are_not_read_when_all_present_locations_are_declared(webex):
    expect_present(webex, WIRE_OFFICE, WIRE_FREMONT)
    row = {**FREMONT, "name": "Reno", "address": {**ADDRESS, "line1": "1 Virginia"}, "numbers": ["+14085550100"]}
    assert verbs(run({"locations": [OFFICE, {"name": "Fremont"}, row]}, check_mode=True)) == {"Reno": "create"}


@pytest.mark.parametrize("check_mode", [True, False])
def test_one_location_at_the_address_of_another_one_is_made_with_a_warning(webex, check_mode):
    expect_present(webex, WIRE_FREMONT)
    if not check_mode:
        body = {**FREMONT_BODY, "name": "Fremont Lab"}
        expect_partner(webex)
        expect_write(webex, "POST", PATH, body, status=201, answer={"id": DEPOT_ID})
        expect_write(webex, "POST", CALLING, {"id": DEPOT_ID, **body}, status=201)
    result = run_one({**FREMONT, "name": "Fremont Lab"}, check_mode)
    assert (result.changed, result.failed) == (True, False)
    assert result.warnings == [
        "location Fremont Lab is made although location Fremont is at its address. If it was renamed, give "
        "previous_name: Fremont."
    ]


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


def test_the_old_name_of_a_renamed_location_is_not_handed_on(webex):
    expect_present(webex, wire("Main", OFFICE_ID))
    result = run({"locations": [OFFICE], "headquarters": {"name": "Head Office"}}, check_mode=True)
    assert result.objects["location_ids"] == {"Head Office": OFFICE_ID}


def test_head_office_of_a_planned_customer_is_not_planned_again():
    options = {"customer": "acme-0001", "planned_customer": {}, "locations": [], "headquarters": OFFICE}
    result = run_module(LocationsOperation, LOCATIONS, options, check_mode=True)
    assert (result.failed, result.actions) == (False, [])
    assert result.objects["location_ids"] == {"Head Office": None}


def test_locations_of_a_planned_customer():
    options = {"customer": "acme-0001", "planned_customer": {}, "headquarters": OFFICE}
    rows = [{"name": "Head Office", "routing_prefix": "81"}, FREMONT]
    result = run_module(LocationsOperation, LOCATIONS, {**options, "locations": rows}, check_mode=True)
    assert verbs(result) == {"Head Office": "update", "Fremont": "create"}


# Calling


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


def test_a_lost_answer_is_looked_up_by_name(webex, clock):
    expect_present(webex, WIRE_OFFICE)
    expect_partner(webex)
    expect_write(webex, "POST", PATH, FREMONT_BODY, failure=requests.exceptions.ReadTimeout())
    expect_list(webex, WIRE_OFFICE)
    # Only the exact name counts.
    expect_list(webex, WIRE_OFFICE, wire("Fremont 2", DEPOT_ID), WIRE_FREMONT)
    expect_write(webex, "POST", CALLING, {"id": FREMONT_ID, **FREMONT_BODY}, status=201)
    result = run({"locations": [FREMONT]})
    assert (result.failed, result.objects["location_ids"]["Fremont"]) == (False, FREMONT_ID)
    assert webex.writes == ["POST /v1/locations", "POST /v1/telephony/config/locations"]


# Settings

PREFIX = {"locations": [{"name": "Head Office", "routing_prefix": "82"}]}
OFFICE_SIDE = f"{CALLING}/{OFFICE_ID}"


def side(prefix, **more):
    return {"id": OFFICE_ID, "name": "Head Office", "routingPrefix": prefix, **more}


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


def test_an_address_is_sent_whole_and_clears_the_second_line(webex):
    expect_present(webex, wire("Head Office", OFFICE_ID, {**WIRE_ADDRESS, "address2": "Suite 5"}))
    expect_partner(webex)
    expect_write(webex, "PUT", f"{PATH}/{OFFICE_ID}", OFFICE_BODY)
    result = run({"locations": [{"name": "Head Office", "address": {**ADDRESS, "line2": None}}]})
    assert result.actions[0]["fields"] == {"address.line2": {"from": "Suite 5", "to": None}}


# Refusals and failed rows


@pytest.mark.parametrize("check_mode", [True, False])
def test_a_location_that_cannot_be_made(webex, check_mode):
    expect_present(webex, WIRE_OFFICE)
    result = run({"locations": [{"name": "Fremont"}]}, check_mode)
    assert "- Fremont: it does not exist and cannot be made without address, timezone, language." in result.message
    assert "Webex has Head Office." in result.message
    assert webex.writes == []


@pytest.mark.parametrize("check_mode", [True, False])
def test_prune_over_the_guard(webex, check_mode):
    expect_present(webex, WIRE_OFFICE, WIRE_FREMONT, WIRE_DEPOT)
    result = run({"locations": [OFFICE], "prune": True}, check_mode)
    assert result.message.startswith("2 of 3 locations would be removed (67 %): Depot, Fremont. No more than 1 may go")
    assert webex.writes == []


@pytest.mark.parametrize("check_mode", [True, False])
def test_a_removal_that_webex_blocks(webex, check_mode):
    expect_present(webex, WIRE_OFFICE, WIRE_DEPOT)
    checked = f"{CALLING}/{DEPOT_ID}/actions/precheckForDeletion/invoke"
    verdict = {"locationDeleteStatus": "BLOCKED", "blocking": {"users": 3}}
    expect_write(webex, "POST", checked, answer=verdict)
    result = run({"locations": [OFFICE], "prune": True}, check_mode)
    assert "- Depot: Webex does not let it go: {'users': 3}. Take users and numbers out of it first." in result.message
    assert webex.writes == []


def test_a_row_that_fails_does_not_stop_the_others(webex):
    expect_present(webex, WIRE_OFFICE)
    expect_partner(webex)
    bad = {"errors": [{"errorCode": 4711, "description": "no"}]}
    denver = {**OFFICE_BODY, "timeZone": "America/Denver"}
    expect_write(webex, "PUT", f"{PATH}/{OFFICE_ID}", denver, status=400, answer=bad)
    expect_write(webex, "POST", PATH, FREMONT_BODY, status=201, answer={"id": FREMONT_ID})
    expect_write(webex, "POST", CALLING, {"id": FREMONT_ID, **FREMONT_BODY}, status=201)
    result = run({"locations": [{**OFFICE, "timezone": "America/Denver"}, FREMONT]})
    assert result.message.startswith("1 of 2 changes to locations failed, 1 are done")
    assert "errorCode 4711" in result.objects["locations"][0]["error"]
    assert result.objects["location_ids"]["Fremont"] == FREMONT_ID
    assert result.changed is True


def test_the_id_of_a_new_location_is_told_when_a_later_step_fails(webex, clock):
    expect_present(webex, WIRE_OFFICE)
    expect_partner(webex)
    expect_write(webex, "POST", PATH, FREMONT_BODY, status=201, answer={"id": FREMONT_ID})
    expect_write(webex, "POST", CALLING, {"id": FREMONT_ID, **FREMONT_BODY}, status=400)
    for _look in range(1 + len(REFUSAL_LOOKUP_DELAYS_S)):
        expect_calling(webex)
    result = run({"locations": [FREMONT]})
    (row,) = result.objects["locations"]
    assert (result.failed, row["id"]) == (True, FREMONT_ID)
    assert "answered 400" in row["error"]
    assert result.objects["location_ids"]["Fremont"] == FREMONT_ID


@pytest.mark.parametrize(
    ("options", "paths"),
    [
        ({"locations": [FREMONT, {"name": "FREMONT"}]}, ["locations[1].name"]),
        (
            {"locations": [{"name": "A", "timezone": "Nowhere"}, {"name": "B", "routing_prefix": "x"}]},
            ["locations[0].timezone", "locations[1].routing_prefix"],
        ),
        ({"locations": [], "headquarters": {**OFFICE, "timezone": "Nowhere"}}, ["headquarters.timezone"]),
        ({"locations": [{"name": "HEAD office"}], "headquarters": OFFICE}, ["locations[0].name"]),
        ({"locations": [{"name": "A", "previous_name": "B"}, {"name": "b"}]}, ["locations[0].previous_name"]),
        (
            {"locations": [{"name": "A"}, {"name": "B"}], "headquarters": {**OFFICE, "previous_name": "A"}},
            ["headquarters.previous_name"],
        ),
        (
            {"locations": [{"name": "A", "previous_name": "C"}, {"name": "B", "previous_name": "c"}]},
            ["locations[1].previous_name"],
        ),
    ],
    ids=[
        "twice",
        "two entries",
        "headquarters",
        "spelling",
        "previous name of a declared one",
        "previous name of the headquarters",
        "previous name of two",
    ],
)
def test_mistakes_have_their_place(options, paths):
    result = run(options)
    assert [problem["path"] for problem in result.objects["problems"]] == paths


# webex_location


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


# webex_location_info


@pytest.mark.parametrize("details", [True, False])
def test_info(webex, details):
    expect_list(webex, WIRE_OFFICE, wire("Head Office 2", DEPOT_ID))
    expect_calling(webex, WIRE_OFFICE, routingPrefix="81")
    if details:
        told = side("81", externalCallerIdName="Acme", callingLineId={"phoneNumber": "+14085550100"})
        webex.expect("GET", OFFICE_SIDE, query=ORG_QUERY, answer=told)
    result = run_module(LocationInfoOperation, LOCATION_INFO, {**BASIS, "name": "Head Office", "details": details})
    assert result.objects["locations"] == [
        {
            "id": OFFICE_ID,
            "name": "Head Office",
            "timezone": "America/Los_Angeles",
            "preferred_language": "en_us",
            "address": ADDRESS,
            "calling": True,
            "main_number": "+14085550100" if details else None,
            "settings": {"routing_prefix": "81", **({"external_caller_id_name": "Acme"} if details else {})},
        }
    ]
    assert (result.changed, result.actions) == (False, [])


def test_info_tells_that_details_could_not_be_read(webex):
    expect_present(webex, WIRE_OFFICE)
    webex.expect("GET", OFFICE_SIDE, query=ORG_QUERY, status=400)
    result = run_module(LocationInfoOperation, LOCATION_INFO, {**BASIS, "details": True})
    assert result.failed or result.warnings


def test_info_of_a_location_without_calling(webex):
    expect_list(webex, WIRE_OFFICE)
    expect_calling(webex)
    (location,) = run_module(LocationInfoOperation, LOCATION_INFO, {**BASIS, "details": True}).objects["locations"]
    assert (location["calling"], location["settings"]) == (False, {})
