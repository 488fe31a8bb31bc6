# SPDX-License-Identifier: GPL-3.0-or-later
"""Judges what the sandbox holds against what was declared; pure, every finding a sentence.

The state is that of `/_sandbox/state`, what is expected that of `Tenant.expected`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

State = dict[str, Any]


def findings(state: State, expected: State) -> list[str]:
    """Everything that is wrong."""
    return [*duplicates(state), *lost(state, expected), *strangers(state, expected)]


# ---- what is there twice -------------------------------------------------------------------------


def duplicates(state: State) -> list[str]:
    """What exists twice under a key of which there may be one."""
    customers = state["customers"]
    found = [
        *_twice("customers with external id", (customer["external_id"] for customer in customers)),
        *_twice("templates named", (row["name"] for row in _templates(state))),
        *_twice("people with e-mail", (person["email"].casefold() for person in state["people"])),
        *_twice("subscribers with e-mail", (row["email"].casefold() for row in _all(customers, "subscribers"))),
        *_twice("locations with number", (row["number"] for row in _all(_all(customers, "locations"), "numbers"))),
        *_twice("people with number", (row["number"] for row in _all(customers, "users"))),
    ]
    for customer in customers:
        of = f"of {customer['external_id']}"
        found += _twice(f"locations {of} named", (place["name"].casefold() for place in customer["locations"]))
        extensions = ((row["location"], row["extension"]) for row in customer["users"] if row["extension"])
        found += _twice(f"people {of} with location and extension", extensions)
    return found


def _twice(what: str, keys: Iterable[Any]) -> list[str]:
    counts = Counter(key for key in keys if key is not None)
    return [f"duplicate: {count} {what} {key}" for key, count in counts.items() if count > 1]


def _all(rows: Iterable[State], member: str) -> Iterator[State]:
    return (item for row in rows for item in row[member])


def _templates(state: State) -> list[State]:
    """Those that a run makes; the ones made by hand were there before."""
    return [template for template in state["templates"] if template["made_by"] == "template service"]


# ---- what is missing or different ----------------------------------------------------------------


def lost(state: State, expected: State) -> list[str]:
    """What was declared and is missing or different, field by field."""
    names = {row["name"] for row in _templates(state)}
    found = [f"lost: template {name} is missing" for name in expected["templates"] if name not in names]
    present = _customers(state)
    for key, wanted in expected["customers"].items():
        customer = present.get(key)
        if customer is None:
            found.append(f"lost: customer {key} is missing")
            continue
        found += _different(f"customer {key}", customer, wanted, _CUSTOMER_FIELDS)
        for kind, view in _PARTS.items():
            found += _missing(kind, view(customer), wanted[_PART_NAMES[kind]], key)
    return found


def _missing(kind: str, present: dict[str, Any], wanted: dict[str, Any], of: str) -> list[str]:
    found = []
    for key, fields in wanted.items():
        name = f"{kind} {key} of {of}"
        if key not in present:
            found.append(f"lost: {name} is missing")
        elif isinstance(fields, dict):
            found += _different(name, present[key], fields, fields)
        elif fields != present[key]:
            found.append(f"lost: {name} is {present[key]!r}, not {fields!r}")
    return found


def _different(name: str, present: State, wanted: State, fields: Iterable[str]) -> list[str]:
    return [
        f"lost: {name}: {field} is {present[field]!r}, not {wanted[field]!r}"
        for field in fields
        if present[field] != wanted[field]
    ]


# ---- what nobody declared ------------------------------------------------------------------------


def strangers(state: State, expected: State) -> list[str]:
    """What is there and was not declared."""
    found = _strange("template", (row["name"] for row in _templates(state)), expected["templates"])
    own = {state["partner"]["org_id"], *(customer["org_id"] for customer in state["customers"])}
    found += [
        f"stranger: organization {org['name']} is no customer's"
        for org in state["organizations"]
        if org["managed"] and org["org_id"] not in own
    ]
    found += _strange("customer", _customers(state), expected["customers"])
    for key, customer in _customers(state).items():
        wanted = expected["customers"].get(key)
        if wanted is None:
            continue
        for kind, view in _PARTS.items():
            found += _strange(kind, view(customer), wanted[_PART_NAMES[kind]], f" of {key}")
        people = (person["email"] for person in customer["users"])
        found += _strange("person", people, wanted["users"], f" of {key}")
    return found


def _strange(kind: str, present: Iterable[str], wanted: Iterable[str], of: str = "") -> list[str]:
    known = set(wanted)
    return [f"stranger: {kind} {key}{of} was not declared" for key in present if key not in known]


# ---- the state in the shape of what is expected --------------------------------------------------

_CUSTOMER_FIELDS = ("name", "status", "packages", "template", "country")
_PART_NAMES = {"location": "locations", "user": "users", "administrator": "administrators"}


def _customers(state: State) -> dict[str, State]:
    return {row["external_id"]: {**row, "packages": sorted(row["packages"])} for row in state["customers"]}


def _locations(customer: State) -> dict[str, State]:
    return {place["name"]: _location(place) for place in customer["locations"]}


def _location(place: State) -> State:
    pstn = place["pstn"] or {}
    return {
        "calling": place["calling"],
        "pstn": pstn.get("route") or pstn.get("name"),
        "main_number": place["main_number"],
        "numbers": sorted(row["number"] for row in place["numbers"] if row["state"] == "ACTIVE"),
    }


def _users(customer: State) -> dict[str, State]:
    return {row["email"]: row for row in customer["subscribers"]}


def _administrators(customer: State) -> dict[str, list[str]]:
    return {row["email"]: sorted(map(str.casefold, row["roles"])) for row in customer["administrators"]}


_PARTS: dict[str, Callable[[State], dict[str, Any]]] = {
    "location": _locations,
    "user": _users,
    "administrator": _administrators,
}
