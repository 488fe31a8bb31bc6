# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A saved plan: its customers as plain data, their digests, and the differences between two plans. Pure."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Self

from .._engine.plan import Action
from .._engine.refusal import Refused

# Another number is another format: files of older and newer formats are refused.
FORMAT_VERSION = 2
MAX_DIFFERENCES_LISTED = 20
# IDs that Webex gives to what is created, by kind.
IDS = {"customer": ("id", "org_id"), "location": ("id",), "user": ("id", "person_id")}


# What is set after the creation without being declared, by field.
_ENABLED = {"calling": True}


class PlanFileError(Refused):
    """A saved plan cannot be used; the text says why, and what to do."""


def canonical(value: Any) -> str:
    """The one text of a value, the same for all orders of keys."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest_of(value: Any) -> str:
    """The digest of plain data."""
    return hashlib.sha256(canonical(value).encode("utf-8", "surrogatepass")).hexdigest()


def customer_address(external_id: str, sub_partner_org_id: str = "") -> str:
    """The address of a customer: by its external ID, which customers of two sub-partners may have in common."""
    own = f"customer:{external_id}"
    return f"sub_partner:{sub_partner_org_id}/{own}" if sub_partner_org_id else own


@dataclass(frozen=True)
class Verdict:
    """Whether an action can be done.

    Attributes:
        status: accepted or refused; not_asked when Webex was not asked.
        reason: Why it is refused, or why Webex was not asked.
    """

    status: str
    reason: str = ""

    def to_dict(self) -> dict[str, str]:
        """The verdict as plain data."""
        return {"status": self.status, **({"reason": self.reason} if self.reason else {})}


@dataclass(frozen=True)
class SavedAction:
    """One action.

    Attributes:
        address: Customer, kind and name of the object.
        action: create, update or delete.
        before, after: The fields that change, with their values; None where the object does not exist.
        unknown_until_apply: Fields whose values Webex gives when the object is created.
        verdict: Whether it can be done.
    """

    address: str
    action: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    unknown_until_apply: tuple[str, ...] = ()
    verdict: Verdict = Verdict("not_asked")

    @classmethod
    def of(cls, customer: str, action: Action, verdict: Verdict) -> Self:
        """The action of a plan.

        Parameters:
            customer: Address of its customer.
        """
        address = customer if action.kind == "customer" else f"{customer}/{action.kind}:{action.identity}"
        changes = sorted(action.fields.items())
        before = plain_data({name: change.before for name, change in changes})
        after = plain_data({name: change.after for name, change in changes})
        creates, removes = action.action == "create", action.action == "delete"
        return cls(
            address,
            action.action,
            None if creates else before,
            None if removes else after,
            IDS.get(action.kind, ()) if creates else (),
            verdict,
        )

    @property
    def content(self) -> str:
        """The part that two plans have in common when they do the same to the object."""
        return canonical([self.action, self.before, self.after])

    def to_dict(self) -> dict[str, Any]:
        """The action as plain data."""
        return {
            "address": self.address,
            "action": self.action,
            "before": self.before,
            "after": self.after,
            "unknown_until_apply": list(self.unknown_until_apply),
            "verdict": self.verdict.to_dict(),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The action out of plain data, whose digest has been checked."""
        return cls(
            data["address"],
            data["action"],
            data["before"],
            data["after"],
            tuple(data["unknown_until_apply"]),
            Verdict(data["verdict"]["status"], data["verdict"].get("reason", "")),
        )


