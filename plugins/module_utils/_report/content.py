# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The content of a report: what became of every customer of a run. Pure."""

from __future__ import annotations

import functools
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Self, TypeVar

from .._client.version import VERSION
from .._engine.plan import ObjectAddress
from .._engine.refusal import Refused

# Another number is another format: reports of older and newer formats are refused.
REPORT_FORMAT = 1
# Of several actions on one object, such as a new location and its main number, the first of these counts.
VERBS = ("create", "delete", "update")
# Outcomes of actions.
PLANNED, DONE, FAILED, NOT_DONE, UNCLEAR, FOUND = "planned", "done", "failed", "not_done", "unclear", "found"
COUNTED = (PLANNED, DONE, FOUND)
H = TypeVar("H", bound=Hashable)


class ReportError(Refused):
    """A report cannot be used or made; the text says why, and what to do."""


class _Data:
    """Base of data that is written as JSON."""

    @classmethod
    @functools.cache
    def _names(cls) -> tuple[str, ...]:
        return tuple(each.name for each in fields(cls))  # type: ignore[arg-type]

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The data out of JSON; members of a newer collection are passed over.

        Raises:
            KeyError, TypeError: It is something else.
        """
        return cls(**{name: data[name] for name in cls._names()})


@dataclass(frozen=True)
class ReportedAction(_Data):
    """One action.

    Attributes:
        fields: The fields that change, with `from` and `to`.
        outcome: planned (check mode), done, failed, not_done, unclear (a part of what failed as a whole), or found
            (drift that nothing was done about).
    """

    kind: str
    identity: str
    action: str
    fields: Mapping[str, Mapping[str, Any]]
    outcome: str


@dataclass(frozen=True)
class ReportedFailure(_Data):
    """One thing that failed, or would.

    Attributes:
        error: The whole message.
        code, tracking_id, hint: What the message has of these.
        place: File and line of a mistake in the data.
    """

    kind: str
    identity: str
    error: str
    code: str = ""
    tracking_id: str = ""
    hint: str = ""
    place: str = ""


@dataclass(frozen=True)
class ByHand(_Data):
    """Something that a person has to do, since no API does it.

    Attributes:
        reason: template, carrier, consent or value.
        steps: In order; empty where the text says all.
    """

    reason: str
    text: str
    steps: tuple[str, ...] = ()

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The data out of JSON."""
        return cls(data["reason"], data["text"], tuple(data["steps"]))


@dataclass(frozen=True)
class ReportedTolerance(_Data):
    """A difference that is tolerated.

    Attributes:
        action, fields: What would be done about it.
        until: Last day on which it is tolerated; None without one.
    """

    kind: str
    identity: str
    action: str
    fields: Mapping[str, Mapping[str, Any]]
    reason: str
    until: str | None


@dataclass(frozen=True)
class ReportedEvent(_Data):
    """A change that Webex's audit log has of an object with drift.

    Attributes:
        at: As 2026-11-27T15:18:43Z.
        who: Name and e-mail address.
        what: In Webex's words.
    """

    kind: str
    identity: str
    at: str
    who: str
    what: str


@dataclass(frozen=True)
class ReportedPart:
    """What became of one customer, or of what customers share.

    Attributes:
        host: Inventory host; empty for what customers share.
        undeclared: How many objects of each kind are there, are not declared, and stay.
        seconds, requests: What its tasks took.
        forecast: Requests that a run will send, about; None where nobody has counted.
        reached: Some task has looked at it.
        acted: Some task that changes things has run.
        tolerated: What differs and stays as it is.
        events: Who changed what has drift.
    """

    host: str = ""
    external_id: str = ""
    actions: tuple[ReportedAction, ...] = ()
    failures: tuple[ReportedFailure, ...] = ()
    by_hand: tuple[ByHand, ...] = ()
    warnings: tuple[str, ...] = ()
    undeclared: Mapping[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    requests: int = 0
    forecast: int | None = None
    reached: bool = True
    acted: bool = False
    tolerated: tuple[ReportedTolerance, ...] = ()
    events: tuple[ReportedEvent, ...] = ()

    @property
    def status(self) -> str:
        """failed, changed, unchanged, or not_reached."""
        if self.failures:
            return "failed"
        if any(action.outcome in COUNTED for action in self.actions):
            return "changed"
        return "unchanged" if self.reached else "not_reached"

    @property
    def name(self) -> str:
        """The name in tables."""
        return self.host or "what customers share"

    def counts(self) -> dict[str, int]:
        """How many objects are created, updated and deleted, or would be, what failed, and what is not declared."""
        verbs: dict[ObjectAddress, str] = {}
        for action in self.actions:
            if action.outcome in COUNTED:
                key = ObjectAddress(action.kind, action.identity)
                verbs[key] = min(verbs.get(key, action.action), action.action, key=VERBS.index)
        found = {verb: list(verbs.values()).count(verb) for verb in ("create", "update", "delete")}
        return {**found, "failed": len(self.failures), "not_declared": sum(self.undeclared.values())}

    def joined(self, later: ReportedPart) -> ReportedPart:
        """This part and what a later task says of the same customer."""
        actions = (*self.actions, *later.actions)
        if self.acted or later.acted:
            # What was found to be done has come to be done, or was found to be done already.
            actions = tuple(action for action in actions if action.outcome != FOUND)
        forecasts = [part.forecast for part in (self, later) if part.forecast is not None]
        return ReportedPart(
            self.host or later.host,
            later.external_id or self.external_id,
            actions,
            _once((*self.failures, *later.failures)),
            _once((*self.by_hand, *later.by_hand)),
            _once((*self.warnings, *later.warnings)),
            {**self.undeclared, **later.undeclared},
            round(self.seconds + later.seconds, 2),
            self.requests + later.requests,
            sum(forecasts) if forecasts else None,
            self.reached or later.reached,
            self.acted or later.acted,
            _each_once((*self.tolerated, *later.tolerated)),
            _once((*self.events, *later.events)),
        )

    def to_dict(self) -> dict[str, Any]:
        """The part as plain data."""
        return {
            "host": self.host,
            "external_id": self.external_id,
            "status": self.status,
            "counts": self.counts(),
            "actions": [dict(vars(action)) for action in self.actions],
            "failures": [dict(vars(failure)) for failure in self.failures],
            "by_hand": [{**vars(task), "steps": list(task.steps)} for task in self.by_hand],
            "tolerated": [dict(vars(one)) for one in self.tolerated],
            "events": [dict(vars(event)) for event in self.events],
            "warnings": list(self.warnings),
            "undeclared": dict(self.undeclared),
            "seconds": round(self.seconds, 2),
            "requests": self.requests,
            "forecast": self.forecast,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], *, acted: bool = False) -> Self:
        """The part out of plain data.

        Raises:
            KeyError, TypeError: It is something else.
        """
        return cls(
            data["host"],
            data["external_id"],
            tuple(map(ReportedAction.from_dict, data["actions"])),
            tuple(map(ReportedFailure.from_dict, data["failures"])),
            tuple(map(ByHand.from_dict, data["by_hand"])),
            tuple(data["warnings"]),
            dict(data["undeclared"]),
            data["seconds"],
            data["requests"],
            data["forecast"],
            data["status"] != "not_reached",
            acted,
            # Reports that were written before these came have none.
            tuple(map(ReportedTolerance.from_dict, data.get("tolerated", ()))),
            tuple(map(ReportedEvent.from_dict, data.get("events", ()))),
        )


