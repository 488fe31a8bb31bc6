# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Customers as plain data of results."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._client.errors import ServiceError
from .._client.json_fields import obj, optional_str, service_errors, str_list
from .present import PackageState, WholesaleCustomer


def view(customer: WholesaleCustomer) -> dict[str, Any]:
    """Plain data: id, org_id, external_id, status, packages, address, package_status, package_errors,
    package_warnings, errors."""
    data: dict[str, Any] = {
        "id": customer.id,
        "org_id": customer.org_id or None,
        "external_id": customer.external_id,
        "status": customer.status,
        "packages": sorted(customer.packages),
        "address": dict(customer.address or {}),
        "package_status": {},
        "package_errors": {},
        "package_warnings": {},
        "errors": [_error(error) for error in customer.errors],
    }
    for package in customer.package_states:
        if package.status:
            data["package_status"][package.name] = package.status
        if package.errors:
            data["package_errors"][package.name] = [_error(error) for error in package.errors]
        if package.warnings:
            data["package_warnings"][package.name] = [_error(warning) for warning in package.warnings]
    licenses = {package.name: list(package.license_ids) for package in customer.package_states if package.license_ids}
    if licenses:
        data["license_ids"] = licenses
    return data


def from_view(data: Mapping[str, Any] | None) -> WholesaleCustomer | None:
    """The customer from the plain data that an earlier task returned.

    Parameters:
        data: The data of `view`, or a part of it; missing members are empty.

    Returns:
        None when there is no ID in it.
    """
    if data is None or not optional_str(data, "id"):
        return None
    states, errors = obj(data, "package_status"), obj(data, "package_errors")
    warnings = obj(data, "package_warnings")
    names = dict.fromkeys([*states, *errors, *warnings])
    return WholesaleCustomer(
        id=optional_str(data, "id"),
        status=optional_str(data, "status"),
        external_id=optional_str(data, "external_id"),
        org_id=optional_str(data, "org_id"),
        packages=str_list(data, "packages"),
        address={str(key): str(value) for key, value in obj(data, "address").items()},
        package_states=tuple(
            PackageState(name, optional_str(states, name), service_errors(errors, name), service_errors(warnings, name))
            for name in names
        ),
        errors=service_errors(data, "errors"),
    )


def _error(error: ServiceError) -> dict[str, str]:
    return {"code": error.code, "description": error.description}
