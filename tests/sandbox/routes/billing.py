# SPDX-License-Identifier: GPL-3.0-or-later
"""Wholesale billing reports."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from ..clock import iso
from ..paging import number
from ..schemas import BillingReportCreate
from ..state import billing
from ..state.records import BillingReport
from ..state.world import World
from .common import InWorld, ReportId, answer, empty

router = APIRouter(prefix="/v1/wholesale/billing/reports")
LIST_SIZE = 100
FILTERS = ("billingStartDate", "billingEndDate", "type", "status", "subPartnerOrgId")


def _brief(report: BillingReport) -> dict[str, Any]:
    """Shape what every answer says about a report."""
    return {
        "id": report.id,
        "billingStartDate": report.start,
        "billingEndDate": report.end,
        "type": report.kind,
        "category": "RECONCILIATION",
    }


def _full(world: World, report: BillingReport) -> dict[str, Any]:
    shown = _brief(report) | {
        "created": iso(report.created),
        "createdBy": world.partner_admin_id,
        "status": report.status,
    }
    if report.status == "COMPLETED":
        shown["tempDownloadURL"] = f"{billing.DOWNLOADS}/{report.id}.csv"
    return shown


@router.get("", operation_id="listWholesaleBillingReports")
async def list_reports(request: Request, world: InWorld) -> Response:
    """List billing reports; there is no second page."""
    query = request.query_params
    filters = {name: query.get(name) for name in FILTERS}
    found = billing.select(world, filters, query.get("sortBy", "billingStartDate"))
    size = number(query.get("max"), LIST_SIZE)
    return answer({"items": [_brief(report) | {"status": report.status} for report in found[:size]]})


@router.post("", operation_id="createWholesaleBillingReport")
async def create_report(world: InWorld, body: BillingReportCreate) -> Response:
    """Start a billing report."""
    return answer(_brief(billing.create(world, body.sent())))


@router.get("/{id}", operation_id="getWholesaleBillingReport")
async def get_report(world: InWorld, report_id: ReportId) -> Response:
    """Read one billing report."""
    return answer(_full(world, billing.find(world, report_id)))


@router.delete("/{id}", operation_id="deleteWholesaleBillingReport")
async def delete_report(world: InWorld, report_id: ReportId) -> Response:
    """Delete one billing report."""
    billing.remove(world, billing.find(world, report_id))
    return empty()
