# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls the sandbox through the asynchronous side of wxc_sdk, many calls at once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from steps import Steps, order
from wxc_sdk.as_api import AsWebexSimpleApi
from wxc_sdk.as_rest import AsErrorDetail, AsRestError, AsRestSession
from wxc_sdk.people import Person
from wxc_sdk.tokens import Tokens


def explain(problem: Exception) -> dict[str, Any]:
    """Tell what wxc_sdk understood of an error."""
    if not isinstance(problem, AsRestError):
        return {}
    detail = problem.detail
    understood = isinstance(detail, AsErrorDetail)
    first = detail.errors[0] if understood and detail.errors else None
    return {
        "status": problem.status,
        "code": first and first.error_code,
        "description": first and first.description,
        "tracking_id": detail.tracking_id if understood else None,
        "understood": understood,
    }


steps = Steps(explain)


class Session(AsRestSession):
    """A session that speaks to the sandbox."""

    BASE = steps.url


async def attempt(name: str, call: Callable[[], Awaitable[Any]]) -> Any:
    """Run one step; the outcome is awaited first, since steps themselves do not wait."""
    try:
        found = await call()
    except Exception as problem:  # whatever a client throws is the finding
        error = problem

        def again() -> Any:
            raise error

        return steps.run(name, again)
    return steps.run(name, lambda: found)


async def journey() -> None:
    """Run all steps."""
    tokens = Tokens(access_token=steps.token)
    async with Session(tokens=tokens, concurrent_requests=10) as session:
        api = AsWebexSimpleApi(tokens=tokens, session=session)
        await session.rest_post(session.ep("wholesale/customers"), json=order())
        steps.advance()
        customers = await attempt("customers", lambda: session.rest_get(session.ep("wholesale/customers")))
        organization = customers["items"][0]["orgId"]
        wanted = [
            Person(emails=[f"p{index}@acme.example"], display_name=f"P {index}", org_id=organization)
            for index in range(12)
        ]
        await attempt("many people at once", lambda: asyncio.gather(*(api.people.create(item) for item in wanted)))
        await attempt("pages of people", lambda: api.people.list(org_id=organization, max=5))
        await attempt(
            "several lists at once",
            lambda: asyncio.gather(
                api.locations.list(org_id=organization),
                api.telephony.location.list(org_id=organization),
                api.telephony.phone_numbers(org_id=organization),
                api.licenses.list(org_id=organization),
                api.roles.list(),
                api.organizations.list(),
            ),
        )
        await attempt("unknown person", lambda: api.people.details("unknown"))
        steps.too_many_requests("/roles")
        await attempt("too many requests", api.roles.list)


steps.finish(lambda: asyncio.run(journey()))
