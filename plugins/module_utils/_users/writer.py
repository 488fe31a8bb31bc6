# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Carries out the plan for one user."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass

from .._client.client import Client
from .._client.errors import ApiError, NotFound
from .._engine.creation import LOOKUP_DELAYS_S, REFUSAL_LOOKUP_DELAYS_S, create_or_adopt
from .._engine.creation_journal import CreationJournal
from .._numbers.owner import explain
from .._subscribers.api import SubscribersApi
from .._subscribers.present import Subscriber
from .locations import UserLocations
from .people_api import PeopleApi
from .plan import KIND, UserRow
from .present import Users
from .request import request_of


@dataclass(frozen=True)
class UserWriter:
    """Creates, changes and removes users.

    Attributes:
        present: The present users of the customer.
        subscribers: The subscribers, on behalf of the sub-partner when there is one.
        locations: The locations; None when no request needs one.
        journal: Journal of objects that this machine created in the last seconds.
    """

    client: Client
    present: Users
    subscribers: SubscribersApi
    locations: UserLocations | None
    journal: CreationJournal

    def delete(self, row: UserRow) -> None:
        """Remove the subscriber; one that does not exist any more counts as removed."""
        if row.present is not None:
            with contextlib.suppress(NotFound):
                self.subscribers.delete(row.present.id)

    def update(self, row: UserRow) -> Subscriber | None:
        """Change package, then profile and calling data, and send the consent e-mail; return the subscriber.

        Raises:
            ClientError, RowError: Webex refused; RowError says more about a number or an extension.
        """
        subscriber = row.present
        if subscriber is None:
            return None
        if row.changes_package:
            subscriber = self.subscribers.change_package(subscriber, request_of(row, self.locations))
        if (row.profile or row.calling) and subscriber.person_id:
            try:
                self._people.change(subscriber.person_id, row.profile, row.calling, email=subscriber.email)
            except ApiError as error:
                raise self._explained(error, row.calling) from None
        if "consent_email" in row.action.fields:
            self.subscribers.send_consent_email(subscriber.id)
        return subscriber

    def create(self, row: UserRow) -> Subscriber:
        """Create the user, then write the fields that the creation does not have; return the subscriber.

        Raises:
            ClientError, RowError: Those of `update`; or the location cannot be found.
        """
        request = request_of(row, self.locations)
        email, customer_id = request.email or "", self.present.context.customer_id

        def find() -> Subscriber | None:
            found = self.subscribers.list(customer_id, email=email)
            return next((item for item in found if item.key == email.casefold()), None)

        try:
            subscriber, _adopted = create_or_adopt(
                lambda: self.subscribers.create(customer_id, request),
                find,
                self.client,
                self.journal,
                (KIND, email),
                after_conflict=REFUSAL_LOOKUP_DELAYS_S,  # the conflict may concern the number, and not the user
            )
        except ApiError as error:
            wanted = {"number": request.number, "extension": request.extension}
            raise self._explained(error, wanted) from None
        if row.profile and subscriber.person_id:
            self._complete_profile(subscriber, row.profile)
        return subscriber

    def _complete_profile(self, subscriber: Subscriber, profile: Mapping[str, str | None]) -> None:
        """Write the rest of the profile, with retries: a new person may not be found for some seconds."""
        for pause in LOOKUP_DELAYS_S:
            try:
                self._people.change(subscriber.person_id, profile, email=subscriber.email)
                return
            except NotFound:
                self.client.sleep(pause)
        self._people.change(subscriber.person_id, profile, email=subscriber.email)

    @property
    def _people(self) -> PeopleApi:
        return PeopleApi(self.client, self.present.context.org_id)

    def _explained(self, error: ApiError, wanted: Mapping[str, str | None]) -> Exception:
        """The error, with the owners of number and extension from the list of numbers."""
        return explain(self.client, self.present.context.org_id, error, wanted)
