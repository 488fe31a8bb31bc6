# SPDX-License-Identifier: GPL-3.0-or-later
"""Bodies of people requests. Wider than the contract: clients send back what they read, so that is let through."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from .schemas import Email, Text

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


class Phone(BaseModel):
    """A phone number; anything but type work is read-only."""

    model_config = ConfigDict(extra="forbid", strict=True)

    type: str = "work"
    value: str


class PersonAddress(BaseModel):
    """A postal address."""

    model_config = ConfigDict(extra="forbid", strict=True)

    type: str | None = None
    country: str | None = None
    locality: str | None = None
    region: str | None = None
    streetAddress: str | None = None
    postalCode: str | None = None


class PersonUpdate(BaseModel):
    """A whole person."""

    model_config = ConfigDict(extra="forbid", strict=True)

    emails: list[Email] | None = None
    phoneNumbers: list[Phone] | None = None
    extension: str | None = None
    locationId: str | None = None
    displayName: Text
    firstName: str | None = None
    lastName: str | None = None
    nickName: str | None = None
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
    loginEnabled: bool | None = None

    def sent(self) -> dict[str, Any]:
        """Return what the client sent, without nulls."""
        return self.model_dump(exclude_unset=True, exclude_none=True)


class PersonCreate(PersonUpdate):
    """A new person."""

    emails: Annotated[list[Email], Field(min_length=1)]
    displayName: Text | None = None  # type: ignore[assignment]


def widen(body: Any) -> tuple[Any, list[str]]:
    """Take out what is tolerated; return the rest and a note on every tolerated member."""
    if not isinstance(body, dict):
        return body, []
    notes: list[str] = []
    kept: dict[str, Any] = {}
    for name, value in body.items():
        if name in READ_ONLY:
            notes.append(f"read-only member {name} ignored")
        elif value is None:
            notes.append(f"null {name} ignored")
        elif name == "loginEnabled" and value in ("true", "false"):
            notes.append("loginEnabled sent as text")
            kept[name] = value == "true"
        elif name == "phoneNumbers" and isinstance(value, list):
            kept[name] = [_phone(item, notes) for item in value]
        else:
            kept[name] = value
    return kept, notes


def _phone(item: Any, notes: list[str]) -> Any:
    if not isinstance(item, dict):
        return item
    if item.get("type", "work") != "work":
        notes.append(f"phone number of type {item['type']} ignored")
    if "primary" in item:
        notes.append("read-only member primary of a phone number ignored")
    return {name: value for name, value in item.items() if name != "primary"}
