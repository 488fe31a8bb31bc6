# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Waits for the provisioning of a customer, and checks the final status.

Statuses: Webex for Wholesale provisioning API. Durations are not published; minutes are usual.
"""

from __future__ import annotations

from dataclasses import dataclass

from .._client.client import Client
from .._client.errors import NotFound
from .._declare.called import called
from .._engine.operation import OperationError
from .._engine.progress import SILENT, Progress
from .api import CustomersApi
from .present import FINAL, REVIEW, WholesaleCustomer, reasons
from .waiting import Waiting

LONGEST_INTERVAL_S = 30.0
MAINTENANCE = "2560"


@dataclass(frozen=True)
class PollPolicy:
    """How long to wait, and how often to poll, in seconds.

    Attributes:
        timeout_s: For provisioning, changing and removing.
        review_timeout_s: In addition, for denied-party screening.
        interval_s: Between the first two polls; grows by half each time, up to LONGEST_INTERVAL_S.
    """

    timeout_s: float
    review_timeout_s: float
    interval_s: float

    @classmethod
    def of(cls, options: Waiting) -> PollPolicy:
        """Read the options."""
        return cls(options.wait_timeout, options.review_timeout, options.poll_interval)

    def after(self, interval_s: float) -> float:
        """The pause after one of this length."""
        return min(interval_s * 1.5, max(LONGEST_INTERVAL_S, self.interval_s))


def wait_until_final(
    client: Client,
    api: CustomersApi,
    customer: WholesaleCustomer,
    policy: PollPolicy,
    progress: Progress = SILENT,
) -> WholesaleCustomer:
    """Poll until the status is final, and report progress.

    Raises:
        OperationError: It took too long; a later run goes on waiting.
    """
    started = client.clock()
    reviewed = 0.0
    interval = policy.interval_s
    while customer.status not in FINAL:
        waited = client.clock() - started - reviewed
        if customer.status == REVIEW and reviewed + interval > policy.review_timeout_s:
            raise _timed_out(customer, reviewed, "review_timeout")
        if customer.status != REVIEW and waited + interval > policy.timeout_s:
            raise _timed_out(customer, waited, "wait_timeout")
        before = client.clock()
        client.sleep(interval)
        in_review = customer.status == REVIEW
        customer = api.get(customer.id)
        progress.tell(f"{_name(customer)}: {customer.status}, waited for {client.clock() - started:.0f} s")
        reviewed += client.clock() - before if in_review else 0.0
        interval = policy.after(interval)
    return customer


def wait_until_gone(client: Client, api: CustomersApi, customer: WholesaleCustomer, policy: PollPolicy) -> None:
    """Poll until the customer does not exist any more.

    Raises:
        OperationError: It took too long, or the removal failed.
    """
    started = client.clock()
    interval = policy.interval_s
    while True:
        try:
            customer = api.get(customer.id)
        except NotFound:
            return
        if customer.status == "error":
            raise OperationError(f"{_name(customer)} could not be removed: {reasons(customer)}.")
        waited = client.clock() - started
        if waited + interval > policy.timeout_s:
            raise _timed_out(customer, waited, "wait_timeout")
        client.sleep(interval)
        interval = policy.after(interval)


def check_usable(
    customer: WholesaleCustomer, *, accept_errors: bool, living: bool = False, as_declared: bool = False
) -> list[str]:
    """The warnings for a customer with a final status.

    Parameters:
        accept_errors: Accept provisioned_with_errors, and a provisioned customer whose last change failed.
        living: The customer in status error was provisioned before; see life.py.
        as_declared: The customer is as declared.

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
        warnings.append(_refused_change(customer, accept_errors, as_declared))
    if customer.status == "provisioned_with_errors" and not _only_warned(customer):
        text = f"{_name(customer)} was provisioned with errors: {reasons(customer)}."
        if not accept_errors:
            raise OperationError(
                f"{text} Correct them, or set {called('accept_errors', 'true')} to go on with what is there."
            )
        warnings.append(text)
    return warnings


def _refused_change(customer: WholesaleCustomer, accept_errors: bool, as_declared: bool) -> str:
    """The warning for a customer whose last change failed; OperationError where that is not accepted."""
    text = (
        f"{_name(customer)}: Webex refused the last change: {reasons(customer)}. The customer and its users are "
        "there, and what Webex did not change stays as it is."
    )
    if as_declared:
        return f"{text} Nothing of the declaration is left to be changed."
    if accept_errors:
        return f"{text} Correct the declaration and run again; the change is then tried once more."
    raise OperationError(
        f"{text} Correct the declaration, or run again as it is: the change is then tried once more. When "
        "Webex goes on refusing it, open a case with Cisco and quote the error code. "
        f"{called('accept_errors', 'true')} goes on with the locations and users meanwhile."
    )


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
    """Whether Webex returns warnings, and no error, for all packages that it could not provision."""
    states = customer.package_states
    return (
        not customer.errors
        and any(package.warnings for package in states)
        and all(package.warnings and not package.errors for package in customer.unbuilt)
        and not any(package.errors for package in states)
    )


def _timed_out(customer: WholesaleCustomer, waited: float, option: str) -> OperationError:
    why = " (denied-party screening; Webex publishes no duration)" if customer.status == REVIEW else ""
    return OperationError(
        f"{_name(customer)} is still {customer.status}{why} after {waited:.0f} s. Nothing is lost: run again and it "
        f"goes on waiting, or raise {called(option)}."
    )


def _name(customer: WholesaleCustomer) -> str:
    return f"customer {customer.external_id or customer.id}"
