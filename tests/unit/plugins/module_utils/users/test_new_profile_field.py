# SPDX-License-Identifier: GPL-3.0-or-later
"""One more field in the profile of a user is one more field of the model, and nothing else.

The room of users is imported anew with a model that has this field: a list of fields that somebody writes by hand
somewhere makes these tests fail.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

import pytest

from ansible_collections.webex.wholesale.plugins import module_utils
from ansible_collections.webex.wholesale.plugins.module_utils import _users
from ansible_collections.webex.wholesale.plugins.module_utils._declare.fields import fields_of
from ansible_collections.webex.wholesale.plugins.module_utils._engine.runner import run
from ansible_collections.webex.wholesale.plugins.module_utils._users import info, model, operation
from ansible_collections.webex.wholesale.tests.unit.samples import (
    CONNECTION,
    CUSTOMER_ID,
    LEO,
    ORG,
    PARTNER_ORG,
    identifier,
    wire_person,
    wire_subscriber,
)

# One that Webex has, and one that it does not: no list can know it.
NAMES = {"nick_name": "nickName", "cost_center": "costCenter"}
FIELD = """
    {name}: Text | None = key(
        "Whatever it means.",
        default=None,
        group="profile",
        after_creation=True,
        listed_in=("people",),
        control_hub="New Column",
    )
