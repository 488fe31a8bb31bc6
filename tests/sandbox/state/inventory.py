# SPDX-License-Identifier: GPL-3.0-or-later
"""The number inventory of a location: add, activate, remove, validate."""

from __future__ import annotations

from typing import Any

from ..errors import (
    EXTENSION_RULE,
    LOCATION_RULE,
    NUMBER_IN_USE,
    NUMBER_INVALID,
    NUMBER_REPEATED,
    NUMBER_RULE,
    NUMBER_UNAVAILABLE,
    NUMBERS_REFUSED,
    UNKNOWN_NUMBER,
    ApiError,
    bad_request,
    conflict,
)
from . import numbers, pstn
from .records import Location, Number, Organization
from .world import World

MOST_MOBILE = 20
TEXTS = {
    NUMBER_REPEATED: "Duplicate DN in the request",
    NUMBER_UNAVAILABLE: "DN is unavailable",
    NUMBER_INVALID: "DN is invalid",
    NUMBER_IN_USE: "DN is in use",
}


def _detail(code: int, number: str) -> str:
    return f"[Error {code}] {TEXTS[code]} : {number}"


def _require_calling(location: Location) -> None:
    if not location.calling:
        raise bad_request("The location is not enabled for calling: the calling flag is not set.", LOCATION_RULE)


def add(world: World, location: Location, body: dict[str, Any]) -> None:
    """Put numbers into the inventory: all of them or none."""
    _require_calling(location)
    wanted = list(dict.fromkeys(body["phoneNumbers"]))
    kind = body.get("numberType", "DID")
    if kind != "MOBILE":
        pstn.require_open(location, "ADD number(s)")
    elif len(wanted) > MOST_MOBILE:
        raise bad_request(f"At most {MOST_MOBILE} mobile numbers can be added at once.", NUMBER_RULE)
    _refuse_bad(world, wanted)
    for number in wanted:
        known = world.numbers.get(number)
        refused = known is not None and (known.location_id != location.id or world.settings.refuse_existing_numbers)
        if refused or _leaves(world, number):
            detail = [(_detail(NUMBER_IN_USE, number), NUMBER_IN_USE)]
            raise ApiError(409, *detail[0], extra={"errorCode": NUMBERS_REFUSED})
    for number in wanted:
        if number not in location.numbers:
            row = Number(number, location.id, world.now(), body.get("state", "INACTIVE"), kind)
            row.service = body.get("numberUsageType") == "SERVICE"
            numbers.store(world, location, row)


def _refuse_bad(world: World, wanted: list[str]) -> None:
    """Refuse the whole batch for its bad numbers, with the body that only this call has."""
    errors = []
    for number in wanted:
        code = _badness(world, number)
        if code is not None:
            text = _detail(code, number)
            item = {"number": number, "errorType": "Error", "errorCode": str(code), "errorMessage": text}
            errors.append(item | {"errorTitle": TEXTS[code]})
    if errors:
        raise ApiError(400, errors[0]["errorMessage"], NUMBER_RULE, listed=[{"errors": errors}])


def _badness(world: World, number: str) -> int | None:
    if not numbers.E164.fullmatch(number):
        return NUMBER_INVALID
    return NUMBER_UNAVAILABLE if number in world.unavailable_numbers else None


def _rows(location: Location, wanted: list[str]) -> list[Number]:
    unknown = [number for number in wanted if number not in location.numbers]
    if unknown:
        raise bad_request(f"{unknown[0]} is not in the inventory of location {location.name}.", NUMBER_RULE)
    return [location.numbers[number] for number in wanted]


def change_state(world: World, location: Location, wanted: list[str], action: str) -> None:
    """Activate or deactivate numbers."""
    _require_calling(location)
    pstn.require_open(location, "CHANGE number(s)", connected=False)
    rows = _rows(location, wanted)
    for row in rows if action == "DEACTIVATE" else ():
        if row.kind == "MOBILE" or row.phone_number == location.main_number or numbers.in_use(world, row):
            raise bad_request(f"{row.phone_number} is in use and cannot be deactivated.", NUMBER_RULE)
    for row in rows:
        row.state = "ACTIVE" if action == "ACTIVATE" else "INACTIVE"


def remove(world: World, location: Location, wanted: list[str]) -> None:
    """Take numbers out of the inventory: all of them or none."""
    _require_calling(location)
    pstn.require_open(location, "DELETE number(s)", connected=False)
    if any(number not in location.numbers for number in wanted):
        headers = {"cisco-spark-error-codes": str(UNKNOWN_NUMBER)}
        raise ApiError(502, "The number could not be removed.", UNKNOWN_NUMBER, headers=headers)
    for row in _rows(location, wanted):
        if row.phone_number == location.main_number:
            raise bad_request(f"{row.phone_number} is the main number of the location.", NUMBER_RULE)
        if numbers.in_use(world, row):
            raise conflict(_detail(NUMBER_IN_USE, row.phone_number), NUMBER_IN_USE)
    for number in dict.fromkeys(wanted):
        del location.numbers[number], world.numbers[number]
        world.leaving_numbers[number] = world.now() + world.settings.number_release_delay


def _leaves(world: World, number: str) -> bool:
    """Return whether a number was removed recently and is not free yet."""
    return world.leaving_numbers.get(number, 0.0) > world.now()


def judge(world: World, org: Organization, wanted: list[str]) -> list[dict[str, Any]]:
    """Return a verdict on each number."""
    verdicts = []
    seen: set[str] = set()
    for text in wanted:
        number = numbers.normalize(text)
        state, code = _verdict(world, org, number, number in seen)
        seen.add(number)
        row: dict[str, Any] = {"number": text, "state": state, "tollFreeNumber": numbers.toll_free(number)}
        if code is not None:
            row["detail"] = [_detail(code, text)]
        verdicts.append(row)
    return verdicts


def _verdict(world: World, org: Organization, number: str, repeated: bool) -> tuple[str, int | None]:
    if not numbers.E164.fullmatch(number):
        return "Invalid", NUMBER_INVALID
    if repeated:
        return "Duplicate In List", NUMBER_REPEATED
    known = world.numbers.get(number)
    if known is not None and world.location_org[known.location_id] is org:
        return "Duplicate", NUMBER_IN_USE
    if known is not None or number in world.unavailable_numbers or _leaves(world, number):
        return "Unavailable", NUMBER_UNAVAILABLE
    return "Available", None


def judge_extensions(world: World, location: Location, wanted: list[str]) -> list[dict[str, Any]]:
    """Return a verdict on each extension."""
    verdicts = []
    seen: set[str] = set()
    for extension in wanted:
        row: dict[str, Any] = {"extension": extension, "state": "VALID"}
        try:
            numbers.check_extension(world, extension)
        except ApiError as refusal:
            row |= {"state": "INVALID", "errorCode": refusal.items[0][1], "message": refusal.items[0][0]}
        else:
            if extension in seen:
                row |= {"state": "DUPLICATE_IN_LIST", "errorCode": EXTENSION_RULE, "message": "Named twice."}
            elif extension in location.extensions:
                row |= {"state": "DUPLICATE", "errorCode": EXTENSION_RULE, "message": "Used already."}
        seen.add(extension)
        verdicts.append(row)
    return verdicts
