# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What webex_report returns."""

from __future__ import annotations

from .._declare.fields import key
from .._declare.returned import Calls


class ReportResult(Calls):
    """Result of webex_report."""

    files: dict[str, str] = key(
        "The files that were written.",
        returned="success",
        example={
            "html": "/srv/reports/report.html",
            "json": "/srv/reports/report.json",
            "markdown": "/srv/reports/summary.md",
        },
    )
    totals: dict[str, int] = key(
        "Counts over all customers: C(customers) and how many of them are C(changed), C(unchanged), C(not_reached) and "
        "C(failed_customers); objects to C(create), C(update) and C(delete), what C(failed), what is C(not_declared) "
        "and there, what is to be done C(by_hand), what is C(tolerated), C(requests), and the C(forecast) of requests.",
        returned="success",
        example={"customers": 6, "changed": 2, "failed_customers": 0, "create": 4, "update": 1, "delete": 0},
    )
