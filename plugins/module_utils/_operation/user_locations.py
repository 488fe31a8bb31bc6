# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Location names to ids, read once and only when a request needs one."""

from __future__ import annotations

from .._api.locations import list_locations
from .._client.client import Client
from .._model.user import User


class UserLocations:
    """The locations of one organization.

    Parameters:
        client: The session.
        org_id: The organization.
        default: Name of the location of users that name none.
    """

    def __init__(self, client: Client, org_id: str, default: str | None) -> None:
        self._default = default
        self._ids: dict[str, list[str]] = {}
        for location in list_locations(client, org_id):
            self._ids.setdefault(location.name, []).append(location.id)

    def id_of(self, user: User) -> str:
        """The id of the user's location.

        Raises:
            ValueError: There is no such location, there are two, or the user names none and there is no single one.
        """
        name = user.location or self._default
        if name is None and len(self._ids) == 1:
            name = next(iter(self._ids))
        known = ", ".join(sorted(self._ids)) or "none"
        if name is None:
            raise ValueError(f"names no location; name one of: {known}.")
        ids = self._ids.get(name, [])
        if not ids:
            raise ValueError(f"its location {name} does not exist; known are: {known}.")
        if len(ids) > 1:
            raise ValueError(f"its location {name} exists {len(ids)} times; rename one of them in Control Hub.")
        return ids[0]
