# SPDX-License-Identifier: GPL-3.0-or-later
"""A service that limits: a Retry-After counts for everybody with these credentials, and few requests are refused.

Everything here is judged by the journal: when the service asked for patience, and what came in spite of that.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from .support import QUICK, Ansible, Record, Run, Sandbox, control, customer, moment, order, task, user, write_inventory

CUSTOMERS, USERS = 6, 6
RATE, BURST = 5, 10
# Of a refusal: what was sent before the answer with Retry-After had arrived, on a busy computer.
ON_THE_WIRE = 0.4
SUBSCRIBERS, PEOPLE = "/v1/wholesale/subscribers$", "/v1/people"


def answered(record: Record) -> float:
    """When an answer went out."""
    return moment(record) + float(record["duration_ms"]) / 1000


def early(journal: list[Record], pause: float) -> list[str]:
    """What came after a refusal had arrived, and before its Retry-After was over."""
    closed = [answered(record) for record in journal if record["status"] == 429]
    return [
        f"{record['time']} {record['method']} {record['path']} -> {record['status']}"
        for record in journal
        # the journal knows milliseconds
        if any(begin + ON_THE_WIRE < moment(record) < begin + pause - 0.002 for begin in closed)
    ]


def hosts(part: str) -> dict[str, dict[str, Any]]:
    """Customers with some users each."""
    found = {}
    for number in range(CUSTOMERS):
        key = f"{part}-{number}"
        rows = [user(f"u{index}@{key}.example") for index in range(USERS)]
        rows[0]["email"] = f"it@{key}.example"
        found[key.replace("-", "_")] = {"webex_customer": customer(key, template="gold-us"), "webex_users": rows}
    return found


def complete(sandbox: Sandbox, *parts: str) -> None:
    """Nobody was left behind."""
    there = sandbox.customers()
    for part in parts:
        for number in range(CUSTOMERS):
            assert there[f"{part}-{number}"]["subscriber_count"] == USERS


@pytest.fixture(scope="module")
def limited(
    start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Sandbox, Run]:
    sandbox = start("--provisioning-delay", "0.2", "--rate-limit", str(RATE), "--rate-limit-burst", str(BURST))
    inventory = write_inventory(tmp_path_factory.mktemp("limited") / "inventory", hosts("limited"))
    ansible = make_ansible(sandbox)
    return sandbox, ansible.playbook("webex.wholesale.onboard", "--forks", "8", inventory=inventory, extra=QUICK)


def test_a_first_run_of_many_customers_ends_well(limited: tuple[Sandbox, Run]) -> None:
    sandbox, run = limited
    run.succeeded()
    complete(sandbox, "limited")


def test_no_fork_sends_while_another_one_was_told_to_wait(limited: tuple[Sandbox, Run]) -> None:
    _sandbox, run = limited
    assert 429 in [record["status"] for record in run.journal]
    assert early(run.journal, 1.0) == []


def test_few_requests_are_refused(limited: tuple[Sandbox, Run]) -> None:
    _sandbox, run = limited
    refused = sum(record["status"] == 429 for record in run.journal)
    # What is under way when the service refuses for the first time is refused as well; few are at first.
    assert refused <= 5 + 0.02 * len(run.journal)


def test_forks_together_begin_with_few_requests_at_once(
    start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible], tmp_path: Path
) -> None:
    sandbox = start("--provisioning-delay", "0.2", "--latency", "400")
    inventory = write_inventory(tmp_path / "inventory", hosts("many"))
    extra = {**QUICK, "webex_workers": 16}
    run = make_ansible(sandbox).playbook("webex.wholesale.onboard", "--forks", "6", inventory=inventory, extra=extra)
    run.succeeded()
    complete(sandbox, "many")
    for record in run.journal:
        came = sum(answered(other) <= moment(record) for other in run.journal)
        # Four, and one more for every eight answers.
        assert record["in_flight"] <= 4 + came // 8
    # Otherwise it would say nothing.
    assert max(record["in_flight"] for record in run.journal) > 8


def test_a_known_limit_holds_from_the_first_request_on_for_forks_and_runs_side_by_side(
    start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible], tmp_path: Path
) -> None:
    sandbox = start("--provisioning-delay", "0.2")
    ansibles = [make_ansible(sandbox)]
    ansibles.append(make_ansible(sandbox, HOME=str(ansibles[0].home)))
    places = [write_inventory(tmp_path / part, hosts(part)) for part in ("one", "two")]
    ansibles[0].playbook("webex.wholesale.onboard", "--tags", "template", inventory=places[0]).succeeded()
    known = 60 * RATE
    sandbox.control("DELETE", "/journal")
    sandbox.control("POST", "/settings", {"rate_limit": RATE, "rate_limit_burst": 12})
    extra = {**QUICK, "webex_requests_per_minute": known}

    def run(index: int) -> Run:
        return ansibles[index].playbook("webex.wholesale.onboard", "--forks", "4", inventory=places[index], extra=extra)

    with ThreadPoolExecutor(2) as pool:
        for done in pool.map(run, range(2)):
            done.succeeded()
    complete(sandbox, "one", "two")
    journal = sandbox.journal()
    assert [record["status"] for record in journal].count(429) == 0
    # It is used, too: what saves up is small, so the pace is that of the limit as long as there is something to send.
    moments = sorted(moment(record) for record in journal)
    assert len(moments) > 100
    busiest = max(sum(begin <= at < begin + 10 for at in moments) for begin in moments)
    assert 0.7 * 10 * RATE <= busiest <= 10 * RATE + 12


def test_runs_side_by_side_wait_as_well(
    start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible], tmp_path: Path
) -> None:
    sandbox = start("--provisioning-delay", "0.2")
    ansibles = [make_ansible(sandbox)]
    # The same user, so the same home.
    ansibles.append(make_ansible(sandbox, HOME=str(ansibles[0].home)))
    places = [write_inventory(tmp_path / part, hosts(part)) for part in ("one", "two")]
    # Each of them would make the template that they share.
    ansibles[0].playbook("webex.wholesale.onboard", "--tags", "template", inventory=places[0]).succeeded()
    for path in (SUBSCRIBERS, "/v1/wholesale/customers"):
        sandbox.fault(path=path, status=429, retry_after=4, after=3, times=1)

    def run(index: int) -> Run:
        return ansibles[index].playbook("webex.wholesale.onboard", "--forks", "4", inventory=places[index], extra=QUICK)

    with ThreadPoolExecutor(2) as pool:
        for done in pool.map(run, range(2)):
            done.succeeded()
    journal = sandbox.journal()
    assert [record["status"] for record in journal].count(429) == 2
    assert early(journal, 4.0) == []
    complete(sandbox, "one", "two")


def test_following_tasks_wait_and_say_so_when_that_is_too_long(
    start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible]
) -> None:
    sandbox = start("--provisioning-delay", "0.2")
    run = make_ansible(sandbox).play(
        [
            task("made", "webex_customer", order("made")),
            control("/faults", {"path": "/wholesale/", "status": 429, "retry_after": 5}),
            task("refused", "webex_customer", order("made", retry_timeout=1)),
            task("too late", "webex_customer", order("made", retry_timeout=1)),
            task("in time", "webex_customer", order("made")),
        ]
    )
    assert "answered 429" in run.failure("refused")
    message = run.failure("too late")
    assert "was not sent" in message
    assert "raise retry_timeout" in message
    assert run.requests("too late") == []
    assert run.result("in time")["customer"]["status"] == "provisioned"
    (refused,) = [record for record in run.journal if record["status"] == 429]
    after = [record for record in run.journal if record["seq"] > refused["seq"]]
    assert moment(after[0]) >= answered(refused) + 5 - 0.002


def test_the_service_for_templates_has_a_line_of_its_own(
    start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible]
) -> None:
    template = {
        "driver": "rest",
        "name": "gold-us",
        "service_provider_admin": "onboarding@provider.example",
        "country": "US",
        "email_language": "en_US",
        "wholesale_subscription": "Sub100448",
        "authentication": {"method": "webex"},
    }
    run = make_ansible(start("--provisioning-delay", "0.2")).play(
        [
            control("/faults", {"path": "/template-service/", "status": 429, "retry_after": 30}),
            task("refused", "webex_onboarding_template", {**template, "retry_timeout": 1}),
            task("another service", "webex_customer", order("other", retry_timeout=20)),
        ]
    )
    assert "answered 429" in run.failure("refused")
    assert run.result("another service")["changed"]
