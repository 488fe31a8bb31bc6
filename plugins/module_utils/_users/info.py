# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The operation behind webex_user_info."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from .._client.client import Client
from .._customers.context import resolve
from .._declare.webex_ids import ById
from .._engine.operation import Operation, Report
from .._engine.plan import Plan
from .._subscribers.api import SubscribersApi
from .._subscribers.present import Subscriber
from .model import PROFILE, UserInfoOptions
from .people_api import PeopleApi
from .present import Users
from .result import UserInfoResult


class UserInfoOperation(Operation[UserInfoOptions, Users, Plan[Any], Report]):
    """Read the users of a customer, with their profiles when asked for."""

    OPTIONS = UserInfoOptions
    RESULT = UserInfoResult
    ONLY_CHANGES_LISTED = True

    def read(self, client: Client) -> Users:
        """Read the list of subscribers, and that of people for the profiles."""
        context = resolve(client, self.options)
        email = self.options.email
        subscribers = tuple(
            subscriber
            for subscriber in SubscribersApi(client, self.options.sub_partner_org_id).list(
                context.customer_id, email=email, status=self.options.status
            )
            if not email or subscriber.key == email.casefold()
        )
        present = Users(context, subscribers)
        if not self.options.profile or not subscribers:
            return present
        return replace(
            present, people=ById({person.id: person for person in PeopleApi(client, context.org_id).list(email=email)})
        )

    def plan(self, present: Users) -> Plan[Any]:
        """The empty plan: this operation changes nothing."""
        return Plan()

    def objects(self, present: Users | None, plan: Plan[Any] | None, report: Report) -> dict[str, Any]:
        """The users."""
        if present is None:
            return {"users": []}
        return {"users": [self._row(subscriber, present) for subscriber in present.subscribers]}

    def _row(self, subscriber: Subscriber, present: Users) -> dict[str, Any]:
        row: dict[str, Any] = {
            "id": subscriber.id,
            "email": subscriber.email,
            "status": subscriber.status,
            "person_id": subscriber.person_id or None,
            "package": subscriber.package,
            "errors": [{"code": error.code, "description": error.description} for error in subscriber.errors],
        }
        if self.options.profile:
            person = present.people.get(subscriber.person_id)
            row.update({name: person.profile.get(name) if person else None for name in PROFILE})
        return row
