# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The operation behind webex_phone_numbers_info."""

from __future__ import annotations

from typing import Any

from .._client.client import Client
from .._customers.context import resolve
from .._declare.unicode_forms import name_key
from .._engine.operation import Operation, Report
from .._engine.plan import Plan
from .api import NumbersApi
from .model import PhoneNumbersInfoOptions
from .present import ListedNumber, PresentNumbers
from .result import PhoneNumbersInfoResult


class PhoneNumbersInfoOperation(Operation[PhoneNumbersInfoOptions, PresentNumbers, Plan[Any], Report]):
    """Read the phone numbers and extensions of a customer."""

    OPTIONS = PhoneNumbersInfoOptions
    RESULT = PhoneNumbersInfoResult

    def read(self, client: Client) -> PresentNumbers:
        """Read the list, filtered by Webex when a number is given."""
        context = resolve(client, self.options)
        listed = NumbersApi(client, context.org_id).rows(number=self.options.number)
        return PresentNumbers(context, tuple(row for row in listed if self._is_wanted(row)))

    def _is_wanted(self, listed: ListedNumber) -> bool:
        location, number = self.options.location, self.options.number
        return (not location or name_key(listed.location) == name_key(location)) and (
            not number or listed.number == number
        )

    def plan(self, present: PresentNumbers) -> Plan[Any]:
        """The empty plan: this operation changes nothing."""
        return Plan()

    def objects(self, present: PresentNumbers | None, plan: Plan[Any] | None, report: Report) -> dict[str, Any]:
        """The numbers, extensions without number included."""
        return {"numbers": [_shown(listed) for listed in (present.numbers if present else ())]}


def _shown(listed: ListedNumber) -> dict[str, Any]:
    return {
        "number": listed.number or None,
        "extension": listed.extension or None,
        "state": "active" if listed.active else "inactive",
        "main_number": listed.main,
        "location": listed.location,
        "owner": listed.owner_name or None,
        "owner_id": listed.owner_id or None,
        "owner_type": listed.owner_type or None,
    }
