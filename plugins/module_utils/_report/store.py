# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The files of reports: the latest one of a playbook, and earlier ones in folders beside it."""

from __future__ import annotations

import itertools
import json
import os
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from .._declare.text import quoted
from .._engine.private_file import write_private
from .content import REPORT_FORMAT, ReportedPart, ReportError, RunHead, RunReport
from .markdown import markdown_of
from .page import page_of

JSON, PAGE, SUMMARY = "report.json", "report.html", "summary.md"
FILES = (PAGE, JSON, SUMMARY)
EARLIER = "earlier"
_HEAD_LINES = 20
_EARLIER_NAME = re.compile(r"\d{8}T\d{6}Z(-\d+)?")


@dataclass(frozen=True)
class ReportFiles:
    """The files of one report."""

    page: Path
    data: Path
    summary: Path

    @classmethod
    def of(cls, folder: Path) -> ReportFiles:
        """Those in a folder."""
        return cls(folder / PAGE, folder / JSON, folder / SUMMARY)

    def to_dict(self) -> dict[str, str]:
        """The paths for a result."""
        return {"html": str(self.page), "json": str(self.data), "markdown": str(self.summary)}


def write_report(folder: Path, report: RunReport) -> ReportFiles:
    """Write the three files of a report, each in one step and for its owner only.

    Parameters:
        folder: Is made when it is missing.

    Raises:
        OSError: They cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    writers: Mapping[str, Callable[[TextIO], Any]] = {
        JSON: lambda file: _write_json(file, report),
        PAGE: lambda file: file.writelines(page_of(report)),
        SUMMARY: lambda file: file.write(markdown_of(report)),
    }
    for name, write in writers.items():
        write_private(folder / name, write)
    return ReportFiles.of(folder)


def keep_report(folder: Path, report: RunReport, keep: int) -> ReportFiles:
    """Write a report as the latest of its folder; the one before goes to the earlier ones.

    Parameters:
        keep: How many earlier ones stay.

    Raises:
        OSError: It cannot be written.
    """
    _make_folders(folder)
    if keep:
        _put_away(folder)
    files = write_report(folder, report)
    earlier = folder / EARLIER
    names = sorted(path.name for path in earlier.iterdir()) if earlier.is_dir() else []
    for name in [name for name in names if _EARLIER_NAME.fullmatch(name)][: -keep or None]:
        _remove(earlier / name)
    return files


def read_report(path: Path) -> RunReport:
    """The report in a file.

    Raises:
        ReportError: It cannot be read, is something else, or has the format of another version.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no JSON"
        raise ReportError(f"{path} cannot be read: {reason}. Name a report.json of this collection.") from None
    version = data.get("format_version") if isinstance(data, dict) else None
    if version is not None and version != REPORT_FORMAT:
        raise ReportError(
            f"{path} has the format {quoted(version)}, written by version {data.get('collection_version')} of the "
            f"collection; this version reads format {REPORT_FORMAT}. Use the version that wrote it."
        )
    try:
        customers = tuple(map(ReportedPart.from_dict, data["customers"]))
        return RunReport(RunHead.from_dict(data), ReportedPart.from_dict(data["shared"]), customers)
    except (KeyError, TypeError, AttributeError):
        raise ReportError(f"{path} is no report, or was changed after it was written. Name a report.json.") from None


def _write_json(file: TextIO, report: RunReport) -> None:
    """The whole report, a customer a line, with one customer in memory."""
    for name, value in report.opening().items():
        file.write(f"{'{' if name == 'format_version' else ','}\n{json.dumps(name)}: {json.dumps(value, default=str)}")
    file.write(',\n"customers": [')
    for number, part in enumerate(report.customers):
        file.write(f"{',' if number else ''}\n{json.dumps(part.to_dict(), default=str)}")
    file.write("\n]\n}\n")


def _put_away(folder: Path) -> None:
    """Keep the latest report among the earlier ones as well, under the moment of its beginning."""
    began = _began(folder / JSON)
    if not _EARLIER_NAME.fullmatch(began):
        return
    earlier = folder / EARLIER
    earlier.mkdir(exist_ok=True, mode=0o700)
    place, number = earlier / began, 1
    while place.exists():
        number += 1
        place = earlier / f"{began}-{number}"
    place.mkdir(mode=0o700)
    for name in FILES:
        with suppress(FileNotFoundError):
            try:
                os.link(folder / name, place / name)
            except OSError:  # a file system without links
                os.replace(folder / name, place / name)


def _began(path: Path) -> str:
    """When the run of a report began, as the name of a folder; empty where there is none."""
    with suppress(OSError, UnicodeDecodeError), path.open(encoding="utf-8") as file:
        for line in itertools.islice(file, _HEAD_LINES):
            if found := re.match(r'"began": "([^"]+)"', line):
                return re.sub(r"[-:]", "", found[1])
    return ""


def _remove(place: Path) -> None:
    """Remove an earlier report; a folder with something else in it stays."""
    for name in FILES:
        (place / name).unlink(missing_ok=True)
    with suppress(OSError):
        place.rmdir()


def _make_folders(folder: Path) -> None:
    """Make the folder of the reports of a playbook, and the one of all reports.

    Reports have names and addresses of people, and lie beside files that belong under version control.
    """
    above = folder.parent
    if not above.exists():
        above.mkdir(parents=True, mode=0o700)
        (above / ".gitignore").write_text("*\n", encoding="utf-8")
    folder.mkdir(exist_ok=True, mode=0o700)
