# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The outcome for a customer, as far as it is known when its operation ends or stops early."""

from __future__ import annotations

from dataclasses import dataclass

from .._engine.operation import Report
from .plan import CustomerRow
from .present import CustomerPresent, WholesaleCustomer


@dataclass
class CustomerReport(Report):
    """The outcome for one customer.

    Attributes:
        customer: As it was made, changed or read back last; None when none of that has happened, and when it is gone.
        gone: It was there, and is no more.
        adopted: It was to be made, and was there already.
        sent: Webex took the creation or the change.
        row: The comparison with what was read back last; None when it is that of the plan.
    """

    customer: WholesaleCustomer | None = None
    gone: bool = False
    adopted: bool = False
    sent: bool = False
    row: CustomerRow | None = None

    def left(self) -> None:
        """The customer is gone."""
        self.customer, self.gone = None, True

    def last(self, present: CustomerPresent | None) -> WholesaleCustomer | None:
        """The customer as it was last read; None when there is none."""
        if self.customer or self.gone or present is None:
            return self.customer
        return present.customer


@dataclass
class CustomersReport(Report):
    """The outcome for the customer that was waited for.

    Attributes:
        waited_for: As it is after that; None when nobody was waited for.
    """

    waited_for: WholesaleCustomer | None = None
