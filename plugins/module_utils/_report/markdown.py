# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""summary.md: a report for a pull request or the page of a job, in a bounded number of characters. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from .content import RunReport
from .rows import COLUMNS, count_rows
from .texts import (
    OUTCOME_WORDS,
    VERB_WORDS,
    event_line,
    facts_about,
    field_lines,
    lines_of,
    tallies,
    tasks_by_reason,
    title_of,
    tolerance_line,
)

# A comment of a pull request holds 65,535.
MAX_CHARACTERS = 65_000
MAX_TABLE_ROWS = 100
_MAX_LINE = 1_000
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&])")
_ROOM_BY_HAND, _ROOM_OF_FAILURES, _ROOM_OF_LISTS, _ROOM_FOR_THE_REST = 12_000, 16_000, 6_000, 150


def markdown_of(report: RunReport) -> str:
    """The summary: totals, what a person has to do, failures, the table, then changes as far as there is room."""
    lines = [
        f"# {_plain(title_of(report.head))}",
        "",
        _plain("; ".join(facts_about(report.head))) + ".",
        "",
        ", ".join(f"**{number}** {word}" for word, number in tallies(report) if number),
        *_within(_ROOM_BY_HAND, _by_hand(report)),
        *_within(_ROOM_OF_FAILURES, _failures(report)),
        *_table(report),
        *_within(_ROOM_OF_LISTS, _listed(report, "## Tolerated", "tolerated", tolerance_line)),
        *_within(_ROOM_OF_LISTS, _listed(report, "## Who changed it, by Webex's audit log", "events", event_line)),
    ]
    lines += _within(MAX_CHARACTERS - sum(len(line) + 1 for line in lines), _changes(report))
    return "\n".join(lines) + "\n"


def _within(room: int, lines: Iterable[str]) -> list[str]:
    """The first lines, as many as there is room for, and how many are left out."""
    kept: list[str] = []
    left_out = 0
    room -= _ROOM_FOR_THE_REST
    for line in lines:
        room -= len(line) + 1
        if left_out or room < 0:
            left_out += 1
        else:
            kept.append(line)
    if left_out:
        kept += ["", f"*{left_out} more lines are left out here. report.html and report.json have everything.*"]
    return kept


def _by_hand(report: RunReport) -> Iterator[str]:
    heading = "## To do by hand"
    for title, tasks in tasks_by_reason(report).items():
        yield from _begun(heading, f"**{title}**")
        heading = ""
        for _number, host, task in tasks:
            yield f"- {_named(host)}{_plain(task.text)}"
            yield from (f"  {number}. {_plain(step)}" for number, step in enumerate(task.steps, 1))


def _failures(report: RunReport) -> Iterator[str]:
    heading = "## Failures"
    for part in report.parts():
        for failure in part.failures:
            yield from _begun(heading)
            heading = ""
            what = _plain(f"{failure.kind} {failure.identity}".strip())
            facts = [
                f"code {_plain(failure.code)}" if failure.code else "",
                f"tracking ID {_plain(failure.tracking_id)}" if failure.tracking_id else "",
                _plain(failure.place),
            ]
            shown = ", ".join(fact for fact in facts if fact)
            hint = f" {_plain(failure.hint)}" if failure.hint and failure.hint not in failure.error else ""
            yield f"- {_named(part.host)}{what}: {_plain(failure.error)}{hint}{f' ({shown})' if shown else ''}"


def _table(report: RunReport) -> Iterator[str]:
    yield from _begun("## Customers")
    yield f"| | {' | '.join(COLUMNS)} |"
    yield f"| --- |{' ---: |' * len(COLUMNS)}"
    for row in count_rows(report, MAX_TABLE_ROWS):
        yield f"| {_plain(row.name)} | {' | '.join(row.cells)} |"


def _listed(report: RunReport, heading: str, name: str, line: Callable[[Any], str]) -> Iterator[str]:
    """One of the lists of all customers, each entry in a line."""
    for part in report.parts():
        for entry in getattr(part, name):
            yield from _begun(heading)
            heading = ""
            yield f"- {_named(part.host)}{_plain(line(entry))}"


def _changes(report: RunReport) -> Iterator[str]:
    heading = "## Changes"
    for part in report.parts():
        if part.actions:
            yield from _begun(heading, f"### {_plain(part.name)}")
            heading = ""
        for action in part.actions:
            word = VERB_WORDS.get(action.action, action.action)
            outcome = OUTCOME_WORDS.get(action.outcome, "")
            fields = "; ".join(field_lines(action))
            yield (
                f"- {word} {_plain(action.kind)} {_plain(action.identity)}{f' ({outcome})' if outcome else ''}"
                f"{f': {_plain(fields)}' if fields else ''}"
            )


def _begun(*headings: str) -> Iterator[str]:
    """The headings that are not empty, each with an empty line behind it, and one before all."""
    given = [heading for heading in headings if heading]
    yield from ("", *(line for heading in given for line in (heading, ""))) if given else ()


def _named(host: str) -> str:
    return f"**{_plain(host)}**: " if host else ""


def _plain(text: str) -> str:
    """The text in a line, with nothing in it that Markdown would take for its own."""
    line = " ".join(lines_of(text))
    line = line if len(line) <= _MAX_LINE else f"{line[:_MAX_LINE]}..."
    return _SPECIAL.sub(r"\\\1", line)
