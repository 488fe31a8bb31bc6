# SPDX-License-Identifier: GPL-3.0-or-later
"""Edits of a declaration, as people make them on a later day. Pure; the chance is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from tests.functional.support import CARRIER, location, user

HQ = "Head Office"
SITES = ("Pier", "Quay")
CALLING, MEETINGS = "webex_calling", "webex_meetings"
Row = dict[str, Any]


@dataclass(frozen=True)
class Edited:
    """A declaration that is edited."""

    variables: dict[str, Any]
    chance: Random

    @property
    def locations(self) -> list[Row]:
        """The declared locations."""
        return self.variables["webex_locations"]

    @property
    def users(self) -> list[Row]:
        """The declared users."""
        return self.variables["webex_users"]

    @property
    def callers(self) -> list[Row]:
        """Users who make calls."""
        return [row for row in self.users if row["package"] != MEETINGS]

    def some(self, rows: list[Row], count: int = 1) -> list[Row]:
        """Some of them by chance; empty where there are too few."""
        return self.chance.sample(rows, count) if len(rows) >= count else []

    def place_of(self, row: Row) -> Row:
        """The location of a user."""
        name = row.get("location") or HQ
        return next((place for place in self.locations if place["name"] == name), self.locations[0])

    def extension(self) -> str:
        """An extension that nobody has."""
        return self.chance.choice([str(value) for value in range(200, 299) if str(value) not in self._extensions])

    @property
    def _extensions(self) -> set[str]:
        return {row["extension"] for row in self.users if row.get("extension")}

    def number(self, place: Row) -> str:
        """A number that is new."""
        known = {number for site in self.locations for number in site.get("numbers") or ()}
        key = int(self.variables["webex_customer"]["external_id"].removeprefix("customer"))
        fresh = f"+1209{200 + key % 700}8{self.chance.randrange(100, 999)}"
        return fresh if fresh not in known else self.number(place)

    def rename_references(self, old: str, new: str) -> None:
        """The users of a location follow its name."""
        for row in self.users:
            if row.get("location") == old:
                row["location"] = new


def free_numbers(variables: dict[str, Any], place: Row) -> list[str]:
    """Numbers of a location that no user has, and that are not its main number."""
    taken = {row.get("number") for row in variables["webex_users"]} | {place.get("main_number")}
    return [number for number in place.get("numbers") or () if number not in taken]


def _rename(edited: Edited) -> bool:
    for place in edited.some(edited.locations[1:]):
        old, place["name"] = place["name"], f"{place['name']} Two"
        place["previous_name"] = old
        edited.rename_references(old, place["name"])
        return True
    return False


def _rename_headquarters(edited: Edited) -> bool:
    place, office = edited.locations[0], edited.variables["webex_customer"]["headquarters"]
    if place["name"] != HQ:
        return False
    place["name"] = office["name"] = "Main House"
    place["previous_name"] = HQ
    edited.rename_references(HQ, "Main House")
    return True


def _case(edited: Edited) -> bool:
    for place in edited.some(edited.locations[1:]):
        old, place["name"] = place["name"], place["name"].swapcase()
        edited.rename_references(old, place["name"])
        return True
    return False


def _new_site(edited: Edited) -> bool:
    if any(place["name"] == "Lodge" for place in edited.locations):
        return False
    place = location("Lodge")
    edited.locations.append(place)
    if edited.chance.random() < 0.7:
        place |= {"pstn": CARRIER, "numbers": [edited.number(place) for _time in range(2)]}
        place["main_number"] = place["numbers"][0]
    row = user(f"lodge@{edited.variables['webex_customer']['external_id']}.example", edited.extension())
    edited.users.append({**row, "location": "Lodge", **_number_of(place, 1)})
    return True


def _number_of(place: Row, index: int) -> Row:
    numbers = list(dict.fromkeys(place.get("numbers") or ()))
    return {"number": numbers[index]} if len(numbers) > index else {}


def _close_site(edited: Edited) -> bool:
    for place in edited.some(edited.locations[1:]):
        edited.locations.remove(place)
        target = edited.chance.choice(edited.locations)
        keep_numbers, keep_users = edited.chance.random() < 0.5, edited.chance.random() < 0.5
        if keep_numbers and place.get("numbers"):
            target.setdefault("pstn", CARRIER)
            target["numbers"] = [*(target.get("numbers") or ()), *place["numbers"]]
        for row in [row for row in edited.users if row.get("location") == place["name"]]:
            if keep_users:
                row["location"] = target["name"]
                if not keep_numbers and row.pop("number", None):
                    row.setdefault("extension", edited.extension())
            else:
                _remove(edited, row)
        return True
    return False


def _move_number(edited: Edited) -> bool:
    sources = [place for place in edited.locations if place.get("numbers")]
    for source in edited.some(sources):
        others = [place for place in edited.locations if place is not source]
        for target in edited.some(others):
            number = edited.chance.choice(source["numbers"])
            _take(source, number)
            target.setdefault("pstn", CARRIER)
            target["numbers"] = [*(target.get("numbers") or ()), number]
            for row in edited.users:
                if row.get("number") == number:
                    _without_number(edited, row)
            return True
    return False


def _take(source: Row, number: str) -> None:
    source["numbers"] = [other for other in source["numbers"] if other != number]
    if source.get("main_number") == number:
        source.pop("main_number")
        if source["numbers"]:
            source["main_number"] = source["numbers"][0]


def _without_number(edited: Edited, row: Row) -> None:
    """The user keeps an extension, and has its number no longer: said, or given another one."""
    place = edited.place_of(row)
    free = free_numbers(edited.variables, place)
    if free and edited.chance.random() < 0.4:
        row["number"] = edited.chance.choice(free)
    else:
        row["number"] = None
        row.setdefault("extension", edited.extension())


def _swap_numbers(edited: Edited) -> bool:
    rows = edited.some([row for row in edited.callers if row.get("number")], 2)
    if not rows:
        return False
    one, other = rows
    here, there = edited.place_of(one), edited.place_of(other)
    if here is not there and (one["number"] in (here.get("numbers") or ())):
        for place, leaving, coming in (
            (here, one["number"], other["number"]),
            (there, other["number"], one["number"]),
        ):
            place["numbers"] = [coming if number == leaving else number for number in place.get("numbers") or ()]
            if place.get("main_number") == leaving:
                place["main_number"] = coming
    one["number"], other["number"] = other["number"], one["number"]
    return True


def _swap_extensions(edited: Edited) -> bool:
    rows = edited.some([row for row in edited.callers if row.get("extension")], 2)
    if not rows:
        return False
    rows[0]["extension"], rows[1]["extension"] = rows[1]["extension"], rows[0]["extension"]
    return True


def _pass_number_on(edited: Edited) -> bool:
    """A user's number goes to another user, who may be at another location."""
    for giver in edited.some([row for row in edited.callers if row.get("number")]):
        for taker in edited.some([row for row in edited.callers if row is not giver]):
            number, here, there = giver["number"], edited.place_of(giver), edited.place_of(taker)
            if here is not there and number in (here.get("numbers") or ()):
                _take(here, number)
                there.setdefault("pstn", CARRIER)
                there["numbers"] = [*(there.get("numbers") or ()), number]
            taker["number"] = number
            _without_number(edited, giver)
            return True
    return False


