# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The declaration as it was written, read without a model: a value of another type is a mistake with its place.

Steps hand on what was written, since absent and null differ; only the modules know the models. Pure.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from .._declare.problem import InputError, Path, Problem
from .._declare.text import quoted


@dataclass(frozen=True)
class Part:
    """A mapping of keys to values that the user wrote; null counts as absent unless a method says otherwise.

    Every method raises InputError for a value of another shape than it promises.

    Attributes:
        written: The mapping as it is.
        path: Where it stands in the data; empty for all variables of a host.
    """

    written: Mapping[str, Any]
    path: Path = ()

    def taken(self, keys: Collection[str]) -> dict[str, Any]:
        """The keys that were written, with their values; null counts as a value."""
        return {key: self.written[key] for key in keys if key in self.written}

    def renamed(self, keys: Mapping[str, str]) -> dict[str, Any]:
        """The same under other names.

        Parameters:
            keys: The key of each name.
        """
        return {name: self.written[key] for name, key in keys.items() if key in self.written}

    def has(self, key: str) -> bool:
        """Whether the key has a value."""
        return self.written.get(key) is not None

    def needed(self, key: str) -> Any:
        """The value, whatever it is."""
        if not self.has(key):
            raise InputError([Problem((*self.path, key), "it is missing.", f"Add the key {key}.")])
        return self.written[key]

    def text(self, key: str) -> str:
        """A mandatory text."""
        return _text(self.needed(key), (*self.path, key))

    def entries(self, key: str) -> list[Any]:
        """The entries of a list; none where it is absent."""
        value = self.written.get(key)
        if value is not None and not isinstance(value, list):
            # A text would be taken for a list of its letters.
            problem = Problem((*self.path, key), f"{quoted(value)} is not a list.", "Begin every entry with a dash.")
            raise InputError([problem])
        return value or []

    def texts(self, key: str) -> list[str]:
        """The entries of a list of texts; none where it is absent."""
        return [_text(entry, (*self.path, key, index)) for index, entry in enumerate(self.entries(key))]

    def part(self, key: str) -> Part:
        """A mapping; without keys where it is absent."""
        return _part(self.written[key], (*self.path, key)) if self.has(key) else Part({}, (*self.path, key))

    def parts(self, key: str) -> list[Part]:
        """The entries of a list of mappings; none where it is absent."""
        return [_part(entry, (*self.path, key, index)) for index, entry in enumerate(self.entries(key))]


def _part(value: Any, path: Path) -> Part:
    if not isinstance(value, Mapping):
        raise InputError([Problem(path, f"{quoted(value)} is not a mapping of keys to values.", "Correct its type.")])
    return Part(value, path)


def _text(value: Any, path: Path) -> str:
    if not isinstance(value, str):
        raise InputError([Problem(path, f"{quoted(value)} is not text.", "Put it in quotes.")])
    return value
