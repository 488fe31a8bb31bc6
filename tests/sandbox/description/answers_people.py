# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers of the operations on people, roles, licences and organizations."""

from __future__ import annotations

from typing import Literal

from ..schemas import Closed
from ..schemas_people import PersonAddress
from .answers import Model


class ShownPhone(Closed):
    """A number or extension of a person."""

    type: Literal["work", "work_extension", "mobile", "fax"]
    value: str
    primary: bool | None = None


class SipAddress(Closed):
    """A SIP address."""

    type: Literal["personal-room", "enterprise", "cloud-calling"]
    value: str
    primary: bool


class Person(Closed):
    """A person."""

    id: str
    emails: list[str]
    phoneNumbers: list[ShownPhone]
    extension: str | None = None
    locationId: str | None = None
    displayName: str
    nickName: str | None = None
    firstName: str | None = None
    lastName: str | None = None
    avatar: str | None = None
    orgId: str
    roles: list[str] | None = None
    licenses: list[str] | None = None
    department: str | None = None
    manager: str | None = None
    managerId: str | None = None
    title: str | None = None
    addresses: list[PersonAddress] | None = None
    created: str
    lastModified: str
    siteUrls: list[str] | None = None
    sipAddresses: list[SipAddress] | None = None
    status: Literal["pending"] | None = None
    invitePending: bool
    loginEnabled: bool
    type: Literal["person"]


class PersonList(Closed):
    """People."""

    items: list[Person]
    notFoundIds: list[str]


class PersonNumber(Closed):
    """Number and extension of a calling person."""

    primary: bool
    directNumber: str | None = None
    extension: str | None = None
    routingPrefix: str | None = None
    esn: str | None = None
    ringPattern: Literal["NORMAL", "LONG_LONG", "SHORT_SHORT_LONG", "SHORT_LONG_SHORT"]


class PersonNumbers(Closed):
    """All numbers of a calling person."""

    distinctiveRingEnabled: bool
    phoneNumbers: list[PersonNumber]


class Role(Closed):
    """A role."""

    id: str
    name: str


class RoleList(Closed):
    """Roles."""

    items: list[Role]


class License(Closed):
    """A licence."""

    id: str
    name: str
    totalUnits: float
    consumedUnits: float
    consumedByUsers: float
    consumedByWorkspaces: float


class LicenseList(Closed):
    """Licences."""

    items: list[License]


class Holder(Closed):
    """A person with a licence."""

    id: str
    type: Literal["INTERNAL", "EXTERNAL"]
    displayName: str
    email: str


class LicenseWithUsers(License):
    """A licence, on request with its holders."""

    users: list[Holder] | None = None


class UserLicenses(Closed):
    """The licences of a person."""

    orgId: str
    personId: str
    email: str
    licenses: list[str]


class Organization(Closed):
    """An organization."""

    id: str
    displayName: str
    created: str


class OrganizationList(Closed):
    """Organizations."""

    items: list[Organization]


class Meta(Closed):
    """When a record was changed."""

    created: str
    lastModified: str
    version: str


class IdentityOrganization(Closed):
    """The identity record of an organization."""

    schemas: list[str]
    id: str
    displayName: str
    preferredLanguage: str | None = None
    meta: Meta


PEOPLE: dict[str, dict[int, Model | None]] = {
    "listPeople": {200: PersonList},
    "createPerson": {200: Person},
    "getMyself": {200: Person},
    "getPerson": {200: Person},
    "updatePerson": {200: Person},
    "deletePerson": {204: None},
    "getPersonNumbers": {200: PersonNumbers},
    "listRoles": {200: RoleList},
    "getRole": {200: Role},
    "listLicenses": {200: LicenseList},
    "getLicense": {200: LicenseWithUsers},
    "assignLicenses": {200: UserLicenses, 206: UserLicenses},
    "listOrganizations": {200: OrganizationList},
    "getOrganization": {200: Organization},
    "getIdentityOrganization": {200: IdentityOrganization},
    "patchIdentityOrganization": {200: IdentityOrganization},
}
