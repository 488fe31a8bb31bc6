# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The Wholesale packages: who can have them, which include calling, and which need another one.

Source: Webex for Wholesale provisioning API (package enumerations of customer and subscriber) and the Webex help
articles on packages. Cisco publishes no list of calling-enabled packages; see docs/assumptions.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from .types import BeforeValidator, Choices, one_of


@dataclass(frozen=True)
class Package:
    """One package of a customer.

    Attributes:
        user: Users can have it, too.
        calling: It includes calling: a user needs a location, and a number or an extension.
        depends_on: Packages of which at least one is needed beside it.
        needs_calling: Any package that makes calls is needed beside it.
    """

    name: str
    user: bool
    calling: bool
    depends_on: tuple[str, ...] = ()
    needs_calling: bool = False


CATALOGUE = {
    package.name: package
    for package in (
        Package("webex_calling", user=True, calling=True),
        Package("webex_calling_standard", user=True, calling=True),
        Package("webex_voice", user=True, calling=True),
        Package("webex_suite", user=True, calling=True),
        Package("cx_essentials", user=True, calling=True),
        Package("webex_meetings", user=True, calling=False),
        Package("common_area_calling", user=False, calling=True),
        Package("cisco_calling_plan", user=False, calling=False, needs_calling=True),
        Package(
            "attendant_console",
            user=False,
            calling=False,
            depends_on=("webex_calling", "webex_suite", "cx_essentials", "webex_voice"),
        ),
        Package("cx_premium_agent", user=True, calling=False),
        Package("cx_standard_agent", user=True, calling=False),
        Package("cx_voice_ports", user=False, calling=False),
        Package("cx_ai_assistant", user=False, calling=False),
        Package("webex_ai_agent", user=False, calling=False),
    )
}

CUSTOMER_PACKAGES = tuple(CATALOGUE)
USER_PACKAGES = tuple(name for name, package in CATALOGUE.items() if package.user)
CALLING_PACKAGES = tuple(name for name, package in CATALOGUE.items() if package.calling)
CustomerPackage = Annotated[str, BeforeValidator(one_of(CUSTOMER_PACKAGES)), Choices(CUSTOMER_PACKAGES)]
UserPackage = Annotated[str, BeforeValidator(one_of(USER_PACKAGES)), Choices(USER_PACKAGES)]


def is_calling(name: str) -> bool:
    """Whether the package includes calling, and therefore needs a location."""
    return name in CATALOGUE and CATALOGUE[name].calling


def any_calling(names: Sequence[str]) -> bool:
    """Whether one of the packages includes calling."""
    return any(is_calling(name) for name in names)


def unmet_dependency(name: str, others: Sequence[str]) -> tuple[str, ...]:
    """The packages of which `name` needs at least one, when none is among the others; else empty."""
    package = CATALOGUE.get(name)
    if package is None:
        return ()
    needs = CALLING_PACKAGES if package.needs_calling else package.depends_on
    return () if not needs or set(needs) & set(others) else needs
