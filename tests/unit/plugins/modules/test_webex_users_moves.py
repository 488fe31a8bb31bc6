# SPDX-License-Identifier: GPL-3.0-or-later
"""webex_users and webex_user: the requests that move a user to another location."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.tests.unit.samples import (
    ANA,
    ORG,
    PARTNER_ORG,
    identifier,
    wire_person,
    wire_subscriber,
)
from ansible_collections.webex.wholesale.tests.unit.user_calls import (
    BASIS,
    HEAD_OFFICE,
    PEOPLE,
    expect_list,
    expect_locations,
    expect_people,
    run,
    run_one,
)

JOBS = "/telephony/config/jobs/person/moveLocation"
FREMONT = identifier("LOCATION", 2)
N1, N2 = "+14085550101", "+14085550102"
MOVED = {**ANA, "location": "Fremont"}
OPTIONS = {**BASIS, "users": [MOVED], "location_ids": {"Head Office": HEAD_OFFICE, "Fremont": FREMONT}}
ZOE = {**ANA, "email": "zoe@acme.example", "first_name": "Zoe", "extension": "102"}
QUERY = {"orgId": ORG}


def person(user=None, index=1, place=HEAD_OFFICE, number=N1, **changes):
    user = user or ANA
    numbers = [{"type": "work", "value": number}] if number else []
    return wire_person(user, index, extension=user["extension"], locationId=place, phoneNumbers=numbers, **changes)


def order(*users, validate=False, place=FREMONT):
    listed = [{"userId": identifier("PEOPLE", index), **changes} for index, changes in users]
    return {"usersList": [{"locationId": place, "validate": validate, "users": listed}]}


def job(status="COMPLETED", exit_code="COMPLETED"):
    return {"id": "J1", "latestExecutionStatus": status, "latestExecutionExitCode": exit_code}


def expect_present(webex, *people):
    subscribers = [wire_subscriber({**ANA, "email": one["emails"][0]}, index) for index, one in enumerate(people, 1)]
    expect_list(webex, *subscribers)
    expect_people(webex, *people, callingData="true")


def expect_start(webex, *users, first=True, status=201, answer=None, **options):
    if first:
        webex.expect("GET", "/people/me", answer={"orgId": PARTNER_ORG})
    answer = {"response": job("STARTED", "UNKNOWN")} if answer is None and status == 201 else answer
    webex.expect("POST", JOBS, query=QUERY, body=order(*users), status=status, answer=answer, **options)


def expect_look(webex, *people):
    for one in people:
        webex.expect("GET", f"{PEOPLE}/{one['id']}", query={"callingData": "true"}, answer=one)


def expect_job(webex, *answers):
    for answer in answers:
        webex.expect("GET", f"{JOBS}/J1", query=QUERY, answer=answer)


def expect_verdict(webex, answer=None, status=200, **changes):
    verdict = {"userId": identifier("PEOPLE", 1), "errors": [], "impacts": []}
    answer = {"response": [{**verdict, **(answer or {})}]} if status == 200 else answer
    body = order((1, changes), validate=True)
    webex.expect("POST", JOBS, query=QUERY, body=body, status=status, answer=answer)


# Check mode


def test_check_mode_asks_and_tells_the_impacts(webex):
    expect_present(webex, person())
    impacts = [{"code": 19716, "message": "Voice messages are gone."}, {"code": 19723.0, "message": "No CLID."}]
    expect_verdict(webex, {"impacts": impacts})
    result = run(OPTIONS, check_mode=True)
    assert (result.failed, result.changed) == (False, True)
    assert result.actions[0]["fields"] == {"location": {"from": "Head Office", "to": "Fremont"}}
    told = ["Voice messages are gone. (errorCode 19716)", "No CLID. (errorCode 19723)"]
    assert result.objects["users"][0]["impacts"] == told
    assert [warning for warning in result.warnings if "ana@acme.example: Voice messages are gone." in warning]


def test_check_mode_asks_with_a_new_number(webex):
    expect_present(webex, person())
    expect_verdict(webex, phoneNumber=N2, extension="201")
    assert run({**OPTIONS, "users": [{**MOVED, "number": N2, "extension": "201"}]}, True).failed is False


@pytest.mark.parametrize(
    ("verdict", "status", "words"),
    [
        ({"errors": [{"code": 4202, "message": "Taken."}]}, 200, "Webex would not move it: Taken. (errorCode 4202)."),
        ({"error": [{"code": 1026010, "message": "No calling."}]}, 400, "No calling. (errorCode 1026010)."),
    ],
)
def test_check_mode_fails_where_webex_objects(webex, verdict, status, words):
    expect_present(webex, person())
    expect_verdict(webex, verdict, status)
    result = run(OPTIONS, check_mode=True)
    assert result.failed is True
    assert words in result.message


def test_check_mode_without_the_scopes_is_a_warning(webex):
    expect_present(webex, person())
    expect_verdict(webex, {"message": "no scope"}, 403)
    webex.expect("GET", f"/organizations/{ORG}", status=403)
    result = run(OPTIONS, check_mode=True)
    (warning,) = result.warnings
    assert result.failed is False
    assert warning.startswith("Webex could not be asked whether it would move ana@acme.example:")
    assert "spark-admin:telephony_config_write, spark-admin:people_write and identity:groups_rw." in warning


def test_check_mode_with_an_answer_about_somebody_else(webex):
    expect_present(webex, person())
    expect_verdict(webex, {"userId": identifier("PEOPLE", 7)})
    assert "has no verdict on the user" in run(OPTIONS, check_mode=True).message


def test_check_mode_does_not_ask_without_precheck(webex):
    expect_present(webex, person())
    assert run({**OPTIONS, "precheck": False}, check_mode=True).changed is True


# The run


def test_a_job_is_waited_for_and_keeps_what_is_not_declared(webex, clock):
    expect_present(webex, person())
    expect_start(webex, (1, {}))
    expect_job(webex, job("STARTED", "UNKNOWN"), job())
    expect_look(webex, person(place=FREMONT))
    result = run(OPTIONS)
    assert (result.failed, result.changed, clock.naps) == (False, True, [2.0, 2.0])
    assert result.actions[0]["fields"] == {"location": {"from": "Head Office", "to": "Fremont"}}


@pytest.mark.parametrize(
    ("user", "sent"),
    [
        ({"number": N2}, {"phoneNumber": N2}),
        ({"number": None}, {"phoneNumber": ""}),
        ({"number": N2, "extension": "201"}, {"phoneNumber": N2, "extension": "201"}),
        ({"number": N1}, {}),
    ],
)
def test_the_job_takes_new_number_and_extension(webex, user, sent):
    expect_present(webex, person())
    expect_start(webex, (1, sent), answer={"response": job()})
    there = person({**ANA, **{key: value for key, value in user.items() if value}}, place=FREMONT)
    there["phoneNumbers"] = [{"type": "work", "value": user["number"]}] if user["number"] else []
    expect_look(webex, there)
    assert run({**OPTIONS, "users": [{**MOVED, **user}]}).failed is False


def test_profile_and_a_lost_extension_are_written_after_the_move(webex):
    expect_present(webex, person())
    expect_start(webex, (1, {}), answer={"response": job()})
    there = {key: value for key, value in person(place=FREMONT).items() if key != "extension"}
    expect_look(webex, there, there)
    body = {key: value for key, value in there.items() if key != "id"} | {"extension": "101", "title": "Chief"}
    webex.expect("PUT", f"{PEOPLE}/{there['id']}", query={"callingData": "true"}, body=body)
    assert run({**OPTIONS, "users": [{**MOVED, "title": "Chief"}]}).failed is False


def test_ids_of_locations_are_read_when_nobody_hands_them_over(webex):
    expect_list(webex, wire_subscriber(ANA, 1), email="ana@acme.example")
    expect_locations(webex, "Head Office", "Fremont")
    expect_people(webex, person(), email="ana@acme.example", callingData="true")
    expect_start(webex, (1, {}), answer={"response": job()})
    expect_look(webex, person(place=FREMONT))
    assert run_one(MOVED).changed is True


@pytest.mark.parametrize("check_mode", [True, False])
def test_a_location_that_is_not_there(webex, check_mode):
    expect_present(webex, person())
    result = run({**OPTIONS, "users": [{**ANA, "location": "Nowhere"}]}, check_mode)
    assert "- ana@acme.example: its location Nowhere does not exist; known are: Fremont, Head Office." in result.message


def test_without_the_scopes_the_row_fails(webex):
    expect_present(webex, person())
    expect_start(webex, (1, {}), status=403, answer={"message": "no scope"})
    webex.expect("GET", f"/organizations/{ORG}", status=403)
    assert "Moving users needs the scopes spark-admin:telephony_config_write" in run(OPTIONS).message


def test_another_job_is_waited_for(webex, clock):
    expect_present(webex, person())
    expect_start(webex, (1, {}), status=409)
    webex.expect("GET", JOBS, query={**QUERY, "max": "20"}, answer={"items": [job("STARTED", "UNKNOWN")]})
    webex.expect("GET", JOBS, query={**QUERY, "max": "20"}, answer={"items": [job()]})
    expect_look(webex, person())
    expect_start(webex, (1, {}), first=False, answer={"response": job()})
    expect_look(webex, person(place=FREMONT))
    assert (run(OPTIONS).failed, clock.naps) == (False, [2.0, 2.0])


def test_the_job_of_a_killed_run_moves_the_user(webex, clock):
    expect_present(webex, person())
    expect_start(webex, (1, {}), status=409)
    webex.expect("GET", JOBS, query={**QUERY, "max": "20"}, answer={"items": [job()]})
    expect_look(webex, person(place=FREMONT))
    assert run(OPTIONS).failed is False


def test_a_lost_answer_is_looked_after(webex, clock):
    expect_present(webex, person())
    expect_start(webex, (1, {}), status=504)
    webex.expect("GET", JOBS, query={**QUERY, "max": "20"}, answer={"items": []})
    expect_look(webex, person(place=FREMONT))
    assert run(OPTIONS).failed is False


def test_another_job_that_does_not_end(webex, clock):
    expect_present(webex, person())
    expect_start(webex, (1, {}), status=409)
    webex.expect("GET", JOBS, query={**QUERY, "max": "20"}, answer={"items": [job("STARTING")]})
    assert "answered 409" in run({**OPTIONS, "job_timeout": 3}).message


def test_a_job_that_does_not_end(webex, clock):
    expect_present(webex, person())
    expect_start(webex, (1, {}))
    expect_job(webex, job("STARTED"))
    result = run({**OPTIONS, "job_timeout": 3})
    assert "- ana@acme.example: it is still being moved after 3 s (job J1, STARTED" in result.message


def test_an_error_of_the_job_is_that_of_its_row(webex, clock):
    expect_present(webex, person(), person(ZOE, 2, number=""))
    expect_start(webex, (1, {}), (2, {}), answer={"response": job("COMPLETED", "COMPLETED_WITH_ERRORS")})
    message = [{"description": "Not authorized: Basic Call Logs.", "code": "19605", "locationId": FREMONT}]
    item = {"item": "00000000-0000-4000-8000-000000000001", "error": {"key": "400", "message": message}}
    webex.expect("GET", f"{JOBS}/J1/errors", query={**QUERY, "max": "2000"}, answer={"items": [item]})
    expect_look(webex, person(ZOE, 2, FREMONT, ""))
    result = run({**OPTIONS, "users": [MOVED, {**ZOE, "location": "Fremont"}]})
    assert [row["email"] for row in result.objects["failed_users"]] == ["ana@acme.example"]
    assert "Webex did not move it: Not authorized: Basic Call Logs. (errorCode 19605)." in result.message


def test_a_job_that_failed_without_a_word(webex, clock):
    expect_present(webex, person())
    expect_start(webex, (1, {}), answer={"response": job("FAILED", "FAILED")})
    webex.expect("GET", f"{JOBS}/J1/errors", query={**QUERY, "max": "2000"}, answer={"items": []})
    expect_look(webex, person())
    assert "does not say why (job J1, FAILED)" in run(OPTIONS).message


def test_who_arrives_late_has_arrived(webex, clock):
    expect_present(webex, person())
    expect_start(webex, (1, {}), answer={"response": job()})
    expect_look(webex, person(), person(), person(place=FREMONT))
    assert (run(OPTIONS).failed, clock.naps) == (False, [1.0, 2.0])


def test_one_that_fails_all_fails_alone(webex, clock):
    expect_present(webex, person(), person(ZOE, 2, number=""))
    refusal = {"error": [{"code": 1026010, "message": "User is not a valid Calling User."}]}
    expect_start(webex, (1, {}), (2, {}), status=400, answer=refusal)
    expect_look(webex, person(), person(ZOE, 2, number=""))
    expect_start(webex, (1, {}), status=400, answer=refusal, first=False)
    expect_look(webex, person())
    expect_start(webex, (2, {}), answer={"response": job()}, first=False)
    expect_look(webex, person(ZOE, 2, FREMONT, ""))
    result = run({**OPTIONS, "users": [MOVED, {**ZOE, "location": "Fremont"}]})
    assert [row["email"] for row in result.objects["failed_users"]] == ["ana@acme.example"]
    assert "(errorCode 1026010)" in result.message


def test_who_has_arrived_meanwhile_does_not_fail_the_others(webex, clock):
    expect_present(webex, person(), person(ZOE, 2, number=""))
    refusal = {"error": [{"code": 1026013, "message": "The source and the target location cannot be the same."}]}
    expect_start(webex, (1, {}), (2, {}), status=400, answer=refusal)
    expect_look(webex, person(place=FREMONT), person(ZOE, 2, number=""))
    expect_start(webex, (2, {}), answer={"response": job()}, first=False)
    expect_look(webex, person(ZOE, 2, FREMONT, ""))
    assert run({**OPTIONS, "users": [MOVED, {**ZOE, "location": "Fremont"}]}).failed is False
