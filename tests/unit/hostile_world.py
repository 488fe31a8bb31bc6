# SPDX-License-Identifier: GPL-3.0-or-later
"""One customer as Webex answers for it, and what every operation is asked to do with it."""

from __future__ import annotations

import copy
from typing import Any

from ansible_collections.webex.wholesale.plugins.module_utils._admins import options as admin
from ansible_collections.webex.wholesale.plugins.module_utils._admins.operation import AdminRolesOperation
from ansible_collections.webex.wholesale.plugins.module_utils._customers import options as customer
from ansible_collections.webex.wholesale.plugins.module_utils._customers.info import CustomerInfoOperation
from ansible_collections.webex.wholesale.plugins.module_utils._customers.operation import CustomerOperation
from ansible_collections.webex.wholesale.plugins.module_utils._engine.result import Result
from ansible_collections.webex.wholesale.plugins.module_utils._locations import options as location
from ansible_collections.webex.wholesale.plugins.module_utils._locations.info import LocationInfoOperation
from ansible_collections.webex.wholesale.plugins.module_utils._locations.operation import (
    LocationOperation,
    LocationsOperation,
)
from ansible_collections.webex.wholesale.plugins.module_utils._numbers import options as number
from ansible_collections.webex.wholesale.plugins.module_utils._numbers.info import PhoneNumbersInfoOperation
from ansible_collections.webex.wholesale.plugins.module_utils._numbers.operation import PhoneNumbersOperation
from ansible_collections.webex.wholesale.plugins.module_utils._pstn import options as pstn
from ansible_collections.webex.wholesale.plugins.module_utils._pstn.operation import PstnOperation
from ansible_collections.webex.wholesale.plugins.module_utils._templates import options as template
from ansible_collections.webex.wholesale.plugins.module_utils._templates.operation import TemplateOperation
from ansible_collections.webex.wholesale.plugins.module_utils._users import options as user
from ansible_collections.webex.wholesale.plugins.module_utils._users.info import UserInfoOperation
from ansible_collections.webex.wholesale.plugins.module_utils._users.operation import UserOperation, UsersOperation
from ansible_collections.webex.wholesale.tests.unit import samples
from ansible_collections.webex.wholesale.tests.unit.answering import Answering, Garble, Table
from ansible_collections.webex.wholesale.tests.unit.expected_calls import BASE
from ansible_collections.webex.wholesale.tests.unit.run_module import run_module
from ansible_collections.webex.wholesale.tests.unit.samples import (
    ANA,
    CUSTOMER_ID,
    LEO,
    ORG,
    identifier,
    wire_customer,
    wire_person,
    wire_subscriber,
)

CUSTOMERS, SUBSCRIBERS, PEOPLE = "/wholesale/customers", "/wholesale/subscribers", "/people"
LOCATIONS, CALLING, NUMBERS = "/locations", "/telephony/config/locations", "/telephony/config/numbers"
TEMPLATES = "/onboarding-templates"
OFFICE = identifier("LOCATION", 1)
ANA_ID, LEO_ID = identifier("PEOPLE", 1), identifier("PEOPLE", 2)
CONNECTION = f"/telephony/pstn/locations/{OFFICE}/connection"
NUMBER = "+14085550101"
WIRE_OFFICE = {
    "id": OFFICE,
    "name": "Head Office",
    "timeZone": "America/Los_Angeles",
    "preferredLanguage": "en_us",
    "address": {
        "address1": "771 Alder Drive",
        "city": "Milpitas",
        "state": "CA",
        "postalCode": "95035",
        "country": "US",
    },
}
WIRE_ANA = wire_person(
    ANA,
    1,
    extension="101",
    locationId=OFFICE,
    licenses=["LIC1"],
    roles=["F"],
    phoneNumbers=[{"type": "work", "value": NUMBER}],
)
WIRE_CALLING = {"id": OFFICE, "name": "Head Office", "callingLineId": {"phoneNumber": NUMBER}, "routingPrefix": "8"}
WIRE_TEMPLATE = {
    "id": "T1",
    "provisioningId": "PROV-1",
    "name": "gold-us",
    "serviceProviderAdmin": "onboarding@provider.example",
    "country": "US",
    "emailLanguage": "en_US",
    "wholesaleSubscription": "Sub100448",
    "allowAdminInviteEmails": False,
    "allowWebexCalls": False,
    "authentication": {"method": "webex", "idpEntityId": None},
}
SUCCESS = {"message": "success", "info": []}

