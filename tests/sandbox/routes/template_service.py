# SPDX-License-Identifier: GPL-3.0-or-later
"""Onboarding templates. Not a Webex resource: a small service that a provider may keep in front of Partner Hub."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from ..paging import base_url, number, page
from ..schemas import TemplateBody
from ..state import templates
from .common import InWorld, TemplateId, answer, empty, tolerate

PREFIX = "/template-service/v1/onboarding-templates"
router = APIRouter(prefix=PREFIX)
LIST_SIZE = 100


READ_ONLY = frozenset(["id", "provisioningId", "created", "lastModified"])


def _full(request: Request, body: TemplateBody) -> dict[str, Any]:
    """Return the whole template, with defaults for missing members."""
    tolerate(request, [f"read-only member {name} ignored" for name in sorted(READ_ONLY & body.model_fields_set)])
    return body.model_dump()


@router.get("", operation_id="templateServiceList")
async def list_templates(request: Request, world: InWorld) -> Response:
    """List templates."""
    query = request.query_params
    found = templates.select(world, query.get("name"))
    offset, size = number(query.get("offset"), 0), number(query.get("max"), LIST_SIZE, LIST_SIZE)
    part, headers = page(request, found, offset, size)
    return answer({"items": [templates.view(item) for item in part]}, headers=headers)


@router.post("", operation_id="templateServiceCreate")
async def create_template(request: Request, world: InWorld, body: TemplateBody) -> Response:
    """Make a template."""
    template = templates.add(world, _full(request, body))
    return answer(templates.view(template), 201, {"Location": f"{base_url(request)}{PREFIX}/{template.id}"})


@router.get("/{templateId}", operation_id="templateServiceGet")
async def get_template(world: InWorld, template_id: TemplateId) -> Response:
    """Read one template."""
    return answer(templates.view(templates.find(world, template_id)))


@router.put("/{templateId}", operation_id="templateServiceReplace")
async def replace_template(request: Request, world: InWorld, template_id: TemplateId, body: TemplateBody) -> Response:
    """Replace one template."""
    template = templates.find(world, template_id)
    templates.replace(world, template, _full(request, body))
    return answer(templates.view(template))


@router.delete("/{templateId}", operation_id="templateServiceDelete")
async def delete_template(world: InWorld, template_id: TemplateId) -> Response:
    """Delete one template."""
    templates.remove(world, templates.find(world, template_id))
    return empty()
