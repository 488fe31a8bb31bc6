# SPDX-License-Identifier: GPL-3.0-or-later
"""webex_location_info: locations as they are declared."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._locations.info import LocationInfoOperation
from ansible_collections.webex.wholesale.plugins.module_utils._locations.options import (
    LOCATION_INFO,
)
from ansible_collections.webex.wholesale.tests.unit.location_calls import (
    BASIS,
    DEPOT_ID,
    OFFICE_ID,
    OFFICE_SIDE,
    ORG_QUERY,
    WIRE_OFFICE,
    expect_calling,
    expect_list,
    expect_present,
    side,
    wire,
)
from ansible_collections.webex.wholesale.tests.unit.run_module import run_module
from ansible_collections.webex.wholesale.tests.unit.samples import ADDRESS


@pytest.mark.parametrize("details", [True, False])
def test_info(webex, details):
    expect_list(webex, WIRE_OFFICE, wire("Head Office 2", DEPOT_ID))
    expect_calling(webex, WIRE_OFFICE, routingPrefix="81")
    if details:
        told = side("81", externalCallerIdName="Acme", callingLineId={"phoneNumber": "+14085550100"})
        webex.expect("GET", OFFICE_SIDE, query=ORG_QUERY, answer=told)
    result = run_module(LocationInfoOperation, LOCATION_INFO, {**BASIS, "name": "Head Office", "details": details})
    assert result.objects["locations"] == [
        {
            "id": OFFICE_ID,
            "name": "Head Office",
            "timezone": "America/Los_Angeles",
            "preferred_language": "en_us",
            "address": ADDRESS,
            "calling": True,
            "main_number": "+14085550100" if details else None,
            "settings": {"routing_prefix": "81", **({"external_caller_id_name": "Acme"} if details else {})},
        }
    ]
    assert (result.changed, result.actions) == (False, [])


def test_info_tells_that_details_could_not_be_read(webex):
    expect_present(webex, WIRE_OFFICE)
    webex.expect("GET", OFFICE_SIDE, query=ORG_QUERY, status=400)
    result = run_module(LocationInfoOperation, LOCATION_INFO, {**BASIS, "details": True})
    assert result.failed or result.warnings


def test_info_of_a_location_without_calling(webex):
    expect_list(webex, WIRE_OFFICE)
    expect_calling(webex)
    (location,) = run_module(LocationInfoOperation, LOCATION_INFO, {**BASIS, "details": True}).objects["locations"]
    assert (location["calling"], location["settings"]) == (False, {})
