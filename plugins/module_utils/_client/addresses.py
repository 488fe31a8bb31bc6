# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Addresses in requests and answers: Wholesale operations and locations name their members differently."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .json_fields import optional_str

_WHOLESALE = {
    "line1": "addressLine1",
    "line2": "addressLine2",
    "city": "city",
    "state": "stateOrProvince",
    "postal_code": "zipOrPostalCode",
    "country": "country",
}


def to_wholesale(address: Mapping[str, Any]) -> dict[str, str]:
    """The address for a Wholesale request; what has no value is left out."""
    return {wire: str(address[key]) for key, wire in _WHOLESALE.items() if address.get(key)}


def from_wholesale(data: Mapping[str, Any]) -> dict[str, str]:
    """The address of a Wholesale answer; what has no value is left out."""
    return {key: optional_str(data, wire) for key, wire in _WHOLESALE.items() if optional_str(data, wire)}


_LOCATION = {
    "line1": "address1",
    "line2": "address2",
    "city": "city",
    "state": "state",
    "postal_code": "postalCode",
    "country": "country",
}


def to_location(address: Mapping[str, Any], *, clear: bool = False) -> dict[str, str | None]:
    """The address for a location request.

    Parameters:
        clear: Send a second line that has no value as null, which clears it.
    """
    body: dict[str, str | None] = {wire: str(address[key]) for key, wire in _LOCATION.items() if address.get(key)}
    # Mandatory in requests, also for countries without states.
    for wire in ("state", "postalCode"):
        body.setdefault(wire, "")
    if clear:
        body.setdefault("address2", None)
    return body


def from_location(data: Mapping[str, Any]) -> dict[str, str]:
    """The address of a location answer; what has no value is left out."""
    return {key: optional_str(data, wire) for key, wire in _LOCATION.items() if optional_str(data, wire)}
