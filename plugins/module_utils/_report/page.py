# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""report.html: one file that needs no other, for browsers, keyboards, screen readers and paper. Pure."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from html import escape
from itertools import islice

from .content import ReportedAction, ReportedFailure, ReportedPart, RunReport
from .page_script import SCRIPT
from .page_style import STYLE
from .texts import (
    OUTCOME_WORDS,
    STATUS_WORDS,
    VERB_WORDS,
    event_line,
    facts_about,
    field_lines,
    lines_of,
    tallies,
    tasks_by_reason,
    title_of,
    tolerance_line,
    undeclared_text,
)

# report.json has all of them.
MAX_ACTIONS_SHOWN = 2_000
# Each customer has its own below.
MAX_FAILURES_ON_TOP = 500
_FILTERS = {
    "all": "all customers",
    "failed": "failed",
    "changed": "with changes",
    "hand": "to do by hand",
    "tolerated": "with what is tolerated",
}


def page_of(report: RunReport) -> Iterator[str]:
    """The page, piece by piece, with one customer in memory."""
    title, facts = _text(title_of(report.head)), _text("; ".join(facts_about(report.head)))
    rules = f"default-src 'none'; style-src {_digest(STYLE)}; script-src {_digest(SCRIPT)}; base-uri 'none'"
    yield (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{rules}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        '<a class="skip" href="#customers">To the customers</a>\n'
        f'<header>\n<h1>{title}</h1>\n<p class="soft">{facts}</p>\n</header>\n<main>\n'
    )
    yield from _tallies(report)
    yield from _by_hand(report)
    yield from _failures(report)
    yield from _customers(report)
    yield f"</main>\n<script>{SCRIPT}</script>\n</body>\n</html>\n"


