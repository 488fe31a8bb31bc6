# SPDX-License-Identifier: GPL-3.0-or-later
"""A sandbox with one of everything, for requests that a machine makes up."""

from __future__ import annotations

import random
import zlib
from datetime import timedelta
from typing import Any

import httpx
import requests
from schemathesis import Case

from tests.sandbox.app import create_app
from tests.sandbox.settings import RuntimeSettings, Settings
from tests.sandbox.state.catalogue import FULL_ADMIN

from .conftest import EXAMPLE
from .support import FREE_ACCOUNT, PLACE, PROVISIONING_ID, Client

NUMBERS = ("+14085550101", "+14085550102")
TEMPLATE = {
    "name": "gold-us",
    "serviceProviderAdmin": "onboarding@provider.example",
    "country": "US",
    "emailLanguage": "en_US",
    "wholesaleSubscription": "Sub100448",
}
MONTH = {"billingStartDate": "2026-05-01", "billingEndDate": "2026-05-31"}
EXISTING = {
    "grant_type": ["refresh_token"],
    "client_id": ["sandbox-client"],
    "client_secret": ["sandbox-secret"],
    "refresh_token": ["sandbox-refresh-token"],
    "externalId": ["acme-0001"],
    "externalCustomerId": ["acme-0001"],
    "provisioningId": [PROVISIONING_ID],
    "locationName": ["Head Office"],
    "email": ["ana@acme.example", "new@acme.example", FREE_ACCOUNT],
    "emails": ["new@acme.example"],
    "primaryEmail": ["it@new.example"],
    "primaryPhoneNumber": list(NUMBERS),
    "phoneNumber": list(NUMBERS),
    "phoneNumbers": [*NUMBERS, "+14085550103"],
    "extension": ["101", "102"],
    "extensions": ["101", "102"],
    "package": ["webex_calling", "webex_meetings"],
    "packages": ["webex_calling", "webex_meetings"],
    "countryCode": ["US"],
    "country": ["US"],
    "preferredLanguage": ["en_us"],
    "announcementLanguage": ["en_us"],
    **{name: [value] for name, value in MONTH.items()},
}
# What only some operations need, so that they succeed at times, too; an empty list leaves the member out.
MORE: dict[str, dict[str, list[Any]]] = {
    "provisionWholesaleCustomer": {"orgId": [], "externalId": ["acme-0002"], "packages": ["webex_meetings"]},
    "updateWholesaleSubscriber": {"package": ["webex_meetings"], "packages": ["webex_meetings"]},
    "updateWholesaleCustomer": {"externalId": ["acme-0001"]},
    "enableLocationForCalling": {"address": [PLACE["address"]], "name": ["Denver"], "timeZone": ["America/Denver"]},
    "disableCallingLocation": {"locationName": ["Boulder"]},
}


class Quiet(Client):
    """Checks no answer: its requests are the same again and again."""

    def _plain(self) -> bool:
        return False


