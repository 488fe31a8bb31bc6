# SPDX-License-Identifier: GPL-3.0-or-later
"""Planning the locations of a customer."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.webex.wholesale.plugins.module_utils._customers.context import CustomerContext
from ansible_collections.webex.wholesale.plugins.module_utils._declare.model import read
from ansible_collections.webex.wholesale.plugins.module_utils._declare.unicode_forms import name_key
from ansible_collections.webex.wholesale.plugins.module_utils._engine.plan import Change
from ansible_collections.webex.wholesale.plugins.module_utils._locations.model import Location
from ansible_collections.webex.wholesale.plugins.module_utils._locations.plan import (
    needs_details,
    plan_locations,
    plan_removal,
)
from ansible_collections.webex.wholesale.plugins.module_utils._locations.present import (
    CallingLocation,
    CustomerLocations,
    PresentLocation,
)
from ansible_collections.webex.wholesale.tests.unit.samples import ADDRESS

OFFICE = {"name": "Head Office", "address": ADDRESS, "timezone": "America/Los_Angeles", "language": "en_us"}
OTHER_STREET = {**ADDRESS, "line1": "1 Mowry Avenue"}


def wanted(**changes):
    return read(Location, {key: value for key, value in {**OFFICE, **changes}.items() if value is not ...})


def present(name="Head Office", number=1, **changes):
    return PresentLocation(
        f"L{number}",
        name,
        **{"timezone": "America/Los_Angeles", "language": "en_US", "address": ADDRESS, **changes},
    )


def calling(location, **settings):
    return {location.id: CallingLocation(location.id, location.name, "", settings)}


def plan(rows, there, sides=None, headquarters="Head Office", **options):
    if sides is None:
        sides = {}
        for location in there:
            sides.update(calling(location))
    return plan_locations(rows, locations(there, sides), headquarters=headquarters, **options)


def locations(there, sides=(), **more):
    return CustomerLocations(CustomerContext("C", "O"), tuple(there), dict(sides), **more)


def fields(change):
    return dict(change.action.fields)


@pytest.mark.parametrize(
    ("changes", "there"),
    [
        ({}, present()),
        ({"address": ..., "timezone": ..., "language": ...}, present(address=OTHER_STREET, timezone="Asia/Tokyo")),
        ({"address": {"line1": "771 Alder Drive", "city": "Milpitas", "country": "US"}}, present()),
        ({"address": {**ADDRESS, "line2": None}}, present()),
        ({}, present(timezone="", address={}, language="")),
        ({}, present(timezone="US/Pacific")),
        ({"timezone": "US/Pacific"}, present()),
        ({}, present(" Head Office ", address={**ADDRESS, "city": "Milpitas "})),
        ({"name": "Bu\u0308ro"}, present("B\u00fcro")),
        ({"name": "B\u00fcro"}, present("Bu\u0308ro ")),
        ({"pstn": {"provider": "A"}, "numbers": ["+14085550100"]}, present()),
        ({"routing_prefix": None, "outside_dial_digit": None}, present()),
    ],
    ids=[
        "same",
        "not declared",
        "absent keys",
        "null where nothing is",
        "told loosely",
        "old name of the zone",
        "old name declared",
        "blanks",
        "composed",
        "decomposed",
        "other modules'",
        "clear",
    ],
)
def test_nothing_to_do(changes, there):
    (change,) = plan([wanted(**changes)], [there])
    assert (change.verb, change.basics, change.settings, change.enable) == ("none", {}, {}, False)


@pytest.mark.parametrize("name", ["HEAD OFFICE", "head office", "Head  Office"])
def test_another_spelling_is_renamed(name):
    there = present(name, address=OTHER_STREET)
    (change,) = plan([wanted(address=...)], [there], prune=True, headquarters="")
    assert (change.present, change.basics["name"]) == (there, "Head Office")
    assert fields(change) == {"name": Change(name, "Head Office")}


def test_two_present_ones_of_one_name_are_told_apart_by_nobody():
    there = [present("Head Office", 1), present("HEAD OFFICE", 2), present("Fremont", 3)]
    change, removal = plan([wanted()], there, prune=True)
    assert (change.present, change.verb) == (there[0], "none")
    assert change.problem == (
        "there are several locations of this name (HEAD OFFICE, Head Office; case does not count); "
        "rename all but one in Control Hub."
    )
    assert removal.identity == "Fremont"


NAMES = st.sampled_from(["Head Office", "HEAD OFFICE", "Fremont", "FREMONT", "fremont", "Stra\u00dfe", "STRASSE"])


def street(name):
    return {**ADDRESS, "line1": f"1 {name_key(name)} Street"}


@given(
    declared=st.lists(NAMES, unique_by=name_key),
    there=st.lists(NAMES),
    protected=st.lists(NAMES),
    office=st.one_of(st.just(""), NAMES),
)
def test_what_a_name_means_is_never_removed_nor_made_again(declared, there, protected, office):
    listed = [present(name, number, address=street(name)) for number, name in enumerate(there)]
    rows = [wanted(name=name, address=street(name)) for name in declared]
    changes = plan(rows, listed, headquarters=office, prune=True, protected=protected)
    meant = {name_key(name) for name in (*declared, *protected)}
    gone = [change.identity for change in changes if change.verb == "delete"]
    assert not {name_key(name) for name in gone} & meant
    made = {name_key(change.identity) for change in changes if change.verb == "create"}
    assert not made & {name_key(name) for name in there}
    if not any(change.problem for change in changes):
        # What the plan leads to needs no plan.
        left = [location for location in listed if location.name not in gone]
        renamed = {change.present.id: change.basics["name"] for change in changes if "name" in change.basics}
        after = [replace(location, name=renamed.get(location.id, location.name)) for location in left]
        made = [change.identity for change in changes if not change.present]
        after += [present(name, 100 + number, address=street(name)) for number, name in enumerate(made)]
        again = plan(rows, after, headquarters=office, prune=True, protected=protected)
        assert {change.verb for change in again} <= {"none"}


def test_the_name_counts_more_than_the_address():
    first, second = present("Head Office", 1, address=OTHER_STREET), present("Old name", 2)
    (change,) = plan([wanted()], [second, first])
    assert change.present == first
    assert set(fields(change)) == {"address.line1"}


@pytest.mark.parametrize("address", [ADDRESS, {**ADDRESS, "line1": "771  ALDER drive", "postal_code": "950 35"}])
def test_a_renamed_head_office_is_not_made_again(address):
    (change,) = plan([wanted()], [present("Main", address=address)])
    assert change.verb == "update"
    assert change.basics["name"] == "Head Office"
    assert fields(change)["name"] == Change("Main", "Head Office")


def test_two_at_the_address_are_not_confused():
    (change,) = plan([wanted()], [present("A", 1), present("B", 2)])
    assert (change.verb, change.present, change.possible) == ("create", None, False)
    assert change.problem == (
        "it is not there, but location A, which is not declared, is at its address and location B, which is not "
        "declared, is at its address. If it was renamed, add previous_name: A or B. If it is another site, declare A "
        "and B as well: the name is enough."
    )


def test_a_location_that_is_declared_itself_is_not_taken_for_another_one():
    changes = plan([wanted(name="New"), wanted()], [present()])
    assert [change.verb for change in changes] == ["create", "none"]


def test_creation():
    (change,) = plan([wanted(routing_prefix="81", external_caller_id_name=None, pstn={"provider": "A"})], [])
    assert change.verb == "create"
    assert set(change.action.fields) == {"name", "address", "timezone", "language", "routing_prefix"}
    assert (change.settings, change.enable, change.problem) == ({"routing_prefix": "81"}, True, "")


def test_creation_needs_everything():
    (change,) = plan([wanted(timezone=..., language=...)], [])
    assert change.problem == (
        "it does not exist and cannot be made without timezone, language. Add what is missing, or correct its name."
    )
    (change,) = plan([wanted(name="Fremnt", address=...)], [present("Reno"), present("Fremont", 2)])
    assert change.problem.endswith("address. Add what is missing, or correct its name. Webex has Fremont, Reno.")


def test_calling_is_enabled():
    (change,) = plan([wanted(outside_dial_digit="9")], [present()], {})
    assert change.enable
    assert fields(change) == {"calling": Change(False, True), "outside_dial_digit": Change(None, "9")}
    (change,) = plan([wanted()], [present()], {}, with_calling=False)
    assert (change.enable, change.verb) == (False, "none")


@pytest.mark.parametrize(
    ("changes", "told", "settings"),
    [
        ({"routing_prefix": "82"}, {"routing_prefix": "81"}, {"routing_prefix": "82"}),
        ({"routing_prefix": None}, {"routing_prefix": "81"}, {"routing_prefix": None}),
        ({}, {"routing_prefix": "81"}, {}),
        ({"external_caller_id_name": "Acme"}, {"external_caller_id_name": "Acme"}, {}),
        ({"emergency_location_identifier": None}, {"emergency_location_identifier": "x"}, None),
        ({}, {"language": "EN_US"}, {}),
        ({"language": "de_de"}, {"language": "en_us"}, {"language": "de_de"}),
        ({"language": "de_de"}, {}, {}),
    ],
)
def test_settings(changes, told, settings):
    settings = {"emergency_location_identifier": None} if settings is None else settings
    there = present()
    (change,) = plan([wanted(**changes)], [there], calling(there, **told))
    assert change.settings == settings
    assert fields(change) == {key: Change(told.get(key), value) for key, value in settings.items()}


def test_basics():
    (change,) = plan([wanted(timezone="America/Denver", address={**ADDRESS, "state": None, "line2": "B"})], [present()])
    assert change.basics == {
        "name": "Head Office",
        "timezone": "America/Denver",
        "language": "en_us",
        "address": {**ADDRESS, "state": None, "line2": "B"},
    }
    assert set(change.action.fields) == {"timezone", "address.state", "address.line2"}


@pytest.mark.parametrize(
    ("there", "known"),
    [
        (present("Main"), {"timezone": "America/Los_Angeles", "language": "en_us", "address": ADDRESS}),
        (present("Main", timezone="", language="", address={"city": "Milpitas", "country": "US"}), {}),
    ],
    ids=["all", "told loosely"],
)
def test_what_is_known_goes_with_a_new_name(there, known):
    (change,) = plan([wanted(previous_name="Main", timezone=..., address=...)], [there])
    assert change.basics == {"name": "Head Office", **known}
    assert fields(change) == {"name": Change("Main", "Head Office")}


@pytest.mark.parametrize(
    ("changes", "needed"),
    [({}, False), ({"routing_prefix": "8"}, False), ({"external_caller_id_name": None}, True)],
)
def test_details_are_read_only_when_declared(changes, needed):
    assert needs_details(wanted(**changes)) is needed


def test_prune():
    there = [present(), present("B", 2, address=OTHER_STREET), present("A", 3, address=OTHER_STREET)]
    assert len(plan([wanted()], there)) == 1
    changes = plan([wanted()], there, prune=True, protected=["B"])
    assert [(change.identity, change.verb) for change in changes] == [
        ("Head Office", "none"),
        ("A", "delete"),
    ]
    # What was found by its address is not undeclared.
    (change,) = plan([wanted()], [present("Main")], prune=True)
    assert change.verb == "update"


def test_prune_does_not_choose_between_two_of_the_declared_name():
    changes = plan([wanted()], [present(number=1), present(number=2)], prune=True)
    assert [change.verb for change in changes if change.verb == "delete"] == []


NAMES = st.sampled_from(["A", "B", "C"])
STREETS = st.sampled_from(["1 Mowry Avenue", "771 Alder Drive", "5 Main Street"])


@given(
    declared=st.dictionaries(NAMES, STREETS, min_size=1),
    before=st.dictionaries(NAMES, STREETS),
    prune=st.booleans(),
)
def test_what_a_plan_leads_to_needs_no_plan(declared, before, prune):
    rows = [wanted(name=name, address={**ADDRESS, "line1": street}) for name, street in declared.items()]
    there = [
        present(name, number, address={**ADDRESS, "line1": street})
        for number, (name, street) in enumerate(before.items())
    ]
    changes = plan(rows, there, prune=prune)
    gone = {change.present.id for change in changes if change.wanted is None}
    reached = {location.id: location for location in there if location.id not in gone}
    for number, change in enumerate(changes):
        # What is refused stays refused.
        if change.wanted is not None and not change.problem:
            found = change.present or present(change.wanted.name, 100 + number)
            address = change.wanted.address.model_dump(exclude_none=True)
            reached[found.id] = PresentLocation(found.id, change.wanted.name, found.timezone, found.language, address)
    again = plan(rows, list(reached.values()), prune=prune)
    assert not [change for change in again if change.possible]
    assert {change.identity for change in again if change.problem} == {
        change.identity for change in changes if change.problem
    }
    # One location at Webex stands for one declared location at most.
    used = [change.present.id for change in changes if change.present]
    assert len(used) == len(set(used))


# Other names


@pytest.mark.parametrize("name", ["Old", "OLD", "old"])
@pytest.mark.parametrize("headquarters", ["", "Head Office"])
def test_a_location_is_found_by_its_previous_name(name, headquarters):
    there = [present("Old", 1, address=OTHER_STREET), present("Another", 2)]
    rows = [wanted(previous_name=name, address=...), wanted(name="Another")]
    changes = plan(rows, there, headquarters=headquarters, prune=True)
    assert [(change.present, change.verb) for change in changes] == [(there[0], "update"), (there[1], "none")]
    assert fields(changes[0]) == {"name": Change("Old", "Head Office")}


@pytest.mark.parametrize("previous", ["Old", "HEAD OFFICE", "Head Office"])
def test_a_previous_name_may_stay_in_the_declaration(previous):
    (change,) = plan([wanted(previous_name=previous)], [present()])
    assert (change.verb, change.problem) == ("none", "")


def test_a_previous_name_is_no_value_of_a_new_location():
    (change,) = plan([wanted(previous_name="Old")], [])
    assert change.possible
    assert "previous_name" not in fields(change)


@pytest.mark.parametrize("prune", [True, False])
def test_new_and_previous_name_side_by_side_are_refused(prune):
    there = [present("Old", 1, address=OTHER_STREET), present("Head Office", 2)]
    (change,) = plan([wanted(previous_name="Old", timezone="America/Denver")], there, prune=prune)
    assert not change.possible
    assert change.problem == (
        "it is there, and so is Old, its previous name. If they are one site, move what Old has, and remove it; if "
        "they are two, remove previous_name and declare Old as well (its name is enough)."
    )


def test_several_of_the_previous_name_are_refused():
    there = [present("Old", 1, address=OTHER_STREET), present("OLD", 2, address=OTHER_STREET)]
    (change,) = plan([wanted(previous_name="Old")], there, prune=True)
    assert change.problem == (
        "there are several locations of its previous name (OLD, Old; case does not count); rename all but one in "
        "Control Hub."
    )


@pytest.mark.parametrize("prune", [True, False])
def test_a_new_location_at_the_address_of_one_that_is_not_declared_is_refused(prune):
    (change,) = plan([wanted()], [present(name="Somebody's")], headquarters="", prune=prune)
    assert (change.verb, change.present, change.possible) == ("create", None, False)
    assert change.problem == (
        "it is not there, but location Somebody's, which is not declared, is at its address. If it was renamed, add "
        "previous_name: Somebody's. If it is another site, declare Somebody's as well: the name is enough."
    )


@pytest.mark.parametrize(
    "rows",
    [
        [wanted(previous_name="Somebody's")],
        [wanted(), wanted(name="Somebody's", address=..., timezone=..., language=...)],
        [wanted(), wanted(name="SOMEBODY'S", address=...)],
    ],
    ids=["renamed", "declared by its name", "in another spelling"],
)
def test_both_ways_out_of_that_refusal(rows):
    assert not [row.problem for row in plan(rows, [present(name="Somebody's")], headquarters="") if row.problem]


@pytest.mark.parametrize(
    ("here", "there", "alike"),
    [
        ({}, {"line1": "771  ALDER drive", "postal_code": "950 35"}, True),
        ({}, {"postal_code": "95036"}, False),
        ({}, {"line1": "773 Alder Drive"}, False),
        ({}, {"postal_code": ""}, False),
        ({}, {"city": "MILPITAS,"}, True),
        ({"postal_code": None}, {"postal_code": ""}, True),
        ({"postal_code": None}, {"postal_code": "", "city": "Fremont"}, False),
    ],
)
def test_what_one_address_is(here, there, alike):
    address = {key: value for key, value in {**ADDRESS, **here}.items() if value}
    (change,) = plan([wanted(address=address)], [present("X", address={**ADDRESS, **there})], headquarters="")
    assert bool(change.problem) is alike


def test_a_new_location_with_numbers_of_one_that_is_not_declared_is_refused():
    there = [present("Old", 1, address=OTHER_STREET), present("Reno", 2, address=OTHER_STREET)]
    numbers = {"+14085550100": "L1", "+14085550101": "L1", "+14085550102": "L2"}
    listed = locations(there, {**calling(there[0]), **calling(there[1])}, numbers=numbers)
    rows = [wanted(numbers=[*numbers, "+14085550103"]), wanted(name="Reno", address=...)]
    change, reno = plan_locations(rows, listed, prune=True)
    assert reno.problem == ""
    assert change.problem.startswith(
        "it is not there, but location Old, which is not declared, has its numbers +14085550100, +14085550101. If"
    )


def test_other_tasks_may_declare_the_other_location():
    (change,) = plan([wanted()], [present(name="Somebody's")], headquarters="", all_declared=False)
    assert change.possible


def test_details_that_could_not_be_read_are_not_guessed():
    there = present()
    unreadable = locations([there], calling(there), unreadable={there.id: "no answer"})
    (row,) = plan_locations([wanted(external_caller_id_name="Acme")], unreadable)
    assert (row.problem, row.possible) == ("no answer", False)


@pytest.mark.parametrize("name", ["Fremont", "FREMONT"])
def test_removal_by_name(name):
    there = [present("Head Office", 1), present("Fremont", 2)]
    (row,) = plan_removal(name, locations(there, calling(there[1])))
    assert (row.verb, row.identity, row.present, row.has_calling) == ("delete", "Fremont", there[1], True)
    assert plan_removal("Reno", locations(there)) == []