@dataclass(frozen=True)
class SavedCustomer:
    """The plan of one customer.

    Attributes:
        address: Its address, see `customer_address`.
        service: Host of the service it was made for.
        partner: Organization of the partner.
        steps: The steps that were planned.
        declared: Digest of what was declared.
        actions: What would be done, in this order.
        failures: Why steps could not be planned, by name.
        forecast: Requests that carrying it out will take, about.
    """

    address: str
    service: str
    partner: str
    steps: tuple[str, ...]
    declared: str
    actions: tuple[SavedAction, ...] = ()
    failures: Mapping[str, str] = field(default_factory=dict)
    forecast: Mapping[str, int] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """The digest over all of it, and over the format."""
        return digest_of({"format_version": FORMAT_VERSION, **self._content()})

    def _content(self) -> dict[str, Any]:
        return {
            "address": self.address,
            "service": self.service,
            "partner": self.partner,
            "steps": list(self.steps),
            "declared": self.declared,
            "actions": [action.to_dict() for action in self.actions],
            "failures": dict(self.failures),
            "forecast": dict(self.forecast),
        }

    def to_dict(self) -> dict[str, Any]:
        """The plan as plain data, with its digest."""
        return {**self._content(), "digest": self.digest}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The plan out of plain data.

        Raises:
            PlanFileError: It is not what this class has written.
        """
        try:
            names = [each.name for each in fields(cls)]
            values = {name: data[name] for name in names}
            values["actions"] = tuple(SavedAction.from_dict(action) for action in values["actions"])
            found = cls(**{**values, "steps": tuple(values["steps"])})
            if canonical(found.to_dict()) == canonical(data):
                return found
        except (KeyError, TypeError, AttributeError, ValueError):
            pass
        raise PlanFileError(f"{_named(data)}: it was changed after it was written. Make a new plan.")


def _named(data: Any) -> str:
    address = data.get("address") if isinstance(data, Mapping) else None
    return address if isinstance(address, str) else "one of its customers"


@dataclass(frozen=True)
class PlanDifference:
    """An action in which two plans differ.

    Attributes:
        address: Its object.
        difference: missing, added or changed, seen from the saved plan.
        saved, now: What both plans do to it; empty where one of them does nothing.
    """

    address: str
    difference: str
    saved: tuple[SavedAction, ...] = ()
    now: tuple[SavedAction, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The difference as plain data."""
        sides = {"saved": self.saved, "now": self.now}
        return {
            "address": self.address,
            "difference": self.difference,
            **{name: [action.to_dict() for action in actions] for name, actions in sides.items()},
        }

    def __str__(self) -> str:
        if self.difference == "missing":
            return f"missing: {_shown(self.saved)} is in the saved plan and not to be done any more"
        if self.difference == "added":
            return f"added: {_shown(self.now)} is not in the saved plan"
        return f"changed: the saved plan has {_shown(self.saved)}, now it is {_shown(self.now)}"


def differences(saved: SavedCustomer, now: SavedCustomer) -> list[PlanDifference]:
    """All differences, in the order of the saved plan, additions last.

    The addresses, the actions and their fields count; verdicts and forecast are those of their time. While the same is
    declared, an action that is not planned any more is done, and one of which a part is left is done in part.
    """
    planned, found = _by_address(saved.actions), _by_address(now.actions)
    result = []
    for address, actions in planned.items():
        others = found.pop(address, ())
        if saved.declared == now.declared and all(_is_left_of(actions, other) for other in others):
            continue
        if not others:
            result.append(PlanDifference(address, "missing", actions))
        elif _contents(actions) != _contents(others):
            result.append(PlanDifference(address, "changed", actions, others))
    return [*result, *(PlanDifference(address, "added", (), actions) for address, actions in found.items())]


def done_already(saved: SavedCustomer, now: SavedCustomer) -> list[str]:
    """The addresses of the saved plan of which everything or a part is done, when the same is declared."""
    found = _by_address(now.actions)
    return [
        address
        for address, actions in _by_address(saved.actions).items()
        if saved.declared == now.declared and _contents(actions) != _contents(found.get(address, ()))
    ]


def _contents(actions: Iterable[SavedAction]) -> list[str]:
    return sorted(action.content for action in actions)


def _is_left_of(planned: Iterable[SavedAction], left: SavedAction) -> bool:
    """Whether an action is one of these, or what a run that was killed has left of one."""
    return any(action.content == left.content or _is_part_of(action, left) for action in planned)


def _is_part_of(planned: SavedAction, left: SavedAction) -> bool:
    """Whether an update sets a part of the fields that were planned, each from the same value."""
    if left.action != "update" or planned.after is None:
        return False
    before, after = left.before or {}, left.after or {}
    if planned.action == "update":
        was = planned.before or {}
        return all(
            name in was and was[name] == before[name] and planned.after.get(name) == after[name] for name in after
        )
    # What is made by several requests, such as a location that gets calling next, has these fields empty in between.
    return all(not before[name] and planned.after.get(name, _ENABLED.get(name)) == after[name] for name in after)


