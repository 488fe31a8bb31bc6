# SPDX-License-Identifier: GPL-3.0-or-later
"""The control API under /_sandbox: for tests and demonstrations only, without any token."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Body, Response
from pydantic import BaseModel, ConfigDict, Field

from . import control_weather, dump
from .errors import bad_request, not_found
from .faults import FaultRule
from .routes.common import InSandbox, answer, empty
from .seed import Seed, plant
from .settings import SettingsPatch, apply_patch
from .state import customers, locations, numbers, provisioning, pstn, subscribers
from .state.records import Location, Organization, Outcome

router = APIRouter(prefix="/_sandbox")
router.include_router(control_weather.router)


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class OutcomeBody(_Body):
    """A scripted outcome for the customers of one external id."""

    external_id: str
    outcome: Literal["normal", "error", "provisioned_with_errors", "review", "maintenance", "delay"]
    seconds: float | None = Field(default=None, ge=0, description="length of a review; for ever when left out")
    delay: float | None = Field(default=None, ge=0, description="delay of the transition, instead of the setting")
    code: int | None = None
    description: str | None = None
    times: int = Field(default=-1, ge=-1, description="for how many transitions; -1 without end")


class ConsentBody(_Body):
    """The owner of the free account that is to be moved."""

    email: str


class ApproveBody(_Body):
    """The organization whose attachment is approved, or the external id whose review is ended."""

    orgId: str | None = None
    external_id: str | None = None


class PlaceBody(_Body):
    """The location."""

    location_id: str | None = None
    external_id: str | None = Field(default=None, description="the customer, together with the name of the location")
    location: str | None = Field(default=None, description="name of the location; the first one when left out")


class PstnBody(PlaceBody):
    """The PSTN connection that a location is to have, as if set in Control Hub."""

    type: Literal["LOCAL_GATEWAY", "NON_INTEGRATED_CCP", "INTEGRATED_CCP", "CISCO_PSTN", "NONE"]
    name: str | None = Field(default=None, description="name of the option; the first of the type when left out")


class LocationBody(_Body):
    """A location without calling, as other services make them: perhaps without state, postal code or language."""

    external_id: str
    name: str
    address: dict[str, str] = Field(default_factory=dict)
    time_zone: str = "UTC"
    language: str = ""


class NumbersBody(PlaceBody):
    """Numbers for the inventory of a location."""

    numbers: list[str]
    state: Literal["ACTIVE", "INACTIVE"] = "ACTIVE"


class AdvanceBody(_Body):
    """How far to move the clock."""

    seconds: float = Field(ge=0)


@router.get("/journal")
async def get_journal(sandbox: InSandbox, since: int = 0) -> Response:
    """Return the records after a number."""
    return answer({"items": sandbox.journal.since(since)})


@router.delete("/journal")
async def clear_journal(sandbox: InSandbox) -> Response:
    """Forget the records."""
    sandbox.journal.clear()
    return empty()


@router.post("/reset")
async def reset(sandbox: InSandbox) -> Response:
    """Go back to the seed."""
    sandbox.reset()
    return empty()


@router.get("/state")
async def get_state(sandbox: InSandbox) -> Response:
    """Describe everything that exists."""
    return answer(dump.state(sandbox))


@router.post("/outcomes")
async def set_outcome(sandbox: InSandbox, body: OutcomeBody) -> Response:
    """Set the outcome for customers of an external id."""
    if body.outcome == "normal" and body.delay is None:
        sandbox.world.outcomes.pop(body.external_id, None)
    else:
        sandbox.world.outcomes[body.external_id] = Outcome(
            body.outcome, body.seconds, body.delay, body.code, body.description, body.times or -1
        )
    return empty()


@router.get("/faults")
async def get_faults(sandbox: InSandbox) -> Response:
    """List the faults with their counters."""
    return answer({"items": sandbox.faults.view()})


@router.post("/faults")
async def add_faults(sandbox: InSandbox, body: Annotated[list[FaultRule] | FaultRule, Body()]) -> Response:
    """Put one fault or several in force."""
    sandbox.faults.add(body if isinstance(body, list) else [body])
    return answer({"items": sandbox.faults.view()}, 201)


@router.delete("/faults")
async def clear_faults(sandbox: InSandbox) -> Response:
    """Drop all faults."""
    sandbox.faults.clear()
    return empty()


@router.get("/settings")
async def get_settings(sandbox: InSandbox) -> Response:
    """Return the run-time settings."""
    return answer(sandbox.settings.runtime.model_dump())


@router.post("/settings")
async def change_settings(sandbox: InSandbox, body: SettingsPatch) -> Response:
    """Change run-time settings."""
    try:
        changed = apply_patch(sandbox.settings.runtime, body)
    except ValueError as problem:
        raise bad_request(str(problem)) from problem
    return answer(changed)


@router.post("/advance")
async def advance(sandbox: InSandbox, body: AdvanceBody) -> Response:
    """Move the clock forward."""
    now = sandbox.clock.advance(body.seconds)
    sandbox.world.tick()
    return answer({"now": now})


@router.post("/tokens/expire")
async def expire_tokens(sandbox: InSandbox) -> Response:
    """Expire all access tokens."""
    return answer({"expired": sandbox.tokens.expire()})


@router.post("/consent")
async def consent(sandbox: InSandbox, body: ConsentBody) -> Response:
    """Consent to moving a free account, as its owner would."""
    subscribers.consent(sandbox.world, body.email)
    return empty()


@router.post("/approve")
async def approve(sandbox: InSandbox, body: ApproveBody) -> Response:
    """Approve an attachment, or end a review."""
    if body.orgId is not None:
        customers.approve(sandbox.world, body.orgId)
        return empty()
    found = sandbox.world.customers_by_external.get(body.external_id or "", {})
    if not found:
        raise not_found("The customer")
    for customer in list(found.values()):
        provisioning.resume(sandbox.world, customer)
    return empty()


@router.post("/numbers")
async def put_numbers(sandbox: InSandbox, body: NumbersBody) -> Response:
    """Put numbers into the inventory of a location."""
    _, location = _location(sandbox, body)
    return answer({"added": numbers.add(sandbox.world, location.id, body.numbers, body.state)})


@router.post("/pstn")
async def put_pstn(sandbox: InSandbox, body: PstnBody) -> Response:
    """Set the PSTN connection of a location."""
    org, location = _location(sandbox, body)
    pstn.connect(sandbox.world, org, location, body.type, body.name)
    return empty()


@router.post("/locations")
async def put_location(sandbox: InSandbox, body: LocationBody) -> Response:
    """Make a location without calling."""
    for org in _organizations(sandbox, body.external_id):
        location = locations.plant(sandbox.world, org, body.name, body.address, body.time_zone, body.language)
        return answer({"id": location.id}, 201)
    raise not_found("The customer")


def _organizations(sandbox: InSandbox, external_id: str | None) -> list[Organization]:
    found = sandbox.world.customers_by_external.get(external_id or "", {}).values()
    return [sandbox.world.organizations[customer.org_id] for customer in found if customer.org_id]


def _location(sandbox: InSandbox, body: PlaceBody) -> tuple[Organization, Location]:
    if body.location_id is not None:
        org = sandbox.world.location_org.get(body.location_id)
        if org is not None:
            return org, org.locations[body.location_id]
    for org in _organizations(sandbox, body.external_id):
        for location in org.locations.values():
            if body.location in (None, location.name):
                return org, location
    raise not_found("The location")


@router.post("/seed")
async def add_seed(sandbox: InSandbox, body: Seed) -> Response:
    """Add seed data to what exists."""
    plant(sandbox.world, body)
    return empty()
