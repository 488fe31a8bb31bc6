# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Ansible's values as plain Python data, and where they come from."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ansible import errors

# An older core has no such error: the actions can be imported all the same, and say that it is too old.
AnsibleValueOmittedError = getattr(errors, "AnsibleValueOmittedError", errors.AnsibleError)

try:
    # Not public: gives file and line of a value since ansible-core 2.19. Messages leave them out without it.
    from ansible._internal._datatag._tags import Origin
except ImportError:
    Origin = None


def plain(value: Any) -> Any:
    """A deep copy without tags, lazy containers and subclasses of the basic types."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return float(value)
    if isinstance(value, Mapping):
        return {plain(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


def place_of(value: Any, path: tuple[Any, ...]) -> str:
    """File and line of the value at this path inside `value`, or of the nearest one above it where they are known.

    Parameters:
        value: A value of the inventory, with its tags.
        path: Keys and indexes.
    """
    place = _origin(value)
    for step in path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            break
        place = _origin(value) or place
    return place


def file_of(value: Any) -> Path | None:
    """The file in which a value was written; None where that is not known."""
    origin = None if Origin is None else Origin.get_tag(value)
    return Path(origin.path) if origin is not None and origin.path else None


def shown(path: str) -> str:
    """A path for a message: relative to the working directory when it lies below."""
    relative = os.path.relpath(path)
    return path if relative.startswith("..") else relative


def _origin(value: Any) -> str:
    if Origin is None:
        return ""
    origin = Origin.get_tag(value)
    if origin is None or not origin.path:
        return ""
    path = shown(origin.path)
    return f"{path}:{origin.line_num}" if origin.line_num else path
