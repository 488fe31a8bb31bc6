# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the query of a request against the description of its operation."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from ..errors import MISSING, bad_request
from .parameters import QUERY, Parameter

_NUMBER = re.compile(r"(-?[0-9]+)(\.0+)?")


def check(operation: str, pairs: Iterable[tuple[str, str]]) -> list[str]:
    """Refuse what contradicts the description; return notes on tolerated parameters and spellings."""
    known = {parameter.name: parameter for parameter in QUERY.get(operation, ())}
    notes: list[str] = []
    seen: set[str] = set()
    for name, text in pairs:
        if name in known:
            notes += _judge(known[name], text)
        elif name not in seen:
            notes.append(f"unknown query parameter {name} ignored")
        seen.add(name)
    for name, parameter in known.items():
        if parameter.required and name not in seen:
            raise bad_request(f"{name} is needed.", MISSING)
    return sorted(notes)


def _judge(parameter: Parameter, text: str) -> list[str]:
    """Check one value, and return notes on tolerated deviations."""
    name, schema = parameter.name, parameter.schema
    kind = schema["type"]
    if kind == "array":  # several parameters, or one with commas
        for item in text.split(","):
            _text(name, schema["items"], item)
        return []
    if kind == "boolean":
        if text.lower() not in ("true", "false"):
            raise bad_request(f"{name} must be true or false.")
        return [] if text == text.lower() else [f"{name} spelled {text}"]
    if kind in ("integer", "number"):
        _whole(name, schema, text)
        return []
    if parameter.any_case and text != text.upper():
        return [*_text(name, schema, text.upper()), f"{name} spelled {text}"]
    return _text(name, schema, text)


def _whole(name: str, schema: dict[str, Any], text: str) -> None:
    match = _NUMBER.fullmatch(text)
    fraction = match is not None and match[2] is not None
    # Very long numbers cannot be converted; only their sign matters here.
    if match is None or (fraction and schema["type"] == "integer") or int(match[1][:18]) < schema["minimum"]:
        raise bad_request(f"{name} must be a number from {schema['minimum']} up.")


def _text(name: str, schema: dict[str, Any], text: str) -> list[str]:
    choices = schema.get("enum")
    if choices is not None and text not in choices:
        raise bad_request(f"{name} must be one of: {', '.join(choices)}.")
    if "pattern" in schema and not re.search(schema["pattern"].removesuffix("$") + r"\Z", text):
        raise bad_request(f"{name} must match {schema['pattern']}.")
    if len(text) > schema.get("maxLength", len(text)):
        raise bad_request(f"{name} has {schema['maxLength']} characters at most.")
    return []
