# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Administrator roles: id and name (GET /roles); they are the same for all organizations."""

from __future__ import annotations

from .._client.client import Client
from .._client.json_fields import optional_str, required_str
from .._client.paging import entries
from .present import Role

PATH = "/roles"


def list_roles(client: Client) -> list[Role]:
    """All roles that can be given."""
    items = entries(client.request("GET", PATH).body, ("items",), PATH)
    return [Role(required_str(item, "id", f"GET {PATH}"), optional_str(item, "name")) for item in items]
