# SPDX-License-Identifier: GPL-3.0-or-later
"""How each kind of case is played: prepare, measure in turns, look whether the work was done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .cases import COLLECTION, EMPTY, Case, Contender, CurveCase, CustomersCase, UsersCase, WaitingCase
from .stage import Failed, Record, Stage, verify, waiting
from .tenants import Customer, Size, fictitious_numbers, make

# Two locations with 20 numbers in all: 10 of the users, 2 main numbers, 8 that nobody has.
SMALL = Size(users=10, locations=2, spare_numbers=4, admins=True)
ONBOARD = ("ansible-playbook", "webex.wholesale.onboard")
BEFORE_USERS = ("--skip-tags", "users,admins")


def play(stage: Stage, case: Case, number: int) -> Iterator[Record]:
    """Play one round of a case."""
    stage.clear()
    if isinstance(case, UsersCase):
        scene = _users(stage, case, number)
    elif isinstance(case, CustomersCase):
        scene = _customers(stage, case)
    elif isinstance(case, WaitingCase):
        scene = _waiting(stage, case)
    elif isinstance(case, CurveCase):
        scene = _curve(stage, case)
    else:
        raise TypeError(case)
    for record in scene:
        yield {"case": case.name, "round": number, "latency_ms": case.latency, **record}


def _users(stage: Stage, case: UsersCase, number: int) -> Iterator[Record]:
    taking_part = [
        contender
        for contender in case.contenders
        if case.latency in contender.latencies and number < (contender.most_rounds or case.round_count)
    ]
    # Nobody is always the first.
    shift = number % len(taking_part)
    taking_part = taking_part[shift:] + taking_part[:shift]
    sizes = {contender.key: min(case.users, contender.most_users or case.users) for contender in taking_part}
    made = make(
        stage.inventories(), {key: Size(users) for key, users in sizes.items()}, fictitious_numbers(), apart=True
    )
    customers = {customer.host: customer for customer in made}
    _build(stage, [customers[contender.key] for contender in taking_part if not contender.from_nothing])
    stage.set(latency=case.latency)
    for contender in taking_part:
        found = stage.measure(contender, customers[contender.key])
        verify(stage.sandbox.state(), [customers[contender.key]])
        yield _record("first", contender, sizes[contender.key]) | found
    for contender in (*taking_part, EMPTY) * case.converged_count:
        customer = customers.get(contender.key) or made[0]
        found = stage.measure(contender, customer)
        yield _record("converged", contender, len(customer.users)) | _unchanged(found)


def _build(stage: Stage, customers: list[Customer]) -> None:
    """Everything but the users, as an earlier run would have left it."""
    inventories = [word for customer in customers for word in ("-i", str(customer.inventory))]
    stage.prepare([*ONBOARD, *inventories, *BEFORE_USERS])


def _customers(stage: Stage, case: CustomersCase) -> Iterator[Record]:
    sizes = {f"customer_{number:03}": SMALL for number in range(case.customers)}
    customers = make(stage.inventories(), sizes, fictitious_numbers())
    facts = {"customers": case.customers}
    # Templates are made long before customers, and without one the plan could ask nothing about users.
    stage.prepare([*ONBOARD, "-i", str(customers[0].inventory), "--tags", "template"])
    stage.set(latency=case.latency)
    if case.plan:
        found = stage.measure(COLLECTION, customers[0], "--check")
        yield _record("plan", COLLECTION, SMALL.users) | facts | _unchanged(found)
    stage.set(latency=case.first_latency)
    found = stage.measure(COLLECTION, customers[0])
    verify(stage.sandbox.state(), customers)
    yield _record("first", COLLECTION, SMALL.users) | facts | found | {"latency_ms": case.first_latency}
    stage.set(latency=case.latency)
    for _ in range(case.converged_count):
        for contender in (COLLECTION, EMPTY):
            found = stage.measure(contender, customers[0])
            yield _record("converged", contender, SMALL.users) | facts | _unchanged(found)


def _waiting(stage: Stage, case: WaitingCase) -> Iterator[Record]:
    sizes = {f"customer_{number:03}": SMALL for number in range(case.customers)}
    customers = make(stage.inventories(), sizes, fictitious_numbers())
    stage.set(latency=case.latency, provisioning_delay=case.seconds)
    found = stage.measure(COLLECTION, customers[0], "--tags", "template,customer")
    waited = {"waiting_s": waiting(stage.sandbox.journal()), "provisioning_s": case.seconds}
    built = [customer for customer in stage.sandbox.state()["customers"] if customer["status"] == "provisioned"]
    if len(built) != len(customers):
        raise Failed(f"{len(built)} of {len(customers)} customers are built.")
    yield _record("first", COLLECTION, 0) | {"customers": case.customers} | found | waited


def _curve(stage: Stage, case: CurveCase) -> Iterator[Record]:
    sizes = {f"customer_{size:05}": Size(size) for size in case.sizes}
    customers = make(stage.inventories(), sizes, fictitious_numbers())
    stage.prepare([*ONBOARD, "-i", str(customers[0].inventory), *BEFORE_USERS])
    for customer in customers:
        stage.prepare(["python", "floor_httpx.py", customer.external_id, str(customer.users_csv)])
    found = _unchanged(stage.measure(COLLECTION, customers[0]))
    there = {customer["external_id"]: customer for customer in stage.sandbox.state()["customers"]}
    journal = stage.sandbox.journal()
    counts = []
    for customer in customers:
        mine = {str(there[customer.external_id][key]) for key in ("id", "org_id", "external_id")}
        counts.append([len(customer.users), sum(_concerns(record, mine) for record in journal)])
    facts = {"customers": len(customers), "requests_by_users": counts}
    yield _record("converged", COLLECTION, sum(case.sizes)) | facts | found


def _concerns(record: Record, mine: set[str]) -> bool:
    return bool(mine & {value for _name, value in record["query"]}) or any(key in record["path"] for key in mine)


def _record(phase: str, contender: Contender, users: int) -> Record:
    return {"phase": phase, "contender": contender.key, "users": users, "customers": 1}


def _unchanged(found: Record) -> dict[str, Any]:
    """The record of a run that had nothing to write."""
    if found["write_count"]:
        raise Failed(f"{found['write_count']} writes in a run that has nothing to do: {found['requests']}")
    return found
