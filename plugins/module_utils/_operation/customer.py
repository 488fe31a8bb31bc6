# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The operation behind webex_customer."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from .._api import organizations
from .._api.customers import CustomerRequest, CustomersApi, WholesaleCustomer
from .._api.subscribers import Subscriber, SubscribersApi
from .._client.client import Client
from .._client.errors import Conflict, NotFound, OrganizationRefused
from .._client.guard import key_of, same_organization
from .._model.base import given, read
from .._model.customer import Customer
from .._model.packages import any_calling
from .._model.problem import InputError, Problem
from .._reconcile.customer import (
    KIND,
    leaving,
    merged_address,
    plan_absent,
    plan_present,
    plan_removal,
    with_packages,
)
from .._reconcile.customer_identity import refuse_attached, refuse_contradiction, refuse_renaming
from .._reconcile.package_removal import (
    UsersToCome,
    count,
    holders,
    named,
    refuse_in_use,
    refuse_with_users,
    staying,
)
from .._reconcile.plan import Action, Change
from .._reconcile.refusal import Refused
from .._text import composed
from . import customer_life, customer_lookup
from .create import LOOKS, create_or_adopt, look
from .customer_view import from_view, view
from .frame import Operation, OperationError
from .provisioning import (
    FINAL,
    READY,
    Patience,
    reasons,
    to_be_repeated,
    verdict,
    wait_until_final,
    wait_until_gone,
)
from .user_inputs import read_users

ALL, ADDITIONS, REMOVALS = "all", "additions", "removals"


