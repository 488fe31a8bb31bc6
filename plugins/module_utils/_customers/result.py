# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the modules for customers return."""

from __future__ import annotations

from typing import Any

from .._declare.fields import key
from .._declare.returned import Actions, Calls, Returned, ToleratedReturned, declare_forecast, declare_tolerated


class CustomerReturned(Returned):
    """One customer."""

    id: str = key("ID of the customer.")
    org_id: str = key("ID of its organization; null until it is provisioned.")
    external_id: str = key("The provider's own key; in check mode the one it is about to get.", example="acme-0001")
    status: str = key("Status of Webex, or V(planned) in check mode.", example="provisioned")
    packages: list[str] = key("Packages, sorted.")
    address: dict[str, Any] = key("Billing address.")
    package_status: dict[str, str] = key(
        "Status of Webex by package. What is V(error) is ordered once more by the next run.",
        example={"webex_calling": "provisioned"},
    )
    package_errors: dict[str, Any] = key("Errors by package, each with code and description.")
    package_warnings: dict[str, Any] = key("Warnings by package, each with code and description.")
    errors: list[dict[str, str]] = key("Errors of the customer, each with code and description.")


class ManagedCustomer(CustomerReturned):
    """One customer, and what was done to it."""

    packages_coming: list[str] = key("Packages that are added now. With O(package_changes=additions) only.")
    packages_leaving: list[str] = key(
        "Packages that left O(packages) and are still there. With O(package_changes=additions) only."
    )
    adopted: bool = key("Whether a creation found the customer already made, because an earlier answer got lost.")


class ListedCustomer(CustomerReturned):
    """One customer of a list."""

    license_ids: dict[str, Any] = key("License IDs by package. With O(include_licenses=true) only.")


class CustomerResult(Actions):
    """Result of webex_customer."""

    customer: ManagedCustomer = key(
        "The customer as read last; null when it is absent. In check mode the ids of a new one are null."
    )
    forecast: int = declare_forecast()
    record: dict[str, Any] | None = key(
        "What is remembered for the next run, by field; null when the customer was removed. In check mode what the run "
        "would remember.",
        returned="when O(record_dir) or O(record) is given",
        example={"language": "en_US", "package_limits.webex_calling": 50},
    )
    tolerated: list[ToleratedReturned] = declare_tolerated()


class CustomerInfoResult(Calls):
    """Result of webex_customer_info."""

    customers: list[ListedCustomer] = key("The customers.")
    by_external_id: dict[str, Any] = key("The same by external ID.", returned="when O(external_ids) is given")
    absent: list[str] = key(
        [
            "Those of O(external_ids) that no customer has, or only one on its way out.",
            "Empty also where there are so many other customers that not all were listed.",
        ],
        returned="when O(external_ids) is given",
        example=["acme-0003"],
    )
    users_by_external_id: dict[str, Any] = key(
        "The users of these customers, for C(known_users) of M(webex.wholesale.webex_drift_info). Customers whose "
        "users have to be listed on their own are left out.",
        returned="when O(external_ids) is given",
        example={"acme-0001": [{"id": "Y2lz…", "email": "ana.diaz@acme.example", "status": "provisioned"}]},
    )
