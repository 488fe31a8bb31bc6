# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Phone numbers and extensions of an organization (Webex Calling numbers API)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from .._client.client import Client
from .._client.json_fields import obj, obj_list, optional_str, str_list
from .._client.paging import Pages, list_all
from .present import ListedNumber, NumberCheck

PATH = "/telephony/config/numbers"
PAGES = Pages(size=2000, counter="start")


class NumbersApi:
    """Operations on the numbers of one organization."""

    def __init__(self, client: Client, org_id: str) -> None:
        self._client, self._org_id = client, org_id
        self._params = {"orgId": org_id}

    def rows(self, *, number: str | None = None, extension: str | None = None) -> Iterator[ListedNumber]:
        """Yield all numbers, extensions without number included (GET /telephony/config/numbers).

        Parameters:
            number, extension: Filters of Webex; the caller has to check the rows, since matching is not documented.
        """
        params = {**self._params, "phoneNumber": number, "extension": extension}
        for item in list_all(
            self._client, PATH, pages=PAGES, params=params, keys=("phoneNumbers",), org_id=self._org_id
        ):
            yield _read(item)

    def validate(self, numbers: Sequence[str]) -> list[NumberCheck]:
        """Ask whether numbers can be added; writes nothing (POST .../actions/validateNumbers/invoke)."""
        path = "/telephony/config/actions/validateNumbers/invoke"
        body = self._client.request(
            "POST", path, params=self._params, json={"phoneNumbers": list(numbers)}, org_id=self._org_id
        ).body
        # The names in the published description differ from those in answers.
        rows = obj_list(body, "numbers") or obj_list(body, "phoneNumbers")
        return [
            NumberCheck(
                optional_str(row, "number") or optional_str(row, "phoneNumber"),
                optional_str(row, "state").lower(),
                str_list(row, "detail"),
            )
            for row in rows
        ]

    def add(self, location_id: str, numbers: Sequence[str], *, active: bool) -> Mapping[str, str]:
        """Add numbers to a location (POST .../locations/{locationId}/numbers); the refused ones with the reason."""
        # Cisco's documents give different defaults for state.
        data = {"phoneNumbers": list(numbers), "state": "ACTIVE" if active else "INACTIVE"}
        body = self._client.request(
            "POST", self._of(location_id), params=self._params, json=data, org_id=self._org_id
        ).body
        return {
            optional_str(item, "number"): optional_str(item, "errorMessage") or "refused"
            for item in obj_list(obj(body), "errors")
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


def _read(data: Mapping[str, Any]) -> ListedNumber:
    location, owner = obj(data, "location"), obj(data, "owner")
    # An owner that is no person has the last name ".".
    first, last = (
        name if name != "." else "" for name in (optional_str(owner, "firstName"), optional_str(owner, "lastName"))
    )
    return ListedNumber(
        number=optional_str(data, "phoneNumber"),
        extension=optional_str(data, "extension"),
        active=optional_str(data, "state") != "INACTIVE",
        main=data.get("mainNumber") is True,
        location_id=optional_str(location, "id"),
        location=optional_str(location, "name"),
        owner_id=optional_str(owner, "id"),
        owner_first_name=first,
        owner_last_name=last,
        owner_type=optional_str(owner, "type"),
        is_additional=optional_str(data, "phoneNumberType") in ("ALTERNATE", "FAX", "DNIS"),
    )
