# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The operation behind webex_user_info."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .._api.people import PROFILE, PeopleApi
from .._api.subscribers import Subscriber, SubscribersApi
from .._client.client import Client
from .._reconcile.plan import Action
from .customer_context import resolve
from .frame import Operation


class UserInfoOperation(Operation):
    """Read the users of a customer, with their profiles when asked for."""

    bulk = True

    def __init__(self, inputs: Mapping[str, Any]) -> None:
        super().__init__(inputs)
        self._found: list[dict[str, Any]] = []

    def read(self, client: Client) -> None:
        """One list of subscribers, and one of people for the profiles."""
        context = resolve(client, self.inputs)
        email = self.inputs.get("email")
        api = SubscribersApi(client, self.inputs.get("sub_partner_org_id"))
        subscribers = [
            subscriber
            for subscriber in api.list(context.customer_id, email=email, status=self.inputs.get("status"))
            if not email or subscriber.key == email.casefold()
        ]
        self._found = [_view(subscriber) for subscriber in subscribers]
        if self.inputs.get("profile") and self._found:
            profiles = {person.id: person.profile for person in PeopleApi(client, context.org_id).list(email=email)}
            for row in self._found:
                profile = profiles.get(row["person_id"] or "", {})
                row.update({key: profile.get(key) for key in PROFILE})

    def plan(self) -> Sequence[Action]:
        """Nothing is ever planned."""
        return ()

    def objects(self) -> dict[str, Any]:
        """The users."""
        return {"users": self._found}


def _view(subscriber: Subscriber) -> dict[str, Any]:
    return {
        "id": subscriber.id,
        "email": subscriber.email,
        "status": subscriber.status,
        "person_id": subscriber.person_id or None,
        "package": subscriber.package,
        "errors": [{"code": error.code, "description": error.description} for error in subscriber.errors],
    }
