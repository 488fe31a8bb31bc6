# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""IDs of Webex: a UUID, bare or inside base64, which may be spelled in several ways. Pure."""

from __future__ import annotations

import base64
import binascii
import functools
import re
from collections.abc import Iterator, Mapping
from typing import TypeVar

T = TypeVar("T")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def same_id(one: str, other: str) -> bool:
    """Compare two ids of objects of one type; base64 and bare forms of the same UUID are the same."""
    return key_of(one) == key_of(other)


class ById(Mapping[str, T]):
    """Values by id, found by every spelling of it; the ids themselves stay as they were written."""

    def __init__(self, values: Mapping[str, T]) -> None:
        self._values = dict(values)
        self._ids = {key_of(identifier): identifier for identifier in self._values}

    def __getitem__(self, identifier: str) -> T:
        """The value of the object with this id."""
        return self._values[self._ids[key_of(identifier)]]

    def __iter__(self) -> Iterator[str]:
        """The ids."""
        return iter(self._values)

    def __len__(self) -> int:
        """The number of values."""
        return len(self._values)


# The same ids are compared many times.
@functools.lru_cache(maxsize=50_000)
def key_of(identifier: str) -> str:
    """A key that is equal for all spellings of an id: the UUIDs inside it, or the id itself where it has none."""
    return " ".join(_uuids(identifier)) or identifier.rstrip("=")


def uuid_of(identifier: str) -> str:
    """The first UUID inside an id, in lower case; empty when there is none."""
    return next(iter(_uuids(identifier)), "")


def _uuids(identifier: str) -> list[str]:
    """The UUIDs inside an id, of which some ids have two."""
    if _UUID.fullmatch(identifier.lower()):
        return [identifier.lower()]
    try:
        text = base64.b64decode(identifier + "=" * (-len(identifier) % 4), validate=True).decode("ascii")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return []
    return _UUID.findall(text.lower())
