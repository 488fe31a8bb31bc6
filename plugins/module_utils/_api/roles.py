# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Administrator roles: id and name (GET /roles); they are the same for all organizations."""

from __future__ import annotations

from dataclasses import dataclass

from .._client.client import Client
from .._client.paging import entries
from .loose import text, told

PATH = "/roles"


@dataclass(frozen=True)
class Role:
    """A role; `name` as Control Hub shows it."""

    id: str
    name: str


def list_roles(client: Client) -> list[Role]:
    """All roles that can be given."""
    items = entries(client.request("GET", PATH).body, ("items",), PATH)
    return [Role(told(item, "id", f"GET {PATH}"), text(item, "name")) for item in items]
