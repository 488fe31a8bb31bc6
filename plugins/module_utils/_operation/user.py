# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The operation behind webex_user: one user, found by its address instead of a list of all."""

from __future__ import annotations

from typing import Any

from .._api.people import PeopleApi, Person
from .._api.subscribers import Subscriber
from .._client.client import Client
from .._model.base import given
from .._model.user import User
from .._reconcile.users import UserChange, removal
from .user_inputs import read_users
from .users import UsersOperation


class UserOperation(UsersOperation):
    """One user of a customer."""

    def declared(self) -> list[User]:
        """The one user; none for a removal."""
        if self.inputs.get("state") == "absent":
            return []
        return read_users([given(User, self.inputs)], None, path=()).users

    def list_subscribers(self, client: Client) -> list[Subscriber]:
        """Look up by address."""
        email = str(self.inputs.get("email") or "").strip()
        found = self.subscribers_api(client).list(self.context.customer_id, email=email)
        return [subscriber for subscriber in found if subscriber.key == email.casefold()]

    def read_people(self, client: Client) -> dict[str, Person]:
        """Look up by address."""
        user = self.users[0]
        found = PeopleApi(client, self.context.org_id).list(email=user.email, calling=user.calling)
        return {person.id: person for person in found}

    def plan_changes(self) -> list[UserChange]:
        """The one user, or its removal."""
        if self.inputs.get("state") == "absent":
            return [removal(subscriber) for subscriber in self.subscribers]
        return super().plan_changes()

    def apply(self, client: Client) -> None:
        """As for many; a removal tells what remains."""
        super().apply(client)
        if self.inputs.get("state") == "absent" and self.changes:
            self.warnings.append(
                f"user {self.inputs['email']} lost its package; the person and its e-mail address remain in the "
                "organization."
            )

    def objects(self) -> dict[str, Any]:
        """The one row."""
        rows = self.user_rows()
        return {"user": rows[0] if rows and rows[0]["action"] != "delete" else None}
