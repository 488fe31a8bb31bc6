# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Wholesale subscribers: list, create, package change, delete, precheck, consent e-mail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from .._client.client import Client
from .._client.errors import OutcomeUnknown, ServiceError, Unintelligible
from .._client.paging import Pages, list_all
from . import precheck
from .loose import mapping, service_errors, text, texts, told

PATH = "/wholesale/subscribers"
PAGES = Pages(size=100, counter="offset")
PENDING = "pending_user_migration"


@dataclass(frozen=True)
class Subscriber:
    """A subscriber as Webex tells it; name, number, extension and location are told by other resources.

    `status` is provisioned or pending_user_migration; `person_id` is empty while it is pending.
    """

    id: str
    email: str
    status: str
    customer_id: str = ""
    person_id: str = ""
    package: str = ""
    errors: tuple[ServiceError, ...] = ()
    add_ons: tuple[str, ...] = ()

    @property
    def packages(self) -> tuple[str, ...]:
        """All packages: the one of the user, and what Webex lists beside it."""
        return (self.package, *self.add_ons) if self.package else self.add_ons

    @property
    def key(self) -> str:
        """What two spellings of the same address have in common."""
        return self.email.casefold()


@dataclass(frozen=True)
class SubscriberRequest:
    """What is sent at creation, precheck and package change; None is left out. `location_id` is an id of /locations."""

    package: str
    email: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    number: str | None = None
    extension: str | None = None
    location_id: str | None = None


class SubscribersApi:
    """Operations on subscribers.

    Parameters:
        client: The session.
        sub_partner_org_id: Sub-partner on whose behalf the partner acts.
    """

    def __init__(self, client: Client, sub_partner_org_id: str | None = None) -> None:
        self._client = client
        self._scope = {"onBehalfOfSubPartnerOrgId": sub_partner_org_id}

    def list(
        self, customer_id: str, *, email: str | None = None, status: str | None = None, expected: int = 0
    ) -> Iterator[Subscriber]:
        """Yield the subscribers of a customer, of whom there are probably so many (GET /wholesale/subscribers)."""
        params = {"customerId": customer_id, "email": email, "status": status, **self._scope}
        for item in list_all(self._client, PATH, pages=PAGES, params=params, expected=expected):
            yield _read(item)

    def create(self, customer_id: str, request: SubscriberRequest) -> Subscriber:
        """Make a subscriber (POST /wholesale/subscribers): 200, or 202 when the person must consent first."""
        body = {
            "customerId": customer_id,
            "email": request.email,
            "packages": [request.package],
            "provisioningParameters": _parameters(request, names=True),
        }
        answer = self._client.request("POST", PATH, params=self._scope, json=body)
        try:
            return _read(mapping(answer.body))
        except Unintelligible as error:
            raise OutcomeUnknown(f"Webex accepted the user, but: {error}") from None

    def change_package(self, subscriber: Subscriber, request: SubscriberRequest) -> Subscriber:
        """Change the package; number, extension and location only on the way from meetings to calling (PUT)."""
        body: dict[str, Any] = {"packages": [request.package]}
        parameters = _parameters(request, names=False)
        if parameters:
            body["provisioningParameters"] = parameters
        path = f"{PATH}/{quote(subscriber.id, safe='')}"
        answer = self._client.request("PUT", path, params=self._scope, json=body)
        try:
            return _read(mapping(answer.body))
        except Unintelligible:
            # It is done; what the answer would add is not needed.
            return replace(subscriber, package=request.package)

    def delete(self, subscriber_id: str) -> None:
        """Take the subscription away; the person stays in the organization (DELETE)."""
        self._client.request("DELETE", f"{PATH}/{quote(subscriber_id, safe='')}", params=self._scope)

    def send_consent_email(self, subscriber_id: str) -> None:
        """Send the consent e-mail again (POST /subscribers/{subscriberId}/emails/consentMove)."""
        # Documented without /wholesale in front.
        path = f"/subscribers/{quote(subscriber_id, safe='')}/emails/consentMove"
        self._client.request("POST", path, params=self._scope)

    def precheck(
        self,
        request: SubscriberRequest,
        *,
        customer_id: str | None = None,
        provisioning_id: str | None = None,
        admin_email: str | None = None,
    ) -> precheck.Precheck:
        """Ask whether a creation would be accepted (POST /wholesale/subscribers/validate); writes nothing.

        Either `customer_id`, or for a customer that is still to be made `provisioning_id` and `admin_email`.
        """
        body: dict[str, Any] = {"email": request.email, "packages": [request.package]}
        if customer_id:
            body["customerId"] = customer_id
        else:
            body["provisioningId"] = provisioning_id
            body["customerInfo"] = {"primaryEmail": admin_email}
        body["provisioningParameters"] = _parameters(request, names=True)
        return precheck.ask(self._client, f"{PATH}/validate", body, self._scope)


def _parameters(request: SubscriberRequest, *, names: bool) -> dict[str, str]:
    values = {
        "primaryPhoneNumber": request.number,
        "extension": request.extension,
        "locationId": request.location_id,
    }
    if names:
        values = {"firstName": request.first_name, "lastName": request.last_name, **values}
    return {key: value for key, value in values.items() if value}


def _read(data: Mapping[str, Any]) -> Subscriber:
    # The older member `package` is still sent beside the list.
    packages = texts(data, "packages")
    return Subscriber(
        id=told(data, "id", f"GET {PATH}"),
        email=told(data, "email", f"GET {PATH}"),
        status=told(data, "status", f"GET {PATH}"),
        customer_id=text(data, "customerId"),
        person_id=text(data, "personId"),
        package=packages[0] if packages else text(data, "package"),
        errors=service_errors(data, "errors"),
        add_ons=packages[1:],
    )
