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
from dataclasses import dataclass
from typing import Any

from .problem import InputError, Problem
from .types import nearest, shown
from .user import User

CONTROL_HUB_KEY = "user id/email (required)"
_CONTROL_HUB = {
    CONTROL_HUB_KEY: "email",
    "first name": "first_name",
    "last name": "last_name",
    "display name": "display_name",
    "phone number": "number",
    "extension": "extension",
    "location": "location",
    "title": "title",
    "department": "department",
    "package": "package",
}
_DELIMITERS = (",", ";", "\t")
_OWN = tuple(User.model_fields) if hasattr(User, "model_fields") else ()


@dataclass(frozen=True)
class Row:
    """One user of the file: its data, and the number of its line (the header is line 1)."""

    line: int
    data: dict[str, Any]


@dataclass(frozen=True)
class UsersFile:
    """What a file holds: rows, and the columns that were passed over (only with Control Hub's own export)."""

    name: str
    rows: tuple[Row, ...]
    ignored_columns: tuple[str, ...]


def parse(text: str, name: str) -> UsersFile:
    """Read the text of a CSV file; empty cells are keys that are not managed.

    Parameters:
        text: Contents of the file, decoded; a byte order mark, CRLF and the delimiters comma, semicolon, tab are
            accepted.
        name: Name of the file for messages.

    Raises:
        InputError: Unknown, missing or doubled columns; rows with more or fewer cells than the header.
    """
    text = text.removeprefix("\ufeff")
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        lines = [(reader.line_num, cells) for cells in reader]
    except csv.Error as error:
        raise InputError(
            [
                _problem(
                    name, reader.line_num, f"the file is not readable as CSV: {error}.", "Check the quotes of the row."
                )
            ]
        ) from None
    if not lines:
        raise InputError([_problem(name, 1, "the file is empty.", "Begin it with a header row.")])
    columns, ignored = _columns(lines[0][1], name)
    problems: list[Problem] = []
    rows: list[Row] = []
    for line, cells in lines[1:]:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(columns):
            message = f"the row has {len(cells)} cells, the header {len(columns)}."
            problems.append(_problem(name, line, message, "Put cells that contain the delimiter in quotes."))
            continue
        data = {key: cell.strip() for key, cell in zip(columns, cells, strict=True) if key and cell.strip()}
        rows.append(Row(line, data))
    if problems:
        raise InputError(problems)
    return UsersFile(name, tuple(rows), ignored)


def _columns(header: list[str], name: str) -> tuple[list[str | None], tuple[str, ...]]:
    """The key of each column, None for a column that is passed over."""
    from_control_hub = any(cell.strip().lower() == CONTROL_HUB_KEY for cell in header)
    columns: list[str | None] = []
    ignored: list[str] = []
    problems: list[Problem] = []
    for cell in header:
        title = cell.strip()
        key = _CONTROL_HUB.get(title.lower()) or (title.lower() if title.lower() in _OWN else None)
        if key in columns and key is not None:
            problems.append(_problem(name, 1, f"the column {shown(title)} occurs twice.", "Remove one of them."))
        elif key is None and from_control_hub:
            ignored.append(title)
        elif key is None:
            problems.append(_problem(name, 1, f"the column {shown(title)} is not known.", nearest(title, _OWN)))
        columns.append(key)
    # A column with a wrong name is told once, not a second time as a missing one.
    for key in ("email", "package") if not problems else ():
        if key not in columns:
            problems.append(_problem(name, 1, f"the column {key} is missing.", f"Add the column {key}."))
    if problems:
        raise InputError(problems)
    return columns, tuple(ignored)


def _problem(name: str, line: int, message: str, remedy: str) -> Problem:
    return Problem(("webex_users_file",), message, remedy, place=f"{name}, line {line}")
