# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports to render."""

from __future__ import annotations

from ansible_collections.webex.wholesale.plugins.module_utils._client.errors import ServiceError, api_error
from ansible_collections.webex.wholesale.plugins.module_utils._pstn.plan import refused_in_the_hub
from ansible_collections.webex.wholesale.plugins.module_utils._report.content import (
    ByHand,
    ReportedAction,
    ReportedPart,
    RunHead,
    RunReport,
)
from ansible_collections.webex.wholesale.plugins.module_utils._report.reading import TaskOutcome, parts_of

HEAD = RunHead("onboard", False, "2026-11-27T15:18:43Z", "2026-11-27T15:20:00Z", 77.0)
PLAN = RunHead("onboard", True, "2026-11-27T14:00:00Z", "2026-11-27T14:01:00Z", 60.0, "acme_pizza", ("users",))
REFUSED = str(
    api_error(
        "POST", "/wholesale/subscribers", 400, (ServiceError("25008", "E-mail address is taken."),), "ROUTER_6565A0-1"
    )
)
NEW_USER = {"kind": "user", "identity": "leo@acme.example", "action": "create", "fields": {"email": {"from": None}}}
NEW_TITLE = {
    "kind": "user",
    "identity": "ana@acme.example",
    "action": "update",
    "fields": {"title": {"from": "Cook", "to": "Chef"}},
}
CARRIER = {
    "kind": "pstn",
    "identity": "Fremont",
    "action": "update",
    "fields": {"connection": {"from": None, "to": "Cisco Calling Plan"}},
}
UNREAL = "<script>alert(1)</script> [a](javascript:b) | `c` \u202e\x1b[31m"


def setup(host="acme_pizza", *actions, failed=False, check_mode=False, **result):
    """The end of the task that sets a customer up."""
    data = {"changed": bool(actions), "actions": list(actions), "api_calls": {"GET": 3, "PUT": 1}, **result}
    return TaskOutcome(host, "webex_customer_setup", "Set up the customer", failed, data, False, False, check_mode, 1.5)


def part(*arguments, **keywords):
    """What it says of the customer."""
    return parts_of(setup(*arguments, **keywords))[0]


def failing():
    """A customer with a user that was refused, a carrier that takes a person, and a change that was done."""
    rows = [
        {"kind": "user", "identity": NEW_USER["identity"], "error": REFUSED},
        {"kind": "pstn", "identity": "Fremont", "error": refused_in_the_hub("Cisco Calling Plan", "no.")},
    ]
    return part("acme_pizza", NEW_USER, NEW_TITLE, CARRIER, failed=True, failed_rows=rows, undeclared={"users": 2})


def template():
    """What customers share: a template that a person has to make."""
    steps = ("Sign in to Partner Hub.", "Choose Webex for Wholesale.")
    return ReportedPart(by_hand=(ByHand("template", "Make template gold-us in Partner Hub.", steps),), requests=2)


def report(*customers, head=HEAD, shared=None):
    """A report."""
    return RunReport(head, shared or ReportedPart(reached=False), customers)


def large(customers=500, users=5_000):
    """Many customers of which most changed."""
    parts = []
    for number in range(customers):
        fields = {"title": {"from": "Cook", "to": "Chef"}, "location": {"from": "Fremont", "to": "Head Office"}}
        own = users // customers if number % 50 else 0
        actions = tuple(
            ReportedAction("user", f"user-{index}@customer-{number}.example", "update", fields, "done")
            for index in range(own)
        )
        parts.append(ReportedPart(f"customer_{number:04}", f"c-{number:04}", actions, seconds=1.2, requests=3 + own))
    return report(*parts)
