# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls the sandbox through webexpythonsdk, which knows people, roles, licences and organizations, but no locations."""

from __future__ import annotations

import warnings
from typing import Any

import webexpythonsdk
from steps import NOT_OURS, Steps, order


def explain(problem: Exception) -> dict[str, Any]:
    """Tell what webexpythonsdk understood of an error."""
    if not isinstance(problem, webexpythonsdk.ApiError):
        return {}
    return {
        "status": problem.status_code,
        "message": problem.message,
        "tracking_id": problem.tracking_id,
        "retry_after": getattr(problem, "retry_after", None),
    }


steps = Steps(explain)
run = steps.run


def connect(token: str, *, wait: bool = True) -> webexpythonsdk.WebexAPI:
    """Return an API object that speaks to the sandbox."""
    return webexpythonsdk.WebexAPI(access_token=token, base_url=f"{steps.url}/", wait_on_rate_limit=wait)


api = connect(steps.token)


def main() -> None:
    """Run all steps."""
    # It has no Wholesale calls of its own, only its session, which takes no other answer than 200 unless told so.
    api._session.post("wholesale/customers", json=order(), erc=202)
    steps.advance()
    customers = run("customers", lambda: api._session.get_items("wholesale/customers"))
    organization = customers[0]["orgId"]
    run("organizations", api.organizations.list)
    run("organization", lambda: api.organizations.get(organization))
    roles = run("roles", api.roles.list)
    run("role", lambda: api.roles.get(roles[0].id))
    licenses = run("licenses", lambda: api.licenses.list(orgId=organization))
    run("license", lambda: api.licenses.get(licenses[0].id))
    run("myself", api.people.me)
    people(organization, roles[0].id)
    errors()


def people(organization: str, role: str) -> None:
    """Make people, list them in pages, change one and delete it."""
    create = api.people.create
    wanted = {"displayName": "Ana Diaz", "firstName": "Ana", "lastName": "Diaz", "orgId": organization}
    ana = run("create person", lambda: create(emails=["ana@acme.example"], callingData=True, **wanted))
    for index in range(6):
        create(emails=[f"p{index}@acme.example"], displayName=f"P {index}", orgId=organization)
    run("pages of people", lambda: api.people.list(orgId=organization, max=3))
    run("person by e-mail", lambda: api.people.list(email="ana@acme.example", orgId=organization))
    run("people by id", lambda: api.people.list(id=ana.id))
    run("person", lambda: api.people.get(ana.id))
    wanted |= {"lastName": "Diaz-Ortiz", "displayName": "Ana Diaz-Ortiz"}
    run("update person", lambda: api.people.update(ana.id, emails=ana.emails, roles=[role], **wanted))
    run("updated person", lambda: api.people.get(ana.id))
    run("delete person", lambda: api.people.delete(ana.id))
    run("deleted person", lambda: api.people.get(ana.id))


def errors() -> None:
    """Meet refusals."""
    run("bad person", lambda: api.people.create(emails=["not an address"], displayName="X"))
    run("foreign organization", lambda: api.organizations.get(NOT_OURS))
    run("wrong token", connect("wrong").people.me)
    steps.too_many_requests("/roles")
    run("too many requests, not waiting", connect(steps.token, wait=False).roles.list)
    steps.too_many_requests("/roles")
    with warnings.catch_warnings(record=True):  # it warns each time it waits
        run("too many requests, waiting", api.roles.list)


steps.finish(main)
