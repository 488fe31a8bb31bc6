# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Phone numbers as Webex returns them: the list of an organization, and verdicts on new numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .._customers.context import CustomerContext

# Well-formed and free; a number may still be refused when it is added.
AVAILABLE = "available"


@dataclass(frozen=True)
class ListedNumber:
    """One entry of the list of numbers.

    Attributes:
        number: E.164; empty for an extension without number.
        extension: Empty for a number without extension.
        active: Whether it is active.
        main: Whether it is the main number of its location.
        location_id, location: Id and name of its location.
        owner_id, owner_...: Empty when it has no owner.
        is_additional: Whether it is an additional number of its owner, beside the main one.
    """

    number: str
    extension: str
    active: bool
    main: bool
    location_id: str
    location: str
    owner_id: str = ""
    owner_first_name: str = ""
    owner_last_name: str = ""
    owner_type: str = ""
    is_additional: bool = False

    @property
    def owner_name(self) -> str:
        """First and last name of the owner, or its only name when it is no person."""
        return " ".join(name for name in (self.owner_first_name, self.owner_last_name) if name)


def without_owner(listed: ListedNumber) -> ListedNumber:
    """The entry after the removal of its owner."""
    return replace(
        listed,
        owner_id="",
        owner_first_name="",
        owner_last_name="",
        owner_type="",
        is_additional=False,
    )


@dataclass(frozen=True)
class NumberCheck:
    """Webex's verdict on a number that is to be added; `state` in lower case."""

    number: str
    state: str
    details: tuple[str, ...]

    @property
    def refusal(self) -> str:
        """Why the number cannot be added; empty when it is well-formed and free."""
        if self.state == AVAILABLE:
            return ""
        details = f" ({'; '.join(self.details)})" if self.details else ""
        return f"Webex calls it {self.state}{details}."


@dataclass(frozen=True)
class PresentNumbers:
    """All numbers and extensions of the customer; empty when it is only planned."""

    context: CustomerContext
    numbers: tuple[ListedNumber, ...] = ()
