# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Organizations: read, which also adds a customer to the organizations that the partner manages; and rename."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from .._client.client import Client
from .._client.errors import OrganizationRefused
from .._client.json_fields import obj, optional_str
from .._declare.webex_ids import uuid_of

IDENTITY_SCHEMA = "urn:cisco:codev:identity:organization:core:1.0"


@dataclass(frozen=True)
class Organization:
    """An organization and the name Control Hub shows for it."""

    id: str
    name: str


def get(client: Client, org_id: str) -> Organization:
    """Read one organization (GET /organizations/{orgId}). Raises NotFound, AccessDenied."""
    data = obj(client.request("GET", f"/organizations/{quote(org_id, safe='')}").body)
    return Organization(optional_str(data, "id") or org_id, optional_str(data, "displayName"))


def organization_of(client: Client, person_id: str) -> str:
    """The ID of a person's organization (GET /people/{personId}); empty when the answer has none."""
    return optional_str(obj(client.request("GET", f"/people/{quote(person_id, safe='')}").body), "orgId")


def rename(client: Client, org_id: str, name: str) -> None:
    """Give an organization another name (PATCH /identity/organizations/{uuid}, which takes the bare UUID)."""
    uuid = uuid_of(org_id)
    if not uuid:
        raise OrganizationRefused(f"The organization id {org_id} holds no UUID, so its name cannot be changed.")
    data = {"schemas": [IDENTITY_SCHEMA], "displayName": name}
    client.request("PATCH", f"/identity/organizations/{uuid}", json=data, org_id=org_id)