# Everything that the tasks below ask for is there already.
THERE: Table = {
    ("GET", CUSTOMERS): {"items": [wire_customer()]},
    ("GET", f"{CUSTOMERS}/{CUSTOMER_ID}"): wire_customer(),
    ("GET", f"/organizations/{ORG}"): {"id": ORG, "displayName": "Acme Pizza"},
    ("GET", f"{PEOPLE}/me"): {"orgId": samples.PARTNER_ORG},
    ("GET", SUBSCRIBERS): {"items": [wire_subscriber(ANA, 1), wire_subscriber(LEO, 2)]},
    ("GET", PEOPLE): {"items": [WIRE_ANA, wire_person(LEO, 2)]},
    ("GET", f"{PEOPLE}/{ANA_ID}"): WIRE_ANA,
    ("GET", f"{PEOPLE}/{LEO_ID}"): wire_person(LEO, 2),
    ("GET", LOCATIONS): {"items": [WIRE_OFFICE]},
    ("GET", CALLING): {"locations": [WIRE_CALLING]},
    ("GET", f"{CALLING}/{OFFICE}"): WIRE_CALLING,
    ("GET", NUMBERS): {
        "phoneNumbers": [
            {
                "phoneNumber": NUMBER,
                "extension": "101",
                "state": "ACTIVE",
                "mainNumber": True,
                "location": {"id": OFFICE, "name": "Head Office"},
                "owner": {"id": ANA_ID, "firstName": "Ana", "lastName": "Diaz", "type": "PEOPLE"},
            }
        ]
    },
    ("GET", CONNECTION): {"id": "C1", "displayName": "Local Carrier", "pstnConnectionType": "NON_INTEGRATED_CCP"},
    ("GET", f"{CONNECTION}Options"): {"items": [{"id": "C1", "displayName": "Local Carrier"}]},
    ("GET", "/roles"): {
        "items": [{"id": "F", "name": "Full Administrator"}, {"id": "U", "name": "User Administrator"}]
    },
    ("GET", TEMPLATES): {"items": [WIRE_TEMPLATE]},
}
# What the answers to writes and prechecks look like.
DONE: Table = {
    ("POST", CUSTOMERS): {"url": f"{BASE}{CUSTOMERS}/{CUSTOMER_ID}"},
    ("POST", f"{CUSTOMERS}/validate"): SUCCESS,
    ("POST", SUBSCRIBERS): wire_subscriber(ANA, 1),
    ("POST", f"{SUBSCRIBERS}/validate"): SUCCESS,
    ("POST", LOCATIONS): {"id": OFFICE},
    ("POST", CALLING): {"id": OFFICE},
    ("PUT", f"{CALLING}/{OFFICE}"): {"batchJobId": "J1"},
    ("POST", f"{CALLING}/{OFFICE}/numbers"): {},
    ("POST", "/telephony/config/actions/validateNumbers/invoke"): {
        "numbers": [{"number": NUMBER, "state": "Available"}]
    },
    ("POST", TEMPLATES): WIRE_TEMPLATE,
    ("PUT", f"{TEMPLATES}/T1"): WIRE_TEMPLATE,
}
# The customer and its head office without calling are there, and nothing else: the tasks have something to make.
BARE: Table = {
    **THERE,
    **DONE,
    ("GET", CUSTOMERS): {"items": []},
    ("GET", SUBSCRIBERS): {"items": []},
    ("GET", CALLING): {"locations": []},
    ("GET", NUMBERS): {"phoneNumbers": []},
    ("GET", TEMPLATES): {"items": []},
    ("GET", f"{PEOPLE}/{ANA_ID}"): {**WIRE_ANA, "roles": []},
    ("GET", CONNECTION): {},
}
# Everything is there, and is not as declared: the tasks have something to change.
OTHER: Table = {
    **THERE,
    **DONE,
    ("GET", CUSTOMERS): {"items": [wire_customer(packages=["webex_meetings"])]},
    ("GET", SUBSCRIBERS): {"items": [wire_subscriber(ANA, 1), wire_subscriber(LEO, 2, packages=["webex_suite"])]},
    ("GET", PEOPLE): {"items": [{**WIRE_ANA, "title": "Chief", "extension": "109"}, wire_person(LEO, 2)]},
    ("GET", f"{PEOPLE}/{ANA_ID}"): {**WIRE_ANA, "roles": ["U"], "title": "Chief"},
    ("GET", LOCATIONS): {"items": [{**WIRE_OFFICE, "timeZone": "America/Chicago"}]},
    ("GET", CALLING): {"locations": [{**WIRE_CALLING, "routingPrefix": "9"}]},
    ("GET", CONNECTION): {"id": "C2", "displayName": "Global SIP", "pstnConnectionType": "NON_INTEGRATED_CCP"},
    ("GET", TEMPLATES): {"items": [{**WIRE_TEMPLATE, "country": "CA"}]},
}

