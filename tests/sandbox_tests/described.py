# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers against the sandbox's own description."""

from __future__ import annotations

import functools
import re
from typing import Any

import httpx
import jsonschema

from tests.sandbox.app import API_ROUTERS
from tests.sandbox.description.document import document
from tests.sandbox.routes import template_service

from .shapes import resolve

ROUTERS = [*(module.router for module in API_ROUTERS), template_service.router]


@functools.cache
def description() -> dict[str, Any]:
    """Return the description, template service included."""
    return document(ROUTERS, "sandbox")


@functools.cache
def _operations() -> list[tuple[str, re.Pattern[str], dict[str, Any]]]:
    found = [
        (method.upper(), re.compile(re.sub(r"\{\w+\}", "[^/]+", path)), operation)
        for path, methods in description()["paths"].items()
        for method, operation in methods.items()
    ]
    # /people/me is not /people/{personId}
    return sorted(found, key=lambda entry: entry[1].pattern.count("[^/]+"))


@functools.cache
def _validator(name: str, status: str) -> jsonschema.Draft202012Validator | None:
    operation = next(item for _method, _pattern, item in _operations() if item["operationId"] == name)
    content = resolve(description(), operation["responses"][status]).get("content")
    if content is None:
        return None
    schema = {"components": description()["components"], **content["application/json"]["schema"]}
    return jsonschema.Draft202012Validator(schema)


def check_answer(result: httpx.Response) -> None:
    """Fail when an answer is not one of those that the operation describes."""
    method, path = result.request.method, result.request.url.path
    found = next((item for kind, pattern, item in _operations() if kind == method and pattern.fullmatch(path)), None)
    if found is None:
        return
    name, status = found["operationId"], str(result.status_code)
    assert status in found["responses"], f"{name} answered {status}, which its description does not know"
    validator = _validator(name, status)
    if validator is None:
        assert not result.content, f"{name} answered {status} with a body"
    else:
        assert result.headers["content-type"] == "application/json"
        validator.validate(result.json())
    for header, rules in resolve(description(), found["responses"][status]).get("headers", {}).items():
        assert header in result.headers or not rules.get("required"), f"{name} answered {status} without {header}"
