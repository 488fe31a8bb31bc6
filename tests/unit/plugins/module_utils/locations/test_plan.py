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
        ({"pstn": {"provider": "A"}, "numbers": ["+14085550100"]}, present()),
        ({"routing_prefix": None, "outside_dial_digit": None}, present()),
    ],
    ids=["same", "not declared", "absent keys", "null where nothing is", "told loosely", "other modules'", "clear"],
)
def test_nothing_to_do(changes, there):
    (change,) = plan([wanted(**changes)], [there])
    assert (change.verb, change.basics, change.settings, change.enable) == ("none", {}, {}, False)


@pytest.mark.parametrize("name", ["HEAD OFFICE", "head office", "Head  Office"])
def test_another_spelling_is_renamed(name):
    there = present(name, address=OTHER_STREET)
    (change,) = plan([wanted(address=...)], [there], prune=True, headquarters="")
    assert (change.present, change.basics) == (there, {"name": "Head Office"})
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


@given(
    declared=st.lists(NAMES, unique_by=name_key),
    there=st.lists(NAMES),
    protected=st.lists(NAMES),
    office=st.one_of(st.just(""), NAMES),
)
def test_what_a_name_means_is_never_removed_nor_made_again(declared, there, protected, office):
    listed = [present(name, number) for number, name in enumerate(there)]
    rows = [wanted(name=name) for name in declared]
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
        after += [present(change.identity, 100 + i) for i, change in enumerate(changes) if not change.present]
        again = plan(rows, after, headquarters=office, prune=True, protected=protected)
        assert {change.verb for change in again} <= {"none"}


def test_the_name_counts_more_than_the_address():
    first, second = present("Head Office", 1, address=OTHER_STREET), present("Old name", 2)
    (change,) = plan([wanted()], [second, first])
    assert change.present == first
    assert set(change.basics) == {"address"}


@pytest.mark.parametrize("address", [ADDRESS, {**ADDRESS, "line1": "771  ALDER drive", "postal_code": "950 35"}])
def test_a_renamed_head_office_is_not_made_again(address):
    (change,) = plan([wanted()], [present("Main", address=address)])
    assert change.verb == "update"
    assert change.basics["name"] == "Head Office"
    assert fields(change)["name"] == Change("Main", "Head Office")


def test_two_at_the_address_are_not_confused():
    (change,) = plan([wanted()], [present("A", 1), present("B", 2)])
    assert change.verb == "create"


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
    assert change.problem == "it does not exist and cannot be made without timezone, language."


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
    assert change.basics == {"timezone": "America/Denver", "address": {**ADDRESS, "state": None, "line2": "B"}}
    assert set(change.action.fields) == {"timezone", "address.state", "address.line2"}


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
        if change.wanted is not None:
            found = change.present or present(change.wanted.name, 100 + number)
            address = change.wanted.address.model_dump(exclude_none=True)
            reached[found.id] = PresentLocation(found.id, change.wanted.name, found.timezone, found.language, address)
    again = plan(rows, list(reached.values()), prune=prune)
    assert not [change for change in again if change.action.changes]
    # One location at Webex stands for one declared location at most.
    used = [change.present.id for change in changes if change.present]
    assert len(used) == len(set(used))


def test_another_location_at_the_same_address_is_another_location():
    (change,) = plan([wanted()], [present(name="Somebody's")], headquarters="")
    assert (change.verb, change.present) == ("create", None)


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
