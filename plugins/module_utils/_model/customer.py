# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A customer: what Partner Hub's wizard asks, and what the Wholesale API takes at creation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Literal

from .._client.guard import key_of
from .._thirdparty import Field
from .address import Address
from .base import Declared
from .packages import any_calling, unmet_dependency
from .problem import Problem
from .types import AnnouncementLanguage, Email, Language, LocationName, Text, TimeZone, WholeNumber

CustomerPackage = Literal[
    "webex_calling",
    "webex_calling_standard",
    "webex_voice",
    "webex_suite",
    "cx_essentials",
    "webex_meetings",
    "common_area_calling",
    "cisco_calling_plan",
    "attendant_console",
    "cx_premium_agent",
    "cx_standard_agent",
    "cx_voice_ports",
    "cx_ai_assistant",
    "webex_ai_agent",
]


class Headquarters(Declared):
    """The first location, made by Webex together with the customer when a calling package is ordered.

    Attributes:
        name: Name of the location, at most 80 characters.
        timezone: IANA name, for example America/Los_Angeles.
        language: Language of voice prompts and e-mails, for example en_us.
        address: Street address; the customer's own address when absent.
        emergency_location_identifier: Only for the countries that use it.
    """

    name: LocationName
    timezone: TimeZone
    language: AnnouncementLanguage
    address: Address | None = None
    emergency_location_identifier: Text | None = None


class Customer(Declared):
    """A customer of the partner or of one of its sub-partners.

    Attributes:
        external_id: The provider's own key; the customer is found by it.
        name: Company name, without percent sign; needed unless org_id attaches an existing organization.
        admin_email: First administrator; needed unless org_id attaches an existing organization.
        template: Name of the onboarding template.
        packages: The complete set of packages.
        package_limits: Ceiling per package, a whole number.
        language: Language of the organization and its meeting site, for example en_US.
        address: Billing address.
        headquarters: First location; needed with any calling package.
        meetings_timezone: Time zone of the meeting site.
        org_id: Existing organization to attach instead of making a new one.
        sub_partner_org_id: Sub-partner for which the partner acts.
        sub_partner_admin_email: Administrator of the sub-partner.
        protected: Never removed, whatever asks for it.
        allow_package_removal: Packages that left the list may be taken away.
    """

    external_id: Text
    name: Text | None = None
    admin_email: Email | None = None
    template: Text | None = None
    packages: list[CustomerPackage] = Field(min_length=1)
    package_limits: dict[CustomerPackage, WholeNumber] = Field(default_factory=dict)
    language: Language | None = None
    address: Address
    headquarters: Headquarters | None = None
    meetings_timezone: TimeZone | None = None
    org_id: Text | None = None
    sub_partner_org_id: Text | None = None
    sub_partner_admin_email: Email | None = None
    protected: bool = False
    allow_package_removal: bool = False

    def rules(self) -> Iterator[Problem]:
        """What one key demands of the others."""
        if self.name and "%" in self.name:
            yield Problem(("name",), "a percent sign is not allowed in a customer's name.", "Remove the percent sign.")
        if not self.org_id:
            for key in ("name", "admin_email"):
                if getattr(self, key) is None:
                    remedy = f"Add the key {key}, or org_id when an existing organization is to be attached."
                    yield Problem((key,), "it is missing.", remedy)
        if self.org_id and self.sub_partner_org_id and key_of(self.org_id) == key_of(self.sub_partner_org_id):
            remedy = "Name the organization of the customer."
            yield Problem(("org_id",), "it is the organization of the sub-partner, and no customer.", remedy)
        if any_calling(self.packages) and not self.headquarters:
            yield Problem(
                ("headquarters",),
                "it is missing: with a calling package Webex makes the first location of the customer.",
                "Add headquarters with name, timezone and language.",
            )
        yield from self._package_rules()

    def _package_rules(self) -> Iterator[Problem]:
        for name in sorted(name for name, times in Counter(self.packages).items() if times > 1):
            yield Problem(("packages",), f"{name} is listed more than once.", "Name every package once.")
        for name in self.packages:
            needs = unmet_dependency(name, self.packages)
            if needs:
                remedy = f"Add at least one of {', '.join(needs)}, or remove {name}."
                yield Problem(("packages",), f"{name} cannot stand alone.", remedy)
        for name, limit in self.package_limits.items():
            if name not in self.packages:
                remedy = f"Add {name} to packages, or remove the limit."
                yield Problem(("package_limits", name), "the customer does not have this package.", remedy)
            if limit < 0:
                yield Problem(("package_limits", name), f"{limit} is less than 0.", "Use 0 or more.")
