# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The operation behind webex_phone_numbers_info."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .._api.numbers import NumberRow, NumbersApi
from .._client.client import Client
from .._reconcile.plan import Action
from .._text import name_key
from .customer_context import resolve
from .frame import Operation


class PhoneNumbersInfoOperation(Operation):
    """Read the phone numbers and extensions of a customer."""

    bulk = True

    def __init__(self, inputs: Mapping[str, Any]) -> None:
        super().__init__(inputs)
        self._found: list[NumberRow] = []

    def read(self, client: Client) -> None:
        """One list."""
        context = resolve(client, self.inputs)
        key, number = name_key(self.inputs.get("location") or ""), self.inputs.get("number")
        self._found = [
            row
            for row in NumbersApi(client, context.org_id).rows(number=number)
            if (not key or name_key(row.location) == key) and (not number or row.number == number)
        ]

    def plan(self) -> Sequence[Action]:
        """Nothing is ever planned."""
        return ()

    def objects(self) -> dict[str, Any]:
        """The numbers, extensions without number included."""
        return {
            "numbers": [
                {
                    "number": row.number or None,
                    "extension": row.extension or None,
                    "state": "active" if row.active else "inactive",
                    "main_number": row.main,
                    "location": row.location,
                    "owner": row.owner_name or None,
                    "owner_id": row.owner_id or None,
                    "owner_type": row.owner_type or None,
                }
                for row in self._found
            ]
        }
