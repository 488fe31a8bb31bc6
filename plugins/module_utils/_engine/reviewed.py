# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Holds an operation to the actions of a plan that somebody has reviewed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from .._declare.fields import key
from .._declare.options import Options
from .plan import Action
from .refusal import Refused

_MAX_LISTED = 20


class ReviewedActions(Options):
    """The option `planned_actions`, for modules that can be held to a plan."""

    planned_actions: list[dict[str, Any]] | None = key(
        [
            "Actions of a plan that was reviewed, as M(webex.wholesale.webex_customer_plan) returned them. When the "
            "task would do anything else, or less, it fails before the first change.",
            "Each has C(kind), C(identity), C(action) and C(fields), as RV(actions) has them.",
        ],
        default=None,
    )


def refuse_unreviewed(options: Options, actions: Sequence[Action]) -> None:
    """Refuse a plan that is not the reviewed one.

    Parameters:
        options: Those of an operation; without ReviewedActions among them every plan is right.
        actions: The plan.

    Raises:
        Refused: It has other actions.
    """
    if not isinstance(options, ReviewedActions) or options.planned_actions is None:
        return
    planned = Counter(_text(action) for action in options.planned_actions)
    found = Counter(_text(action.to_dict()) for action in actions if action.changes)
    added, missing = found - planned, planned - found
    if not added and not missing:
        return
    rows = [f"- added: {_named(text)}" for text in added] + [f"- missing: {_named(text)}" for text in missing]
    more = [f"- and {len(rows) - _MAX_LISTED} more"] if len(rows) > _MAX_LISTED else []
    raise Refused(
        "Webex has changed since the plan was compared: what would be done now is not the plan. Nothing was changed. "
        "Make a new plan.\n" + "\n".join([*rows[:_MAX_LISTED], *more])
    )


def _text(action: Mapping[str, Any]) -> str:
    return json.dumps(action, sort_keys=True, default=str)


def _named(text: str) -> str:
    action = json.loads(text)
    return f"{action.get('action')} {action.get('kind')} {action.get('identity')}"
