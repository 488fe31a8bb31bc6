# SPDX-License-Identifier: GPL-3.0-or-later
"""What is measured, as data: the contenders, and the cases in which they meet."""

from __future__ import annotations

from dataclasses import dataclass, replace

WORKERS = 8
LATENCY = 50


@dataclass(frozen=True)
class Contender:
    """One way to do the work.

    Attributes:
        key: Its name in the results.
        title: Its name in the tables.
        command: Words of the command; {inventory}, {external_id}, {csv} and {json} are filled in, names of files are
            those of the folder contenders.
        from_nothing: Its first run makes the customer, too; for all others it stands there, with locations and numbers.
        most_users: Does a customer of this many users at most; the table scales it up.
        most_rounds: Is run this often at most.
        latencies: Takes part in these only.
    """

    key: str
    title: str
    command: tuple[str, ...]
    from_nothing: bool = False
    most_users: int | None = None
    most_rounds: int | None = None
    latencies: tuple[int, ...] = (0, LATENCY)


ONBOARD = ("ansible-playbook", "webex.wholesale.onboard", "-i", "{inventory}")
COLLECTION_USERS = Contender("collection_users", "(a) this collection, users only", (*ONBOARD, "--tags", "users"))
COLLECTION = Contender("collection", "(a) this collection, whole playbook", ONBOARD, from_nothing=True)
URI = Contender(
    "uri",
    "(b) `ansible.builtin.uri` in loops",
    ("ansible-playbook", "playbook_uri.yml", "-i", "{inventory}", "-e", "@{json}"),
    most_users=100,
    most_rounds=1,
    latencies=(LATENCY,),
)
LOOP = Contender(
    "loop",
    "(c) `webex_user` in a loop",
    ("ansible-playbook", "playbook_loop.yml", "-i", "{inventory}", "-e", "@{json}"),
    most_users=100,
    most_rounds=1,
    latencies=(LATENCY,),
)
HTTPX = Contender(
    "httpx", "(d) asyncio and httpx", ("python", "floor_httpx.py", "{external_id}", "{csv}", str(WORKERS))
)
WXC_SDK = Contender(
    "wxc_sdk", "(e) wxc_sdk, asynchronous", ("python", "sdk_wxc.py", "{external_id}", "{csv}", str(WORKERS))
)
EMPTY = Contender("empty", "empty playbook", ("ansible-playbook", "playbook_empty.yml", "-i", "{inventory}"))

CONTENDERS = {
    contender.key: contender for contender in (COLLECTION_USERS, COLLECTION, URI, LOOP, HTTPX, WXC_SDK, EMPTY)
}


@dataclass(frozen=True)
class Case:
    """Something to measure; `round_count` rounds, each with a tenant of its own."""

    name: str
    round_count: int
    latency: int


@dataclass(frozen=True)
class UsersCase(Case):
    """One customer with many users: first run, then runs that find nothing to do.

    Attributes:
        converged_count: How often these are measured in a round.
    """

    users: int
    contenders: tuple[Contender, ...]
    converged_count: int = 1


@dataclass(frozen=True)
class CustomersCase(Case):
    """Many customers with few users each: plan on an empty tenant, first run, runs that find nothing to do.

    Attributes:
        plan: Whether check mode is measured.
        first_latency: Of the first run, when it only prepares what follows.
        converged_count: How often the run that finds nothing to do is measured in a round.
    """

    customers: int
    plan: bool = False
    first_latency: int = LATENCY
    converged_count: int = 1


@dataclass(frozen=True)
class WaitingCase(Case):
    """Customers that take some time to be built."""

    customers: int
    seconds: int


@dataclass(frozen=True)
class CurveCase(Case):
    """Customers of different sizes in one run that finds nothing to do: its requests per customer."""

    sizes: tuple[int, ...]


SLOW = (URI, LOOP)
FAST = (COLLECTION_USERS, COLLECTION, HTTPX, WXC_SDK)

FULL: tuple[Case, ...] = (
    UsersCase("users-100", 3, LATENCY, 100, (*FAST, *SLOW)),
    UsersCase("users-1000", 3, LATENCY, 1000, FAST, converged_count=3),
    UsersCase("users-5000", 1, LATENCY, 5000, FAST),
    UsersCase("users-100-own", 3, 0, 100, FAST),
    UsersCase("users-1000-own", 3, 0, 1000, FAST),
    UsersCase("users-5000-own", 1, 0, 5000, (COLLECTION_USERS, HTTPX, WXC_SDK)),
    CustomersCase("customers-10", 1, LATENCY, 10, converged_count=3),
    CustomersCase("customers-100", 1, LATENCY, 100, plan=True, converged_count=3),
    CustomersCase("customers-500", 1, LATENCY, 500, first_latency=0, converged_count=1),
    CustomersCase("customers-100-own", 1, 0, 100, converged_count=3, first_latency=0),
    WaitingCase("waiting-50", 1, LATENCY, 50, 20),
    CurveCase("requests", 1, 0, (1, 50, 100, 150, 200, 300, 400, 500, 700, 1000, 1500, 2000)),
)

# The same with small numbers, to see whether it works; the whole playbook has its turn with the customers.
ONE_EACH = (COLLECTION_USERS, HTTPX, WXC_SDK, replace(URI, most_users=1), replace(LOOP, most_users=1))
QUICK: tuple[Case, ...] = (
    UsersCase("users-5", 1, LATENCY, 5, ONE_EACH),
    CustomersCase("customers-2", 1, 0, 2, plan=True, first_latency=0),
    WaitingCase("waiting-2", 1, 0, 2, 1),
    CurveCase("requests", 1, 0, (1, 3)),
)
