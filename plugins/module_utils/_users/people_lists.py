# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Reads the people that declared users are compared with, in few requests where there are many.

A page has 100 people with calling data. A page of the list of numbers has number, extension, location and name of 2000
owners, and a page has 1000 people without calling data. Together these lists show that nothing has to be done; the
small pages are read only when something differs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from .._client.client import Client
from .._client.errors import ApiError, Unintelligible
from .._declare.packages import is_calling
from .._declare.webex_ids import ById, key_of
from .._numbers.api import NumbersApi
from .._numbers.present import ListedNumber
from .._subscribers.present import PENDING, Subscriber
from .model import IN_NUMBER_LIST, NOT_IN_NUMBER_LIST, User
from .people_api import LARGE_PAGES, PAGES, PeopleApi
from .present import Person

SMALL_PAGE = PAGES.size


def all_people(client: Client, org_id: str, *, calling: bool, subscribers: Sequence[Subscriber] = ()) -> ById[Person]:
    """All people of the organization by id (GET /people); number and extension only when calling is asked for.

    Parameters:
        subscribers: Those of the customer, as far as they are known: each active one is a person.
    """
    found = PeopleApi(client, org_id).list(calling=calling, at_least=_active(subscribers))
    return ById({person.id: person for person in found})


def _active(subscribers: Sequence[Subscriber]) -> int:
    """The number of people among these subscribers."""
    return len({key_of(row.person_id) for row in subscribers if row.person_id and row.status != PENDING})


def people_from_number_list(
    client: Client,
    org_id: str,
    users: Sequence[User],
    subscribers: Sequence[Subscriber],
    *,
    numbers_listed: bool = False,
) -> ById[Person] | None:
    """People by id, with the data that the declaration needs; None where the large pages save nothing or fail.

    Parameters:
        users: The declaration.
        subscribers: All present subscribers of the customer.
        numbers_listed: The list of numbers was read already.
    """
    wanted = {user.key: user for user in users}
    compared = [
        subscriber
        for subscriber in subscribers
        if subscriber.key in wanted and subscriber.person_id and subscriber.status != PENDING
    ]
    in_number_list = all(_in_number_list(wanted[subscriber.key], subscriber) for subscriber in compared)
    if len(subscribers) <= SMALL_PAGE and not (numbers_listed and in_number_list):
        return None  # one small page is enough
    people = _owners(NumbersApi(client, org_id).rows(), subscribers)
    if any(is_calling(subscriber.package) and subscriber.person_id not in people for subscriber in compared):
        return None  # the list of numbers is outdated, or has other ids of owners
    if in_number_list:
        return people
    whole = _people_in_large_pages(client, org_id, subscribers)
    if whole is None:
        return None
    return ById({**people, **{key: _joined(person, people.get(key)) for key, person in whole.items()}})


def pages_of_everybody(count: int) -> int:
    """The requests of `everybody` for so many people."""
    return -(-count // LARGE_PAGES.size)


def everybody(client: Client, org_id: str) -> ById[Person]:
    """All people of the organization by id, without calling data, in as few requests as possible."""
    people = _people_in_large_pages(client, org_id)
    return all_people(client, org_id, calling=False) if people is None else people


def _people_in_large_pages(client: Client, org_id: str, subscribers: Sequence[Subscriber] = ()) -> ById[Person] | None:
    """All people by id, without calling data; None where Webex refuses such large pages, which are not documented."""
    try:
        found = PeopleApi(client, org_id).list(large=True, at_least=_active(subscribers))
        return ById({person.id: person for person in found})
    except Unintelligible:
        return None  # smaller pages may go on to the end
    except ApiError as error:
        if error.status == 400:
            return None
        raise


def _owners(rows: Iterable[ListedNumber], subscribers: Sequence[Subscriber]) -> ById[Person]:
    """Owners of a main number or an extension, by id."""
    emails = ById({subscriber.person_id: subscriber.email for subscriber in subscribers if subscriber.person_id})
    owners: dict[str, Person] = {}
    for row in rows:
        if not row.owner_id or row.is_additional or row.owner_id in owners:
            continue
        names = {"first_name": row.owner_first_name, "last_name": row.owner_last_name}
        owners[row.owner_id] = Person(
            id=row.owner_id,
            emails=(emails.get(row.owner_id) or row.owner_name or row.owner_id,),
            org_id="",
            profile={key: name for key, name in names.items() if name},
            extension=row.extension,
            number=row.number,
            location_id=row.location_id,
        )
    return ById(owners)


def _in_number_list(user: User, subscriber: Subscriber) -> bool:
    if any(user.is_set(key) for key in NOT_IN_NUMBER_LIST):
        return False
    return is_calling(subscriber.package) or not any(user.is_set(key) for key in IN_NUMBER_LIST)


def _joined(person: Person, owner: Person | None) -> Person:
    if owner is None:
        return person
    return replace(person, extension=owner.extension, number=owner.number, location_id=owner.location_id)
