# SPDX-License-Identifier: GPL-3.0-or-later
"""webex_drift_info: what lists tell counts only where nothing has to be done; otherwise the object's own request."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.drift import DriftOperation
from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.options import DRIFT_INFO
from ansible_collections.webex.wholesale.tests.unit.run_module import run_module
from ansible_collections.webex.wholesale.tests.unit.samples import (
    ANA,
    CUSTOMER,
    CUSTOMER_ID,
    LEO,
    ORG,
    identifier,
    wire_person,
    wire_subscriber,
)
from ansible_collections.webex.wholesale.tests.unit.user_calls import (
    ALL_PEOPLE,
    ALL_THERE,
    expect_list,
    expect_people,
)

DECLARED = {**CUSTOMER, "template": "gold-us"}
KNOWN_CUSTOMER = {
    "id": CUSTOMER_ID,
    "org_id": ORG,
    "external_id": "acme-0001",
    "status": "provisioned",
    "packages": CUSTOMER["packages"],
    "address": CUSTOMER["address"],
}


def look(variables, **options):
    declaration = {"webex_customer": DECLARED, **variables}
    options = {"declaration": declaration, "known_customer": KNOWN_CUSTOMER, "workers": 1, **options}
    result = run_module(DriftOperation, DRIFT_INFO, options)
    assert not result.failed, result.message
    return result.objects["step"]


# Users of a listing of all customers


def known(user, number, **changes):
    row = {"id": identifier("SUBSCRIBER", number), "person_id": identifier("PEOPLE", number), "email": user["email"]}
    return row | {"status": "provisioned", "package": user["package"], **changes}


USERS = {"webex_users": [ANA, LEO]}
KNOWN = [known(ANA, 1), known(LEO, 2)]
KIM = {**LEO, "email": "kim@acme.example"}
PRUNE = {"webex_prune": ["users"], "webex_prune_max_percent": 100}


def test_users_that_are_as_declared_are_not_listed(webex):
    expect_people(webex, *ALL_PEOPLE, callingData="true")
    assert look(USERS, known_users=KNOWN) is None


@pytest.mark.parametrize(
    ("variables", "users"),
    [
        ({}, KNOWN[:1]),
        ({}, [KNOWN[0], known(LEO, 2, package="webex_calling")]),
        ({}, [KNOWN[0], known(LEO, 2, status="pending_user_migration", person_id="")]),
        (PRUNE, [*KNOWN, known(KIM, 3)]),
    ],
)
def test_users_that_differ_are_listed(webex, variables, users):
    expect_list(webex, *ALL_THERE)
    expect_people(webex, *ALL_PEOPLE, callingData="true")
    assert look({**USERS, **variables}, known_users=users) is None


def test_a_profile_that_differs_is_the_reason_to_list_users(webex):
    ana, leo = ALL_PEOPLE
    expect_people(webex, ana, {**leo, "firstName": "Leonard"}, callingData="true")
    expect_list(webex, *ALL_THERE)
    assert look(USERS, known_users=KNOWN) == "users"


def test_users_of_another_customer_do_not_count(webex):
    """webex_customer_id may name another customer than the one that has the external ID."""
    other = identifier("ENTERPRISE", 2)
    wire = {"id": other, "orgId": ORG, "externalId": "acme-0001", "status": "provisioned"}
    address = {"addressLine1": "771 Alder Drive", "city": "Milpitas", "stateOrProvince": "CA"}
    address |= {"zipOrPostalCode": "95035", "country": "US"}
    wire |= {"packages": CUSTOMER["packages"], "address": address}
    webex.expect("GET", f"/wholesale/customers/{other}", answer=wire)
    query = {"customerId": other, "max": "100"}
    webex.expect("GET", "/wholesale/subscribers", query=query, answer={"items": []})
    assert look({**USERS, "webex_customer_id": other}, known_users=KNOWN) == "users"


# Locations that the list of numbers shows

FREMONT, OFFICE = identifier("LOCATION", 2), identifier("LOCATION", 1)
PLACES = [{"name": "Head Office", "numbers": ["+14085550100"], "main_number": "+14085550100"}, {"name": "Fremont"}]
ROW = {"phoneNumber": "+14085550100", "state": "ACTIVE", "mainNumber": True, "location": {"id": OFFICE}}
EXTENSION = {"extension": "700", "location": {"id": FREMONT}, "owner": {"id": "W", "type": "PLACE"}}


def expect_locations(webex):
    address = {"address1": "771 Alder Drive", "city": "Milpitas", "state": "CA", "postalCode": "95035", "country": "US"}
    items = [
        {"id": location_id, "name": name, "timeZone": "America/Los_Angeles", "address": address}
        for name, location_id in (("Head Office", OFFICE), ("Fremont", FREMONT))
    ]
    webex.expect("GET", "/locations", query={"orgId": ORG, "max": "500"}, answer={"items": items})


def expect_numbers(webex, *rows):
    path = "/telephony/config/numbers"
    webex.expect("GET", path, query={"orgId": ORG, "max": "2000"}, answer={"phoneNumbers": list(rows)})


def expect_calling(webex, *ids, **settings):
    rows = [{"id": location_id, "name": "any", **settings} for location_id in ids]
    path = "/telephony/config/locations"
    webex.expect("GET", path, query={"orgId": ORG, "max": "1000"}, answer={"locations": rows})


def test_a_location_with_a_number_or_an_extension_makes_calls(webex):
    expect_locations(webex)
    expect_numbers(webex, ROW, EXTENSION)
    assert look({"webex_locations": PLACES}) is None


@pytest.mark.parametrize("enabled", [True, False])
def test_a_location_without_numbers_is_looked_up_among_those_with_calling(webex, enabled):
    expect_locations(webex)
    expect_numbers(webex, ROW)
    expect_calling(webex, *([OFFICE, FREMONT] if enabled else [OFFICE]))
    assert look({"webex_locations": PLACES}) == (None if enabled else "locations")


def test_settings_that_numbers_do_not_tell(webex):
    expect_locations(webex)
    expect_calling(webex, OFFICE, FREMONT, routingPrefix="71")
    expect_numbers(webex, ROW, EXTENSION)
    assert look({"webex_locations": [{**PLACES[0], "routing_prefix": "71"}, PLACES[1]]}) is None


@pytest.mark.parametrize(
    ("places", "options"), [([{"name": "Head Office"}, {"name": "Fremont"}], {}), (PLACES, {"skip_steps": ["numbers"]})]
)
def test_numbers_that_nobody_needs_are_not_listed(webex, places, options):
    expect_locations(webex)
    expect_calling(webex, OFFICE, FREMONT)
    assert look({"webex_locations": places}, **options) is None


def test_a_location_that_left_is_found(webex):
    expect_locations(webex)
    expect_numbers(webex, ROW, EXTENSION)
    expect_calling(webex, OFFICE, FREMONT)
    variables = {"webex_locations": PLACES[:1], "webex_prune": ["locations"], "webex_prune_locations_max_percent": 100}
    assert look(variables) == "locations"


# Roles that the list of people tells


@pytest.mark.parametrize(("roles", "step"), [(["F"], None), ([], "admins")])
def test_roles_are_read_with_the_people(webex, roles, step):
    admin = {"email": ANA["email"], "roles": ["Full administrator"]}
    ana, leo = ALL_PEOPLE
    expect_list(webex, *ALL_THERE)
    expect_people(webex, {**ana, "roles": roles}, leo, callingData="true")
    if step:
        person = wire_person(ANA, 1, roles=roles)
        webex.expect("GET", f"/people/{person['id']}", query={"callingData": "true"}, answer=person)
    known_roles = [{"id": "F", "name": "Full administrator"}]
    assert look({**USERS, "webex_admins": [admin]}, known_roles=known_roles) == step


def test_the_own_request_decides_on_roles(webex):
    """The list may be older than the person."""
    admin = {"email": LEO["email"], "roles": []}
    expect_list(webex, wire_subscriber(LEO, 2))
    expect_people(webex, wire_person(LEO, 2, roles=["F"]))
    webex.expect("GET", f"/people/{identifier('PEOPLE', 2)}", query={"callingData": "true"}, answer=wire_person(LEO, 2))
    known_roles = [{"id": "F", "name": "Full administrator"}]
    assert look({"webex_users": [LEO], "webex_admins": [admin]}, known_roles=known_roles) is None