def check_made_for(saved: SavedCustomer, now: SavedCustomer) -> None:
    """Check that both plans are for the same partner at the same service, and for the same steps.

    Raises:
        PlanFileError: They are not.
    """
    if saved.service != now.service:
        raise PlanFileError(
            f"{now.address}: the saved plan was made for the service {saved.service}, and this is {now.service}. "
            "Make a plan for this one."
        )
    if saved.partner != now.partner:
        raise PlanFileError(
            f"{now.address}: the saved plan was made for the partner {saved.partner}, and this is {now.partner}. "
            "Make a plan with the credentials of this one."
        )
    if set(saved.steps) != set(now.steps):
        raise PlanFileError(
            f"{now.address}: the saved plan has the steps {', '.join(saved.steps)}, and this run has "
            f"{', '.join(now.steps)}. Use the same tags for both."
        )


def check_same(saved: SavedCustomer, now: SavedCustomer) -> bool:
    """Check that the saved plan is what would be done now; return whether anything of it is left to be done.

    Raises:
        PlanFileError: They differ, or the plan of now is incomplete.
    """
    check_made_for(saved, now)
    if now.failures:
        reasons = "\n".join(f"- {step}: {reason}" for step, reason in now.failures.items())
        raise PlanFileError(
            f"{now.address}: whether the saved plan still holds cannot be known. Nothing was changed.\n{reasons}"
        )
    if not now.actions:
        return False
    found = differences(saved, now)
    if found:
        rows = [f"- {difference}" for difference in found[:MAX_DIFFERENCES_LISTED]]
        if len(found) > MAX_DIFFERENCES_LISTED:
            rows.append(f"- and {len(found) - MAX_DIFFERENCES_LISTED} more, see differences")
        raise PlanFileError(
            f"{now.address}: what would be done now is not the saved plan. Nothing was changed. Make a new plan, and "
            "review it.\n" + "\n".join(rows)
        )
    return True


def forecast_of(actions: Sequence[SavedAction], reads: int) -> dict[str, int]:
    """The requests that carrying out these actions takes, about.

    Parameters:
        reads: Requests that planning them took. A run plans again to compare, and each step reads before it writes.
    """
    # Numbers of one location go in one request, everything else one by one.
    writes = Counter(
        canonical([action.action, _of_number(action)]) if "/number:" in action.address else action.address
        for action in actions
    )
    return {"read": 2 * reads, "write": len(writes)}


def _of_number(action: SavedAction) -> Any:
    return (action.after or action.before or {}).get("location")


def totals(customers: Iterable[SavedCustomer]) -> dict[str, int]:
    """Counts over all customers."""
    counts: Counter[str] = Counter()
    for customer in customers:
        counts["customers"] += 1
        counts.update(action.action for action in customer.actions)
        counts["refused"] += sum(action.verdict.status == "refused" for action in customer.actions)
        counts["requests"] += sum(customer.forecast.values())
    return {name: counts[name] for name in ("customers", "create", "update", "delete", "refused", "requests")}


def plain_data(value: Any) -> Any:
    """The value as JSON has it."""
    return json.loads(json.dumps(value, default=str))


def _by_address(actions: Iterable[SavedAction]) -> dict[str, tuple[SavedAction, ...]]:
    found: dict[str, tuple[SavedAction, ...]] = {}
    for action in actions:
        found[action.address] = (*found.get(action.address, ()), action)
    return found


def _shown(actions: Sequence[SavedAction]) -> str:
    return " and ".join(f"{action.action} {action.address} {_fields(action)}".rstrip() for action in actions)


def _fields(action: SavedAction) -> str:
    sides = [side for side in (action.before, action.after) if side is not None]
    names = sorted({name for side in sides for name in side})
    texts = [f"{name}: {' -> '.join(_value(side.get(name)) for side in sides)}" for name in names]
    return f"({', '.join(texts)})" if texts else ""


def _value(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
