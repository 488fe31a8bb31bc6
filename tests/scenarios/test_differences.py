# SPDX-License-Identifier: GPL-3.0-or-later
"""Every field of every object: a change by hand is found as exactly that, is left alone while it is tolerated, and is
put right by a run otherwise."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._declare.checked import checked
from ansible_collections.webex.wholesale.plugins.module_utils._engine.result import Result
from ansible_collections.webex.wholesale.plugins.module_utils._engine.runner import run
from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.customer_plan import CustomerPlanOperation
from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.drift import DriftOperation
from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.options import CUSTOMER_PLAN, DRIFT_INFO
from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.steps import BY_NAME
from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.tolerances import TOLERABLE
from tests.functional.support import CARRIER, TEMPLATE, TOKEN, Sandbox, address, customer, location, user, writes

from .by_hand import Change, Hand
from .carrying_out import carry_out

KEY = "acme"
HQ, SITE = "Head Office", "Pier"
HOME, ANAS, SPARE = "+12095550100", "+12095550101", "+12095550102"
AWAY, MORE = "+12095550200", "+12095550201"
ANA, LEO, MAX = f"ana@{KEY}.example", f"leo@{KEY}.example", f"max@{KEY}.example"
SETTINGS = {"outside_dial_digit": "9", "routing_prefix": "8"}
DETAILS = {"external_caller_id_name": "Acme", "emergency_location_identifier": "pier"}
DECLARED: dict[str, Any] = {
    "webex_customer": customer(
        KEY, template=TEMPLATE["name"], allow_package_removal=True, address=address(line2="Floor 1")
    ),
    "webex_onboarding_templates": [TEMPLATE],
    "webex_locations": [
        {"name": HQ, "pstn": CARRIER, "numbers": [HOME, ANAS, SPARE], "main_number": HOME},
        location(
            SITE,
            pstn=CARRIER,
            numbers=[AWAY, MORE],
            main_number=AWAY,
            address=address(line2="Dock 1"),
            **SETTINGS,
            **DETAILS,
        ),
    ],
    "webex_users": [
        user(ANA, "101", number=ANAS, location=HQ, display_name="Ana D.", title="Cook", department="Kitchen"),
        user(LEO, "102", location=HQ),
        user(MAX),
    ],
    "webex_admins": [{"email": ANA, "roles": ["User administrator"]}],
    "webex_prune": ["users", "numbers", "admins"],
    "webex_prune_max_percent": 100,
    "webex_prune_numbers_max_percent": 100,
    "webex_prune_admins_max_percent": 100,
    "webex_compare_name": True,
    "webex_compare_location_details": True,
    "webex_exclusive_roles": True,
}


@dataclass(frozen=True)
class Case:
    """A change by hand.

    Attributes:
        kind, identity, fields: What differs then; no fields for an object that is missing or not declared.
        by_hand: Makes it.
    """

    kind: str
    identity: str
    fields: tuple[str, ...]
    by_hand: Change

    @property
    def name(self) -> str:
        return f"{self.kind}-{'-'.join(self.fields) or self.identity}"

    @property
    def tolerance(self) -> dict[str, Any]:
        """A declaration that tolerates it."""
        fields = {"fields": list(self.fields)} if self.fields else {}
        named = {} if self.kind == "customer" else {"name": self.identity.upper()}
        return {"object": self.kind, **named, **fields, "reason": "by hand", "until": "2999-12-31"}


def _cases() -> Iterator[Case]:
    present = {"addressLine1": "771 Alder Drive", "addressLine2": "Floor 1", "city": "Milpitas"}
    present |= {"stateOrProvince": "CA", "zipOrPostalCode": "95035", "country": "US"}
    for key, wire, value in (
        ("line1", "addressLine1", "9 Other Street"),
        ("line2", "addressLine2", "Floor 2"),
        ("city", "city", "Fremont"),
        ("state", "stateOrProvince", "NV"),
        ("postal_code", "zipOrPostalCode", "94536"),
    ):
        changed = {**present, wire: value}
        yield Case("customer", KEY, (f"address.{key}",), lambda hand, new=changed: hand.change_customer(address=new))
    yield Case("customer", KEY, ("packages",), lambda hand: hand.change_customer(packages=[*PACKAGES, "webex_voice"]))
    yield Case("customer", KEY, ("name",), lambda hand: hand.rename("Acme Pizza"))
    for key, wire, value in (
        ("line1", "address1", "9 Other Street"),
        ("line2", "address2", "Dock 2"),
        ("city", "city", "Fremont"),
        ("state", "state", "NV"),
        ("postal_code", "postalCode", "94536"),
    ):
        part = {wire: value}
        yield Case(
            "location", SITE, (f"address.{key}",), lambda hand, new=part: hand.change_location(SITE, address=new)
        )
    yield Case("location", SITE, ("name",), lambda hand: hand.change_location(SITE, name="PIER"))
    yield Case("location", SITE, ("timezone",), lambda hand: hand.change_location(SITE, timeZone="America/Denver"))
    for key, wire, value in (
        ("language", "announcementLanguage", "fr_fr"),
        ("outside_dial_digit", "outsideDialDigit", "8"),
        ("routing_prefix", "routingPrefix", "77"),
        ("external_caller_id_name", "externalCallerIdName", "Other"),
        ("emergency_location_identifier", "pAccessNetworkInfo", "quay"),
    ):
        setting = {wire: value}
        yield Case("location", SITE, (key,), lambda hand, new=setting: hand.change_calling(SITE, **new))
    yield Case(
        "location", SITE, ("main_number",), lambda hand: hand.change_calling(SITE, callingLineId={"phoneNumber": MORE})
    )
    yield Case("pstn", SITE, ("connection",), lambda hand: hand.connect(SITE, type="NON_INTEGRATED_CCP", name=OTHER))
    yield Case("number", MORE, ("state",), lambda hand: hand.numbers("PUT", SITE, MORE, action="DEACTIVATE"))
    yield Case("number", MORE, ("location",), _move_number)
    yield Case("number", MORE, (), lambda hand: hand.numbers("DELETE", SITE, MORE))
    yield Case("number", "+12095550109", (), lambda hand: hand.numbers("POST", HQ, "+12095550109", state="ACTIVE"))
    for key, wire, value in (
        ("first_name", "firstName", "Anna"),
        ("last_name", "lastName", "Dias"),
        ("display_name", "displayName", "Chef"),
        ("title", "title", "Chef"),
        ("department", "department", None),
        ("extension", "extension", "105"),
    ):
        new = {wire: value}
        yield Case("user", ANA, (key,), lambda hand, new=new: hand.change_person(ANA, **new))
    phone = [{"type": "work", "value": SPARE}]
    yield Case("user", ANA, ("number",), lambda hand: hand.change_person(ANA, phoneNumbers=phone))
    yield Case("user", LEO, ("location",), lambda hand: hand.move(LEO, SITE))
    # Number and extension go with calling.
    yield Case("user", LEO, ("extension", "package"), lambda hand: hand.change_package(LEO, "webex_meetings"))
    yield Case("user", MAX, (), lambda hand: hand.remove(MAX))
    yield Case("user", "eve@acme.example", (), _add_user)
    yield Case("administrator", ANA, ("roles",), lambda hand: hand.roles(ANA, "Device Administrator"))
    yield Case("administrator", MAX, (), lambda hand: hand.roles(MAX, "Device Administrator"))


PACKAGES, OTHER = DECLARED["webex_customer"]["packages"], "Other Carrier"


def _move_number(hand: Hand) -> None:
    hand.numbers("DELETE", SITE, MORE)
    hand.numbers("POST", HQ, MORE, state="ACTIVE")


def _add_user(hand: Hand) -> None:
    parameters = {"firstName": "Eve", "lastName": "Ray"}
    body = {"customerId": hand.customer["id"], "email": "eve@acme.example", "package": "webex_meetings"}
    hand.call("POST", "/wholesale/subscribers", {**body, "provisioningParameters": parameters})


CASES = tuple(_cases())


def compare(sandbox: Sandbox, declared: dict[str, Any]) -> Result:
    """Look for drift, without a write."""
    mark = sandbox.mark()
    inputs = checked(DRIFT_INFO, {"declaration": declared, "all_differences": True})
    found = run(DriftOperation, {**inputs, "api_url": sandbox.url, "access_token": TOKEN}, check_mode=False)
    assert not found.failed, found.message
    assert writes(sandbox.journal(mark)) == []
    return found


def named(rows: list[dict[str, Any]]) -> list[tuple[str, str, tuple[str, ...]]]:
    """Kind, identity and fields of differences."""
    fields: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        names = fields.setdefault((row["kind"], row["identity"]), [])
        names += [row["field"]] if row.get("field") else []
    return [(kind, identity, tuple(sorted(names))) for (kind, identity), names in fields.items()]


def left(result: Result) -> list[tuple[str, str, tuple[str, ...]]]:
    """The same of what is tolerated."""
    return [
        (row["kind"], row["identity"], tuple(sorted(row["fields"])) if row["action"] == "update" else ())
        for row in result.objects.get("tolerated", [])
    ]


@pytest.fixture(scope="module")
def made(sandbox: Sandbox, tmp_path_factory: pytest.TempPathFactory) -> Sandbox:
    """A sandbox with the customer as it is declared."""
    done = carry_out(sandbox.url, DECLARED)
    assert not done.failed, done.text
    assert compare(sandbox, DECLARED).objects["all_differences"] == []
    return sandbox


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_change_by_hand(made: Sandbox, case: Case) -> None:
    expected = (case.kind, case.identity, case.fields)
    case.by_hand(Hand(made, KEY))
    found = compare(made, DECLARED)
    assert named(found.objects["all_differences"]) == [expected]
    assert not found.warnings

    tolerant = {**copy.deepcopy(DECLARED), "webex_tolerated": [case.tolerance]}
    alone = compare(made, tolerant)
    assert (alone.objects["all_differences"], alone.warnings) == ([], [])
    assert left(alone) == [expected]
    assert alone.objects["tolerated"][0]["reason"] == "by hand"
    mark = made.mark()
    for check_mode in (True, False):
        outcome = carry_out(made.url, tolerant, check_mode=check_mode)
        assert (outcome.text, outcome.actions) == ("", [])
        assert [row for result in outcome.results for row in left(result)] == [expected]
    assert writes(made.journal(mark)) == []

    done = carry_out(made.url, DECLARED)
    assert not done.failed, done.text
    assert compare(made, DECLARED).objects["all_differences"] == []
    idle = compare(made, tolerant)
    assert [text for text in idle.warnings if "has to be tolerated" in text], idle.warnings
    assert "tolerated" not in idle.objects


def test_a_saved_plan_leaves_it_alone_too(made: Sandbox) -> None:
    case = next(case for case in CASES if case.fields == ("title",))
    tolerant = {**copy.deepcopy(DECLARED), "webex_tolerated": [case.tolerance]}
    case.by_hand(Hand(made, KEY))
    plans = {}
    for name, declared in (("strict", DECLARED), ("tolerant", tolerant)):
        inputs = checked(CUSTOMER_PLAN, {"declaration": declared, "steps": ["customer", *BY_NAME]})
        session = {"api_url": made.url, "access_token": TOKEN}
        plans[name] = run(CustomerPlanOperation, {**inputs, **session}, check_mode=True)
    assert len(plans["strict"].objects["setup_actions"]) == 1
    assert plans["tolerant"].objects["setup_actions"] == plans["tolerant"].objects["plan"]["actions"] == []
    assert left(plans["tolerant"]) == [("user", ANA, ("title",))]


def test_no_field_is_forgotten() -> None:
    compared = {(case.kind, name) for case in CASES for name in case.fields}
    # A place does not change its country, and the whole address is no field of its own.
    passed_over = {"address", "address.country"}
    assert compared == {(kind, name) for kind, names in TOLERABLE.items() for name in names if name not in passed_over}
