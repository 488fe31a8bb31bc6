# SPDX-License-Identifier: GPL-3.0-or-later
"""Samples and expected calls of webex_phone_numbers and webex_phone_numbers_info."""

from __future__ import annotations

from ansible_collections.webex.wholesale.plugins.module_utils._numbers.operation import PhoneNumbersOperation
from ansible_collections.webex.wholesale.plugins.module_utils._numbers.options import PHONE_NUMBERS
from ansible_collections.webex.wholesale.tests.unit.run_module import run_module
from ansible_collections.webex.wholesale.tests.unit.samples import CUSTOMER_ID, ORG, PARTNER_ORG, identifier

ORG_QUERY = {"orgId": ORG}
OFFICE = "Head Office"
OFFICE_ID = identifier("LOCATION", 1)
FREMONT = "Fremont"
FREMONT_ID = identifier("LOCATION", 2)
NUMBERS = f"/telephony/config/locations/{OFFICE_ID}/numbers"
AT_FREMONT = f"/telephony/config/locations/{FREMONT_ID}/numbers"
OWN = {OFFICE: "NON_INTEGRATED_CCP"}
BASIS = {
    "known_customer": {"id": CUSTOMER_ID, "org_id": ORG},
    "workers": 1,
    "location_ids": {OFFICE: OFFICE_ID},
    "connection_types": OWN,
}
SOME = [f"+140855501{number:02}" for number in range(20)]
ONE, TWO, THREE = SOME[:3]


def run(check_mode=False, *, numbers=None, main_number=None, **options):
    row = {"location": OFFICE, "numbers": numbers, "main_number": main_number}
    row = {key: value for key, value in row.items() if value is not None}
    options = {**BASIS, "locations": [row], **options}
    return run_module(PhoneNumbersOperation, PHONE_NUMBERS, options, check_mode=check_mode)


def wire(number, *, location=OFFICE, **changes):
    place = {"id": OFFICE_ID if location == OFFICE else FREMONT_ID, "name": location}
    row = {"phoneNumber": number, "state": "ACTIVE", "location": place}
    return {**row, **changes}


OWNER = {"owner": {"id": "P", "firstName": "Ana", "lastName": "Diaz", "type": "PEOPLE"}}


def expect_list(webex, *rows, **filters):
    query = {**ORG_QUERY, "max": "2000", **filters}
    webex.expect("GET", "/telephony/config/numbers", query=query, answer={"phoneNumbers": list(rows)})


def expect_validate(webex, *numbers, **states):
    path = "/telephony/config/actions/validateNumbers/invoke"
    rows = [{"number": number, "state": "Available"} for number in numbers]
    answer = {"numbers": [*rows, *states.get("refused", ())]}
    body = {"phoneNumbers": [row["number"] for row in answer["numbers"]]}
    webex.expect("POST", path, query=ORG_QUERY, body=body, answer=answer)


def expect_partner(webex):
    webex.expect("GET", "/people/me", answer={"orgId": PARTNER_ORG})


def expect_add(webex, *numbers, at=NUMBERS, status=201, answer=None, failure=None, state="ACTIVE"):
    body = {"phoneNumbers": list(numbers), "state": state}
    webex.expect("POST", at, query=ORG_QUERY, body=body, status=status, answer=answer, failure=failure)


def expect_remove(webex, *numbers, at=NUMBERS, status=204):
    webex.expect("DELETE", at, query=ORG_QUERY, body={"phoneNumbers": list(numbers)}, status=status)


def expect_main(webex, number, status=204):
    body = {"callingLineId": {"phoneNumber": number}}
    webex.expect("PUT", NUMBERS.removesuffix("/numbers"), query=ORG_QUERY, body=body, status=status)


def verbs(result):
    return {action["identity"]: action["action"] for action in result.actions}


def failed(result):
    return {row["number"]: row["error"] for row in result.objects["failed_numbers"]}
