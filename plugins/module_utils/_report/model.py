# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Options of webex_report."""

from __future__ import annotations

from .._declare.fields import key
from .._declare.options import Options
from .._declare.types import FilePath


class ReportOptions(Options):
    """Options of webex_report."""

    reports: list[FilePath] = key(
        [
            "Files C(report.json) of runs, relative to the working directory.",
            "Several become one report, as of the slices of one job. A customer that several have is taken from the "
            "one that ended last.",
        ],
        example=["slice-1/report.json", "slice-2/report.json"],
        min_length=1,
    )
    folder: FilePath = key(
        "Folder for C(report.html), C(report.json) and C(summary.md), relative to the working directory. It is made "
        "when it is missing; files of these names in it are replaced.",
        example="reports/whole-job",
    )