"""
# What the room is made of has to be there before it is made anew.
LOADED = (info, operation)
BASIS = {**CONNECTION, "known_customer": {"id": CUSTOMER_ID, "org_id": ORG}, "workers": 1}
SUBSCRIBERS, PEOPLE, NUMBERS = "/wholesale/subscribers", "/people", "/telephony/config/numbers"
OFFICE = identifier("LOCATION", 1)


class Room:
    """The room of users with one more field."""

    def __init__(self, name):
        self.name, self.wire = name, NAMES[name]

    def module(self, name):
        return importlib.import_module(f"{_users.__name__}.{name}")

    def run(self, users, *, check_mode=False, **options):
        kind = self.module("operation").UsersOperation
        return run(kind, {**BASIS, "users": users, "precheck": False, **options}, check_mode=check_mode)

    def info(self):
        return run(self.module("info").UserInfoOperation, {**BASIS, "profile": True}, check_mode=False)


def extended(name) -> ModuleType:
    """The module of the model with the field behind the last one of a user."""
    path = Path(model.__file__)
    head, rest = path.read_text(encoding="utf-8").split("class User(Declared):", 1)
    fields, methods = rest.split("\n    @property\n", 1)
    code = f"{head}class User(Declared):{fields}{FIELD.format(name=name)}\n    @property\n{methods}"
    module = importlib.util.module_from_spec(ModuleSpec(model.__name__, None, origin=str(path)))
    module.__file__ = str(path)
    sys.modules[model.__name__] = module
    exec(compile(code, str(path), "exec"), module.__dict__)
    return module


@pytest.fixture(params=sorted(NAMES))
def room(request):
    """The room; the real one is back in its place afterwards."""

    def own():
        return [name for name in sys.modules if name == _users.__name__ or name.startswith(f"{_users.__name__}.")]

    saved = {name: sys.modules.pop(name) for name in own()}
    try:
        importlib.import_module(_users.__name__).model = extended(request.param)
        yield Room(request.param)
    finally:
        for name in own():
            del sys.modules[name]
        sys.modules.update(saved)
        module_utils._users = _users


def expect_leo(webex, person):
    """The lists in which Leo is."""
    query = {"customerId": CUSTOMER_ID, "max": "100"}
    webex.expect("GET", SUBSCRIBERS, query=query, answer={"items": [wire_subscriber(LEO, 2)]})
    query = {"orgId": ORG, "excludeStatus": "true", "max": "100"}
    webex.expect("GET", PEOPLE, query=query, answer={"items": [person]})


def expect_replacement(webex, before, after):
    """Leo is read, and replaced."""
    path = f"{PEOPLE}/{identifier('PEOPLE', 2)}"
    webex.expect("GET", path, query={"callingData": "true"}, answer=before)
    webex.expect("GET", "/people/me", answer={"orgId": PARTNER_ORG})
    body = {key: value for key, value in after.items() if key != "id"}
    webex.expect("PUT", path, query={"callingData": "true"}, body=body)


def fields(result):
    (action,) = result.actions
    return action["action"], action["fields"]


@pytest.mark.parametrize("check_mode", [True, False])
def test_a_new_user_gets_it_after_the_creation(webex, room, check_mode):
    query = {"customerId": CUSTOMER_ID, "max": "100"}
    webex.expect("GET", SUBSCRIBERS, query=query, answer={"items": []})
    if not check_mode:
        names = {"firstName": "Leo", "lastName": "Fox"}
        body = {"customerId": CUSTOMER_ID, "email": LEO["email"], "packages": [LEO["package"]]}
        webex.expect(
            "POST", SUBSCRIBERS, body={**body, "provisioningParameters": names}, answer=wire_subscriber(LEO, 2)
        )
        expect_replacement(webex, wire_person(LEO, 2), wire_person(LEO, 2, **{room.wire: "Lee"}))
    result = room.run([{**LEO, room.name: "Lee"}], check_mode=check_mode)
    assert result.message == ""
    action, changes = fields(result)
    assert (action, changes[room.name]) == ("create", {"from": None, "to": "Lee"})


@pytest.mark.parametrize("check_mode", [True, False])
@pytest.mark.parametrize("wanted", ["Lee", None])
def test_a_change_and_a_null_are_planned_and_written(webex, room, wanted, check_mode):
    before = wire_person(LEO, 2, **{room.wire: "Leonard"})
    expect_leo(webex, before)
    if not check_mode:
        expect_replacement(webex, before, wire_person(LEO, 2, **({room.wire: wanted} if wanted else {})))
    result = room.run([{**LEO, room.name: wanted}], check_mode=check_mode)
    assert result.message == ""
    assert fields(result) == ("update", {room.name: {"from": "Leonard", "to": wanted}})


def test_it_is_compared(webex, room):
    expect_leo(webex, wire_person(LEO, 2, **{room.wire: "Lee"}))
    assert room.run([{**LEO, room.name: "Lee"}]).changed is False


def test_it_survives_the_change_of_another_field(webex, room):
    before = wire_person(LEO, 2, **{room.wire: "Lee"})
    expect_leo(webex, before)
    expect_replacement(webex, before, {**before, "title": "Chief"})
    assert room.run([{**LEO, "title": "Chief"}]).message == ""


def test_a_null_is_seen_among_more_users_than_fit_on_a_page(webex, room):
    users = [
        {"email": f"u{index}@acme.example", "first_name": "F", "last_name": "L", "package": "webex_calling"}
        | {"extension": str(1000 + index)}
        for index in range(1, 102)
    ]
    subscribers = [wire_subscriber(user, index) for index, user in enumerate(users, 1)]
    query = {"customerId": CUSTOMER_ID, "max": "100"}
    webex.expect("GET", SUBSCRIBERS, query=query, answer={"items": subscribers[:100]})
    webex.expect("GET", SUBSCRIBERS, query={**query, "offset": "100"}, answer={"items": subscribers[100:]})
    rows = [
        {
            "extension": user["extension"],
            "location": {"id": OFFICE, "name": "Head Office"},
            "owner": {"id": identifier("PEOPLE", index), "type": "PEOPLE", "firstName": "F", "lastName": "L"},
        }
        for index, user in enumerate(users, 1)
    ]
    webex.expect("GET", NUMBERS, query={"orgId": ORG, "max": "2000"}, answer={"phoneNumbers": rows})
    people = [
        wire_person(user, index, extension=user["extension"], locationId=OFFICE, **{room.wire: "Lee"})
        for index, user in enumerate(users, 1)
    ]
    query = {"orgId": ORG, "excludeStatus": "true"}
    webex.expect("GET", PEOPLE, query={**query, "max": "1000"}, answer={"items": people})
    webex.expect("GET", PEOPLE, query={**query, "callingData": "true", "max": "100"}, answer={"items": people})
    result = room.run([{**users[0], room.name: None}, *users[1:]], check_mode=True)
    assert result.message == ""
    assert fields(result) == ("update", {room.name: {"from": "Lee", "to": None}})


@pytest.mark.parametrize("control_hub", [True, False])
def test_it_is_a_column_of_files(room, control_hub):
    titles = ("User ID/Email (Required)", "New Column") if control_hub else ("email", room.name)
    parsed = room.module("csv_file").parse(f"{','.join(titles)},package\na@acme.example,Lee,webex_meetings\n", "x.csv")
    assert parsed.rows[0].data == {"email": "a@acme.example", room.name: "Lee", "package": "webex_meetings"}
    assert parsed.ignored_columns == ()


def test_people_have_it_under_the_name_that_webex_gives_it(room):
    assert room.module("people_api").WIRE_NAMES[room.name] == room.wire


def test_it_is_returned(webex, room):
    expect_leo(webex, wire_person(LEO, 2, **{room.wire: "Lee"}))
    (user,) = room.info().objects["users"]
    assert user[room.name] == "Lee"
    assert room.name in fields_of(*room.module("result").SubscriberReturned.OF)
