# SPDX-License-Identifier: GPL-3.0-or-later
"""Judges the sandbox's journal: whose organization was written to, and whether a creation was sent again blindly."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.functional.support import is_write

Record = dict[str, Any]
Key = tuple[str, ...]

TEMPLATES = "/template-service/v1/onboarding-templates"
CUSTOMERS = "/v1/wholesale/customers"
SUBSCRIBERS = "/v1/wholesale/subscribers"
LOCATIONS = "/v1/locations"
CALLING = "/v1/telephony/config/locations"
NUMBERS = "/v1/telephony/config/numbers"
PEOPLE = "/v1/people"
# The partner is known by the token there, and the customer is named in path or body.
_WITHOUT_ORGANIZATION = ("/v1/wholesale/", "/v1/subscribers/", "/template-service/", "/v1/access_token")
_ORGANIZATION_PATH = re.compile(r"/v1/(?:identity/)?organizations/([^/]+)")
_NUMBERS_OF = re.compile(r"/v1/telephony/config/locations/([^/]+)/numbers")


def without_organization(journal: Iterable[Record], state: Mapping[str, Any]) -> list[str]:
    """Writes that name no organization of a customer; without one Webex takes the partner's own.

    Parameters:
        state: Of the sandbox, for the organizations.
    """
    partner, own = state["partner"]["org_id"], {row["org_id"] for row in state["customers"] if row["org_id"]}
    found = []
    for record in journal:
        if not is_write(record) or record["path"].startswith(_WITHOUT_ORGANIZATION):
            continue
        org_id = _organization(record)
        what = f"request {record['seq']}, {record['method']} {record['path']},"
        if not org_id:
            found.append(f"{what} names no organization")
        elif org_id == partner:
            found.append(f"{what} goes to the partner's own organization")
        elif org_id not in own:
            found.append(f"{what} goes to {org_id}, which is no customer's organization")
    return found


def _organization(record: Record) -> str | None:
    path = _ORGANIZATION_PATH.fullmatch(record["path"])
    return (path and path.group(1)) or _query(record).get("orgId") or _body(record).get("orgId")


def _query(record: Record) -> dict[str, str]:
    return dict(record["query"])


def _body(record: Record) -> dict[str, Any]:
    return record["body"] if isinstance(record["body"], dict) else {}


# ---- creations that were sent again --------------------------------------------------------------


@dataclass(frozen=True)
class _Kind:
    """What is made by a POST.

    Parameters:
        keys: The natural keys of a POST.
        lists: Where such objects are listed.
        filters: Where a key is in the query of that list: index in the key by member.
    """

    keys: Callable[[Record], Iterable[Key]]
    lists: str
    filters: Mapping[str, int]


def _template(record: Record) -> Iterator[Key]:
    if record["path"] == TEMPLATES:
        yield ("template", str(_body(record).get("name")))


def _customer(record: Record) -> Iterator[Key]:
    if record["path"] == CUSTOMERS:
        yield ("customer", str(_body(record).get("externalId")))


def _subscriber(record: Record) -> Iterator[Key]:
    if record["path"] == SUBSCRIBERS:
        body = _body(record)
        yield ("subscriber", str(body.get("email")).casefold(), str(body.get("customerId")))


def _location(record: Record) -> Iterator[Key]:
    if record["path"] == LOCATIONS:
        yield ("location", str(_body(record).get("name")), str(_organization(record)))


def _calling(record: Record) -> Iterator[Key]:
    if record["path"] == CALLING:
        yield ("calling location", str(_body(record).get("id")), str(_organization(record)))


def _numbers(record: Record) -> Iterator[Key]:
    if place := _NUMBERS_OF.fullmatch(record["path"]):
        for number in _body(record).get("phoneNumbers", []):
            yield ("number", str(number), str(_organization(record)), place.group(1))


def _person(record: Record) -> Iterator[Key]:
    if record["path"] == PEOPLE:
        for email in _body(record).get("emails", []):
            yield ("person", str(email).casefold(), str(_organization(record)))


_KINDS = {
    "template": _Kind(_template, TEMPLATES, {"name": 1}),
    "customer": _Kind(_customer, CUSTOMERS, {"externalId": 1}),
    "subscriber": _Kind(_subscriber, SUBSCRIBERS, {"email": 1, "customerId": 2}),
    "location": _Kind(_location, LOCATIONS, {"name": 1, "orgId": 2}),
    "calling location": _Kind(_calling, CALLING, {"id": 1, "orgId": 2}),
    "number": _Kind(_numbers, NUMBERS, {"phoneNumber": 1, "orgId": 2, "locationId": 3}),
    "person": _Kind(_person, PEOPLE, {"email": 1, "orgId": 2}),
}
# Refusals that ask for the same request again.
_NOT_NOW = (423, 429)
# Members of a query that hide nothing. Any other filter might hide what was made.
_HARMLESS = frozenset(
    ["max", "start", "offset", "cursor", "callingData", "sortBy", "sortOrder", "onBehalfOfSubPartnerOrgId"]
)


def replayed(journal: Iterable[Record], *, after_success: bool = True) -> list[str]:
    """Creations that were sent again without looking in between.

    Parameters:
        after_success: Count what was answered with success, too: who sent it may be dead. Wrong where several runs
            work at the same time, since then another one sent it.
    """
    found = []
    unsure: dict[Key, Record] = {}
    # In the order in which they were sent: the journal numbers them by their end.
    for record in sorted(journal, key=lambda record: (record["time"], record["seq"])):
        if record["method"] == "GET":
            for key in [key for key in unsure if _could_find(record, key)]:
                del unsure[key]
        if record["method"] != "POST":
            continue
        for key in [key for kind in _KINDS.values() for key in kind.keys(record)]:
            if key in unsure:
                found.append(
                    f"request {record['seq']}, POST {record['path']} for {' '.join(key[:2])}, repeats request "
                    f"{unsure[key]['seq']} (status {unsure[key]['status']}) without a look in between"
                )
            if _unsure(record, after_success=after_success):
                unsure[key] = record
    return found


def _unsure(record: Record, *, after_success: bool) -> bool:
    """Whether something may have been made that the next sender does not know of."""
    status = record["status"]
    if status in _NOT_NOW:
        return False
    if status is None or status >= 500:
        return True
    # Carried out, but what was answered is wrong, late or not to be read.
    if record["fault"] and record.get("executed"):
        return True
    return after_success and status < 300


def _could_find(record: Record, key: Key) -> bool:
    """Whether an answer would have shown the object of the key."""
    kind = _KINDS[key[0]]
    if record["status"] != 200:
        return False
    if record["path"] != kind.lists:
        # one object, read by its id
        return key[0] == "calling location" and record["path"] == f"{CALLING}/{key[1]}"
    query = {name: value for name, value in _query(record).items() if name not in _HARMLESS}
    return all(name in kind.filters and _fits(value, key[kind.filters[name]]) for name, value in query.items())


def _fits(value: str, wanted: str) -> bool:
    return value.casefold() == wanted.casefold()
