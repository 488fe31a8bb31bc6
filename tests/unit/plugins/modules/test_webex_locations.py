# SPDX-License-Identifier: GPL-3.0-or-later
"""webex_locations: made, renamed, changed and removed with these calls, and no other ones."""

from __future__ import annotations

import pytest
import requests

from ansible_collections.webex.wholesale.plugins.module_utils._engine.creation import (
    REFUSAL_LOOKUP_DELAYS_S,
)
from ansible_collections.webex.wholesale.plugins.module_utils._locations.operation import (
    LocationsOperation,
)
from ansible_collections.webex.wholesale.plugins.module_utils._locations.options import (
    LOCATIONS,
)
from ansible_collections.webex.wholesale.tests.unit.location_calls import (
    CALLING,
    DEPOT_ID,
    FREMONT,
    FREMONT_BODY,
    FREMONT_ID,
    JOBS,
    OFFICE,
    OFFICE_BODY,
    OFFICE_ID,
    ORG_QUERY,
    PATH,
    WIRE_ADDRESS,
    WIRE_DEPOT,
    WIRE_FREMONT,
    WIRE_OFFICE,
    expect_calling,
    expect_list,
    expect_partner,
    expect_present,
    expect_write,
    run,
    run_one,
    verbs,
    wire,
)
from ansible_collections.webex.wholesale.tests.unit.run_module import run_module
from ansible_collections.webex.wholesale.tests.unit.samples import ADDRESS


def test_blanks_in_a_name_of_webex_are_no_part_of_it(webex):
    expect_present(webex, {**WIRE_OFFICE, "name": "Head Office "})
    result = run({"locations": [OFFICE]})
    assert (result.actions, result.objects["location_ids"]) == ([], {"Head Office": OFFICE_ID})


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


def test_an_address_is_sent_whole_and_clears_the_second_line(webex):
    expect_present(webex, wire("Head Office", OFFICE_ID, {**WIRE_ADDRESS, "address2": "Suite 5"}))
    expect_partner(webex)
    expect_write(webex, "PUT", f"{PATH}/{OFFICE_ID}", OFFICE_BODY)
    result = run({"locations": [{"name": "Head Office", "address": {**ADDRESS, "line2": None}}]})
    assert result.actions[0]["fields"] == {"address.line2": {"from": "Suite 5", "to": None}}


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
    assert result.message.startswith("1 of 2 changes to locations failed, and 1 went well")
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
