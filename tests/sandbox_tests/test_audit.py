# SPDX-License-Identifier: GPL-3.0-or-later
"""The audit log: who changed what in an organization."""

from __future__ import annotations

import pytest

from .support import Client

WHOLE = {"from": "2000-01-01T00:00:00Z", "to": "2999-01-01T00:00:00.000Z"}


@pytest.fixture
def org(client: Client) -> str:
    """Return an organization with a user and a location."""
    customer = client.customer()
    client.subscribe(customer)
    client.branch(customer["orgId"], name="Pier")
    return str(customer["orgId"])


def events(client: Client, **query: str) -> list[dict[str, str]]:
    """Return what the log has."""
    items = client.get("adminAudit/events", **{**WHOLE, **query})["items"]
    return [item["data"] for item in items]


def test_every_change_is_in_it_with_its_object_the_most_recent_first(client: Client, org: str) -> None:
    person = client.get("people", orgId=org, email="ana@acme.example")["items"][0]
    client.put(f"people/{person['id']}", {"displayName": "Ana D."})
    client.get(f"people/{person['id']}")
    client.put(f"people/{person['id']}", {}, 400)
    first, *others = events(client, orgId=org)
    assert (first["targetName"], first["eventCategory"]) == ("ana@acme.example", "USERS")
    assert first["actionText"].endswith("updated user ana@acme.example")
    assert [row["targetName"] for row in others] == ["Pier", "ana@acme.example"]
    assert others[1]["actionText"].endswith("added user ana@acme.example")


def test_it_is_asked_for_an_organization_a_time_and_categories(client: Client, org: str) -> None:
    assert events(client, orgId=org, eventCategories="USERS")
    assert not events(client, orgId=org, eventCategories="LOGINS")
    assert not events(client, orgId=org, to="2000-01-01T00:00:01Z")
    assert len(events(client, orgId=org, max="1")) == 1
    for name in ("orgId", "from", "to"):
        query = {key: value for key, value in {**WHOLE, "orgId": org}.items() if key != name}
        client.get("adminAudit/events", 400, **query)
    client.get("adminAudit/events", 400, **{**WHOLE, "orgId": org, "from": "yesterday"})
