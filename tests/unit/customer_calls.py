# SPDX-License-Identifier: GPL-3.0-or-later
"""Samples and expected calls of webex_customer and webex_customer_info."""

from __future__ import annotations

from ansible_collections.webex.wholesale.plugins.module_utils._customers.operation import CustomerOperation
from ansible_collections.webex.wholesale.plugins.module_utils._customers.options import CUSTOMER
from ansible_collections.webex.wholesale.tests.unit import samples
from ansible_collections.webex.wholesale.tests.unit.expected_calls import BASE
from ansible_collections.webex.wholesale.tests.unit.run_module import run_module
from ansible_collections.webex.wholesale.tests.unit.samples import CUSTOMER_ID, ORG, wire_subscriber

LIST = "/wholesale/customers"
ONE = f"{LIST}/{CUSTOMER_ID}"
OPTIONS = {**samples.CUSTOMER, "provisioning_id": "PROV-1"}
OTHER_ID = samples.identifier("ENTERPRISE", 2)
WIRE_LOCATION = {
    "name": "Head Office",
    "address": samples.WIRE_ADDRESS,
    "timezone": "America/Los_Angeles",
    "language": "en_us",
}
PRECHECK = {
    "packages": ["webex_calling", "webex_meetings"],
    "address": samples.WIRE_ADDRESS,
    "externalId": "acme-0001",
    "provisioningId": "PROV-1",
    "customerInfo": {"name": "Acme Pizza", "primaryEmail": "it@acme.example"},
    "provisioningParameters": {"calling": {"location": WIRE_LOCATION}},
}
CREATION = {**PRECHECK, "customerInfo": {**PRECHECK["customerInfo"], "language": "en_US"}}
SUCCESS = {"message": "success", "info": [{"infoCode": 100, "description": "fine"}]}
CREATED = {"status": 202, "answer": {"url": f"{BASE}{ONE}"}}
MORE = {**OPTIONS, "packages": ["webex_calling", "webex_meetings", "webex_suite"]}
FEWER = {**OPTIONS, "packages": ["webex_meetings"]}


def run(options, check_mode=False):
    return run_module(CustomerOperation, CUSTOMER, options, check_mode=check_mode)


def expect_list(webex, *customers, external_id="acme-0001"):
    webex.expect("GET", LIST, query={"externalId": external_id, "max": "100"}, answer={"items": list(customers)})


def expect_users(webex, *users):
    rows = [wire_subscriber(row, index) for index, row in enumerate(users, 1)]
    webex.expect(
        "GET", "/wholesale/subscribers", query={"customerId": CUSTOMER_ID, "max": "100"}, answer={"items": rows}
    )


def expect_organization(webex, *customers, org_id=ORG):
    webex.expect("GET", LIST, query={"orgId": org_id, "max": "100"}, answer={"items": list(customers)})


def expect_precheck(webex, answer=None, status=200):
    webex.expect("POST", f"{LIST}/validate", body=PRECHECK, answer=answer or SUCCESS, status=status)


def actions(result):
    return [(action["action"], action["identity"], sorted(action["fields"])) for action in result.actions]
