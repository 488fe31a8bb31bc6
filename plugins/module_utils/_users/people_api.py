# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""People of an organization: profile, calling data and roles (Webex administration API).

A change replaces the whole person: it is read first, and all other members are sent back unchanged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from .._client.client import Client
from .._client.errors import OrganizationRefused, Unintelligible
from .._client.json_fields import camel_case, obj, obj_list, optional_str, required_str, str_list
from .._client.paging import Pages, list_all
from .._declare.webex_ids import same_id
from .model import PROFILE
from .present import Person, WholePerson

PATH = "/people"
PAGES = Pages(size=100)
# No upper bound is published for lists without calling data.
LARGE_PAGES = Pages(size=1000)
WIRE_NAMES = {name: camel_case(name) for name in PROFILE}
# Members of a person that PUT accepts; the other ones of the answer are read-only.
_KEPT = (
    "emails",
    "extension",
    "locationId",
    *WIRE_NAMES.values(),
    "nickName",
    "avatar",
    "orgId",
    "roles",
    "licenses",
    "manager",
    "managerId",
    "addresses",
    "siteUrls",
)

_TEXT_LISTS = ("emails", "roles", "licenses", "siteUrls")
_OBJECT_LISTS = ("phoneNumbers", "addresses")


class PeopleApi:
    """Operations on the people of one organization."""

    def __init__(self, client: Client, org_id: str) -> None:
        self._client = client
        self._org_id = org_id

    def list(
        self, *, email: str | None = None, calling: bool = False, large: bool = False, at_least: int = 0
    ) -> Iterator[Person]:
        """Yield the people of the organization (GET /people), without presence, which makes lists slow.

        Parameters:
            calling: Ask for extension, number and location too.
            large: Ask for large pages, which are possible without calling data only.
            at_least: Number of people that the organization has for sure.
        """
        params = {
            "orgId": self._org_id,
            "email": email,
            "excludeStatus": True,
            "callingData": True if calling else None,
        }
        pages = LARGE_PAGES if large else PAGES
        found = list_all(self._client, PATH, pages=pages, params=params, org_id=self._org_id, at_least=at_least)
        for item in found:
            yield Person(**_read(item))

    def get(self, person_id: str) -> WholePerson:
        """Read one person with calling data (GET /people/{personId}).

        Raises:
            OrganizationRefused: The person belongs to another organization.
        """
        answer = self._client.request("GET", self._one(person_id), params={"callingData": True}, org_id=self._org_id)
        data = obj(answer.body)
        if not same_id(optional_str(data, "orgId"), self._org_id):
            raise OrganizationRefused(f"The person {person_id} belongs to another organization; nothing was changed.")
        _refuse_garbled(data, f"GET {PATH}/{person_id}")
        return WholePerson(**_read(data), data=data)

    def own_id(self) -> str:
        """ID of the person whose token is used (GET /people/me); empty when Webex does not tell it."""
        return optional_str(obj(self._client.request("GET", f"{PATH}/me").body), "id")

    def change(
        self,
        person_id: str,
        profile: Mapping[str, str | None],
        calling: Mapping[str, str | None] | None = None,
        *,
        email: str = "",
    ) -> None:
        """Read the whole person, change profile and calling data, send everything back (GET and PUT).

        Parameters:
            profile: New values by keys of PROFILE; None clears.
            calling: New values of number (E.164) and extension; None removes one.
            email: The address with which the person signs in; empty where it is not known.
        """
        body = _replacement(obj(self.get(person_id).data), profile, email)
        for key, value in (calling or {}).items():
            if key == "extension":
                body.pop("extension", None)
                if value:
                    body["extension"] = value
            else:
                body.pop("phoneNumbers", None)
                if value:
                    body["phoneNumbers"] = [{"type": "work", "value": value}]
        self._put(person_id, body)

    def set_roles(self, person: WholePerson, roles: Sequence[str]) -> None:
        """Give a person exactly these roles, by id (PUT /people/{personId})."""
        body = _replacement(obj(person.data), {}, "")
        body["roles"] = list(roles)
        self._put(person.id, body)

    def _put(self, person_id: str, body: Mapping[str, Any]) -> None:
        # Without callingData the location and extension would be dropped.
        self._client.request("PUT", self._one(person_id), params={"callingData": True}, json=body, org_id=self._org_id)

    @staticmethod
    def _one(person_id: str) -> str:
        return f"{PATH}/{quote(person_id, safe='')}"


def _refuse_garbled(data: Mapping[str, Any], where: str) -> None:
    """Refuse an answer with unreadable members: they could not be sent back, and would be lost."""
    for key in (*_TEXT_LISTS, *_OBJECT_LISTS):
        value = data.get(key)
        items = value if isinstance(value, list) else [None]
        fits = [isinstance(item, str) if key in _TEXT_LISTS else isinstance(item, Mapping) for item in items]
        if value is not None and not all(fits):
            raise Unintelligible(f"{where}: {key} is not what it should be.")


def _replacement(person: Mapping[str, Any], changes: Mapping[str, str | None], email: str) -> dict[str, Any]:
    body = {key: person[key] for key in _KEPT if person.get(key) not in (None, [])}
    addresses = _main_first(str_list(person, "emails"), email)
    if addresses:
        body["emails"] = addresses
    else:
        body.pop("emails", None)
    numbers = _work_numbers(person)
    if numbers:
        body["phoneNumbers"] = [{"type": "work", "value": number} for number in numbers]
    if "loginEnabled" in person:
        # Text in documented answers, boolean in requests.
        body["loginEnabled"] = str(person["loginEnabled"]).lower() == "true"
    for key, value in changes.items():
        if value is None:
            body.pop(WIRE_NAMES[key], None)
        else:
            body[WIRE_NAMES[key]] = value
    body.setdefault("displayName", " ".join(str(body[key]) for key in ("firstName", "lastName") if body.get(key)))
    return body


def _main_first(addresses: Sequence[str], main: str) -> list[str]:
    """The addresses, the one to sign in first: Webex takes the first one for that, and lists them in any order.

    Empty where there are several and that one is not known: addresses that are not sent stay as they are.
    """
    if len(addresses) < 2:
        return list(addresses)
    ordered = sorted(addresses, key=lambda address: address.casefold() != main.casefold())
    return ordered if ordered[0].casefold() == main.casefold() else []


def _work_numbers(person: Mapping[str, Any]) -> list[str]:
    """The numbers for work, the main one first."""
    found = [item for item in obj_list(person, "phoneNumbers") if optional_str(item, "type") == "work"]
    return [optional_str(item, "value") for item in sorted(found, key=lambda item: item.get("primary") is not True)]


def _read(data: Mapping[str, Any]) -> dict[str, Any]:
    numbers = _work_numbers(data)
    return {
        "id": required_str(data, "id", f"GET {PATH}"),
        "emails": str_list(data, "emails"),
        "org_id": optional_str(data, "orgId"),
        "profile": {key: optional_str(data, wire) for key, wire in WIRE_NAMES.items() if optional_str(data, wire)},
        "extension": optional_str(data, "extension"),
        # Cisco's examples contain spaces.
        "number": re.sub(r"[^+\d]", "", numbers[0]) if numbers else "",
        "location_id": optional_str(data, "locationId"),
        "roles": str_list(data, "roles"),
        "roles_listed": isinstance(data.get("roles"), list),
    }
