# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""People of an organization: profile read and changed (Webex administration API)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from .._client.client import Client
from .._client.errors import OrganizationRefused
from .._client.guard import same_organization
from .._client.paging import Pages, list_all
from .loose import mapping, mappings, text, texts

PATH = "/people"
PAGES = Pages(size=100)
PROFILE = {
    "first_name": "firstName",
    "last_name": "lastName",
    "display_name": "displayName",
    "title": "title",
    "department": "department",
}
# What PUT takes back of a person; everything else of the answer is read-only there.
_KEPT = (
    "emails",
    "extension",
    "locationId",
    "displayName",
    "firstName",
    "lastName",
    "nickName",
    "avatar",
    "orgId",
    "roles",
    "licenses",
    "department",
    "manager",
    "managerId",
    "title",
    "addresses",
    "siteUrls",
)


@dataclass(frozen=True)
class Person:
    """A person; `profile` has the keys of PROFILE that have a value."""

    id: str
    emails: tuple[str, ...]
    org_id: str
    profile: Mapping[str, str]


class PeopleApi:
    """Operations on the people of one organization."""

    def __init__(self, client: Client, org_id: str) -> None:
        self._client = client
        self._org_id = org_id

    def list(self, *, email: str | None = None) -> Iterator[Person]:
        """Yield the people of the organization (GET /people), without presence, which makes lists slow."""
        params = {"orgId": self._org_id, "email": email, "excludeStatus": True}
        for item in list_all(self._client, PATH, pages=PAGES, params=params, org_id=self._org_id):
            yield _read(item)

    def change_profile(self, person_id: str, changes: Mapping[str, str | None]) -> None:
        """Read the whole person, change the profile, send everything back (GET and PUT /people/{personId}).

        Parameters:
            changes: New values by keys of PROFILE; None clears.

        Raises:
            OrganizationRefused: The person belongs to another organization.
        """
        path = f"{PATH}/{quote(person_id, safe='')}"
        # Without callingData the location and extension are missing, and the replacement would drop them.
        params = {"callingData": True}
        person = dict(mapping(self._client.request("GET", path, params=params, org_id=self._org_id).body))
        if not same_organization(text(person, "orgId"), self._org_id):
            raise OrganizationRefused(f"The person {person_id} belongs to another organization; nothing was changed.")
        self._client.request("PUT", path, params=params, json=_replacement(person, changes), org_id=self._org_id)


def _replacement(person: Mapping[str, Any], changes: Mapping[str, str | None]) -> dict[str, Any]:
    body = {key: person[key] for key in _KEPT if person.get(key) not in (None, [])}
    numbers = [
        {"type": "work", "value": text(number, "value")}
        for number in mappings(person, "phoneNumbers")
        if text(number, "type") == "work"
    ]
    if numbers:
        body["phoneNumbers"] = numbers
    if "loginEnabled" in person:
        # A text in documented answers, a boolean in requests.
        body["loginEnabled"] = str(person["loginEnabled"]).lower() == "true"
    for key, value in changes.items():
        if value is None:
            body.pop(PROFILE[key], None)
        else:
            body[PROFILE[key]] = value
    body.setdefault("displayName", " ".join(str(body[key]) for key in ("firstName", "lastName") if body.get(key)))
    return body


def _read(data: Mapping[str, Any]) -> Person:
    return Person(
        id=text(data, "id"),
        emails=texts(data, "emails"),
        org_id=text(data, "orgId"),
        profile={key: text(data, wire) for key, wire in PROFILE.items() if text(data, wire)},
    )
