# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls the sandbox through the commands of wxcli, all in one process; its fixed addresses are rewritten."""

from __future__ import annotations

import contextlib
import io
import json
import sys
from typing import Any

import httpx
from steps import ADDRESS, FREE_ACCOUNT, PROVISIONING_ID, SUB_PARTNER, Steps, order

WEBEX = "https://webexapis.com/v1"
steps = Steps(lambda problem: {})
send = httpx.Client().request  # wxcli makes a new one for every request, which loads all certificates each time


def to_sandbox(method: str, url: str, **options: Any) -> httpx.Response:
    """Send to the sandbox what was meant for Webex, and nothing to anybody else."""
    url = url.replace(WEBEX, steps.url, 1)
    if not url.startswith(f"{steps.url}/"):
        raise httpx.ConnectError(f"{url} is not the sandbox")
    return send(method, url, **options)


httpx.request = to_sandbox
# Only now, so that nothing can keep the original.
from wxcli.main import app  # noqa: E402


def command(name: str, *arguments: str) -> Any:
    """Run one command as the shell would; return what it printed, as data when it is JSON."""
    output, complaints = io.StringIO(), io.StringIO()
    before, sys.argv = sys.argv, ["wxcli", *arguments]
    status: Any = 0
    try:
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(complaints):
            app()
    except SystemExit as ended:
        status = ended.code or 0
    finally:
        sys.argv = before
    text = output.getvalue()
    try:
        value = json.loads(text)
    except ValueError:
        value = text
    error = {"type": "exit", "status": status, "text": complaints.getvalue()} if status else None
    steps.keep(name, {"value": value, "error": error, "complaints": complaints.getvalue()})
    return value


def wholesale(name: str, *arguments: str, body: Any = None) -> Any:
    """Run a command for customers and subscribers."""
    more = () if body is None else ("--json-body", json.dumps(body))
    return command(name, "wholesale-provisioning", *arguments, *more)


def billing(name: str, *arguments: str) -> Any:
    """Run a command for billing reports."""
    return command(name, "wholesale-billing-reports", *arguments)


def main() -> None:
    """Run all steps."""
    command("who am I", "whoami", "-o", "json")
    customer = customers()
    subscribers(customer)
    reports()
    errors()
    wholesale("remove customer", "delete-customers", customer["id"], "--force")
    steps.advance()
    wholesale("customers left", "list", "-o", "json", "--external-id", "acme-0001")


def customers() -> dict[str, Any]:
    """Check, order, read and change customers."""
    question = {"address": ADDRESS, "customerInfo": {"primaryEmail": "it@acme.example"}}
    wholesale("check customer", "create-validate-customers", body=question)
    question["customerInfo"] = {"primaryEmail": "someone@elsewhere.example"}
    wholesale("check customer with a taken address", "create-validate-customers", body=question)
    wholesale("order customer", "create", body=order())
    wholesale("order for a sub-partner", "create", "--on-behalf-of-sub-partner-org-id", SUB_PARTNER, body=order("sub"))
    steps.advance()
    found = wholesale("customer by external id", "list", "-o", "json", "--external-id", "acme-0001")
    arguments = ("-o", "json", "--on-behalf-of-sub-partner-org-id", SUB_PARTNER)
    wholesale("customers of a sub-partner", "list", *arguments)
    for number in (2, 3):
        wholesale(f"order customer {number}", "create", body=order(f"acme-000{number}"))
    steps.advance()
    wholesale("customers", "list", "-o", "json", "--status", "provisioned")
    wholesale("first customer", "list", "-o", "json", "--limit", "1")
    wholesale("all customers, page by page", "list", "-o", "json", "--limit", "2", "--all")
    wholesale("table of customers", "list")
    key = found[0]["id"]
    wholesale("customer", "show", key, "--include-package-license-info", "true")
    change = {"packages": ["webex_calling", "webex_meetings", "webex_suite"]}
    wholesale("change customer", "update", key, body=change)
    steps.advance()
    wholesale("changed customer", "show", key)
    wholesale("sub-partners", "list-sub-partners", "-o", "json", "--provisioning-state", "active")
    return dict(found[0])


def subscribers(customer: dict[str, Any]) -> None:
    """Check, order, read, change and remove subscribers."""
    key = customer["id"]
    command("switch to the customer", "switch-org", customer["orgId"], "-o", "json")
    places = command("locations", "locations", "list", "-o", "json")
    command("switch back", "clear-org", "-o", "json")
    body = {
        "customerId": key,
        "email": "ana@acme.example",
        "package": "webex_calling",
        "provisioningParameters": {
            "firstName": "Ana",
            "lastName": "Diaz",
            "extension": "101",
            "locationId": places[0]["id"],
        },
    }
    wholesale("check subscriber", "create-validate-subscribers", body=body)
    other = ("--provisioning-id", PROVISIONING_ID, "--email", "ana@acme.example", "--customer-id", key)
    wholesale("check subscriber by options", "create-validate-subscribers", *other, "--package", "webex_calling")
    made = wholesale("order subscriber", "create-subscribers", "-o", "json", body=body)
    wholesale("subscribers", "list-subscribers", "-o", "json", "--customer-id", key)
    order_by = ("--sort-by", "created", "--sort-order", "DESC", "--after", "2020-01-01T00:00:00Z")
    wholesale("subscribers in order", "list-subscribers", "-o", "json", "--email", "ana@acme.example", *order_by)
    wholesale("subscriber", "show-subscribers", made["id"])
    wholesale("change subscriber", "update-subscribers", made["id"], "--package", "webex_suite", "--verify")
    free = {"customerId": key, "email": FREE_ACCOUNT, "package": "webex_meetings", "provisioningParameters": {}}
    pending = wholesale("order for a free account", "create-subscribers", "-o", "json", body=free)
    wholesale("ask for consent again", "create-consent-move", pending["id"])
    wholesale("remove subscriber", "delete-subscribers", made["id"], "--force")


def reports() -> None:
    """Order, read and delete billing reports."""
    month = ("--billing-start-date", "2026-05-01", "--billing-end-date", "2026-05-31")
    made = billing("order report", "create", *month, "--type", "CUSTOMER", "--no-internal", "-o", "json")
    billing("unfinished report", "show", made["id"])
    steps.advance()
    billing("reports", "list", "-o", "json", "--type", "CUSTOMER", "--status", "COMPLETED", "--sort-by", "status")
    billing("report", "show", made["id"])
    billing("delete report", "delete", made["id"], "--force")
    billing("reports left", "list", "-o", "json")


def errors() -> None:
    """Meet refusals."""
    wholesale("unknown customer", "show", "unknown")
    wholesale("bad order", "create", body={"packages": []})
    wholesale("unknown sub-partner", "list", "--on-behalf-of-sub-partner-org-id", "unknown")
    steps.too_many_requests("/wholesale/subPartners")
    wholesale("too many requests", "list-sub-partners", "-o", "json")


steps.finish(main)
