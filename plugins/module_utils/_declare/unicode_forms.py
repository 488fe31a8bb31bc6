# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""How texts are compared: in composed Unicode form, and names of locations case-insensitively."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any


def composed(text: str) -> str:
    """The text in Unicode's composed form."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def comparable(text: str | None) -> str:
    """The text as it is compared: composed, without blanks at its ends, which Webex may have and no declaration has."""
    return composed(text or "").strip()


def name_key(name: str) -> str:
    """The key of a location's name, equal for all its spellings: without case, single blanks, composed letters.

    Compare keys, show names.
    """
    if name.isascii():
        return " ".join(name.lower().split())
    folded = unicodedata.normalize("NFD", name).casefold()
    return " ".join(unicodedata.normalize("NFC", folded).split())


# Options with names of objects that no model reads; file names are not changed.
_NAMES = (
    "connection_types",
    "default_location",
    "headquarters",
    "location",
    "location_ids",
    "name",
    "previous_name",
    "protected_locations",
)


def composed_names(options: Mapping[str, Any]) -> dict[str, Any]:
    """Options with the names of objects in them composed: texts, lists of texts, and mappings by name."""
    return {**options, **{key: _composed(options[key]) for key in _NAMES if key in options}}


def _composed(value: Any) -> Any:
    if isinstance(value, str):
        return composed(value)
    if isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value):
        return [composed(item) for item in value]
    if isinstance(value, Mapping) and all(isinstance(key, str) for key in value):
        return {composed(key): composed(item) if isinstance(item, str) else item for key, item in value.items()}
    return value
