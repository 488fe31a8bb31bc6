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
            raise OperationError(f"{_name(customer)} could not be removed: {_reasons(customer)}.")
        waited = client.clock() - started
        if waited + interval > patience.timeout:
            raise _impatient(customer, waited, "wait_timeout")
        client.sleep(interval)
        interval = min(interval * 1.5, max(patience.longest_interval, patience.interval))


def verdict(customer: WholesaleCustomer, *, accept_errors: bool) -> list[str]:
    """Judge a final status and return warnings.

    Parameters:
        accept_errors: Whether provisioned_with_errors is good enough.

    Raises:
        OperationError: The customer is not usable.
    """
    warnings = [
        f"{_name(customer)}: package {package.name}: {warning}."
        + (" Calling services are in maintenance; run again later." if warning.code == MAINTENANCE else "")
        for package in customer.package_states
        for warning in package.warnings
    ]
    if customer.status == "error":
        raise OperationError(
            f"{_name(customer)} could not be provisioned: {_reasons(customer)}. Correct the cause in the inventory, "
            "remove the failed customer with state: absent, and run again."
        )
    if customer.status == "provisioned_with_errors":
        text = f"{_name(customer)} was provisioned with errors: {_reasons(customer)}."
        if not accept_errors:
            raise OperationError(f"{text} Correct them, or set accept_errors: true to go on with what is there.")
        warnings.append(text)
    return warnings


def _impatient(customer: WholesaleCustomer, waited: float, option: str) -> OperationError:
    why = " (denied-party screening; Webex publishes no duration)" if customer.status == REVIEW else ""
    return OperationError(
        f"{_name(customer)} is still {customer.status}{why} after {waited:.0f} s. Nothing is lost: run again and it "
        f"goes on waiting, or raise {option}."
    )


def _reasons(customer: WholesaleCustomer) -> str:
    found = [str(error) for error in customer.errors]
    found += [f"package {package.name}: {error}" for package in customer.package_states for error in package.errors]
    return "; ".join(dict.fromkeys(found)) or "Webex gives no reason"


def _name(customer: WholesaleCustomer) -> str:
    return f"customer {customer.external_id or customer.id}"
