# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Finds one customer by id or by external id."""

from __future__ import annotations

from .._client.errors import NotFound
from .._declare.called import called
from .._engine.operation import OperationError
from . import life
from .api import CustomersApi
from .present import WholesaleCustomer


def find(api: CustomersApi, *, customer_id: str | None, external_id: str | None) -> WholesaleCustomer | None:
    """Return the customer, or None.

    Of several with the external id, the one in use is meant. The others could not be provisioned: they have no
    organization, and remain when two machines order the same customer at the same time.

    Raises:
        OperationError: Two customers in use have this external id: which one is meant cannot be known.
    """
    if customer_id:
        try:
            return api.get(customer_id)
        except NotFound:
            return None
    # The filter of the service may match more than equal external ids.
    found = [customer for customer in api.list(external_id=external_id) if customer.external_id == external_id]
    alive = [customer for customer in found if customer.status != "deleting"]
    in_use = [customer for customer in alive if len(alive) == 1 or _lives(api, customer)]
    if len(alive) > 1 and len(in_use) == 1:
        return in_use[0]
    if len(alive) > 1:
        ids = ", ".join(f"{customer.id} ({customer.status})" for customer in alive)
        raise OperationError(
            f"{len(alive)} customers have the external id {external_id}: {ids}. Nothing was changed. Give one of "
            f"them another external id, or name the right one with {called('customer_id')}."
        )
    return next(iter(alive or found), None)


def _lives(api: CustomersApi, customer: WholesaleCustomer) -> bool:
    """Whether the customer was ever provisioned; in doubt True, since its organization may have users."""
    return life.look(api.client, customer, api.sub_partner_org_id).living
