# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A postal address."""

from __future__ import annotations

from .fields import key
from .model import Declared
from .types import AddressLine, Country, Text


class Address(Declared):
    """Billing address of a customer or street address of a location; Webex allows 50 characters a line."""

    line1: AddressLine = key("Street and number, at most 50 characters.", example="771 Alder Drive")
    line2: AddressLine | None = key("Second line, at most 50 characters; V(null) clears it.", default=None)
    city: Text = key("City.", example="Milpitas")
    state: Text | None = key("State or province, where the country has them.", default=None, example="CA")
    postal_code: Text | None = key("Postal code, in quotes.", default=None, example="95035")
    country: Country = key(
        "ISO 3166-1 alpha-2 code. It decides on the default dial-in number of the meeting site.", example="US"
    )
