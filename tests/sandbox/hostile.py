# SPDX-License-Identifier: GPL-3.0-or-later
"""Unexpected bodies: pure functions on the text of an answer."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection
from typing import Any

SURPRISE: dict[str, Any] = {
    "xUnknownText": "surprise",
    "xUnknownNumber": 7.5,
    "xUnknownNull": None,
    "xUnknownList": [{"xDeeper": [True, {}]}],
}


def extra_members(body: bytes) -> bytes:
    """Add unknown members to every object."""

    def widen(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: widen(item) for name, item in value.items()} | SURPRISE
        return [widen(item) for item in value] if isinstance(value, list) else value

    return _changed(body, widen)


def wrong_types(body: bytes, types: Collection[str], member: str) -> bytes:
    """Give members another type: a string for a list or number, a number for a string, null for an object."""
    named = re.compile(member)

    def wrong(name: str, value: Any) -> Any:
        if named.search(name):
            if isinstance(value, bool):
                return "yes" if "boolean" in types else value
            for kind, python, instead in _INSTEAD:
                if kind in types and isinstance(value, python):
                    return instead
        return walk(value)

    def walk(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: wrong(name, item) for name, item in value.items()}
        return [walk(item) for item in value] if isinstance(value, list) else value

    return _changed(body, walk)


def huge(body: bytes, size: int) -> bytes:
    """Add a member of that many bytes."""
    return _widened(body, b"xPadding", b'"' + b"x" * size + b'"')


def deep(body: bytes, depth: int) -> bytes:
    """Add a member of nested lists; as text, because no library would write it."""
    return _widened(body, b"xDeep", b"[" * depth + b"]" * depth)


_INSTEAD: tuple[tuple[str, type | tuple[type, ...], Any], ...] = (
    ("list", list, "text"),
    ("object", dict, None),
    ("string", str, 42),
    ("number", (int, float), "text"),
)


def _changed(body: bytes, change: Callable[[Any], Any]) -> bytes:
    try:
        found = json.loads(body)
    except ValueError:
        return body
    return json.dumps(change(found), separators=(",", ":")).encode()


def _widened(body: bytes, name: bytes, value: bytes) -> bytes:
    """Add a member at the end of an object; another value is put into an object first."""
    inside = body.strip()
    if not (inside.startswith(b"{") and inside.endswith(b"}")):
        inside = b'{"xAnswer":' + (inside if inside.startswith(b"[") else b"null") + b"}"
    comma = b"" if inside[1:-1].strip() == b"" else b","
    return inside[:-1] + comma + b'"' + name + b'":' + value + b"}"
