# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Whether a customer in status error was ever provisioned.

One whose creation failed has nothing. One whose change failed has an organization and perhaps users, and must not be
removed.

Webex documents the organization of a customer only while it is provisioned, so that its absence proves nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from .._client.client import Client
from .._client.errors import ClientError
from .._subscribers.api import SubscribersApi
from .._subscribers.present import Subscriber
from .api import CustomersApi
from .organizations_api import organization_of
from .present import WholesaleCustomer


@dataclass(frozen=True)
class Life:
    """The customer, with its organization where that could be found, and whether it was ever provisioned."""

    customer: WholesaleCustomer
    living: bool


def look(client: Client, customer: WholesaleCustomer, sub_partner_org_id: str | None = None) -> Life:
    """Find out with at most three requests; with none where the status or the answer shows it already.

    In doubt the customer counts as provisioned, since a removal cannot be undone.
    """
    if customer.status != "error" or customer.org_id:
        return Life(customer, customer.status != "error" or bool(customer.org_id))
    built = any(package.status == "provisioned" or package.license_ids for package in customer.package_states)
    try:
        user = _some_user(client, customer, sub_partner_org_id)
        if user and user.person_id:
            return Life(replace(customer, org_id=organization_of(client, user.person_id)), True)
        if user or built:
            return Life(customer, True)
        whole = CustomersApi(client, sub_partner_org_id).get(customer.id, licenses=True)
        return Life(customer, any(package.license_ids for package in whole.package_states))
    except ClientError:
        return Life(customer, True)


def _some_user(client: Client, customer: WholesaleCustomer, sub_partner_org_id: str | None) -> Subscriber | None:
    """A user of the customer, if possible one with a known person; None when it has none."""
    some: Subscriber | None = None
    for subscriber in SubscribersApi(client, sub_partner_org_id).list(customer.id):
        if subscriber.person_id:
            return subscriber
        some = some or subscriber
    return some
