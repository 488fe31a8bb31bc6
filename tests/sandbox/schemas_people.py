# SPDX-License-Identifier: GPL-3.0-or-later
"""Bodies of people requests. Wider than the contract: clients send back what they read, so it is accepted."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from .schemas import Closed, Email, Text

# Members of an answer that a client may send back; they change nothing.
READ_ONLY = frozenset(
    [
        "id",
        "created",
        "lastModified",
        "lastActivity",
        "status",
        "invitePending",
        "type",
        "sipAddresses",
        "xmppFederationJid",
        "timezone",
        "notFoundIds",
        "errors",
    ]
)


class Phone(Closed):
    """A phone number; those of other types are read-only, and removed before."""

    type: Literal["work"] = "work"
    value: str | None = None


class PersonAddress(Closed):
    """A postal address."""

    type: str | None = None
    country: str | None = None
    locality: str | None = None
    region: str | None = None
    streetAddress: str | None = None
    postalCode: str | None = None


class _Person(Closed):
    """Members for creating and for replacing a person."""

    emails: list[Email] | None = None
    phoneNumbers: list[Phone] | None = None
    extension: str | None = None
    locationId: str | None = None
    displayName: Text | None = None
    firstName: str | None = None
    lastName: str | None = None
    avatar: str | None = None
    orgId: str | None = None
    roles: list[str] | None = None
    licenses: list[str] | None = None
    department: str | None = None
    manager: str | None = None
    managerId: str | None = None
    title: str | None = None
    addresses: list[PersonAddress] | None = None
    siteUrls: list[str] | None = None


class PersonUpdate(_Person):
    """A whole person."""

    displayName: Text
    nickName: str | None = None
    loginEnabled: bool | None = None


class PersonCreate(_Person):
    """A new person."""

    emails: Annotated[list[Email], Field(min_length=1)]


class MovedUser(Closed):
    """One user that is to be moved; what is absent is kept, what is empty is removed."""

    userId: str
    extension: str | None = None
    phoneNumber: str | None = None


class MoveTarget(Closed):
    """Where users are to be moved."""

    locationId: str
    # Named like a method of every model.
    validate_: bool = Field(alias="validate")
    users: list[MovedUser]


class MoveUsers(Closed):
    """A request to move users, or to validate their move."""

    usersList: list[MoveTarget]


# Members of a person that cannot be given at creation.
LATER = frozenset(PersonUpdate.model_fields) - frozenset(PersonCreate.model_fields)


def widen(body: Any, model: type[_Person]) -> tuple[Any, list[str]]:
    """Remove tolerated members; return the other ones, and a note on each removed member."""
    if not isinstance(body, dict):
        return body, []
    notes: list[str] = []
    kept: dict[str, Any] = {}
    for name, value in body.items():
        if name in READ_ONLY:
            notes.append(f"read-only member {name} ignored")
        elif value is None:
            notes.append(f"null {name} ignored")
        elif name in LATER and model is PersonCreate:
            notes.append(f"member {name} ignored")
        elif name == "loginEnabled" and value in ("true", "false"):
            notes.append("loginEnabled sent as text")
            kept[name] = value == "true"
        elif name == "phoneNumbers" and isinstance(value, list):
            kept[name] = [_phone(item, notes) for item in value if not _foreign(item, notes)]
        else:
            kept[name] = value
    return kept, notes


def _foreign(item: Any, notes: list[str]) -> bool:
    """Return whether a phone number has a type that only answers have."""
    kind = item.get("type") if isinstance(item, dict) else None
    if kind not in ("work_extension", "mobile", "fax"):
        return False
    notes.append(f"phone number of type {kind} ignored")
    return True


def _phone(item: Any, notes: list[str]) -> Any:
    if not isinstance(item, dict):
        return item
    if "primary" in item:
        notes.append("read-only member primary of a phone number ignored")
    return {name: value for name, value in item.items() if name != "primary"}