class CustomerOperation(Operation):
    """Make, change, attach or remove one customer.

    `declared_elsewhere` says which external ids other hosts declare, as a mapping to the host, or as a function that
    looks when it is asked: only where the external id of a customer is about to change.
    """

    def __init__(self, inputs: Mapping[str, Any]) -> None:
        super().__init__(inputs)
        self._absent = inputs.get("state") == "absent"
        # As Webex's answers are read: what is compared with them has to be written the same way.
        self._external_id = composed(str(inputs.get("external_id") or ""))
        self._wanted: Customer | None = None
        if not self._absent:
            self._wanted = read(Customer, given(Customer, inputs))
        elif not (self._external_id or inputs.get("customer_id")):
            raise InputError([Problem(("external_id",), "it is missing.", "Add external_id or customer_id.")])
        self._patience = Patience.from_inputs(inputs)
        self._packages = inputs.get("package_changes") or ALL
        self._ignored = inputs.get("ignore_drift") or ()
        self._to_come = self._users_to_come()
        self._target = self._wanted
        self._subscribers: list[Subscriber] = []
        self._living = False
        self._check_mode = False
        self._current: WholesaleCustomer | None = None
        self._action = Action("customer", self._external_id, "none")
        self._adopted = False
        self._name: str | None = None
        self._read_once = False
        # Who else has the external id that the customer would get, or the organization that would be attached.
        self._holders: Sequence[WholesaleCustomer] = ()
        self._declared_by = ""

    def read(self, client: Client) -> None:
        """One look-up; none for a customer that an earlier task of the play has just read."""
        known = None if self._read_once else from_view(self.inputs.get("known_customer") or {})
        self._read_once = True
        self._check_mode = client.check_mode
        if known and known.external_id == self._external_id and not self.inputs.get("customer_id"):
            self._current = known
        else:
            self._current = customer_lookup.find(
                self._api(client), customer_id=self.inputs.get("customer_id"), external_id=self._external_id
            )
        self._read_others(self._api(client))
        if self._current and self._wanted is None:
            self._refuse_contradiction(self._current, external_id=self._external_id)
        if self._current:
            self._current = self._alive_or_not(client, self._current)
        self._read_users(client)
        if self.inputs.get("compare_name") and self._current and self._current.org_id and self._wanted:
            self._name = organizations.get(client, self._current.org_id).name

    def _read_others(self, api: CustomersApi) -> None:
        """Who else is meant by these names; asked only where they are about to be given to this customer."""
        current, self._holders = self._current, ()
        if self._wanted is None:
            return
        if current is None or current.status == "deleting":
            if self._wanted.org_id and not self.inputs.get("customer_id"):
                self._holders = list(api.list(org_id=self._wanted.org_id))
        elif current.external_id != self._external_id:
            self._holders = [
                other
                for other in api.list(external_id=self._external_id)
                if other.external_id == self._external_id
                and other.status != "deleting"
                and key_of(other.id) != key_of(current.id)
            ]
            declared = self.inputs.get("declared_elsewhere") or {}
            self._declared_by = str((declared() if callable(declared) else declared).get(current.external_id, ""))

    def plan(self) -> Sequence[Action]:
        """Compare; a customer that is being removed counts as gone."""
        current = self._current
        if self._wanted is None:
            if current and self.inputs.get("protected"):
                raise Refused(
                    f"customer {self._external_id} is protected and was not removed. Set protected: false first."
                )
            identity = self._external_id or (current.external_id if current else "")
            self._action = plan_absent(identity, current, len(self._subscribers))
            if self._action.changes and not self.inputs.get("remove_with_users"):
                refuse_with_users(identity, self._subscribers)
            return [self._action]
        present = None if current is None or current.status == "deleting" else current
        if present is None and self.inputs.get("customer_id"):
            which = "The customer" if current else "There is no customer"
            raise OperationError(
                f"{which} with the id {self.inputs['customer_id']}{' is being removed' if current else ''}. Leave "
                "customer_id out to make a new one."
            )
        if present is None:
            refuse_attached(self._wanted.org_id or "", self._holders)
        else:
            self._refuse_contradiction(present)
            if present.external_id != self._external_id:
                refuse_renaming(present, self._external_id, declared_by=self._declared_by, holders=self._holders)
        self._action = self._compare(self._wanted, present)
        return [self._action]

    def _compare(self, wanted: Customer, present: WholesaleCustomer | None) -> Action:
        """Compare with what is declared; where other steps come in between, with what is due now."""
        gone = leaving(wanted, present, self._ignored)
        self._target = wanted
        if self._packages == REMOVALS:
            action = plan_removal(wanted, present, self._ignored)
            # In a run they have got their new packages by now, or keep the old ones.
            to_come = self._to_come if self._check_mode else UsersToCome()
            refuse_in_use(wanted.external_id, gone, staying(gone, self._subscribers, to_come), last=True)
            return action
        later = bool(gone) and self._packages == ADDITIONS and wanted.allow_package_removal
        if later:
            self._target = with_packages(wanted, gone)
        repeat = self._to_be_repeated(present) if present else ()
        action = plan_present(
            self._target,
            present,
            ignore=self._ignored,
            resend_limits=self.inputs.get("update_limits") == "always",
            present_name=self._name,
            repeat=repeat,
        )
        to_come = self._to_come if later else UsersToCome()
        refuse_in_use(wanted.external_id, gone, staying(gone, self._subscribers, to_come))
        return action

    def _to_be_repeated(self, present: WholesaleCustomer) -> tuple[str, ...]:
        accepted = bool(self.inputs.get("accept_errors"))
        return to_be_repeated(present, accept_errors=accepted, living=self._living)

    def _refuse_contradiction(self, found: WholesaleCustomer, external_id: str = "") -> None:
        """The customer may have another external id only where it is to be changed."""
        org_id, customer_id = self.inputs.get("org_id") or "", self.inputs.get("customer_id") or ""
        refuse_contradiction(found, customer_id=customer_id, org_id=org_id, external_id=external_id)

    def scope(self, client: Client) -> tuple[str, ...]:
        """The notes of this customer."""
        return ("customer", self._external_id)

    def forecast(self, client: Client) -> None:
        """Check mode: ask precheck about a creation, judge a customer that is there."""
        if self._wanted is None:
            return
        self._refuse_own_organization(client, self._wanted)
        self._announce()
        if self._action.action == "create":
            self._precheck(client, self._wanted)
        elif self._action.action == "update" and self._current:
            # The next steps of the play know the customer by the external id that it gets.
            self._current = replace(self._current, external_id=self._wanted.external_id)
        elif self._action.action == "none" and self._current and self._current.status in FINAL:
            self._judge(self._current)

    def apply(self, client: Client) -> None:
        """Carry the plan out, and wait for the end of it unless told not to."""
        if self._wanted is None:
            self._remove(client)
            return
        self._refuse_own_organization(client, self._wanted)
        self._announce()
        if self._action.action == "create":
            self._create(client, self._wanted)
        elif self._action.action == "update":
            if set(self._action.fields) - {"name"}:
                self._update(client)
            self._rename(client, self._wanted)
        self._settle(client)

    def objects(self) -> dict[str, Any]:
        """The customer as read last; in check mode the ids of a planned one are not known yet."""
        if self._current and not (self._action.action == "create" and self._current.status == "deleting"):
            return {"customer": {**view(self._current), "adopted": self._adopted, **self._package_plan()}}
        if self._action.action == "create" and self._wanted:
            return {
                "customer": {
                    "id": None,
                    "org_id": self._wanted.org_id,
                    "external_id": self._wanted.external_id,
                    "status": "planned",
                    "packages": sorted(self._wanted.packages),
                }
            }
        return {"customer": None}

    def _package_plan(self) -> dict[str, Any]:
        """What steps between additions and removals have to know."""
        if self._packages != ADDITIONS or self._wanted is None or self._target is None:
            return {}
        change = self._action.fields.get("packages")
        coming = sorted(set(change.after) - set(change.before)) if isinstance(change, Change) and change.before else []
        left = set(self._target.packages) - set(self._wanted.packages)
        return {"packages_coming": coming, "packages_leaving": sorted(left)}

    def _users_to_come(self) -> UsersToCome:
        path = self.inputs.get("users_file")
        # Anything but text is refused as an option.
        path = path if isinstance(path, str) else None
        if self._wanted is None or not (path or self.inputs.get("users")):
            declared = []
        else:
            declared = read_users(self.inputs.get("users"), Path(path) if path else None).users
        return UsersToCome(
            declared, bool(self.inputs.get("prune_users")), tuple(self.inputs.get("protected_users") or ())
        )

    def _read_users(self, client: Client) -> None:
        """The users, where a package or the customer would be taken away from them."""
        current = self._current
        if current is None or current.status == "deleting":
            return
        gone = leaving(self._wanted, current, self._ignored) if self._wanted else ()
        allowed = self._wanted is not None and self._wanted.allow_package_removal
        removed = self._wanted is None and not self.inputs.get("protected")
        if removed or (gone and allowed):
            self._subscribers = list(SubscribersApi(client, self.inputs.get("sub_partner_org_id")).list(current.id))

    def _announce(self) -> None:
        """Say what is done later, and what was refused before."""
        current = self._current
        if current is None or self._wanted is None:
            return
        gone = self._package_plan().get("packages_leaving") or ()
        moving = holders(gone, self._subscribers)
        if gone:
            after = f", after {count(moving)} gave it up: {named(moving)}" if moving else ""
            self.warnings.append(
                f"customer {current.external_id}: {', '.join(gone)} is taken away last{after}. It stays when a step "
                "before that fails."
            )
        refused = current.status == "error" or bool(self._to_be_repeated(current))
        if self._action.action == "update" and refused:
            self.warnings.append(
                f"customer {current.external_id} is {current.status}: {reasons(current)}. The change is tried once "
                "more."
            )

    def _alive_or_not(self, client: Client, customer: WholesaleCustomer) -> WholesaleCustomer:
        """The customer, perhaps with its organization; keeps whether anything of it was built."""
        life = customer_life.look(client, customer, self.inputs.get("sub_partner_org_id"))
        self._living = life.living
        return life.customer

    def _judge(self, customer: WholesaleCustomer) -> None:
        # What was waited for may have ended otherwise than it began.
        still = not self._action.changes and self._wanted is not None and self._living
        self.warnings += verdict(
            customer,
            accept_errors=bool(self.inputs.get("accept_errors")),
            living=self._living,
            as_declared=bool(still and self._wanted and not self._compare(self._wanted, customer).changes),
        )

    def _api(self, client: Client) -> CustomersApi:
        return CustomersApi(client, self.inputs.get("sub_partner_org_id"))

    def _refuse_own_organization(self, client: Client, wanted: Customer) -> None:
        """The partner is neither its own customer nor its own sub-partner; asked only before something is written."""
        creates = self._action.action == "create"
        if creates and wanted.org_id and same_organization(wanted.org_id, client.partner_org_id()):
            raise OrganizationRefused(
                f"org_id {wanted.org_id} is the partner's own organization; nothing was attached."
            )
        sub_partner = wanted.sub_partner_org_id
        if self._action.changes and sub_partner and same_organization(sub_partner, client.partner_org_id()):
            raise OrganizationRefused(
                f"sub_partner_org_id {sub_partner} is the partner's own organization; nothing was changed. Leave it "
                "out for a customer of the partner itself."
            )

    def _create(self, client: Client, wanted: Customer) -> None:
        api = self._api(client)
        if not self.inputs.get("provisioning_id"):
            raise InputError(
                [
                    Problem(
                        ("provisioning_id",),
                        f"customer {wanted.external_id} is new and needs a provisioning ID.",
                        "Copy it from the onboarding template in Partner Hub.",
                    )
                ]
            )
        if self._current:
            wait_until_gone(client, api, self._current, self._patience)
            self._current = None
        try:
            self._precheck(client, wanted)
        except OperationError:
            # Another run may have ordered it since this one looked, so that the address is taken by now.
            other = self._ordered_meanwhile(client, api, wanted)
            if other is None:
                raise
            self._refuse_contradiction(other)
            self._current, self._adopted = other, True
            return
        request = creation(wanted, self.inputs["provisioning_id"])
        customer, self._adopted = create_or_adopt(
            lambda: WholesaleCustomer(
                api.create(request), "provisioning", wanted.external_id, packages=request.packages
            ),
            lambda: self._alive(api, wanted.external_id),
            client,
            self.recent(client),
            (KIND, wanted.external_id),
        )
        self._refuse_contradiction(customer)
        self._current = customer

    def _ordered_meanwhile(self, client: Client, api: CustomersApi, wanted: Customer) -> WholesaleCustomer | None:
        pauses = LOOKS if self.recent(client).doubtful([(KIND, wanted.external_id)]) else ()
        return look(lambda: self._alive(api, wanted.external_id), client, (0.0, *pauses))

    def _precheck(self, client: Client, wanted: Customer) -> None:
        if not self.inputs.get("precheck", True):
            return
        answer = self._api(client).precheck(creation(wanted, self.inputs.get("provisioning_id")))
        if not answer.ok:
            raise OperationError(
                f"customer {wanted.external_id}: Webex's precheck refuses it: {answer.reason}. Nothing was created. "
                "Correct the inventory; when the precheck is wrong, set precheck: false."
            )

    def _update(self, client: Client) -> None:
        api = self._api(client)
        current = self._present()
        for _attempt in range(3):
            # A change while another one runs is refused or lost: wait for its end first.
            if current.status not in FINAL:
                current = wait_until_final(client, api, current, self._patience, self.progress)
                current = self._current = self._alive_or_not(client, current)
                # What was compared is outdated now; somebody may have done the work, or added a package.
                self._read_users(client)
                self.plan()
                if not self._action.changes:
                    return
            try:
                api.update(current.id, _change(self._due(), current, self._action))
                break
            except Conflict:
                current = api.get(current.id)
                if current.status in FINAL:
                    raise
        else:
            raise OperationError(f"customer {current.external_id} is being changed by somebody else. Run again later.")
        self._current = replace(current, status="updating", external_id=self._due().external_id)

    def _rename(self, client: Client, wanted: Customer) -> None:
        """The name is the organization's; the Wholesale operations cannot change it."""
        current = self._present()
        if "name" in self._action.fields and wanted.name and current.org_id:
            organizations.rename(client, current.org_id, wanted.name)

    def _settle(self, client: Client) -> None:
        """Wait for a final status, judge it, and put the organization on the partner's list."""
        current = self._present()
        was_final = current.status in FINAL
        if not was_final:
            if not self.inputs.get("wait", True):
                return
            org_id = current.org_id
            current = wait_until_final(client, self._api(client), current, self._patience, self.progress)
            if self._action.action == "update" and not current.org_id:
                # The organization is there still, although Webex tells it only while the customer is provisioned.
                current = replace(current, org_id=org_id)
            current = self._current = self._alive_or_not(client, current)
        if self._action.action == "update" and current.status in READY:
            self._confirm(current)
        self._judge(current)
        if not was_final and current.org_id:
            organizations.get(client, current.org_id)

    def _confirm(self, current: WholesaleCustomer) -> None:
        """Warn when Webex ended a change without doing it."""
        change = self._action.fields.get("packages")
        if isinstance(change, Change) and sorted(current.packages) != change.after:
            self.warnings.append(
                f"customer {current.external_id}: Webex accepted the packages {change.after} but now tells "
                f"{sorted(current.packages)}."
            )

    @staticmethod
    def _alive(api: CustomersApi, external_id: str) -> WholesaleCustomer | None:
        """The customer, unless it is on its way out."""
        found = customer_lookup.find(api, customer_id=None, external_id=external_id)
        return None if found is None or found.status == "deleting" else found

    def _due(self) -> Customer:
        if self._target is None:
            raise OperationError("Nothing is declared that could be sent.")
        return self._target

    def _present(self) -> WholesaleCustomer:
        if self._current is None:
            raise OperationError("The customer is not there any more. Run again.")
        return self._current

    def _remove(self, client: Client) -> None:
        current = self._current
        if current is None:
            return
        api = self._api(client)
        if self._action.changes:
            if current.status not in FINAL:
                current = wait_until_final(client, api, current, self._patience, self.progress)
            with contextlib.suppress(NotFound):
                api.delete(current.id)
            ended = f", together with {count(self._subscribers)}" if self._subscribers else ""
            self.warnings.append(
                f"customer {self._action.identity} was cut from its organization{ended}; organization, people and "
                "their e-mail addresses remain in Webex."
            )
        self._current = replace(current, status="deleting")
        if self.inputs.get("wait", True):
            wait_until_gone(client, api, current, self._patience)
            self._current = None


