# SPDX-License-Identifier: GPL-3.0-or-later
"""Announcement languages in the record of a customer, which no list of Webex has."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._customers.context import CustomerContext
from ansible_collections.webex.wholesale.plugins.module_utils._declare.model import read
from ansible_collections.webex.wholesale.plugins.module_utils._engine.bulk import Outcome
from ansible_collections.webex.wholesale.plugins.module_utils._engine.runner import make
from ansible_collections.webex.wholesale.plugins.module_utils._locations.model import Location
from ansible_collections.webex.wholesale.plugins.module_utils._locations.operation import LocationsOperation
from ansible_collections.webex.wholesale.plugins.module_utils._locations.plan import plan_locations
from ansible_collections.webex.wholesale.plugins.module_utils._locations.present import (
    CallingLocation,
    CustomerLocations,
    PresentLocation,
)
from ansible_collections.webex.wholesale.plugins.module_utils._locations.record import (
    differs_from_record,
    recorded_languages,
    with_languages,
)
from ansible_collections.webex.wholesale.tests.unit.samples import ADDRESS, CONNECTION, CUSTOMER_ID, ORG

PIER = {"name": "Pier", "address": ADDRESS, "timezone": "America/Los_Angeles", "language": "en_us"}
RECORD = {"locations.Pier.language": "en_us", "locations.Quay.language": None, "name": "Acme Pizza"}


def site(**changes):
    return read(Location, {**PIER, **changes})


@pytest.mark.parametrize(
    ("declared", "recorded", "differs"),
    [
        ({}, "en_us", False),
        ({"language": "de_de"}, "en_us", True),
        ({"name": "PIER", "language": "de_de"}, "en_us", True),
        ({"name": "Dock", "previous_name": "Pier", "language": "de_de"}, "en_us", True),
        # It was not declared before, so what Webex has is not known.
        ({"name": "Quay"}, "", True),
        ({"name": "Quay", "language": None}, "", False),
        # Nothing is recorded yet.
        ({"name": "Dock"}, None, False),
    ],
    ids=str,
)
def test_another_language_than_recorded(declared, recorded, differs):
    location = site(**declared)
    languages = recorded_languages(RECORD, [location])
    assert languages.get(location.name) == recorded
    assert differs_from_record(location, languages) is differs


def test_the_record_has_what_is_done():
    sites = [site(language="de_de"), site(name="Quay", language="fr_fr"), site(name="Dock", language=None)]
    assert with_languages(RECORD, sites, lambda name: name != "Pier") == {
        "locations.Dock.language": None,
        "locations.Pier.language": "en_us",
        "locations.Quay.language": "fr_fr",
        "name": "Acme Pizza",
    }


def test_locations_that_are_not_declared_leave_the_record():
    assert with_languages(RECORD, [], lambda name: True) == {"name": "Acme Pizza"}


@pytest.mark.parametrize(("returned", "before"), [("", "en_us"), ("fr_fr", "fr_fr")], ids=["none", "another"])
def test_what_webex_does_not_return_is_as_recorded(returned, before):
    there = CustomerLocations(
        CustomerContext("C", "O"),
        (PresentLocation("L1", "Pier", "America/Los_Angeles", "en_US", ADDRESS),),
        {"L1": CallingLocation("L1", "Pier", "", {"language": returned} if returned else {})},
        languages={"Pier": "en_us"},
    )
    (row,) = plan_locations([site(language="de_de")], there)
    assert {name: change.after for name, change in row.action.fields.items()} == {"language": "de_de"}
    (row,) = plan_locations([site(language=before)], there)
    assert row.verb == "none"


def test_a_location_keeps_its_record_until_it_is_done():
    options = {"known_customer": {"id": CUSTOMER_ID, "org_id": ORG}, "locations": [{**PIER, "language": "de_de"}]}
    operation = make(LocationsOperation, {**CONNECTION, **options, "record": RECORD})
    location = PresentLocation("L1", "Pier", "America/Los_Angeles", "en_US", ADDRESS)
    side = {"L1": CallingLocation("L1", "Pier", "", {"language": "en_us"})}
    plan, report = operation.plan(CustomerLocations(CustomerContext("C", "O"), (location,), side)), operation.REPORT()
    # It was not reached.
    assert operation.record_after(plan, report)["locations.Pier.language"] == "en_us"
    report.fail("Pier", "no")
    assert operation.record_after(plan, report)["locations.Pier.language"] == "en_us"
    report.outcomes["Pier"] = Outcome(None)
    assert operation.record_after(plan, report)["locations.Pier.language"] == "de_de"
