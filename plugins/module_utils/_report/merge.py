# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""One report out of several, such as those of the slices of a job. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from .content import ReportedPart, ReportError, RunHead, RunReport


def merged_report(reports: Sequence[RunReport]) -> RunReport:
    """The report of all of them. A customer that several have is taken from the one that ended last.

    Parameters:
        reports: One at least.

    Raises:
        ReportError: Some are of runs in check mode and some are not, or their playbooks differ.
    """
    ordered = sorted(reports, key=lambda report: report.head.ended)
    last = ordered[-1]
    if len(ordered) == 1:
        return last
    if len({report.head.check_mode for report in ordered}) > 1:
        raise ReportError(
            "Some of the reports are of runs in check mode, and some are of runs that changed something. Merge those "
            "of one kind."
        )
    names = sorted({report.head.playbook for report in ordered})
    if len(names) > 1:
        raise ReportError(f"The reports are of the playbooks {', '.join(names)}. Merge those of one playbook.")
    customers: dict[str, ReportedPart] = {}
    shared = ReportedPart(reached=False)
    for report in ordered:
        shared = shared.joined(report.shared)
        for part in report.customers:
            if part.reached or part.host not in customers:
                customers[part.host] = part
    shared = replace(shared, actions=tuple({repr(action): action for action in shared.actions}.values()))
    return RunReport(_head(ordered), shared, tuple(customers[host] for host in sorted(customers)))


def _head(ordered: Sequence[RunReport]) -> RunHead:
    last = ordered[-1].head
    began = min(report.head.began for report in ordered)
    seconds = (datetime.fromisoformat(last.ended) - datetime.fromisoformat(began)).total_seconds()
    limits = {report.head.limit for report in ordered}
    interrupted = any(report.head.interrupted for report in ordered)
    limit = last.limit if len(limits) == 1 else ""
    return replace(last, began=began, seconds=seconds, limit=limit, interrupted=interrupted)
