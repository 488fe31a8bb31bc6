# SPDX-License-Identifier: GPL-3.0-or-later
"""webex_users for more users than people fit on a page: the list of numbers and large pages tell enough."""

from __future__ import annotations

from ansible_collections.webex.wholesale.plugins.module_utils._users.operation import UsersOperation
from ansible_collections.webex.wholesale.plugins.module_utils._users.options import USERS
from ansible_collections.webex.wholesale.tests.unit.run_module import run_module
from ansible_collections.webex.wholesale.tests.unit.samples import (
    CUSTOMER_ID,
    ORG,
    identifier,
    wire_person,
    wire_subscriber,
)

OFFICE = identifier("LOCATION", 1)
BASIS = {"known_customer": {"id": CUSTOMER_ID, "org_id": ORG}, "workers": 1, "location_ids": {"Head Office": OFFICE}}
COUNT = 101
NUMBERS = "/telephony/config/numbers"


def user(index, **changes):
    basis = {"email": f"u{index}@acme.example", "first_name": f"F{index}", "last_name": "Last"}
    calling = {"package": "webex_calling", "location": "Head Office", "extension": str(1000 + index)}
    return {**basis, **calling, **changes}


CALLING = [user(index) for index in range(1, COUNT + 1)]
MEETING = {**user(COUNT), "package": "webex_meetings"}
for key in ("location", "extension"):
    del MEETING[key]


def expect_subscribers(webex, users):
    query = {"customerId": CUSTOMER_ID, "max": "100"}
    rows = [wire_subscriber(row, index) for index, row in enumerate(users, 1)]
    webex.expect("GET", "/wholesale/subscribers", query=query, answer={"items": rows[:100]})
    webex.expect("GET", "/wholesale/subscribers", query={**query, "offset": "100"}, answer={"items": rows[100:]})


def number_row(index, row, **changes):
    owner = {"id": identifier("PEOPLE", index), "type": "PEOPLE"}
    owner |= {"firstName": row["first_name"], "lastName": row["last_name"]}
    basis = {"extension": row["extension"], "location": {"id": OFFICE, "name": "Head Office"}, "owner": owner}
    return {**basis, **changes}


def expect_numbers(webex, users, *more):
    rows = [number_row(index, row) for index, row in enumerate(users, 1) if row.get("extension")]
    query = {"orgId": ORG, "max": "2000"}
    webex.expect("GET", NUMBERS, query=query, answer={"phoneNumbers": [*rows, *more]})


def person(index, row, **changes):
    return wire_person(row, index, **({"title": row["title"]} if "title" in row else {}), **changes)


def expect_people(webex, users, *, size="1000", status=200, **filters):
    query = {"orgId": ORG, "excludeStatus": "true", "max": size, **filters}
    rows = [person(index, row) for index, row in enumerate(users, 1)]
    webex.expect("GET", "/people", query=query, answer={"items": rows} if status == 200 else {}, status=status)


def expect_whole_people(webex, users, **changes):
    """In small pages with calling data, which are followed by their links."""
    rows = [
        person(index, row, extension=row.get("extension"), locationId=OFFICE, **changes.get(row["email"], {}))
        for index, row in enumerate(users, 1)
    ]
    query = {"orgId": ORG, "excludeStatus": "true", "callingData": "true", "max": "100"}
    webex.expect("GET", "/people", query=query, answer={"items": rows})


def run(users, **options):
    return run_module(UsersOperation, USERS, {**BASIS, "users": users, **options}, check_mode=True)


def test_numbers_tell_that_nothing_is_to_be_done(webex):
    expect_subscribers(webex, CALLING)
    expect_numbers(webex, CALLING)
    result = run(CALLING)
    assert (result.failed, result.changed, result.api_calls) == (False, False, {"GET": 3})


def test_large_pages_tell_of_those_without_a_number(webex):
    there = [*CALLING[:-1], MEETING]
    expect_subscribers(webex, there)
    expect_numbers(webex, there)
    expect_people(webex, there)
    result = run(there)
    assert (result.failed, result.changed, result.api_calls) == (False, False, {"GET": 4})


def test_large_pages_tell_titles(webex):
    expect_subscribers(webex, CALLING)
    expect_numbers(webex, CALLING)
    expect_people(webex, [*CALLING[:-1], {**CALLING[-1], "title": "Cook"}])
    result = run([*CALLING[:-1], {**CALLING[-1], "title": "Cook"}])
    assert (result.failed, result.changed) == (False, False)


