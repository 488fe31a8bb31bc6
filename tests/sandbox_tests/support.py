# SPDX-License-Identifier: GPL-3.0-or-later
"""A client for the tests: requests in, answers out, and the few orders that nearly every test needs."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
from fastapi import FastAPI

from .described import check_answer

PROVISIONING_ID = "ZjViMzYxODctYzhkZC00NzI3LThiMmYtZjljNDQ3ZjI5MDQ2"
ATTACH_ID = "MGE3ZDJlNDQtMWI1Yy00ZjY4LTlkMGUtNWY4YTNiNmM3ZDE5"
HARBOR = "Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi8xZDJjM2I0YS01ZTZmLTQ3MDgtOTJhMy1iNGM1ZDZlN2Y4MDk"
COASTLINE = "Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi83YjFmNWMwMi00ZDNhLTRlMWMtOWY3NC0wYzlhNWQ2ZTFiMjM"
FREE_ACCOUNT = "pat.morgan@northwindlegal.example"
TAKEN = "someone@elsewhere.example"
ADDRESS = {
    "addressLine1": "771 Alder Drive",
    "city": "Milpitas",
    "stateOrProvince": "CA",
    "zipOrPostalCode": "95035",
    "country": "US",
}
LOCATION = {"name": "Head Office", "address": ADDRESS, "timezone": "America/Los_Angeles", "language": "en_us"}
PLACE_ADDRESS = {"address1": "12 Elm Street", "city": "Denver", "state": "CO", "postalCode": "80202", "country": "US"}
PLACE = {
    "name": "Denver",
    "timeZone": "America/Denver",
    "preferredLanguage": "en_us",
    "announcementLanguage": "en_us",
    "address": PLACE_ADDRESS,
}
CALLING = {"calling": {"location": LOCATION}}


def order(**changes: Any) -> dict[str, Any]:
    """Return a good order for a customer; a change to None leaves the member out."""
    body: dict[str, Any] = {
        "provisioningId": PROVISIONING_ID,
        "packages": ["webex_calling", "webex_meetings"],
        "externalId": "acme-0001",
        "address": ADDRESS,
        "customerInfo": {"name": "Acme Pizza", "primaryEmail": "it@acme.example", "language": "en_US"},
        "provisioningParameters": CALLING,
        **changes,
    }
    return {name: value for name, value in body.items() if value is not None}


class Client:
    """Speaks to a sandbox in this process."""

    def __init__(self, app: FastAPI) -> None:
        self.sandbox = app.state.sandbox
        self.loop = asyncio.new_event_loop()
        self.http = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://sandbox.test")
        self.http.headers["Authorization"] = f"Bearer {self.sandbox.settings.token}"

    def send(self, method: str, path: str, expect: int | None = None, **options: Any) -> Any:
        """Send a request and return the answer; paths without a leading slash are API paths."""
        path = path if path.startswith(("/", "http")) else f"/v1/{path}"
        result = self.loop.run_until_complete(self.http.request(method, path, **options))
        if expect != 500 and self._plain():
            check_answer(result)
        assert expect in (None, result.status_code), result.text
        return result

    def _plain(self) -> bool:
        """Whether nothing was set that makes answers other than described."""
        runtime, newest = self.sandbox.settings.runtime, self.sandbox.journal.latest(1)
        return runtime.precheck_status == 200 and not (newest and newest[0]["fault"])

    def close(self) -> None:
        """Give the event loop back."""
        self.loop.run_until_complete(self.http.aclose())
        self.loop.close()

    def get(self, path: str, expect: int | None = 200, **query: Any) -> Any:
        """GET and return the body."""
        result = self.send("GET", path, expect, params=query)
        return result.json() if result.content else None

    def post(self, path: str, body: Any = None, expect: int | None = 200, **query: Any) -> Any:
        """POST and return the body."""
        result = self.send("POST", path, expect, json=body, params=query)
        return result.json() if result.content else None

    def put(self, path: str, body: Any, expect: int | None = 200, **query: Any) -> Any:
        """PUT and return the body."""
        result = self.send("PUT", path, expect, json=body, params=query)
        return result.json() if result.content else None

    def patch(self, path: str, body: Any, expect: int | None = 200, **query: Any) -> Any:
        """PATCH and return the body."""
        result = self.send("PATCH", path, expect, json=body, params=query)
        return result.json() if result.content else None

    def delete(self, path: str, expect: int | None = 204, body: Any = None, **query: Any) -> Any:
        """DELETE and return the body."""
        options = {} if body is None else {"json": body}
        result = self.send("DELETE", path, expect, params=query, **options)
        return result.json() if result.content else None

    def control(self, path: str, body: Any = None, expect: int | None = None) -> Any:
        """Use the control API."""
        result = self.send("POST", f"/_sandbox/{path}", None, json=body)
        assert result.status_code == expect if expect else result.is_success, result.text
        return result.json() if result.content else None

    def advance(self, seconds: float = 60) -> None:
        """Let time pass."""
        self.sandbox.clock.advance(seconds)

    def journal(self) -> list[dict[str, Any]]:
        """Return the journal."""
        items: list[dict[str, Any]] = self.get("/_sandbox/journal")["items"]
        return items

    def last(self) -> dict[str, Any]:
        """Return the newest record of the journal."""
        return self.journal()[-1]

    def order(self, expect: int = 202, query: dict[str, str] | None = None, **changes: Any) -> str:
        """Order a customer and return its id."""
        body = self.post("wholesale/customers", order(**changes), expect, **(query or {}))
        return str(body["url"].rsplit("/", 1)[-1]) if expect == 202 else ""

    def customer(self, **changes: Any) -> dict[str, Any]:
        """Order a customer, let the time pass, and return it."""
        key = self.order(**changes)
        self.advance()
        found: dict[str, Any] = self.get(f"wholesale/customers/{key}")
        return found

    def location(self, org_id: str) -> str:
        """Return the first location of an organization."""
        return str(self.get("locations", orgId=org_id)["items"][0]["id"])

    def stock(self, location_id: str, *numbers: str) -> None:
        """Put numbers into a location."""
        self.control("numbers", {"location_id": location_id, "numbers": list(numbers)})

    def branch(self, org_id: str, *, calling: bool = True, **changes: Any) -> str:
        """Make one more location, enabled for calling unless told otherwise, and return its id."""
        body = {**PLACE, **changes}
        key = str(self.post("locations", body, 201, orgId=org_id)["id"])
        if calling:
            self.post("telephony/config/locations", {"id": key, **body}, 201, orgId=org_id)
        return key

    def carrier(self, org_id: str, location_id: str, name: str = "Local Carrier") -> str:
        """Give a location a PSTN connection and return its id."""
        path = f"telephony/pstn/locations/{location_id}"
        options = self.get(f"{path}/connectionOptions", orgId=org_id)["items"]
        key = next(str(item["id"]) for item in options if item["displayName"] == name)
        self.put(f"{path}/connection", {"id": key}, 204, orgId=org_id)
        return key

    def subscribe(self, customer: dict[str, Any], expect: int = 200, **changes: Any) -> dict[str, Any]:
        """Order a subscriber with an extension in the first location."""
        if "provisioningParameters" not in changes:
            parameters = {"firstName": "Ana", "lastName": "Diaz", "extension": "101"}
            changes["provisioningParameters"] = {**parameters, "locationId": self.location(customer["orgId"])}
        body = {
            "customerId": customer["id"],
            "email": "ana@acme.example",
            "packages": ["webex_calling"],
            **changes,
        }
        body = {name: value for name, value in body.items() if value is not None}
        found: dict[str, Any] = self.post("wholesale/subscribers", body, expect)
        return found


def code(body: dict[str, Any]) -> Any:
    """Return the first error code of an error body."""
    return body["errors"][0]["errorCode"]
