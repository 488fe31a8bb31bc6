# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the figures into docs/performance.md, between its markers, and draws the plots.

By itself it makes the report again from the last results: `python -m tests.benchmark.report`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .cases import CONTENDERS, LATENCY
from .figures import Figure, Figures, Promise, medians, promises
from .plots import draw

PAGE = "performance.md"
HERE = Path(__file__).resolve().parent
BLOCK = "<!-- {edge} {name} -->"
PHASES = {"plan": "plan, nothing there yet", "first": "first run", "converged": "nothing to do"}
SHOWN = ("collection_users", "collection", "uri", "loop", "httpx", "wxc_sdk", "empty")


def write(results: dict[str, Any], docs: Path) -> list[str]:
    """Write page and plots; return the promises that were not kept."""
    figures = medians(results["records"])
    judged = promises(figures)
    docs.mkdir(parents=True, exist_ok=True)
    drawn = draw(figures, docs)
    blocks = {
        "answers": _answers(figures),
        "promises": _promises(judged),
        "users": _users(figures),
        "customers": _customers(figures),
        "requests": _requests(figures),
        "plots": [f"![{title}]({name})" for title, name in drawn.items()],
        "machine": _machine(results),
    }
    page = docs / PAGE
    text = page.read_text(encoding="utf-8") if page.exists() else "\n".join(map(_empty, blocks))
    for name, lines in blocks.items():
        text = _fill(text, name, lines)
    page.write_text(text, encoding="utf-8")
    return [f"{item.text}: {item.limit}, measured {item.measured}" for item in judged if item.kept is False]


def _empty(name: str) -> str:
    return f"{BLOCK.format(edge='BEGIN', name=name)}\n{BLOCK.format(edge='END', name=name)}\n"


def _fill(text: str, name: str, lines: Sequence[str]) -> str:
    begin, end = (BLOCK.format(edge=edge, name=name) for edge in ("BEGIN", "END"))
    pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    content = "\n".join([begin, "", *lines, "", end] if lines else [begin, end])
    filled, count = pattern.subn(lambda _match: content, text)
    if count != 1:
        raise ValueError(f"{PAGE} needs the markers {begin} and {end} once.")
    return filled


def _table(header: Sequence[str], rows: Sequence[Sequence[str]], *, texts: int = 1) -> list[str]:
    """Lines of a table; the columns after the first texts are numbers."""
    if not rows:
        return []
    rule = ["---" if index < texts else "---:" for index in range(len(header))]
    return [_row(header), _row(rule), *map(_row, rows)]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _seconds(value: float) -> str:
    if value >= 600:
        return f"{value / 60:,.0f} min"
    return f"{value:.0f} s" if value >= 20 else f"{value:.1f} s"


def _answers(figures: Figures) -> list[str]:
    rows = []
    found = [item for item in figures.items if item["contender"] == "collection" and item["latency_ms"] == LATENCY]
    found.sort(key=lambda item: (item["customers"] == 1, item["customers"], item["users"], _turn(item)))
    for item in found:
        if item.many or item["customers"] == 1:
            who = "1 customer" if item["customers"] == 1 else f"{item['customers']} customers"
            each = "" if item["customers"] == 1 else " each"
            what = f"{who} with {item['users']:,} users{each}: {PHASES[item['phase']]}"
            rows.append([what, _seconds(item["wall_s"])])
    return _table(("run", "time"), rows)


def _turn(item: Figure) -> int:
    return [*PHASES].index(item["phase"])


def _promises(judged: Sequence[Promise]) -> list[str]:
    words = {True: "yes", False: "**no**", None: ""}
    rows = [[item.text, item.limit, item.measured, words[item.kept]] for item in judged]
    return _table(("what", "limit", "measured", "kept"), rows, texts=4)


