# SPDX-License-Identifier: GPL-3.0-or-later
"""A person who watches long work sees how far it is, without -v; work that is quick says nothing."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from .support import Ansible, Run, Sandbox, control, order, task, user

ROWS = [user(f"u{index}@watched.example", str(101 + index)) for index in range(12)]
WAIT = {"external_id": "watched", "wait": True, "poll_interval": 0.2}
NOBODY = {"customer": "watched", "users": []}
OFTEN = {"webex_progress_interval": 0.3}


@pytest.fixture(scope="module")
def watched(start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible]) -> Run:
    sandbox = start("--provisioning-delay", "1.5")
    return make_ansible(sandbox).play(
        [
            task("customer", "webex_customer", order("watched", wait=False), vars=OFTEN),
            task(
                "wait",
                "webex_customer_info",
                {"external_id": "watched", "wait": True, "poll_interval": 0.2},
                vars=OFTEN,
            ),
            control("/settings", {"latency": 100}),
            task("users", "webex_users", {"customer": "watched", "users": ROWS, "workers": 1}, vars=OFTEN),
            task("users again", "webex_users", {"customer": "watched", "users": ROWS}),
            task("silent", "webex_users", {"customer": "watched", "users": []}, vars={"webex_progress_interval": 0}),
            task(
                "nonsense",
                "webex_users",
                {"customer": "watched", "users": []},
                vars={"webex_progress_interval": "often"},
            ),
        ]
    )


def lines(run: Run, pattern: str) -> list[str]:
    """What was said, line by line."""
    return [line for line in run.stdout.splitlines() if re.fullmatch(pattern, line)]


def test_provisioning_is_told_while_it_lasts(watched: Run) -> None:
    assert watched.result("wait")
    assert lines(watched, r"customer watched: provisioning, waited for \d+ s")


def test_users_are_counted_as_they_advance(watched: Run) -> None:
    assert watched.result("users")["summary"]["create"] == len(ROWS)
    told = lines(watched, r"customer watched: users, \d+ of 12 done")
    counts = [int(line.split(", ")[1].split()[0]) for line in told]
    assert counts
    assert counts == sorted(set(counts))


def test_quick_work_says_nothing(watched: Run) -> None:
    assert not watched.result("users again")["changed"]
    assert len(lines(watched, r"customer watched: users, .*")) < len(ROWS)
    assert not lines(watched, r"customer watched: .*0 of 0 done")


def test_the_interval_is_a_number(watched: Run) -> None:
    assert not watched.result("silent")["changed"]
    assert "webex_progress_interval is 'often'" in watched.failure("nonsense")
