# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A plan: what would be done to which object, field by field, and the diff that shows it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Verb = Literal["create", "update", "delete", "none"]


@dataclass(frozen=True)
class Change:
    """One field: its value at Webex and the wanted one; None means no value."""

    before: Any
    after: Any


@dataclass(frozen=True)
class Action:
    """What happens to one object.

    Attributes:
        kind: customer, user or template.
        identity: Name by which the user knows the object: external id, e-mail address, template name.
        action: create, update, delete or none.
        fields: The fields that change; for a creation all that are sent and comparable.
    """

    kind: str
    identity: str
    action: Verb
    fields: Mapping[str, Change] = field(default_factory=dict)

    @property
    def changes(self) -> bool:
        """Tell whether there is something to do."""
        return self.action != "none"

    def to_dict(self) -> dict[str, Any]:
        """The action as results show it."""
        return {
            "kind": self.kind,
            "identity": self.identity,
            "action": self.action,
            "fields": {
                name: {"from": change.before, "to": change.after} for name, change in sorted(self.fields.items())
            },
        }


def created(kind: str, identity: str, values: Mapping[str, Any]) -> Action:
    """The action that makes an object with these values; None is no value."""
    fields = {name: Change(None, value) for name, value in values.items() if value is not None}
    return Action(kind, identity, "create", fields)


def updated(kind: str, identity: str, fields: Mapping[str, Change]) -> Action:
    """The action that changes these fields; none when there are none."""
    return Action(kind, identity, "update" if fields else "none", fields)


def deleted(kind: str, identity: str, values: Mapping[str, Any]) -> Action:
    """The action that removes an object with these values."""
    fields = {name: Change(value, None) for name, value in values.items() if value not in (None, "")}
    return Action(kind, identity, "delete", fields)


def diff(actions: Sequence[Action]) -> list[dict[str, Any]]:
    """One before and after for every object that changes, for `--diff`."""
    return [
        {
            "before_header": f"{action.kind} {action.identity}",
            "after_header": f"{action.kind} {action.identity}",
            "before": {} if action.action == "create" else _side(action, "before"),
            "after": {} if action.action == "delete" else _side(action, "after"),
        }
        for action in actions
        if action.changes
    ]


def _side(action: Action, side: str) -> dict[str, Any]:
    values = {name: getattr(change, side) for name, change in sorted(action.fields.items())}
    return {name: value for name, value in values.items() if value is not None}


def summary(actions: Sequence[Action], total: int) -> dict[str, int]:
    """How many objects are created, updated, deleted, and left as they are out of `total` wanted ones."""
    counts = {verb: sum(action.action == verb for action in actions) for verb in ("create", "update", "delete")}
    return {**counts, "none": total - counts["create"] - counts["update"]}
