# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What to do with a customer: wanted against present. Pure.

Only packages, address and external id can be read back; name, e-mail, language, limits and the location's data are
sent at creation, and limits again when another change is due or the user asks for it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from .._api.customers import WholesaleCustomer
from .._model.customer import Customer
from .plan import Action, Change, created, deleted, updated
from .refusal import Refused

KIND = "customer"


def plan_present(
    wanted: Customer,
    current: WholesaleCustomer | None,
    *,
    ignore: Collection[str] = (),
    resend_limits: bool = False,
    present_name: str | None = None,
    repeat: Sequence[str] = (),
) -> Action:
    """Plan creation, update or nothing.

    Parameters:
        wanted: The declaration.
        current: The customer as Webex tells it; None when there is none.
        ignore: Fields whose differences are accepted: address, packages.
        resend_limits: Send the limits although they cannot be compared.
        present_name: Name of the organization, when it is to be compared.
        repeat: Packages that Webex lists and has not built, to be ordered once more.

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
    if wanted.name and present_name is not None and wanted.name != present_name:
        fields["name"] = Change(present_name, wanted.name)
    if wanted.package_limits and resend_limits:
        fields["package_limits"] = Change("not readable", dict(wanted.package_limits))
    return updated(KIND, wanted.external_id, fields)


def leaving(wanted: Customer, current: WholesaleCustomer | None, ignore: Collection[str] = ()) -> tuple[str, ...]:
    """The packages that left the declaration, sorted."""
    if current is None or "packages" in ignore:
        return ()
    return tuple(sorted(set(current.packages) - set(wanted.packages)))


def with_packages(wanted: Customer, more: Sequence[str]) -> Customer:
    """The declaration with more packages at the end of its list."""
    return wanted.model_copy(update={"packages": [*wanted.packages, *more]})


def plan_removal(wanted: Customer, current: WholesaleCustomer | None, ignore: Collection[str] = ()) -> Action:
    """Plan to take away what left the declaration, after everything else of it was done.

    Raises:
        Refused: A package would be taken away without the explicit option.
    """
    if current is None or not leaving(wanted, current, ignore):
        return Action(KIND, wanted.external_id, "none")
    _refuse_removal(wanted, current)
    before = sorted({*current.packages, *wanted.packages})
    return updated(KIND, wanted.external_id, {"packages": Change(before, sorted(wanted.packages))})


def plan_absent(identity: str, current: WholesaleCustomer | None, users: int = 0) -> Action:
    """Plan removal, with so many users, or nothing."""
    if current is None or current.status == "deleting":
        return Action(KIND, identity, "none")
    values = {"packages": sorted(current.packages), "org_id": current.org_id, "status": current.status}
    return deleted(KIND, identity, {**values, "users": users or None})


def creation(wanted: Customer) -> dict[str, Any]:
    """What a creation shows in plan and diff."""
    values = wanted.model_dump(exclude_unset=True, exclude_none=True, exclude={"protected", "allow_package_removal"})
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
        if (value or None) != (current.get(key) or None)
    }


def _refuse_removal(wanted: Customer, current: WholesaleCustomer) -> None:
    gone = sorted(set(current.packages) - set(wanted.packages))
    if gone and not wanted.allow_package_removal:
        raise Refused(
            f"customer {wanted.external_id}: the package{'s' if len(gone) > 1 else ''} {', '.join(gone)} would be "
            "taken away. "
            f"Webex replaces the whole list. Add {', '.join(gone)} to packages, or set allow_package_removal: true; "
            "users of what is taken away have to be moved to another package, or removed."
        )
