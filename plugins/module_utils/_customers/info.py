# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The operation behind webex_customer_info."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from .._client.client import Client
from .._client.errors import NotFound
from .._engine.operation import Operation, OperationError
from .._engine.plan import Plan
from .._subscribers.api import SubscribersApi
from .._subscribers.view import view as user_view
from . import life as customer_life
from . import lookup as customer_lookup
from . import organizations_api as organizations
from .api import PAGES, CustomersApi
from .model import CustomerInfoOptions
from .present import CustomersPresent, WholesaleCustomer
from .provisioning import PollPolicy, check_usable, wait_until_final
from .report import CustomersReport
from .result import CustomerInfoResult
from .users_of_many import users_of_many
from .view import view

# A page costs as much as a look-up: a listing is given up before it costs much.
LOOKUPS_PER_PAGE = 10
MIN_PAGES = 2


class CustomerInfoOperation(Operation[CustomerInfoOptions, CustomersPresent, Plan[Any], CustomersReport]):
    """Read customers; with `wait`, read one until it is provisioned."""

    OPTIONS = CustomerInfoOptions
    RESULT = CustomerInfoResult
    REPORT = CustomersReport
    ONLY_CHANGES_LISTED = True

    def read(self, client: Client) -> CustomersPresent:
        """The customers, or the one to wait for."""
        api = CustomersApi(client, self.options.sub_partner_org_id)
        if self.options.wait:
            return CustomersPresent((self._one(api),))
        if self.options.external_ids is not None and not self.options.customer_id:
            return self._several(client, api, frozenset(self.options.external_ids))
        return CustomersPresent(tuple(self._filtered(api)))

    def _one(self, api: CustomersApi) -> WholesaleCustomer:
        """The customer to wait for."""
        customer_id, external_id = self.options.customer_id, self.options.external_id
        customer = customer_lookup.find(api, customer_id=customer_id, external_id=external_id)
        if customer is None:
            raise OperationError(f"There is no customer {external_id or customer_id} to wait for.")
        return customer

    def _filtered(self, api: CustomersApi) -> list[WholesaleCustomer]:
        licenses = self.options.include_licenses
        external_id, status = self.options.external_id, self.options.status
        if self.options.customer_id:
            try:
                return [api.get(self.options.customer_id, licenses=licenses)]
            except NotFound:
                return []
        found = [
            customer
            for customer in api.list(external_id=external_id, org_id=self.options.org_id, status=status)
            if (not external_id or customer.external_id == external_id) and (not status or customer.status == status)
        ]
        return [api.get(customer.id, licenses=True) for customer in found] if licenses else found

    def _several(self, client: Client, api: CustomersApi, external_ids: Collection[str]) -> CustomersPresent:
        """List all customers, unless a look-up for each of the wanted ones is cheaper; perhaps their users as well."""
        found: dict[str, list[WholesaleCustomer]] = {}
        most = max(MIN_PAGES, len(external_ids) // LOOKUPS_PER_PAGE) * PAGES.size
        total = 0
        for customer in api.list() if external_ids else ():
            if total == most:
                return CustomersPresent()
            total += 1
            if customer.external_id in external_ids and customer.status != "deleting":
                found.setdefault(customer.external_id, []).append(customer)
        # Of two with one external id, the look-up of the single customer decides.
        customers = tuple(same[0] for same in found.values() if len(same) == 1)
        users = users_of_many(
            SubscribersApi(client, self.options.sub_partner_org_id), customers, self.options.user_counts, total
        )
        return CustomersPresent(customers, frozenset(external_ids) - found.keys(), users)

    def plan(self, present: CustomersPresent) -> Plan[Any]:
        """The empty plan: this operation changes nothing."""
        return Plan()

    def preview(self, client: Client, present: CustomersPresent, plan: Plan[Any], report: CustomersReport) -> None:
        """Do the same as without check mode, since nothing is written."""
        self.apply(client, present, plan, report)

    def apply(self, client: Client, present: CustomersPresent, plan: Plan[Any], report: CustomersReport) -> None:
        """Wait if requested, and fail when the customer is not usable then.

        Reading its organization adds it to the list of organizations that the partner manages.
        """
        if not self.options.wait:
            return
        (customer,) = present.customers
        api = CustomersApi(client, self.options.sub_partner_org_id)
        customer = wait_until_final(client, api, customer, PollPolicy.of(self.options), report.progress)
        life = customer_life.look(client, customer, self.options.sub_partner_org_id)
        customer = life.customer
        report.waited_for = customer
        report.warnings += check_usable(customer, accept_errors=self.options.accept_errors, living=life.living)
        if customer.org_id:
            organizations.get(client, customer.org_id)

    def objects(
        self, present: CustomersPresent | None, plan: Plan[Any] | None, report: CustomersReport
    ) -> dict[str, Any]:
        """The customers; by external ID as well where several were requested."""
        present = present or CustomersPresent()
        customers = (report.waited_for,) if report.waited_for else present.customers
        views = [view(customer) for customer in customers]
        if self.options.external_ids is None:
            return {"customers": views}
        by_external_id = {row["external_id"]: row for row in views}
        users = {key: [user_view(user) for user in rows] for key, rows in present.users.items()}
        return {
            "customers": views,
            "by_external_id": by_external_id,
            "absent": sorted(present.absent),
            "users_by_external_id": users,
        }
