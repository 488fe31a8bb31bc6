# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Subscribers as plain data that one task returns and another one takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._client.json_fields import optional_str, str_list
from .present import Subscriber


def view(subscriber: Subscriber) -> dict[str, Any]:
    """Plain data: id, email, status, person_id, package, add_ons; without what is empty."""
    data = {
        "id": subscriber.id,
        "email": subscriber.email,
        "status": subscriber.status,
        "person_id": subscriber.person_id,
        "package": subscriber.package,
        "add_ons": list(subscriber.add_ons),
    }
    return {key: value for key, value in data.items() if value}


def from_view(data: Mapping[str, Any]) -> Subscriber:
    """The subscriber from the plain data of `view`; missing members are empty."""
    return Subscriber(
        id=optional_str(data, "id"),
        email=optional_str(data, "email"),
        status=optional_str(data, "status"),
        person_id=optional_str(data, "person_id"),
        package=optional_str(data, "package"),
        add_ons=str_list(data, "add_ons"),
    )
