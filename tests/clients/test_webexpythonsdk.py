# SPDX-License-Identifier: GPL-3.0-or-later
"""webexpythonsdk understands the sandbox: people, roles, licences and organizations."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .journey import Journey

REFUSALS = {
    "deleted person": [404],
    "bad person": [400],
    "foreign organization": [403],
    "wrong token": [401],
    "too many requests, not waiting": [429],
    "too many requests, waiting": [429],
}


@pytest.fixture(scope="module")
def journey(travel: Callable[[str], Journey]) -> Journey:
    return travel("webexpythonsdk_driver.py")


def test_every_operation_it_has_was_called(journey: Journey) -> None:
    assert journey.operations == {
        *("listOrganizations", "getOrganization", "listRoles", "getRole", "listLicenses", "getLicense"),
        *("listPeople", "createPerson", "getPerson", "updatePerson", "deletePerson", "getMyself"),
        *("provisionWholesaleCustomer", "listWholesaleCustomers"),
    }


def test_only_what_was_meant_to_be_refused_was_refused(journey: Journey) -> None:
    assert journey.refusals() == REFUSALS


def test_it_sends_nothing_beyond_the_contract_but_what_is_known(journey: Journey) -> None:
    assert journey.tolerated() == {"createPerson": {"callingData spelled True"}}


def test_roles_and_licences(journey: Journey) -> None:
    assert journey.value("role") == journey.value("roles")[0]
    assert journey.value("role")["name"] == "Full Administrator"
    assert journey.value("license") == journey.value("licenses")[0]
    assert [item["name"] for item in journey.value("licenses")] == ["Webex Calling", "Webex Meetings"]


def test_organizations(journey: Journey) -> None:
    assert journey.value("organization") == journey.value("organizations")[1]
    assert journey.value("organization")["displayName"] == "Company acme-0001"
    assert journey.value("myself")["emails"] == ["onboarding@provider.example"]


def test_a_person_is_made_found_changed_and_deleted(journey: Journey) -> None:
    made, changed = journey.value("create person"), journey.value("updated person")
    assert journey.value("person")["id"] == made["id"]
    for name in ("person by e-mail", "people by id"):
        assert [item["id"] for item in journey.value(name)] == [made["id"]]
    assert (made["lastName"], changed["lastName"]) == ("Diaz", "Diaz-Ortiz")
    assert changed["roles"] == [journey.value("role")["id"]]
    assert journey["delete person"].statuses == [204]


def test_it_follows_the_links_to_further_pages(journey: Journey) -> None:
    emails = [item["emails"][0] for item in journey.value("pages of people")]
    assert len(emails) == len(set(emails)) == 8
    assert journey["pages of people"].operations.count("listPeople") == 3


@pytest.mark.parametrize(
    ("name", "status", "message"),
    [
        ("deleted person", 404, "The person was not found."),
        ("bad person", 400, "emails.0"),
        ("foreign organization", 403, "not managed by the partner"),
        ("wrong token", 401, "requires a valid access token"),
    ],
)
def test_it_understands_errors(journey: Journey, name: str, status: int, message: str) -> None:
    error = journey[name].error
    assert error is not None
    assert (error["type"], error["status"]) == ("ApiError", status)
    assert message in error["message"]
    assert error["tracking_id"] == journey[name].requests[-1]["tracking_id"]


def test_too_many_requests_are_told_with_the_time_to_wait(journey: Journey) -> None:
    error = journey["too many requests, not waiting"].error
    assert error is not None
    assert (error["type"], error["retry_after"]) == ("RateLimitError", 1)


def test_it_waits_when_told_to(journey: Journey) -> None:
    step = journey["too many requests, waiting"]
    assert step.statuses == [429, 200]
    assert step.pause >= 1
    assert journey.value("too many requests, waiting") == journey.value("roles")
