# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Mistakes in the user's data: one record each, with place and remedy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Union

from .text import counted, escape_control_chars, shown_key

MAX_PROBLEMS_LISTED = 100
# Evaluated at import, where checkers for older Pythons look too.
Path = tuple[Union[str, int], ...]  # noqa: UP007


@dataclass(frozen=True)
class Problem:
    """One mistake.

    Attributes:
        path: Place in the data, for example ("webex_users", 3, "email").
        message: What is wrong, in one sentence without the path.
        remedy: What to do about it, in one sentence.
        customer: Inventory host of the customer; empty outside an inventory.
        place: File, and line or row, when it is known.
        shared_with: Other hosts that the mistake concerns as well: which of them has to change, nobody can tell.
    """

    path: Path
    message: str
    remedy: str
    customer: str = ""
    place: str = field(default="", compare=False)
    shared_with: tuple[str, ...] = ()

    @property
    def path_text(self) -> str:
        """The path in the usual notation: webex_users[3].email."""
        text = ""
        for step in self.path:
            text += f"[{step}]" if isinstance(step, int) else ("." if text else "") + shown_key(step)
        return text

    def under(self, *prefix: str | int) -> Problem:
        """The same mistake with a prefix before its path."""
        return replace(self, path=(*prefix, *self.path))

    def of(self, customer: str) -> Problem:
        """The same mistake with the customer it belongs to."""
        return replace(self, customer=customer)

    def __str__(self) -> str:
        head = ": ".join(part for part in (self.customer, self.path_text) if part)
        place = f" ({self.place})" if self.place else ""
        where = f"{head}{place}: " if head or place else ""
        return escape_control_chars(f"{where}{self.message} {self.remedy}".strip())

    def to_dict(self) -> dict[str, Any]:
        """The mistake as plain data for results."""
        return {
            "customer": self.customer,
            "path": self.path_text,
            "place": escape_control_chars(self.place),
            "message": self.message,
            "remedy": self.remedy,
            **({"shared_with": list(self.shared_with)} if self.shared_with else {}),
        }


class InputError(Exception):
    """The user's data cannot be used; carries every mistake that was found, and lists the first ones."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        count = len(self.problems)
        head = f"{counted(count, 'mistake')} in the data:"
        lines = [f"- {problem}" for problem in self.problems[:MAX_PROBLEMS_LISTED]]
        if count > MAX_PROBLEMS_LISTED:
            lines.append(f"- and {count - MAX_PROBLEMS_LISTED} more.")
        super().__init__("\n".join([head, *lines]))
