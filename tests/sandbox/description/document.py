# SPDX-License-Identifier: GPL-3.0-or-later
"""Creates an OpenAPI document from the routes, their bodies, the query parameters and the answers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any, Literal

from fastapi.routing import APIRoute, APIRouter
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from .. import schemas_locations, schemas_people
from ..schemas import TokenRequest
from .answers import WHOLESALE, ErrorBody, Model, NumberErrors
from .answers_audit import AUDIT
from .answers_moves import MOVES, MoveErrors
from .answers_people import PEOPLE
from .answers_places import PLACES
from .parameters import QUERY

ANSWERS = WHOLESALE | PEOPLE | PLACES | MOVES | AUDIT
# Bodies that are widened before they are checked, so that no route names their model.
BODIES: dict[str, Model] = {
    "createPerson": schemas_people.PersonCreate,
    "updatePerson": schemas_people.PersonUpdate,
    "createLocation": schemas_locations.LocationCreate,
    "updateLocation": schemas_locations.LocationUpdate,
    "enableLocationForCalling": schemas_locations.CallingEnable,
    "updateCallingLocation": schemas_locations.CallingUpdate,
    "validateOrInitiateMoveUsersJob": schemas_people.MoveUsers,
    "obtainToken": TokenRequest,
}
WITHOUT_TOKEN = "obtainToken"
# Answers with the address of the new or changed object.
LOCATED = frozenset(
    [
        "provisionWholesaleCustomer",
        "updateWholesaleCustomer",
        "provisionWholesaleSubscriber",
        "updateWholesaleSubscriber",
        "templateServiceCreate",
    ]
)
REFUSALS = (400, 401, 403, 404, 405, 415, 429)
# Refusals of some operations only; the removal of an unknown number is answered with 502.
MORE_REFUSALS = {"removeLocationNumbers": (502,)}
TEXT = {"type": "string"}
PATH = "#/components/schemas/{model}"


def document(routers: Iterable[APIRouter], title: str) -> dict[str, Any]:
    """Return the description of all operations as OpenAPI 3.1."""
    routes = [route for router in routers for route in router.routes if isinstance(route, APIRoute)]
    bodies = {str(route.operation_id): body(route) for route in routes}
    answers = {model for route in routes for model in ANSWERS[str(route.operation_id)].values() if model is not None}
    models = {model for model in bodies.values() if model is not None} | answers | {ErrorBody, NumberErrors, MoveErrors}
    wanted = sorted(models, key=lambda model: model.__name__)
    modes: list[tuple[Any, Literal["validation", "serialization"]]] = [(model, "validation") for model in wanted]
    references, definitions = models_json_schema(modes, ref_template=PATH)
    named = {model: reference for (model, _mode), reference in references.items()}
    paths: dict[str, Any] = {}
    for route in routes:
        for method in route.methods or ():
            paths.setdefault(route.path, {})[method.lower()] = _operation(route, bodies, named)
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": "1", "description": "Faults, weather and precheck_status may answer more."},
        "servers": [{"url": "/"}],
        "security": [{"bearer": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
            "schemas": definitions.get("$defs", {}),
            "responses": {_name(status): _refusal(status, named) for status in (*REFUSALS, 409, 502)},
        },
    }


def body(route: APIRoute) -> type[BaseModel] | None:
    """Return the model of the request body."""
    operation = str(route.operation_id)
    if operation in BODIES:
        return BODIES[operation]
    model: Any = None if route.body_field is None else route.body_field.field_info.annotation
    return model


def _operation(route: APIRoute, bodies: dict[str, Model | None], named: dict[Any, Any]) -> dict[str, Any]:
    name = str(route.operation_id)
    parameters: list[dict[str, Any]] = [
        {"name": key, "in": "path", "required": True, "schema": TEXT} for key in re.findall(r"\{(\w+)\}", route.path)
    ]
    for parameter in QUERY.get(name, ()):
        shown = {"name": parameter.name, "in": "query", "required": parameter.required, "schema": parameter.schema}
        parameters.append(shown)
    made: dict[str, Any] = {"operationId": name, "summary": route.description.rstrip(".")}
    if parameters:
        made["parameters"] = parameters
    model = bodies[name]
    if model is not None:
        media = "application/x-www-form-urlencoded" if model is TokenRequest else "application/json"
        made["requestBody"] = {"required": True, "content": {media: {"schema": named[model]}}}
    made["responses"] = _responses(name, route.methods or set(), named)
    if name == WITHOUT_TOKEN:
        made["security"] = []
    return made


def _responses(name: str, methods: set[str], named: dict[Any, Any]) -> dict[str, Any]:
    paged = any(parameter.name in ("max", "limit") for parameter in QUERY.get(name, ()))
    headers: dict[str, Any] = {"trackingid": {"required": True, "schema": TEXT}}
    if paged:
        headers["Link"] = {"schema": TEXT}
    if name in LOCATED:
        headers["Location"] = {"required": True, "schema": TEXT}
    made: dict[str, Any] = {}
    for status, model in ANSWERS[name].items():
        made[str(status)] = {"description": HTTPStatus(status).phrase, "headers": headers}
        if model is not None:
            made[str(status)]["content"] = {"application/json": {"schema": named[model]}}
    conflict = () if methods <= {"GET"} else (409,)
    for status in sorted({*REFUSALS, *conflict, *MORE_REFUSALS.get(name, ())}):
        made[str(status)] = {"$ref": f"#/components/responses/{_name(status)}"}
    if name == "addLocationNumbers":
        lists = {"type": "array", "items": named[NumberErrors]}
        made["400"] = _answer(400, {"oneOf": [named[ErrorBody], lists]})
    if name == "validateOrInitiateMoveUsersJob":
        made["400"] = _answer(400, named[MoveErrors])
    return made


def _name(status: int) -> str:
    return HTTPStatus(status).phrase.replace(" ", "")


def _refusal(status: int, named: dict[Any, Any]) -> dict[str, Any]:
    return _answer(status, named[ErrorBody])


def _answer(status: int, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "description": HTTPStatus(status).phrase,
        "headers": {"trackingid": {"required": True, "schema": TEXT}},
        "content": {"application/json": {"schema": schema}},
    }