def _users(figures: Figures) -> list[str]:
    lines: list[str] = []
    sizes = sorted({item["users"] for item in figures.items if item["customers"] == 1})
    for latency in sorted({item["latency_ms"] for item in figures.items}, reverse=True):
        for phase in ("first", "converged"):
            rows = []
            for users in sizes:
                found = {
                    item["contender"]: item
                    for item in figures.all(phase=phase, users=users, latency_ms=latency, customers=1)
                }
                floor = found.get("httpx")
                rows += [_user_row(found[key], floor) for key in SHOWN if key in found]
                if latency == LATENCY:
                    rows += _scaled_rows(figures, phase, users, floor, set(found))
            if rows:
                lines += ["", f"#### {PHASES[phase].capitalize()}, {latency} ms per answer", ""]
                lines += _table(("contender", "users", "wall", "of (d)", *COSTS), rows)
    return lines[1:]


COSTS = ("rounds", "slowest / quickest", "CPU", "peak memory", "requests", "at once")


def _costs(figure: Figure) -> list[str]:
    quickest, slowest = figure.spread
    return [
        str(figure.rounds),
        f"{slowest / quickest:.2f}" if figure.rounds > 1 else "",
        f"{figure['cpu_s']:.1f} s",
        f"{figure['memory_mb']:.0f} MB",
        f"{figure['request_count']:,.0f}",
        f"{figure['in_flight']:.0f}",
    ]


def _user_row(figure: Figure, floor: Figure | None) -> list[str]:
    ratio = f"{figure['wall_s'] / floor['wall_s']:.2f}" if floor and figure["contender"] != "empty" else ""
    title = CONTENDERS[figure["contender"]].title
    return [title, f"{figure['users']:,}", _seconds(figure["wall_s"]), ratio, *_costs(figure)]


def _scaled_rows(figures: Figures, phase: str, users: int, floor: Figure | None, measured: set[str]) -> list[list[str]]:
    rows = []
    for key in SHOWN:
        found = figures.scaled(key, phase, users) if CONTENDERS[key].most_users and key not in measured else None
        if found and floor and found[1] < users:
            wall, size = found
            ratio = f"{wall / floor['wall_s']:.0f}"
            title = f"{CONTENDERS[key].title}, scaled from {size} users"
            rows.append([title, f"{users:,}", _seconds(wall), ratio, *[""] * len(COSTS)])
    return rows


def _customers(figures: Figures) -> list[str]:
    found = [item for item in figures.items if item.many or "provisioning_s" in item.record]
    found.sort(key=lambda item: (item["customers"], -item["latency_ms"], _turn(item)))
    rows = []
    for item in found:
        what = "empty playbook" if item["contender"] == "empty" else PHASES[item["phase"]]
        if "provisioning_s" in item.record:
            what = f"first run up to the customers, {item['provisioning_s']} s each; waited {item['waiting_s']:.1f} s"
        latency, each = f"{item['latency_ms']} ms", f"{item['wall_s'] / item['customers']:.3f} s"
        rows.append([what, str(item["customers"]), latency, _seconds(item["wall_s"]), each, *_costs(item)])
    return _table(("run", "customers", "per answer", "wall", "per customer", *COSTS), rows)


def _requests(figures: Figures) -> list[str]:
    rows = []
    for item in sorted(figures.items, key=lambda item: (item["customers"], _turn(item))):
        fact = (item["contender"], item["customers"], item["users"], item["latency_ms"])
        if fact not in (("collection", 1, 1000, LATENCY), ("collection", 100, 10, LATENCY)):
            continue
        what = f"{item['customers']} x {item['users']:,} users, {PHASES[item['phase']]}"
        rows += [[what, f"`{name}`", f"{count:,}"] for name, count in item["requests"].items()]
    return _table(("run", "operation", "requests"), rows, texts=2)


def _machine(results: dict[str, Any]) -> list[str]:
    machine = results["machine"]
    libraries = ", ".join(f"{name} {version}" for name, version in machine["libraries"].items())
    lines = [
        f"{machine['processors']} processors ({machine['processor']}), {machine['system']}, "
        f"Python {machine['python']}; {libraries}.",
        "",
        f"The whole run took {_seconds(results['seconds'])}.",
    ]
    return ["**Tiny numbers, to see whether it works: nothing to quote.**", "", *lines] if results["quick"] else lines


if __name__ == "__main__":
    stored = json.loads((HERE / "results" / "latest.json").read_text(encoding="utf-8"))
    write(stored, HERE.parents[1] / "docs")