@dataclass(frozen=True)
class RunHead(_Data):
    """The run.

    Attributes:
        playbook: Its name, without folder and suffix.
        began, ended: As 2026-11-27T15:18:43Z.
        limit, tags, skip_tags: What the command line says.
        interrupted: It was stopped before its end, so that some of it may be missing.
    """

    playbook: str
    check_mode: bool
    began: str
    ended: str
    seconds: float
    limit: str = ""
    tags: tuple[str, ...] = ()
    skip_tags: tuple[str, ...] = ()
    interrupted: bool = False

    def to_dict(self) -> dict[str, Any]:
        """The head as plain data."""
        return {**vars(self), "tags": list(self.tags), "skip_tags": list(self.skip_tags)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The head out of plain data."""
        head = super().from_dict(data)
        return replace(head, tags=tuple(head.tags), skip_tags=tuple(head.skip_tags))


@dataclass(frozen=True)
class RunReport:
    """A run.

    Attributes:
        customers: Can be gone through several times, one customer in memory.
    """

    head: RunHead
    shared: ReportedPart
    customers: Iterable[ReportedPart]

    @functools.cached_property
    def totals(self) -> dict[str, int]:
        """Counts over all customers and what they share."""
        return self._summed[0]

    @property
    def only_compared(self) -> bool:
        """Whether it has found differences, and nothing was done or planned about any."""
        outcomes = self._summed[1]
        return FOUND in outcomes and not outcomes & {PLANNED, DONE}

    @functools.cached_property
    def _summed(self) -> tuple[dict[str, int], set[str]]:
        """The counts, and the outcomes of all actions."""
        names = ("create", "update", "delete", "failed", "not_declared", "by_hand", "tolerated", "requests", "forecast")
        counts = {
            **dict.fromkeys(("customers", "changed", "unchanged", "failed_customers", "not_reached"), 0),
            **dict.fromkeys(names, 0),
        }
        _add(counts, self.shared)
        outcomes = {action.outcome for action in self.shared.actions}
        for part in self.customers:
            outcomes |= {action.outcome for action in part.actions}
            counts["customers"] += 1
            counts["failed_customers" if part.status == "failed" else part.status] += 1
            _add(counts, part)
        return counts, outcomes

    def parts(self) -> Iterator[ReportedPart]:
        """What customers share, then the customers."""
        yield self.shared
        yield from self.customers

    def opening(self) -> dict[str, Any]:
        """Everything but the customers as plain data."""
        return {
            "format_version": REPORT_FORMAT,
            "collection_version": VERSION,
            **self.head.to_dict(),
            "totals": self.totals,
            "shared": self.shared.to_dict(),
        }


def _add(counts: dict[str, int], part: ReportedPart) -> None:
    for name, number in part.counts().items():
        counts[name] += number
    counts["by_hand"] += len(part.by_hand)
    counts["tolerated"] += len(part.tolerated)
    counts["requests"] += part.requests
    counts["forecast"] += part.forecast or 0


def _each_once(items: tuple[ReportedTolerance, ...]) -> tuple[ReportedTolerance, ...]:
    # Their fields are mappings, which have no hash.
    return tuple({repr(item): item for item in items}.values())


def _once(items: tuple[H, ...]) -> tuple[H, ...]:
    return tuple(dict.fromkeys(items))
