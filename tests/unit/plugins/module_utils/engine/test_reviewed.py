# SPDX-License-Identifier: GPL-3.0-or-later
"""Operations that are held to the actions of a reviewed plan."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._declare.options import Options
from ansible_collections.webex.wholesale.plugins.module_utils._engine.plan import Action, Change, created, updated
from ansible_collections.webex.wholesale.plugins.module_utils._engine.refusal import Refused
from ansible_collections.webex.wholesale.plugins.module_utils._engine.reviewed import (
    ReviewedActions,
    refuse_unreviewed,
)

ANA = created("user", "ana@acme.example", {"package": "webex_calling"})
LEO = updated("user", "leo@acme.example", {"title": Change(None, "Buyer")})
NONE = Action("user", "max@acme.example", "none")


def reviewed(*actions):
    return ReviewedActions(planned_actions=[action.to_dict() for action in actions])


def test_the_same_actions_pass_in_any_order():
    refuse_unreviewed(reviewed(ANA, LEO), [LEO, NONE, ANA])
    refuse_unreviewed(reviewed(), [NONE])


def test_without_a_reviewed_plan_every_action_passes():
    refuse_unreviewed(ReviewedActions(), [ANA])
    refuse_unreviewed(Options(), [ANA])


@pytest.mark.parametrize(
    ("planned", "actions", "row"),
    [
        ([], [ANA], "- added: create user ana@acme.example"),
        ([ANA], [], "- missing: create user ana@acme.example"),
        ([ANA], [ANA, ANA], "- added: create user ana@acme.example"),
        (
            [LEO],
            [updated("user", "leo@acme.example", {"title": Change(None, "Chef")})],
            "- added: update user leo@acme.example\n- missing: update user leo@acme.example",
        ),
    ],
)
def test_others_are_refused(planned, actions, row):
    with pytest.raises(Refused) as caught:
        refuse_unreviewed(reviewed(*planned), actions)
    assert str(caught.value).endswith(f"Nothing was changed. Make a new plan.\n{row}")


def test_long_lists_are_cut():
    many = [created("user", f"{number}@acme.example", {}) for number in range(25)]
    with pytest.raises(Refused, match="- and 5 more"):
        refuse_unreviewed(reviewed(), many)
