# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A postal address."""

from __future__ import annotations

from .base import Declared
from .types import AddressLine, Country, Text


class Address(Declared):
    """Billing address of a customer or street address of a location; Webex allows 50 characters a line.

    Attributes:
        line1: Street and number.
        line2: Second line; null clears it.
        city: City.
        state: State or province, where the country has them.
        postal_code: Postal code as text.
        country: ISO 3166-1 alpha-2 code; it decides on dial-in numbers and rules.
    """

    line1: AddressLine
    line2: AddressLine | None = None
    city: Text
    state: Text | None = None
    postal_code: Text | None = None
    country: Country
