# SPDX-License-Identifier: GPL-3.0-or-later
"""What somebody changes in Control Hub or Partner Hub: requests to the sandbox, without the collection."""

from __future__ import annotations

import json
import urllib.parse
import urllib.request
from collections.abc import Callable
from typing import Any

from ansible_collections.webex.wholesale.plugins.module_utils._declare.webex_ids import uuid_of
from tests.functional.support import TOKEN, Sandbox, by

Change = Callable[["Hand"], None]


class Hand:
    """Somebody with a customer open in Control Hub.

    Parameters:
        key: External ID of the customer.
    """

    def __init__(self, sandbox: Sandbox, key: str) -> None:
        self._sandbox = sandbox
        found = self.call("GET", "/wholesale/customers", externalId=key)["items"]
        self.customer = found[0]
        self.org = self.customer["orgId"]

    def call(self, method: str, path: str, body: Any = None, **query: Any) -> Any:
        """One request."""
        request = urllib.request.Request(
            f"{self._sandbox.url}{path}?{urllib.parse.urlencode(query)}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json", "Authorization": f"Bearer {TOKEN}"},
        )
        with urllib.request.urlopen(request, timeout=20) as answer:
            text = answer.read()
        return json.loads(text) if text else {}

    def location(self, name: str) -> dict[str, Any]:
        """One location."""
        return by(self.call("GET", "/locations", orgId=self.org)["items"])[name]

    def change_customer(self, **changes: Any) -> None:
        """Change packages or address."""
        body = {"packages": self.customer["packages"], **changes}
        self.call("PUT", f"/wholesale/customers/{self.customer['id']}", body)

    def rename(self, name: str) -> None:
        """Give the organization another name."""
        self.call("PATCH", f"/identity/organizations/{uuid_of(self.org)}", {"schemas": ["x"], "displayName": name})

    def change_location(self, name: str, /, **changes: Any) -> None:
        """Change the location itself."""
        now = self.location(name)
        address = {**now["address"], **changes.pop("address", {})}
        body = {key: now[key] for key in ("name", "timeZone", "preferredLanguage") if now.get(key)}
        self.call("PUT", f"/locations/{now['id']}", {**body, "address": address, **changes}, orgId=self.org)

    def change_calling(self, name: str, /, **changes: Any) -> None:
        """Change the calling side of a location."""
        path = f"/telephony/config/locations/{self.location(name)['id']}"
        self.call("PUT", path, changes, orgId=self.org)

    def connect(self, name: str, /, **wanted: Any) -> None:
        """Choose another connection to the PSTN."""
        self._sandbox.control("POST", "/pstn", {"location_id": self.location(name)["id"], **wanted})

    def numbers(self, method: str, name: str, /, *numbers: str, **more: Any) -> None:
        """Add, change or remove numbers of a location."""
        path = f"/telephony/config/locations/{self.location(name)['id']}/numbers"
        self.call(method, path, {"phoneNumbers": list(numbers), **more}, orgId=self.org)

    def change_person(self, email: str, **changes: Any) -> None:
        """Change the person behind a user."""
        found = self.call("GET", "/people", orgId=self.org, email=email, callingData="true")["items"][0]
        kept = ("emails", "firstName", "lastName", "displayName", "title", "department", "extension")
        body = {name: found[name] for name in (*kept, "locationId", "orgId", "roles", "licenses") if name in found}
        phones = [row for row in found.get("phoneNumbers", ()) if row["type"] == "work"]
        body["phoneNumbers"] = [{"type": "work", "value": row["value"]} for row in phones]
        body = {name: value for name, value in {**body, **changes}.items() if value is not None}
        self.call("PUT", f"/people/{found['id']}", body, callingData="true")

    def subscriber(self, email: str) -> dict[str, Any]:
        """One user."""
        return dict(self.call("GET", "/wholesale/subscribers", customerId=self.customer["id"], email=email)["items"][0])

    def change_package(self, email: str, package: str, **parameters: Any) -> None:
        """Give a user another package."""
        path = f"/wholesale/subscribers/{self.subscriber(email)['id']}"
        body = {"package": package, **({"provisioningParameters": parameters} if parameters else {})}
        self.call("PUT", path, body)

    def remove(self, email: str) -> None:
        """Remove a user."""
        self.call("DELETE", f"/wholesale/subscribers/{self.subscriber(email)['id']}")

    def move(self, email: str, name: str) -> None:
        """Move a user to another location."""
        user = {"userId": self.subscriber(email)["personId"]}
        moved = {"locationId": self.location(name)["id"], "validate": False, "users": [user]}
        self.call("POST", "/telephony/config/jobs/person/moveLocation", {"usersList": [moved]}, orgId=self.org)

    def roles(self, email: str, *names: str) -> None:
        """Give a person exactly these roles."""
        known = by(self.call("GET", "/roles")["items"])
        self.change_person(email, roles=[known[name]["id"] for name in names])
