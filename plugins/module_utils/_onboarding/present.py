# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The result of comparing a customer with its declaration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .._declare.text import escape_control_chars
from .._engine.plan import Action, Tolerated
from .._engine.plan_diff import part_text
from .audit import Authors


@dataclass(frozen=True)
class Drift:
    """A step that changes something, or cannot be compared.

    Attributes:
        reason: Why it counts as drift.
        differences: The actions of the step; empty when it could not be planned.
        others: Actions of objects that cannot be compared.
        problems: Why actions cannot be carried out, by kind and identity.
        compared: Whether the step could be compared.
    """

    step: str
    reason: str
    differences: tuple[Action, ...] = ()
    others: tuple[Action, ...] = ()
    problems: Mapping[tuple[str, str], str] = field(default_factory=dict)
    compared: bool = True

    def rows(self) -> list[dict[str, Any]]:
        """Every difference as plain data for results: one row for each field of an update, otherwise one."""
        nothing = dict.fromkeys(("kind", "identity", "action", "field", "from", "to", "reason"))
        if not self.differences:
            return [{"step": self.step, **nothing, "reason": self.reason}]
        rows = []
        for action in (*self.differences, *self.others):
            known = {"step": self.step, **nothing, "kind": action.kind, "identity": action.identity}
            known |= {"action": action.action, "reason": self.problems.get((action.kind, action.identity))}
            fields = sorted(action.fields.items()) if action.action == "update" else []
            rows += [{**known, "field": name, "from": change.before, "to": change.after} for name, change in fields]
            rows += [] if fields else [known]
        return rows


_STATES = {"create": ": missing at Webex", "delete": ": not declared", "update": ": differs"}


def difference_line(row: Mapping[str, Any]) -> str:
    """A difference in words, in one line.

    Parameters:
        row: One of `Drift.rows`.
    """
    if row["kind"] is None:
        return escape_control_chars(f"{row['step']}: {row['reason']}")
    line = escape_control_chars(f"{row['kind']} {row['identity']}")
    if row["field"] is None:
        line += _STATES.get(row["action"], "")
    else:
        line += f": {row['field']} is {part_text(row['from'])}, declared is {part_text(row['to'])}"
    return f"{line}: {escape_control_chars(row['reason'])}" if row["reason"] else line


@dataclass(frozen=True)
class CustomerCompared:
    """One customer, compared.

    Attributes:
        drift: The first step with drift; None when it is as declared in all steps.
        customer: As webex_customer returns it; None while it is unknown.
        record: What is to be remembered of it; None where nothing is recorded.
        warnings: Warnings of all steps; empty with drift, since the steps report their own.
        all_drift: All steps with drift, where all are wanted.
        tolerated: What differs and stays, of the steps that were compared.
        outdated: What is to be said about tolerances, where all steps were compared.
        authors: Who has changed what differs; None when nobody wants to know.
    """

    drift: Drift | None
    customer: Mapping[str, Any] | None
    record: Mapping[str, Any] | None = None
    warnings: tuple[str, ...] = ()
    all_drift: tuple[Drift, ...] = ()
    tolerated: tuple[Tolerated, ...] = ()
    outdated: tuple[str, ...] = ()
    authors: Authors | None = None
