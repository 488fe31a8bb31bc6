# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A plan: the actions on objects, field by field. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Generic, Literal, NamedTuple, Self, TypeVar

from .._declare.unicode_forms import name_key

Verb = Literal["create", "update", "delete", "none"]
W = TypeVar("W")  # the declaration of one object
T = TypeVar("T")  # the present state of one object
R = TypeVar("R", bound="Row[Any, Any]")


class ObjectAddress(NamedTuple):
    """An object, by its kind and the key of its name, which is the same for all spellings."""

    kind: str
    key: str


@dataclass(frozen=True)
class Change:
    """The change of one field: its value at Webex, and the declared one; None means no value."""

    before: Any
    after: Any


@dataclass(frozen=True)
class Action:
    """An action on one object.

    Attributes:
        kind: Type of the object, such as customer, location or user.
        identity: The user's name of the object: external id, e-mail address, template name.
        action: create, update, delete or none.
        fields: The fields that change; for a creation all fields that are sent and can be compared.
    """

    kind: str
    identity: str
    action: Verb
    fields: Mapping[str, Change] = field(default_factory=dict)

    @property
    def changes(self) -> bool:
        """Whether the action changes something."""
        return self.action != "none"

    def to_dict(self) -> dict[str, Any]:
        """The action as plain data for results."""
        return {
            "kind": self.kind,
            "identity": self.identity,
            "action": self.action,
            "fields": {
                name: {"from": change.before, "to": change.after} for name, change in sorted(self.fields.items())
            },
        }


@dataclass(frozen=True)
class Tolerated:
    """A difference that is left as it is, as the inventory declares.

    Attributes:
        action: What would be done about it.
        reason: Why it is tolerated.
        until: Last day on which it is; empty without one.
        entry: Index of the declaration among those that count today.
    """

    action: Action
    reason: str
    until: str = ""
    entry: int = 0

    def to_dict(self) -> dict[str, Any]:
        """The difference as plain data for results."""
        return {**self.action.to_dict(), "reason": self.reason, "until": self.until or None}


@dataclass(frozen=True)
class Row(Generic[W, T]):
    """One planned object of any type: its action, and the data that applying it needs.

    Attributes:
        action: For results and diff.
        wanted: The declaration; None for a removal.
        present: The object at Webex; None for a creation.
        problem: Why it cannot be done; empty when it can.
        tolerated: What differs and is no part of the action.
    """

    action: Action
    wanted: W | None = None
    present: T | None = None
    problem: str = ""
    tolerated: tuple[Tolerated, ...] = ()

    def keeping(self, fields: Mapping[str, Change]) -> Self:
        """The same row with the data for applying it such that these fields stay as they are."""
        return self

    @property
    def is_left_alone(self) -> bool:
        """Whether it is an object that nobody declared and that stays, since that is tolerated."""
        return bool(self.tolerated) and self.wanted is None and self.verb == "none"

    @property
    def identity(self) -> str:
        """The user's name of the object."""
        return self.action.identity

    @property
    def verb(self) -> Verb:
        """The name of the action: create, update, delete or none."""
        return self.action.action

    @property
    def needs(self) -> tuple[ObjectAddress, ...]:
        """The objects that have to exist before this row is carried out."""
        return ()

    @property
    def makes(self) -> ObjectAddress | None:
        """The object that this row creates; None when no other row needs it."""
        return ObjectAddress(self.action.kind, name_key(self.identity)) if self.verb == "create" else None

    @property
    def possible(self) -> bool:
        """Whether the action changes something and can be done."""
        return self.action.changes and not self.problem


def refused(row: R, problem: str) -> R:
    """The same row, with the reason why it cannot be done."""
    return replace(row, problem=problem)


@dataclass(frozen=True)
class Plan(Generic[R]):
    """All rows of an operation, in the order in which they were declared, removals last.

    Attributes:
        warnings: Shown to the user whether the plan is applied or not.
        outdated: The same, about tolerances that have expired or tolerate nothing.
    """

    rows: tuple[R, ...] = ()
    warnings: tuple[str, ...] = ()
    outdated: tuple[str, ...] = ()

    @property
    def actions(self) -> list[Action]:
        """The actions of all rows, for results and diff."""
        return [row.action for row in self.rows]

    def of(self, verb: Verb) -> list[R]:
        """The rows with this action, whether possible or not."""
        return [row for row in self.rows if row.verb == verb]

    def without(self, reason: Callable[[R], str]) -> Self:
        """The same plan with rows refused.

        Parameters:
            reason: Why a row cannot be done; empty when it can.
        """
        return replace(self, rows=tuple(_refused_for(row, reason(row)) for row in self.rows))

    @property
    def tolerated(self) -> tuple[Tolerated, ...]:
        """What differs and is left as it is."""
        return tuple(left for row in self.rows for left in row.tolerated)

    @property
    def refused(self) -> dict[str, str]:
        """The reasons why rows cannot be done, by identity."""
        return {row.identity: row.problem for row in self.rows if row.problem}


def _refused_for(row: R, reason: str) -> R:
    return refused(row, reason) if reason and row.possible else row


def created(kind: str, identity: str, values: Mapping[str, Any]) -> Action:
    """The action that creates an object with these values; None means no value."""
    fields = {name: Change(None, value) for name, value in values.items() if value is not None}
    return Action(kind, identity, "create", fields)


def updated(kind: str, identity: str, fields: Mapping[str, Change]) -> Action:
    """The action that changes these fields; the action none when there are no fields."""
    return Action(kind, identity, "update" if fields else "none", fields)


def deleted(kind: str, identity: str, values: Mapping[str, Any]) -> Action:
    """The action that removes an object with these values."""
    fields = {name: Change(value, None) for name, value in values.items() if value not in (None, "")}
    return Action(kind, identity, "delete", fields)


def summary(actions: Sequence[Action], total: int, undeclared: int | None = None) -> dict[str, int]:
    """The numbers of objects that are created, updated, deleted, and unchanged out of `total` declared ones.

    Parameters:
        undeclared: The number of objects that are there, are not declared, and stay; None when it is not known.
    """
    counts = {verb: sum(action.action == verb for action in actions) for verb in ("create", "update", "delete")}
    staying = {} if undeclared is None else {"undeclared": undeclared}
    return {**counts, "none": total - counts["create"] - counts["update"], **staying}
