# SPDX-License-Identifier: GPL-3.0-or-later
"""Organizations and roles."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Response

from ..clock import iso
from ..errors import not_found
from ..schemas import OrganizationPatch
from ..state.catalogue import ROLES
from ..state.records import Organization
from ..state.world import World
from .common import InWorld, OrgId, RoleId, answer

router = APIRouter(prefix="/v1")
IDENTITY_SCHEMA = "urn:cisco:codev:identity:organization:core:1.0"


def _view(org: Organization) -> dict[str, Any]:
    return {"id": org.id, "displayName": org.name, "created": iso(org.created)}


def _identity_view(org: Organization) -> dict[str, Any]:
    shown: dict[str, Any] = {"schemas": [IDENTITY_SCHEMA], "id": org.uuid, "displayName": org.name}
    if org.language:
        shown["preferredLanguage"] = org.language
    version = f'W/"{int(org.modified * 1000)}"'
    shown["meta"] = {"created": iso(org.created), "lastModified": iso(org.modified), "version": version}
    return shown


def _by_uuid(world: World, key: str) -> Organization:
    """Return an organization by its bare UUID; the encoded form is not known here."""
    org = world.organizations_by_uuid.get(key.lower())
    if org is None:
        raise not_found("The organization")
    return world.organization(org.id)


@router.get("/organizations", operation_id="listOrganizations")
async def list_organizations(world: InWorld) -> Response:
    """List the partner's organization and those it manages."""
    return answer({"items": [_view(org) for org in world.organizations.values() if org.managed]})


@router.get("/organizations/{orgId}", operation_id="getOrganization")
async def get_organization(world: InWorld, org_id: OrgId) -> Response:
    """Read one organization; that also opens it to the partner."""
    return answer(_view(world.organization(org_id, touch=True)))


@router.get("/identity/organizations/{orgId}", operation_id="getIdentityOrganization")
async def get_identity_organization(world: InWorld, key: OrgId) -> Response:
    """Read the identity record of an organization."""
    return answer(_identity_view(_by_uuid(world, key)))


@router.patch("/identity/organizations/{orgId}", operation_id="patchIdentityOrganization")
async def patch_identity_organization(world: InWorld, key: OrgId, body: OrganizationPatch) -> Response:
    """Rename an organization."""
    org = _by_uuid(world, key)
    org.name, org.modified = body.displayName, world.now()
    org.language = body.preferredLanguage or org.language
    return answer(_identity_view(org))


@router.get("/roles", operation_id="listRoles")
async def list_roles() -> Response:
    """List the roles."""
    return answer({"items": [{"id": role, "name": name} for role, name in ROLES.items()]})


@router.get("/roles/{roleId}", operation_id="getRole")
async def get_role(role_id: RoleId) -> Response:
    """Read one role."""
    if role_id not in ROLES:
        raise not_found("The role")
    return answer({"id": role_id, "name": ROLES[role_id]})
