# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A customer as Webex returns it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .._client.errors import ServiceError
from .._declare.packages import any_calling
from .._subscribers.present import Subscriber

REVIEW = "pending_rpl_review"
READY = frozenset({"provisioned", "provisioned_with_errors"})
FINAL = READY | {"error"}


@dataclass(frozen=True)
class PackageState:
    """The state of one package of a customer; `license_ids` only when they were requested."""

    name: str
    status: str
    errors: tuple[ServiceError, ...] = ()
    warnings: tuple[ServiceError, ...] = ()
    license_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class WholesaleCustomer:
    """A customer. Webex never returns name, e-mail, language, limits and provisioning ID."""

    id: str
    status: str
    external_id: str = ""
    org_id: str = ""
    packages: tuple[str, ...] = ()
    address: Mapping[str, str] | None = None
    package_states: tuple[PackageState, ...] = ()
    errors: tuple[ServiceError, ...] = ()

    @property
    def unbuilt(self) -> tuple[PackageState, ...]:
        """The packages that Webex could not provision."""
        return tuple(package for package in self.package_states if package.status == "error")

    @property
    def built(self) -> tuple[str, ...]:
        """The names of all other packages."""
        return tuple(name for name in self.packages if name not in {package.name for package in self.unbuilt})

    def begins_calling(self, packages: Sequence[str]) -> bool:
        """Whether the customer gets its first calling package with these."""
        return any_calling(packages) and not any_calling(self.built)

    def begins_meetings(self, packages: Sequence[str]) -> bool:
        """Whether the customer gets its meeting site with these."""
        return "webex_meetings" in packages and "webex_meetings" not in self.built


def reasons(customer: WholesaleCustomer) -> str:
    """Webex's explanation of the status: the errors, or the warnings when there is no error."""
    states = customer.package_states
    found = [str(error) for error in customer.errors]
    found += [f"package {package.name}: {error}" for package in states for error in package.errors]
    found = found or [f"package {package.name}: {warning}" for package in states for warning in package.warnings]
    return "; ".join(dict.fromkeys(found)) or "Webex gives no reason"


@dataclass(frozen=True)
class CustomerPresent:
    """The present state of the customer that a task names.

    Attributes:
        customer: The customer; None when there is none.
        living: Whether it was ever provisioned; see life.py.
        subscribers: Its users, where a package or the customer is to be removed.
        name: Name of its organization, where it is compared.
        holders: Other customers with the external ID that it would get, or the organization that would be attached.
        declared_by: The host that declares the external ID that it would lose; empty when there is none.
        recorded: What Webex was sent and does not return; empty when nothing was recorded yet, None when no record is
            kept.
        check_mode: Changes to users by earlier tasks are only planned.
    """

    customer: WholesaleCustomer | None
    living: bool = False
    subscribers: tuple[Subscriber, ...] = ()
    name: str | None = None
    holders: tuple[WholesaleCustomer, ...] = ()
    declared_by: str = ""
    recorded: Mapping[str, Any] | None = None
    check_mode: bool = False

    @property
    def current(self) -> WholesaleCustomer | None:
        """The customer; None when it is being removed."""
        return None if self.customer is None or self.customer.status == "deleting" else self.customer


@dataclass(frozen=True)
class CustomersPresent:
    """The customers that were requested.

    Attributes:
        absent: Requested external IDs that no customer has.
        users: Their users by external ID, where these were listed for all of them together.
    """

    customers: tuple[WholesaleCustomer, ...] = ()
    absent: frozenset[str] = frozenset()
    users: Mapping[str, Sequence[Subscriber]] = field(default_factory=dict)
