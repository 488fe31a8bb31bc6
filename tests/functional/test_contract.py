# SPDX-License-Identifier: GPL-3.0-or-later
"""Every request against Cisco's description of the API.

The other modules check all their requests likewise, at their end.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from .contract import DIRECTORY, REQUIRED, Contract
from .support import (
    ATTACH,
    CARRIER,
    COASTLINE_ORG,
    FREE_ACCOUNT,
    HARBOR_ORG,
    Ansible,
    Record,
    Run,
    Sandbox,
    address,
    control,
    location,
    of_operation,
    operations,
    order,
    task,
    user,
)
from .test_credentials import OAUTH

NUMBER = "+14085550170"
IN_PIER = ["+14085550180", "+14085550181"]
TRUNK = "Y2lzY29zcGFyazovL3VzL1RSVU5LL21haW4tdHJ1bms"


@pytest.fixture(scope="module")
def described(contract: Contract | None) -> Contract:
    """Return the description; without it these tests are skipped, unless it has to be there."""
    if contract is None:
        reason = f"the contract files are not in {DIRECTORY}: set WEBEX_CONTRACT_DIR"
        if REQUIRED:
            pytest.fail(reason)
        pytest.skip(reason)
    return contract


@pytest.fixture(scope="module")
def story(start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible]) -> Run:
    """Return a run that touches every operation the collection knows."""
    sandbox = start("--provisioning-delay", "0.1", "--update-delay", "0.1")
    everything = order(
        "full",
        package_limits={"webex_calling": 50},
        meetings_timezone="America/Chicago",
        address=address(line2="Floor 2"),
        headquarters={
            "name": "Head Office",
            "timezone": "America/Los_Angeles",
            "language": "en_us",
            "address": address(line1="2 Other Street"),
            "emergency_location_identifier": "ELIN-1",
        },
    )
    rows = [
        user("ana@full.example", "101", number=NUMBER, title="Cook", department="Kitchen", display_name="Ana"),
        user("bo@full.example"),
        user(FREE_ACCOUNT, "103"),
    ]
    changed = [{**rows[0], "title": None, "last_name": "Marsh"}, user("bo@full.example", "102"), rows[2]]
    changed_customer = {
        **everything,
        "packages": ["webex_calling", "webex_meetings", "webex_suite"],
        "address": address(line2=None),
    }
    places = [location("Pier"), location("Dock", emergency_location_identifier="ELIN-3", outside_dial_digit="9")]
    numbers = {
        "customer": "full",
        "locations": [{"location": "Pier", "numbers": [*IN_PIER, "+14085550182"], "main_number": IN_PIER[0]}],
    }
    sub = {"sub_partner_org_id": COASTLINE_ORG}
    return (
        make_ansible(sandbox, **OAUTH)
        .play(
            [
                task("plan", "webex_customer", everything, check=True),
                task("make", "webex_customer", everything),
                control("/numbers", {"external_id": "full", "numbers": [NUMBER]}),
                task("change", "webex_customer", changed_customer),
                task("users planned", "webex_users", {"customer": "full", "users": rows}, check=True),
                task(
                    "users of a planned customer",
                    "webex_users",
                    {
                        "customer": "later",
                        "users": rows,
                        "planned_customer": {
                            "provisioning_id": everything["provisioning_id"],
                            "admin_email": "it@later.example",
                        },
                    },
                    check=True,
                ),
                task("users", "webex_users", {"customer": "full", "users": rows}),
                task("users changed", "webex_users", {"customer": "full", "users": changed, "resend_consent": True}),
                task(
                    "users removed",
                    "webex_users",
                    {"customer": "full", "users": changed[:1], "prune": True, "prune_max_percent": 100},
                ),
                task("user", "webex_user", {"customer": "full", **user("cy@full.example")}),
                task("user gone", "webex_user", {"customer": "full", "email": "cy@full.example", "state": "absent"}),
                task("renamed", "webex_customer", {**changed_customer, "name": "Company Anew", "compare_name": True}),
                task("locations", "webex_locations", {"customer": "full", "locations": places}),
                task(
                    "locations changed",
                    "webex_locations",
                    {
                        "customer": "full",
                        "locations": [
                            {
                                **places[0],
                                "timezone": "America/Denver",
                                "address": address(line1="8 Pier", line2=None),
                                "external_caller_id_name": "Pier",
                                "emergency_location_identifier": "ELIN-2",
                                "outside_dial_digit": "9",
                                "routing_prefix": "8100",
                                "language": "es_es",
                            }
                        ],
                        "details": True,
                    },
                ),
                task("pstn", "webex_pstn", {"customer": "full", "connections": [{"location": "Pier", **CARRIER}]}),
                task(
                    "gateway",
                    "webex_pstn",
                    {
                        "customer": "full",
                        "connections": [{"location": "Dock", "route": {"type": "TRUNK", "id": TRUNK}}],
                    },
                ),
                control(
                    "/numbers", {"external_id": "full", "location": "Pier", "numbers": IN_PIER, "state": "INACTIVE"}
                ),
                task("numbers planned", "webex_phone_numbers", numbers, check=True),
                task("numbers", "webex_phone_numbers", numbers),
                task(
                    "numbers removed",
                    "webex_phone_numbers",
                    {
                        "customer": "full",
                        "locations": [{"location": "Pier", "numbers": IN_PIER[:1]}],
                        "prune": True,
                        "prune_max_percent": 100,
                    },
                ),
                task(
                    "roles",
                    "webex_admin_roles",
                    {"customer": "full", "admins": [{"email": "ana@full.example", "roles": ["User administrator"]}]},
                ),
                task(
                    "roles taken",
                    "webex_admin_roles",
                    {
                        "customer": "full",
                        "admins": [{"email": "ana@full.example", "roles": ["Device administrator"]}],
                        "exclusive": True,
                    },
                ),
                task(
                    "swap",
                    "webex_users",
                    {
                        "customer": "full",
                        "users": [
                            {**changed[0], "extension": "105", "number": None},
                            user("di@full.example", "106", location="Dock"),
                        ],
                    },
                ),
                *moves(),
                task("location gone", "webex_location", {"customer": "full", "name": "Pier", "state": "absent"}),
                task("location infos", "webex_location_info", {"customer": "full", "details": True}),
                task("number infos", "webex_phone_numbers_info", {"customer": "full", "location": "Dock"}),
                task("infos", "webex_customer_info", {"external_id": "full", "include_licenses": True}),
                task("infos by status", "webex_customer_info", {"status": "provisioned", "org_id": HARBOR_ORG}),
                task("user infos", "webex_user_info", {"customer": "full", "status": "provisioned", "profile": True}),
                task(
                    "attach",
                    "webex_customer",
                    order("attached", org_id=HARBOR_ORG, name=None, admin_email=None, provisioning_id=ATTACH),
                ),
                task(
                    "sub-partner",
                    "webex_customer",
                    order("sub", **sub, sub_partner_admin_email="wholesale@coastline.example"),
                ),
                task("sub-partner changed", "webex_customer", order("sub", **sub, address=address(line1="9 Pier"))),
                task(
                    "sub-partner users",
                    "webex_users",
                    {"customer": "sub", "users": [user("a@sub.example", "101")], **sub},
                ),
                task(
                    "sub-partner users gone",
                    "webex_user",
                    {"customer": "sub", "email": "a@sub.example", "state": "absent", **sub},
                ),
                task(
                    "sub-partner gone",
                    "webex_customer",
                    {"external_id": "sub", "state": "absent", "poll_interval": 0.1, **sub},
                ),
                task(
                    "gone",
                    "webex_customer",
                    {"external_id": "full", "state": "absent", "remove_with_users": True, "poll_interval": 0.1},
                ),
            ]
        )
        .succeeded()
    )


def moves() -> list[Record]:
    """Tasks that move a user with a new extension: planned, done after another job, and back."""
    there, back = user("di@full.example", "107"), user("di@full.example", "106")
    there["location"], back["location"] = "Head Office", "Dock"
    busy = {"method": "POST", "path": "moveLocation", "status": 409, "times": 1}
    return [
        task("move planned", "webex_users", {"customer": "full", "users": [there]}, check=True),
        control("/faults", busy),
        task("moved", "webex_users", {"customer": "full", "users": [there]}),
        task("moved back", "webex_user", {"customer": "full", **back}),
    ]


EXPECTED = {
    "obtainToken",
    "getMyself",
    "getOrganization",
    "listWholesaleCustomers",
    "getWholesaleCustomer",
    "provisionWholesaleCustomer",
    "updateWholesaleCustomer",
    "removeWholesaleCustomer",
    "precheckWholesaleCustomer",
    "listWholesaleSubscribers",
    "provisionWholesaleSubscriber",
    "updateWholesaleSubscriber",
    "removeWholesaleSubscriber",
    "precheckWholesaleSubscriber",
    "sendConsentMoveEmail",
    "listPeople",
    "getPerson",
    "updatePerson",
    "listLocations",
    "createLocation",
    "updateLocation",
    "deleteLocation",
    "listCallingLocations",
    "getCallingLocation",
    "enableLocationForCalling",
    "updateCallingLocation",
    "precheckLocationDeletion",
    "disableCallingLocation",
    "getDisableCallingJob",
    "getPstnConnection",
    "listPstnOptions",
    "setPstnConnection",
    "validateOrInitiateMoveUsersJob",
    "getMoveUsersJobStatus",
    "listMoveUsersJobs",
    "listNumbers",
    "validateNumbers",
    "addLocationNumbers",
    "manageLocationNumbers",
    "removeLocationNumbers",
    "listRoles",
    "patchIdentityOrganization",
}


def test_story_touches_every_operation(story: Run) -> None:
    assert not [(row["task"], row["result"].get("msg")) for row in story.records if row["status"] != "ok"]
    assert set(operations(story.journal)) == EXPECTED


def test_requests_keep_to_the_contract(described: Contract, story: Run) -> None:
    assert described.problems(story.journal) == []


def test_sandbox_tolerates_nothing(story: Run) -> None:
    """What the sandbox merely tolerates Webex may refuse."""
    assert [(row["method"], row["path"], row["tolerated"]) for row in story.journal if row["tolerated"]] == []


def _spoiled(run: Run, operation: str, spoil: Callable[[Record], Any]) -> list[Record]:
    record = copy.deepcopy(of_operation(run.journal, operation)[0])
    spoil(record)
    return [record]


@pytest.mark.parametrize(
    ("operation", "spoil", "expected"),
    [
        ("provisionWholesaleCustomer", lambda row: row["body"].update(nickname="x"), "nickname"),
        ("provisionWholesaleCustomer", lambda row: row["body"].pop("packages"), "packages"),
        ("provisionWholesaleCustomer", lambda row: row.update(body=None), "the body is missing"),
        (
            "provisionWholesaleSubscriber",
            lambda row: row["body"].update(packages=["no_such_package"]),
            "no_such_package",
        ),
        ("listPeople", lambda row: row["query"].append(["colour", "red"]), "query parameter colour is not known"),
        ("listWholesaleSubscribers", lambda row: row["query"].append(["max", "many"]), "query parameter max"),
        ("getPerson", lambda row: row.update(path="/v1/persons/1"), "no such operation"),
        ("removeWholesaleCustomer", lambda row: row.update(body={}), "a body was sent"),
        ("obtainToken", lambda row: row.update(content_type="application/json"), "content type application/json"),
    ],
)
def test_check_itself_finds_mistakes(
    described: Contract, story: Run, operation: str, spoil: Callable[[Record], Any], expected: str
) -> None:
    problems = described.problems(_spoiled(story, operation, spoil))
    assert any(expected in text for text in problems), problems