def test_where_large_pages_are_refused_small_ones_do(webex):
    there = [*CALLING[:-1], MEETING]
    expect_subscribers(webex, there)
    expect_numbers(webex, there)
    expect_people(webex, there, status=400)
    expect_whole_people(webex, there)
    result = run(there)
    assert (result.failed, result.changed) == (False, False)


def test_where_large_pages_end_too_early_small_ones_do(webex):
    there = [*CALLING[:-1], MEETING]
    expect_subscribers(webex, there)
    expect_numbers(webex, there)
    expect_people(webex, there[:100])
    expect_whole_people(webex, there)
    result = run(there)
    assert (result.failed, result.changed) == (False, False)


def test_people_that_end_too_early_are_not_believed(webex):
    wanted = [{**CALLING[0], "title": "Cook"}, *CALLING[1:]]
    expect_subscribers(webex, CALLING)
    expect_numbers(webex, CALLING)
    expect_people(webex, CALLING[:100])
    expect_whole_people(webex, CALLING[:100])
    result = run(wanted)
    assert result.failed
    assert result.message.startswith("GET /people: the list ended after 100 entries, of 101 at least.")


def test_an_owner_that_numbers_do_not_know_is_read_with_the_people(webex):
    expect_subscribers(webex, CALLING)
    expect_numbers(webex, CALLING[:-1])
    expect_whole_people(webex, CALLING)
    assert not run(CALLING).changed


def test_what_differs_is_read_in_full_before_it_is_believed(webex):
    """The list of numbers may be behind: only people say what is to be changed."""
    expect_subscribers(webex, CALLING)
    expect_numbers(webex, [{**CALLING[0], "extension": "9"}, *CALLING[1:]])
    expect_whole_people(webex, CALLING)
    assert not run(CALLING).changed


def test_what_differs_indeed_is_changed(webex):
    wanted = [{**CALLING[0], "extension": "9"}, *CALLING[1:]]
    expect_subscribers(webex, CALLING)
    expect_numbers(webex, CALLING)
    expect_whole_people(webex, CALLING)
    result = run(wanted)
    assert [action["fields"] for action in result.actions] == [{"extension": {"from": "1001", "to": "9"}}]


def test_further_numbers_of_an_owner_say_nothing(webex):
    further = number_row(1, CALLING[0], phoneNumber="+14085550199", phoneNumberType="ALTERNATE", extension="9")
    expect_subscribers(webex, CALLING)
    query = {"orgId": ORG, "max": "2000"}
    rows = [further, *(number_row(index, row) for index, row in enumerate(CALLING, 1))]
    webex.expect("GET", NUMBERS, query=query, answer={"phoneNumbers": rows})
    assert not run(CALLING).changed


def test_new_users_beside_many_need_no_people(webex):
    new = user(200, number=None)
    expect_subscribers(webex, CALLING)
    expect_numbers(webex, CALLING)
    body = {
        "customerId": CUSTOMER_ID,
        "email": new["email"],
        "packages": ["webex_calling"],
        "provisioningParameters": {
            "firstName": "F200",
            "lastName": "Last",
            "extension": "1200",
            "locationId": OFFICE,
        },
    }
    success = {"message": "success", "info": []}
    webex.expect("POST", "/wholesale/subscribers/validate", body=body, answer=success)
    result = run([*CALLING, new])
    assert [action["action"] for action in result.actions] == ["create"]


def test_an_extension_that_somebody_holds_is_told_by_name(webex):
    taken = user(200, extension="1001", number=None)
    expect_subscribers(webex, CALLING)
    expect_numbers(webex, CALLING)
    result = run([*CALLING, taken])
    assert "the extension 1001 is held by u1@acme.example" in result.message


def test_without_comparison_nobody_is_read(webex):
    expect_subscribers(webex, CALLING)
    assert not run(CALLING, compare_profile=False).changed


def test_a_consent_email_alone_does_not_read_everybody_in_full(webex):
    rows = [wire_subscriber(row, index) for index, row in enumerate(CALLING, 1)]
    rows[0]["status"] = "pending_user_migration"
    query = {"customerId": CUSTOMER_ID, "max": "100"}
    webex.expect("GET", "/wholesale/subscribers", query=query, answer={"items": rows[:100]})
    webex.expect("GET", "/wholesale/subscribers", query={**query, "offset": "100"}, answer={"items": rows[100:]})
    expect_numbers(webex, CALLING)
    assert [action["action"] for action in run(CALLING, resend_consent=True).actions] == ["update"]