def _digest(content: str) -> str:
    """The only style and script that a browser may use here, whatever stands in the data."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


def _text(text: str) -> str:
    return escape("\n".join(lines_of(text)))


def _tallies(report: RunReport) -> Iterator[str]:
    yield '<section aria-label="Totals">\n<dl class="tallies">\n'
    for word, number in tallies(report):
        marked = ' class="bad"' if number and word == "failed" else ' class="hand"' if number and "hand" in word else ""
        yield f"<div{marked}><dt>{_text(word)}</dt><dd>{number:,}</dd></div>\n"
    yield "</dl>\n</section>\n"


def _by_hand(report: RunReport) -> Iterator[str]:
    groups = tasks_by_reason(report)
    if not groups:
        return
    yield '<section aria-labelledby="by-hand">\n<h2 id="by-hand">To do by hand</h2>\n<div class="hands">\n'
    for title, tasks in groups.items():
        yield f"<h3>{_text(title)}</h3>\n<ul>\n"
        for number, host, task in tasks:
            steps = "".join(f"<li>{_text(step)}</li>" for step in task.steps)
            listed = f"<ol>{steps}</ol>" if steps else ""
            yield f'<li>{_link(host, number)}<span class="text">{_text(task.text)}</span>{listed}</li>\n'
        yield "</ul>\n"
    yield "</div>\n</section>\n"


def _failures(report: RunReport) -> Iterator[str]:
    count = report.totals["failed"]
    if not count:
        return
    yield '<section aria-labelledby="failures">\n<h2 id="failures">Failures</h2>\n'
    if count > MAX_FAILURES_ON_TOP:
        yield f"<p>The first {MAX_FAILURES_ON_TOP:,} of {count:,}; those of each customer are below.</p>\n"
    yield '<ul class="failures">\n'
    rows = ((number, part, failure) for number, part in enumerate(report.parts()) for failure in part.failures)
    for number, part, failure in islice(rows, MAX_FAILURES_ON_TOP):
        yield f"<li>{_link(part.host, number)}{_failure(failure)}</li>\n"
    yield "</ul>\n</section>\n"


def _failure(failure: ReportedFailure) -> str:
    what = f"{failure.kind} {failure.identity}".strip()
    facts = {"Error code": failure.code, "Tracking ID": failure.tracking_id, "Place": failure.place}
    lines = [f"<strong>{_text(what)}</strong>", f'<p class="text">{_text(failure.error)}</p>']
    shown = "; ".join(f"{name}: <code>{_text(value)}</code>" for name, value in facts.items() if value)
    if shown:
        lines.append(f"<p>{shown}</p>")
    if failure.hint and failure.hint not in failure.error:
        lines.append(f"<p>What to do: {_text(failure.hint)}</p>")
    return "".join(lines)


def _customers(report: RunReport) -> Iterator[str]:
    options = "".join(f'<option value="{value}">{word}</option>' for value, word in _FILTERS.items())
    yield (
        '<section aria-labelledby="customers">\n<h2 id="customers">Customers</h2>\n'
        '<form class="controls" role="search" hidden>\n'
        '<label class="grow">Search customers, objects and values'
        '<input type="search" autocomplete="off" spellcheck="false" aria-keyshortcuts="/"></label>\n'
        f"<label>Show<select>{options}</select></label>\n"
        '<button type="button" aria-pressed="false">Open all</button>\n<output aria-live="polite"></output>\n</form>\n'
    )
    still: list[str] = []
    for number, part in enumerate(report.parts()):
        anchor = _anchor(number)
        if _has_details(part):
            yield from _customer(part, anchor)
        elif part.host:
            state = "" if part.status == "unchanged" else f" ({STATUS_WORDS[part.status]})"
            still.append(f'<li id="{anchor}" data-status="{part.status}">{_text(part.host)}{state}</li>\n')
    if still:
        yield (
            f'<details id="still"><summary><strong>{len(still)} without changes</strong></summary>\n'
            f'<div><ul class="names">\n{"".join(still)}</ul></div></details>\n'
        )
    yield "</section>\n"


def _has_details(part: ReportedPart) -> bool:
    return bool(part.actions or part.failures or part.by_hand or part.warnings or part.tolerated)


def _customer(part: ReportedPart, anchor: str) -> Iterator[str]:
    hand = " data-hand" if part.by_hand else ""
    hand += " data-tolerated" if part.tolerated else ""
    shared = "" if part.host else " data-shared"
    yield (
        f'<details class="customer" id="{anchor}" data-status="{part.status}"{hand}{shared}>'
        f"<summary>{_summary(part)}</summary>\n<div>\n"
    )
    for title, texts in (
        ("To do by hand", [task.text for task in part.by_hand]),
        ("Who changed it, by Webex's audit log", map(event_line, part.events)),
        ("Tolerated", map(tolerance_line, part.tolerated)),
        ("Warnings", part.warnings),
        ("Not declared, and there", [text] if (text := undeclared_text(part)) else []),
    ):
        yield _listed(title, texts)
    if part.failures:
        rows = "".join(f"<li>{_failure(failure)}</li>" for failure in part.failures)
        yield f'<h3>Failures</h3>\n<ul class="failures">{rows}</ul>\n'
    yield from _actions(part)
    yield "</div></details>\n"


def _listed(title: str, texts: Iterable[str]) -> str:
    rows = "".join(f'<li class="text">{_text(text)}</li>' for text in texts)
    return f"<h3>{_text(title)}</h3>\n<ul>{rows}</ul>\n" if rows else ""


def _summary(part: ReportedPart) -> str:
    counts = part.counts()
    words = [f"<strong>{_text(part.name)}</strong>"]
    if part.external_id:
        words.append(f'<span class="soft">{_text(part.external_id)}</span>')
    if part.status != "changed":
        marked = "failed" if part.status == "failed" else "soft"
        words.append(f'<span class="{marked}">{STATUS_WORDS[part.status]}</span>')
    words += [f'<span class="{verb}">{word} {counts[verb]}</span>' for verb, word in VERB_WORDS.items() if counts[verb]]
    if part.tolerated:
        words.append(f"<span>{len(part.tolerated)} tolerated</span>")
    if part.by_hand:
        words.append(f"<span>{len(part.by_hand)} by hand</span>")
    words.append(f'<span class="soft">{part.seconds:.1f} s, {part.requests} requests</span>')
    return " ".join(words)


def _actions(part: ReportedPart) -> Iterator[str]:
    if not part.actions:
        return
    yield "<h3>Changes</h3>\n"
    if len(part.actions) > MAX_ACTIONS_SHOWN:
        yield f"<p>The first {MAX_ACTIONS_SHOWN:,} of {len(part.actions):,}; report.json has all of them.</p>\n"
    yield "<table><thead><tr><th>Change</th><th>Object</th><th>Fields</th></tr></thead>\n<tbody>\n"
    yield from map(_action, part.actions[:MAX_ACTIONS_SHOWN])
    yield "</tbody></table>\n"


def _action(action: ReportedAction) -> str:
    outcome = OUTCOME_WORDS.get(action.outcome, "")
    end = f' <span class="failed">{_text(outcome)}</span>' if outcome else ""
    # One node for all fields: thousands of rows stay quick.
    fields = escape("\n".join(field_lines(action)))
    word = VERB_WORDS.get(action.action, _text(action.action))
    verb = action.action if action.action in VERB_WORDS else "update"
    return (
        f'<tr><th scope="row" class="{verb}">{word}</th><td>{_text(f"{action.kind} {action.identity}")}{end}</td>'
        f"<td>{fields}</td></tr>\n"
    )


def _anchor(number: int) -> str:
    return f"part-{number}"


def _link(host: str, number: int) -> str:
    return f'<a href="#{_anchor(number)}">{_text(host)}</a>: ' if host else ""
