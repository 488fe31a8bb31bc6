# SPDX-License-Identifier: GPL-3.0-or-later
"""Billing reports. Only their states are simulated: the file at the download address does not exist."""

from __future__ import annotations

from typing import Any

from ..errors import bad_request, not_found
from ..ids import new_id
from .records import BillingReport
from .world import World

DOWNLOADS = "https://billing-reports.example"
SORT_KEYS = {"id": "id", "billingStartDate": "start", "billingEndDate": "end", "status": "status"}


def find(world: World, report_id: str) -> BillingReport:
    """Return one report."""
    report = world.billing_reports.get(report_id)
    if report is None:
        raise not_found("The billing report")
    return report


def create(world: World, data: dict[str, Any]) -> BillingReport:
    """Start a report; it is done after a while."""
    start, end = data["billingStartDate"], data["billingEndDate"]
    if end < start:
        raise bad_request("billingEndDate must not be before billingStartDate.")
    report = BillingReport(
        id=new_id("BILLING_REPORT"),
        start=start,
        end=end,
        kind=data.get("type", "PARTNER"),
        sub_partner=world.require_sub_partner(data.get("subPartnerOrgId")),
        created=world.now(),
    )
    world.billing_reports[report.id] = report

    def complete() -> None:
        report.status = "COMPLETED"

    world.later(world.settings.update_delay, complete)
    return report


def select(world: World, filters: dict[str, str | None], sort_by: str) -> list[BillingReport]:
    """Return the reports that match, in order; a filter of None matches everything."""
    found = [
        report
        for report in world.billing_reports.values()
        if filters["billingStartDate"] in (None, report.start)
        and filters["billingEndDate"] in (None, report.end)
        and filters["type"] in (None, report.kind)
        and filters["status"] in (None, report.status)
        and filters["subPartnerOrgId"] in (None, report.sub_partner)
    ]
    return sorted(found, key=lambda report: str(getattr(report, SORT_KEYS[sort_by])))


def remove(world: World, report: BillingReport) -> None:
    """Remove a report."""
    del world.billing_reports[report.id]
