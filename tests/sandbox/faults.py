# SPDX-License-Identifier: GPL-3.0-or-later
"""Scripted faults: their types, the requests they apply to, and how often."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, field_validator

from .errors import error_body

HTML_PAGE = "<html><head><title>{status}</title></head><body><h1>{status} gateway error</h1></body></html>"


# These change the operation's own answer, so the operation is carried out unless a status is given.
DISTORTIONS = frozenset(
    ["extra_members", "wrong_types", "huge", "deep", "next_elsewhere", "next_loop", "duplicate_page", "truncated"]
)
Kind = Literal[
    "status",
    "html",
    "empty",
    "redirect",
    "drop",
    "truncated",
    "delay",
    "late",
    "made_but_refused",
    "expire",
    "extra_members",
    "wrong_types",
    "huge",
    "deep",
    "next_elsewhere",
    "next_loop",
    "duplicate_page",
]
JsonType = Literal["list", "object", "string", "number", "boolean"]


class FaultRule(BaseModel):
    """One rule. With ``execute: after`` the operation is carried out and its answer is lost."""

    model_config = ConfigDict(extra="forbid")

    name: str | None = None
    method: str | None = Field(default=None, description="HTTP method, any when left out")
    path: str = Field(default=".*", description="regular expression, searched in path and query")
    times: int = Field(default=1, ge=-1, description="how often; -1 without end")
    after: int = Field(default=0, ge=0, description="matches to let pass first")
    kind: Kind = "status"
    status: int | None = Field(default=None, ge=200, le=599)
    retry_after: str | int | None = None
    headers: dict[str, str] = Field(default_factory=dict)
    body: Any = None
    location: str = Field(default="https://elsewhere.example/", description="target of a redirect or of next links")
    seconds: float = Field(default=1.0, ge=0, description="length of a delay")
    execute: Literal["before", "after"] = "before"
    size: int = Field(default=5_000_000, ge=0, le=200_000_000, description="bytes that a huge answer has more")
    depth: int = Field(default=100_000, ge=1, le=10_000_000, description="levels of a deep answer")
    types: list[JsonType] = Field(default_factory=lambda: list(get_args(JsonType)), description="what becomes wrong")
    member: str = Field(default=".*", description="regular expression, searched in names of what becomes wrong")

    @field_validator("path", "member")
    @classmethod
    def _is_regex(cls, value: str) -> str:
        try:
            re.compile(value)
        except re.error as problem:
            raise ValueError(f"not a regular expression: {problem}") from problem
        return value

    @property
    def distorts(self) -> bool:
        """Whether the operation's own answer is changed."""
        return self.kind in DISTORTIONS and self.status is None

    @property
    def executes(self) -> bool:
        """Whether the operation is carried out before its answer is changed or lost."""
        return self.execute == "after" or self.distorts or self.kind == "made_but_refused"

    def answer(self, tracking_id: str) -> tuple[int, dict[str, str], bytes]:
        """Return status, headers and body of the fault."""
        headers = dict(self.headers)
        if self.retry_after is not None:
            headers["Retry-After"] = str(self.retry_after)
        if self.kind == "html":
            status = self.status or 502
            text = self.body if isinstance(self.body, str) else HTML_PAGE.format(status=status)
            return status, {"content-type": "text/html", **headers}, text.encode()
        if self.kind == "empty":
            return self.status or 200, headers, b""
        if self.kind == "redirect":
            return self.status or 302, {"location": self.location, **headers}, b""
        status = self.status or (400 if self.kind == "made_but_refused" else 500)
        body = self.body
        if body is None:
            body = error_body([(f"Scripted fault {self.name or status}.", status)], tracking_id)
        if isinstance(body, str):
            return status, {"content-type": "text/plain", **headers}, body.encode()
        return status, {"content-type": "application/json", **headers}, json.dumps(body).encode()


@dataclass
class _Armed:
    rule: FaultRule
    pattern: re.Pattern[str]
    seen: int = 0
    used: int = 0


@dataclass
class Faults:
    """The active rules in order; the first one that matches and is not used up is applied."""

    armed: list[_Armed] = field(default_factory=list)

    def add(self, rules: list[FaultRule]) -> None:
        """Add rules."""
        self.armed.extend(_Armed(rule, re.compile(rule.path)) for rule in rules)

    def clear(self) -> None:
        """Drop all rules."""
        self.armed.clear()

    def pick(self, method: str, target: str) -> FaultRule | None:
        """Return the rule for a request, counting it as used."""
        for entry in self.armed:
            rule = entry.rule
            if rule.method is not None and rule.method.upper() != method:
                continue
            if not entry.pattern.search(target) or (rule.times != -1 and entry.used >= rule.times):
                continue
            entry.seen += 1
            if entry.seen > rule.after:
                entry.used += 1
                return rule
        return None

    def view(self) -> list[dict[str, Any]]:
        """Describe the rules with their counters."""
        return [{**e.rule.model_dump(), "seen": e.seen, "used": e.used} for e in self.armed]
