# SPDX-License-Identifier: GPL-3.0-or-later
"""The weather: a seeded mixture of faults over all requests, independent of their order."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from .dice import roll
from .faults import FaultRule
from .weather_kinds import DEFAULT, KINDS, TOKEN_OPERATION


class WeatherSettings(BaseModel):
    """Settings of the weather (POST /_sandbox/weather)."""

    model_config = ConfigDict(extra="forbid")

    seed: int = 0
    share: float = Field(default=0.08, ge=0, le=1, description="part of the requests that are hit")
    kinds: dict[str, float] = Field(default_factory=lambda: dict(DEFAULT), description="kinds with their weights")
    without: list[str] = Field(default_factory=list, description="kinds that are left out")
    paths: str = Field(default=".*", description="regular expression, searched in path and query")
    methods: str = Field(default=".*", description="regular expression of whole method names")
    tokens: bool = Field(default=False, description="whether requests for tokens are hit as well")
    max_consecutive: int = Field(default=3, ge=1, description="hits in a row for the same thing")
    expire_spacing: int = Field(default=100, ge=0, description="requests from one expiry of tokens to the next")
    slow_seconds: float = Field(default=3.0, ge=0, description="length of slow, slow_after and late")
    retry_after: int | str = Field(default=1, description="what the kinds with Retry-After tell")
    size: int = Field(default=5_000_000, ge=0, le=200_000_000, description="bytes that a huge answer has more")
    depth: int = Field(default=100_000, ge=1, le=10_000_000, description="levels of a deep answer")

    @field_validator("kinds", "without")
    @classmethod
    def _are_known(cls, value: dict[str, float] | list[str]) -> dict[str, float] | list[str]:
        unknown = sorted(set(value) - set(KINDS))
        if unknown:
            raise ValueError(f"unknown kinds {', '.join(unknown)}; there are {', '.join(sorted(KINDS))}")
        if isinstance(value, dict) and any(not 0 <= weight < float("inf") for weight in value.values()):
            raise ValueError("a weight is a number from 0 up")
        return value

    @field_validator("paths", "methods")
    @classmethod
    def _is_regex(cls, value: str) -> str:
        try:
            re.compile(value)
        except re.error as problem:
            raise ValueError(f"not a regular expression: {problem}") from problem
        return value

    @model_validator(mode="after")
    def _is_something(self) -> WeatherSettings:
        if not self.weights():
            raise ValueError("no kind is left that has a weight")
        return self

    def weights(self) -> dict[str, float]:
        """Return the kinds of faults that can occur, with their weights."""
        return {name: weight for name, weight in self.kinds.items() if weight and name not in self.without}


class Weather:
    """Chooses a fault, or none, for every request, and counts them."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """End the weather: no more faults."""
        self._set(None)

    def begin(self, settings: WeatherSettings) -> None:
        """Begin with new settings, and reset the counters."""
        self._set(settings)

    def _set(self, settings: WeatherSettings | None) -> None:
        self._settings = settings
        self._seen: Counter[str] = Counter()
        self._hits: dict[str, Counter[str]] = {}
        self._in_a_row: Counter[str] = Counter()
        self._held_back = 0
        self._last_expiry: int | None = None

    def pick(self, method: str, operation: str | None, target: str, body: bytes = b"") -> FaultRule | None:
        """Return the fault for a request."""
        settings = self._settings
        if settings is None or not self._concerns(settings, method, operation, target):
            return None
        what = operation or f"{method} elsewhere"
        self._seen[what] += 1
        name = choose(settings, method, operation, self._seen[what])
        if name is None:
            return None
        key = _key(method, target, body)
        if self._in_a_row[key] >= settings.max_consecutive or (name == "expire" and not self._may_expire(settings)):
            self._held_back += 1
            return None
        self._in_a_row[key] += 1
        self._hits.setdefault(what, Counter())[name] += 1
        return rule_of(settings, name)

    def passed(self, method: str, operation: str | None, target: str, body: bytes = b"") -> None:
        """Note that a request was carried out and answered, which resets its count of faults."""
        if self._in_a_row:
            self._in_a_row.pop(_key(method, target, body), None)

    def view(self) -> dict[str, Any]:
        """Describe the weather with its counters."""
        kinds: Counter[str] = Counter()
        for found in self._hits.values():
            kinds.update(found)
        seen, hits = self._seen.total(), kinds.total()
        return {
            "active": self._settings is not None,
            "settings": None if self._settings is None else self._settings.model_dump(),
            "seen": seen,
            "hits": hits,
            "share": round(hits / seen, 4) if seen else 0.0,
            "held_back": self._held_back,
            "kinds": dict(sorted(kinds.items())),
            "operations": {
                what: {"seen": count, "hits": self._hits.get(what, Counter()).total(), "kinds": self._kinds_of(what)}
                for what, count in sorted(self._seen.items())
            },
        }

    def _kinds_of(self, what: str) -> dict[str, int]:
        return dict(sorted(self._hits.get(what, Counter()).items()))

    def _concerns(self, settings: WeatherSettings, method: str, operation: str | None, target: str) -> bool:
        if operation == TOKEN_OPERATION and not settings.tokens:
            return False
        return bool(re.fullmatch(settings.methods, method) and re.search(settings.paths, target))

    def _may_expire(self, settings: WeatherSettings) -> bool:
        """Return whether the last expiry is long enough ago, so that every token is usable for a while."""
        now = self._seen.total()
        if self._last_expiry is not None and now - self._last_expiry < settings.expire_spacing:
            return False
        self._last_expiry = now
        return True


def choose(settings: WeatherSettings, method: str, operation: str | None, number: int) -> str | None:
    """Return the kind for the n-th request of an operation, or None. It depends on nothing else."""
    if roll(settings.seed, "hit", operation, number) >= settings.share:
        return None
    weights = [(name, weight) for name, weight in settings.weights().items() if KINDS[name].fits(method, operation)]
    place = roll(settings.seed, "kind", operation, number) * sum(weight for _, weight in weights)
    for name, weight in weights:
        place -= weight
        if place < 0:
            return name
    # After rounding a part of the last weight may remain; without any kind that fits there is no choice.
    return weights[-1][0] if weights else None


def rule_of(settings: WeatherSettings, name: str) -> FaultRule:
    """Return the fault rule of a kind."""
    rule = dict(KINDS[name].rule)
    if "retry_after" in rule:
        rule["retry_after"] = settings.retry_after
    return FaultRule(name=name, seconds=settings.slow_seconds, size=settings.size, depth=settings.depth, **rule)


def _key(method: str, target: str, body: bytes) -> str:
    """Return a key for the object of a request; a POST has one path for many objects, so its body is included."""
    if method != "POST":
        return f"{method} {target}"
    return f"{method} {target} {hashlib.blake2b(body, digest_size=16).hexdigest()}"
