# SPDX-License-Identifier: GPL-3.0-or-later
"""Numbers and extensions that change hands in one run, at people that refuse what somebody else has."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.webex.wholesale.plugins.module_utils._client.errors import ApiError
from ansible_collections.webex.wholesale.plugins.module_utils._subscribers.present import Subscriber
from ansible_collections.webex.wholesale.plugins.module_utils._users import operation, people_lists, readers, writer
from ansible_collections.webex.wholesale.plugins.module_utils._users.operation import UsersOperation
from ansible_collections.webex.wholesale.plugins.module_utils._users.options import USERS
from ansible_collections.webex.wholesale.plugins.module_utils._users.present import Person
from ansible_collections.webex.wholesale.tests.unit.run_module import run_module
from ansible_collections.webex.wholesale.tests.unit.samples import CUSTOMER_ID, ORG


class People:
    """Stands in for PeopleApi; `changes` lists what was written.

    Parameters:
        rows: number and extension by the first letters of the addresses.
        refused: Persons that cannot be changed.
    """

    def __init__(self, rows, refused=()):
        self.people = {
            key: Person(key, (address(key),), ORG, {"first_name": "A", "last_name": "B"}, extension, number, "L1")
            for key, (number, extension) in rows.items()
        }
        self.refused = refused
        self.changes = []

    def __call__(self, _client, _org_id):
        return self

    def list(self, *, calling, email=None, at_least=0):
        assert calling
        assert email is None
        return iter(list(self.people.values()))

    def change(self, person_id, profile, calling=None, *, email):
        """As Webex: a number or extension has one holder, and nobody is without both."""
        if person_id in self.refused:
            raise ApiError("PUT", f"/people/{person_id}", 400, ())
        values = {key: value or "" for key, value in (calling or {}).items()}
        person = replace(self.people[person_id], **values, profile={**self.people[person_id].profile, **profile})
        assert person.number or person.extension
        for other in self.people.values():
            if other.id != person_id:
                assert not person.number or person.number != other.number, f"{person_id} takes what {other.id} has"
                assert not person.extension or person.extension != other.extension
        self.people[person_id] = person
        self.changes.append((person_id, dict(calling or profile)))

    def rows(self):
        return {key: (person.number, person.extension) for key, person in self.people.items()}


def address(key):
    return f"{key}@acme.example"


def row(key, number, extension, **changes):
    user = {"email": address(key), "first_name": "A", "last_name": "B", "package": "webex_calling"}
    return {**user, "number": number or None, "extension": extension or None, **changes}


def run(people, rows, *, check_mode=False, **options):
    """Run webex_users on them; all of them are subscribers."""

    def subscribers(_reader, _api, customer_id):
        return [
            Subscriber(key, address(key), "provisioned", customer_id, key, "webex_calling") for key in people.people
        ]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(readers.AllUsers, "subscribers", subscribers)
        for module in (operation, people_lists, writer):
            patch.setattr(module, "PeopleApi", people)
        options = {"known_customer": {"id": CUSTOMER_ID, "org_id": ORG}, "workers": 1, "users": rows, **options}
        return run_module(UsersOperation, USERS, options, check_mode=check_mode)


def declared(rows):
    return [row(key, number, extension) for key, (number, extension) in rows.items()]


N = [f"+1408555010{digit}" for digit in range(6)]
KEYS = "abcde"
EXTENSIONS = st.permutations([str(number) for number in range(101, 108)])
NUMBERS = st.permutations([*N, "", ""])
ROWS = st.tuples(NUMBERS, EXTENSIONS).map(
    lambda drawn: {key: (drawn[0][index], drawn[1][index]) for index, key in enumerate(KEYS)}
)


@settings(max_examples=30)
@given(before=ROWS, after=ROWS)
def test_whatever_changes_hands_arrives(before, after):
    people = People(before)
    announced = run(people, declared(after), check_mode=True)
    assert people.changes == []
    result = run(people, declared(after))
    assert (result.failed, people.rows()) == (False, after)
    assert result.actions == announced.actions
    # Everybody is written once, and once more who let go.
    written = [key for key, _values in people.changes]
    assert set(written) == {key for key in KEYS if before[key] != after[key]}
    assert all(written.count(key) <= 2 for key in written)
    assert run(people, declared(after)).changed is False


def test_a_swap():
    people = People({"a": (N[1], "101"), "b": (N[2], "102")})
    assert run(people, declared({"a": (N[2], "101"), "b": (N[1], "102")})).failed is False
    assert people.changes == [("a", {"number": None}), ("b", {"number": N[1]}), ("a", {"number": N[2]})]


def test_a_circle_of_three_extensions():
    people = People({"a": ("", "101"), "b": ("", "102"), "c": ("", "103")})
    assert run(people, declared({"a": ("", "102"), "b": ("", "103"), "c": ("", "101")})).failed is False
    assert people.changes == [
        ("a", {"extension": "999"}),
        ("c", {"extension": "101"}),
        ("b", {"extension": "103"}),
        ("a", {"extension": "102"}),
    ]


class Killed(BaseException):
    """The process ends."""


@pytest.mark.parametrize("fails_at", [1, 2])
def test_a_temporary_extension_that_a_killed_run_left_is_removed(fails_at):
    people = People({"a": (N[1], ""), "b": (N[2], "")})
    wanted = [row("a", N[2], ""), row("b", N[1], "")]
    for each in wanted:
        del each["extension"]
    change, count = people.change, iter(range(9))

    def killed(*arguments, **more):
        if next(count) == fails_at:
            raise Killed
        change(*arguments, **more)

    people.change = killed
    with suppress(Killed):
        run(people, wanted)
    assert people.rows()["a"] == ("", "9999")
    people.change = change
    (planned,) = (action for action in run(people, wanted, check_mode=True).actions if "a@" in action["identity"])
    assert planned["fields"]["extension"] == {"from": "9999", "to": None}
    result = run(people, wanted)
    assert (result.failed, people.rows()) == (False, {"a": (N[2], ""), "b": (N[1], "")})
    assert run(people, wanted).changed is False
    # Somebody gives this extension by hand: there is no note any more.
    people.change("a", {}, {"extension": "9999"}, email=address("a"))
    assert run(people, wanted).changed is False


def test_a_chain_needs_no_letting_go():
    people = People({"a": (N[1], "101"), "b": (N[2], "102")})
    assert run(people, declared({"a": (N[2], "101"), "b": (N[3], "102")})).failed is False
    assert people.changes == [("b", {"number": N[3]}), ("a", {"number": N[2]})]


@pytest.mark.parametrize("check_mode", [True, False])
@pytest.mark.parametrize(
    ("number", "extension", "message"),
    [(N[2], "101", f"the number {N[2]} is held by b@"), (N[1], "102", "the extension 102 is held by b@acme.example.")],
)
def test_what_nobody_gives_up(number, extension, message, check_mode):
    people = People({"a": (N[1], "101"), "b": (N[2], "102"), "c": ("", "103")})
    rows = [row("a", number, extension), row("c", "", "104")]
    result = run(people, rows, check_mode=check_mode)
    assert f"- a@acme.example: {message}" in result.message
    assert people.changes == ([] if check_mode else [("c", {"extension": "104"})])


def test_a_swap_with_an_address_in_capital_letters():
    people = People({"a": (N[1], "101"), "b": (N[2], "102")})
    rows = [row("a", N[2], "101", email="A@acme.example"), row("b", N[1], "102")]
    assert run(people, rows, check_mode=True).failed is False


def test_the_number_of_a_removed_user_is_free():
    people = People({"a": ("", "101"), "b": (N[2], "102")})
    rows = [row("a", N[2], "101")]
    result = run(people, rows, check_mode=True, prune=True, prune_max_percent=100)
    assert result.failed is False


def test_what_a_refused_change_would_give_up_is_held():
    people = People({"a": (N[1], "101"), "b": (N[2], "102")})
    rows = [row("a", N[2], "101"), row("b", N[3], "102", location="Nowhere")]
    result = run(people, rows, check_mode=True, location_ids={"Head Office": "L1"})
    assert [entry["email"] for entry in result.objects["failed_users"]] == ["a@acme.example", "b@acme.example"]


def test_a_swap_of_people_without_extension():
    people = People({"a": (N[1], ""), "b": (N[2], "")})
    after = {"a": (N[2], ""), "b": (N[1], "")}
    rows = [{key: value for key, value in entry.items() if key != "extension"} for entry in declared(after)]
    assert run(people, rows).failed is False
    assert people.rows() == after


def test_the_extension_between_is_nobodys():
    people = People({"a": ("", "101"), "b": ("", "102"), "c": ("", "103")})
    after = {"a": ("", "102"), "b": ("", "101"), "c": ("", "999")}
    assert run(people, declared(after)).failed is False


def test_two_swaps_at_once():
    people = People({"a": ("", "101"), "b": ("", "102"), "c": ("", "103"), "d": ("", "104")})
    after = {"a": ("", "102"), "b": ("", "101"), "c": ("", "104"), "d": ("", "103")}
    assert run(people, declared(after)).failed is False
    assert people.rows() == after


def test_no_extension_to_swap_with_is_a_failed_row():
    rows = {key: ("", str(number)) for number, key in enumerate("abcdefghi", 1)}
    after = {**rows, "a": ("", "2"), "b": ("", "1")}
    assert run(People(rows), declared(after)).failed is True


def test_who_cannot_let_go_does_not_stop_the_others():
    people = People({"a": ("", "101"), "b": ("", "102"), "c": ("", "103")}, refused=("a",))
    run(people, declared({"a": ("", "102"), "b": ("", "101"), "c": ("", "104")}))
    assert ("c", {"extension": "104"}) in people.changes
