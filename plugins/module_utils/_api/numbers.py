# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Phone numbers and extensions of an organization (Webex Calling numbers API)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from .._client.client import Client
from .._client.paging import Pages, list_all
from .loose import mapping, mappings, text, texts

PATH = "/telephony/config/numbers"
PAGES = Pages(size=2000, counter="start")
AVAILABLE = "available"


@dataclass(frozen=True)
class NumberRow:
    """One row of the inventory; `number` is empty for an extension without number, `owner_id` when nobody has it.

    `further` tells that it is an additional number of its owner, beside the main one.
    """

    number: str
    extension: str
    active: bool
    main: bool
    location_id: str
    location: str
    owner_id: str = ""
    owner_first_name: str = ""
    owner_last_name: str = ""
    owner_type: str = ""
    further: bool = False

    @property
    def owner_name(self) -> str:
        """Both names of the owner, or the one that things have."""
        return " ".join(name for name in (self.owner_first_name, self.owner_last_name) if name)


@dataclass(frozen=True)
class NumberVerdict:
    """What Webex says about a number that is to be added; `state` in small letters."""

    number: str
    state: str
    details: tuple[str, ...]


class NumbersApi:
    """Operations on the numbers of one organization."""

    def __init__(self, client: Client, org_id: str) -> None:
        self._client, self._org_id = client, org_id
        self._params = {"orgId": org_id}

    def rows(self, *, number: str | None = None, extension: str | None = None) -> Iterator[NumberRow]:
        """Yield all rows, extensions without number included (GET /telephony/config/numbers)."""
        params = {**self._params, "phoneNumber": number, "extension": extension}
        for item in list_all(
            self._client, PATH, pages=PAGES, params=params, keys=("phoneNumbers",), org_id=self._org_id
        ):
            yield _read(item)

    def validate(self, numbers: Sequence[str]) -> list[NumberVerdict]:
        """Ask whether numbers can be added; writes nothing (POST .../actions/validateNumbers/invoke)."""
        path = "/telephony/config/actions/validateNumbers/invoke"
        body = self._client.request(
            "POST", path, params=self._params, json={"phoneNumbers": list(numbers)}, org_id=self._org_id
        ).body
        # The published name of the list and its key differ from what was seen.
        rows = mappings(body, "numbers") or mappings(body, "phoneNumbers")
        return [
            NumberVerdict(
                text(row, "number") or text(row, "phoneNumber"), text(row, "state").lower(), texts(row, "detail")
            )
            for row in rows
        ]

    def add(self, location_id: str, numbers: Sequence[str], *, active: bool) -> Mapping[str, str]:
        """Add numbers to a location; return the refused ones with the reason (POST
        .../locations/{locationId}/numbers)."""
        # The default of state differs between Cisco's texts.
        data = {"phoneNumbers": list(numbers), "state": "ACTIVE" if active else "INACTIVE"}
        body = self._client.request(
            "POST", self._of(location_id), params=self._params, json=data, org_id=self._org_id
        ).body
        return {
            text(item, "number"): text(item, "errorMessage") or "refused" for item in mappings(mapping(body), "errors")
        }

    def activate(self, location_id: str, numbers: Sequence[str]) -> None:
        """Activate numbers (PUT .../locations/{locationId}/numbers)."""
        data = {"phoneNumbers": list(numbers), "action": "ACTIVATE"}
        self._client.request("PUT", self._of(location_id), params=self._params, json=data, org_id=self._org_id)

    def remove(self, location_id: str, numbers: Sequence[str]) -> None:
        """Remove at most five numbers (DELETE .../locations/{locationId}/numbers, with a body)."""
        data = {"phoneNumbers": list(numbers)}
        self._client.request("DELETE", self._of(location_id), params=self._params, json=data, org_id=self._org_id)

    @staticmethod
    def _of(location_id: str) -> str:
        return f"/telephony/config/locations/{quote(location_id, safe='')}/numbers"


def _read(data: Mapping[str, Any]) -> NumberRow:
    location, owner = mapping(data, "location"), mapping(data, "owner")
    # The last name of things is a dot.
    first, last = (name if name != "." else "" for name in (text(owner, "firstName"), text(owner, "lastName")))
    return NumberRow(
        number=text(data, "phoneNumber"),
        extension=text(data, "extension"),
        active=text(data, "state") != "INACTIVE",
        main=data.get("mainNumber") is True,
        location_id=text(location, "id"),
        location=text(location, "name"),
        owner_id=text(owner, "id"),
        owner_first_name=first,
        owner_last_name=last,
        further=text(data, "phoneNumberType") in ("ALTERNATE", "FAX", "DNIS"),
        owner_type=text(owner, "type"),
    )
