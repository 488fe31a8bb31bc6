# SPDX-License-Identifier: GPL-3.0-or-later
"""Wholesale customers and sub-partners."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from ..clock import iso
from ..errors import error_body
from ..paging import base_url, number, page
from ..schemas import CustomerCreate, CustomerPrecheck, CustomerUpdate
from ..state import customers
from ..state.records import Customer
from ..state.world import World
from .common import CustomerId, InSandbox, InWorld, SubPartnerId, answer, empty, flag, tolerate

router = APIRouter(prefix="/v1/wholesale")
STATUSES = customers.READY | customers.BUSY | {"error"}
LIST_SIZE = 100


def view(world: World, customer: Customer, *, licenses: bool = False) -> dict[str, Any]:
    """Shape a customer for an answer: name, e-mail, limits and parameters are never shown."""
    shown: dict[str, Any] = {"id": customer.id}
    if customer.org_id is not None and customer.status in customers.READY:
        shown["orgId"] = customer.org_id
    shown |= {
        "externalId": customer.external_id,
        "address": customer.address,
        "status": customer.status,
        "packages": list(customer.packages),
    }
    org = world.organizations.get(customer.org_id or "")
    details = []
    for package in customer.packages.values():
        entry: dict[str, Any] = {"name": package.name, "status": package.status}
        if package.warnings:
            entry["warnings"] = package.warnings
        if package.errors:
            entry["errors"] = package.errors
        if licenses and org is not None and package.name in org.licenses:
            entry["licenseIds"] = [org.licenses[package.name]]
        details.append(entry)
    shown["resourceDetails"] = {"packages": details}
    if customer.errors:
        shown["errors"] = customer.errors
    return shown


def precheck_answer(request: Request, problems: list[tuple[str, int | str]], status: int) -> Response:
    """Shape the verdict of a precheck; the status of a failing one is a setting, as it is not published."""
    if not problems:
        info = [{"infoCode": 100, "description": "Validation successful."}]
        return answer({"message": "success", "info": info})
    body = error_body(problems, request.state.exchange.tracking_id)
    if status < 400:  # a verdict, not an error body
        del body["trackingId"]
    return answer(body, status)


def _note_language(request: Request, body: dict[str, Any]) -> None:
    location = body.get("provisioningParameters", {}).get("calling", {}).get("location", {})
    language = location.get("language", "")
    if language != language.lower():
        tolerate(request, [f"language {language} is not lower case"])


@router.get("/customers", operation_id="listWholesaleCustomers")
async def list_customers(request: Request, world: InWorld, sub_partner: SubPartnerId) -> Response:
    """List customers."""
    query = request.query_params
    statuses = {item for text in query.getlist("status") for item in text.split(",") if item}
    for status in statuses - STATUSES:
        tolerate(request, [f"unknown status {status} in the filter"])
    found = customers.select(world, sub_partner, query.get("externalId"), query.get("orgId"), statuses)
    offset, size = number(query.get("offset"), 0), number(query.get("max"), LIST_SIZE, LIST_SIZE)
    part, headers = page(request, found, offset, size)
    return answer({"items": [view(world, customer) for customer in part]}, headers=headers)


@router.post("/customers", operation_id="provisionWholesaleCustomer")
async def create_customer(
    request: Request, world: InWorld, sub_partner: SubPartnerId, body: CustomerCreate
) -> Response:
    """Order a customer."""
    data = body.sent()
    _note_language(request, data)
    customer = customers.create(world, data, sub_partner)
    url = f"{base_url(request)}/v1/wholesale/customers/{customer.id}"
    return answer({"url": url}, 202, {"Location": url})


@router.post("/customers/validate", operation_id="precheckWholesaleCustomer")
async def precheck_customer(
    request: Request, sandbox: InSandbox, sub_partner: SubPartnerId, body: CustomerPrecheck
) -> Response:
    """Return whether an order would be accepted."""
    problems = customers.precheck(sandbox.world, body.sent(), sub_partner)
    return precheck_answer(request, problems, sandbox.settings.runtime.precheck_status)


@router.get("/customers/{customerId}", operation_id="getWholesaleCustomer")
async def get_customer(
    request: Request, world: InWorld, sub_partner: SubPartnerId, customer_id: CustomerId
) -> Response:
    """Read one customer."""
    customer = customers.find(world, customer_id, sub_partner)
    return answer(view(world, customer, licenses=flag(request, "includePackageLicenseInfo")))


@router.put("/customers/{customerId}", operation_id="updateWholesaleCustomer")
async def update_customer(
    request: Request, world: InWorld, sub_partner: SubPartnerId, customer_id: CustomerId, body: CustomerUpdate
) -> Response:
    """Change a customer."""
    customer = customers.find(world, customer_id, sub_partner)
    data = body.sent()
    _note_language(request, data)
    customers.update(world, customer, data)
    url = f"{base_url(request)}/v1/wholesale/customers/{customer.id}"
    return answer({"url": url}, 202, {"Location": url})


@router.delete("/customers/{customerId}", operation_id="removeWholesaleCustomer")
async def delete_customer(world: InWorld, sub_partner: SubPartnerId, customer_id: CustomerId) -> Response:
    """Remove a customer."""
    customers.remove(world, customers.find(world, customer_id, sub_partner))
    return empty(202)


@router.get("/subPartners", operation_id="listWholesaleSubPartners")
async def list_sub_partners(request: Request, world: InWorld) -> Response:
    """List sub-partners."""
    query = request.query_params
    wanted = query.get("provisioningState")
    found = [item for item in world.sub_partners.values() if wanted in (None, item.state)]
    offset, size = number(query.get("offset"), 0), number(query.get("max"), LIST_SIZE, LIST_SIZE)
    part, headers = page(request, found, offset, size)
    items = [
        {
            "orgId": item.org_id,
            "subscriptionId": item.subscription_id,
            "provisioningState": item.state,
            "created": iso(item.created),
            "billingStartDate": iso(item.created),
        }
        for item in part
    ]
    return answer({"items": items}, headers=headers)
