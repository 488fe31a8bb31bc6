# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the modules for phone numbers return."""

from __future__ import annotations

from .._declare.fields import key, like
from .._declare.returned import Actions, Calls, Returned, RowReturned, ToleratedReturned, declare_tolerated


class LocationNumbersReturned(Returned):
    """The numbers of one location, and what was done."""

    location: str = key("Name of the location.")
    added: list[str] = key("Numbers that were added, or would be.")
    activated: list[str] = key("Numbers that were activated, or would be.")
    removed: list[str] = key("Numbers that were removed, or would be.")
    moved: list[str] = key("Numbers that came from other locations, or would.")
    main_number: str | None = key("New main number; null when it stays.")


class FailedNumberReturned(Returned):
    """One row that failed."""

    number: str = key("The number, or whose main number it is.")
    error: str = like(RowReturned, "error")


class PhoneNumbersResult(Actions):
    """Result of webex_phone_numbers."""

    locations: list[LocationNumbersReturned] = key("One row per declared location.")
    failed_numbers: list[FailedNumberReturned] = key("Numbers that failed, each with number and error.")
    summary: dict[str, int] = key(
        [
            "How many numbers were added, changed, removed and left as they are.",
            "C(undeclared) counts those that are not declared and stay, also at locations that are not declared; not "
            "there when the numbers could not be compared.",
        ],
        example={"create": 2, "update": 0, "delete": 0, "none": 8, "undeclared": 1},
    )
    tolerated: list[ToleratedReturned] = declare_tolerated()


class ListedNumberReturned(Returned):
    """One number or extension."""

    number: str | None = key("Number in E.164 form; null for an extension without number.")
    extension: str | None = key("Extension.")
    state: str = key("V(active) or V(inactive).")
    main_number: bool = key("Whether it is the main number of its location.")
    location: str = key("Name of its location.")
    owner: str | None = key("Name of the owner; null when it has none.")
    owner_id: str | None = key("ID of who has it.")
    owner_type: str | None = key("Kind of who has it, for example V(PEOPLE).")


class PhoneNumbersInfoResult(Calls):
    """Result of webex_phone_numbers_info."""

    numbers: list[ListedNumberReturned] = key("The numbers.")
