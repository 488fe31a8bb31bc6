# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Requests for a new user, and for a changed package."""

from __future__ import annotations

from .._engine.bulk import RowError
from .._subscribers.api import SubscriberRequest
from .locations import UserLocations
from .plan import UserRow


def request_of(row: UserRow, locations: UserLocations | None) -> SubscriberRequest:
    """The request of a creation or a package change.

    Parameters:
        locations: The locations of the customer; None when none is needed or none is known yet.

    Raises:
        RowError: The location cannot be found.
    """
    user = row.wanted
    if user is None:
        raise RowError("a removal has no request.")
    if row.present is not None and not row.becomes_calling:
        return SubscriberRequest(package=user.package)
    return SubscriberRequest(
        package=user.package,
        email=user.email,
        first_name=user.first_name,
        last_name=user.last_name,
        number=user.number,
        extension=user.extension,
        location_id=locations.id_of(user) if locations and row.needs_location else None,
    )
