# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The plan for a customer: declaration compared with the present state. Pure.

Only packages, address and external id can be read back; name, e-mail, language, limits and the location's data are
sent at creation, and limits again with another change, on request, or when the record has other ones.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from .._declare.called import called
from .._declare.unicode_forms import comparable
from .._engine.plan import Action, Change, Plan, Row, created, deleted, updated
from .._engine.refusal import Refused
from .._engine.tolerated import Tolerances, about
from .identity import refuse_attached, refuse_contradiction, refuse_renaming
from .model import ADDITIONS, LOCAL_OF_CUSTOMER, LOCAL_OF_HEADQUARTERS, REMOVALS, Customer, CustomerOptions
from .package_removal import UsersToCome, count, holders, named, refuse_in_use, refuse_with_users, staying
from .present import CustomerPresent, WholesaleCustomer, reasons
from .record import LIMITS, limits_change, record_warnings

KIND = "customer"


@dataclass(frozen=True)
class CustomerRow(Row[Customer, WholesaleCustomer]):
    """The one customer of a task.

    Attributes:
        due: The declaration for this task: the same, or with packages that are removed later, after users gave them up.
    """

    due: Customer | None = None

    @property
    def is_sent(self) -> bool:
        """Whether the customer itself is created or changed: a name alone is changed at its organization."""
        return self.verb == "create" or (self.verb == "update" and bool(set(self.action.fields) - {"name"}))

    @property
    def packages_coming(self) -> list[str]:
        """The packages that are added to a present customer, sorted."""
        change = self.action.fields.get("packages")
        return sorted(set(change.after) - set(change.before)) if change and change.before and change.after else []

    @property
    def packages_leaving(self) -> list[str]:
        """The packages that left the declaration and stay for now, sorted."""
        return sorted(set(self.due.packages) - set(self.wanted.packages)) if self.due and self.wanted else []


CustomerPlan = Plan[CustomerRow]


def plan_customer(wanted: Customer | None, present: CustomerPresent, options: CustomerOptions) -> CustomerPlan:
    """Plan the customer of a task: create, update, remove or nothing.

    Parameters:
        wanted: The declaration; None for a customer that is to be removed.

    Raises:
        Refused: The plan would do harm, or the customer that was found is not the one that is meant.
    """
    if wanted is None:
        return Plan((_removal(present, options),))
    _refuse_another(wanted, present, options)
    row = compare(wanted, present, options)
    outdated: tuple[str, ...] = ()
    if options.package_changes != REMOVALS:
        unknown = () if options.compare_name else ("name",)
        outdated = Tolerances.of(options).outdated([row], about(KIND), unknown=unknown)
    return Plan((row,), warnings=tuple(_announcements(row, present, options)), outdated=outdated)


def _removal(present: CustomerPresent, options: CustomerOptions) -> CustomerRow:
    customer = present.customer
    if customer and options.protected:
        raise Refused(f"customer {options.external_id} is protected and was not removed. Set protected: false first.")
    identity = options.external_id or (customer.external_id if customer else "")
    action = plan_absent(identity, customer, len(present.subscribers))
    if action.changes and not options.remove_with_users:
        refuse_with_users(identity, present.subscribers)
    return CustomerRow(action, None, customer)


def _refuse_another(wanted: Customer, present: CustomerPresent, options: CustomerOptions) -> None:
    """Refuse names and organizations of other customers; a customer that is being removed counts as absent."""
    customer = present.current
    if customer is None and options.customer_id:
        which = "The customer" if present.customer else "There is no customer"
        raise Refused(
            f"{which} with the id {options.customer_id}{' is being removed' if present.customer else ''}. Leave "
            f"{called('customer_id')} out to make a new one."
        )
    if customer is None:
        refuse_attached(wanted.org_id or "", present.holders)
        _refuse_incomplete(wanted, options.missing_when_new)
        return
    # The customer may have another external id only where it is to be changed.
    refuse_contradiction(customer, customer_id=options.customer_id or "", org_id=options.org_id)
    if customer.external_id != wanted.external_id:
        refuse_renaming(customer, wanted.external_id, declared_by=present.declared_by, holders=present.holders)


def _refuse_incomplete(wanted: Customer, missing: Sequence[str]) -> None:
    """A new customer is not begun when it could not be finished."""
    if missing:
        raise Refused(
            f"customer {wanted.external_id} is new, and nothing was sent, because it could not be finished:\n"
            + "\n".join(f"- {text}" for text in missing)
        )


