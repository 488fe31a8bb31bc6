# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A user of a customer: a Wholesale subscriber with the profile of its person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from .base import Declared
from .packages import is_calling
from .problem import Problem
from .types import Email, Extension, LocationName, PhoneNumber, Text

UserPackage = Literal[
    "webex_calling",
    "webex_calling_standard",
    "webex_voice",
    "webex_suite",
    "cx_essentials",
    "webex_meetings",
    "cx_premium_agent",
    "cx_standard_agent",
]
PROFILE = ("first_name", "last_name", "display_name", "title", "department")


class User(Declared):
    """A user.

    Attributes:
        email: E-mail address; the user is found by it, small and capital letters are the same.
        first_name: First name.
        last_name: Last name.
        package: The user's main package, one of the customer's.
        location: Name of the location; only with a calling package.
        number: Phone number in E.164 form; only with a calling package.
        extension: Extension as text; only with a calling package.
        display_name: Name shown to others; Webex makes it of first and last name when absent.
        title: Job title; null clears it.
        department: Department; null clears it.
    """

    email: Email
    first_name: Text
    last_name: Text
    package: UserPackage
    location: LocationName | None = None
    number: PhoneNumber | None = None
    extension: Extension | None = None
    display_name: Text | None = None
    title: Text | None = None
    department: Text | None = None

    @property
    def key(self) -> str:
        """What two spellings of the same address have in common."""
        return self.email.casefold()

    @property
    def calling(self) -> bool:
        """Tell whether the package makes calls."""
        return is_calling(self.package)

    def rules(self) -> Iterator[Problem]:
        """Calling data belongs to calling packages, and they need it."""
        if self.calling and not (self.number or self.extension):
            yield Problem(
                ("extension",),
                f"package {self.package} makes calls, but neither number nor extension is given.",
                "Add extension, number or both.",
            )
        if not self.calling:
            for key in ("location", "number", "extension"):
                if getattr(self, key) is not None:
                    remedy = f"Remove {key}, or choose a calling package."
                    yield Problem((key,), f"package {self.package} makes no calls, but {key} is given.", remedy)
