# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Waiting for a customer to be built, and the verdict on the status it ends in.

Statuses: Webex for Wholesale provisioning API. Durations are not published; minutes are usual.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .._api.customers import CustomersApi, WholesaleCustomer
from .._client.client import Client
from .._client.errors import NotFound
from .frame import OperationError
from .progress import SILENT, Progress

REVIEW = "pending_rpl_review"
READY = frozenset({"provisioned", "provisioned_with_errors"})
FINAL = READY | {"error"}
MAINTENANCE = "2560"


@dataclass(frozen=True)
class Patience:
    """How long to wait, in seconds.

    Attributes:
        timeout: For building, changing and removing.
        review_timeout: For denied-party screening, on top.
        interval: Between the first two looks; grows by half each time.
        longest_interval: Between two looks at most.
    """

    timeout: float = 900.0
    review_timeout: float = 1800.0
    interval: float = 5.0
    longest_interval: float = 30.0

    @classmethod
    def from_inputs(cls, inputs: Mapping[str, Any]) -> Patience:
        """Take it out of module options."""
        names = {"timeout": "wait_timeout", "review_timeout": "review_timeout", "interval": "poll_interval"}
        given = {key: float(inputs[name]) for key, name in names.items() if inputs.get(name) is not None}
        return cls(**given)


def wait_until_final(
    client: Client,
    api: CustomersApi,
    customer: WholesaleCustomer,
    patience: Patience,
    progress: Progress = SILENT,
) -> WholesaleCustomer:
    """Look again until the status is final, telling how it stands.

    Raises:
        OperationError: The patience is used up; a later run goes on waiting.
    """
    started = client.clock()
    reviewed = 0.0
    interval = patience.interval
    while customer.status not in FINAL:
        waited = client.clock() - started - reviewed
        if customer.status == REVIEW and reviewed + interval > patience.review_timeout:
            raise _impatient(customer, reviewed, "review_timeout")
        if customer.status != REVIEW and waited + interval > patience.timeout:
            raise _impatient(customer, waited, "wait_timeout")
        before = client.clock()
        client.sleep(interval)
        in_review = customer.status == REVIEW
        customer = api.get(customer.id)
        progress.tell(f"{_name(customer)}: {customer.status}, waited for {client.clock() - started:.0f} s")
        reviewed += client.clock() - before if in_review else 0.0
        interval = min(interval * 1.5, max(patience.longest_interval, patience.interval))
    return customer


def wait_until_gone(client: Client, api: CustomersApi, customer: WholesaleCustomer, patience: Patience) -> None:
    """Look again until the customer is no longer there.

    Raises:
        OperationError: The patience is used up, or the removal failed.
    """
    started = client.clock()
    interval = patience.interval
    while True:
        try:
            customer = api.get(customer.id)
        except NotFound:
            return
        if customer.status == "error":
            raise OperationError(f"{_name(customer)} could not be removed: {reasons(customer)}.")
        waited = client.clock() - started
        if waited + interval > patience.timeout:
            raise _impatient(customer, waited, "wait_timeout")
        client.sleep(interval)
        interval = min(interval * 1.5, max(patience.longest_interval, patience.interval))


def verdict(
    customer: WholesaleCustomer, *, accept_errors: bool, living: bool = False, as_declared: bool = False
) -> list[str]:
    """Judge a final status and return warnings.

    Parameters:
        accept_errors: Whether provisioned_with_errors is good enough, and a living customer whose last change failed.
        living: Something of a customer in status error was built once; see customer_life.
        as_declared: Nothing of the declaration is left to be changed.

    Raises:
        OperationError: The customer is not usable.
    """
    warnings = _warnings(customer)
    if customer.status == "error" and not living:
        raise OperationError(
            f"{_name(customer)} could not be provisioned: {reasons(customer)}. Nothing of it was built. Correct the "
            "cause in the inventory, remove the failed customer with state: absent, and run again."
        )
    if customer.status == "error":
        text = (
            f"{_name(customer)}: Webex refused the last change: {reasons(customer)}. The customer and its users are "
            "there, and what Webex did not change stays as it is."
        )
        if as_declared:
            warnings.append(f"{text} Nothing of the declaration is left to be changed.")
        elif accept_errors:
            warnings.append(f"{text} Correct the declaration and run again; the change is then tried once more.")
        else:
            raise OperationError(
                f"{text} Correct the declaration, or run again as it is: the change is then tried once more. When "
                "Webex goes on refusing it, open a case with Cisco and tell the error code. accept_errors: true (in "
                "a playbook webex_accept_errors: true) goes on with the locations and users meanwhile."
            )
    if customer.status == "provisioned_with_errors" and not _only_warned(customer):
        text = f"{_name(customer)} was provisioned with errors: {reasons(customer)}."
        if not accept_errors:
            raise OperationError(f"{text} Correct them, or set accept_errors: true to go on with what is there.")
        warnings.append(text)
    return warnings


def to_be_repeated(customer: WholesaleCustomer, *, accept_errors: bool, living: bool) -> tuple[str, ...]:
    """The packages for which the change is sent once more: Webex lists them, and has not built them.

    Whoever only warns will build them later. Where errors are accepted, what is provisioned with them stays as it is.
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


def _warnings(customer: WholesaleCustomer) -> list[str]:
    unbuilt = {package.name for package in customer.unbuilt}
    found = []
    for package in customer.package_states:
        for warning in package.warnings:
            text = f"{_name(customer)}: package {package.name}: {warning}."
            if warning.code == MAINTENANCE:
                text += " Calling services are in maintenance; run again later."
            elif package.name in unbuilt:
                text += " Run again later."
            if package.name in unbuilt:
                text += " The order is then repeated, and the customer stays as it is."
            found.append(text)
    return found


def _only_warned(customer: WholesaleCustomer) -> bool:
    """Tell whether Webex gives warnings, and no error, for all that it could not build."""
    states = customer.package_states
    return (
        not customer.errors
        and any(package.warnings for package in states)
        and all(package.warnings and not package.errors for package in customer.unbuilt)
        and not any(package.errors for package in states)
    )


def _impatient(customer: WholesaleCustomer, waited: float, option: str) -> OperationError:
    why = " (denied-party screening; Webex publishes no duration)" if customer.status == REVIEW else ""
    return OperationError(
        f"{_name(customer)} is still {customer.status}{why} after {waited:.0f} s. Nothing is lost: run again and it "
        f"goes on waiting, or raise {option}."
    )


def reasons(customer: WholesaleCustomer) -> str:
    """Why a customer is as it is, in Webex's words."""
    found = [str(error) for error in customer.errors]
    found += [f"package {package.name}: {error}" for package in customer.package_states for error in package.errors]
    return "; ".join(dict.fromkeys(found)) or "Webex gives no reason"


def _name(customer: WholesaleCustomer) -> str:
    return f"customer {customer.external_id or customer.id}"
