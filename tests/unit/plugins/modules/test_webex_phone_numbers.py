# SPDX-License-Identifier: GPL-3.0-or-later
"""webex_phone_numbers adds, activates and removes: the calls it makes, and no other ones."""

from __future__ import annotations

import pytest
import requests

from ansible_collections.webex.wholesale.plugins.module_utils._engine.creation import LOOKUP_DELAYS_S
from ansible_collections.webex.wholesale.tests.unit.number_calls import (
    FREMONT,
    NUMBERS,
    OFFICE,
    OFFICE_ID,
    ONE,
    ORG_QUERY,
    OWNER,
    SOME,
    THREE,
    TWO,
    expect_add,
    expect_list,
    expect_main,
    expect_partner,
    expect_remove,
    expect_validate,
    failed,
    run,
    verbs,
    wire,
)

# The four cases


@pytest.mark.parametrize("check_mode", [True, False])
def test_nothing_to_do(webex, check_mode):
    expect_list(webex, wire(ONE, mainNumber=True), wire(None, extension="101", **OWNER), wire("", extension="102"))
    result = run(check_mode, numbers=["+1 408 555 0100"], main_number=ONE)
    assert (result.changed, result.actions, dict(result.api_calls)) == (False, [], {"GET": 1})


@pytest.mark.parametrize("check_mode", [True, False])
def test_everything_in_its_order(webex, check_mode):
    """The main number after adding, before the old one is removed."""
    expect_list(webex, wire(ONE, mainNumber=True), wire(TWO, state="INACTIVE"))
    expect_validate(webex, THREE)
    if not check_mode:
        expect_partner(webex)
        expect_add(webex, THREE)
        body = {"phoneNumbers": [TWO], "action": "ACTIVATE"}
        webex.expect("PUT", NUMBERS, query=ORG_QUERY, body=body, status=204)
        expect_main(webex, THREE)
        expect_remove(webex, ONE)
    result = run(check_mode, numbers=[TWO, THREE], main_number=THREE, prune=True, prune_max_percent=50)
    assert (result.changed, result.failed) == (True, False)
    assert verbs(result) == {TWO: "update", THREE: "create", OFFICE: "update", ONE: "delete"}
    assert result.objects["locations"] == [
        {"location": OFFICE, "added": [THREE], "activated": [TWO], "removed": [ONE], "moved": [], "main_number": THREE}
    ]


def test_batches(webex):
    old = [f"+140855502{number:02}" for number in range(7)]
    expect_list(webex, *map(wire, old))
    expect_validate(webex, *SOME[:12])
    expect_partner(webex)
    expect_add(webex, *SOME[:10])
    expect_add(webex, *SOME[10:12])
    expect_remove(webex, *old[:5])
    expect_remove(webex, *old[5:])
    assert run(numbers=SOME[:12], prune=True, prune_max_percent=100).failed is False


def test_without_help_of_earlier_steps(webex):
    expect_list(webex)
    locations = {"items": [{"id": OFFICE_ID, "name": OFFICE}]}
    webex.expect("GET", "/locations", query={**ORG_QUERY, "max": "500"}, answer=locations)
    connection = {"pstnConnectionType": "LOCAL_GATEWAY"}
    webex.expect("GET", f"/telephony/pstn/locations/{OFFICE_ID}/connection", query=ORG_QUERY, answer=connection)
    expect_partner(webex)
    expect_add(webex, ONE, state="INACTIVE")
    result = run(numbers=[ONE], location_ids=None, connection_types=None, precheck=False, number_state="inactive")
    assert result.failed is False


def test_inactive_numbers_stay_so(webex):
    expect_list(webex, wire(ONE, state="INACTIVE"))
    assert run(check_mode=True, numbers=[ONE], number_state="inactive").changed is False


# Refusals


@pytest.mark.parametrize("check_mode", [True, False])
@pytest.mark.parametrize("kind", ["INTEGRATED_CCP", "CISCO_PSTN"])
def test_numbers_of_an_integrated_carrier(webex, kind, check_mode):
    expect_list(webex, wire(ONE))
    result = run(check_mode, numbers=[TWO], prune=True, prune_max_percent=100, connection_types={OFFICE: kind})
    assert set(failed(result)) == {ONE, TWO}
    assert (
        f"come from an integrated carrier or Cisco PSTN ({kind}): order or remove them in Control Hub"
        in (failed(result)[TWO])
    )
    assert result.objects["locations"][0]["added"] == result.objects["locations"][0]["removed"] == []
    assert webex.writes == []


def test_numbers_that_could_not_be_activated(webex):
    expect_list(webex, wire(ONE, state="INACTIVE"))
    result = run(numbers=[ONE], connection_types={OFFICE: "INTEGRATED_CCP"})
    assert set(failed(result)) == {ONE}
    assert result.objects["locations"][0]["activated"] == []


