# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the result of a task says about customers. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from .._client.errors import details_in
from .._customers.record import ONLY_WHEN_MADE
from .._engine.bulk import NOT_TRIED
from .._numbers.carriers import ORDER_IN_THE_HUB
from .._pstn.plan import CHOOSE_IN_THE_HUB
from .._subscribers.present import MUST_AGREE
from .content import (
    DONE,
    FAILED,
    FOUND,
    NOT_DONE,
    PLANNED,
    UNCLEAR,
    ByHand,
    ReportedAction,
    ReportedEvent,
    ReportedFailure,
    ReportedPart,
    ReportedTolerance,
)

OF_ALL_CUSTOMERS = frozenset({"webex_inventory", "webex_onboarding_template", "webex_plan_file"})
_LOOKING_FOR_DRIFT = frozenset({"webex_drift_group", "webex_drift_info"})
_CHANGES_NOTHING = _LOOKING_FOR_DRIFT | {"webex_customer_plan", "webex_inventory", "webex_plan_file", "webex_report"}
# Sentences in messages of the collection that ask for a person, and what for.
_ASKS_FOR_A_PERSON = {
    CHOOSE_IN_THE_HUB: "carrier",
    ORDER_IN_THE_HUB: "carrier",
    MUST_AGREE: "consent",
    ONLY_WHEN_MADE: "value",
}
_NAMES = ("identity", "email", "number", "name", "location")
# What the summary of a module for many objects counts, by a list that it returns.
_UNDECLARED = {"users": "users", "admins": "admins", "failed_numbers": "numbers", "locations": "locations"}
_TEMPLATE_VERBS = {"create": "Make", "delete": "Delete"}


@dataclass(frozen=True)
class TaskOutcome:
    """The end of one task for one host.

    Attributes:
        host: Inventory host.
        module: Name without collection; empty for a task of a role that runs something else.
        task: Its name.
        run_once: It is about all customers.
        ignored: It failed, and the play goes on.
        seconds: How long it took.
        result: What it returned.
    """

    host: str
    module: str
    task: str
    failed: bool
    result: Mapping[str, Any]
    run_once: bool = False
    ignored: bool = False
    check_mode: bool = False
    seconds: float = 0.0


def parts_of(outcome: TaskOutcome) -> list[ReportedPart]:
    """What this task says: mostly of one customer, or of what customers share; an inventory is that of several."""
    host = "" if outcome.run_once or outcome.module in OF_ALL_CUSTOMERS else outcome.host
    results = outcome.result.get("results")
    items = [item for item in results if isinstance(item, Mapping)] if isinstance(results, list) else []
    whole = ReportedPart(host=host, seconds=outcome.seconds)
    for item in items or [outcome.result]:
        failed = bool(item.get("failed")) if items else outcome.failed
        whole = whole.joined(_part(replace(outcome, result=item, failed=failed), host))
    others = list(_of_inventory(outcome)) if outcome.module == "webex_inventory" else []
    return [whole, *others]


def _part(outcome: TaskOutcome, host: str) -> ReportedPart:
    result = outcome.result
    failures = _not_compared(result) if _is_whole_comparison(result) else []
    if outcome.failed and not outcome.ignored and not _is_whole_comparison(result):
        failures = _failures(outcome, host)
    texts = list(map(str, result.get("warnings") or []))
    if outcome.failed and outcome.ignored:
        texts.append(f"{outcome.task}: {_message(result)}")
    actions = _found(result) if outcome.module in _LOOKING_FOR_DRIFT else _actions(outcome, failures)
    by_hand = [*_template_steps(result), *(found for text in texts if (found := _by_hand(text)))]
    by_hand += [found for failure in failures if (found := _by_hand_of(failure))]
    return ReportedPart(
        host=host,
        external_id=_external_id(result) if host else "",
        actions=tuple(actions),
        failures=tuple(failures),
        by_hand=tuple(by_hand),
        warnings=tuple(text for text in texts if not _by_hand(text)),
        undeclared=_undeclared(result),
        requests=sum(_numbers(result.get("api_calls")).values()),
        forecast=result.get("forecast"),
        acted=_acts(outcome.module) and "actions" in result,
        tolerated=tuple(ReportedTolerance.from_dict(row) for row in result.get("tolerated") or ()),
        events=tuple(_events(result)),
    )


def _events(result: Mapping[str, Any]) -> Iterator[ReportedEvent]:
    for row in result.get("audit_events") or ():
        yield ReportedEvent(row["kind"], row["identity"], row["at"], row["who"], row["what"])


def _acts(module: str) -> bool:
    return bool(module) and module not in _CHANGES_NOTHING and not module.endswith("_info")


def _actions(outcome: TaskOutcome, failures: Sequence[ReportedFailure]) -> Iterator[ReportedAction]:
    rows = [row for row in outcome.result.get("actions") or [] if row.get("action") != "none"]
    named = {(failure.kind, failure.identity) for failure in failures}
    # A message about the customer is about a step, or everything.
    of_rows = all(failure.kind != "customer" for failure in failures)
    for row in rows:
        if (row["kind"], row["identity"]) in named:
            end = FAILED
        elif outcome.check_mode:
            end = PLANNED
        elif outcome.failed and not outcome.result.get("changed"):
            end = NOT_DONE
        elif outcome.failed and not of_rows:
            end = UNCLEAR
        else:
            end = DONE
        yield ReportedAction(row["kind"], row["identity"], row["action"], row.get("fields") or {}, end)


def _is_whole_comparison(result: Mapping[str, Any]) -> bool:
    """Whether a look for drift went to its end and returned all it found; then a failed task says only that."""
    return bool(result.get("drift")) and "all_differences" in result


