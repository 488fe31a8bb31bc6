# SPDX-License-Identifier: GPL-3.0-or-later
"""webex_phone_numbers_info: one list, and what is returned."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._numbers.info import PhoneNumbersInfoOperation
from ansible_collections.webex.wholesale.plugins.module_utils._numbers.options import PHONE_NUMBERS_INFO
from ansible_collections.webex.wholesale.tests.unit.number_calls import (
    OFFICE,
    ONE,
    OWNER,
    TWO,
    expect_list,
    wire,
)
from ansible_collections.webex.wholesale.tests.unit.run_module import run_module
from ansible_collections.webex.wholesale.tests.unit.samples import CUSTOMER_ID, ORG


@pytest.mark.parametrize(
    ("options", "filters", "count"),
    [({}, {}, 3), ({"location": OFFICE}, {}, 2), ({"number": ONE}, {"phoneNumber": ONE}, 1)],
)
def test_info(webex, options, filters, count):
    rows = [
        wire(ONE, mainNumber=True, extension="101", **OWNER),
        wire(None, extension="102", state=None),
        wire(TWO, location="Fremont", state="INACTIVE"),
    ]
    expect_list(webex, *rows, **filters)
    basis = {"known_customer": {"id": CUSTOMER_ID, "org_id": ORG}}
    result = run_module(PhoneNumbersInfoOperation, PHONE_NUMBERS_INFO, {**basis, **options})
    assert len(result.objects["numbers"]) == count
    assert result.objects["numbers"][0] == {
        "number": ONE,
        "extension": "101",
        "state": "active",
        "main_number": True,
        "location": OFFICE,
        "owner": "Ana Diaz",
        "owner_id": "P",
        "owner_type": "PEOPLE",
    }
