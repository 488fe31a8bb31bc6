# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The counts of a report as the rows of a table, for terminals and pages. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .content import ReportedPart, RunReport

COLUMNS = ("create", "change", "remove", "failed", "not declared", "seconds", "requests")
_COUNTS = ("create", "update", "delete", "failed", "not_declared")


@dataclass(frozen=True)
class CountRow:
    """A row: a customer, or several.

    Attributes:
        status: Of its customer; empty for several.
        numbers: In the order of COLUMNS.
    """

    name: str
    status: str
    numbers: tuple[float, ...]

    @classmethod
    def of(cls, part: ReportedPart) -> CountRow:
        """The row of a part."""
        counts = part.counts()
        return cls(part.name, part.status, (*(counts[name] for name in _COUNTS), part.seconds, part.requests))

    @property
    def cells(self) -> list[str]:
        """The numbers as text; what is nothing is a dash."""
        *counts, seconds, requests = self.numbers
        return [*(str(count or "-") for count in counts), f"{seconds:.1f}", str(requests)]


def count_rows(report: RunReport, most: int) -> list[CountRow]:
    """The rows: what customers share, what failed, what changes, each in the order of names; the rest in a row each.

    Parameters:
        most: Customers that have a row of their own.
    """
    rows: dict[str, list[CountRow]] = {"failed": [], "changed": [], "unchanged": [], "not_reached": []}
    for part in report.customers:
        rows[part.status].append(CountRow.of(part))
    named = [*rows["failed"], *rows["changed"]]
    shared = [CountRow.of(report.shared)] if report.shared.status in ("failed", "changed") else []
    rest = {
        "more with changes or failures": named[most:],
        "unchanged": rows["unchanged"],
        "not looked at": rows["not_reached"],
    }
    totals = report.totals
    total = (*(totals[name] for name in _COUNTS), report.head.seconds, totals["requests"])
    return [
        *shared,
        *named[:most],
        *(_together(f"{len(members)} {word}", members) for word, members in rest.items() if members),
        CountRow(customers_counted(totals["customers"]), "", total),
    ]


def customers_counted(number: int) -> str:
    """All customers, as text."""
    return "1 customer" if number == 1 else f"all {number} customers"


def _together(name: str, rows: Sequence[CountRow]) -> CountRow:
    columns: Iterable[tuple[float, ...]] = zip(*(row.numbers for row in rows), strict=True)
    return CountRow(name, "", tuple(sum(column) for column in columns))
