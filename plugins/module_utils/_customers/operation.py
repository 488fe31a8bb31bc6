# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The operation behind webex_customer."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import Any

from .._client.client import Client
from .._client.errors import Conflict, NotFound, OrganizationRefused
from .._declare.called import called
from .._declare.model import read
from .._declare.problem import InputError, Problem
from .._declare.webex_ids import key_of, same_id
from .._engine.creation import LOOKUP_DELAYS_S, create_or_adopt, look
from .._engine.operation import Operation, OperationError
from .._engine.plan import Change
from .._subscribers.api import SubscribersApi
from .._subscribers.present import Subscriber
from . import life as customer_life
from . import lookup as customer_lookup
from . import organizations_api as organizations
from .api import CustomersApi
from .forecast import forecast
from .identity import refuse_contradiction
from .model import ADDITIONS, REMOVALS, Customer, CustomerOptions
from .package_removal import count
from .plan import KIND, CustomerPlan, CustomerRow, compare, ignored, leaving, plan_customer
from .present import FINAL, READY, CustomerPresent, WholesaleCustomer
from .provisioning import PollPolicy, check_usable, wait_until_final, wait_until_gone
from .record import of_customer, record_after
from .report import CustomerReport
from .request import change, creation
from .result import CustomerResult
from .view import from_view, view

UPDATE_ATTEMPTS = 3


