# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The customer whose objects are managed: its ids, and whether it exists yet."""

from __future__ import annotations

from dataclasses import dataclass

from .._client.client import Client
from .._declare.connection import SubPartner
from .._engine.operation import OperationError
from . import life as customer_life
from . import lookup as customer_lookup
from .api import CustomersApi
from .identity import refuse_contradiction
from .present import READY, WholesaleCustomer
from .reference import CustomerReference, PlannedCustomer
from .view import from_view


@dataclass(frozen=True)
class CustomerContext:
    """The customer; both ids are empty when it is only planned."""

    customer_id: str = ""
    org_id: str = ""
    external_id: str = ""

    @property
    def planned(self) -> bool:
        """Whether the customer does not exist yet."""
        return not self.customer_id


@dataclass(frozen=True)
class _Meant:
    """The customer that the options name; an option that is not set is empty.

    Attributes:
        known: The customer that an earlier task returned.
        planned: An earlier task creates it.
    """

    external_id: str
    customer_id: str
    org_id: str
    known: WholesaleCustomer | None
    planned: bool
    sub_partner_org_id: str | None


def resolve(client: Client, options: CustomerReference) -> CustomerContext:
    """Find the customer; no request is sent when the options have the result of an earlier task.

    Parameters:
        options: A CustomerReference, perhaps with PlannedCustomer and SubPartner; or the same as a mapping.

    Raises:
        OperationError: There is no such customer, or it is not ready.
        Refused: The options name different customers.
    """
    meant = _from_options(options)
    known = meant.known
    if known and known.org_id:
        _refuse_another(known, meant, meant.customer_id)
        return CustomerContext(known.id, known.org_id, meant.external_id or known.external_id)
    customer_id = meant.customer_id or (known.id if known else "")
    if client.check_mode and meant.planned and not customer_id:
        return CustomerContext(external_id=meant.external_id)
    customer = _found(client, meant, customer_id)
    # Options that a person writes may contradict each other: they cost this look-up.
    _refuse_another(customer, meant, customer_id)
    return CustomerContext(customer.id, customer.org_id, customer.external_id)


def _found(client: Client, meant: _Meant, customer_id: str) -> WholesaleCustomer:
    """Look the customer up; it has to be ready and have an organization."""
    api = CustomersApi(client, meant.sub_partner_org_id)
    customer = customer_lookup.find(api, customer_id=customer_id, external_id=meant.external_id)
    name = f"customer {meant.external_id or customer_id}"
    if customer is None:
        raise OperationError(f"There is no {name}. Make it first with webex_customer, or correct the external id.")
    # In status error the last change may have failed, while everything older still works.
    life = customer_life.look(client, customer, meant.sub_partner_org_id)
    customer = life.customer
    if customer.status not in READY and not (customer.status == "error" and life.living):
        raise OperationError(
            f"{name} is {customer.status}; what it has can be managed when it is provisioned. Run again later."
        )
    if not customer.org_id:
        raise OperationError(f"{name} has no organization yet. Run again later.")
    return customer


def _refuse_another(customer: WholesaleCustomer, meant: _Meant, customer_id: str) -> None:
    refuse_contradiction(customer, customer_id=customer_id, org_id=meant.org_id, external_id=meant.external_id)


def _from_options(options: CustomerReference) -> _Meant:
    return _Meant(
        external_id=options.customer or "",
        customer_id=options.customer_id or "",
        org_id=options.org_id or "",
        known=from_view(options.known_customer),
        planned=isinstance(options, PlannedCustomer) and options.planned_customer is not None,
        sub_partner_org_id=options.sub_partner_org_id if isinstance(options, SubPartner) else None,
    )
