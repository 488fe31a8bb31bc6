# SPDX-License-Identifier: GPL-3.0-or-later
"""A step that is planned again, with what earlier steps have made, does what was planned and nothing else."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._engine.creation_journal import CreationJournal
from ansible_collections.webex.wholesale.plugins.module_utils._engine.operation import Report
from ansible_collections.webex.wholesale.plugins.module_utils._engine.plan import Plan, Row, created, refused
from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.course import Course, StepOnItsWay

ANA = Row(action=created("user", "ana@acme.example", {"number": "+14085550101"}))
OTHER = Row(action=created("user", "ana@acme.example", {"number": "+14085550199"}))
BO = Row(action=created("user", "bo@acme.example", {}))


class Replanned:
    """An operation that plans these rows when it is asked again."""

    def __init__(self, *rows):
        self.rows = rows

    def with_options(self, **options):
        return self

    def renewed(self, client, present):
        return present

    def plan(self, present):
        return Plan(self.rows)


@pytest.mark.parametrize(
    ("planned", "again", "problem"),
    [
        (ANA, ANA, ""),
        (refused(ANA, "it is at no location."), ANA, "it is at no location."),
        (ANA, OTHER, "it was not planned like that"),
        (BO, ANA, "it was not planned like that"),
    ],
    ids=["as planned", "refused by the plan", "otherwise", "not planned"],
)
def test_a_step_that_is_planned_again_does_what_was_planned(planned, again, problem):
    step = StepOnItsWay("users", Replanned(again), None, Plan((planned,)), Report())
    Course(SimpleNamespace(writes=1), CreationJournal(None))._renew(step)
    (row,) = step.plan.rows
    assert row.possible == (not problem)
    assert row.problem.startswith(problem)
