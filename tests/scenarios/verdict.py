# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares what Webex has before and after a run with the declaration, and with the actions of the run. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

State = Mapping[str, Any]
Action = Mapping[str, Any]


@dataclass(frozen=True)
class Objects:
    """The objects of a customer, each as far as the declaration can change it; locations by ID, since names change."""

    locations: Mapping[str, Mapping[str, Any]]
    numbers: Mapping[str, str]
    owners: Mapping[str, str]
    users: Mapping[str, Mapping[str, Any]]

    @classmethod
    def of(cls, state: State | None) -> Objects:
        """Take them from the sandbox's own account of a customer."""
        if state is None:
            return cls({}, {}, {}, {})
        sites = state["locations"]
        ids = {site["name"]: site["id"] for site in sites}
        listed = [(row, site["id"]) for site in sites for row in site["numbers"]]
        return cls(
            {site["id"]: {key: site[key] for key in site if key not in ("numbers", "id")} for site in sites},
            {row["number"]: place for row, place in listed},
            {row["number"]: row["owner"] for row, _place in listed if row["owner"]},
            {
                row["email"].casefold(): {
                    **{key: row[key] for key in ("name", "package", "number", "extension", "roles")},
                    "location": ids.get(row["location"]),
                }
                for row in state["subscribers"]
            },
        )


def unexplained(before: Objects, after: Objects, actions: Sequence[Action]) -> Iterator[str]:
    """Changes of objects that no action names."""
    named = {(action["kind"], action["identity"].casefold()) for action in actions}
    touched = {email for email in {*before.users, *after.users} if before.users.get(email) != after.users.get(email)}
    for email in sorted(touched):
        here, there = before.users.get(email), after.users.get(email)
        roles_only = bool(here and there) and {**(here or {}), "roles": 0} == {**(there or {}), "roles": 0}
        if ("administrator" if roles_only else "user", email) not in named:
            yield f"user {email}: {here} became {there}"
    for number in sorted({*before.numbers, *after.numbers}):
        went = before.numbers.get(number) != after.numbers.get(number)
        owner = before.owners.get(number, "").casefold()
        carried = ("user", owner) in named and number in after.numbers
        closed = before.numbers.get(number, "") in before.locations.keys() - after.locations.keys()
        if went and ("number", number) not in named and not carried and not (closed and number not in after.numbers):
            yield f"number {number} went from {before.numbers.get(number)} to {after.numbers.get(number)}"
    for place in sorted({*before.locations, *after.locations}):
        here, there = before.locations.get(place), after.locations.get(place)
        names = {str(site["name"]).casefold() for site in (here, there) if site}
        if here != there and not any((kind, name) in named for kind in ("location", "pstn") for name in names):
            yield f"location {sorted(names)}: {here} became {there}"


def unmet(declared: Mapping[str, Any], after: Objects) -> Iterator[str]:
    """What is declared and not there."""
    ids = {str(site["name"]): place for place, site in after.locations.items()}
    for location in declared.get("webex_locations") or ():
        place = ids.get(location["name"])
        if place is None:
            yield f"location {location['name']} is not there"
            continue
        for number in location.get("numbers") or ():
            if after.numbers.get(number) != place:
                yield f"number {number} is at {after.numbers.get(number)}, not at {location['name']}"
        main = location.get("main_number")
        if main and after.locations[place]["main_number"] != main:
            yield f"the main number of {location['name']} is {after.locations[place]['main_number']}, not {main}"
        if location.get("pstn") and not after.locations[place]["pstn"]:
            yield f"location {location['name']} has no connection"
    for row in declared.get("webex_users") or ():
        found = after.users.get(row["email"].casefold())
        if found is None:
            yield f"user {row['email']} is not there"
            continue
        wanted = {key: row[key] for key in ("package", "number", "extension") if key in row}
        if row.get("location"):
            wanted["location"] = ids.get(row["location"])
        wrong = {key: found[key] for key, value in wanted.items() if (found[key] or None) != value}
        if wrong:
            yield f"user {row['email']} has {wrong}, not {wanted}"


def lost(declared: Mapping[str, Any], before: Objects, after: Objects) -> list[str]:
    """Declared numbers that the customer had, and has no longer."""
    wanted = {number for site in declared.get("webex_locations") or () for number in site.get("numbers") or ()}
    return sorted(wanted & before.numbers.keys() - after.numbers.keys())


def left_over(declared: Mapping[str, Any], after: Objects) -> Iterator[str]:
    """What is not declared, and would have to be gone."""
    prune = declared.get("webex_prune") or ()
    if "users" in prune and declared.get("webex_users") is not None:
        kept = {row["email"].casefold() for row in declared["webex_users"]}
        kept |= {row["email"].casefold() for row in declared.get("webex_admins") or ()}
        kept.add(declared["webex_customer"]["admin_email"].casefold())
        yield from (f"user {email} is still there" for email in sorted(after.users.keys() - kept))
