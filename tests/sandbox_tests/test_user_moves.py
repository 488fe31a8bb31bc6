# SPDX-License-Identifier: GPL-3.0-or-later
"""Users that move to another location: questions, jobs, and what goes along."""

from __future__ import annotations

from typing import Any

import pytest

from .support import Client

JOBS = "telephony/config/jobs/person/moveLocation"
HOME, HOME_TWO, AWAY = "+14085550101", "+14085550102", "+13035550101"


class Tenant:
    """A customer with two locations, each with a number and the same carrier, and one user in the first."""

    def __init__(self, client: Client, acme: dict[str, Any]) -> None:
        self.client, self.org = client, str(acme["orgId"])
        self.home, self.away = client.location(self.org), client.branch(self.org)
        client.stock(self.home, HOME, HOME_TWO)
        client.stock(self.away, AWAY)
        for place in (self.home, self.away):
            client.carrier(self.org, place)
        self.acme = acme
        self.ana = self.user("ana@acme.example", "101", HOME)

    def user(self, email: str, extension: str, number: str | None = None, place: str | None = None) -> str:
        """Make a user and return the id of its person."""
        wanted = {"extension": extension, "locationId": place or self.home}
        wanted |= {} if number is None else {"primaryPhoneNumber": number}
        return str(self.client.subscribe(self.acme, email=email, provisioningParameters=wanted)["personId"])

    def body(self, *users: dict[str, str], validate: bool = False, place: str | None = None) -> dict[str, Any]:
        """An order, or a question."""
        return {"usersList": [{"locationId": place or self.away, "validate": validate, "users": list(users)}]}

    def ask(self, **user: str) -> dict[str, Any]:
        """Ask about the move of the user; return the verdict."""
        body = self.body({"userId": self.ana, **user}, validate=True)
        (verdict,) = self.client.post(JOBS, body, orgId=self.org)["response"]
        assert verdict["userId"] == self.ana
        return dict(verdict)

    def move(self, *users: dict[str, str]) -> dict[str, Any]:
        """Move users to the second location; return the job at its end."""
        job = self.client.post(JOBS, self.body(*users), 201, orgId=self.org)["response"]["id"]
        self.client.advance()
        return dict(self.client.get(f"{JOBS}/{job}", orgId=self.org))

    def errors(self, job: dict[str, Any]) -> list[tuple[str, str]]:
        """Who was not moved, and the code."""
        items = self.client.get(f"{JOBS}/{job['id']}/errors", orgId=self.org)["items"]
        return [(item["item"], item["error"]["message"][0]["code"]) for item in items]

    def person(self, key: str) -> tuple[str, str, str]:
        """Location, number and extension."""
        found = self.client.get(f"people/{key}", callingData="true")
        work = [item["value"] for item in found["phoneNumbers"] if item["type"] == "work"]
        return found["locationId"], work[0] if work else "", found.get("extension", "")


@pytest.fixture
def tenant(client: Client, acme: dict[str, Any]) -> Tenant:
    """Return the customer."""
    return Tenant(client, acme)


def codes(findings: list[dict[str, Any]]) -> list[int]:
    return [item["code"] for item in findings]


def test_a_job_moves_number_and_extension_along(client: Client, tenant: Tenant) -> None:
    started = client.post(JOBS, tenant.body({"userId": tenant.ana}), 201, orgId=tenant.org)["response"]
    assert (started["latestExecutionStatus"], started["latestExecutionExitCode"]) == ("STARTED", "UNKNOWN")
    assert tenant.person(tenant.ana) == (tenant.home, HOME, "101")
    client.advance()
    ended = client.get(f"{JOBS}/{started['id']}", orgId=tenant.org)
    assert (ended["latestExecutionStatus"], ended["latestExecutionExitCode"]) == ("COMPLETED", "COMPLETED")
    assert (ended["counts"]["totalMoves"], ended["counts"]["moved"]) == (1, 1)
    assert tenant.person(tenant.ana) == (tenant.away, HOME, "101")
    rows = client.get("telephony/config/numbers", orgId=tenant.org)["phoneNumbers"]
    (row,) = (row for row in rows if row.get("phoneNumber") == HOME)
    assert (row["location"]["id"], row["owner"]["id"]) == (tenant.away, tenant.ana)
    assert tenant.errors(ended) == []


def test_new_number_and_extension(tenant: Tenant) -> None:
    tenant.move({"userId": tenant.ana, "phoneNumber": AWAY, "extension": "202"})
    assert tenant.person(tenant.ana) == (tenant.away, AWAY, "202")
    # What it gave up is free.
    tenant.user("bo@acme.example", "101", HOME)


def test_empty_takes_away(tenant: Tenant) -> None:
    tenant.move({"userId": tenant.ana, "phoneNumber": ""})
    assert tenant.person(tenant.ana) == (tenant.away, "", "101")


def test_a_question_changes_nothing(tenant: Tenant) -> None:
    assert codes(tenant.ask()["errors"]) == []
    assert 19716 in codes(tenant.ask()["impacts"])
    assert tenant.person(tenant.ana) == (tenant.home, HOME, "101")


