# SPDX-License-Identifier: GPL-3.0-or-later
"""Creates the application."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import Depends, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute, APIRouter
from starlette.exceptions import HTTPException

from . import control, hub
from .core import Sandbox
from .description.document import document
from .errors import INVALID, MISSING, ApiError
from .middleware import Exchange, SandboxMiddleware
from .routes import (
    audit,
    billing,
    calling_locations,
    customers,
    licenses,
    locations,
    move_jobs,
    numbers,
    organizations,
    people,
    pstn,
    subscribers,
    template_service,
    tokens,
)
from .routes.common import answer, described
from .settings import Settings

API_ROUTERS = (
    customers,
    subscribers,
    billing,
    people,
    organizations,
    licenses,
    locations,
    calling_locations,
    pstn,
    numbers,
    move_jobs,
    audit,
    tokens,
)


def operation_finder(routers: list[APIRouter]) -> Callable[[str, str], str | None]:
    """Return a function that names the operation of a request, also of one that never reaches its route."""
    table = [
        (route.path_regex, route.methods or set(), route.operation_id)
        for router in routers
        for route in router.routes
        if isinstance(route, APIRoute)
    ]

    def find(method: str, path: str) -> str | None:
        for pattern, methods, operation in table:
            if method in methods and pattern.match(path):
                return operation
        return None

    return find


def _refusal(request: Request, refusal: ApiError) -> Response:
    exchange: Exchange = request.state.exchange
    return answer(refusal.body(exchange.tracking_id), refusal.status, refusal.headers)


async def _on_api_error(request: Request, problem: Exception) -> Response:
    assert isinstance(problem, ApiError)
    return _refusal(request, problem)


async def _on_validation_error(request: Request, problem: Exception) -> Response:
    assert isinstance(problem, RequestValidationError)
    items: list[tuple[str, int | str]] = []
    for entry in problem.errors():
        where = ".".join(str(part) for part in entry["loc"] if part != "body")
        code = MISSING if entry["type"] == "missing" else INVALID
        items.append((f"{where}: {entry['msg']}" if where else entry["msg"], code))
    return _refusal(request, ApiError(400, items[0][0], items[0][1], more=items[1:]))


async def _on_http_error(request: Request, problem: Exception) -> Response:
    assert isinstance(problem, HTTPException)
    headers = dict(problem.headers or {})
    return _refusal(
        request, ApiError(problem.status_code, problem.detail, 990000 + problem.status_code, headers=headers)
    )


def create_app(settings: Settings | None = None) -> FastAPI:
    """Return the application; ``app.state.sandbox`` is the sandbox behind it."""
    settings = settings or Settings()
    sandbox = Sandbox(settings)
    app = FastAPI(title="Webex for Wholesale sandbox", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.sandbox = sandbox
    app.router.redirect_slashes = False
    routers = [module.router for module in API_ROUTERS]
    if settings.template_service:
        routers.append(template_service.router)
    for router in routers:
        app.include_router(router, dependencies=[Depends(described)])
    for router in (control.router, hub.router):
        app.include_router(router)

    async def description() -> Response:
        """Return the description that requests are checked against."""
        return answer(document(routers, app.title))

    app.add_api_route("/_sandbox/openapi.json", description)
    handlers: dict[Any, Any] = {
        ApiError: _on_api_error,
        RequestValidationError: _on_validation_error,
        HTTPException: _on_http_error,
    }
    for kind, handler in handlers.items():
        app.add_exception_handler(kind, handler)
    app.add_middleware(SandboxMiddleware, sandbox=sandbox, operation=operation_finder(routers))
    return app