class CustomerOperation(Operation[CustomerOptions, CustomerPresent, CustomerPlan, CustomerReport]):
    """Create, change, attach or remove one customer."""

    OPTIONS = CustomerOptions
    RESULT = CustomerResult
    REPORT = CustomerReport

    def __init__(self, options: CustomerOptions) -> None:
        """Read the declaration of a customer that is to be there (InputError)."""
        super().__init__(options)
        self.wanted = None if options.absent else read(Customer, options.entry)
        self._policy = PollPolicy.of(options)

    def journal_scope(self, present: CustomerPresent) -> tuple[str, ...]:
        """The journal of this customer."""
        return ("customer", self.options.external_id)

    # Read

    def read(self, client: Client) -> CustomerPresent:
        """One look-up; none for a customer that an earlier task of the play has just read."""
        api = self._api(client)
        customer = self._known() or customer_lookup.find(
            api, customer_id=self.options.customer_id, external_id=self.options.external_id
        )
        known = CustomerPresent(customer, recorded=of_customer(self.options.record), check_mode=client.check_mode)
        present = self._with_others(api, known)
        if customer is None:
            return present
        if self.wanted is None:
            self._refuse_contradiction(customer, external_id=self.options.external_id)
        present = self._looked_at(client, present, customer)
        customer = present.customer
        if self.options.compare_name and self.wanted and customer and customer.org_id:
            present = replace(present, name=organizations.get(client, customer.org_id).name)
        return present

    def _known(self) -> WholesaleCustomer | None:
        """The customer out of the options; one that is being removed is looked up, since it may be gone by now."""
        known = from_view(self.options.known_customer)
        if known is None or self.options.customer_id or known.status in ("", "deleting"):
            return None
        return known if known.external_id == self.options.external_id else None

    def _with_others(self, api: CustomersApi, present: CustomerPresent) -> CustomerPresent:
        """Add other customers with the names that this customer would get; read only when a name changes."""
        customer = present.current
        if self.wanted is None:
            return present
        if customer is None and self.wanted.org_id and not self.options.customer_id:
            return replace(present, holders=tuple(api.list(org_id=self.wanted.org_id)))
        if customer is None or customer.external_id == self.wanted.external_id:
            return present
        holders = [
            other
            for other in api.list(external_id=self.wanted.external_id)
            if other.external_id == self.wanted.external_id
            and other.status != "deleting"
            and key_of(other.id) != key_of(customer.id)
        ]
        return replace(present, holders=tuple(holders), declared_by=self.options.host_of(customer.external_id))

    def _looked_at(self, client: Client, present: CustomerPresent, customer: WholesaleCustomer) -> CustomerPresent:
        """With this customer: perhaps its organization, whether anything of it was built, and its users."""
        life = customer_life.look(client, customer, self.options.sub_partner_org_id)
        users = self._users(client, life.customer)
        return replace(present, customer=life.customer, living=life.living, subscribers=users)

    def _users(self, client: Client, customer: WholesaleCustomer) -> tuple[Subscriber, ...]:
        """The users, where a package or the customer is to be removed."""
        if customer.status == "deleting":
            return ()
        if self.wanted is None:
            concerned = not self.options.protected
        else:
            gone = leaving(self.wanted, customer, ignored(self.options))
            concerned = bool(gone) and self.wanted.allow_package_removal
        if not concerned:
            return ()
        return tuple(SubscribersApi(client, self.options.sub_partner_org_id).list(customer.id))

    # Plan

    def plan(self, present: CustomerPresent) -> CustomerPlan:
        """Compare; a customer that is being removed counts as absent."""
        return plan_customer(self.wanted, present, self.options)

    # Check mode

    def preview(self, client: Client, present: CustomerPresent, plan: CustomerPlan, report: CustomerReport) -> None:
        """Ask precheck about a creation; check the status of a present customer."""
        (row,) = plan.rows
        if self.wanted is None:
            return
        self._refuse_own_organization(client, self.wanted, row)
        if row.verb == "create":
            self._precheck(client, self.wanted)
        elif row.verb == "update" and row.present:
            # The next steps of the play know the customer by the external id that it gets.
            report.customer = replace(row.present, external_id=self.wanted.external_id)
        elif row.verb == "none" and present.customer and present.customer.status in FINAL:
            self._judge(self.wanted, present.customer, present, row, report)

    # Run

    def apply(self, client: Client, present: CustomerPresent, plan: CustomerPlan, report: CustomerReport) -> None:
        """Carry the plan out, and wait for its end unless `wait` is false."""
        (row,) = plan.rows
        if self.wanted is None:
            if present.customer:
                self._remove(client, present, present.customer, row, report)
            return
        self._refuse_own_organization(client, self.wanted, row)
        if row.verb == "create":
            present = replace(present, customer=self._create(client, self.wanted, present, report))
        elif row.verb == "update":
            if row.is_sent:
                present, row = self._update(client, present, row, report)
            self._rename(client, self.wanted, present, row)
        self._settle(client, self.wanted, present, row, report)

    def _create(
        self, client: Client, wanted: Customer, present: CustomerPresent, report: CustomerReport
    ) -> WholesaleCustomer:
        """Order the customer, or adopt the one that another run ordered meanwhile."""
        provisioning_id = self.options.provisioning_id
        if not provisioning_id:
            raise InputError(
                [
                    Problem(
                        ("provisioning_id",),
                        f"customer {wanted.external_id} is new and needs a provisioning ID.",
                        "Copy it from the onboarding template in Partner Hub.",
                    )
                ]
            )
        api = self._api(client)
        if present.customer:
            wait_until_gone(client, api, present.customer, self._policy)
            report.left()
        try:
            self._precheck(client, wanted)
        except OperationError:
            # Another run may have ordered it since this one looked, so that the address is taken by now.
            other = self._ordered_meanwhile(client, wanted, present)
            if other is None:
                raise
            return self._ordered(other, True, report)
        request = creation(wanted, provisioning_id)
        customer, adopted = create_or_adopt(
            lambda: WholesaleCustomer(
                api.create(request), "provisioning", wanted.external_id, packages=request.packages
            ),
            lambda: self._alive(api, wanted.external_id),
            client,
            self.journal(client, present),
            (KIND, wanted.external_id),
        )
        return self._ordered(customer, adopted, report)

    def _ordered(self, customer: WholesaleCustomer, adopted: bool, report: CustomerReport) -> WholesaleCustomer:
        report.adopted, report.sent = adopted, True
        self._refuse_contradiction(customer)
        report.customer = customer
        return customer

    def _ordered_meanwhile(
        self, client: Client, wanted: Customer, present: CustomerPresent
    ) -> WholesaleCustomer | None:
        unlisted = self.journal(client, present).may_exist_unlisted([(KIND, wanted.external_id)])
        pauses = LOOKUP_DELAYS_S if unlisted else ()
        return look(lambda: self._alive(self._api(client), wanted.external_id), client, (0.0, *pauses))

    @staticmethod
    def _alive(api: CustomersApi, external_id: str) -> WholesaleCustomer | None:
        """The customer with this external id, unless it is being removed."""
        found = customer_lookup.find(api, customer_id=None, external_id=external_id)
        return None if found is None or found.status == "deleting" else found

    def _precheck(self, client: Client, wanted: Customer) -> None:
        if not self.options.precheck:
            return
        answer = self._api(client).precheck(creation(wanted, self.options.provisioning_id))
        if not answer.ok:
            raise OperationError(
                f"customer {wanted.external_id}: Webex's precheck refuses it: {answer.reason}. Nothing was created. "
                f"Correct the inventory; when the precheck is wrong, set {called('precheck', 'false')}."
            )

    def _update(
        self, client: Client, present: CustomerPresent, row: CustomerRow, report: CustomerReport
    ) -> tuple[CustomerPresent, CustomerRow]:
        """Send the change when no other one is in progress; return the customer then, and its row."""
        api = self._api(client)
        customer, due = self._there(row.present), self._due(row)
        for _attempt in range(UPDATE_ATTEMPTS):
            # A change while another one runs is refused or lost: wait for its end first.
            if customer.status not in FINAL:
                ended = wait_until_final(client, api, customer, self._policy, report.progress)
                # The comparison is outdated: another run may have made the change, or added a package.
                present, row = self._compared_anew(client, present, ended, report)
                customer, due = self._there(row.present), self._due(row)
                if not row.action.changes:
                    return present, row
            try:
                api.update(customer.id, change(row, due, customer))
                report.sent = True
                break
            except Conflict:
                customer = api.get(customer.id)
                if customer.status in FINAL:
                    raise
        else:
            raise OperationError(f"customer {customer.external_id} is being changed by somebody else. Run again later.")
        customer = replace(customer, status="updating", external_id=due.external_id)
        report.customer = customer
        return replace(present, customer=customer), row

    def _compared_anew(
        self, client: Client, present: CustomerPresent, customer: WholesaleCustomer, report: CustomerReport
    ) -> tuple[CustomerPresent, CustomerRow]:
        present = self._looked_at(client, present, customer)
        report.customer = present.customer
        (row,) = self.plan(present).rows
        report.row = row
        return present, row

    @staticmethod
    def _rename(client: Client, wanted: Customer, present: CustomerPresent, row: CustomerRow) -> None:
        """Change the name, which belongs to the organization: the Wholesale operations cannot change it."""
        customer = present.customer
        if "name" in row.action.fields and wanted.name and customer and customer.org_id:
            organizations.rename(client, customer.org_id, wanted.name)

    def _settle(
        self, client: Client, wanted: Customer, present: CustomerPresent, row: CustomerRow, report: CustomerReport
    ) -> None:
        """Wait for a final status, judge it, and put the organization on the partner's list."""
        customer = self._there(present.customer)
        was_final = customer.status in FINAL
        if not was_final:
            if not self.options.wait:
                return
            org_id = customer.org_id
            customer = wait_until_final(client, self._api(client), customer, self._policy, report.progress)
            if row.verb == "update" and not customer.org_id:
                # The organization still exists, although Webex returns it only while the customer is provisioned.
                customer = replace(customer, org_id=org_id)
            life = customer_life.look(client, customer, self.options.sub_partner_org_id)
            customer = report.customer = life.customer
            present = replace(present, customer=customer, living=life.living)
        if row.verb == "update" and customer.status in READY:
            report.warnings += _unfulfilled(customer, row)
        self._judge(wanted, customer, present, row, report)
        if not was_final and customer.org_id:
            organizations.get(client, customer.org_id)

    def _judge(
        self,
        wanted: Customer,
        customer: WholesaleCustomer,
        present: CustomerPresent,
        row: CustomerRow,
        report: CustomerReport,
    ) -> None:
        as_declared = False
        if not row.action.changes and present.living:
            # The customer may have changed while its status was waited for.
            compared = compare(wanted, present, self.options)
            report.row = replace(row, due=compared.due)
            as_declared = not compared.action.changes
        report.warnings += check_usable(
            customer, accept_errors=self.options.accept_errors, living=present.living, as_declared=as_declared
        )

    def _remove(
        self,
        client: Client,
        present: CustomerPresent,
        customer: WholesaleCustomer,
        row: CustomerRow,
        report: CustomerReport,
    ) -> None:
        api = self._api(client)
        if row.action.changes and customer.status not in FINAL:
            final = wait_until_final(client, api, customer, self._policy, report.progress)
            # The customer may have got users in the meantime.
            present, row = self._compared_anew(client, present, final, report)
            customer = self._there(present.customer)
        if row.action.changes:
            with contextlib.suppress(NotFound):
                api.delete(customer.id)
            ended = f", together with {count(present.subscribers)}" if present.subscribers else ""
            report.warnings.append(
                f"customer {row.identity} was cut from its organization{ended}; organization, people and "
                "their e-mail addresses remain in Webex."
            )
        report.customer = replace(customer, status="deleting")
        if self.options.wait:
            wait_until_gone(client, api, customer, self._policy)
            report.left()

    def _api(self, client: Client) -> CustomersApi:
        return CustomersApi(client, self.options.sub_partner_org_id)

    def _refuse_contradiction(self, found: WholesaleCustomer, external_id: str = "") -> None:
        """The customer may have another external id only where it is to be changed."""
        customer_id, org_id = self.options.customer_id or "", self.options.org_id
        refuse_contradiction(found, customer_id=customer_id, org_id=org_id, external_id=external_id)

    @staticmethod
    def _refuse_own_organization(client: Client, wanted: Customer, row: CustomerRow) -> None:
        """The partner is neither its own customer nor its own sub-partner; asked only before something is written."""
        creates = row.verb == "create"
        if creates and wanted.org_id and same_id(wanted.org_id, client.partner_org_id()):
            raise OrganizationRefused(
                f"org_id {wanted.org_id} is the partner's own organization; nothing was attached."
            )
        sub_partner = wanted.sub_partner_org_id
        if row.action.changes and sub_partner and same_id(sub_partner, client.partner_org_id()):
            raise OrganizationRefused(
                f"sub_partner_org_id {sub_partner} is the partner's own organization; nothing was changed. Leave it "
                "out for a customer of the partner itself."
            )

    @staticmethod
    def _there(customer: WholesaleCustomer | None) -> WholesaleCustomer:
        if customer is None:
            raise OperationError("The customer is not there any more. Run again.")
        return customer

    @staticmethod
    def _due(row: CustomerRow) -> Customer:
        if row.due is None:
            raise OperationError("Nothing is declared that could be sent.")
        return row.due

    def forecast(self, present: CustomerPresent, plan: CustomerPlan, reads: int) -> int:
        """The requests for this customer."""
        (row,) = plan.rows
        return forecast(row, reads, wait=self.options.wait, precheck=self.options.precheck)

    # Result

    def objects(
        self, present: CustomerPresent | None, plan: CustomerPlan | None, report: CustomerReport
    ) -> dict[str, Any]:
        """The customer as read last, and its record; in check mode the ids of a planned one are not known yet."""
        return {**self._customer(present, plan, report), **self._record(present, plan, report)}

    def _record(
        self, present: CustomerPresent | None, plan: CustomerPlan | None, report: CustomerReport
    ) -> dict[str, Any]:
        recorded, row = self.options.record, report.row or (plan.rows[0] if plan else None)
        if recorded is None:
            return {}
        if present is None or row is None or self.options.package_changes == REMOVALS:
            return {"record": recorded}
        if self.wanted is None:
            left = report.gone or present.customer is None or report.customer is not None
            return {"record": None if left else recorded}
        done = report.sent or present.check_mode or not row.is_sent
        return {"record": record_after(self.wanted, recorded) if done else recorded}

    def _customer(
        self, present: CustomerPresent | None, plan: CustomerPlan | None, report: CustomerReport
    ) -> dict[str, Any]:
        customer = report.last(present)
        planned = plan.rows[0] if plan else None
        creates = planned is not None and planned.verb == "create"
        if customer and not (creates and customer.status == "deleting"):
            packages = self._package_plan(report.row or planned)
            return {"customer": {**view(customer), "adopted": report.adopted, **packages}}
        if creates and self.wanted:
            return {
                "customer": {
                    "id": None,
                    "org_id": self.wanted.org_id,
                    "external_id": self.wanted.external_id,
                    "status": "planned",
                    "packages": sorted(self.wanted.packages),
                }
            }
        return {"customer": None}

    def _package_plan(self, row: CustomerRow | None) -> dict[str, Any]:
        """The packages that are added, and those that are removed by a later task."""
        if self.options.package_changes != ADDITIONS or row is None or row.wanted is None:
            return {}
        return {"packages_coming": row.packages_coming, "packages_leaving": row.packages_leaving}


def _unfulfilled(customer: WholesaleCustomer, row: CustomerRow) -> list[str]:
    """A warning when Webex finished a change without making it."""
    packages = row.action.fields.get("packages")
    if not isinstance(packages, Change) or sorted(customer.packages) == packages.after:
        return []
    return [
        f"customer {customer.external_id}: Webex accepted the packages {', '.join(packages.after)} but now tells "
        f"{', '.join(sorted(customer.packages)) or 'none'}."
    ]
