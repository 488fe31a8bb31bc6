# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Users from a CSV file: own column names, or those of Control Hub's user export.

Pure: takes the text of the file, returns rows. Column names of Control Hub: help.webex.com, "Control Hub user
management CSV file reference".
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import Any

from .._declare.fields import marked, marks_of
from .._declare.problem import InputError, Problem
from .._declare.spreadsheet import is_error, means_nothing
from .._declare.text import counted
from .._declare.types import nearest, quoted
from .model import User

_CONTROL_HUB = {marks_of(User, name).control_hub.lower(): name for name in marked(User, "control_hub")}
CONTROL_HUB_KEY = next((column for column, name in _CONTROL_HUB.items() if name == "email"), "")
_DELIMITERS = (",", ";", "\t")
# Columns of words, in which a name such as None may be meant.
_WORDS = ("first_name", "last_name", "display_name", "title", "department")
_SHOWN = 10
_NO_TITLE = ' \t\r\n\u00a0,;"'
_OWN = tuple(User.model_fields) if hasattr(User, "model_fields") else ()


@dataclass(frozen=True)
class FileRow:
    """One user of the file: its data, and the number of its line (the header is line 1)."""

    line: int
    data: dict[str, Any]


@dataclass(frozen=True)
class UsersFile:
    """The rows of a file.

    Attributes:
        ignored_columns: Titles of columns that are passed over, only in an export of Control Hub.
        doubtful: Cells that say that nothing is there, and are taken for names all the same.
    """

    name: str
    rows: tuple[FileRow, ...]
    ignored_columns: tuple[str, ...]
    doubtful: tuple[str, ...] = ()

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a person should know of the file, without its name."""
        columns = f"columns passed over: {', '.join(self.ignored_columns)}."
        shown = "; ".join(self.doubtful[:_SHOWN])
        more = f"; and {len(self.doubtful) - _SHOWN} more" if len(self.doubtful) > _SHOWN else ""
        cells = f"words for nothing are taken for names: {shown}{more}. Empty these cells if nobody is called that."
        return (*([columns] if self.ignored_columns else []), *([cells] if self.doubtful else []))


def parse(text: str, name: str) -> UsersFile:
    """Read the text of a CSV file; empty cells are keys that are not managed.

    Parameters:
        text: Contents of the file, decoded; a byte order mark, CRLF and the delimiters comma, semicolon, tab are
            accepted.
        name: Name of the file for messages.

    Raises:
        InputError: Unknown, missing or duplicate columns; rows with more or fewer cells than the header.
    """
    text = text.removeprefix("\ufeff")
    lines = _lines(text, name)
    if not lines:
        raise InputError([_problem(name, 1, "the file is empty.", "Begin it with a header row.")])
    titles = _without_blank_end(lines[0][1])
    columns, ignored = _columns(titles, lines[0][0], name)
    problems: list[Problem] = []
    rows: list[FileRow] = []
    doubtful: list[str] = []
    for line, cells in lines[1:]:
        if len(cells) > len(columns):
            cells = [*cells[: len(columns)], *_without_blank_end(cells[len(columns) :])]
        if len(cells) != len(columns):
            message = f"the row has {counted(len(cells), 'cell')}, the header {len(columns)}."
            problems.append(_problem(name, line, message, "Put cells that contain the delimiter in quotes."))
            continue
        data = {key: cell.strip() for key, cell in zip(columns, cells, strict=True) if key and cell.strip()}
        for key, cell in data.items():
            if is_error(cell):
                message = f"the cell of column {key} holds {quoted(cell)}, an error of the spreadsheet."
                problems.append(_problem(name, line, message, "Correct the formula, or write the value itself."))
            elif means_nothing(cell) and key in _WORDS:
                doubtful.append(f"line {line}: {key} is {cell}")
            elif means_nothing(cell):
                message = f"the cell of column {key} holds {quoted(cell)}, another program's word for nothing."
                problems.append(_problem(name, line, message, "Empty the cell."))
        rows.append(FileRow(line, data))
    if problems:
        raise InputError(problems)
    return UsersFile(name, tuple(rows), ignored, tuple(doubtful))


def _lines(text: str, name: str) -> list[tuple[int, list[str]]]:
    """The rows that are not blank, each with the number of its first line; a row may have several."""
    skipped, delimiter = _dialect(text, name)
    source = io.StringIO(text, newline="")
    for _line in range(skipped):
        source.readline()
    reader = csv.reader(source, delimiter=delimiter, strict=True)
    lines: list[tuple[int, list[str]]] = []
    start = skipped + 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                lines.append((start, cells))
            start = skipped + reader.line_num + 1
    except csv.Error as error:
        message = f"the file is not readable as CSV: {error}."
        raise InputError([_problem(name, start, message, "Check the quotes of the row.")]) from None
    return lines


def _dialect(text: str, name: str) -> tuple[int, str]:
    """The number of lines before the table, and its delimiter."""
    for number, line in enumerate(io.StringIO(text, newline="")):
        if "\0" in line:
            message = "the file is not UTF-8 text: it has zero bytes."
            raise InputError([_problem(name, number + 1, message, "Save it as CSV UTF-8.")])
        # A line such as sep=; is for Excel, which does not show it.
        separator = re.fullmatch(r'"?sep=(.)"?\s*', line)
        if separator and separator[1] in _DELIMITERS:
            return number + 1, separator[1]
        if line.strip(_NO_TITLE):
            titles = re.sub(r'"[^"]*("|$)', "", line)
            return number, max(_DELIMITERS, key=titles.count)
    return 0, _DELIMITERS[0]


def _without_blank_end(cells: list[str]) -> list[str]:
    """The cells without empty ones at the end: spreadsheets also write columns that were used before."""
    width = len(cells)
    while width and not cells[width - 1].strip():
        width -= 1
    return cells[:width]


def _columns(header: list[str], line: int, name: str) -> tuple[list[str | None], tuple[str, ...]]:
    """The key of each column, None for an ignored one; and the titles of ignored columns."""
    from_control_hub = any(cell.strip().lower() == CONTROL_HUB_KEY for cell in header)
    columns: list[str | None] = []
    ignored: list[str] = []
    problems: list[Problem] = []
    for number, cell in enumerate(header, start=1):
        title = cell.strip()
        key = _CONTROL_HUB.get(title.lower()) or (title.lower() if title.lower() in _OWN else None)
        if key in columns and key is not None:
            problems.append(_problem(name, line, f"the column {quoted(title)} occurs twice.", "Remove one of them."))
        elif key is None and from_control_hub:
            ignored.append(title or f"column {number}")
        elif key is None and not title:
            problems.append(
                _problem(name, line, f"column {number} has no title.", "Give it one, or remove the column.")
            )
        elif key is None:
            problems.append(_problem(name, line, f"the column {quoted(title)} is not known.", nearest(title, _OWN)))
        columns.append(key)
    # A column with a wrong name is reported once, not a second time as a missing one.
    for key in ("email", "package") if not problems else ():
        if key not in columns:
            problems.append(_problem(name, line, f"the column {key} is missing.", f"Add the column {key}."))
    if problems:
        raise InputError(problems)
    return columns, tuple(ignored)


def _problem(name: str, line: int, message: str, remedy: str) -> Problem:
    return Problem(("webex_users_file",), message, remedy, place=f"{name}, line {line}")