def test_a_new_number_has_to_be_free_at_the_new_location(client: Client, tenant: Tenant) -> None:
    assert codes(tenant.ask(phoneNumber=HOME_TWO)["errors"]) == [27966]
    job = tenant.move({"userId": tenant.ana, "phoneNumber": HOME_TWO})
    assert (job["latestExecutionExitCode"], job["counts"]["failed"]) == ("COMPLETED_WITH_ERRORS", 1)
    ((item, code),) = tenant.errors(job)
    assert code == "27966"
    assert "/" not in item, "the bare UUID"
    tenant.user("bo@acme.example", "301", AWAY, tenant.away)
    assert codes(tenant.ask(phoneNumber=AWAY)["errors"]) == [27966]


def test_an_extension_that_is_taken(tenant: Tenant) -> None:
    tenant.user("bo@acme.example", "101", place=tenant.away)
    tenant.user("cy@acme.example", "202", place=tenant.away)
    assert codes(tenant.ask(extension="202")["errors"]) == [4202]
    assert codes(tenant.ask(phoneNumber="")["errors"]) == [4202]
    assert 19713 in codes(tenant.ask()["impacts"])
    tenant.move({"userId": tenant.ana})
    assert tenant.person(tenant.ana) == (tenant.away, HOME, "")


def test_a_number_needs_the_same_carrier_and_no_main_number(client: Client, tenant: Tenant) -> None:
    client.carrier(tenant.org, tenant.away, "Global SIP Provider")
    assert codes(tenant.ask()["errors"]) == [10010005]
    assert codes(tenant.ask(phoneNumber=AWAY)["errors"]) == []
    client.control("pstn", {"location_id": tenant.away, "type": "NONE"})
    assert codes(tenant.ask()["errors"]) == [10010003]
    client.carrier(tenant.org, tenant.away)
    client.put(
        f"telephony/config/locations/{tenant.home}",
        {"callingLineId": {"phoneNumber": HOME}},
        204,
        orgId=tenant.org,
    )
    assert codes(tenant.ask()["errors"]) == [19604]


def test_one_job_of_an_organization_at_a_time(client: Client, tenant: Tenant) -> None:
    other = tenant.user("bo@acme.example", "102")
    first = client.post(JOBS, tenant.body({"userId": tenant.ana}), 201, orgId=tenant.org)["response"]["id"]
    client.post(JOBS, tenant.body({"userId": other}), 409, orgId=tenant.org)
    client.post(JOBS, tenant.body({"userId": other}, validate=True), 200, orgId=tenant.org)
    client.advance()
    second = client.post(JOBS, tenant.body({"userId": other}), 201, orgId=tenant.org)["response"]["id"]
    assert [job["id"] for job in client.get(JOBS, orgId=tenant.org)["items"]] == [second, first]
    assert client.get(JOBS)["items"] == [], "those of the partner's own organization"
    client.get(f"{JOBS}/{first}", 404)
    client.get(f"{JOBS}/unknown/errors", 404, orgId=tenant.org)


def test_bad_orders(client: Client, tenant: Tenant) -> None:
    ana, bo = {"userId": tenant.ana}, {"userId": tenant.user("bo@acme.example", "102")}
    (admin,) = (item for item in client.get("people", orgId=tenant.org)["items"] if item["emails"][0].startswith("it@"))
    wrong: list[tuple[int, dict[str, Any]]] = [
        (1026011, {"usersList": []}),
        (1026012, tenant.body()),
        (1026018, tenant.body(*({"userId": str(number)} for number in range(101)))),
        (1026019, tenant.body(ana, ana)),
        (1026020, tenant.body(ana, bo, validate=True)),
        (2150012, tenant.body({"userId": "unknown"})),
        (1026010, tenant.body({"userId": admin["id"]})),
        (1026013, tenant.body(ana, place=tenant.home)),
        (1026017, tenant.body({**ana, "phoneNumber": "5550101"})),
        (1026016, tenant.body({**ana, "phoneNumber": "", "extension": ""})),
        (1002, {"usersList": [{"locationId": tenant.away, "validate": "no", "users": [ana]}]}),
        (1002, {"usersList": [{"locationId": tenant.away, "users": [ana]}]}),
        (1002, tenant.body({**ana, "number": AWAY})),
    ]
    for code, body in wrong:
        assert client.post(JOBS, body, 400, orgId=tenant.org)["error"][0]["code"] == code
    assert codes(
        client.post(JOBS, tenant.body(ana, validate=True, place="nowhere"), orgId=tenant.org)["response"][0]["errors"]
    ) == [4152]
    assert client.get(JOBS, orgId=tenant.org)["items"] == []


@pytest.mark.parametrize("outcome", ["FAILED", "ABANDONED"])
def test_a_job_can_be_made_to_fail(client: Client, tenant: Tenant, outcome: str) -> None:
    client.control("settings", {"move_job_outcome": outcome, "update_delay": 0})
    job = tenant.move({"userId": tenant.ana})
    assert (job["latestExecutionStatus"], job["counts"]["skipped"]) == (outcome, 1)
    assert tenant.errors(job) == []
    assert tenant.person(tenant.ana)[0] == tenant.home
