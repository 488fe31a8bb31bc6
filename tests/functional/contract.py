# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests against the published description of the API.

The description is not part of this repository; WEBEX_CONTRACT_DIR names the folder that holds it.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonschema

from .support import ROOT, Record

NAMES = ("wholesale", "admin", "locations", "calling", "oauth", "setup")
DIRECTORY = Path(os.environ.get("WEBEX_CONTRACT_DIR") or ROOT.parent / "shared" / "webex" / "contract")
REQUIRED = os.environ.get("WEBEX_REQUIRE_CONTRACT") == "1"
_METHODS = ("get", "post", "put", "patch", "delete")
# A client follows the link to the next page as the service wrote it.
_OF_LINKS = frozenset({"cursor"})


@dataclass(frozen=True)
class _Operation:
    method: str
    path: str
    pattern: re.Pattern[str]
    parameters: dict[str, Any]
    body: dict[str, Any] | None
    body_required: bool
    components: dict[str, Any]


class Contract:
    """All operations of the description."""

    def __init__(self, directory: Path) -> None:
        self._operations: list[_Operation] = []
        for name in NAMES:
            document = _json_schema(json.loads((directory / f"{name}.json").read_text(encoding="utf-8")))
            for path, item in document["paths"].items():
                for method in _METHODS:
                    if method in item:
                        self._operations.append(_operation(document, method, path, item))

    @classmethod
    def find(cls) -> Contract | None:
        """The description, or None when it is not at hand."""
        return cls(DIRECTORY) if all((DIRECTORY / f"{name}.json").is_file() for name in NAMES) else None

    def problems(self, records: Iterable[Record]) -> list[str]:
        """What is wrong with requests; those of the template service are not Cisco's."""
        found = []
        for record in records:
            if record["path"].startswith("/v1/"):
                found += [f"{record['method']} {record['path']}: {text}" for text in self._judge(record)]
        return found

    def _judge(self, record: Record) -> Iterator[str]:
        path = record["path"].removeprefix("/v1")
        fitting = [
            item for item in self._operations if item.method == record["method"] and item.pattern.fullmatch(path)
        ]
        if not fitting:
            yield "there is no such operation."
            return
        # the operation with the fewest placeholders: /people/me is not /people/{personId}
        operation = min(fitting, key=lambda item: item.path.count("{"))
        names = [name for name, _rest in record["query"]]
        for name in sorted(set(names) - set(operation.parameters) - _OF_LINKS):
            yield f"query parameter {name} is not known."
        for name, parameter in operation.parameters.items():
            if parameter.get("required") and name not in names:
                yield f"query parameter {name} is missing."
        for name, value in record["query"]:
            schema = operation.parameters.get(name, {}).get("schema", {})
            yield from _errors(_typed(value, schema), schema, operation.components, f"query parameter {name}")
        body = record["body"]
        if body is None and operation.body_required:
            yield "the body is missing."
        elif body is not None and operation.body is None:
            yield "a body was sent where there is none."
        elif body is not None and operation.body is not None:
            kind = record["content_type"]
            if kind not in operation.body:
                yield f"content type {kind} is not known."
            else:
                yield from _errors(body, operation.body[kind]["schema"], operation.components, "body")


def _operation(document: Any, method: str, path: str, item: Any) -> _Operation:
    definition = item[method]
    given = [_resolved(document, entry) for entry in [*item.get("parameters", []), *definition.get("parameters", [])]]
    body = _resolved(document, definition.get("requestBody")) if "requestBody" in definition else None
    return _Operation(
        method.upper(),
        path,
        re.compile(re.sub(r"\\\{[^}]+\\\}", "[^/]+", re.escape(path))),
        {entry["name"]: entry for entry in given if entry["in"] == "query"},
        body["content"] if body else None,
        bool(body and body.get("required")),
        document.get("components", {}),
    )


def _resolved(document: Any, node: Any) -> Any:
    while isinstance(node, dict) and "$ref" in node:
        target = document
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        node = target
    return node


def _errors(value: Any, schema: Any, components: Any, where: str) -> Iterator[str]:
    validator = jsonschema.Draft202012Validator({**schema, "components": components})
    for error in validator.iter_errors(value):
        yield f"{where} {error.json_path}: {error.message}"


def _typed(value: str, schema: Any) -> Any:
    """A query value has no type of its own."""
    kind = schema.get("type")
    if kind == "integer" and re.fullmatch(r"-?\d+", value):
        return int(value)
    if kind == "number" and re.fullmatch(r"-?\d+(\.\d+)?", value):
        return float(value)
    if kind == "boolean" and value in ("true", "false"):
        return value == "true"
    if kind == "array":
        return value.split(",")
    return value


def _json_schema(node: Any) -> Any:
    """Turn the OpenAPI 3.0 word nullable into plain JSON schema."""
    if isinstance(node, list):
        return [_json_schema(item) for item in node]
    if not isinstance(node, dict):
        return node
    made = {name: _json_schema(value) for name, value in node.items()}
    if made.pop("nullable", False) is True and isinstance(made.get("type"), str):
        made["type"] = [made["type"], "null"]
        if "enum" in made:
            made["enum"] = [*made["enum"], None]
    return made
