# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes JSON schemas of two descriptions apart, so that they can be compared member by member."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Document = dict[str, Any]


@dataclass
class Node:
    """What a schema says about one place: "" is the body itself, "a.b" a member of a member, "a[]" items of a list."""

    types: set[str] = field(default_factory=set)
    enum: set[Any] | None = None
    required: set[str] = field(default_factory=set)
    members: set[str] = field(default_factory=set)
    rules: set[frozenset[frozenset[str]]] = field(default_factory=set)
    open: bool = False


def resolve(document: Document, node: Any) -> Any:
    """Follow references inside a document."""
    while isinstance(node, dict) and "$ref" in node:
        target: Any = document
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        node = target
    return node


def nodes(document: Document, schema: Any) -> dict[str, Node]:
    """Return every place of a schema by its path."""
    found: dict[str, Node] = {}
    _walk(document, schema, "", found)
    return found


def _walk(document: Document, schema: Any, path: str, found: dict[str, Node]) -> None:
    schema = resolve(document, schema)
    node = found.setdefault(path, Node())
    kinds = schema.get("type", [])
    node.types |= {kinds} if isinstance(kinds, str) else set(kinds)
    if "enum" in schema or "const" in schema:
        node.enum = (node.enum or set()) | set(schema.get("enum") or [schema["const"]])
    node.required |= set(schema.get("required", []))
    node.open |= schema.get("additionalProperties", False) is not False
    for word in ("anyOf", "oneOf", "allOf"):
        choices = schema.get(word, [])
        if choices and all(set(choice) == {"required"} for choice in choices):
            node.rules.add(frozenset(frozenset(choice["required"]) for choice in choices))
            continue
        for choice in choices:
            _walk(document, choice, path, found)
    for name, member in schema.get("properties", {}).items():
        node.members.add(name)
        _walk(document, member, f"{path}.{name}".lstrip("."), found)
    if "items" in schema:
        _walk(document, schema["items"], f"{path}[]", found)


def differences(ours: dict[str, Node], theirs: dict[str, Node]) -> set[str]:
    """Compare two bodies of a request: they have to be equal."""
    found: set[str] = set()
    for path in sorted(ours.keys() & theirs.keys()):
        mine, other = ours[path], theirs[path]
        where = path or "body"
        found |= {f"{where}: member {name} only here" for name in mine.members - other.members}
        found |= {f"{where}: member {name} only in the contract" for name in other.members - mine.members}
        found |= {f"{where}: {name} required only here" for name in mine.required - other.required}
        found |= {f"{where}: {name} required only in the contract" for name in other.required - mine.required}
        if mine.types != other.types:
            found.add(f"{where}: type {_text(mine.types)}, in the contract {_text(other.types)}")
        if mine.enum != other.enum:
            found.add(f"{where}: values {_text(mine.enum)}, in the contract {_text(other.enum)}")
        if mine.rules != other.rules:
            found.add(f"{where}: other combinations than in the contract")
    return found


def excess(ours: dict[str, Node], theirs: dict[str, Node]) -> set[str]:
    """Compare two bodies of an answer: ours may say less, but nothing else and not less than is promised."""
    found: set[str] = set()
    for path in sorted(ours.keys() & theirs.keys()):
        mine, other = ours[path], theirs[path]
        where = path or "body"
        if not other.open:
            found |= {f"{where}: member {name} only here" for name in mine.members - other.members}
        found |= {f"{where}: {name} promised only in the contract" for name in other.required - mine.required}
        types = other.types | ({"integer"} if "number" in other.types else set())
        if other.types and not mine.types <= types:
            found.add(f"{where}: type {_text(mine.types)}, in the contract {_text(other.types)}")
        if other.enum is not None and mine.types != {"boolean"} and not (mine.enum or {"anything"}) <= other.enum:
            found.add(f"{where}: values {_text(mine.enum)}, in the contract {_text(other.enum)}")
    return found


def _text(values: set[Any] | None) -> str:
    return "any" if values is None else "/".join(sorted(str(value) for value in values))
