# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The operation behind webex_customer_info."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .._api import organizations
from .._api.customers import PAGES, CustomersApi, WholesaleCustomer
from .._client.client import Client
from .._client.errors import NotFound
from .._reconcile.plan import Action
from . import customer_life, customer_lookup
from .customer_view import view
from .frame import Operation, OperationError
from .provisioning import FINAL, Patience, verdict, wait_until_final

# A page costs as much as a look-up: a listing that was given up must not have cost much.
LOOKUPS_PER_PAGE = 10
LEAST_PAGES = 2


class CustomerInfoOperation(Operation):
    """Read customers; with `wait`, read one until it is provisioned."""

    bulk = True

    def __init__(self, inputs: Mapping[str, Any]) -> None:
        super().__init__(inputs)
        self._found: list[WholesaleCustomer] = []
        self._absent: set[str] = set()

    def read(self, client: Client) -> None:
        """Read, and wait when asked to."""
        api = CustomersApi(client, self.inputs.get("sub_partner_org_id"))
        if self.inputs.get("wait"):
            self._found = [self._wait(client, api)]
        else:
            self._found = self._read(api)

    def plan(self) -> Sequence[Action]:
        """Nothing is ever planned."""
        return ()

    def objects(self) -> dict[str, Any]:
        """The customers; also by external ID where several were asked for."""
        views = [view(customer) for customer in self._found]
        if self.inputs.get("external_ids") is None:
            return {"customers": views}
        by_external_id = {row["external_id"]: row for row in views}
        return {"customers": views, "by_external_id": by_external_id, "absent": sorted(self._absent)}

    def _read(self, api: CustomersApi) -> list[WholesaleCustomer]:
        licenses = bool(self.inputs.get("include_licenses"))
        customer_id = self.inputs.get("customer_id")
        if customer_id:
            try:
                return [api.get(customer_id, licenses=licenses)]
            except NotFound:
                return []
        if self.inputs.get("external_ids") is not None:
            return self._several(api, set(self.inputs["external_ids"]))
        external_id, status = self.inputs.get("external_id"), self.inputs.get("status")
        found = [
            customer
            for customer in api.list(external_id=external_id, org_id=self.inputs.get("org_id"), status=status)
            if (not external_id or customer.external_id == external_id) and (not status or customer.status == status)
        ]
        return [api.get(customer.id, licenses=True) for customer in found] if licenses else found

    def _several(self, api: CustomersApi, external_ids: set[str]) -> list[WholesaleCustomer]:
        """List all customers, unless there are so many that one look-up for each of the wanted ones is cheaper."""
        found: dict[str, list[WholesaleCustomer]] = {}
        most = max(LEAST_PAGES, len(external_ids) // LOOKUPS_PER_PAGE) * PAGES.size
        for count, customer in enumerate(api.list() if external_ids else ()):
            if count == most:
                return []
            if customer.external_id in external_ids and customer.status != "deleting":
                found.setdefault(customer.external_id, []).append(customer)
        self._absent = external_ids - found.keys()
        # Which of two is meant is decided by the look-up of the one.
        return [customers[0] for customers in found.values() if len(customers) == 1]

    def _wait(self, client: Client, api: CustomersApi) -> WholesaleCustomer:
        customer_id, external_id = self.inputs.get("customer_id"), self.inputs.get("external_id")
        customer = customer_lookup.find(api, customer_id=customer_id, external_id=external_id)
        if customer is None:
            raise OperationError(f"There is no customer {external_id or customer_id} to wait for.")
        customer = wait_until_final(client, api, customer, Patience.from_inputs(self.inputs), self.progress)
        life = customer_life.look(client, customer, self.inputs.get("sub_partner_org_id"))
        customer = life.customer
        self._found = [customer]
        self.warnings += verdict(customer, accept_errors=bool(self.inputs.get("accept_errors")), living=life.living)
        if customer.status in FINAL and customer.org_id:
            organizations.get(client, customer.org_id)
        return customer
