# SPDX-License-Identifier: GPL-3.0-or-later
"""The kinds of faults of the weather, the requests that each fits, and the default mixture."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

TOKEN_OPERATION = "obtainToken"
# POST operations that write nothing: a lost answer of these hides no change.
ASKING = frozenset(
    [
        "precheckWholesaleCustomer",
        "precheckWholesaleSubscriber",
        "precheckLocationDeletion",
        "validateNumbers",
        "validateExtensions",
    ]
)
# Reported of Webex: refused with 400 although the person was created.
MADE_BUT_REFUSED = frozenset(["createPerson", "provisionWholesaleSubscriber"])
# `refusal`: not carried out. `answer`: carried out, whatever the method. `lost`: carried out, and the answer is lost.
Where = Literal["refusal", "answer", "lost", "made", "list"]


@dataclass(frozen=True)
class WeatherKind:
    """One kind of fault: the members of its rule, and its default weight."""

    where: Where
    rule: dict[str, Any] = field(hash=False)
    weight: float = 0.0

    def fits(self, method: str, operation: str | None) -> bool:
        """Return whether this fits a request."""
        if self.where == "refusal":
            return operation != TOKEN_OPERATION or self.rule["kind"] != "expire"
        if operation == TOKEN_OPERATION:
            return False
        reading = method in ("GET", "HEAD") or operation in ASKING
        if self.where == "lost":
            return not reading
        if self.where == "made":
            return operation in MADE_BUT_REFUSED
        return self.where == "answer" or method == "GET"


def _kinds() -> dict[str, WeatherKind]:
    found: dict[str, WeatherKind] = {
        "429": WeatherKind("refusal", {"kind": "status", "status": 429}, 2),
        "429_retry_after": WeatherKind("refusal", {"kind": "status", "status": 429, "retry_after": None}, 4),
        "423": WeatherKind("refusal", {"kind": "status", "status": 423}, 1),
        "423_retry_after": WeatherKind("refusal", {"kind": "status", "status": 423, "retry_after": None}, 1),
        "503_retry_after": WeatherKind("refusal", {"kind": "status", "status": 503, "retry_after": None}, 1),
        "drop": WeatherKind("refusal", {"kind": "drop"}, 3),
        "drop_after": WeatherKind("lost", {"kind": "drop", "execute": "after"}, 3),
        "truncated": WeatherKind("answer", {"kind": "truncated"}, 2),
        "slow": WeatherKind("refusal", {"kind": "delay"}, 2),
        "slow_after": WeatherKind("lost", {"kind": "delay", "execute": "after"}, 2),
        "late": WeatherKind("lost", {"kind": "late"}),
        "expire": WeatherKind("refusal", {"kind": "expire"}, 1),
        "made_but_refused": WeatherKind("made", {"kind": "made_but_refused"}, 4),
        "extra_members": WeatherKind("answer", {"kind": "extra_members"}, 2),
        "wrong_types": WeatherKind("answer", {"kind": "wrong_types"}),
        "huge": WeatherKind("answer", {"kind": "huge"}),
        "deep": WeatherKind("answer", {"kind": "deep"}),
        "next_elsewhere": WeatherKind("list", {"kind": "next_elsewhere"}),
        "next_loop": WeatherKind("list", {"kind": "next_loop"}),
        "duplicate_page": WeatherKind("list", {"kind": "duplicate_page"}),
    }
    bodies = {"json": "status", "html": "html", "empty": "empty", "truncated": "truncated"}
    for status in (500, 502, 503, 504):
        for name, kind in bodies.items():
            rule = {"kind": kind, "status": status}
            weight = 1.0 if name == "json" else 0.5
            found[f"{status}_{name}"] = WeatherKind("refusal", rule, weight)
            found[f"{status}_{name}_after"] = WeatherKind("lost", {**rule, "execute": "after"}, weight / 2)
    return found


KINDS = _kinds()
DEFAULT = {name: kind.weight for name, kind in KINDS.items() if kind.weight}
