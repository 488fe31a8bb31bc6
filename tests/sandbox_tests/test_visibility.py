# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists that do not show a new object at once."""

from __future__ import annotations

from typing import Any

from .support import Client, order


def test_new_objects_are_missing_from_lists_for_a_while(client: Client) -> None:
    client.control("settings", {"invisible_after_create": 30, "provisioning_delay": 0})
    acme = client.get(f"wholesale/customers/{client.order()}")
    query = {"orgId": acme["orgId"]}
    head = next(iter(client.sandbox.world.organizations[acme["orgId"]].locations))
    client.stock(head, "+14085550101")
    wanted = {"extension": "101", "locationId": head}
    ana = client.subscribe(acme, provisioningParameters=wanted)
    lists: list[tuple[str, str, dict[str, str], int]] = [
        ("wholesale/customers", "items", {}, 1),
        ("wholesale/customers", "items", {"externalId": "acme-0001"}, 1),
        ("wholesale/subscribers", "items", {"email": "ana@acme.example"}, 1),
        ("people", "items", query, 2),
        ("people", "items", query | {"email": "ana@acme.example"}, 1),
        ("people", "items", {"id": ana["personId"]}, 1),
        ("locations", "items", query, 1),
        ("telephony/config/locations", "locations", query, 1),
        ("telephony/config/numbers", "phoneNumbers", query, 2),
    ]
    for path, member, more, _ in lists:
        assert client.get(path, **more)[member] == [], path
    for path in (
        f"wholesale/customers/{acme['id']}",
        f"wholesale/subscribers/{ana['id']}",
        f"people/{ana['personId']}",
    ):
        client.get(path)
    client.get(f"locations/{head}", **query)
    client.get(f"telephony/config/locations/{head}", **query)
    client.advance(31)
    for path, member, more, count in lists:
        assert len(client.get(path, **more)[member]) == count, path


def test_what_is_not_listed_is_still_taken(client: Client, acme: dict[str, Any]) -> None:
    client.control("settings", {"invisible_after_create": 30})
    body = {"emails": ["new@acme.example"], "orgId": acme["orgId"]}
    client.post("people", body)
    client.post("people", body, 409)
    client.post("wholesale/customers", order(externalId="two"), 202)
    assert client.get("wholesale/customers", externalId="two")["items"] == []
