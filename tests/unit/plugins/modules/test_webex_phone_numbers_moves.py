# SPDX-License-Identifier: GPL-3.0-or-later
"""webex_phone_numbers moves numbers between locations: removed, added, and put back."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.tests.unit.number_calls import (
    AT_FREMONT,
    FREMONT,
    FREMONT_ID,
    OFFICE,
    OFFICE_ID,
    ONE,
    ORG_QUERY,
    OWN,
    THREE,
    TWO,
    expect_add,
    expect_list,
    expect_partner,
    expect_remove,
    expect_validate,
    failed,
    run,
    verbs,
    wire,
)


def move(check_mode=False, **options):
    ids, types = {OFFICE: OFFICE_ID, "FREMONT": FREMONT_ID}, {OFFICE: "NON_INTEGRATED_CCP", "fremont": "LOCAL_GATEWAY"}
    options = {"location_ids": ids, "connection_types": types, "prune": True, "prune_max_count": 0, **options}
    return run(check_mode, **{"numbers": [ONE, TWO], **options})


MOVING = {"kind": "number", "identity": TWO, "action": "update"}


@pytest.mark.parametrize("check_mode", [True, False])
def test_a_number_moves(webex, check_mode):
    expect_list(webex, wire(ONE), wire(TWO, location=FREMONT, state="INACTIVE"))
    if not check_mode:
        expect_partner(webex)
        expect_remove(webex, TWO, at=AT_FREMONT)
        expect_add(webex, TWO)
    result = move(check_mode)
    fields = {"location": {"from": "FREMONT", "to": OFFICE}, "state": {"from": "INACTIVE", "to": "ACTIVE"}}
    assert (result.failed, result.actions) == (False, [{**MOVING, "fields": fields}])
    assert result.objects["locations"][0]["moved"] == [TWO]


def test_the_state_of_a_moving_number_is_left_alone(webex):
    expect_list(webex, wire(ONE), wire(TWO, location=FREMONT, state="INACTIVE"))
    expect_partner(webex)
    expect_remove(webex, TWO, at=AT_FREMONT)
    expect_add(webex, TWO, state="INACTIVE")
    assert move(number_state="inactive").failed is False


@pytest.mark.parametrize("check_mode", [True, False])
def test_the_carrier_of_the_old_location_is_asked_for(webex, check_mode):
    expect_list(webex, wire(ONE), wire(TWO, location=FREMONT))
    connection = {"pstnConnectionType": "CISCO_PSTN"}
    webex.expect("GET", f"/telephony/pstn/locations/{FREMONT_ID}/connection", query=ORG_QUERY, answer=connection)
    result = move(check_mode, connection_types=OWN)
    assert failed(result)[TWO].startswith("the numbers of location FREMONT come from an integrated carrier")
    assert webex.writes == []


def test_a_number_that_is_in_use_for_some_seconds_more_is_waited_for(webex, clock):
    expect_list(webex, wire(ONE), wire(TWO, location=FREMONT))
    expect_partner(webex)
    expect_remove(webex, TWO, at=AT_FREMONT, status=409)
    expect_list(webex, wire(ONE), wire(TWO, location=FREMONT))
    expect_remove(webex, TWO, at=AT_FREMONT)
    for _look in range(2):
        expect_add(webex, TWO, status=409)
        expect_list(webex, wire(ONE))
    expect_add(webex, TWO)
    assert (move().failed, clock.naps) == (False, [2.0, 2.0, 5.0])


def test_a_number_that_does_not_become_free_stays_where_it_is(webex, clock):
    expect_list(webex, wire(ONE), wire(TWO, location=FREMONT))
    expect_partner(webex)
    for _look in range(4):
        expect_remove(webex, TWO, at=AT_FREMONT, status=409)
        expect_list(webex, wire(ONE), wire(TWO, location=FREMONT))
    assert failed(move())[TWO].startswith("it could not be taken from FREMONT: ")


def expect_one_bad(webex):
    """Two numbers leave Fremont; together they are refused, and one of them alone as well."""
    expect_list(webex, wire(ONE), wire(TWO, location=FREMONT), wire(THREE, location=FREMONT))
    expect_partner(webex)
    expect_remove(webex, TWO, THREE, at=AT_FREMONT)
    for _look in range(4):
        expect_add(webex, TWO, THREE, status=400)
        expect_list(webex, wire(ONE))
    expect_add(webex, TWO)
    expect_add(webex, THREE, status=400)
    expect_list(webex, wire(ONE), wire(TWO))


def test_a_number_that_cannot_be_added_is_put_back(webex, clock):
    expect_one_bad(webex)
    expect_add(webex, THREE, at=AT_FREMONT)
    result = move(numbers=[ONE, TWO, THREE])
    assert set(failed(result)) == {THREE}
    assert failed(result)[THREE].startswith("it cannot be added to Head Office: ")
    assert failed(result)[THREE].endswith("It was put back to FREMONT.")
    assert result.objects["locations"][0]["moved"] == [TWO]


@pytest.mark.parametrize("there", [True, False])
def test_a_number_that_cannot_be_put_back_either(webex, clock, there):
    """Perhaps it was added after all; otherwise the next run does it."""
    expect_one_bad(webex)
    expect_add(webex, THREE, at=AT_FREMONT, status=404)
    expect_list(webex, wire(ONE), wire(TWO), *([wire(THREE)] if there else []))
    result = move(numbers=[ONE, TWO, THREE])
    assert result.failed is not there
    if not there:
        assert failed(result)[THREE].startswith("it was removed from FREMONT and cannot be added to Head Office: ")
        assert failed(result)[THREE].endswith("The next run adds it where it is declared.")
        expect_list(webex, wire(ONE), wire(TWO))
        expect_validate(webex, THREE)
        expect_add(webex, THREE)
        assert verbs(move(numbers=[ONE, TWO, THREE])) == {THREE: "create"}


def test_numbers_that_do_not_leave_together_leave_alone(webex):
    expect_list(webex, wire(ONE), wire(TWO, location=FREMONT), wire(THREE, location=FREMONT))
    expect_partner(webex)
    expect_remove(webex, TWO, THREE, at=AT_FREMONT, status=400)
    expect_remove(webex, TWO, at=AT_FREMONT)
    expect_remove(webex, THREE, at=AT_FREMONT, status=400)
    expect_add(webex, TWO)
    assert set(failed(move(numbers=[ONE, TWO, THREE]))) == {THREE}


@pytest.mark.parametrize("check_mode", [True, False])
def test_a_number_has_one_location(webex, check_mode):
    rows = [{"location": OFFICE, "numbers": [ONE]}, {"location": FREMONT, "numbers": [ONE]}]
    result = run(check_mode, locations=rows)
    assert f"{ONE} belongs to location Head Office as well. Leave it in one of them." in result.message


@pytest.mark.parametrize("check_mode", [True, False])
def test_a_location_is_named_once(webex, check_mode):
    """The numbers of a location that is there twice are not told a second time."""
    rows = [{"location": OFFICE, "numbers": [ONE]}, {"location": "HEAD  office", "numbers": [ONE]}]
    result = run(check_mode, locations=rows)
    assert [(problem["path"], problem["message"]) for problem in result.objects["problems"]] == [
        ("locations[1].location", "'HEAD  office' is in entry 0 already."),
    ]