def compare(wanted: Customer, present: CustomerPresent, options: CustomerOptions) -> CustomerRow:
    """Compare with the declaration; where other tasks come in between, with the part that is due now.

    Raises:
        Refused: A package would be removed without the explicit option, or while users have it.
    """
    customer, passed_over = present.current, ignored(options)
    gone = leaving(wanted, customer, passed_over)
    if options.package_changes == REMOVALS:
        action = plan_removal(wanted, customer, passed_over)
        # In a run the users have their new packages by now, or keep the old ones.
        to_come = UsersToCome.of(options) if present.check_mode else UsersToCome()
        refuse_in_use(wanted.external_id, gone, staying(gone, present.subscribers, to_come), last=True)
        return CustomerRow(action=action, wanted=wanted, present=customer, due=wanted)
    if options.only_shown:
        wanted = wanted.model_copy(update={"allow_package_removal": True})
    tolerances = Tolerances.of(options)
    whole, wanted = wanted, as_tolerated(wanted, present, tolerances)
    later = bool(gone) and options.package_changes == ADDITIONS and wanted.allow_package_removal
    due = with_packages(wanted, gone) if later else wanted
    action = plan_present(
        due,
        customer,
        ignore=passed_over,
        resend_limits=options.update_limits == "always",
        present_name=present.name,
        repeat=_repeated(present, options),
        recorded=present.recorded,
    )
    if not options.only_shown:
        to_come = UsersToCome.of(options) if later else UsersToCome()
        refuse_in_use(wanted.external_id, gone, staying(gone, present.subscribers, to_come))
    row = CustomerRow(action=action, wanted=wanted, present=customer, due=due)
    _rest, left = tolerances.split(updated(KIND, wanted.external_id, differences(whole, present, options)))
    return replace(row, tolerated=left)


def ignored(options: CustomerOptions) -> frozenset[str]:
    """The fields that are not compared: address, packages."""
    tolerated = {"packages"} if Tolerances.of(options).allows(KIND, options.external_id, "packages") else set()
    return frozenset({*options.ignore_drift, *tolerated})


def as_tolerated(wanted: Customer, present: CustomerPresent, tolerances: Tolerances) -> Customer:
    """The declaration, with the values that Webex has where another one is tolerated; but for packages."""
    if present.current is None:
        return wanted

    def stays(field: str) -> bool:
        return tolerances.allows(KIND, wanted.external_id, field)

    now = present.current.address or {}
    address = {key: now.get(key) for key in wanted.address.model_fields_set if stays(f"address.{key}")}
    changes: dict[str, Any] = {"address": wanted.address.model_copy(update=address)} if address else {}
    return wanted.model_copy(update={**changes, **({"name": None} if stays("name") else {})})


def differences(wanted: Customer, present: CustomerPresent, options: CustomerOptions) -> dict[str, Change]:
    """The fields that may be tolerated, as far as they differ."""
    customer, fields = present.current, dict[str, Change]()
    if customer is None:
        return fields
    if "packages" not in options.ignore_drift and set(wanted.packages) != set(customer.packages):
        fields["packages"] = Change(sorted(customer.packages), sorted(wanted.packages))
    if "address" not in options.ignore_drift:
        fields.update(_address(wanted, customer.address or {}))
    fields.update(_name(wanted, present.name))
    return fields


def _repeated(present: CustomerPresent, options: CustomerOptions) -> tuple[str, ...]:
    if present.current is None:
        return ()
    return to_be_repeated(present.current, accept_errors=options.accept_errors, living=present.living)


def _announcements(row: CustomerRow, present: CustomerPresent, options: CustomerOptions) -> list[str]:
    """Warnings on packages that are removed later, and on a change that Webex refused before."""
    customer = present.customer
    if customer is None:
        return []
    warnings = []
    gone = row.packages_leaving if options.package_changes == ADDITIONS else []
    if gone:
        moving = holders(gone, present.subscribers)
        after = f", after {count(moving)} gave it up: {named(moving)}" if moving else ""
        warnings.append(
            f"customer {customer.external_id}: {', '.join(gone)} is taken away last{after}. It stays when a step "
            "before that fails."
        )
    if row.verb == "update" and (customer.status == "error" or _repeated(present, options)):
        warnings.append(
            f"customer {customer.external_id} is {customer.status}: {reasons(customer)}. The change is tried once more."
        )
    return warnings + _record_warnings(row, present, options)


def _record_warnings(row: CustomerRow, present: CustomerPresent, options: CustomerOptions) -> list[str]:
    if row.due is None or row.present is None or present.recorded is None or options.package_changes == REMOVALS:
        return []
    return record_warnings(
        row.due, row.present, present.recorded, sent=row.is_sent, compares_name=present.name is not None
    )


