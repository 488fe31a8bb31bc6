# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The announcement languages of locations in the record of a customer: no list of Webex has them. Pure.

A language that differs from the record makes its location worth a request of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from .._declare.unicode_forms import name_key
from .model import Location

_BEGIN, _END = "locations.", ".language"


def recorded_languages(record: Mapping[str, Any], wanted: Iterable[Location]) -> dict[str, str]:
    """The recorded language by location, empty where none was declared; locations without a record are left out."""
    by_key = {name_key(name[len(_BEGIN) : -len(_END)]): value or "" for name, value in record.items() if _is_own(name)}
    found = {}
    for location in wanted:
        for name in (location.name, location.previous_name):
            if name and name_key(name) in by_key:
                found[location.name] = by_key[name_key(name)]
                break
    return found


def differs_from_record(location: Location, languages: Mapping[str, str]) -> bool:
    """Whether another language is declared than was recorded."""
    if not location.language or location.name not in languages:
        return False
    return location.language.casefold() != languages[location.name].casefold()


def with_languages(
    record: Mapping[str, Any], wanted: Sequence[Location], is_done: Callable[[str], bool]
) -> dict[str, Any]:
    """The record with the declared languages.

    Parameters:
        is_done: Whether the location of this name is as declared by now; others keep what was recorded.
    """
    before = recorded_languages(record, wanted)
    values = {name: value for name, value in record.items() if not _is_own(name)}
    for location in wanted:
        if is_done(location.name):
            values[f"{_BEGIN}{location.name}{_END}"] = location.language
        elif location.name in before:
            values[f"{_BEGIN}{location.name}{_END}"] = before[location.name] or None
    return dict(sorted(values.items()))


def _is_own(name: str) -> bool:
    return name.startswith(_BEGIN) and name.endswith(_END)