def creation(wanted: Customer, provisioning_id: str | None) -> CustomerRequest:
    """The order of a customer, which is also what precheck is asked about."""
    return CustomerRequest(
        packages=tuple(wanted.packages),
        address=wanted.address.model_dump(),
        external_id=wanted.external_id,
        provisioning_id=provisioning_id,
        org_id=wanted.org_id,
        name=wanted.name,
        admin_email=wanted.admin_email,
        language=wanted.language,
        location=_location(wanted) if any_calling(wanted.packages) else None,
        meetings_timezone=wanted.meetings_timezone,
        limits=dict(wanted.package_limits),
        sub_partner_admin_email=wanted.sub_partner_admin_email,
    )


def _change(wanted: Customer, current: WholesaleCustomer, action: Action) -> CustomerRequest:
    """The update: packages are always the whole set; what cannot be read back goes along."""
    packages = tuple(wanted.packages) if "packages" in action.fields else current.packages
    built = [name for name in current.packages if name not in {package.name for package in current.unbuilt}]
    begins_calling = any_calling(packages) and not any_calling(built)
    begins_meetings = "webex_meetings" in packages and "webex_meetings" not in built
    changes_address = any(name.startswith("address.") for name in action.fields)
    return CustomerRequest(
        packages=packages,
        external_id=wanted.external_id if "external_id" in action.fields else None,
        address=merged_address(wanted, current.address or {}) if changes_address else None,
        location=_location(wanted) if begins_calling else None,
        meetings_timezone=wanted.meetings_timezone if begins_meetings else None,
        limits=dict(wanted.package_limits),
    )


def _location(wanted: Customer) -> dict[str, Any] | None:
    headquarters = wanted.headquarters
    if headquarters is None:
        return None
    return {**headquarters.model_dump(), "address": (headquarters.address or wanted.address).model_dump()}
