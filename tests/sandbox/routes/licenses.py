# SPDX-License-Identifier: GPL-3.0-or-later
"""Licences."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from ..paging import number, page
from ..schemas_locations import LicensePatch
from ..state import licenses
from .common import InOrganization, InWorld, LicenseId, answer

router = APIRouter(prefix="/v1/licenses")
USER_LIST_SIZE = 300


@router.get("", operation_id="listLicenses")
async def list_licenses(world: InWorld, org: InOrganization) -> Response:
    """List the licences of one organization."""
    return answer({"items": licenses.views(world, org)})


@router.get("/{licenseId}", operation_id="getLicense")
async def get_license(request: Request, world: InWorld, license_id: LicenseId) -> Response:
    """Read one licence, on request with its holders."""
    query = request.query_params
    org = licenses.holder_organization(world, license_id)
    shown: dict[str, Any] = next(item for item in licenses.views(world, org) if item["id"] == license_id)
    if query.get("includeAssignedTo") is None:
        return answer(shown)
    holders = [person for person in org.people.values() if license_id in person.licenses]
    size = number(query.get("limit"), USER_LIST_SIZE, USER_LIST_SIZE)
    part, headers = page(request, holders, number(query.get("next"), 0), size, key="next", size_key="limit")
    shown["users"] = [
        {"id": person.id, "type": "INTERNAL", "displayName": person.display_name, "email": person.emails[0]}
        for person in part
    ]
    return answer(shown, headers=headers)


@router.patch("/users", operation_id="assignLicenses")
async def assign_licenses(world: InWorld, body: LicensePatch) -> Response:
    """Add or take licences of one person; 206 when some could not be. Meeting sites do not exist here."""
    data = body.sent()
    person = licenses.person_of(world, data)
    problems = licenses.change(world, person, data.get("licenses", []))
    shown = {"orgId": person.org_id, "personId": person.id, "email": person.emails[0], "licenses": person.licenses}
    return answer(shown, 206 if problems or data.get("siteUrls") else 200)
