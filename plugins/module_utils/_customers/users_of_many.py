# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The users of many customers in one list, where that costs fewer requests than a list for each of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from .._client.errors import ApiError, Unintelligible
from .._declare.webex_ids import key_of
from .._subscribers.api import PAGES, SubscribersApi
from .._subscribers.present import Subscriber
from .present import WholesaleCustomer

# Of the requests that the lists of the single customers cost.
MOST_OF_SINGLE_LISTS = 0.5
# A list that is so many times longer than it was taken for is given up.
MOST_OF_ESTIMATE = 2


def users_of_many(
    api: SubscribersApi, customers: Collection[WholesaleCustomer], counts: Mapping[str, int], total: int
) -> dict[str, list[Subscriber]]:
    """The users of these customers by external ID; empty where the lists of the single customers are to be read.

    A customer of which nothing is listed is left out: its own list says whether it has no users.

    Parameters:
        customers: The customers that are wanted.
        counts: The users that they probably have, by external ID; 0 where they are not needed.
        total: The number of all customers of the partner.

    Raises:
        Unreachable: That of `Client.request`.
    """
    needed = {key_of(customer.id): customer.external_id for customer in customers if counts.get(customer.external_id)}
    sizes = [counts[external_id] for external_id in needed.values()]
    expected = expected_users(sizes, total)
    most = most_users(sizes, expected)
    if not needed or expected > most:
        return {}
    found: dict[str, list[Subscriber]] = {}
    try:
        for number, subscriber in enumerate(api.list(expected=expected)):
            if number >= most:
                return {}
            external_id = needed.get(key_of(subscriber.customer_id))
            if external_id is not None:
                found.setdefault(external_id, []).append(subscriber)
    except (ApiError, Unintelligible):
        # It saves requests and decides nothing.
        return {}
    return found


def expected_users(sizes: Collection[int], total: int) -> int:
    """How many users all customers have, when the other ones have as many as these on average."""
    return -(-sum(sizes) * total // len(sizes)) if sizes else 0


def most_users(sizes: Collection[int], expected: int) -> int:
    """How many users a list may have to be cheaper than the single lists."""
    single_lists = sum(_pages(size) for size in sizes)
    return min(int(single_lists * MOST_OF_SINGLE_LISTS), MOST_OF_ESTIMATE * _pages(expected)) * PAGES.size


def _pages(count: int) -> int:
    return -(-count // PAGES.size)
