# SPDX-License-Identifier: GPL-3.0-or-later
"""Waiting for a customer, and whether its final status is good enough."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._client.errors import ServiceError, api_error
from ansible_collections.webex.wholesale.plugins.module_utils._customers.plan import to_be_repeated
from ansible_collections.webex.wholesale.plugins.module_utils._customers.present import PackageState, WholesaleCustomer
from ansible_collections.webex.wholesale.plugins.module_utils._customers.provisioning import (
    PollPolicy,
    check_usable,
    wait_until_final,
    wait_until_gone,
)
from ansible_collections.webex.wholesale.plugins.module_utils._customers.waiting import Waiting
from ansible_collections.webex.wholesale.plugins.module_utils._engine.operation import OperationError
from ansible_collections.webex.wholesale.tests.unit.fake_clock import FakeClock

CUSTOMER = WholesaleCustomer("C", "provisioning", "acme-0001")
POLICY = PollPolicy(timeout_s=100, review_timeout_s=200, interval_s=5)


class Service:
    """Tells one status after the other, the last one for ever; stands for client and API. None is not found."""

    def __init__(self, *statuses):
        self.statuses = list(statuses)
        self.clock = FakeClock()
        self.sleep = self.clock.sleep

    def get(self, _customer_id):
        status = self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]
        if status is None:
            raise api_error("GET", "/wholesale/customers/C", 404, ())
        return replace(CUSTOMER, status=status)


def wait(service, status="provisioning", policy=POLICY, until=wait_until_final):
    return until(service, service, replace(CUSTOMER, status=status), policy)


@pytest.mark.parametrize("status", ["provisioned", "provisioned_with_errors", "error"])
def test_a_final_status_ends_the_wait(status):
    service = Service("provisioning", "updating", status)
    assert wait(service).status == status
    assert service.clock.naps == [5, 7.5, 11.25]


def test_no_wait_when_it_is_final_already():
    service = Service("error")
    assert wait(service, "provisioned").status == "provisioned"
    assert service.clock.naps == []


def test_looks_become_rarer_up_to_a_limit():
    service = Service("provisioning")
    with pytest.raises(OperationError):
        wait(service, policy=PollPolicy(timeout_s=900, review_timeout_s=1800, interval_s=5))
    assert max(service.clock.naps) == 30
    assert 870 <= sum(service.clock.naps) <= 900
    assert service.clock.naps == sorted(service.clock.naps)


def test_impatience_says_that_nothing_is_lost():
    with pytest.raises(OperationError) as caught:
        wait(Service("updating"))
    assert str(caught.value).startswith("customer acme-0001 is still updating after ")
    assert str(caught.value).endswith("Nothing is lost: run again and it goes on waiting, or raise wait_timeout.")


def test_screening_has_a_limit_of_its_own():
    service = Service("pending_rpl_review")
    with pytest.raises(
        OperationError, match=r"is still pending_rpl_review \(denied-party screening.*raise review_timeout"
    ):
        wait(service)
    assert 170 <= sum(service.clock.naps) <= 205


def test_time_in_screening_does_not_count_as_provisioning():
    service = Service(*["pending_rpl_review"] * 8, *["provisioning"] * 3, "provisioned")
    assert wait(service).status == "provisioned"
    assert sum(service.clock.naps) > POLICY.timeout_s


def test_gone():
    service = Service("deleting", "deleting", None)
    wait(service, "deleting", until=wait_until_gone)
    assert service.clock.naps == [5, 7.5]


def test_a_removal_that_fails_or_takes_too_long():
    with pytest.raises(OperationError, match="customer acme-0001 could not be removed: Webex gives no reason"):
        wait(Service("deleting", "error"), until=wait_until_gone)
    with pytest.raises(OperationError, match="is still deleting after"):
        wait(Service("deleting"), until=wait_until_gone)


NOTICE = ServiceError("2560", "maintenance")
TAKEN = ServiceError("10022", "e-mail is taken")
STATES = (
    PackageState("webex_calling", "error", errors=(TAKEN,), warnings=(NOTICE,)),
    PackageState("webex_meetings", "provisioned"),
)


def test_judging_on_a_good_customer():
    assert check_usable(replace(CUSTOMER, status="provisioned"), accept_errors=False) == []


def test_judging_keeps_warnings():
    customer = replace(CUSTOMER, status="provisioned", package_states=STATES)
    assert check_usable(customer, accept_errors=False) == [
        "customer acme-0001: package webex_calling: maintenance (errorCode 2560). "
        "Calling services are in maintenance; run again later. The order is then repeated, and the customer stays as "
        "it is."
    ]


def test_judging_on_a_customer_with_errors():
    customer = replace(CUSTOMER, status="provisioned_with_errors", package_states=STATES)
    with pytest.raises(OperationError) as caught:
        check_usable(customer, accept_errors=False)
    assert str(caught.value) == (
        "customer acme-0001 was provisioned with errors: package webex_calling: e-mail is taken (errorCode 10022). "
        "Correct them, or set accept_errors: true to go on with what is there."
    )
    assert len(check_usable(customer, accept_errors=True)) == 2


def test_judging_on_a_failed_customer():
    customer = replace(CUSTOMER, status="error", errors=(TAKEN, TAKEN))
    for accept in (False, True):
        with pytest.raises(OperationError) as caught:
            check_usable(customer, accept_errors=accept)
        assert str(caught.value) == (
            "customer acme-0001 could not be provisioned: e-mail is taken (errorCode 10022). Nothing of it was built. "
            "Correct the cause in the inventory, remove the failed customer with state: absent, and run again."
        )


@pytest.mark.parametrize("accept", [True, False])
def test_a_living_customer_is_never_to_be_removed(accept):
    customer = replace(CUSTOMER, status="error", errors=(TAKEN,))
    if accept:
        (text,) = check_usable(customer, accept_errors=True, living=True)
    else:
        with pytest.raises(OperationError) as caught:
            check_usable(customer, accept_errors=False, living=True)
        text = str(caught.value)
    assert "Webex refused the last change: e-mail is taken (errorCode 10022)." in text
    assert "what Webex did not change stays as it is" in text
    assert "absent" not in text
    assert "remove" not in text


def test_a_living_customer_that_is_as_declared_is_told_only():
    customer = replace(CUSTOMER, status="error", errors=(TAKEN,))
    (text,) = check_usable(customer, accept_errors=False, living=True, as_declared=True)
    assert text.endswith("Nothing of the declaration is left to be changed.")


WARNED = PackageState("webex_calling", "error", warnings=(NOTICE,))
FAILED = PackageState("webex_suite", "error", errors=(TAKEN,))
SILENT = PackageState("webex_voice", "error")
PARTLY = replace(CUSTOMER, status="provisioned_with_errors")


def test_warnings_alone_are_no_errors():
    (text,) = check_usable(replace(PARTLY, package_states=(WARNED, STATES[1])), accept_errors=False)
    assert "errorCode 2560" in text


def test_other_warnings_are_told_as_well():
    notice = replace(WARNED, warnings=(ServiceError("77", "busy"),))
    (text,) = check_usable(replace(PARTLY, package_states=(notice,)), accept_errors=False)
    assert text.startswith("customer acme-0001: package webex_calling: busy (errorCode 77). Run again later.")


@pytest.mark.parametrize(
    "changes",
    [
        {"package_states": (WARNED, FAILED)},
        {"package_states": (WARNED, SILENT)},
        {"package_states": (WARNED,), "errors": (TAKEN,)},
        {"package_states": ()},
    ],
)
def test_errors_beside_warnings_are_errors(changes):
    with pytest.raises(OperationError, match="was provisioned with errors"):
        check_usable(replace(PARTLY, **changes), accept_errors=False)


@pytest.mark.parametrize(
    ("status", "living", "accept", "packages"),
    [
        ("error", True, False, ("webex_calling", "webex_suite", "webex_voice")),
        ("error", True, True, ("webex_calling", "webex_suite", "webex_voice")),
        ("error", False, False, ()),
        ("provisioned_with_errors", True, False, ("webex_calling", "webex_suite")),
        ("provisioned_with_errors", True, True, ("webex_calling",)),
        ("provisioned", True, False, ()),
    ],
)
def test_what_is_ordered_once_more(status, living, accept, packages):
    customer = replace(CUSTOMER, status=status, package_states=(WARNED, FAILED, SILENT, STATES[1]))
    assert to_be_repeated(customer, accept_errors=accept, living=living) == packages


def test_policy_of_the_options():
    assert PollPolicy.of(Waiting()) == PollPolicy(900.0, 1800.0, 5.0)
    options = Waiting(wait_timeout=1, review_timeout="2", poll_interval=0.5)
    assert PollPolicy.of(options) == PollPolicy(1.0, 2.0, 0.5)
