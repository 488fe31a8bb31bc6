# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The operation behind webex_report: renders reports again, and merges them. Sends no request."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from .._client.client import Client
from .._engine.operation import Operation, Report
from .._engine.plan import Plan
from .content import ReportError
from .merge import merged_report
from .model import ReportOptions
from .result import ReportResult
from .store import read_report, write_report


class ReportOperation(Operation[ReportOptions, None, Plan[Any], Report]):
    """A report is no object of Webex, and written in check mode as well."""

    OPTIONS = ReportOptions
    RESULT = ReportResult
    ONLY_CHANGES_LISTED = True

    def __init__(self, options: ReportOptions) -> None:
        super().__init__(options)
        self._written: dict[str, Any] = {}

    def read(self, client: Client) -> None:
        """Never called, since there is no client."""

    def plan(self, present: None) -> Plan[Any]:
        """The empty plan, after the files are written.

        Raises:
            ReportError: A report cannot be used, or the files cannot be written.
        """
        report = merged_report([read_report(_path(name)) for name in self.options.reports])
        folder = _path(self.options.folder)
        try:
            files = write_report(folder, report)
        except OSError as error:
            raise ReportError(f"The report cannot be written into {folder}: {error.strerror or error}.") from None
        self._written = {"files": files.to_dict(), "totals": report.totals}
        return Plan()

    def objects(self, present: None, plan: Plan[Any] | None, report: Report) -> dict[str, Any]:
        """The files and the totals."""
        return self._written


def _path(name: str) -> Path:
    return Path(os.path.abspath(os.path.expanduser(name)))
