# SPDX-License-Identifier: GPL-3.0-or-later
"""The plots of the report, as SVG files."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pygal
from pygal.style import CleanStyle

from .cases import CONTENDERS, LATENCY
from .figures import Figures, curve, pages

# Scripts, which no web site runs that shows the file, and the date of drawing.
UNWANTED = re.compile(r"<!--.*?-->|<script.*?</script>", re.DOTALL)
SIZES = (100, 1000, 5000)
STYLE = CleanStyle(
    font_family="sans-serif",
    background="white",
    plot_background="white",
    guide_stroke_color="#d0d0d0",
    major_guide_stroke_color="#d0d0d0",
    colors=("#0b5cad", "#5aa9e6", "#c0392b", "#e08e0b", "#2c8c4a", "#7d3c98"),
)


def draw(figures: Figures, folder: Path) -> dict[str, str]:
    """Draw everything that was measured; return the files by title."""
    drawings: dict[str, tuple[str, Callable[[Figures], pygal.XY | None]]] = {
        "First run of one customer": ("performance-users.svg", _users),
        "Run of many customers that finds nothing to do": ("performance-customers.svg", _customers),
        "Requests of a customer with nothing to do": ("performance-requests.svg", _requests),
    }
    drawn = {}
    for title, (name, make) in drawings.items():
        chart = make(figures)
        if chart is not None:
            chart.title = title
            # The identity is part of the file: else it is another one each time.
            chart.uuid = Path(name).stem
            text = UNWANTED.sub("", chart.render(is_unicode=True))
            (folder / name).write_text(text, encoding="utf-8")
            drawn[title] = name
    return drawn


def _chart(x_title: str, y_title: str, *, logarithmic: bool = False) -> pygal.XY:
    return pygal.XY(
        js=[],
        style=STYLE,
        width=800,
        height=450,
        x_title=x_title,
        y_title=y_title,
        logarithmic=logarithmic,
        legend_at_bottom=True,
        legend_at_bottom_columns=2,
        truncate_legend=-1,
        dots_size=3,
    )


def _users(figures: Figures) -> pygal.XY | None:
    chart = _chart("users", f"seconds, {LATENCY} ms per answer, logarithmic", logarithmic=True)
    for contender in CONTENDERS.values():
        found = [(users, figures.scaled(contender.key, "first", users)) for users in SIZES]
        points = [(users, round(value[0], 2)) for users, value in found if value and contender.key != "empty"]
        if points:
            scaled = any(value and value[1] != users for users, value in found)
            chart.add(contender.title.replace("`", "") + (", scaled" if scaled else ""), points)
    chart.x_labels = SIZES
    chart.y_labels = (1, 10, 100, 1000, 10000)
    return chart if chart.raw_series else None


def _customers(figures: Figures) -> pygal.XY | None:
    chart = _chart("customers", "seconds")
    for key, title in (("collection", "this collection"), ("empty", "empty playbook")):
        found = figures.all(contender=key, phase="converged", latency_ms=LATENCY)
        points = [(item["customers"], round(item["wall_s"], 2)) for item in found if item["customers"] > 1]
        if points:
            chart.add(title, sorted(points))
    return chart if chart.raw_series else None


def _requests(figures: Figures) -> pygal.XY | None:
    points = curve(figures)
    if not points:
        return None
    constant = min(requests - pages(users) for users, requests in points)
    steps = [
        (users, pages(users) + constant)
        for page in range(pages(points[-1][0]))
        for users in (100 * page + 1, 100 * page + 100)
    ]
    chart = _chart("users", "requests")
    chart.range = (0, max(requests for _users, requests in points) + 2)
    chart.add("measured", points, stroke=False)
    chart.add(f"users / 100, rounded up, + {constant}", steps, show_dots=False)
    return chart