def _not_compared(result: Mapping[str, Any]) -> list[ReportedFailure]:
    """What could not be compared, or could not be carried out."""
    rows = [row for row in result["all_differences"] if row["reason"]]
    return [_failure(row["kind"] or "step", row["identity"] or row["step"], row["reason"]) for row in rows]


def _found(result: Mapping[str, Any]) -> Iterator[ReportedAction]:
    """What a look for drift has found: the first differences of one step, or all where they were wanted."""
    if _is_whole_comparison(result):
        objects: dict[tuple[str, str, str], dict[str, Any]] = {}
        for row in result["all_differences"]:
            if row["kind"]:
                fields = objects.setdefault((row["kind"], row["identity"], row["action"]), {})
                fields |= {row["field"]: {"from": row["from"], "to": row["to"]}} if row["field"] else {}
        for (kind, identity, verb), fields in objects.items():
            if verb != "none":
                yield ReportedAction(kind, identity, verb, fields, FOUND)
        return
    for row in result.get("differences") or []:
        if row.get("action") != "none":
            yield ReportedAction(row["kind"], row["identity"], row["action"], row.get("fields") or {}, FOUND)


def _failures(outcome: TaskOutcome, host: str) -> list[ReportedFailure]:
    """The rows that failed; without rows, the message of the task."""
    result = outcome.result
    if outcome.module == "webex_inventory" and result.get("problems"):
        return [failure for customer, failure in _mistakes(result) if not customer]
    rows = list(_failed_rows(result))
    if not rows:
        mistakes = list(dict.fromkeys(failure for _customer, failure in _mistakes(result)))
        if mistakes:
            return mistakes
        known = [row for row in result.get("actions") or [] if row.get("kind") in ("customer", "template")]
        if known and outcome.module in ("webex_customer", "webex_onboarding_template"):
            rows = [(known[0]["kind"], known[0]["identity"], _message(result))]
        elif outcome.module and host:
            rows = [("customer", _external_id(result), _message(result))]
        else:
            rows = [("task", outcome.task, _message(result))]
    return [_failure(*row) for row in rows]


def _failed_rows(result: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Kind, identity and error of the rows with an error."""
    kinds = {row["identity"]: row["kind"] for row in result.get("actions") or []}
    lists = ["failed_rows"] if result.get("failed_rows") else [name for name in result if name != "actions"]
    for name in lists:
        for row in result[name] if isinstance(result[name], list) else ():
            if isinstance(row, Mapping) and row.get("error"):
                identity = next((str(row[key]) for key in _NAMES if row.get(key)), "")
                yield row.get("kind") or kinds.get(identity, "object"), identity, str(row["error"])


def _failure(kind: str, identity: str, error: str) -> ReportedFailure:
    details = details_in(error)
    return ReportedFailure(kind, identity, error, details.code, details.tracking_id, details.advice)


def _of_inventory(outcome: TaskOutcome) -> Iterator[ReportedPart]:
    """The customers of an inventory: known by now, or with mistakes."""
    for host in outcome.result.get("hosts") or []:
        yield ReportedPart(host=host, reached=False)
    for host, failure in _mistakes(outcome.result):
        if host and not outcome.ignored:
            yield ReportedPart(host=host, failures=(failure,))


def _mistakes(result: Mapping[str, Any]) -> Iterator[tuple[str, ReportedFailure]]:
    """The mistakes in the data, with their inventory hosts."""
    for problem in result.get("problems") or []:
        failure = ReportedFailure(
            "declaration", problem["path"], problem["message"], hint=problem["remedy"], place=problem["place"]
        )
        for host in (problem["customer"], *problem.get("shared_with", ())):
            yield host, failure


def _template_steps(result: Mapping[str, Any]) -> Iterator[ByHand]:
    if steps := result.get("manual_steps"):
        row = next(iter(result.get("actions") or []), {"identity": "", "action": "update"})
        verb = _TEMPLATE_VERBS.get(row["action"], "Change")
        yield ByHand("template", f"{verb} template {row['identity']} in Partner Hub.", tuple(map(str, steps)))


def _by_hand(message: str, text: str = "") -> ByHand | None:
    reason = next((reason for sentence, reason in _ASKS_FOR_A_PERSON.items() if sentence in message), None)
    return ByHand(reason, text or message) if reason else None


def _by_hand_of(failure: ReportedFailure) -> ByHand | None:
    """What a person has to do about a failure; nothing about one that follows from another one."""
    if failure.error.startswith(NOT_TRIED):
        return None
    # Of all numbers of a location it is the same, and names the location.
    own = ORDER_IN_THE_HUB not in failure.error and failure.identity
    return _by_hand(failure.error, f"{failure.kind} {failure.identity}: {failure.error}" if own else "")


def _undeclared(result: Mapping[str, Any]) -> dict[str, int]:
    if "undeclared" in result:
        return _numbers(result["undeclared"])
    summary = result.get("summary")
    count = summary.get("undeclared") if isinstance(summary, Mapping) else None
    kind = next((kind for name, kind in _UNDECLARED.items() if name in result), "objects")
    return {} if count is None else {kind: int(count)}


def _numbers(data: Any) -> dict[str, int]:
    return {str(name): int(count) for name, count in data.items()} if isinstance(data, Mapping) else {}


def _external_id(result: Mapping[str, Any]) -> str:
    customer = result.get("customer")
    return str(customer.get("external_id") or "") if isinstance(customer, Mapping) else ""


def _message(result: Mapping[str, Any]) -> str:
    return str(result.get("msg") or result.get("censored") or "It failed, and says nothing.")
