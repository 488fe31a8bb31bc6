# SPDX-License-Identifier: GPL-3.0-or-later
"""webex_user and webex_user_info: the calls they make, and no other ones."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._users.info import UserInfoOperation
from ansible_collections.webex.wholesale.plugins.module_utils._users.options import USER_INFO
from ansible_collections.webex.wholesale.tests.unit.run_module import run_module
from ansible_collections.webex.wholesale.tests.unit.samples import (
    ANA,
    CUSTOMER_ID,
    LEO,
    ORG,
    identifier,
    wire_person,
    wire_subscriber,
)
from ansible_collections.webex.wholesale.tests.unit.user_calls import (
    ALL_THERE,
    LEO_BODY,
    SUBSCRIBERS,
    SUCCESS,
    expect_list,
    expect_people,
    run_one,
    verbs,
)

# webex_user


@pytest.mark.parametrize("check_mode", [True, False])
def test_one_user_nothing_to_do(webex, check_mode):
    expect_list(webex, wire_subscriber(LEO, 2), email="leo@acme.example")
    expect_people(webex, wire_person(LEO, 2), email="leo@acme.example")
    result = run_one(LEO, check_mode)
    assert (result.changed, result.actions) == (False, [])
    assert result.objects["user"]["id"] == identifier("SUBSCRIBER", 2)


@pytest.mark.parametrize("check_mode", [True, False])
def test_one_user_created(webex, check_mode):
    expect_list(webex, email="leo@acme.example")
    if check_mode:
        webex.expect("POST", f"{SUBSCRIBERS}/validate", body=LEO_BODY, answer=SUCCESS)
    else:
        webex.expect("POST", SUBSCRIBERS, body=LEO_BODY, answer=wire_subscriber(LEO, 2))
    result = run_one(LEO, check_mode)
    assert verbs(result) == {"leo@acme.example": "create"}
    assert result.objects["user"].get("id") == (None if check_mode else identifier("SUBSCRIBER", 2))


@pytest.mark.parametrize("check_mode", [True, False])
def test_one_user_who_loses_calling(webex, check_mode):
    user = {**LEO, "email": ANA["email"], "first_name": ANA["first_name"], "last_name": ANA["last_name"]}
    expect_list(webex, wire_subscriber(ANA, 1), email="ana@acme.example")
    expect_people(webex, wire_person(ANA, 1, extension="101"), email="ana@acme.example", callingData="true")
    if not check_mode:
        path = f"{SUBSCRIBERS}/{identifier('SUBSCRIBER', 1)}"
        webex.expect("PUT", path, body={"packages": ["webex_meetings"]}, answer=wire_subscriber(user, 1))
    result = run_one(user, check_mode)
    assert result.actions[0]["fields"] == {
        "package": {"from": "webex_calling", "to": "webex_meetings"},
        "extension": {"from": "101", "to": None},
    }
    (warning,) = result.warnings
    assert warning.endswith("lose number, extension, voicemail and phones: ana@acme.example.")


@pytest.mark.parametrize("check_mode", [True, False])
@pytest.mark.parametrize("there", [True, False])
def test_one_user_absent(webex, there, check_mode):
    # A filter of the service that is not exact must not remove somebody else.
    found = [wire_subscriber({**LEO, "email": "xleo@acme.example"}, 9), *([wire_subscriber(LEO, 2)] if there else [])]
    expect_list(webex, *found, email="Leo@acme.example")
    if there and not check_mode:
        webex.expect("DELETE", f"{SUBSCRIBERS}/{identifier('SUBSCRIBER', 2)}", status=204)
    result = run_one({"email": "Leo@acme.example", "state": "absent"}, check_mode)
    assert (result.changed, result.objects["user"]) == (there, None)
    if there and not check_mode:
        assert result.warnings == [
            "user Leo@acme.example lost its package; the person and its e-mail address remain in the organization."
        ]


def test_one_user_with_mistakes():
    result = run_one({**LEO, "email": "leo"})
    assert result.message.startswith("1 mistake in the data:\n- email: 'leo' is not an e-mail address")
    assert result.objects["problems"][0]["path"] == "email"


# webex_user_info


def info(options):
    return run_module(UserInfoOperation, USER_INFO, {"known_customer": {"id": CUSTOMER_ID, "org_id": ORG}, **options})


def test_info(webex):
    expect_list(webex, *ALL_THERE, status="provisioned")
    result = info({"status": "provisioned"})
    assert [user["email"] for user in result.objects["users"]] == ["ana@acme.example", "leo@acme.example"]
    assert (result.changed, result.actions) == (False, [])


def test_info_with_profile(webex):
    expect_list(webex, wire_subscriber(LEO, 2), email="LEO@acme.example")
    expect_people(webex, wire_person(LEO, 2, title="Chief"), email="LEO@acme.example")
    (user,) = info({"email": "LEO@acme.example", "profile": True}).objects["users"]
    assert (user["title"], user["department"], user["first_name"]) == ("Chief", None, "Leo")


def test_info_of_nobody_reads_no_people(webex):
    expect_list(webex, wire_subscriber(ANA, 1), email="leo@acme.example")
    assert info({"email": "leo@acme.example", "profile": True}).objects["users"] == []
