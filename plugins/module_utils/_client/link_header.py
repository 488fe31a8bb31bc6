# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Reads the header Link as RFC 8288 has it (appendix B). Pure.

Targets may hold commas and semicolons, parameters come in any order and any case, and quoted values may hold anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_TARGET = re.compile(r"[\s,]*<([^<>]*)>")
_PARAMETER = re.compile(r'\s*;\s*(?:([^\s=;,"<>]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^;,"<>]*)))?)?')
_END_OF_LINK = re.compile(r"\s*(?:,|$)")


def target_of(header: str, relation: str) -> str | None:
    """The target of the first link with this relation, as it is written; None when there is none.

    Parameters:
        header: The value of the header; empty when there was none.
        relation: In lower case, such as next.

    Raises:
        ValueError: The header cannot be read, or the link with this relation has no target.
    """
    found = [target for target, relations in _links(header) if relation in relations]
    if found and not found[0]:
        raise ValueError(f"the link {relation} has no target")
    return found[0] if found else None


def _links(header: str) -> Iterator[tuple[str, list[str]]]:
    """Target and relations of every link."""
    place = 0
    while header[place:].strip(" \t\r\n,"):
        target = _TARGET.match(header, place)
        if target is None:
            raise ValueError("a link does not begin with a target")
        place, relations = target.end(), None
        while parameter := _PARAMETER.match(header, place):
            place = parameter.end()
            name, quoted, plain = parameter.groups()
            # Only the first rel of a link counts.
            if relations is None and (name or "").lower() == "rel":
                text = re.sub(r"\\(.)", r"\1", quoted) if quoted is not None else plain or ""
                relations = text.lower().split()
        end = _END_OF_LINK.match(header, place)
        if end is None:
            raise ValueError("a link does not end")
        place = end.end()
        yield target.group(1).strip(), relations or []
