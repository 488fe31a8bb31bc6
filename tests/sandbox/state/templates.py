# SPDX-License-Identifier: GPL-3.0-or-later
"""Onboarding templates, as a service in front of Partner Hub could keep them."""

from __future__ import annotations

import uuid
from typing import Any

from ..clock import iso
from ..errors import conflict, not_found
from ..ids import new_provisioning_id
from .records import Template
from .world import World


def view(template: Template) -> dict[str, Any]:
    """Shape a template for an answer."""
    return {
        "id": template.id,
        "provisioningId": template.provisioning_id,
        **template.body,
        "created": iso(template.created),
        "lastModified": iso(template.modified),
    }


def find(world: World, template_id: str) -> Template:
    """Return a template of the service."""
    template = world.templates.get(template_id)
    if template is None or not template.managed:
        raise not_found("The onboarding template")
    return template


def select(world: World, name: str | None) -> list[Template]:
    """Return the templates of the service, optionally only the one with a name."""
    return [item for item in world.templates.values() if item.managed and name in (None, item.name)]


def _require_free_name(world: World, name: str, besides: Template | None = None) -> None:
    if any(item.name == name and item is not besides for item in select(world, None)):
        raise conflict(f"An onboarding template named {name} exists already.")


def add(
    world: World,
    body: dict[str, Any],
    *,
    managed: bool = True,
    provisioning_id: str | None = None,
    sub_partner: str | None = None,
) -> Template:
    """Create a template; the server sets its provisioning id."""
    if managed:
        _require_free_name(world, body["name"])
    now = world.now()
    template = Template(
        id=str(uuid.uuid4()),
        provisioning_id=provisioning_id or new_provisioning_id(),
        name=body["name"],
        managed=managed,
        body=body,
        created=now,
        modified=now,
        sub_partner=sub_partner,
    )
    world.templates[template.id] = template
    world.templates_by_provisioning_id[template.provisioning_id] = template
    return template


def replace(world: World, template: Template, body: dict[str, Any]) -> None:
    """Replace all writable members."""
    _require_free_name(world, body["name"], template)
    template.name, template.body, template.modified = body["name"], body, world.now()


def remove(world: World, template: Template) -> None:
    """Delete a template that no customer uses."""
    if template.in_use:
        raise conflict(f"The onboarding template is used by {template.in_use} customer(s).")
    del world.templates[template.id], world.templates_by_provisioning_id[template.provisioning_id]
