# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Reads answers leniently: members may be missing or unknown, and numbers may be text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._declare.unicode_forms import composed
from .bodies import one_line
from .errors import ServiceError, Unintelligible


def optional_str(data: Mapping[str, Any], key: str) -> str:
    """The member as text in composed Unicode form; empty when it is missing, null, or not a single value."""
    value = data.get(key)
    return composed(str(value)) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""


def camel_case(name: str) -> str:
    """The usual name of a member at Webex: first_name is firstName."""
    first, *others = name.split("_")
    return first + "".join(word.capitalize() for word in others)


def required_str(data: Mapping[str, Any], key: str, where: str) -> str:
    """The member as text, for members that have to be there: ids and natural keys.

    Parameters:
        where: The operation, for the message.

    Raises:
        Unintelligible: It is missing or empty.
    """
    value = optional_str(data, key)
    if not value:
        raise Unintelligible(f"{where}: the answer has no {key}.")
    return value


def str_list(data: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """The member as a list of texts; other entries are left out."""
    value = data.get(key)
    return tuple(str(item) for item in value if isinstance(item, (str, int))) if isinstance(value, list) else ()


def obj(data: Any, key: str | None = None) -> Mapping[str, Any]:
    """The member (or the data itself) as an object; an empty one when it is something else."""
    value = data.get(key) if key is not None and isinstance(data, Mapping) else data
    return value if isinstance(value, Mapping) else {}


def obj_list(data: Any, key: str) -> tuple[Mapping[str, Any], ...]:
    """The member as a list of objects; other entries are left out."""
    value = obj(data).get(key)
    return tuple(item for item in value if isinstance(item, Mapping)) if isinstance(value, list) else ()


def service_errors(data: Any, key: str) -> tuple[ServiceError, ...]:
    """Errors or warnings inside an answer of status 200."""
    return tuple(
        ServiceError(
            one_line(optional_str(item, "errorCode") or optional_str(item, "code")),
            one_line(optional_str(item, "description")) or "no description",
        )
        for item in obj_list(data, key)
    )