BASIS: dict[str, Any] = {"known_customer": {"id": CUSTOMER_ID, "org_id": ORG}, "workers": 1}
OFFICE_WANTED = {**samples.CUSTOMER["headquarters"], "address": samples.ADDRESS}
USERS = {**BASIS, "users": [{**ANA, "number": NUMBER, "title": None}, LEO], "default_location": "Head Office"}
NUMBERS_WANTED = [{"location": "Head Office", "numbers": [NUMBER], "main_number": NUMBER}]
PRUNE = {"prune": True, "prune_max_percent": 100, "prune_max_count": 10}

TASKS: dict[str, tuple[Any, Any, dict[str, Any]]] = {
    "customer": (CustomerOperation, customer.CUSTOMER, {**samples.CUSTOMER, "provisioning_id": "PROV-1"}),
    "customer_info": (CustomerInfoOperation, customer.CUSTOMER_INFO, {"external_id": "acme-0001"}),
    "users": (UsersOperation, user.USERS, USERS),
    "users_prune": (UsersOperation, user.USERS, {**USERS, **PRUNE}),
    "users_by_name": (UsersOperation, user.USERS, {"customer": "acme-0001", "users": [ANA, LEO], "workers": 1}),
    "user": (UserOperation, user.USER, {"known_customer": {"id": CUSTOMER_ID, "org_id": ORG}, **ANA}),
    "user_info": (UserInfoOperation, user.USER_INFO, {"known_customer": {"id": CUSTOMER_ID, "org_id": ORG}}),
    "locations": (LocationsOperation, location.LOCATIONS, {**BASIS, "locations": [OFFICE_WANTED]}),
    "locations_prune": (LocationsOperation, location.LOCATIONS, {**BASIS, "locations": [OFFICE_WANTED], **PRUNE}),
    "location": (
        LocationOperation,
        location.LOCATION,
        {"known_customer": {"id": CUSTOMER_ID, "org_id": ORG}, **OFFICE_WANTED, "routing_prefix": "8"},
    ),
    "location_info": (
        LocationInfoOperation,
        location.LOCATION_INFO,
        {"known_customer": {"id": CUSTOMER_ID, "org_id": ORG}},
    ),
    "pstn": (
        PstnOperation,
        pstn.PSTN,
        {**BASIS, "connections": [{"location": "Head Office", "provider": "Local Carrier"}]},
    ),
    "numbers": (PhoneNumbersOperation, number.PHONE_NUMBERS, {**BASIS, "locations": NUMBERS_WANTED}),
    "numbers_prune": (
        PhoneNumbersOperation,
        number.PHONE_NUMBERS,
        {
            **BASIS,
            "locations": NUMBERS_WANTED,
            "location_ids": {"Head Office": OFFICE},
            "connection_types": {"Head Office": "NON_INTEGRATED_CCP"},
            **PRUNE,
        },
    ),
    "numbers_info": (
        PhoneNumbersInfoOperation,
        number.PHONE_NUMBERS_INFO,
        {"known_customer": {"id": CUSTOMER_ID, "org_id": ORG}},
    ),
    "admins": (
        AdminRolesOperation,
        admin.ADMIN_ROLES,
        {**BASIS, "admins": [{"email": "ana@acme.example", "roles": ["Full administrator"]}]},
    ),
    "template": (
        TemplateOperation,
        template.ONBOARDING_TEMPLATE,
        {**samples.TEMPLATE, "driver": "rest", "template_service_url": BASE},
    ),
}


def run_task(name: str, service: Answering, *, check_mode: bool = False) -> Result:
    """Run one of the tasks against the service."""
    operation, spec, options = TASKS[name]
    with service.serving():
        return run_module(operation, spec, copy.deepcopy(options), check_mode=check_mode)


def garbled(
    task: str, path: str, garble: Garble, world: Table | None = None, *, check_mode: bool = False
) -> tuple[Result, list[str]]:
    """The result with one answer garbled, and what was written."""
    service = Answering(THERE if world is None else world, ("GET", path), garble)
    result = run_task(task, service, check_mode=check_mode)
    assert ("GET", path) in service.asked, "nobody asked for it"
    return result, service.writes


def spoil(body: Any, member: str, key: str, value: Any) -> Any:
    """The body with a member of its first entry replaced, or with ... taken away."""
    entry = body[member][0]
    if value is ...:
        del entry[key]
    else:
        entry[key] = value
    return body


def check_message(message: str) -> None:
    """There is one, of a size to be read, and it does nothing to a terminal."""
    assert message
    assert len(message) < 4000
    assert all(line.isprintable() for line in message.splitlines())
