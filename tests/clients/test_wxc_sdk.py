# SPDX-License-Identifier: GPL-3.0-or-later
"""wxc_sdk understands the sandbox: people, roles, licences, locations, PSTN and numbers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .journey import Journey

MAIN, ANA, SPARE = "+14085550100", "+14085550101", "+14085550102"
OPERATIONS = {
    *("listOrganizations", "getOrganization", "listRoles", "getRole", "listLicenses", "getLicense", "assignLicenses"),
    *("listPeople", "createPerson", "getPerson", "updatePerson", "deletePerson", "getMyself", "getPersonNumbers"),
    *("listLocations", "createLocation", "getLocation", "updateLocation", "deleteLocation"),
    *("listCallingLocations", "enableLocationForCalling", "getCallingLocation", "updateCallingLocation"),
    *("getCountryConfig", "listAnnouncementLanguages"),
    *("listPstnOptions", "getPstnConnection", "setPstnConnection"),
    *("listNumbers", "addLocationNumbers", "manageLocationNumbers", "removeLocationNumbers"),
    *("validateNumbers", "validateExtensions"),
    *("precheckLocationDeletion", "disableCallingLocation", "getDisableCallingJob", "getDisableCallingJobErrors"),
    *("provisionWholesaleCustomer", "listWholesaleCustomers"),
}
REFUSALS = {
    "add a bad number": [400],
    "unknown person": [404],
    "bad person": [400],
    "taken e-mail": [400],
    "foreign organization": [403],
    "wrong token": [401],
    "too many requests": [429],
    "deleted person": [404],
}


@pytest.fixture(scope="module")
def journey(travel: Callable[[str], Journey]) -> Journey:
    return travel("wxc_sdk_driver.py")


def test_every_operation_it_has_was_called(journey: Journey) -> None:
    assert journey.operations == OPERATIONS


def test_only_what_was_meant_to_be_refused_was_refused(journey: Journey) -> None:
    assert journey.refusals() == REFUSALS


def test_it_sends_nothing_beyond_the_contract_but_what_is_known(journey: Journey) -> None:
    assert journey.tolerated() == {
        "createLocation": {"orgId in the body ignored"},
        "enableLocationForCalling": {"orgId in the body ignored", "announcementLanguage left out"},
        "updatePerson": {
            "read-only member primary of a phone number ignored",
            "phone number of type work_extension ignored",
        },
    }


def test_organizations_and_roles(journey: Journey) -> None:
    organization = journey.value("organization")
    assert organization["displayName"] == "Company acme-0001"
    names = [item["displayName"] for item in journey.value("organizations")]
    assert names == ["Example Provider", *(f"Company acme-000{number}" for number in range(1, 6))]
    assert journey.value("role") == journey.value("roles")[0]
    assert journey.value("role")["name"] == "Full Administrator"
    assert journey.value("myself")["emails"] == ["onboarding@provider.example"]


def test_a_new_location_is_made_and_changed(journey: Journey) -> None:
    assert [item["name"] for item in journey.value("locations")] == ["Head Office"]
    found = journey.value("location")
    assert found["id"] == journey.value("create location") == journey.value("location by name")["id"]
    assert (found["name"], found["timeZone"], found["address"]["city"]) == ("Denver", "America/Denver", "Denver")
    changed = journey.value("updated location")
    assert changed == {**found, "name": "Denver West"}
    assert {"code": "CO", "name": "Colorado"} in journey.value("country")["states"]
    assert {"code": "en_us", "name": "English (United States)"} in journey.value("languages")


def test_a_location_gets_calling(journey: Journey) -> None:
    place = journey.value("create location")
    assert journey.value("enable calling") == place
    assert [item["name"] for item in journey.value("calling locations")] == ["Head Office", "Denver"]
    assert "routingPrefix" not in journey.value("calling location")
    assert journey.value("update calling location"), "no job for the routing prefix"
    changed = journey.value("updated calling location")
    assert (changed["id"], changed["name"]) == (place, "Denver West")
    assert (changed["routingPrefix"], changed["outsideDialDigit"]) == ("8200", "9")


def test_a_pstn_connection_is_chosen(journey: Journey) -> None:
    chosen = next(item for item in journey.value("pstn options") if item["displayName"] == "Local Carrier")
    assert journey["set pstn"].statuses == [204]
    assert journey.value("pstn") == {**chosen, "pstnConnectionType": "NON_INTEGRATED_CCP"}


def test_numbers_are_checked_before_they_are_added(journey: Journey) -> None:
    verdict = journey.value("validate numbers")
    assert verdict["status"] == "ERRORS"
    assert [(item["phoneNumber"], item["state"]) for item in verdict["phoneNumbers"]] == [
        (MAIN, "Available"),
        ("+1408", "Invalid"),
    ]
    extensions = journey.value("validate extensions")["extensionStatus"]
    assert [(item["extension"], item["state"]) for item in extensions] == [("201", "VALID"), ("911", "INVALID")]


def test_numbers_are_added_activated_and_removed(journey: Journey) -> None:
    assert journey.value("add numbers") == journey.value("add inactive") == {"errors": []}
    (error,) = journey.value("add a bad number")["errors"]
    assert (error["number"], error["errorCode"]) == ("nonsense", "8362")
    assert [journey[name].statuses for name in ("activate", "deactivate", "remove numbers")] == [[204], [204], [204]]
    found = {item["phoneNumber"]: item for item in journey.value("numbers")}
    states = {number: (item["state"], item["mainNumber"]) for number, item in found.items()}
    assert states == {MAIN: ("ACTIVE", True), ANA: ("ACTIVE", False), SPARE: ("INACTIVE", False)}
    assert {item["location"]["name"] for item in found.values()} == {"Denver West"}
    counts = journey.value("count of numbers")
    assert (counts["total"], counts["inActive"], counts["assigned"]) == (3, 1, 0)


def test_a_calling_person_is_made_and_changed(journey: Journey) -> None:
    made, changed = journey.value("create person"), journey.value("updated person")
    assert journey.value("person") == made
    assert (made["extension"], made["locationId"]) == ("201", journey.value("create location"))
    assert (changed["extension"], changed["title"]) == ("202", "Manager")
    assert ANA in [item["value"] for item in changed["phoneNumbers"]]
    assert "extension" not in journey.value("person without calling data")
    (numbers,) = journey.value("numbers of the person")["phoneNumbers"]
    assert (numbers["directNumber"], numbers["extension"], numbers["esn"]) == (ANA, "201", "8200201")


@pytest.mark.parametrize("name", ["person by e-mail", "people of the location", "people by id"])
def test_a_person_is_found(journey: Journey, name: str) -> None:
    assert [item["id"] for item in journey.value(name)] == [journey.value("create person")["id"]]


def test_licences_are_handed_out(journey: Journey) -> None:
    calling, meetings = (item["id"] for item in journey.value("licenses"))
    assert journey.value("license")["consumedUnits"] == 1
    assert [item["email"] for item in journey.value("holders")] == ["ana@acme.example"]
    assert journey.value("give a license")["licenses"] == [calling, meetings]
    assert journey.value("take a license")["licenses"] == [calling]
    assert journey.value("give calling")["licenses"] == [calling]


@pytest.mark.parametrize(
    ("name", "operation", "requests", "items"),
    [
        ("pages of customers", "listWholesaleCustomers", 3, 5),
        ("pages of people", "listPeople", 3, 13),
        ("pages of numbers", "listNumbers", 4, 16),
        ("pages of locations", "listLocations", 2, 2),
        ("pages of holders", "getLicense", 2, 2),
    ],
)
def test_it_follows_the_links_to_further_pages(
    journey: Journey, name: str, operation: str, requests: int, items: int
) -> None:
    assert journey[name].operations.count(operation) == requests
    found = [str(item) for item in journey.value(name)]
    assert len(found) == len(set(found)) == items


@pytest.mark.parametrize(
    ("name", "code", "description"),
    [
        ("unknown person", 990404, "The person was not found."),
        ("bad person", 1002, "emails.0"),
        ("taken e-mail", 10022, "already belongs to a user"),
        ("foreign organization", 990403, "not managed by the partner"),
        ("wrong token", 990401, "requires a valid access token"),
    ],
)
def test_it_understands_errors(journey: Journey, name: str, code: int, description: str) -> None:
    error = journey[name].error
    assert error is not None
    assert (error["type"], error["understood"], error["code"]) == ("RestError", True, code)
    assert description in error["description"]
    assert error["tracking_id"] == journey[name].requests[-1]["tracking_id"]


def test_it_waits_when_there_were_too_many_requests(journey: Journey) -> None:
    assert journey["too many requests"].statuses == [429, 200]
    assert journey["too many requests"].pause >= 1
    assert journey.value("too many requests") == journey.value("roles")


def test_calling_is_taken_away_and_the_location_goes(journey: Journey) -> None:
    assert journey.value("check before disabling, blocked")["blocking"]["usersInUseCount"] == 1
    assert journey.value("check before disabling") == {"locationDeleteStatus": "UNBLOCKED"}
    assert journey.value("disable calling")["latestExecutionStatus"] == "STARTED"
    assert journey.value("job")["latestExecutionStatus"] == "COMPLETED"
    assert journey.value("errors of the job") == []
    assert journey["delete location"].statuses == [204]
