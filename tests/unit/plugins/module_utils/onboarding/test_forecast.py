# SPDX-License-Identifier: GPL-3.0-or-later
"""How many requests a plan takes."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._customers.forecast import forecast as of_customer
from ansible_collections.webex.wholesale.plugins.module_utils._customers.plan import CustomerRow
from ansible_collections.webex.wholesale.plugins.module_utils._engine.plan import (
    Change,
    Plan,
    created,
    deleted,
    refused,
    updated,
)
from ansible_collections.webex.wholesale.plugins.module_utils._locations.plan import LocationRow
from ansible_collections.webex.wholesale.plugins.module_utils._numbers.model import LocationNumbers
from ansible_collections.webex.wholesale.plugins.module_utils._numbers.plan import plan_numbers
from ansible_collections.webex.wholesale.plugins.module_utils._numbers.present import ListedNumber
from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.forecast import forecast
from ansible_collections.webex.wholesale.plugins.module_utils._users.plan import UserRow

READS = 7


def users(*rows: UserRow) -> int:
    return forecast({"users": Plan(rows)}, READS, planned=False) - READS


def number(index: int) -> str:
    return f"+1408555{index:04d}"


def numbers(declared: list[str], present: list[str], main: str | None = None) -> int:
    """The requests for the numbers of one location."""
    wanted = [LocationNumbers(location="HQ", numbers=declared, main_number=main)]
    listed = [ListedNumber(number, "", True, False, "hq-id", "HQ") for number in present]
    return forecast({"numbers": plan_numbers(wanted, listed, prune=True)}, READS, planned=False) - READS


def test_nothing_to_do_costs_the_reads():
    assert users(UserRow(action=updated("user", "ana", {}))) == 0
    assert forecast({}, READS, planned=False) == READS


@pytest.mark.parametrize(
    ("count", "requests"),
    [(1, 2), (10, 2), (11, 3), (100, 11), (101, 13)],
)
def test_new_numbers_are_asked_about_by_the_hundred_and_added_by_the_ten(count, requests):
    assert numbers([number(index) for index in range(count)], []) == requests


@pytest.mark.parametrize(("count", "requests"), [(5, 1), (6, 2)])
def test_numbers_are_removed_by_the_five(count, requests):
    assert numbers([], [number(index) for index in range(count)]) == requests


def test_main_number_costs_one():
    assert numbers([number(1)], [number(1)], number(1)) == 1


def test_user_costs_what_is_written():
    new, change = created("user", "ana", {"package": "x"}), updated("user", "ana", {"title": Change("a", "b")})
    assert users(UserRow(action=new)) == 1
    assert users(UserRow(action=new, profile={"title": "Chef"})) == 3
    assert users(UserRow(action=change, profile={"title": "Chef"}, calling={"number": None})) == 2
    assert users(UserRow(action=updated("user", "ana", {"package": Change("x", "y")}))) == 1
    assert users(UserRow(action=deleted("user", "ana", {"package": "x"}))) == 1
    assert users(refused(UserRow(action=new), "no")) == 0


def test_location_costs_its_requests():
    def locations(row: LocationRow) -> int:
        return forecast({"locations": Plan((row,))}, READS, planned=False) - READS

    assert locations(LocationRow(action=created("location", "HQ", {"name": "HQ"}), enable=True)) == 2
    assert locations(LocationRow(action=deleted("location", "HQ", {"timezone": "x"}), has_calling=True)) == 4
    assert locations(LocationRow(action=deleted("location", "HQ", {"timezone": "x"}))) == 1


def test_lists_of_a_planned_customer_are_still_to_be_read():
    plans = {"users": Plan((UserRow(action=created("user", "ana", {"package": "x"})),))}
    assert forecast(plans, 0, planned=True) == forecast(plans, 0, planned=False) + 1


@pytest.mark.parametrize(
    ("action", "wait", "requests"),
    [
        (updated("customer", "acme", {}), True, 0),
        (updated("customer", "acme", {"packages": Change(["a"], ["a", "b"])}), True, 3),
        (updated("customer", "acme", {"packages": Change(["a"], ["a", "b"])}), False, 1),
        (updated("customer", "acme", {"name": Change("a", "b")}), True, 1),
        (created("customer", "acme", {"name": "a"}), True, 4),
        (created("customer", "acme", {"name": "a"}), False, 2),
        (deleted("customer", "acme", {"status": "provisioned"}), True, 2),
    ],
)
def test_customer(action, wait, requests):
    assert of_customer(CustomerRow(action=action), READS, wait=wait, precheck=True) == READS + requests
