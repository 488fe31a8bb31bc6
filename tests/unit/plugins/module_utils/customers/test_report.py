# SPDX-License-Identifier: GPL-3.0-or-later
"""Which customer a result shows: the one that was read back, the one that was there, or none."""

from __future__ import annotations

from ansible_collections.webex.wholesale.plugins.module_utils._customers.present import (
    CustomerPresent,
    WholesaleCustomer,
)
from ansible_collections.webex.wholesale.plugins.module_utils._customers.report import CustomerReport

PRESENT = CustomerPresent(WholesaleCustomer("C1", "provisioned"))
NEW = WholesaleCustomer("C2", "provisioning")


def test_what_was_not_touched_is_as_it_was():
    assert CustomerReport().last(PRESENT) is PRESENT.customer
    assert CustomerReport().last(None) is None


def test_what_was_read_back_counts():
    assert CustomerReport(customer=NEW).last(PRESENT) is NEW


def test_one_that_is_gone_is_shown_no_more():
    report = CustomerReport(customer=NEW)
    report.left()
    assert report.last(PRESENT) is None


def test_one_that_was_made_in_place_of_one_that_is_gone_is_shown():
    report = CustomerReport()
    report.left()
    report.customer = NEW
    assert report.last(PRESENT) is NEW
