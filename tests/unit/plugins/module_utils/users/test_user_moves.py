# SPDX-License-Identifier: GPL-3.0-or-later
"""Users that change places, extensions and numbers in one run, at a Webex that refuses what somebody else has."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.webex.wholesale.plugins.module_utils._client.errors import ServiceError
from ansible_collections.webex.wholesale.plugins.module_utils._subscribers.present import Subscriber
from ansible_collections.webex.wholesale.plugins.module_utils._users import (
    mover,
    operation,
    people_lists,
    readers,
    writer,
)
from ansible_collections.webex.wholesale.plugins.module_utils._users.move_api import MoveJob, MoveVerdict
from ansible_collections.webex.wholesale.plugins.module_utils._users.operation import UsersOperation
from ansible_collections.webex.wholesale.plugins.module_utils._users.options import USERS
from ansible_collections.webex.wholesale.plugins.module_utils._users.present import Person
from ansible_collections.webex.wholesale.tests.unit.run_module import run_module
from ansible_collections.webex.wholesale.tests.unit.samples import CUSTOMER_ID, ORG

NAMES = {"L1": "Head Office", "L2": "Fremont"}
N = [f"+1408555010{digit}" for digit in range(6)]


class Tenant:
    """Stands in for people and moves: `changes` lists what was written, `questions` what was asked.

    Parameters:
        rows: Location, number and extension by the first letters of the addresses.
    """

    def __init__(self, rows):
        self.people = {
            key: Person(key, (address(key),), ORG, {"first_name": "A", "last_name": "B"}, extension, number, place)
            for key, (place, number, extension) in rows.items()
        }
        self.changes, self.questions, self.jobs = [], [], []

    def __call__(self, _client, _org_id):
        return self

    def list(self, *, calling, email=None, at_least=0):
        return iter(list(self.people.values()))

    def get(self, person_id):
        return self.people[person_id]

    def change(self, person_id, profile, calling=None, *, email):
        """As PUT /people: everything but the location."""
        values = {key: value or "" for key, value in (calling or {}).items()}
        profile = {**self.people[person_id].profile, **profile}
        self._put(replace(self.people[person_id], **values, profile=profile))

    def validate(self, move):
        self.questions.append(move)
        assert move.location_id != self.people[move.person_id].location_id
        problem = self._problem(self._moved(move))
        return MoveVerdict((ServiceError("4202", problem),) if problem else (), ())

    def start(self, moves):
        """A job of its own for each order; one order has nobody that waits for another one in it."""
        self.jobs.append([move.person_id for move in moves])
        for move in moves:
            self._put(self._moved(move))
        return MoveJob("J", "COMPLETED", "COMPLETED")

    def _moved(self, move):
        person = replace(self.people[move.person_id], location_id=move.location_id)
        values = {"number": move.number, "extension": move.extension}
        return replace(person, **{key: value for key, value in values.items() if value is not None})

    def _problem(self, person):
        if not (person.number or person.extension):
            return f"{person.id} has nothing"
        for other in self.people.values():
            if other.id != person.id and person.number and person.number == other.number:
                return f"{person.id} takes the number of {other.id}"
            if other.id != person.id and person.extension and identity(person) == identity(other):
                return f"{person.id} takes the extension of {other.id}"
        return ""

    def _put(self, person):
        problem = self._problem(person)
        assert not problem, problem
        self.people[person.id] = person
        self.changes.append(person.id)

    def rows(self):
        return {key: (person.location_id, person.number, person.extension) for key, person in self.people.items()}


def identity(person):
    return person.location_id, person.extension


def address(key):
    return f"{key}@acme.example"


def declared(rows, without=()):
    found = []
    for key, (place, number, extension) in rows.items():
        user = {"email": address(key), "first_name": "A", "last_name": "B", "package": "webex_calling"}
        user |= {"location": NAMES[place], "number": number or None, "extension": extension or None}
        found.append({name: value for name, value in user.items() if name not in without})
    return found


def run(tenant, rows, *, check_mode=False, **options):
    def subscribers(_reader, _api, customer_id):
        return [
            Subscriber(key, address(key), "provisioned", customer_id, key, "webex_calling") for key in tenant.people
        ]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(readers.AllUsers, "subscribers", subscribers)
        for module in (operation, people_lists, writer, mover):
            patch.setattr(module, "PeopleApi", tenant)
        for module in (operation, mover):
            patch.setattr(module, "MovesApi", tenant)
        basis = {"known_customer": {"id": CUSTOMER_ID, "org_id": ORG}, "workers": 1, "users": rows}
        ids = {name: location_id for location_id, name in NAMES.items()}
        return run_module(UsersOperation, USERS, {**basis, "location_ids": ids, **options}, check_mode=check_mode)


KEYS = "abcde"
# Places and extensions in any order; so few of them that users stand in each other's way.
SPOTS = st.permutations([(place, extension) for place in NAMES for extension in ("101", "102", "103", "104")])
NUMBERS = st.permutations([*N, "", ""])
ROWS = st.tuples(SPOTS, NUMBERS).map(
    lambda drawn: {key: (drawn[0][index][0], drawn[1][index], drawn[0][index][1]) for index, key in enumerate(KEYS)}
)


@settings(max_examples=50)
@given(before=ROWS, after=ROWS)
def test_everybody_arrives_with_what_is_declared(before, after):
    tenant = Tenant(before)
    announced = run(tenant, declared(after), check_mode=True)
    assert (announced.failed, tenant.changes) == (False, [])
    result = run(tenant, declared(after))
    assert (result.message, tenant.rows()) == ("", after)
    assert result.actions == announced.actions
    assert sorted(key for job in tenant.jobs for key in job) == [key for key in KEYS if before[key][0] != after[key][0]]
    assert run(tenant, declared(after)).changed is False


def test_all_that_wait_for_nobody_are_one_job():
    tenant = Tenant({"a": ("L1", N[0], "101"), "b": ("L1", N[1], "102"), "c": ("L2", "", "201")})
    after = {"a": ("L2", N[0], "101"), "b": ("L2", N[1], "102"), "c": ("L1", "", "201")}
    assert run(tenant, declared(after)).failed is False
    assert tenant.jobs == [["a", "b", "c"]]
    assert tenant.changes == ["a", "b", "c"]


def test_a_job_has_no_more_users_than_webex_takes(monkeypatch):
    assert mover.MAX_USERS == 100
    monkeypatch.setattr(mover, "MAX_USERS", 2)
    tenant = Tenant({key: ("L1", "", str(100 + index)) for index, key in enumerate(KEYS)})
    after = {key: ("L2", "", extension) for key, (_place, _number, extension) in tenant.rows().items()}
    assert run(tenant, declared(after)).failed is False
    assert tenant.jobs == [["a", "b"], ["c", "d"], ["e"]]


def test_what_is_not_declared_goes_along():
    tenant = Tenant({"a": ("L1", N[0], "101")})
    assert run(tenant, declared({"a": ("L2", "", "101")}, without=("number",))).failed is False
    assert tenant.rows() == {"a": ("L2", N[0], "101")}


@pytest.mark.parametrize("check_mode", [True, False])
def test_an_extension_that_somebody_keeps_at_the_new_location(check_mode):
    tenant = Tenant({"a": ("L1", N[0], "101"), "b": ("L2", "", "101")})
    rows = declared({"a": ("L2", "", "101")}, without=("number", "extension"))
    rows[0]["number"] = N[0]
    result = run(tenant, rows, check_mode=check_mode)
    assert "- a@acme.example: the extension 101 is held by b@acme.example." in result.message
    assert (tenant.changes, tenant.questions) == ([], [])


@pytest.mark.parametrize("check_mode", [True, False])
@pytest.mark.parametrize("known", [True, False])
def test_two_with_one_extension_that_change_places(known, check_mode):
    """One has it in between no more: a run that is killed then must find in the declaration what it was."""
    tenant = Tenant({"a": ("L1", N[0], "101"), "b": ("L2", N[1], "101")})
    after = {"a": ("L2", N[0], "101"), "b": ("L1", N[1], "101")}
    first, second = declared(after)
    del first["extension"]
    if not known:
        del second["extension"]
    result = run(tenant, [first, second], check_mode=check_mode)
    assert result.failed is not known
    if known and not check_mode:
        assert tenant.rows() == after
        assert tenant.changes[0] == "b"
    elif not known:
        assert "Declare the extension of one." in result.message
        assert tenant.changes == []


def test_check_mode_asks_without_what_others_give_up():
    tenant = Tenant({"a": ("L1", N[0], "101"), "b": ("L2", N[1], "102"), "c": ("L2", "", "103")})
    after = {"a": ("L2", N[1], "102"), "b": ("L2", N[2], "104"), "c": ("L1", "", "103")}
    result = run(tenant, declared(after), check_mode=True)
    assert (result.failed, [move.person_id for move in tenant.questions]) == (False, ["c"])
    assert [warning for warning in result.to_dict()["warnings"] if "a@acme.example" in warning] == [
        "Webex could not be asked whether it would move a@acme.example: It depends on what this run does before that."
    ]
    after["a"] = ("L2", N[1], "101")
    assert run(tenant, declared(after), check_mode=True).failed is False
    assert [(move.number, move.extension) for move in tenant.questions if move.person_id == "a"] == [("", None)]


def test_a_planned_location_is_not_asked_about():
    tenant = Tenant({"a": ("L1", N[0], "101")})
    options = {"location_ids": {"Head Office": "L1", "Fremont": None}, "check_mode": True}
    result = run(tenant, declared({"a": ("L2", N[0], "101")}), **options)
    assert (result.failed, result.changed, tenant.questions) == (False, True, [])
    result = run(tenant, declared({"a": ("L2", N[0], "101")}), location_ids=options["location_ids"])
    assert "its location is not made yet" in result.message
    assert tenant.changes == []
