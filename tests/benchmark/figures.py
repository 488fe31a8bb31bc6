# SPDX-License-Identifier: GPL-3.0-or-later
"""From records to figures: medians over the rounds, and what the collection promises about them."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from .cases import CONTENDERS, LATENCY

Record = dict[str, Any]
MEDIANS = ("wall_s", "cpu_s", "memory_mb", "largest_process_mb", "request_count", "in_flight", "waiting_s")


@dataclass(frozen=True)
class Figure:
    """What all rounds of one measurement say; `values` holds medians, `record` is the last round."""

    record: Record
    values: dict[str, float]
    rounds: int
    spread: tuple[float, float]

    def __getitem__(self, name: str) -> Any:
        return self.values[name] if name in self.values else self.record[name]

    @property
    def many(self) -> bool:
        """Whether it is about many customers alike, and the whole playbook."""
        return self["customers"] > 1 and not {"provisioning_s", "requests_by_users"} & {*self.record}


@dataclass
class Figures:
    """All figures of a run."""

    items: list[Figure] = field(default_factory=list)

    def find(self, **wanted: Any) -> Figure | None:
        """The one figure that fits, if it was measured; of several the first."""
        return next(iter(self.all(**wanted)), None)

    def all(self, **wanted: Any) -> list[Figure]:
        """All figures that fit."""
        return [item for item in self.items if all(item[name] == value for name, value in wanted.items())]

    def scaled(self, contender: str, phase: str, users: int) -> tuple[float, int] | None:
        """Wall time for so many users, and the number of users it was measured with.

        Of the slow contenders fewer users are measured, and what is above the empty playbook is multiplied.
        """
        exact = self.find(contender=contender, phase=phase, users=users, latency_ms=LATENCY, customers=1)
        if exact is not None:
            return exact["wall_s"], users
        fewer = self.all(contender=contender, phase=phase, latency_ms=LATENCY, customers=1)
        empty = self.find(contender="empty", customers=1)
        if CONTENDERS[contender].most_users is None or not fewer or empty is None:
            return None
        measured = fewer[-1]
        work = measured["wall_s"] - empty["wall_s"]
        return empty["wall_s"] + work * users / measured["users"], measured["users"]


def medians(records: Sequence[Record]) -> Figures:
    """Group the rounds."""
    groups: dict[tuple[Any, ...], list[Record]] = {}
    for record in records:
        key = tuple(record[name] for name in ("case", "contender", "phase", "users", "customers", "latency_ms"))
        groups.setdefault(key, []).append(record)
    figures = []
    for group in groups.values():
        values = {name: statistics.median(row[name] for row in group) for name in MEDIANS if name in group[0]}
        walls = [row["wall_s"] for row in group]
        figures.append(Figure(group[-1], values, len(group), (min(walls), max(walls))))
    return Figures(figures)


@dataclass(frozen=True)
class Promise:
    """Something the collection is held to; `kept` is None when it was not measured in this run."""

    text: str
    limit: str
    measured: str
    kept: bool | None


def promises(figures: Figures) -> list[Promise]:
    """All of them, in the order of the report."""
    return [*_users(figures), *_customers(figures), _waiting(figures), _requests(figures)]


def _judge(text: str, value: float | None, limit: float, unit: str = "", *, least: bool = False) -> Promise:
    shown = f"at {'least' if least else 'most'} {limit:g}{unit}"
    if value is None:
        return Promise(text, shown, "not measured", None)
    return Promise(
        text,
        shown,
        f"{value:,.{0 if value >= 100 else 2 if value >= 1 else 3}f}{unit}",
        value >= limit if least else value <= limit,
    )


def _value(figure: Figure | None, name: str) -> float | None:
    return figure.values[name] if figure else None


def _ratio(above: float | None, below: float | None) -> float | None:
    return above / below if above and below else None


def _users(figures: Figures) -> list[Promise]:
    users = 1000

    def first(contender: str) -> float | None:
        found = figures.scaled(contender, "first", users)
        return found[0] if found else None

    ours, floor = first("collection_users"), first("httpx")
    found = [
        _judge("1,000 users, first run, users only: wall compared with (d)", _ratio(ours, floor), 1.15, " x"),
        _judge("1,000 users, first run, whole playbook: the same", _ratio(first("collection"), floor), 1.4, " x"),
        _judge("1,000 users, first run: (b) compared with ours", _ratio(first("uri"), ours), 40, " x", least=True),
    ]
    fact = {"phase": "converged", "users": users, "latency_ms": LATENCY, "customers": 1}
    empty = figures.find(contender="empty", **fact)
    for key, what in (("collection_users", "users only"), ("collection", "whole playbook")):
        figure = figures.find(contender=key, **fact)
        title = f"1,000 users, nothing to do, {what}"
        found.append(_judge(f"{title}: requests to Webex", _to_webex(figure), 15))
        ratio = _ratio(figure["wall_s"], empty["wall_s"]) if figure and empty else None
        found.append(_judge(f"{title}: wall compared with an empty playbook", ratio, 3, " x"))
    return found


def _to_webex(figure: Figure | None) -> float | None:
    """Requests but for those to the provider's own template service."""
    if figure is None:
        return None
    own = sum(count for name, count in figure["requests"].items() if name.startswith("templateService"))
    return float(figure.values["request_count"] - own)


