# SPDX-License-Identifier: GPL-3.0-or-later
"""The JSON schema of the inventory contract, for editors that check YAML while it is written."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from .declared import Fact
from .texts import markdown

TYPES = {"str": "string", "path": "string", "bool": "boolean", "int": "integer", "float": "number", "dict": "object"}
# Any value may be a template expression, or come from a vault.
EXPRESSION = {"type": "string", "pattern": "\\{\\{"}


def schema(variables: Sequence[Fact]) -> str:
    """The schema of a file of variables; variables of other projects are allowed."""
    known = sorted(fact.name.removeprefix("webex_") for fact in variables)
    document = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Inventory of webex.wholesale: variables of a host or a group",
        "type": ["object", "null"],
        "properties": {fact.name: _value(fact, top=True) for fact in variables},
        # A misspelt name with our prefix is a mistake.
        "patternProperties": {f"^webex_(?!({'|'.join(known)})$)": False},
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _value(fact: Fact, *, top: bool = False) -> dict[str, Any]:
    described: dict[str, Any] = {"description": markdown("\n\n".join(fact.description))}
    if fact.default not in (None, {}, []):
        described["default"] = fact.shown_default
    if fact.example is not None:
        described["examples"] = [fact.example]
    return described | _or_expression(_own(fact), nullable=top or not fact.required)


def _own(fact: Fact) -> dict[str, Any]:
    if fact.type == "list":
        return {"type": "array", "items": _items(fact)}
    if fact.inner:
        return {"type": "object", **_fields(fact.inner)}
    if fact.choices:
        return {"enum": list(fact.choices)}
    return {"type": TYPES[fact.type]} if fact.type in TYPES else {}


def _items(fact: Fact) -> dict[str, Any]:
    if fact.inner:
        return _or_expression({"type": "object", **_fields(fact.inner)})
    if fact.choices:
        return _or_expression({"enum": list(fact.choices)})
    return {"type": TYPES.get(fact.elements, "string")}


def _fields(inner: Sequence[Fact]) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "properties": {fact.name: _value(fact) for fact in inner},
        "additionalProperties": False,
    }
    needed = [fact.name for fact in inner if fact.required]
    return {**fields, "required": needed} if needed else fields


def _or_expression(own: dict[str, Any], *, nullable: bool = False) -> dict[str, Any]:
    """A value of its type, an expression, or null where that means the same as absent."""
    if not own:
        return own
    if own == {"type": "string"}:
        return {"type": ["string", "null"]} if nullable else own
    return {"anyOf": [own, EXPRESSION, *([{"type": "null"}] if nullable else [])]}
