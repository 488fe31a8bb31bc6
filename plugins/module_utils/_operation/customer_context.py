# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The customer whose users are managed: which one, in which organization, and whether it is there at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .._api.customers import CustomersApi, WholesaleCustomer
from .._api.loose import text
from .._client.client import Client
from .._reconcile.customer_identity import refuse_contradiction
from .._text import composed
from . import customer_life, customer_lookup
from .frame import OperationError
from .provisioning import READY


@dataclass(frozen=True)
class CustomerContext:
    """The customer; both ids are empty when it is planned only."""

    customer_id: str = ""
    org_id: str = ""
    external_id: str = ""

    @property
    def planned(self) -> bool:
        """Tell whether the customer is still to be made."""
        return not self.customer_id


def resolve(client: Client, inputs: Mapping[str, Any]) -> CustomerContext:
    """Find the customer; nothing is asked when an earlier step handed it over.

    Parameters:
        inputs: customer (external id), customer_id, org_id, known_customer (as webex_customer returned it),
            planned_customer, sub_partner_org_id.

    Raises:
        OperationError: There is no such customer, or it is not ready.
        Refused: What was given names different customers.
    """
    external_id = composed(str(inputs.get("customer") or ""))
    customer_id, org_id = inputs.get("customer_id") or "", inputs.get("org_id") or ""
    known = inputs.get("known_customer") or {}
    known_id, known_org = text(known, "id"), text(known, "org_id")
    if known_id and known_org:
        found = WholesaleCustomer(known_id, text(known, "status"), text(known, "external_id"), known_org)
        refuse_contradiction(found, customer_id=customer_id, org_id=org_id, external_id=external_id)
        return CustomerContext(known_id, known_org, external_id or found.external_id)
    customer_id = customer_id or known_id
    if client.check_mode and inputs.get("planned_customer") is not None and not customer_id:
        return CustomerContext(external_id=external_id)
    api = CustomersApi(client, inputs.get("sub_partner_org_id"))
    customer = customer_lookup.find(api, customer_id=customer_id, external_id=external_id)
    name = f"customer {external_id or customer_id}"
    if customer is None:
        raise OperationError(f"There is no {name}. Make it first with webex_customer, or correct the external id.")
    # The last change of a customer in status error may have failed; what was built before goes on working.
    life = customer_life.look(client, customer, inputs.get("sub_partner_org_id"))
    customer = life.customer
    if customer.status not in READY and not (customer.status == "error" and life.living):
        raise OperationError(
            f"{name} is {customer.status}; users can be managed when it is provisioned. Run again later."
        )
    if not customer.org_id:
        raise OperationError(f"{name} has no organization yet. Run again later.")
    # What was given by hand may contradict itself, and costs this one look.
    refuse_contradiction(customer, customer_id=customer_id, org_id=org_id, external_id=external_id)
    return CustomerContext(customer.id, customer.org_id, customer.external_id)