def test_the_main_number_of_an_integrated_carrier_can_be_chosen(webex):
    expect_list(webex, wire(ONE))
    expect_partner(webex)
    expect_main(webex, ONE)
    result = run(numbers=[ONE], main_number=ONE, connection_types={OFFICE: "INTEGRATED_CCP"})
    assert (result.failed, verbs(result)) == (False, {OFFICE: "update"})


@pytest.mark.parametrize("check_mode", [True, False])
def test_no_connection(webex, check_mode):
    expect_list(webex)
    webex.expect("GET", f"/telephony/pstn/locations/{OFFICE_ID}/connection", query=ORG_QUERY, status=404)
    result = run(check_mode, numbers=[ONE], connection_types={})
    assert failed(result) == {ONE: "location Head Office has no PSTN connection; declare pstn."}
    assert webex.writes == []


def test_a_connection_that_is_only_planned(webex):
    expect_list(webex)
    expect_validate(webex, ONE)
    assert run(check_mode=True, numbers=[ONE], connection_types={OFFICE: None}).failed is False


@pytest.mark.parametrize("check_mode", [True, False])
def test_prune_over_the_guard(webex, check_mode):
    expect_list(webex, *map(wire, SOME))
    result = run(check_mode, numbers=[], prune=True)
    assert result.message.startswith("20 of 20 phone numbers would be removed (100 %)")
    assert (result.objects["locations"][0]["removed"], result.actions, webex.writes) == (SOME, [], [])


def test_prune_tells_what_it_keeps(webex):
    expect_list(webex, wire(ONE, mainNumber=True), wire(TWO, **OWNER))
    result = run(numbers=[], prune=True)
    assert result.warnings == [
        f"{ONE} left the numbers of Head Office but stays: it is the main number.",
        f"{TWO} left the numbers of Head Office but stays: it is in use, held by Ana Diaz (people).",
    ]
    assert (result.changed, webex.writes) == (False, [])


@pytest.mark.parametrize("check_mode", [True, False])
def test_refused_by_the_validation(webex, check_mode):
    there = wire(THREE, location=FREMONT)
    expect_list(webex, there)
    expect_validate(webex, ONE, refused=[{"number": TWO, "state": "Unavailable", "detail": ["8363 in use"]}])
    expect_list(webex, there)
    if not check_mode:
        expect_partner(webex)
        expect_add(webex, ONE)
    result = run(check_mode, numbers=[ONE, TWO, THREE], main_number=TWO)
    assert failed(result)[TWO] == "Webex calls it unavailable (8363 in use)."
    assert failed(result)[THREE].startswith("it belongs to location Fremont. webex_prune: [numbers] moves it here")
    if not check_mode:
        assert failed(result)["main number of Head Office"].startswith(f"{TWO} is not there: Webex calls it")
        assert webex.writes == [f"POST /v1{NUMBERS}"]


def test_numbers_that_another_run_has_added_since_are_not_refused(webex):
    expect_list(webex)
    expect_validate(webex, refused=[{"number": ONE, "state": "Duplicate", "detail": ["8363 in use"]}])
    expect_list(webex, wire(ONE))
    assert failed(run(numbers=[ONE])) == {}
    assert webex.writes == []


@pytest.mark.parametrize("check_mode", [True, False])
def test_the_main_number_of_another_location(webex, check_mode):
    expect_list(webex, wire(TWO, location=FREMONT))
    result = run(check_mode, main_number=TWO)
    assert failed(result) == {
        "main number of Head Office": f"{TWO} belongs to location Fremont. Add it to the numbers of Head Office."
    }
    assert webex.writes == []


@pytest.mark.parametrize("check_mode", [True, False])
def test_a_location_that_was_renamed_a_moment_ago(webex, check_mode):
    """The list still tells the old name."""
    expect_list(webex, {**wire(ONE), "location": {"id": OFFICE_ID, "name": "Old name"}})
    assert run(check_mode, numbers=[ONE]).changed is False


# Failures while writing


def test_one_bad_number_does_not_hide_the_others(webex):
    expect_list(webex)
    expect_validate(webex, ONE, TWO, THREE)
    expect_partner(webex)
    bad = {"errors": [{"errorCode": 8363, "description": "in use"}]}
    expect_add(webex, ONE, TWO, THREE, status=400, answer=bad)
    expect_list(webex)
    expect_add(webex, ONE)
    expect_add(webex, TWO, status=400, answer=bad)
    expect_list(webex, wire(ONE))
    expect_add(webex, THREE)
    result = run(numbers=[ONE, TWO, THREE])
    assert set(failed(result)) == {TWO}
    assert result.message.startswith("1 of 3 changes to phone numbers failed, and 2 went well")
    assert result.objects["locations"][0]["added"] == [ONE, THREE]


