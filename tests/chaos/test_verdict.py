# SPDX-License-Identifier: GPL-3.0-or-later
"""The judge of states can fail: every kind of damage to a good state is found, and named."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from . import verdict

State = dict[str, Any]
EMAIL = "it@one.example"


def _user(**more: Any) -> State:
    return {
        "name": "Zoë Müller",
        "email": EMAIL,
        "location": "Köln",
        "number": "+4930231250001",
        "extension": "2000",
        **more,
    }


def _state() -> State:
    """What the sandbox tells about a tenant of one customer that is as it should be."""
    numbers = ["+4930231250000", "+4930231250001"]
    location = {
        "name": "Köln",
        "calling": True,
        "pstn": {"type": "NON_INTEGRATED_CCP", "name": "Local Carrier", "route": None},
        "main_number": numbers[0],
        "numbers": [{"number": number, "state": "ACTIVE"} for number in numbers],
    }
    customer = {
        "external_id": "one",
        "name": "One",
        "status": "provisioned",
        "packages": ["webex_calling", "webex_meetings"],
        "template": "gold",
        "country": "DE",
        "org_id": "org-1",
        "locations": [location],
        "subscribers": [_user(package="webex_calling", status="provisioned")],
        "users": [_user(roles=["Full Administrator"])],
        "administrators": [_user(roles=["Full Administrator"])],
    }
    return {
        "partner": {"org_id": "partner", "name": "Provider"},
        "templates": [
            {"name": "gold", "made_by": "template service"},
            {"name": "partner-us", "made_by": "hand"},
        ],
        "organizations": [
            {"org_id": "partner", "name": "Provider", "managed": True},
            {"org_id": "org-1", "name": "One", "managed": True},
            {"org_id": "free", "name": "Not a customer yet", "managed": False},
        ],
        "customers": [customer],
        "people": [{"email": EMAIL}, {"email": "onboarding@provider.example"}],
    }


EXPECTED = {
    "templates": ["gold"],
    "customers": {
        "one": {
            "name": "One",
            "status": "provisioned",
            "packages": ["webex_calling", "webex_meetings"],
            "template": "gold",
            "country": "DE",
            "locations": {
                "Köln": {
                    "calling": True,
                    "pstn": "Local Carrier",
                    "main_number": "+4930231250000",
                    "numbers": ["+4930231250000", "+4930231250001"],
                }
            },
            "users": {
                EMAIL: {
                    "name": "Zoë Müller",
                    "status": "provisioned",
                    "package": "webex_calling",
                    "location": "Köln",
                    "number": "+4930231250001",
                    "extension": "2000",
                }
            },
            "administrators": {EMAIL: ["full administrator"]},
        }
    },
}


def test_a_good_state_is_good() -> None:
    assert verdict.findings(_state(), EXPECTED) == []


def _again(*path: str | int) -> Callable[[State], None]:
    """Damage: an entry of a list is there twice."""

    def damage(state: State) -> None:
        *way, last = path
        place: Any = state
        for step in way:
            place = place[step]
        place.append(deepcopy(place[last]))

    return damage


ONE = ("customers", 0)
DUPLICATES = {
    "customers with external id one": _again("customers", 0),
    "templates named gold": _again("templates", 0),
    "people with e-mail it@one.example": _again("people", 0),
    "subscribers with e-mail it@one.example": _again(*ONE, "subscribers", 0),
    "locations of one named köln": _again(*ONE, "locations", 0),
    "locations with number +4930231250001": _again(*ONE, "locations", 0, "numbers", 1),
    "people with number +4930231250001": _again(*ONE, "users", 0),
    "people of one with location and extension ('Köln', '2000')": _again(*ONE, "users", 0),
}


@pytest.mark.parametrize("what", DUPLICATES)
def test_what_is_there_twice_is_found(what: str) -> None:
    state = _state()
    DUPLICATES[what](state)
    assert f"duplicate: 2 {what}" in verdict.duplicates(state)


def test_keys_are_compared_as_webex_compares_them() -> None:
    state = _state()
    state["people"].append({"email": EMAIL.upper()})
    assert verdict.duplicates(state) == [f"duplicate: 2 people with e-mail {EMAIL}"]


def test_extensions_may_be_used_again_elsewhere() -> None:
    state = _state()
    state["customers"][0]["users"].append(_user(location="Gießen", number=None))
    state["customers"][0]["users"].append(_user(extension=None, number=None))
    assert verdict.duplicates(state) == []


@pytest.mark.parametrize(
    ("path", "value", "finding"),
    [
        (("status",), "error", "customer one: status is 'error', not 'provisioned'"),
        (
            ("packages",),
            ["webex_meetings"],
            "customer one: packages is ['webex_meetings'], not ['webex_calling', 'webex_meetings']",
        ),
        (("locations", 0, "calling"), False, "location Köln of one: calling is False, not True"),
        (("locations", 0, "pstn"), None, "location Köln of one: pstn is None, not 'Local Carrier'"),
        (
            ("locations", 0, "main_number"),
            None,
            "location Köln of one: main_number is None, not '+4930231250000'",
        ),
        (
            ("locations", 0, "numbers", 0, "state"),
            "INACTIVE",
            "location Köln of one: numbers is ['+4930231250001'], not ['+4930231250000', '+4930231250001']",
        ),
        (
            ("subscribers", 0, "package"),
            "webex_meetings",
            f"user {EMAIL} of one: package is 'webex_meetings', not 'webex_calling'",
        ),
        (("subscribers", 0, "name"), "Zoe", f"user {EMAIL} of one: name is 'Zoe', not 'Zoë Müller'"),
        (("subscribers", 0, "location"), "Gießen", f"user {EMAIL} of one: location is 'Gießen', not 'Köln'"),
        (("subscribers", 0, "number"), None, f"user {EMAIL} of one: number is None, not '+4930231250001'"),
        (("subscribers", 0, "extension"), "2001", f"user {EMAIL} of one: extension is '2001', not '2000'"),
        (
            ("administrators", 0, "roles"),
            ["User Administrator"],
            f"administrator {EMAIL} of one is ['user administrator'], not ['full administrator']",
        ),
    ],
)
def test_what_differs_is_found_field_by_field(path: tuple[str | int, ...], value: Any, finding: str) -> None:
    state = _state()
    place: Any = state["customers"][0]
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    assert verdict.findings(state, EXPECTED) == [f"lost: {finding}"]


@pytest.mark.parametrize(
    ("member", "findings"),
    [
        ("locations", ["location Köln of one is missing"]),
        ("subscribers", [f"user {EMAIL} of one is missing"]),
        ("administrators", [f"administrator {EMAIL} of one is missing"]),
    ],
)
def test_what_is_missing_is_found(member: str, findings: list[str]) -> None:
    state = _state()
    state["customers"][0][member] = []
    assert verdict.findings(state, EXPECTED) == [f"lost: {finding}" for finding in findings]


def test_missing_customers_and_templates_are_found() -> None:
    state = {**_state(), "customers": [], "templates": []}
    found = ["lost: template gold is missing", "lost: customer one is missing"]
    assert verdict.lost(state, EXPECTED) == found


def test_strangers_are_found() -> None:
    state = _state()
    customer = state["customers"][0]
    customer["locations"].append({**customer["locations"][0], "name": "Gießen"})
    for member in ("subscribers", "users", "administrators"):
        customer[member].append({**customer[member][0], "email": "x@one.example"})
    state["customers"].append({**customer, "external_id": "two", "org_id": "org-2"})
    state["templates"].append({"name": "silver", "made_by": "template service"})
    state["organizations"].append({"org_id": "org-3", "name": "Three", "managed": True})
    assert verdict.strangers(state, EXPECTED) == [
        "stranger: template silver was not declared",
        "stranger: organization Three is no customer's",
        "stranger: customer two was not declared",
        "stranger: location Gießen of one was not declared",
        "stranger: user x@one.example of one was not declared",
        "stranger: administrator x@one.example of one was not declared",
        "stranger: person x@one.example of one was not declared",
    ]
