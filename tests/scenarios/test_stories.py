# SPDX-License-Identifier: GPL-3.0-or-later
"""Edits that once needed a second run, were done otherwise than planned, or lost a number."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from tests.functional.support import CARRIER, TEMPLATE, Sandbox, customer, location, user

from .carrying_out import mistakes
from .edits import HQ
from .generator import Scenario
from .trial import Trial

Variables = dict[str, Any]
SITE = "Pier"
HOME, ANAS, SPARE = "+12095550100", "+12095550101", "+12095550102"
AWAY, EVES, FREE = "+12095550200", "+12095550201", "+12095550202"
ALL = ["users", "numbers", "locations"]


def declared(key: str) -> Variables:
    """Ana at the head office, Eve at a site, each with a number and an extension, and Max without calling."""
    return {
        "webex_customer": customer(key, template=TEMPLATE["name"]),
        "webex_onboarding_templates": [TEMPLATE],
        "webex_locations": [
            {"name": HQ, "pstn": CARRIER, "numbers": [HOME, ANAS, SPARE], "main_number": HOME},
            location(SITE, pstn=CARRIER, numbers=[AWAY, EVES, FREE], main_number=AWAY),
        ],
        "webex_users": [
            user(f"ana@{key}.example", "101", number=ANAS, location=HQ),
            user(f"eve@{key}.example", "201", number=EVES, location=SITE),
            user(f"max@{key}.example"),
        ],
        "webex_prune": ALL,
        "webex_prune_max_percent": 100,
        "webex_prune_numbers_max_percent": 100,
        "webex_prune_locations_max_percent": 100,
    }


def _move(variables: Variables, number: str, source: int, target: int) -> None:
    sites = variables["webex_locations"]
    sites[source]["numbers"].remove(number)
    sites[target]["numbers"].append(number)


def given_up_and_moved(there: Variables, then: Variables) -> None:
    """Ana keeps her extension; her number goes to the site, for nobody."""
    _move(then, ANAS, 0, 1)
    then["webex_users"][0]["number"] = None


def given_to_another_site(there: Variables, then: Variables) -> None:
    """Ana's number becomes Eve's."""
    given_up_and_moved(there, then)
    then["webex_users"][1]["number"] = ANAS


def swapped_between_sites(there: Variables, then: Variables) -> None:
    """Ana and Eve swap numbers."""
    _move(then, ANAS, 0, 1)
    _move(then, EVES, 1, 0)
    then["webex_users"][0]["number"], then["webex_users"][1]["number"] = EVES, ANAS


def swapped_without_extensions(there: Variables, then: Variables) -> None:
    """The same, of people who have nothing but their number."""
    for row in (*there["webex_users"][:2], *then["webex_users"][:2]):
        del row["extension"]
    swapped_between_sites(there, then)


def calling_lost_and_number_moved(there: Variables, then: Variables) -> None:
    """Ana loses calling, and Eve gets her number."""
    _move(then, ANAS, 0, 1)
    row = then["webex_users"][0]
    row["package"] = "webex_meetings"
    for name in ("number", "extension", "location"):
        del row[name]
    then["webex_users"][1]["number"] = ANAS


def moves_to_a_site_without_connection(there: Variables, then: Variables) -> None:
    """Eve moves with her number to the head office, which gets its connection and its numbers in the same run."""
    there["webex_locations"][0] = {"name": HQ}
    del there["webex_users"][0]["number"]
    _move(then, EVES, 1, 0)
    then["webex_users"][1]["location"] = HQ


def replaced_by_another(there: Variables, then: Variables) -> None:
    """All users but Max leave, and a new one gets number and extension of Ana."""
    ana, _eve, max_ = then["webex_users"]
    then["webex_users"] = [{**ana, "email": ana["email"].replace("ana", "kim")}]
    there["webex_users"].remove(max_)


STORIES = (
    replaced_by_another,
    given_up_and_moved,
    given_to_another_site,
    swapped_between_sites,
    swapped_without_extensions,
    calling_lost_and_number_moved,
    moves_to_a_site_without_connection,
)


def not_agreed_to(there: Variables, then: Variables) -> None:
    """Ana's number may not move, so Eve cannot have it."""
    given_to_another_site(there, then)
    then["webex_prune"] = []


