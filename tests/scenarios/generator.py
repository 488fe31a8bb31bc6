# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes up scenarios: what Webex has, and what the inventory says after some edits. Pure; a seed gives one scenario."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from tests.functional.support import CARRIER, TEMPLATE, customer, location, user

from .edits import EDITS, HQ, SITES, Edited, free_numbers

Variables = dict[str, Any]
Accepts = Callable[[str, Variables], bool]
# Edits that the offline check refuses are made up anew.
_TRIES = 40
_ROLES = ("User administrator", "Device administrator", "Read-only administrator", "Support administrator")


@dataclass(frozen=True)
class Scenario:
    """One customer.

    Attributes:
        key: Its external ID.
        before: A declaration of everything that Webex has, also of what was made by hand.
        after: The declaration that is carried out.
        by_hand: Names of locations without calling that another service has made.
        is_new: Webex does not have the customer yet, and nothing of `before`.
        from_file: The users are declared in a CSV file.
        number_delay: Seconds that a number stays in use after its owner gave it up.
        edits: What was edited.
        refused: How often the offline check refused edits.
    """

    key: str
    before: Variables
    after: Variables
    by_hand: tuple[str, ...]
    edits: tuple[str, ...]
    refused: int
    is_new: bool = False
    from_file: bool = False
    number_delay: float = 0.0

    def __str__(self) -> str:
        return f"{self.key}: {', '.join(self.edits)}"


def scenario(seed: int, accepts: Accepts) -> Scenario:
    """The scenario of a seed.

    Parameters:
        accepts: The offline check of a declaration by external ID.
    """
    chance = Random(seed)
    key = f"customer{seed}"
    declared = _declared(chance, key, seed)
    before, by_hand = _at_webex(chance, declared)
    for tries in range(_TRIES):
        edited = Edited(copy.deepcopy(declared), chance)
        names = _edit(edited, chance)
        after = {**edited.variables, **_settings(chance)}
        if names and accepts(key, after):
            return Scenario(key, before, after, by_hand, names, tries, **_circumstances(seed, after))
    return Scenario(key, before, declared, by_hand, (), _TRIES)


def _circumstances(seed: int, after: Variables) -> dict[str, Any]:
    """What is the same for any declaration; of chances of their own, so that a seed stays the scenario that it was."""
    chance = Random(f"circumstances {seed}")
    # An empty cell of a file is a key that is not managed: a file has no nulls.
    tellable = all(value is not None for row in after["webex_users"] for value in row.values())
    return {
        "is_new": chance.random() < 0.15,
        "from_file": tellable and chance.random() < 0.2,
        "number_delay": 0.008 if chance.random() < 0.15 else 0.0,
    }


def _edit(edited: Edited, chance: Random) -> tuple[str, ...]:
    wanted = chance.choice((1, 1, 2, 2, 3, 4))
    return tuple(name for name in chance.sample(list(EDITS), wanted) if EDITS[name](edited))


def _declared(chance: Random, key: str, seed: int) -> Variables:
    """A customer with one to three locations, and the people who work there."""
    sites = [HQ, *SITES[: chance.choice((0, 1, 1, 2))]]
    prefix = f"+1209{200 + seed % 700}"
    locations = []
    for index, name in enumerate(sites):
        numbers = [f"{prefix}{index}{place}{chance.randrange(10)}0" for place in range(chance.randrange(6))]
        more: Variables = {"pstn": CARRIER, "numbers": numbers} if numbers else {}
        if numbers and chance.random() < 0.8:
            more["main_number"] = numbers[0]
        locations.append({"name": HQ, **more} if name == HQ else location(name, **more))
    declared: Variables = {
        "webex_customer": customer(key, template=TEMPLATE["name"]),
        "webex_onboarding_templates": [TEMPLATE],
        "webex_locations": locations,
        "webex_users": [],
        "webex_admins": [],
    }
    for index in range(chance.randrange(7)):
        declared["webex_users"].append(_person(chance, declared, f"user{index}@{key}.example", index))
    for row in chance.sample(declared["webex_users"], min(len(declared["webex_users"]), chance.choice((0, 0, 1, 2)))):
        declared["webex_admins"].append({"email": row["email"], "roles": [chance.choice(_ROLES)]})
    return declared


def _person(chance: Random, declared: Variables, email: str, index: int) -> Variables:
    if chance.random() < 0.25:
        return user(email, **({"title": "Buyer"} if chance.random() < 0.5 else {}))
    place = chance.choice(declared["webex_locations"])
    row = user(email, str(100 + index), location=place["name"])
    free = free_numbers(declared, place)
    if free and chance.random() < 0.7:
        row["number"] = chance.choice(free)
        if chance.random() < 0.25:
            del row["extension"]
    if place["name"] == HQ and chance.random() < 0.3:
        del row["location"]
    return row


def _at_webex(chance: Random, declared: Variables) -> tuple[Variables, tuple[str, ...]]:
    """What Webex has: the same, with objects made by hand, with other spellings, or half of it."""
    there = copy.deepcopy(declared)
    sites: list[Variables] = there["webex_locations"]
    if len(sites) > 1 and chance.random() < 0.2:
        site = sites[-1]
        spelling = chance.choice((str.upper, str.lower))(site["name"])
        for row in there["webex_users"]:
            row.update({"location": spelling} if row.get("location") == site["name"] else {})
        site["name"] = spelling
    if chance.random() < 0.15:
        _leave_half(chance, there)
    if chance.random() < 0.3:
        sites[0].setdefault("pstn", CARRIER)
        prefix = declared["webex_customer"]["external_id"].removeprefix("customer")
        number = f"+1209{200 + int(prefix) % 700}9110"
        sites[0]["numbers"] = [*sites[0].get("numbers", ()), number]
        stranger = f"stranger@{declared['webex_customer']['external_id']}.example"
        there["webex_users"].append(user(stranger, "190", location=HQ, number=number))
    if chance.random() < 0.1:
        there["webex_users"].append(user(f"guest@{declared['webex_customer']['external_id']}.example"))
    if chance.random() < 0.1:
        sites.append(location("Storage"))
    return there, ("Lobby",) if chance.random() < 0.1 else ()


def _leave_half(chance: Random, there: Variables) -> None:
    """A first run that did not come to its end."""
    site = chance.choice(there["webex_locations"])
    gone = set(site.get("numbers", ()))
    for name in ("pstn", "numbers", "main_number"):
        site.pop(name, None)
    for row in there["webex_users"]:
        if row.get("number") in gone:
            del row["number"]
            row.setdefault("extension", str(150 + len(gone)))
            gone.add(row["email"])
    if there["webex_users"] and chance.random() < 0.5:
        lost = there["webex_users"].pop()["email"]
        there["webex_admins"] = [row for row in there["webex_admins"] if row["email"] != lost]


def _settings(chance: Random) -> Variables:
    """What may be removed; the limits are open mostly, since the customers are small."""
    kinds = ["users", "numbers", "locations"]
    prune = chance.choice((kinds, kinds, kinds, ["numbers"], ["users", "numbers"], chance.sample(kinds, 1), []))
    settings: Variables = {"webex_prune": prune} if prune or chance.random() < 0.5 else {}
    if chance.random() < 0.95:
        limits = ("webex_prune_max_percent", "webex_prune_numbers_max_percent", "webex_prune_locations_max_percent")
        settings |= {**dict.fromkeys(limits, 100), "webex_prune_locations_max_count": 5}
    if chance.random() < 0.1:
        settings["webex_exclusive_roles"] = True
    if chance.random() < 0.05:
        settings["webex_compare_location_details"] = True
    return settings
