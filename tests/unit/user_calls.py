# SPDX-License-Identifier: GPL-3.0-or-later
"""Samples and expected calls of webex_users and its companions."""

from __future__ import annotations

from ansible_collections.webex.wholesale.plugins.module_utils._users.operation import UserOperation, UsersOperation
from ansible_collections.webex.wholesale.plugins.module_utils._users.options import USER, USERS
from ansible_collections.webex.wholesale.tests.unit.run_module import run_module
from ansible_collections.webex.wholesale.tests.unit.samples import (
    ANA,
    CUSTOMER_ID,
    LEO,
    ORG,
    PARTNER_ORG,
    identifier,
    wire_person,
    wire_subscriber,
)

SUBSCRIBERS, PEOPLE, LOCATIONS = "/wholesale/subscribers", "/people", "/locations"
HEAD_OFFICE = identifier("LOCATION", 1)
# One worker, so that calls come in a known order.
BASIS = {"known_customer": {"id": CUSTOMER_ID, "org_id": ORG}, "workers": 1}
BOTH = {**BASIS, "users": [ANA, LEO]}
SUCCESS = {"message": "success", "info": []}
ANA_BODY = {
    "customerId": CUSTOMER_ID,
    "email": "ana@acme.example",
    "packages": ["webex_calling"],
    "provisioningParameters": {
        "firstName": "Ana",
        "lastName": "Diaz",
        "extension": "101",
        "locationId": HEAD_OFFICE,
    },
}
LEO_BODY = {
    "customerId": CUSTOMER_ID,
    "email": "leo@acme.example",
    "packages": ["webex_meetings"],
    "provisioningParameters": {"firstName": "Leo", "lastName": "Fox"},
}


def run(options, check_mode=False):
    return run_module(UsersOperation, USERS, options, check_mode=check_mode)


def run_one(options, check_mode=False):
    basis = {"known_customer": {"id": CUSTOMER_ID, "org_id": ORG}}
    return run_module(UserOperation, USER, {**basis, **options}, check_mode=check_mode)


def expect_list(webex, *subscribers, **filters):
    query = {"customerId": CUSTOMER_ID, "max": "100", **filters}
    webex.expect("GET", SUBSCRIBERS, query=query, answer={"items": list(subscribers)})


def expect_people(webex, *people, **filters):
    query = {"orgId": ORG, "excludeStatus": "true", "max": "100", **filters}
    webex.expect("GET", PEOPLE, query=query, answer={"items": list(people)})


def expect_locations(webex, *names):
    items = [{"id": identifier("LOCATION", number), "name": name} for number, name in enumerate(names, 1)]
    webex.expect("GET", LOCATIONS, query={"orgId": ORG, "max": "500"}, answer={"items": items})


def expect_profile(webex, before, after, number, *, first=True):
    """Read, ask for the partner's own organization when it is the first write, and replace."""
    path = f"{PEOPLE}/{identifier('PEOPLE', number)}"
    webex.expect("GET", path, query={"callingData": "true"}, answer=before)
    if first:
        webex.expect("GET", "/people/me", answer={"orgId": PARTNER_ORG})
    webex.expect("PUT", path, query={"callingData": "true"}, body=after)


def verbs(result):
    return {action["identity"]: action["action"] for action in result.actions}


ALL_THERE = (wire_subscriber(ANA, 1), wire_subscriber(LEO, 2))
ALL_PEOPLE = (wire_person(ANA, 1, extension="101", locationId=HEAD_OFFICE), wire_person(LEO, 2))
