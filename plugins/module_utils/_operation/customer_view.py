# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A customer as results show it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._api.customers import PackageState, WholesaleCustomer
from .._api.loose import mapping, service_errors, text, texts
from .._client.errors import ServiceError


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


def from_view(data: Mapping[str, Any]) -> WholesaleCustomer | None:
    """The customer out of its plain data, as an earlier task returned it; None when it lacks what identifies it."""
    if not (text(data, "id") and text(data, "status") and text(data, "external_id")):
        return None
    states, errors = mapping(data, "package_status"), mapping(data, "package_errors")
    warnings = mapping(data, "package_warnings")
    names = dict.fromkeys([*states, *errors, *warnings])
    return WholesaleCustomer(
        id=text(data, "id"),
        status=text(data, "status"),
        external_id=text(data, "external_id"),
        org_id=text(data, "org_id"),
        packages=texts(data, "packages"),
        address={str(key): str(value) for key, value in mapping(data, "address").items()},
        package_states=tuple(
            PackageState(name, text(states, name), service_errors(errors, name), service_errors(warnings, name))
            for name in names
        ),
        errors=service_errors(data, "errors"),
    )


def _error(error: ServiceError) -> dict[str, str]:
    return {"code": error.code, "description": error.description}
