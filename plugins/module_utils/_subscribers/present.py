# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A subscriber as Webex returns it."""

from __future__ import annotations

from dataclasses import dataclass

from .._client.errors import ServiceError

PENDING = "pending_user_migration"
# Said of users with this status.
MUST_AGREE = "must agree by e-mail to move their free Webex account first"


@dataclass(frozen=True)
class Subscriber:
    """A subscriber. Name, number, extension and location belong to other resources.

    `status` is provisioned or pending_user_migration; `person_id` is empty while it is pending.
    """

    id: str
    email: str
    status: str
    customer_id: str = ""
    person_id: str = ""
    package: str = ""
    errors: tuple[ServiceError, ...] = ()
    add_ons: tuple[str, ...] = ()

    @property
    def packages(self) -> tuple[str, ...]:
        """All packages: that of the user, and add-ons that Webex lists beside it."""
        return (self.package, *self.add_ons) if self.package else self.add_ons

    @property
    def key(self) -> str:
        """The address for comparisons, which are case-insensitive."""
        return self.email.casefold()
