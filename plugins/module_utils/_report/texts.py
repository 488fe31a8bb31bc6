# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Words of a report that all its forms have in common. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .._declare.text import escape_control_chars
from .._engine.plan_diff import flat_fields, value_text
from .content import (
    NOT_DONE,
    UNCLEAR,
    ByHand,
    ReportedAction,
    ReportedEvent,
    ReportedPart,
    ReportedTolerance,
    RunHead,
    RunReport,
)

REASONS = {
    "template": "Onboarding templates",
    "carrier": "Carriers",
    "consent": "Consents",
    "value": "Values that Webex takes only when it makes a customer",
}
VERB_WORDS = {"create": "create", "update": "change", "delete": "remove"}
STATUS_WORDS = {
    "failed": "failed",
    "changed": "with changes",
    "unchanged": "unchanged",
    "not_reached": "not looked at",
}
OUTCOME_WORDS = {
    "failed": "failed",
    NOT_DONE: "not done",
    UNCLEAR: "unclear: a step failed as a whole",
    "found": "found, not done",
}


def title_of(head: RunHead) -> str:
    """The title of a report."""
    return f"Webex for Wholesale: {'plan' if head.check_mode else 'run'} of {head.playbook}"


def facts_about(head: RunHead) -> list[str]:
    """When and how it ran, for a line under the title."""
    facts = [head.began.replace("T", " ").replace("Z", " UTC"), f"{head.seconds:.0f} s"]
    facts += ["stopped before its end"] if head.interrupted else []
    facts += ["check mode, nothing was changed at Webex"] if head.check_mode else []
    for word, value in (("limit", head.limit), ("tags", ", ".join(head.tags)), ("without", ", ".join(head.skip_tags))):
        facts += [f"{word} {value}"] if value else []
    return facts


def tallies(report: RunReport) -> list[tuple[str, int]]:
    """The numbers on top."""
    totals = report.totals
    words = ("objects created", "objects changed", "objects removed")
    if report.head.check_mode:
        words = ("objects to create", "to change", "to remove")
    if report.only_compared:
        words = ("objects missing", "objects that differ", "not declared, and to go")
    rows = [
        ("customers", totals["customers"]),
        ("with drift" if report.only_compared else "with changes", totals["changed"]),
        ("unchanged", totals["unchanged"]),
        ("failed", totals["failed_customers"]),
        *([("not looked at", totals["not_reached"])] if totals["not_reached"] else []),
        ("to do by hand", totals["by_hand"]),
        *([("tolerated", totals["tolerated"])] if totals["tolerated"] else []),
        *zip(words, (totals["create"], totals["update"], totals["delete"]), strict=True),
        *([("there, not declared", totals["not_declared"])] if totals["not_declared"] else []),
        ("requests", totals["requests"]),
    ]
    if report.head.check_mode and totals["forecast"]:
        rows.append(("requests of a run, about", totals["forecast"]))
    return rows


def tasks_by_reason(report: RunReport) -> dict[str, list[tuple[int, str, ByHand]]]:
    """What a person has to do, by title: the number of the part, its host, and the task."""
    found: dict[str, list[tuple[int, str, ByHand]]] = {reason: [] for reason in REASONS}
    for number, part in enumerate(report.parts()):
        for task in part.by_hand:
            found.setdefault(task.reason, []).append((number, part.host, task))
    return {REASONS.get(reason, reason): tasks for reason, tasks in found.items() if tasks}


def tolerance_line(tolerated: ReportedTolerance) -> str:
    """A tolerated difference in a line: what differs, why it stays, and how long."""
    fields = "; ".join(field_lines(tolerated))
    state = {"create": " is missing", "delete": " is not declared"}.get(tolerated.action, f": {fields}")
    until = f", until {tolerated.until}" if tolerated.until else ""
    return f"{tolerated.kind} {tolerated.identity}{state}. Tolerated{until}: {tolerated.reason}"


def event_line(event: ReportedEvent) -> str:
    """Who changed an object, in a line."""
    at = event.at.replace("T", " ").replace("Z", " UTC")
    return f"{event.kind} {event.identity}: {event.who}, {at}: {event.what}"


def field_lines(action: ReportedAction | ReportedTolerance) -> Iterator[str]:
    """The fields of an action, one a line: with both values where it changes something."""
    before = _flat({name: change.get("from") for name, change in action.fields.items()})
    after = _flat({name: change.get("to") for name, change in action.fields.items()})
    for name in sorted({*before, *after}):
        old, new = before.get(name, "nothing"), after.get(name, "nothing")
        if action.action == "create":
            yield f"{name}: {new}"
        elif action.action == "delete":
            yield f"{name}: {old}"
        elif old != new:
            yield f"{name}: {old} \u2192 {new}"


def _flat(values: Mapping[str, object]) -> dict[str, str]:
    present = {name: value for name, value in values.items() if value is not None}
    return {name: value_text(value) for name, value in flat_fields(present)}


def undeclared_text(part: ReportedPart) -> str:
    """What is there and not declared, such as "2 numbers, 1 users"; empty when there is nothing."""
    return ", ".join(f"{count} {escape_control_chars(kind)}" for kind, count in part.undeclared.items() if count)


def lines_of(text: str) -> list[str]:
    """The lines of a text, without characters that are invisible or steer something."""
    return [escape_control_chars(line) for line in text.split("\n")]
