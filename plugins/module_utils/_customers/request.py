# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Requests for customers: the order of a new one, and the change of a present one. Pure."""

from __future__ import annotations

from typing import Any

from .._declare.packages import any_calling
from .api import CustomerRequest
from .model import Customer
from .plan import CustomerRow, merged_address
from .present import WholesaleCustomer


def creation(wanted: Customer, provisioning_id: str | None) -> CustomerRequest:
    """The order of a customer, also for precheck."""
    return CustomerRequest(
        packages=tuple(wanted.packages),
        address=wanted.address.model_dump(),
        external_id=wanted.external_id,
        provisioning_id=provisioning_id,
        org_id=wanted.org_id,
        name=wanted.name,
        admin_email=wanted.admin_email,
        language=wanted.language,
        location=_location(wanted) if any_calling(wanted.packages) else None,
        meetings_timezone=wanted.meetings_timezone,
        limits=dict(wanted.package_limits),
        sub_partner_admin_email=wanted.sub_partner_admin_email,
    )


def change(row: CustomerRow, due: Customer, customer: WholesaleCustomer) -> CustomerRequest:
    """The update: packages are always the whole set; data that cannot be read back is sent with it.

    Parameters:
        row: The planned change.
        due: The part of the declaration that is due now.
        customer: The customer before the change.
    """
    fields = row.action.fields
    packages = tuple(due.packages) if "packages" in fields else customer.packages
    changes_address = any(name.startswith("address.") for name in fields)
    return CustomerRequest(
        packages=packages,
        external_id=due.external_id if "external_id" in fields else None,
        address=merged_address(due, customer.address or {}) if changes_address else None,
        location=_location(due) if customer.begins_calling(packages) else None,
        meetings_timezone=due.meetings_timezone if customer.begins_meetings(packages) else None,
        limits=dict(due.package_limits),
    )


def _location(wanted: Customer) -> dict[str, Any] | None:
    headquarters = wanted.headquarters
    if headquarters is None:
        return None
    return {**headquarters.model_dump(), "address": (headquarters.address or wanted.address).model_dump()}
