# SPDX-License-Identifier: GPL-3.0-or-later
"""Locations of Webex, and the calls that the modules of locations make, as tests write them down."""

from __future__ import annotations

from ansible_collections.webex.wholesale.plugins.module_utils._locations.operation import (
    LocationOperation,
    LocationsOperation,
)
from ansible_collections.webex.wholesale.plugins.module_utils._locations.options import (
    LOCATION,
    LOCATIONS,
)
from ansible_collections.webex.wholesale.tests.unit.run_module import run_module
from ansible_collections.webex.wholesale.tests.unit.samples import ADDRESS, CUSTOMER_ID, ORG, PARTNER_ORG, identifier

PATH, CALLING = "/locations", "/telephony/config/locations"
JOBS = "/telephony/config/jobs/locations/deleteCallingLocation"
ORG_QUERY = {"orgId": ORG}
OFFICE_ID, FREMONT_ID, DEPOT_ID = (identifier("LOCATION", number) for number in (1, 2, 3))
OFFICE_SIDE = f"{CALLING}/{OFFICE_ID}"
# One worker, so that calls come in a known order.
BASIS = {"known_customer": {"id": CUSTOMER_ID, "org_id": ORG}}
BULK = {**BASIS, "workers": 1}
WIRE_ADDRESS = {
    "address1": "771 Alder Drive",
    "city": "Milpitas",
    "state": "CA",
    "postalCode": "95035",
    "country": "US",
}
OFFICE = {"name": "Head Office", "address": ADDRESS, "timezone": "America/Los_Angeles", "language": "en_us"}
FREMONT = {**OFFICE, "name": "Fremont", "address": {**ADDRESS, "line1": "1 Mowry Avenue", "city": "Fremont"}}
FREMONT_BODY = {
    "name": "Fremont",
    "timeZone": "America/Los_Angeles",
    "preferredLanguage": "en_us",
    "announcementLanguage": "en_us",
    "address": {**WIRE_ADDRESS, "address1": "1 Mowry Avenue", "city": "Fremont"},
}


def wire(name, location_id, address=None, **changes):
    return {
        "id": location_id,
        "name": name,
        "timeZone": "America/Los_Angeles",
        "preferredLanguage": "en_us",
        "address": address or WIRE_ADDRESS,
        **changes,
    }


WIRE_OFFICE = wire("Head Office", OFFICE_ID)
WIRE_FREMONT = wire("Fremont", FREMONT_ID, FREMONT_BODY["address"])
# All that is known goes with every change: Webex drops the language that is left out.
OFFICE_BODY = {
    "name": "Head Office",
    "timeZone": "America/Los_Angeles",
    "preferredLanguage": "en_us",
    "address": {**WIRE_ADDRESS, "address2": None},
}
WIRE_DEPOT = wire("Depot", DEPOT_ID, {**WIRE_ADDRESS, "address1": "9 Dock Road"})


def run(options, check_mode=False):
    return run_module(LocationsOperation, LOCATIONS, {**BULK, **options}, check_mode=check_mode)


def run_one(options, check_mode=False):
    return run_module(LocationOperation, LOCATION, {**BASIS, **options}, check_mode=check_mode)


def expect_list(webex, *items):
    webex.expect("GET", PATH, query={**ORG_QUERY, "max": "500"}, answer={"items": list(items)})


def expect_calling(webex, *items, **settings):
    rows = [{"id": item["id"], "name": item["name"], **settings} for item in items]
    webex.expect("GET", CALLING, query={**ORG_QUERY, "max": "1000"}, answer={"locations": rows})


def expect_present(webex, *items, **settings):
    expect_list(webex, *items)
    expect_calling(webex, *items, **settings)


def expect_partner(webex):
    """Asked before the first write."""
    webex.expect("GET", "/people/me", answer={"orgId": PARTNER_ORG})


def expect_write(webex, method, path, body=None, **answer):
    webex.expect(method, path, query=ORG_QUERY, body=body, **answer)


def verbs(result):
    return {action["identity"]: action["action"] for action in result.actions}


def side(prefix, **more):
    return {"id": OFFICE_ID, "name": "Head Office", "routingPrefix": prefix, **more}
