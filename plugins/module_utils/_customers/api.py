# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Wholesale customers: list, create, read, update, delete, precheck (Webex for Wholesale provisioning API)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from .._client import precheck
from .._client.addresses import from_wholesale, to_wholesale
from .._client.client import Client
from .._client.errors import OutcomeUnknown
from .._client.json_fields import obj, obj_list, optional_str, required_str, service_errors, str_list
from .._client.paging import Pages, list_all
from .present import PackageState, WholesaleCustomer

PATH = "/wholesale/customers"
PAGES = Pages(size=100, counter="offset")


@dataclass(frozen=True)
class CustomerRequest:
    """The data of a creation, precheck or update; None or empty is not sent.

    `address` and `location["address"]` have the keys line1, line2, city, state, postal_code, country; `location` has
    name, timezone, language, address, and optionally emergency_location_identifier.
    """

    packages: tuple[str, ...] = ()
    address: Mapping[str, Any] | None = None
    external_id: str | None = None
    provisioning_id: str | None = None
    org_id: str | None = None
    name: str | None = None
    admin_email: str | None = None
    language: str | None = None
    location: Mapping[str, Any] | None = None
    meetings_timezone: str | None = None
    limits: Mapping[Any, int] | None = None
    sub_partner_admin_email: str | None = None


class CustomersApi:
    """Operations on customers.

    Parameters:
        client: The session.
        sub_partner_org_id: Sub-partner on whose behalf the partner acts.
    """

    def __init__(self, client: Client, sub_partner_org_id: str | None = None) -> None:
        self.client = client
        self.sub_partner_org_id = sub_partner_org_id
        self._scope = {"onBehalfOfSubPartnerOrgId": sub_partner_org_id}

    def list(self, **filters: str | None) -> Iterator[WholesaleCustomer]:
        """Yield customers; filters external_id, org_id, status (GET /wholesale/customers)."""
        names = {"external_id": "externalId", "org_id": "orgId", "status": "status"}
        params = {names[key]: value for key, value in filters.items() if value}
        for item in list_all(self.client, PATH, pages=PAGES, params={**params, **self._scope}):
            yield _read(item)

    def get(self, customer_id: str, *, licenses: bool = False) -> WholesaleCustomer:
        """Read one customer (GET /wholesale/customers/{customerId}). Raises NotFound."""
        params = {**self._scope, "includePackageLicenseInfo": True if licenses else None}
        return _read(obj(self.client.request("GET", f"{PATH}/{quote(customer_id, safe='')}", params=params).body))

    def create(self, request: CustomerRequest) -> str:
        """Begin the provisioning of a customer and return its id (POST /wholesale/customers, answered 202).

        Raises:
            ApiError: Webex refused it.
            OutcomeUnknown: No answer came, or it names no customer.
        """
        answer = self.client.request("POST", PATH, params=self._scope, json=_body(request, create=True))
        url = optional_str(obj(answer.body), "url") or answer.headers.get("Location") or ""
        try:
            customer_id = urlsplit(url).path.rpartition("/")[2]
        except ValueError:
            customer_id = ""
        if not customer_id:
            raise OutcomeUnknown("Webex accepted the customer but named no id; it is looked up by its external id.")
        return customer_id

    def update(self, customer_id: str, request: CustomerRequest) -> None:
        """Begin to change a customer; `packages` is the whole set (PUT /wholesale/customers/{customerId})."""
        path = f"{PATH}/{quote(customer_id, safe='')}"
        self.client.request("PUT", path, params=self._scope, json=_body(request, create=False))

    def delete(self, customer_id: str) -> None:
        """Begin the removal; the organization stays (DELETE /wholesale/customers/{customerId}, answered 202)."""
        self.client.request("DELETE", f"{PATH}/{quote(customer_id, safe='')}", params=self._scope)

    def precheck(self, request: CustomerRequest) -> precheck.Precheck:
        """Ask whether a creation would be accepted (POST /wholesale/customers/validate); writes nothing."""
        body = _body(request, create=True)
        body.pop("subPartnerAdminEmail", None)
        if "customerInfo" in body:
            body["customerInfo"].pop("language", None)
        return precheck.ask(self.client, f"{PATH}/validate", body, self._scope)


def _body(request: CustomerRequest, *, create: bool) -> dict[str, Any]:
    body: dict[str, Any] = {"packages": list(request.packages)} if request.packages else {}
    if request.address:
        body["address"] = to_wholesale(request.address)
    if request.external_id:
        body["externalId"] = request.external_id
    if request.sub_partner_admin_email:
        body["subPartnerAdminEmail"] = request.sub_partner_admin_email
    if create:
        if request.provisioning_id:
            body["provisioningId"] = request.provisioning_id
        if request.org_id:
            body["orgId"] = request.org_id
        elif request.admin_email:
            info = {"name": request.name, "primaryEmail": request.admin_email, "language": request.language}
            body["customerInfo"] = {key: value for key, value in info.items() if value}
    parameters = _parameters(request)
    if parameters:
        body["provisioningParameters"] = parameters
    return body


def _parameters(request: CustomerRequest) -> dict[str, Any]:
    parameters: dict[str, Any] = {}
    if request.location:
        location = {
            "name": request.location["name"],
            "address": to_wholesale(request.location["address"]),
            "timezone": request.location["timezone"],
            "language": request.location["language"],
        }
        if request.location.get("emergency_location_identifier"):
            location["emergencyLocationIdentifier"] = request.location["emergency_location_identifier"]
        parameters["calling"] = {"location": location}
    if request.meetings_timezone:
        parameters["meetings"] = {"timezone": request.meetings_timezone}
    if request.limits:
        parameters["packages"] = {"limits": dict(request.limits)}
    return parameters


def _read(data: Mapping[str, Any]) -> WholesaleCustomer:
    return WholesaleCustomer(
        id=required_str(data, "id", f"GET {PATH}"),
        status=required_str(data, "status", f"GET {PATH}"),
        external_id=optional_str(data, "externalId"),
        org_id=optional_str(data, "orgId"),
        packages=str_list(data, "packages"),
        address=from_wholesale(obj(data, "address")),
        package_states=tuple(
            PackageState(
                optional_str(item, "name"),
                optional_str(item, "status"),
                service_errors(item, "errors"),
                service_errors(item, "warnings"),
                str_list(item, "licenseIds"),
            )
            for item in obj_list(obj(data, "resourceDetails"), "packages")
        ),
        errors=service_errors(data, "errors"),
    )
