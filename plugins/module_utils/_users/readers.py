# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Readers of the data that users are compared with: of all users, or of one by its address."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from .._client.client import Client
from .._declare.packages import is_calling
from .._declare.webex_ids import ById
from .._subscribers.api import SubscribersApi
from .._subscribers.present import Subscriber
from .model import User
from .people_api import PeopleApi
from .people_lists import all_people, people_from_number_list
from .present import Person, Users


class Reader(Protocol):
    """Reads subscribers, and people where they are to be compared."""

    def subscribers(self, api: SubscribersApi, customer_id: str) -> Iterable[Subscriber]:
        """The present subscribers."""

    def people(self, client: Client, present: Users, differs: Callable[[Users], bool]) -> Mapping[str, Person]:
        """The people of the organization by id.

        Parameters:
            present: Everything else.
            differs: Whether a declared user differs from the present data.
        """


@dataclass(frozen=True)
class AllUsers:
    """Lists of all subscribers and people.

    Attributes:
        users: The declaration.
        numbers_listed: The list of numbers was read already.
    """

    users: Sequence[User]
    numbers_listed: bool = False

    def subscribers(self, api: SubscribersApi, customer_id: str) -> Iterable[Subscriber]:
        """All subscribers of the customer."""
        return api.list(customer_id, expected=len(self.users))

    def people(self, client: Client, present: Users, differs: Callable[[Users], bool]) -> Mapping[str, Person]:
        """People from the list of numbers when nothing differs; otherwise all people with calling data."""
        org_id = present.context.org_id
        people = people_from_number_list(
            client, org_id, self.users, present.subscribers, numbers_listed=self.numbers_listed
        )
        if people is not None and not differs(replace(present, people=people)):
            return people
        calling = _have_calling(present.subscribers, self.users)
        calling = calling or any(user.calling for user in self.users)
        return all_people(client, org_id, calling=calling, subscribers=present.subscribers)


@dataclass(frozen=True)
class OneUser:
    """Look-ups by the address of one user.

    Attributes:
        email: The address in the declaration.
        user: The declaration; None for a removal.
    """

    email: str
    user: User | None

    def subscribers(self, api: SubscribersApi, customer_id: str) -> Iterable[Subscriber]:
        """The subscriber with this address, when there is one."""
        found = api.list(customer_id, email=self.email)
        return [subscriber for subscriber in found if subscriber.key == self.email.casefold()]

    def people(self, client: Client, present: Users, differs: Callable[[Users], bool]) -> Mapping[str, Person]:
        """The person with this address."""
        if self.user is None:
            return {}
        api = PeopleApi(client, present.context.org_id)
        calling = self.user.calling or _have_calling(present.subscribers, [self.user])
        return ById({person.id: person for person in api.list(email=self.user.email, calling=calling)})


def _have_calling(subscribers: Iterable[Subscriber], users: Iterable[User]) -> bool:
    """Whether one of the declared users has calling now, and with it a number or extension to tell."""
    wanted = {user.key for user in users}
    return any(is_calling(subscriber.package) for subscriber in subscribers if subscriber.key in wanted)