def plan_present(
    wanted: Customer,
    current: WholesaleCustomer | None,
    *,
    ignore: Collection[str] = (),
    resend_limits: bool = False,
    present_name: str | None = None,
    repeat: Sequence[str] = (),
    recorded: Mapping[str, Any] | None = None,
) -> Action:
    """Plan creation, update or nothing.

    Parameters:
        wanted: The declaration.
        current: The present customer; None when there is none.
        ignore: Fields that are not compared: address, packages.
        resend_limits: Send the limits, which cannot be compared.
        present_name: Name of the organization, when it is to be compared.
        recorded: The record; empty when nothing was recorded yet, None when no record is kept.
        repeat: Packages that Webex lists and has not provisioned, to be ordered once more.

    Raises:
        Refused: A package would be taken away without the explicit option.
    """
    if current is None:
        return created(KIND, wanted.external_id, creation(wanted))
    fields: dict[str, Change] = {}
    if wanted.external_id != current.external_id:
        fields["external_id"] = Change(current.external_id, wanted.external_id)
    if "packages" not in ignore and set(wanted.packages) != set(current.packages):
        _refuse_removal(wanted, current)
        fields["packages"] = Change(sorted(current.packages), sorted(wanted.packages))
    if "packages" not in ignore:
        fields.update(
            {f"package_status.{name}": Change("error", "provisioned") for name in repeat if name in wanted.packages}
        )
    if "address" not in ignore:
        fields.update(_address(wanted, current.address or {}))
    limits = limits_change(wanted, recorded, always=resend_limits, other_changes=bool(fields))
    if limits:
        fields[LIMITS] = limits
    fields.update(_name(wanted, present_name))
    return updated(KIND, wanted.external_id, fields)


def to_be_repeated(customer: WholesaleCustomer, *, accept_errors: bool, living: bool) -> tuple[str, ...]:
    """The packages that are ordered once more: Webex lists them, and has not provisioned them.

    A package with errors is ordered again unless errors are accepted, and one with warnings only in any case.
    """
    if customer.status == "error" and living:
        return tuple(package.name for package in customer.unbuilt)
    if customer.status == "provisioned_with_errors":
        return tuple(
            package.name
            for package in customer.unbuilt
            if (package.errors and not accept_errors) or (package.warnings and not package.errors)
        )
    return ()


def leaving(wanted: Customer, current: WholesaleCustomer | None, ignore: Collection[str] = ()) -> tuple[str, ...]:
    """The packages that left the declaration, sorted."""
    if current is None or "packages" in ignore:
        return ()
    return tuple(sorted(set(current.packages) - set(wanted.packages)))


def with_packages(wanted: Customer, more: Sequence[str]) -> Customer:
    """The declaration with these packages added at the end of its list."""
    return wanted.model_copy(update={"packages": [*wanted.packages, *more]})


def plan_removal(wanted: Customer, current: WholesaleCustomer | None, ignore: Collection[str] = ()) -> Action:
    """Plan the removal of packages that left the declaration, after everything else.

    Raises:
        Refused: A package would be taken away without the explicit option.
    """
    if current is None or not leaving(wanted, current, ignore):
        return Action(KIND, wanted.external_id, "none")
    _refuse_removal(wanted, current)
    before = sorted({*current.packages, *wanted.packages})
    return updated(KIND, wanted.external_id, {"packages": Change(before, sorted(wanted.packages))})


def plan_absent(identity: str, current: WholesaleCustomer | None, users: int = 0) -> Action:
    """Plan the removal of a customer with this number of users; nothing when there is no customer."""
    if current is None or current.status == "deleting":
        return Action(KIND, identity, "none")
    values = {"packages": sorted(current.packages), "org_id": current.org_id, "status": current.status}
    return deleted(KIND, identity, {**values, "users": users or None})


def creation(wanted: Customer) -> dict[str, Any]:
    """The fields of a creation in plan and diff."""
    passed_over: Any = {**dict.fromkeys(LOCAL_OF_CUSTOMER, True), "headquarters": set(LOCAL_OF_HEADQUARTERS)}
    values = wanted.model_dump(exclude_unset=True, exclude_none=True, exclude=passed_over)
    values["packages"] = sorted(wanted.packages)
    return values


def merged_address(wanted: Customer, current: Mapping[str, str]) -> dict[str, Any]:
    """The address to send with an update: absent keys keep what is there, an explicit null clears."""
    declared = {key: getattr(wanted.address, key) for key in wanted.address.model_fields_set}
    return {**current, **declared}


def _address(wanted: Customer, current: Mapping[str, str]) -> dict[str, Change]:
    after = merged_address(wanted, current)
    return {
        f"address.{key}": Change(current.get(key), value)
        for key, value in after.items()
        if comparable(value) != comparable(current.get(key))
    }


def _name(wanted: Customer, present_name: str | None) -> dict[str, Change]:
    if wanted.name and present_name is not None and comparable(wanted.name) != comparable(present_name):
        return {"name": Change(present_name, wanted.name)}
    return {}


def _refuse_removal(wanted: Customer, current: WholesaleCustomer) -> None:
    gone = sorted(set(current.packages) - set(wanted.packages))
    if gone and not wanted.allow_package_removal:
        raise Refused(
            f"customer {wanted.external_id}: {' and '.join(gone)} would be taken away. "
            f"Webex replaces the whole list. Add {', '.join(gone)} to packages, or set allow_package_removal: true; "
            "users of what is taken away have to be moved to another package, or removed."
        )
