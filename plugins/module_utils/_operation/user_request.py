# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What is sent for a new user, or for a changed package."""

from __future__ import annotations

from .._api.subscribers import SubscriberRequest
from .._reconcile.users import UserChange
from .user_locations import UserLocations


def request_of(change: UserChange, locations: UserLocations | None) -> SubscriberRequest:
    """The request of a creation or a package change.

    Parameters:
        locations: The locations of the customer; None when none is needed or none is known yet.

    Raises:
        ValueError: The location cannot be found.
    """
    user = change.user
    if user is None:
        raise ValueError("a removal has no request.")
    if change.subscriber is not None and not change.becomes_calling:
        return SubscriberRequest(package=user.package)
    return SubscriberRequest(
        package=user.package,
        email=user.email,
        first_name=user.first_name,
        last_name=user.last_name,
        number=user.number,
        extension=user.extension,
        location_id=locations.id_of(user) if locations and change.needs_location else None,
    )
