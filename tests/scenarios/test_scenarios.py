# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever is edited: the plan is what is done, one run is enough, and nothing else is touched."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from ansible_collections.webex.wholesale.plugins.module_utils._client import client

from tests.functional.support import Sandbox, writes

from . import verdict
from .carrying_out import Hurry, Outcome, carry_out, mistakes
from .generator import Scenario, scenario

SEED = int(os.environ.get("SCENARIOS_SEED", "1"))
COUNT = int(os.environ.get("SCENARIOS_COUNT", "320"))
# Customers that live side by side before the sandbox is emptied.
TOGETHER = 8


@pytest.fixture(scope="module")
def sandbox(start: Callable[..., Sandbox]) -> Sandbox:
    """Return a sandbox without delays."""
    return start("--provisioning-delay", "0", "--update-delay", "0")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> Iterator[None]:
    """Take no time for pauses, and keep notes of creations among the files of the test."""
    monkeypatch.setattr(client, "DEFAULT_CLOCK", Hurry().clock())
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    yield


def state_of(sandbox: Sandbox, key: str) -> verdict.Objects:
    """What Webex has of a customer."""
    return verdict.Objects.of(sandbox.customers().get(key))


def made(sandbox: Sandbox, story: Scenario) -> verdict.Objects:
    """Webex as it is before the edit."""
    there = carry_out(sandbox.url, story.before)
    assert not there.failed, f"{story}\n{there.text}"
    for name in story.by_hand:
        sandbox.control("POST", "/locations", {"external_id": story.key, "name": name})
    return state_of(sandbox, story.key)


@pytest.mark.parametrize("seed", range(SEED * 10_000, SEED * 10_000 + COUNT))
def test_scenario(sandbox: Sandbox, seed: int, record_property: Callable[[str, object], None]) -> None:
    if seed % TOGETHER == 0:
        sandbox.control("POST", "/reset")
    story = scenario(seed, lambda key, variables: not mistakes(key, variables))
    before = made(sandbox, story)
    mark = sandbox.mark()
    plan = carry_out(sandbox.url, story.after, check_mode=True)
    assert writes(sandbox.journal(mark)) == []
    others = {key: value for key, value in sandbox.customers().items() if key != story.key}
    done = carry_out(sandbox.url, story.after)
    record_property("scenario", json.dumps({"edits": story.edits, "refused": plan.failed, "tries": story.refused}))
    customers = sandbox.customers()
    after = verdict.Objects.of(customers.pop(story.key))
    tale = told(story, plan, done)
    assert customers == others, f"another customer changed\n{tale}"
    assert plan.failed == done.failed, f"plan and run end differently\n{tale}"
    assert plan.complaints == done.complaints, f"plan and run refuse differently\n{tale}"
    assert plan.actions == done.actions, f"plan and run differ\n{tale}"
    assert list(verdict.unexplained(before, after, done.actions)) == [], tale
    assert verdict.lost(story.after, before, after) == [], tale
    again = carry_out(sandbox.url, story.after, check_mode=True)
    if not done.failed:
        assert not again.failed, f"the next plan is refused\n{again.text}\n{tale}"
        assert again.actions == [], f"another run has something to do\n{tale}"
        assert [*verdict.unmet(story.after, after), *verdict.left_over(story.after, after)] == [], tale
    else:
        assert again.failed, f"a refusal was no refusal\n{tale}"


def told(story: Scenario, plan: Outcome, done: Outcome) -> str:
    """The scenario and both outcomes, for a person."""
    return "\n".join(
        [
            str(story),
            f"before: {json.dumps(story.before)}",
            f"after: {json.dumps(story.after)}",
            f"plan: {plan.text}",
            *(f"  {json.dumps(action)}" for action in plan.actions),
            f"run: {done.text}",
            *(f"  {json.dumps(action)}" for action in done.actions),
        ]
    )
