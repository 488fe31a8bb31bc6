# SPDX-License-Identifier: GPL-3.0-or-later
"""Two runs over the same inventory at the same time: both end, all is as declared, and nothing is there twice."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.functional.support import QUICK, Ansible, Sandbox, of_operation

from . import journal, verdict
from .support import DELAYS, SEED, Background, unchanged, until
from .tenant import Tenant, make

OAUTH = {
    "WEBEX_ACCESS_TOKEN": None,
    "WEBEX_CLIENT_ID": "sandbox-client",
    "WEBEX_CLIENT_SECRET": "sandbox-secret",
    "WEBEX_REFRESH_TOKEN": "sandbox-refresh-token",
}
# How often the token ends before its time.
EXPIRIES = 3
CUSTOMERS = 3
# What makes both runs look for a customer before either of them orders it. The precheck in between is answered late, so
# that both go on to order; or it is judged late, for the second run later still: it hears of the first one's order.
_PRECHECK = {"method": "POST", "path": "/wholesale/customers/validate", "kind": "delay"}
LATE = {
    "answer": [{**_PRECHECK, "execute": "after", "seconds": 2, "times": -1}],
    "judgement": [{**_PRECHECK, "seconds": 2, "times": CUSTOMERS}, {**_PRECHECK, "seconds": 4, "times": CUSTOMERS}],
}


@pytest.fixture(scope="module")
def sandbox(start: Callable[..., Sandbox]) -> Sandbox:
    return start(*DELAYS)


@pytest.fixture(scope="module")
def tenant() -> Tenant:
    return make(SEED, customers=CUSTOMERS)


@pytest.fixture(scope="module")
def inventory(tenant: Tenant, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tenant.write(tmp_path_factory.mktemp("two") / "inventory")


def _together(sandbox: Sandbox, inventory: Path, late: str, *ansibles: Ansible) -> list[Background]:
    """Start runs on an empty tenant and wait for all of them."""
    sandbox.control("POST", "/reset")
    sandbox.control("POST", "/faults", LATE[late])
    with ExitStack() as stack:
        runs = []
        for ansible in ansibles:
            runs.append(stack.enter_context(Background(ansible, inventory)))
            # never quite at the same time, but much closer than the precheck is late
            time.sleep(0.3)
        for run in runs:
            run.wait()
    return runs


def _judge(sandbox: Sandbox, tenant: Tenant, runs: list[Background], inventory: Path, ansible: Ansible) -> None:
    records, state = sandbox.journal(), sandbox.state()
    found = verdict.findings(state, tenant.expected())
    found += journal.without_organization(records, state)
    found += journal.replayed(records, after_success=False)
    assert not found, "\n".join(found)
    for run in runs:
        assert run.wait() == 0, run.output[-6000:]
    unchanged(ansible.playbook(inventory=inventory, extra=QUICK).succeeded().records)


@pytest.mark.parametrize("late", [pytest.param("answer", marks=pytest.mark.long), "judgement"])
def test_two_runs_on_one_machine(
    sandbox: Sandbox, tenant: Tenant, inventory: Path, make_ansible: Callable[..., Ansible], late: str
) -> None:
    ansible = make_ansible(sandbox)
    runs = _together(sandbox, inventory, late, ansible, ansible)
    _judge(sandbox, tenant, runs, inventory, ansible)


@pytest.mark.long
def test_two_machines_that_order_at_the_same_moment_leave_one_customer_in_use(
    sandbox: Sandbox, tenant: Tenant, inventory: Path, make_ansible: Callable[..., Ansible]
) -> None:
    """Nothing can keep two machines apart that have both looked: Webex refuses one of the two, and says so later."""
    ansibles = [make_ansible(sandbox), make_ansible(sandbox)]
    runs = _together(sandbox, inventory, "answer", *ansibles)
    ended = sorted(run.wait() for run in runs)
    assert ended in ([0, 2], [2, 2]), ended
    for run in runs:
        assert run.wait() == 0 or "could not be provisioned" in run.output, run.output[-6000:]
    ansibles[0].playbook(inventory=inventory, extra=QUICK).succeeded()
    records, state = sandbox.journal(), sandbox.state()
    in_use = [customer for customer in state["customers"] if customer["status"] != "error"]
    left_over = [customer for customer in state["customers"] if customer["status"] == "error"]
    assert left_over
    assert not any(customer["users"] or customer["locations"] for customer in left_over)
    found = verdict.findings({**state, "customers": in_use}, tenant.expected())
    found += journal.without_organization(records, state)
    assert not found, "\n".join(found)
    unchanged(ansibles[1].playbook(inventory=inventory, extra=QUICK).succeeded().records)


@pytest.mark.long
def test_a_second_machine_joins_when_the_customers_are_ordered(
    sandbox: Sandbox, tenant: Tenant, inventory: Path, make_ansible: Callable[..., Ansible]
) -> None:
    ansibles = [make_ansible(sandbox), make_ansible(sandbox)]
    sandbox.control("POST", "/reset")
    # Long enough that both wait for the same customers, and then go on side by side.
    sandbox.control("POST", "/settings", {"provisioning_delay": 4})
    with Background(ansibles[0], inventory) as one:
        ordered = "provisionWholesaleCustomer"
        until(lambda: len(of_operation(sandbox.journal(), ordered)) == CUSTOMERS or one.over, ordered)
        with Background(ansibles[1], inventory) as two:
            one.wait()
            two.wait()
    _judge(sandbox, tenant, [one, two], inventory, ansibles[1])


def test_two_runs_share_a_token_that_is_renewed(
    sandbox: Sandbox, tenant: Tenant, inventory: Path, make_ansible: Callable[..., Ansible]
) -> None:
    sandbox.control("POST", "/reset")
    # Whoever renews the token with an old refresh token is locked out.
    sandbox.control("POST", "/settings", {"rotate_refresh_token": True})
    ansible = make_ansible(sandbox, **OAUTH)
    expired = 0
    with Background(ansible, inventory) as one, Background(ansible, inventory) as two:
        while not (one.over and two.over):
            if expired < EXPIRIES and len(sandbox.journal()) > 40 * expired:
                sandbox.control("POST", "/tokens/expire")
                expired += 1
            time.sleep(0.05)
    refreshed = [row["status"] for row in of_operation(sandbox.journal(), "obtainToken")]
    _judge(sandbox, tenant, [one, two], inventory, ansible)
    assert set(refreshed) == {200}
    assert 2 <= len(refreshed) <= EXPIRIES + 1