def _user_moves(edited: Edited) -> bool:
    for row in edited.some(edited.callers):
        here = edited.place_of(row)
        for there in edited.some([place for place in edited.locations if place is not here]):
            row["location"] = there["name"]
            number = row.get("number")
            way = edited.chance.choice(("with", "other", "without"))
            if number and way == "with" and number in (here.get("numbers") or ()):
                _take(here, number)
                there.setdefault("pstn", CARRIER)
                there["numbers"] = [*(there.get("numbers") or ()), number]
            elif number:
                _without_number(edited, row)
            return True
    return False


def _remove(edited: Edited, row: Row) -> None:
    edited.users.remove(row)
    edited.variables["webex_admins"] = [
        admin for admin in edited.variables["webex_admins"] if admin["email"] != row["email"]
    ]


def _user_leaves(edited: Edited) -> bool:
    for row in edited.some(edited.users):
        _remove(edited, row)
        number = row.get("number")
        if number and edited.chance.random() < 0.3:
            _take(edited.place_of(row), number)
        elif number and edited.chance.random() < 0.5:
            fresh = user(row["email"].replace("user", "heir"), edited.extension(), number=number)
            edited.users.append({**fresh, **({"location": row["location"]} if "location" in row else {})})
        return True
    return False


def _user_comes(edited: Edited) -> bool:
    place = edited.chance.choice(edited.locations)
    email = f"new{edited.chance.randrange(99)}@{edited.variables['webex_customer']['external_id']}.example"
    row = user(email, edited.extension(), location=place["name"])
    free = free_numbers(edited.variables, place)
    edited.users.append({**row, "number": free[0]} if free else row)
    return True


def _loses_calling(edited: Edited) -> bool:
    for row in edited.some(edited.callers):
        number, place = row.pop("number", None), edited.place_of(row)
        for name in ("extension", "location"):
            row.pop(name, None)
        row["package"] = MEETINGS
        if number and number in (place.get("numbers") or ()) and edited.chance.random() < 0.6:
            _take(place, number)
            for other in edited.some([other for other in edited.locations if other is not place]):
                if edited.chance.random() < 0.5:
                    other.setdefault("pstn", CARRIER)
                    other["numbers"] = [*(other.get("numbers") or ()), number]
        return True
    return False


