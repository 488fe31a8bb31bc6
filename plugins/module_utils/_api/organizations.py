# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Organizations: a read, which also puts a customer on the partner's list of managed organizations."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from .._client.client import Client
from .loose import mapping, text


@dataclass(frozen=True)
class Organization:
    """An organization and the name Control Hub shows for it."""

    id: str
    name: str


def get(client: Client, org_id: str) -> Organization:
    """Read one organization (GET /organizations/{orgId}). Raises NotFound, AccessDenied."""
    data = mapping(client.request("GET", f"/organizations/{quote(org_id, safe='')}").body)
    return Organization(text(data, "id") or org_id, text(data, "displayName"))
