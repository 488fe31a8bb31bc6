# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Locations of an organization (Webex locations API)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .._client.client import Client
from .._client.paging import Pages, list_all
from .loose import text

PATH = "/locations"
PAGES = Pages(size=500)


@dataclass(frozen=True)
class Location:
    """A location by id and name."""

    id: str
    name: str


def list_locations(client: Client, org_id: str) -> Iterator[Location]:
    """Yield the locations of the organization (GET /locations)."""
    for item in list_all(client, PATH, pages=PAGES, params={"orgId": org_id}, org_id=org_id):
        yield Location(text(item, "id"), text(item, "name"))
