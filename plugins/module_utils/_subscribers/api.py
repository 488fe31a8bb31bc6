# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Wholesale subscribers: list, create, package change, delete, precheck, consent e-mail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from .._client import precheck
from .._client.client import Client
from .._client.errors import OutcomeUnknown, Unintelligible
from .._client.json_fields import obj, optional_str, required_str, service_errors, str_list
from .._client.paging import Pages, list_all
from .present import Subscriber

PATH = "/wholesale/subscribers"
PAGES = Pages(size=100, counter="offset")


@dataclass(frozen=True)
class SubscriberRequest:
    """The data of a creation, precheck or package change; None is not sent. `location_id` is an id of /locations."""

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
        self,
        customer_id: str | None = None,
        *,
        email: str | None = None,
        status: str | None = None,
        expected: int = 0,
    ) -> Iterator[Subscriber]:
        """Yield the subscribers of a customer, or of all customers of the partner (GET /wholesale/subscribers).

        Parameters:
            customer_id: ID of the customer; None for all.
            email, status: Filters.
            expected: Number of subscribers that there probably are.

        Raises:
            ApiError, Unreachable: Those of `Client.request`.
            Unintelligible: The answer is no list, or an entry has no id, email or status.
        """
        params = {"customerId": customer_id, "email": email, "status": status, **self._scope}
        for item in list_all(self._client, PATH, pages=PAGES, params=params, expected=expected):
            yield _read(item)

    def create(self, customer_id: str, request: SubscriberRequest) -> Subscriber:
        """Create a subscriber (POST /wholesale/subscribers): 200, or 202 when the person must consent first.

        Raises:
            ApiError: Webex refused it.
            OutcomeUnknown: No answer came, or it holds no subscriber.
        """
        body = {
            "customerId": customer_id,
            "email": request.email,
            "packages": [request.package],
            "provisioningParameters": _parameters(request, names=True),
        }
        answer = self._client.request("POST", PATH, params=self._scope, json=body)
        try:
            return _read(obj(answer.body))
        except Unintelligible as error:
            raise OutcomeUnknown(f"Webex accepted the user, but: {error}") from None

    def change_package(self, subscriber: Subscriber, request: SubscriberRequest) -> Subscriber:
        """Change the package (PUT). Number, extension and location are for a user without calling who gets it."""
        body: dict[str, Any] = {"packages": [request.package]}
        parameters = _parameters(request, names=False)
        if parameters:
            body["provisioningParameters"] = parameters
        path = f"{PATH}/{quote(subscriber.id, safe='')}"
        answer = self._client.request("PUT", path, params=self._scope, json=body)
        try:
            return _read(obj(answer.body))
        except Unintelligible:
            # The package is changed, and nothing else of the answer is needed.
            return replace(subscriber, package=request.package)

    def delete(self, subscriber_id: str) -> None:
        """Remove the subscription; the person stays in the organization (DELETE)."""
        self._client.request("DELETE", f"{PATH}/{quote(subscriber_id, safe='')}", params=self._scope)

    def send_consent_email(self, subscriber_id: str) -> None:
        """Send the consent e-mail again (POST /subscribers/{subscriberId}/emails/consentMove)."""
        # The documented path has no /wholesale.
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

        Needs `customer_id`, or for a customer that does not exist yet `provisioning_id` and `admin_email`.
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
    packages = str_list(data, "packages")
    return Subscriber(
        id=required_str(data, "id", f"GET {PATH}"),
        email=required_str(data, "email", f"GET {PATH}"),
        status=required_str(data, "status", f"GET {PATH}"),
        customer_id=optional_str(data, "customerId"),
        person_id=optional_str(data, "personId"),
        package=packages[0] if packages else optional_str(data, "package"),
        errors=service_errors(data, "errors"),
        add_ons=packages[1:],
    )
