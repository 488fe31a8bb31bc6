# SPDX-License-Identifier: GPL-3.0-or-later
"""What the drivers share: they run one client call after another and print what came of each.

A driver runs in the environment of the client, so it knows nothing of this repository. Its argument is the address of
the sandbox; the token is in WEBEX_ACCESS_TOKEN. For every step it prints the value or the error that the client made of
the answer, and the requests that the sandbox saw.
"""

from __future__ import annotations

import json
import os
import sys
import urllib.request
from collections.abc import Callable, Iterable
from typing import Any

ADDRESS = {
    "addressLine1": "771 Alder Drive",
    "city": "Milpitas",
    "stateOrProvince": "CA",
    "zipOrPostalCode": "95035",
    "country": "US",
}
HEAD_OFFICE = {"name": "Head Office", "address": ADDRESS, "timezone": "America/Los_Angeles", "language": "en_us"}
# Of the example seed: known to the sandbox.
PROVISIONING_ID = "ZjViMzYxODctYzhkZC00NzI3LThiMmYtZjljNDQ3ZjI5MDQ2"
SUB_PARTNER = "Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi83YjFmNWMwMi00ZDNhLTRlMWMtOWY3NC0wYzlhNWQ2ZTFiMjM"
NOT_OURS = "Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi8xZDJjM2I0YS01ZTZmLTQ3MDgtOTJhMy1iNGM1ZDZlN2Y4MDk"
FREE_ACCOUNT = "pat.morgan@northwindlegal.example"


def order(external_id: str = "acme-0001") -> dict[str, Any]:
    """Return the body of an order for a customer."""
    return {
        "provisioningId": PROVISIONING_ID,
        "packages": ["webex_calling", "webex_meetings"],
        "externalId": external_id,
        "address": ADDRESS,
        "customerInfo": {"name": f"Company {external_id}", "primaryEmail": f"it@{external_id}.example"},
        "provisioningParameters": {"calling": {"location": HEAD_OFFICE}},
    }


def plain(value: Any) -> Any:
    """Turn the objects of a client into JSON data."""
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json", by_alias=True, exclude_none=True)
    if hasattr(value, "to_dict"):
        return value.to_dict()
    if isinstance(value, dict):
        return {str(name): plain(item) for name, item in value.items()}
    if isinstance(value, Iterable):
        return [plain(item) for item in value]
    return str(value)


class Steps:
    """Runs steps and remembers what came of them.

    Parameters:
        explain: Reads out of a client's exception what the client understood of an error.
    """

    def __init__(self, explain: Callable[[Exception], dict[str, Any]]) -> None:
        self.url = sys.argv[1]
        self.token = os.environ["WEBEX_ACCESS_TOKEN"]
        self._explain = explain
        self._root = self.url.removesuffix("/v1")
        self._results: dict[str, dict[str, Any]] = {}
        self._seen = 0

    def control(self, method: str, path: str, body: Any = None) -> Any:
        """Send a request to the sandbox's control API, which no client knows."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(f"{self._root}/_sandbox/{path}", data=data, headers=headers, method=method)
        with urllib.request.urlopen(request, timeout=20) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def advance(self, seconds: float = 60) -> None:
        """Let time pass in the sandbox."""
        self.control("POST", "advance", {"seconds": seconds})

    def too_many_requests(self, path: str) -> None:
        """Have the next request of a path be refused, to be repeated after a second."""
        rule = {"name": "too many", "path": path, "kind": "status", "status": 429, "retry_after": 1, "times": 1}
        self.control("POST", "faults", rule)

    def run(self, name: str, action: Callable[[], Any]) -> Any:
        """Run one step and return what the client made of the answer; None when it failed."""
        assert name not in self._results, f"two steps named {name}"
        result: dict[str, Any] = {"value": None, "error": None}
        found = None
        try:
            found = action()
            if not isinstance(found, str | dict) and isinstance(found, Iterable) and not hasattr(found, "model_dump"):
                found = list(found)
            result["value"] = plain(found)
        except Exception as problem:  # whatever a client throws is the finding
            found = None
            result["error"] = {"type": type(problem).__name__, "text": str(problem), **self._explain(problem)}
        self.keep(name, result)
        return found

    def keep(self, name: str, result: dict[str, Any]) -> None:
        """Remember a result with the requests that belong to it."""
        records = self.control("GET", f"journal?since={self._seen}")["items"]
        self._seen = records[-1]["seq"] if records else self._seen
        members = ("operation", "method", "path", "query", "body", "status", "tolerated", "time", "tracking_id")
        self._results[name] = {**result, "requests": [{key: item[key] for key in members} for item in records]}

    def finish(self, main: Callable[[], None]) -> None:
        """Run the steps and print all results as JSON, also when they broke off."""
        try:
            main()
        finally:
            json.dump(self._results, sys.stdout)
