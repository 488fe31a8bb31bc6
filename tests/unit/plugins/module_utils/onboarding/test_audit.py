# SPDX-License-Identifier: GPL-3.0-or-later
"""Which events of the audit log are about what differs."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.audit import (
    AuditEvent,
    authors_of,
    unnamed_text,
)

ANA, NUMBER = ("user", "ana@acme.example"), ("number", "+14085550101")


def event(text="", target="", at="2026-11-27T15:18:43.000Z", name="Kim Ray", email="kim@acme.example"):
    return AuditEvent(at, name, email, target, "", text)


@pytest.mark.parametrize(
    ("identity", "found"),
    [
        ("ana@acme.example", event("Kim changed ANA@acme.example.")),
        ("ana@acme.example", event("changed a user", "ana@acme.example")),
        ("+14085550101", event("removed +14085550101, +14085550102")),
        ("Head Office", event("updated location head  office")),
    ],
)
def test_an_event_names_its_object(identity, found):
    assert found.names(identity)


@pytest.mark.parametrize(
    ("identity", "other"),
    [
        ("ana@acme.example", event("changed susana@acme.example")),
        ("ana@acme.example", event("changed ana@acme.example-two")),
        ("+14085550101", event("removed +140855501011")),
        ("Pier", event("updated location Pier-2 of the Piers")),
        ("a.b", event("updated axb")),
    ],
)
def test_longer_names_are_other_objects(identity, other):
    assert not other.names(identity)


def test_the_most_recent_events_of_each_object():
    events = [event(f"{hour} ana@acme.example", at=f"2026-11-27T0{hour}:00:00.000Z") for hour in (1, 5, 2, 4)]
    found = authors_of([ANA, NUMBER, ANA], events)
    assert [(row["kind"], row["identity"], row["at"][11:13]) for row in found.rows] == [
        (*ANA, "05"),
        (*ANA, "04"),
        (*ANA, "02"),
    ]
    assert found.rows[0]["who"] == "Kim Ray <kim@acme.example>"
    assert found.unnamed == (NUMBER,)
    text = "Webex's audit log of the last 30 days names nobody who has changed number +14085550101."
    assert unnamed_text(found.unnamed, 30) == text
    assert unnamed_text((), 30) == ""


@pytest.mark.parametrize(
    ("name", "email", "who"),
    [("", "kim@acme.example", "kim@acme.example"), ("Kim", "", "Kim"), ("", "", "somebody")],
)
def test_an_actor_with_less_than_all(name, email, who):
    assert event(name=name, email=email).who == who