def test_numbers_refused_inside_a_good_answer(webex):
    expect_list(webex)
    expect_partner(webex)
    expect_add(webex, ONE, TWO, answer={"errors": [{"number": TWO, "errorMessage": "no"}]})
    assert failed(run(numbers=[ONE, TWO], precheck=False)) == {TWO: "no"}


def test_a_lost_answer_is_looked_for(webex, clock):
    expect_list(webex)
    expect_partner(webex)
    expect_add(webex, ONE, failure=requests.exceptions.ReadTimeout())
    expect_list(webex)
    expect_list(webex, wire(ONE))
    assert failed(run(numbers=[ONE], precheck=False)) == {}
    assert clock.naps == [1.0, 2.0]


def test_only_what_a_lost_answer_did_not_do_is_sent_again(webex, clock):
    expect_list(webex)
    expect_partner(webex)
    expect_add(webex, ONE, TWO, failure=requests.exceptions.ReadTimeout())
    for _look in LOOKUP_DELAYS_S:
        expect_list(webex, wire(ONE))
    expect_add(webex, TWO)
    assert failed(run(numbers=[ONE, TWO], precheck=False)) == {}


def test_numbers_that_another_run_added_at_the_same_time_are_taken_as_they_are(webex):
    expect_list(webex)
    expect_partner(webex)
    expect_add(webex, ONE, TWO, status=409)
    expect_list(webex, wire(ONE), wire(TWO))
    assert failed(run(numbers=[ONE, TWO], precheck=False)) == {}


def test_numbers_that_were_added_a_moment_ago_are_waited_for(webex, clock):
    expect_list(webex)
    expect_partner(webex)
    expect_add(webex, ONE)
    assert run(numbers=[ONE], precheck=False).changed
    expect_list(webex)
    expect_list(webex)
    expect_list(webex, wire(ONE))
    assert not run(numbers=[ONE], precheck=False).changed
    assert clock.naps == [1.0, 2.0]


def test_a_number_stays_in_use_for_some_seconds(webex, clock):
    expect_list(webex, wire(ONE), wire(TWO), wire(THREE))
    expect_partner(webex)
    expect_remove(webex, ONE, TWO, status=409)
    expect_list(webex, wire(TWO), wire(THREE))
    expect_remove(webex, TWO)
    result = run(numbers=[THREE], prune=True, prune_max_percent=100)
    assert (result.failed, clock.naps) == (False, [2.0])


def test_one_number_that_cannot_be_removed_does_not_keep_the_others(webex):
    expect_list(webex, wire(ONE), wire(TWO), wire(THREE))
    expect_partner(webex)
    expect_remove(webex, ONE, TWO, status=400)
    expect_remove(webex, ONE)
    expect_remove(webex, TWO, status=400)
    result = run(numbers=[THREE], prune=True, prune_max_percent=100)
    assert set(failed(result)) == {TWO}
    assert result.objects["locations"][0]["removed"] == [ONE]


def test_the_old_main_number_stays_when_there_is_no_new_one(webex):
    expect_list(webex, wire(ONE, mainNumber=True), wire(TWO), wire(THREE))
    expect_partner(webex)
    expect_main(webex, TWO, status=400)
    expect_remove(webex, THREE)
    result = run(numbers=[TWO], main_number=TWO, prune=True, prune_max_percent=100)
    assert set(failed(result)) == {ONE, "main number of Head Office"}
    assert failed(result)[ONE].startswith("it is still the main number: ")


# Counts


def test_numbers_that_are_not_declared_are_counted(webex):
    elsewhere = wire(THREE, location={"id": "another", "name": FREMONT})
    expect_list(webex, wire(ONE, mainNumber=True), wire(TWO), elsewhere, wire(None, extension="101", **OWNER))
    result = run(numbers=[ONE])
    assert result.changed is False
    assert result.objects["summary"] == {"create": 0, "update": 0, "delete": 0, "none": 1, "undeclared": 2}


def test_removed_numbers_are_not_counted_as_staying(webex):
    expect_list(webex, wire(ONE, mainNumber=True), wire(TWO))
    result = run(check_mode=True, numbers=[ONE], prune=True, prune_max_percent=100)
    assert result.objects["summary"] == {"create": 0, "update": 0, "delete": 1, "none": 1, "undeclared": 0}


def test_numbers_that_are_not_managed_are_not_counted(webex):
    expect_list(webex, wire(ONE, mainNumber=True), wire(TWO))
    assert run(numbers=None, main_number=ONE).objects["summary"]["undeclared"] == 0