def _gets_calling(edited: Edited) -> bool:
    for row in edited.some([row for row in edited.users if row["package"] == MEETINGS]):
        place = edited.chance.choice(edited.locations)
        row |= {"package": CALLING, "location": place["name"], "extension": edited.extension()}
        free = free_numbers(edited.variables, place)
        row.update({"number": free[0]} if free else {})
        return True
    return False


def _main_number(edited: Edited) -> bool:
    for place in edited.some([place for place in edited.locations if len(place.get("numbers") or ()) > 1]):
        place["main_number"] = edited.chance.choice(place["numbers"][1:])
        return True
    return False


def _drop_main_number(edited: Edited) -> bool:
    for place in edited.some(
        [place for place in edited.locations if place.get("main_number") and place.get("numbers")]
    ):
        place["numbers"].remove(place["main_number"])
        if place["numbers"] and edited.chance.random() < 0.8:
            place["main_number"] = place["numbers"][0]
        else:
            del place["main_number"]
        return True
    return False


def _add_package(edited: Edited) -> bool:
    packages = edited.variables["webex_customer"]["packages"]
    if "webex_suite" in packages:
        return False
    packages.append("webex_suite")
    for row in edited.some(edited.callers):
        row["package"] = "webex_suite"
    return True


def _replace_package(edited: Edited) -> bool:
    declared = edited.variables["webex_customer"]
    if CALLING not in declared["packages"]:
        return False
    declared["packages"] = [name if name != CALLING else "webex_voice" for name in declared["packages"]]
    declared["allow_package_removal"] = True
    for row in edited.users:
        if row["package"] == CALLING:
            row["package"] = "webex_voice"
    return True


def _no_meetings(edited: Edited) -> bool:
    declared = edited.variables["webex_customer"]
    if MEETINGS not in declared["packages"]:
        return False
    declared["packages"].remove(MEETINGS)
    declared["allow_package_removal"] = True
    for row in [row for row in edited.users if row["package"] == MEETINGS]:
        if edited.chance.random() < 0.5:
            _remove(edited, row)
        else:
            row |= {"package": declared["packages"][0], "extension": edited.extension()}
    return True


def _profile(edited: Edited) -> bool:
    for row in edited.some(edited.users):
        row.update(edited.chance.choice(({"first_name": "Kim"}, {"title": None}, {"department": "Sales"})))
        return True
    return False


def _nulls(edited: Edited) -> bool:
    for place in edited.some(edited.locations):
        place[edited.chance.choice(("numbers", "main_number", "pstn", "outside_dial_digit"))] = None
    edited.variables.update({"webex_admins": None} if edited.chance.random() < 0.1 else {})
    return True


def _new_number(edited: Edited) -> bool:
    place = edited.chance.choice(edited.locations)
    place.setdefault("pstn", CARRIER)
    place["numbers"] = [*(place.get("numbers") or ()), edited.number(place)]
    for row in edited.some([row for row in edited.callers if edited.place_of(row) is place]):
        row["number"] = place["numbers"][-1]
    return True


def _remove_number(edited: Edited) -> bool:
    for place in edited.some([place for place in edited.locations if place.get("numbers")]):
        number = edited.chance.choice(place["numbers"])
        _take(place, number)
        for row in edited.users:
            if row.get("number") == number:
                _without_number(edited, row)
        return True
    return False


def _dialling(edited: Edited) -> bool:
    place = edited.chance.choice(edited.locations)
    place.update(edited.chance.choice(({"outside_dial_digit": "9"}, {"external_caller_id_name": "Acme"})))
    return True


def _admins(edited: Edited) -> bool:
    for row in edited.some(edited.users):
        others = [admin for admin in edited.variables["webex_admins"] or () if admin["email"] != row["email"]]
        edited.variables["webex_admins"] = [*others, {"email": row["email"], "roles": ["Support administrator"]}]
        return True
    return False


EDITS: dict[str, Callable[[Edited], bool]] = {
    "rename": _rename,
    "rename headquarters": _rename_headquarters,
    "case": _case,
    "new site": _new_site,
    "close site": _close_site,
    "move number": _move_number,
    "swap numbers": _swap_numbers,
    "swap extensions": _swap_extensions,
    "pass number on": _pass_number_on,
    "user moves": _user_moves,
    "user leaves": _user_leaves,
    "user comes": _user_comes,
    "loses calling": _loses_calling,
    "gets calling": _gets_calling,
    "main number": _main_number,
    "drop main number": _drop_main_number,
    "add package": _add_package,
    "replace package": _replace_package,
    "no meetings": _no_meetings,
    "profile": _profile,
    "nulls": _nulls,
    "new number": _new_number,
    "remove number": _remove_number,
    "dialling": _dialling,
    "admins": _admins,
}
