# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The location of a user, by name or by default."""

from __future__ import annotations

from .._engine.bulk import RowError
from .._locations.ids import LocationIds
from .model import User


class UserLocations:
    """Finds the id of a user's location.

    Parameters:
        ids: The locations of the customer.
        default: Name of the location for users without one.
    """

    def __init__(self, ids: LocationIds, default: str | None) -> None:
        self._ids, self._default = ids, default

    def name_of(self, user: User) -> str:
        """Name of the user's location.

        Raises:
            RowError: The user names none, there is no default, and the customer has not exactly one.
        """
        name = user.location or self._default or self._ids.only()
        if not name:
            raise RowError(f"names no location; name one of: {self._ids.known()}.")
        return name

    def id_of(self, user: User) -> str:
        """The id of the user's location.

        Raises:
            RowError: The location does not exist, or it is only planned.
        """
        return self._ids.of(self.name_of(user))

    def is_planned(self, user: User) -> bool:
        """Whether the user's location is created by an earlier step of the same run.

        Raises:
            RowError: Those of `name_of`.
        """
        return self._ids.is_planned(self.name_of(user))
