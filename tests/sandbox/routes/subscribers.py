# SPDX-License-Identifier: GPL-3.0-or-later
"""Wholesale subscribers."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.datastructures import QueryParams

from ..clock import iso, parse_moment
from ..errors import bad_request, conflict
from ..paging import base_url, number, page
from ..schemas import SubscriberCreate, SubscriberPrecheck, SubscriberUpdate
from ..state import customers, subscribers
from ..state.catalogue import SINGLE_PACKAGES
from ..state.records import Subscriber
from ..state.world import World
from .common import InSandbox, InWorld, SubPartnerId, SubscriberId, answer, empty
from .customers import precheck_answer

router = APIRouter(prefix="/v1")
DEFAULT_SIZE = 50
LARGEST_SIZE = 100


def view(world: World, subscriber: Subscriber) -> dict[str, Any]:
    """Shape a subscriber for an answer: no name, number, extension or location."""
    shown: dict[str, Any] = {"id": subscriber.id}
    if subscriber.person_id is not None and subscriber.status == "provisioned":
        shown["personId"] = subscriber.person_id
    shown |= {
        "email": subscriber.email,
        "customerId": subscriber.customer_id,
        "externalCustomerId": world.customers[subscriber.customer_id].external_id,
    }
    if subscriber.package in SINGLE_PACKAGES:
        shown["package"] = subscriber.package
    shown |= {
        "packages": [subscriber.package] if subscriber.package else [],
        "status": subscriber.status,
        "created": iso(subscriber.created),
        "lastStatusChange": iso(subscriber.changed),
    }
    if subscriber.errors:
        shown["errors"] = subscriber.errors
    return shown


def _millis(query: QueryParams, name: str) -> int | None:
    """Read a time in whole milliseconds, the precision of answers."""
    text = query.get(name)
    if text is None:
        return None
    moment = parse_moment(text)
    if moment is None:
        raise bad_request(f"{name} must be epoch milliseconds or an ISO 8601 moment.")
    return round(moment * 1000)


def _pool(world: World, query: QueryParams) -> list[Subscriber]:
    """Return the smallest set that an index offers for the filters."""
    if (email := query.get("email")) is not None:
        match = world.subscribers_by_email.get(email.lower())
        return [match] if match else []
    if (person := query.get("personId")) is not None:
        match = world.subscribers_by_person.get(person)
        return [match] if match else []
    if (customer_id := query.get("customerId")) is not None:
        customer = world.customers.get(customer_id)
        return list(customer.subscribers.values()) if customer else []
    if (external := query.get("externalCustomerId")) is not None:
        owners = world.customers_by_external.get(external, {}).values()
        return [item for owner in owners for item in owner.subscribers.values()]
    return list(world.subscribers.values())


def _select(world: World, query: QueryParams, sub_partner: str | None) -> list[Subscriber]:
    customer_id, person_id = query.get("customerId"), query.get("personId")
    external, status = query.get("externalCustomerId"), query.get("status")
    after, changed = _millis(query, "after"), _millis(query, "lastStatusChange")
    found = []
    for item in world.listed(_pool(world, query)):
        customer = world.customers[item.customer_id]
        if (
            customer.sub_partner == sub_partner
            and customer_id in (None, item.customer_id)
            and person_id in (None, item.person_id)
            and external in (None, customer.external_id)
            and status in (None, item.status)
            and (after is None or int(item.created * 1000) > after)
            and (changed is None or int(item.changed * 1000) > changed)
        ):
            found.append(item)
    return _sorted(found, query.get("sortBy"), query.get("sortOrder", "ASC"))


def _sorted(found: list[Subscriber], sort_by: str | None, order: str) -> list[Subscriber]:
    if sort_by == "lastStatusChange":
        found.sort(key=lambda item: item.changed)
    if order.upper() == "DESC":
        found.reverse()
    return found


def _location(request: Request, subscriber: Subscriber) -> dict[str, str]:
    return {"Location": f"{base_url(request)}/v1/wholesale/subscribers/{subscriber.id}"}


@router.get("/wholesale/subscribers", operation_id="listWholesaleSubscribers")
async def list_subscribers(request: Request, world: InWorld, sub_partner: SubPartnerId) -> Response:
    """List subscribers."""
    query = request.query_params
    offset = number(query.get("offset"), 0)
    size = number(query.get("max"), DEFAULT_SIZE, LARGEST_SIZE)
    part, headers = page(request, _select(world, query, sub_partner), offset, size)
    return answer({"items": [view(world, item) for item in part]}, headers=headers)


@router.post("/wholesale/subscribers", operation_id="provisionWholesaleSubscriber")
async def create_subscriber(
    request: Request, world: InWorld, sub_partner: SubPartnerId, body: SubscriberCreate
) -> Response:
    """Create a subscriber."""
    customer = customers.find(world, body.customerId, sub_partner)
    subscriber = subscribers.create(world, customer, body.sent())
    status = 200 if subscriber.status == "provisioned" else 202
    return answer(view(world, subscriber), status, _location(request, subscriber))


@router.post("/wholesale/subscribers/validate", operation_id="precheckWholesaleSubscriber")
async def precheck_subscriber(
    request: Request, sandbox: InSandbox, sub_partner: SubPartnerId, body: SubscriberPrecheck
) -> Response:
    """Return whether an order would be accepted."""
    problems = subscribers.precheck(sandbox.world, body.sent(), sub_partner)
    return precheck_answer(request, problems, sandbox.settings.runtime.precheck_status)


@router.get("/wholesale/subscribers/{subscriberId}", operation_id="getWholesaleSubscriber")
async def get_subscriber(world: InWorld, sub_partner: SubPartnerId, subscriber_id: SubscriberId) -> Response:
    """Read one subscriber."""
    return answer(view(world, subscribers.find(world, subscriber_id, sub_partner)))


@router.put("/wholesale/subscribers/{subscriberId}", operation_id="updateWholesaleSubscriber")
async def update_subscriber(
    request: Request, world: InWorld, sub_partner: SubPartnerId, subscriber_id: SubscriberId, body: SubscriberUpdate
) -> Response:
    """Change the package of a subscriber."""
    subscriber = subscribers.find(world, subscriber_id, sub_partner)
    subscribers.update(world, subscriber, body.sent())
    return answer(view(world, subscriber), headers=_location(request, subscriber))


@router.delete("/wholesale/subscribers/{subscriberId}", operation_id="removeWholesaleSubscriber")
async def delete_subscriber(world: InWorld, sub_partner: SubPartnerId, subscriber_id: SubscriberId) -> Response:
    """Remove a subscriber; the person stays."""
    subscribers.remove(world, subscribers.find(world, subscriber_id, sub_partner))
    return empty()


@router.post("/subscribers/{subscriberId}/emails/consentMove", operation_id="sendConsentMoveEmail")
async def send_consent_mail(world: InWorld, sub_partner: SubPartnerId, subscriber_id: SubscriberId) -> Response:
    """Send the consent e-mail once more."""
    subscriber = subscribers.find(world, subscriber_id, sub_partner)
    if subscriber.status != "pending_user_migration":
        raise conflict("The subscriber does not wait for consent.")
    return empty()
