# SPDX-License-Identifier: GPL-3.0-or-later
"""The published contract, for checking answers against it: status, body and required members of every operation.

The contract is not part of this repository; WEBEX_CONTRACT_DIR names the directory that holds it.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

DEFAULT = Path(__file__).parents[2].parent / "shared" / "webex" / "contract"
DIRECTORY = Path(os.environ.get("WEBEX_CONTRACT_DIR", str(DEFAULT)))
NAMES = ("wholesale", "admin", "locations", "calling", "oauth", "setup")

MISSING = "the contract files are not here: set WEBEX_CONTRACT_DIR"
IS_HERE = all((DIRECTORY / f"{name}.json").is_file() for name in NAMES)

# With WEBEX_REQUIRE_CONTRACT=1, as on continuous integration, the tests fail instead.
needs_contract = pytest.mark.skipif(not IS_HERE and os.environ.get("WEBEX_REQUIRE_CONTRACT") != "1", reason=MISSING)


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


class Contract:
    """Checks answers against the operations of all files."""

    def __init__(self) -> None:
        self.operations: dict[str, tuple[dict[str, Any], dict[str, Any], re.Pattern[str], str]] = {}
        self.seen: set[str] = set()
        if not IS_HERE:
            pytest.fail(MISSING)
        for name in NAMES:
            document = _json_schema(json.loads((DIRECTORY / f"{name}.json").read_text()))
            for path, methods in document["paths"].items():
                pattern = re.compile(re.sub(r"\{\w+\}", "[^/]+", path) + "$")
                for method, operation in methods.items():
                    if method in ("get", "post", "put", "patch", "delete"):
                        self.operations[operation["operationId"]] = (document, operation, pattern, method.upper())

    def check(self, name: str, result: Any) -> None:
        """Check one answer."""
        document, operation, pattern, method = self.operations[name]
        request = result.request
        assert request.method == method
        assert pattern.match(request.url.path.removeprefix("/v1")), name
        response = operation["responses"].get(str(result.status_code))
        assert response is not None, f"{name} answered {result.status_code}, which the contract does not know"
        if "$ref" in response:
            response = document["components"]["responses"][response["$ref"].rsplit("/", 1)[-1]]
        schema = response.get("content", {}).get("application/json", {}).get("schema")
        if schema is None:
            assert not result.content
        else:
            full = {"components": document["components"], **schema}
            jsonschema.Draft202012Validator(full).validate(result.json())
            _closed(document, schema, result.json(), name)
        self.seen.add(name)


def _closed(document: dict[str, Any], schema: dict[str, Any], value: Any, where: str) -> None:
    """Refuse members that the contract does not know: the validator alone would let them through."""
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
    if "oneOf" in schema or schema.get("additionalProperties"):
        return
    if isinstance(value, dict):
        unknown = set(value) - set(schema.get("properties", {}))
        assert not unknown, f"{where}: {sorted(unknown)} not in the contract"
        for name, item in value.items():
            _closed(document, schema["properties"][name], item, f"{where}.{name}")
    elif isinstance(value, list):
        for item in value:
            _closed(document, schema.get("items", {}), item, where)