def per_customer(figures: Figures, customers: int, phase: str = "converged") -> float | None:
    """Wall seconds per customer of a run, by default of one that finds nothing to do."""
    figure = figures.find(contender="collection", phase=phase, customers=customers, latency_ms=LATENCY)
    return figure["wall_s"] / customers if figure else None


def _customers(figures: Figures) -> list[Promise]:
    hundred = figures.find(contender="collection", phase="converged", customers=100, latency_ms=LATENCY)
    growth = _ratio(per_customer(figures, 500), per_customer(figures, 100))
    requests = [
        _judge(f"{customers} customers, nothing to do: requests to Webex", _to_webex(figure), most)
        for customers, most in ((100, 520), (500, 2600))
        for figure in [figures.find(contender="collection", phase="converged", customers=customers, latency_ms=LATENCY)]
    ]
    plan = _beyond_requests(figures.find(contender="collection", phase="plan", customers=100, latency_ms=LATENCY))
    return [
        _judge("100 customers, plan, nothing there yet: wall per customer beyond its requests", plan, 0.15, " s"),
        _judge("100 customers, first run: wall per customer", per_customer(figures, 100, "first"), 0.25, " s"),
        _judge("100 customers, nothing to do: wall per customer", per_customer(figures, 100), 0.09, " s"),
        *requests,
        _judge("100 customers, nothing to do: peak memory", _value(hundred, "memory_mb"), 500, " MB"),
        _judge("500 customers: wall per customer compared with 100 customers", growth, 1.2, " x"),
    ]


def _beyond_requests(figure: Figure | None) -> float | None:
    """Wall seconds per customer, less the least time its requests wait: as many at once as there ever were."""
    if figure is None:
        return None
    waiting = figure.values["request_count"] / figure.values["in_flight"] * LATENCY / 1000
    return (figure.values["wall_s"] - waiting) / figure["customers"]


def _waiting(figures: Figures) -> Promise:
    figure = next((item for item in figures.items if "waiting_s" in item.values), None)
    customers, seconds = (figure["customers"], figure["provisioning_s"]) if figure else (50, 20)
    text = f"{customers} customers that take {seconds} s each to be built: waiting"
    return _judge(text, _value(figure, "waiting_s"), 40, " s")


def curve(figures: Figures) -> list[tuple[int, int]]:
    """Users and requests of the customers of different sizes."""
    figure = next((item for item in figures.items if "requests_by_users" in item.record), None)
    return [(users, requests) for users, requests in figure["requests_by_users"]] if figure else []


def pages(users: int) -> int:
    """How many pages of a list these users fill."""
    return math.ceil(users / 100)


def lists(users: int) -> int:
    """Requests that grow with the users: pages of users, and of numbers, of which each has one and the location one.

    A first page that is exactly full takes one more look: only that tells that nothing follows.
    """
    return pages(users) + math.ceil((users + 1) / 2000) + (users == 100)


def _requests(figures: Figures) -> Promise:
    rest = {requests - lists(users) for users, requests in curve(figures)}
    text = "requests of a customer with nothing to do, beyond the pages of its users and numbers"
    if not rest:
        return Promise(text, "constant", "not measured", None)
    return Promise(text, "constant", " to ".join(map(str, sorted({min(rest), max(rest)}))), len(rest) == 1)
