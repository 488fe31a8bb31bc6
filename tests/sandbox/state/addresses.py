# SPDX-License-Identifier: GPL-3.0-or-later
"""Strict checks of a Wholesale address: the members its country needs, and a location that can be found."""

from __future__ import annotations

from typing import Any

from ..errors import INVALID, MISSING, bad_request
from .countries import COUNTRIES


def check(address: dict[str, Any]) -> None:
    """Check an address; countries that are not in the list need nothing more."""
    country = address["country"]
    rules = COUNTRIES.get(country, {})
    state = address.get("stateOrProvince")
    if rules.get("stateRequired") and not state:
        raise bad_request(f"stateOrProvince is mandatory in {country}.", MISSING)
    if rules.get("zipCodeRequired") and not address.get("zipOrPostalCode"):
        raise bad_request(f"zipOrPostalCode is mandatory in {country}.", MISSING)
    known = {text for entry in rules.get("states", ()) for text in (entry["code"], entry["name"])}
    if known and state not in known:
        raise bad_request(f"stateOrProvince {state} is unknown in {country}.", INVALID)
    lines = address["addressLine1"] + address.get("addressLine2", "")
    if address["addressLine1"] == address["city"] or not any(letter.isdigit() for letter in lines):
        raise bad_request("The address cannot be found.", INVALID)