class Crowd:
    """Sends made-up requests, many of them with values that mean something in the sandbox."""

    def __init__(self) -> None:
        app = create_app(Settings(seed=EXAMPLE, runtime=RuntimeSettings(provisioning_delay=0, update_delay=0)))
        self.client = Quiet(app)
        self._transport = httpx.ASGITransport(app)
        self._known: dict[str, list[Any]] = {}
        self._things: set[str] = set()
        self._operation = ""
        self.tried: set[str] = set()
        self.succeeded: set[str] = set()

    def close(self) -> None:
        """Give the event loop back."""
        self.client.close()

    @property
    def tolerated(self) -> list[str]:
        """What was tolerated in the newest request."""
        notes: list[str] = self.client.sandbox.journal.latest(1)[0]["tolerated"]
        return notes

    def _settle(self, operation: str) -> None:
        """Make one of everything that the operation has to do with."""
        client = self.client
        client.sandbox.reset()
        acme = client.customer()
        org = acme["orgId"]
        place, branch = client.location(org), client.branch(org, calling=False)
        client.carrier(org, place)
        client.stock(place, *NUMBERS)
        ana = client.subscribe(acme)
        known = {
            **EXISTING,
            "customerId": [acme["id"]],
            "orgId": [client.sandbox.world.organizations[org].uuid if "Identity" in operation else org],
            "locationId": [place, place, branch],
            "subscriberId": [ana["id"]],
            "personId": [ana["personId"]],
            "roles": [FULL_ADMIN],
            "roleId": [FULL_ADMIN],
            "licenses": list(client.sandbox.world.organizations[org].licenses.values()),
            "id": [branch],
        }
        known["licenseId"] = known["licenses"]
        self._things = {acme["id"], place, branch, ana["id"], ana["personId"]}
        known |= self._more(operation, acme, place)
        self._known = known | MORE.get(operation, {})

    def _more(self, operation: str, acme: dict[str, Any], place: str) -> dict[str, list[Any]]:
        """Make what only one operation has to do with."""
        client, org = self.client, acme["orgId"]
        if operation == "sendConsentMoveEmail":
            free = {"email": FREE_ACCOUNT, "package": "webex_meetings", "packages": None, "provisioningParameters": {}}
            return {"subscriberId": [client.subscribe(acme, 202, **free)["id"]]}
        if operation == "disableCallingLocation":
            return {"locationId": [client.branch(org, name="Boulder")]}
        if "Job" in operation:
            order = {"locationId": client.branch(org, name="Boulder"), "locationName": "Boulder"}
            path = "telephony/config/jobs/locations/deleteCallingLocation"
            return {"jobId": [client.post(path, order, 202, orgId=org)["id"]]}
        if operation == "setPstnConnection":
            options = client.get(f"telephony/pstn/locations/{place}/connectionOptions", orgId=org)["items"]
            return {"id": [item["id"] for item in options]}
        if operation == "assignLicenses":
            return {"id": [item["id"] for item in client.get("licenses", orgId=org)["items"]]}
        if "Billing" in operation or "template" in operation:
            billing = "Billing" in operation
            path = "wholesale/billing/reports" if billing else "/template-service/v1/onboarding-templates"
            made = client.post(path, MONTH if billing else TEMPLATE, 200 if billing else 201)["id"]
            self._things.add(made)
            return {"id" if billing else "templateId": [made]}
        return {}

    def _gone(self) -> bool:
        world = self.client.sandbox.world
        kinds = (world.customers, world.people, world.location_org, world.subscribers)
        there = set().union(*kinds, world.billing_reports, world.templates)
        return not self._things <= there

    def send(self, case: Case) -> httpx.Response:
        """Send a case, after putting in real values for some that were made up."""
        operation = str(case.operation.definition.raw["operationId"])
        if operation != self._operation or self._gone():
            self._settle(operation)
            self._operation = operation
        self._make_real(operation, case)
        wire = requests.Request(**case.as_transport_kwargs(base_url="http://sandbox.test")).prepare()
        headers = {**wire.headers, "Authorization": f"Bearer {self.client.sandbox.settings.token}"}
        if operation == "obtainToken":
            del headers["Authorization"]
        request = httpx.Request(wire.method or "", str(wire.url), headers=headers, content=wire.body)
        answer = self.client.loop.run_until_complete(self._exchange(request))
        self.tried.add(operation)
        if answer.is_success:
            self.succeeded.add(operation)
        return answer

    async def _exchange(self, request: httpx.Request) -> httpx.Response:
        # Without a client around it: that would take half of the time.
        answer = await self._transport.handle_async_request(request)
        answer.request, answer.elapsed = request, timedelta(0)
        await answer.aread()
        return answer

    def _make_real(self, operation: str, case: Case) -> None:
        # Chosen by the case itself, so that the choice does not hang on what was sent before.
        chance = random.Random(zlib.crc32(repr((operation, case.path_parameters, case.query, case.body)).encode()))
        for name in case.path_parameters or ():
            if chance.random() < 0.9:
                case.path_parameters[name] = chance.choice(self._known[name])
        if case.query and chance.random() < 0.9:
            case.query.pop("onBehalfOfSubPartnerOrgId", None)
        for name, value in list((case.query or {}).items()):
            if isinstance(value, str) and name in self._known and chance.random() < 0.7:
                case.query[name] = chance.choice(self._known[name])
        if any(parameter.name == "orgId" for parameter in case.operation.query) and chance.random() < 0.8:
            case.query = {**(case.query or {}), "orgId": self._known["orgId"][0]}
        if isinstance(case.body, dict) and chance.random() < 0.8:
            kept = {name: value for name, value in case.body.items() if self._known.get(name) != []}
            case.body = {name: self._real(name, value, chance) for name, value in kept.items()}

    def _real(self, name: str, value: Any, chance: random.Random) -> Any:
        known = self._known.get(name)
        if isinstance(value, dict):
            if known and isinstance(known[0], dict):
                return known[0]
            return {key: self._real(key, item, chance) for key, item in value.items()}
        if isinstance(value, list):
            if known and all(isinstance(item, str) for item in value):
                return [chance.choice(known) for _ in value[:1]]
            return [self._real(name, item, chance) for item in value]
        if isinstance(value, str) and known and isinstance(known[0], str) and chance.random() < 0.9:
            return chance.choice(known)
        return value
