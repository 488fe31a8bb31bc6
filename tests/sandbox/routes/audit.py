# SPDX-License-Identifier: GPL-3.0-or-later
"""The audit log of administrators."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from ..clock import iso, parse_moment
from ..errors import bad_request
from ..paging import number, page
from ..state import audit
from ..state.records import AuditEvent
from ..state.world import World
from .common import InOrganization, InWorld, answer

router = APIRouter(prefix="/v1/adminAudit")
DEFAULT_SIZE = 100


def _moment(request: Request, name: str) -> float:
    found = parse_moment(request.query_params[name])
    if found is None:
        raise bad_request(f"{name} must be a time in ISO 8601.")
    return found


def _view(world: World, event: AuditEvent) -> dict[str, Any]:
    actor, partner = world.people[world.partner_admin_id], world.organizations[world.partner_id]
    return {
        "id": event.id,
        "created": iso(event.created),
        "actorId": actor.id,
        "actorOrgId": partner.id,
        "data": {
            "actorName": actor.display_name,
            "actorEmail": actor.emails[0],
            "actorOrgName": partner.name,
            "adminRoles": ["Full_Admin"],
            "eventCategory": event.category,
            "eventDescription": "An administrator changed something.",
            "actionText": f"{actor.display_name} {event.text}",
            "targetType": event.target_type,
            "targetId": event.target_id,
            "targetName": event.target,
            "targetOrgId": event.org_id,
            "targetOrgName": world.organizations[event.org_id].name,
            "trackingId": f"SANDBOX_{event.id}",
        },
    }


@router.get("/events", operation_id="List Admin Audit Events")
async def list_events(request: Request, world: InWorld, org: InOrganization) -> Response:
    """List events of an organization in a time, the most recent first."""
    query = request.query_params
    found = audit.listed(world, org.id, _moment(request, "from"), _moment(request, "to"))
    wanted = [name for text in query.getlist("eventCategories") for name in text.split(",")]
    found = [event for event in found if not wanted or event.category in wanted]
    found = [event for event in found if query.get("actorId") in (None, world.partner_admin_id)]
    part, headers = page(request, found, number(query.get("offset"), 0), number(query.get("max"), DEFAULT_SIZE))
    return answer({"items": [_view(world, event) for event in part]}, headers=headers)