def no_connection(there: Variables, then: Variables) -> None:
    """A new site has numbers, and no connection."""
    numbers = ["+12095550300", "+12095550301"]
    then["webex_locations"].append(location("Quay", numbers=numbers))
    then["webex_users"].append(
        user("kim@" + then["webex_customer"]["external_id"] + ".example", "301", location="Quay", number=numbers[0])
    )


def main_number_of_a_closed_site(there: Variables, then: Variables) -> None:
    """The site closes, and the head office is to have its main number."""
    then["webex_locations"].pop()
    then["webex_locations"][0]["numbers"].append(AWAY)
    del then["webex_users"][1]


def mover_with_main_number(there: Variables, then: Variables) -> None:
    """Eve has the main number of the site, and is to take it along."""
    for variables in (there, then):
        variables["webex_users"][1]["number"] = AWAY
    _move(then, AWAY, 1, 0)
    del then["webex_locations"][1]["main_number"]
    then["webex_users"][1]["location"] = HQ


def unknown_number(there: Variables, then: Variables) -> None:
    """The numbers of the site are managed no longer, and Eve is to have one that it does not have."""
    then["webex_locations"][1]["numbers"] = then["webex_locations"][1]["main_number"] = None
    then["webex_users"][1]["number"] = "+12095550209"


def cannot_leave_a_closed_site(there: Variables, then: Variables) -> None:
    """The site closes, and Webex moves nobody to a head office without connection."""
    for variables in (there, then):
        variables["webex_locations"][0] = {"name": HQ}
        del variables["webex_users"][0]["number"]
    then["webex_locations"].pop()
    del then["webex_users"][1]["number"]
    then["webex_users"][1]["location"] = HQ


REFUSALS: dict[Callable[[Variables, Variables], None], tuple[str, set[str]]] = {
    not_agreed_to: ("webex_prune: [numbers] moves it here", {ANAS, "eve"}),
    no_connection: ("location Quay has no PSTN connection", {"+12095550300", "+12095550301", "kim"}),
    main_number_of_a_closed_site: (f"its main number {AWAY} is declared at {HQ}", {AWAY, SITE}),
    unknown_number: ("it is at no location", {"eve"}),
    cannot_leave_a_closed_site: ("is still there", {"eve", SITE}),
    mover_with_main_number: ("in use cannot move", {AWAY, "eve"}),
}


def told(sandbox: Sandbox, edit: Callable[[Variables, Variables], None]) -> Trial:
    """The trial of an edit."""
    sandbox.control("POST", "/reset")
    key = edit.__name__.replace("_", "-")
    there, then = declared(key), declared(key)
    edit(there, then)
    assert mistakes(key, copy.deepcopy(then)) == []
    return Trial.of(sandbox, Scenario(key, there, then, (), (key,), 0))


@pytest.mark.parametrize("edit", STORIES)
def test_one_run_is_enough(sandbox: Sandbox, edit: Callable[[Variables, Variables], None]) -> None:
    trial = told(sandbox, edit)
    assert not trial.plan.failed, trial.told()
    assert trial.plan.actions, trial.told()
    assert list(trial.problems()) == [], trial.told()


@pytest.mark.parametrize("edit", REFUSALS)
def test_plan_and_run_refuse_alike(sandbox: Sandbox, edit: Callable[[Variables, Variables], None]) -> None:
    trial = told(sandbox, edit)
    text, refused = REFUSALS[edit]
    assert text in trial.plan.text, trial.told()
    assert {name.partition("@")[0] for name in trial.plan.complaints} == refused, trial.told()
    assert list(trial.problems()) == [], trial.told()
