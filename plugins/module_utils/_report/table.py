# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The table of a run for the terminal. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .._declare.text import escape_control_chars
from .content import RunReport
from .rows import COLUMNS, count_rows

_WIDEST = 40


@dataclass(frozen=True)
class TableLine:
    """A line; `status` is that of its customer, or that of a hint, or empty."""

    text: str
    status: str = ""


def table_of(report: RunReport, most: int) -> list[TableLine]:
    """The lines of the table.

    Parameters:
        most: Customers that have a line of their own.
    """
    rows = count_rows(report, most)
    names = [_cut(row.name) for row in rows]
    width = max(map(len, ["customer", *names]))
    lines = [TableLine(_line(name, row.cells, width), row.status) for name, row in zip(names, rows, strict=True)]
    by_hand = report.totals["by_hand"]
    hints = [TableLine(f"To do by hand, see the report: {by_hand}", "by_hand")] if by_hand else []
    if tolerated := report.totals["tolerated"]:
        hints.append(TableLine(f"Tolerated differences, see the report: {tolerated}"))
    if report.head.interrupted:
        hints.append(TableLine("The run was stopped before its end.", "failed"))
    return [TableLine(_line("customer", COLUMNS, width)), *lines, *hints]


def _cut(name: str) -> str:
    text = escape_control_chars(name)
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 3]}..."


def _line(name: str, cells: Sequence[str], width: int) -> str:
    columns = zip(cells, COLUMNS, strict=True)
    return f"{name:<{width}}  " + "  ".join(f"{cell:>{len(title)}}" for cell, title in columns)
