# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever is edited: the plan is what is done, one run is enough, nothing else is touched, and nothing is lost."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.functional.support import Sandbox

from .carrying_out import mistakes
from .generator import scenario
from .trial import Trial

# `make scenarios SEED=7 COUNT=2000` makes up others.
SEED = int(os.environ.get("SCENARIOS_SEED", "1"))
COUNT = int(os.environ.get("SCENARIOS_COUNT", "300"))
FIRST = SEED * 10_000
# Customers that live side by side before the sandbox is emptied.
TOGETHER = 8


@pytest.mark.parametrize("seed", range(FIRST, FIRST + COUNT))
def test_scenario(sandbox: Sandbox, seed: int, record_property: Callable[[str, object], None], tmp_path: Path) -> None:
    if len(sandbox.customers()) >= TOGETHER:
        sandbox.control("POST", "/reset")
    story = scenario(seed, lambda key, variables: not mistakes(key, variables))
    # Who looks for drift sends as much as the plan: one of four does.
    looks = story.is_new or story.from_file or seed % 4 == 0
    trial = Trial.of(sandbox, story, tmp_path if looks else None)
    found = {"edits": story.edits, "refused": trial.plan.failed, "tries": story.refused}
    record_property("scenario", json.dumps(found))
    problems = list(trial.problems())
    if problems:
        pytest.fail("\n".join([*problems, trial.told()]), pytrace=False)
