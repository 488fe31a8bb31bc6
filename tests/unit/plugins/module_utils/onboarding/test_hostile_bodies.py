# SPDX-License-Identifier: GPL-3.0-or-later
"""Bodies that are no JSON of this world, words that steer a terminal, and people that are told in part."""

from __future__ import annotations

import json

import pytest

from ansible_collections.webex.wholesale.tests.unit.answering import Answering, Raw, Refusal
from ansible_collections.webex.wholesale.tests.unit.hostile_world import (
    ANA_ID,
    BARE,
    CALLING,
    CUSTOMERS,
    LOCATIONS,
    NUMBERS,
    OTHER,
    PEOPLE,
    SUBSCRIBERS,
    THERE,
    check_message,
    garbled,
    run_task,
)

RAW = {
    "deep lists": "[" * 100_000 + "]" * 100_000,
    "deep objects": '{"items": ' * 50_000 + "1" + "}" * 50_000,
    "not finished": '{"items": [',
    "a page for people": "<!DOCTYPE html><html><body>Sign in</body></html>",
    "a huge number": '{"items": ' + "1" * 10_000 + "}",
    "no number": "NaN",
    "infinite": '{"items": Infinity}',
    "half a character": '{"items": "\\ud800"}',
    "control characters": '{"items": "\x00\x1b[31m"}',
    "many characters": json.dumps({"items": "x" * 300_000}),
    "byte order mark": "\ufeff{}",
}


@pytest.mark.parametrize("body", RAW)
@pytest.mark.parametrize("task", ["users", "customer", "numbers", "admins"])
def test_a_body_that_cannot_be_read(task, body, clock):
    path = {"users": SUBSCRIBERS, "customer": CUSTOMERS, "numbers": NUMBERS, "admins": "/roles"}[task]
    result, writes = garbled(task, path, lambda _body: Raw(RAW[body]))
    assert writes == []
    assert result.failed
    check_message(result.message)


ESCAPE = "\x1b[2J\x07\u202eAcme\n\n\x00"


@pytest.mark.parametrize("kind", [dict, Refusal])
@pytest.mark.parametrize("member", ["description", "errorCode"])
def test_what_webex_says_does_not_steer_the_terminal(member, kind, clock):
    errors = [{"description": "no", "errorCode": "1", member: ESCAPE}]
    service = Answering({**BARE, ("POST", f"{CUSTOMERS}/validate"): kind(message="failed", errors=errors)})
    check_message(run_task("customer", service).message)


def test_a_tracking_id_does_not_steer_the_terminal(clock):
    service = Answering({**BARE, ("POST", CUSTOMERS): Refusal(message="no", trackingId=ESCAPE)})
    check_message(run_task("customer", service).message)


def test_names_of_webex_do_not_steer_the_terminal(clock):
    depot = {"id": "D1", "name": f"Depot{ESCAPE}"}
    service = Answering(
        {
            **THERE,
            ("GET", LOCATIONS): {"items": [*THERE["GET", LOCATIONS]["items"], depot]},
            ("GET", CALLING): {"locations": [*THERE["GET", CALLING]["locations"], depot]},
        }
    )
    # Nothing says that calling can be switched off there, so its removal fails.
    result = run_task("locations_prune", service)
    assert result.failed
    assert "Depot" in result.message
    check_message(result.message)


PERSON = {
    "roles are a text": {"roles": "F"},
    "roles are an object": {"roles": {"0": "F"}},
    "roles hold objects": {"roles": [{"id": "U"}]},
    "licenses are a text": {"licenses": "LIC1"},
    "emails are a text": {"emails": "ana@acme.example"},
    "numbers are an object": {"phoneNumbers": {"type": "work", "value": "+14085550101"}},
}


@pytest.mark.parametrize("how", PERSON)
def test_a_person_that_cannot_be_read_is_not_written_back(how, clock):
    path = f"{PEOPLE}/{ANA_ID}"
    result, writes = garbled("admins", path, lambda body: {**body, **PERSON[how]}, OTHER)
    assert writes == []
    assert result.failed
