# SPDX-License-Identifier: GPL-3.0-or-later
"""The forms of a report: the table on the terminal, the page, and the summary."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._report import page
from ansible_collections.webex.wholesale.plugins.module_utils._report.content import (
    ByHand,
    ReportedEvent,
    ReportedPart,
    ReportedTolerance,
)
from ansible_collections.webex.wholesale.plugins.module_utils._report.markdown import MAX_CHARACTERS, markdown_of
from ansible_collections.webex.wholesale.plugins.module_utils._report.page import page_of
from ansible_collections.webex.wholesale.plugins.module_utils._report.table import table_of
from ansible_collections.webex.wholesale.plugins.module_utils._report.texts import REASONS, field_lines
from ansible_collections.webex.wholesale.tests.unit.plugins.module_utils.report.samples import (
    HEAD,
    NEW_TITLE,
    PLAN,
    UNREAL,
    failing,
    large,
    part,
    report,
    template,
)

VOID = {"meta", "input", "br"}


class Outline(HTMLParser):
    """Elements, ids and text of a page whose elements are all closed."""

    def __init__(self, html):
        super().__init__()
        self.open, self.ids, self.links, self.names, self.words = [], [], [], [], []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        """An element begins."""
        self.names.append(tag)
        given = dict(attrs)
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"][1:]] if "href" in given else []
        self.open += [] if tag in VOID else [tag]

    def handle_endtag(self, tag):
        """An element ends."""
        assert self.open.pop() == tag

    def handle_data(self, data):
        """Text."""
        self.words.append(data)


def rendered(*customers, **keywords):
    """The page of a report."""
    return "".join(page_of(report(*customers, **keywords)))


def actions_of(fields, verb="update"):
    """An action with these fields."""
    return part("acme_pizza", {**NEW_TITLE, "action": verb, "fields": fields}).actions[0]


def whole():
    """A report with everything."""
    hands = tuple(ByHand(reason, f"{reason} by hand") for reason in REASONS)
    return report(
        failing(),
        replace(part("northwind_legal", NEW_TITLE, warnings=["Look."]), by_hand=hands, external_id="northwind-0002"),
        ReportedPart("thistle_books", requests=3),
        ReportedPart("late_host", reached=False),
        shared=template(),
    )


def test_fields_are_shown_with_both_values():
    fields = {
        "title": {"from": "Cook", "to": "Chef"},
        "number": {"from": None, "to": "+14085550100"},
        "address": {"from": {"city": "Reno", "country": "US"}, "to": {"city": "Fremont", "country": "US"}},
        "packages": {"from": ["a"], "to": ["a", "b"]},
    }
    assert list(field_lines(actions_of(fields))) == [
        "address.city: Reno \u2192 Fremont",
        "number: nothing \u2192 +14085550100",
        "packages: [a] \u2192 [a, b]",
        "title: Cook \u2192 Chef",
    ]
    assert list(field_lines(actions_of({"title": {"from": None, "to": "Chef"}}, "create"))) == ["title: Chef"]
    assert list(field_lines(actions_of({"title": {"from": "Chef", "to": None}}, "delete"))) == ["title: Chef"]


TOLERATED = ReportedTolerance(
    "user", "ana@acme.example", "update", {"title": {"from": "Chef", "to": "Cook"}}, "Agreed | <b>", "2027-01-31"
)
EVENT = ReportedEvent("user", "ana@acme.example", "2026-11-27T15:18:43Z", "Kim Ray <kim@acme.example>", "Edited ana")


def test_what_is_tolerated_and_who_changed_it_is_in_every_form():
    known = report(
        replace(part("acme_pizza", NEW_TITLE), events=(EVENT,)),
        ReportedPart("known", tolerated=(TOLERATED, replace(TOLERATED, action="create", fields={}, until=None))),
    )
    lines = [
        "user ana@acme.example: title: Chef \u2192 Cook. Tolerated, until 2027-01-31: Agreed | <b>",
        "user ana@acme.example is missing. Tolerated: Agreed | <b>",
        "user ana@acme.example: Kim Ray <kim@acme.example>, 2026-11-27 15:18:43 UTC: Edited ana",
    ]
    outline = Outline("".join(page_of(known)))
    assert set(lines) < set(outline.words)
    markdown = markdown_of(known)
    assert "<b>" not in markdown.replace("\\<b\\>", "")
    for line in lines:
        assert line.replace("|", "\\|").replace("<", "\\<").replace(">", "\\>") in markdown
    assert "Tolerated differences, see the report: 2" in [line.text for line in table_of(known, 50)]
    assert known.totals["tolerated"] == 2


def test_a_look_for_drift_has_changed_nothing():
    found = part("acme_pizza", NEW_TITLE)
    drift = replace(found, actions=tuple(replace(action, outcome="found") for action in found.actions))
    assert "**1** with drift, **1** objects that differ" in markdown_of(report(drift))
    assert "objects that differ" in "".join(page_of(report(drift)))
    assert "objects that differ" not in markdown_of(report(drift, found))


# The table


def test_the_table():
    lines = [line.text.split() for line in table_of(whole(), 50)]
    assert lines == [
        ["customer", "create", "change", "remove", "failed", "not", "declared", "seconds", "requests"],
        ["acme_pizza", "-", "1", "-", "2", "2", "1.5", "4"],
        ["northwind_legal", "-", "1", "-", "-", "-", "1.5", "4"],
        ["1", "unchanged", "-", "-", "-", "-", "-", "0.0", "3"],
        ["1", "not", "looked", "at", "-", "-", "-", "-", "-", "0.0", "0"],
        ["all", "4", "customers", "-", "2", "-", "2", "2", "77.0", "13"],
        ["To", "do", "by", "hand,", "see", "the", "report:", "6"],
    ]


def test_the_table_of_many_customers_stays_short():
    lines = table_of(large(), 20)
    assert len(lines) == 24
    assert lines[21].text.startswith("470 more with changes or failures ")
    assert lines[22].text.startswith("10 unchanged ")
    assert len({len(line.text) for line in lines}) == 1


def test_failures_come_first_and_names_are_harmless():
    rows = table_of(report(part("a", NEW_TITLE), replace(failing(), host=UNREAL * 5)), 1)
    assert rows[1].status == "failed"
    assert rows[1].text.isprintable()
    assert len(rows[1].text) < 120
    assert rows[2].text.startswith("1 more")


# The page


def test_the_page_is_well_formed_and_its_links_lead_somewhere():
    outline = Outline("".join(page_of(whole())))
    assert len(set(outline.ids)) == len(outline.ids)
    assert set(outline.links) <= set(outline.ids)
    assert {"part-1", "part-2", "customers"} <= set(outline.links)
    text = "\n".join(outline.words)
    some = ("acme_pizza", "25008", "ROUTER_6565A0-1", "title: Cook \u2192 Chef", "thistle_books")
    for words in (*REASONS.values(), *some):
        assert words in text, words
    assert "late_host (not looked at)" in text


def test_the_page_needs_nothing_else():
    html = "".join(page_of(whole()))
    assert not re.search(r"""(src|href)=["'](?!#)|url\(|@import|https?://""", html)


def test_a_browser_runs_nothing_but_our_script():
    html = rendered(replace(part(UNREAL, {**NEW_TITLE, "identity": UNREAL}, warnings=[UNREAL]), external_id=UNREAL))
    assert Outline(html).names.count("script") == 1
    (rules,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', html)
    for name in ("script", "style"):
        (content,) = re.findall(rf"<{name}>(.*?)</{name}>", html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in rules
    assert "\u202e" not in html
    assert "\x1b" not in html


def test_what_is_long_is_bounded(monkeypatch):
    monkeypatch.setattr(page, "MAX_ACTIONS_SHOWN", 1)
    monkeypatch.setattr(page, "MAX_FAILURES_ON_TOP", 1)
    html = rendered(replace(failing(), actions=failing().actions * 2))
    assert "The first 1 of 6; report.json has all of them." in html
    assert "The first 1 of 2; those of each customer are below." in html
    assert html.count("<tr>") == 2


def test_many_customers_make_a_page_that_opens_quickly():
    elements = Outline("".join(page_of(large()))).names
    # Each change is a row with three cells, and no more.
    assert len(elements) < 5_000 * 4 + 500 * 20


def test_a_plan_speaks_of_what_would_be():
    html = rendered(part("acme_pizza", NEW_TITLE, check_mode=True, forecast=12), head=PLAN)
    text = "\n".join(Outline(html).words)
    some = ("plan of onboard", "nothing was changed at Webex", "limit acme_pizza", "tags users", "requests of a run")
    for words in some:
        assert words in text, words


# The summary


def test_the_summary():
    text = markdown_of(whole())
    assert text.startswith("# Webex for Wholesale: run of onboard\n")
    assert "## To do by hand\n\n**Onboarding templates**\n\n- Make template gold-us in Partner Hub.\n  1. " in text
    assert "- **acme\\_pizza**: user leo@acme.example: POST /wholesale/subscribers answered 400: " in text
    assert "(code 25008, tracking ID ROUTER\\_6565A0-1)" in text
    assert "| northwind\\_legal | - | 1 | - | - | - | 1.5 | 4 |" in text
    assert "- change user ana@acme.example: title: Cook \u2192 Chef" in text


@pytest.mark.parametrize("content", [large(), report(*[replace(failing(), host=f"h{n}") for n in range(2_000)])])
def test_the_summary_fits_into_a_comment(content):
    text = markdown_of(content)
    assert len(text) <= MAX_CHARACTERS
    assert "more lines are left out here" in text
    # Long sections leave room for those that follow.
    assert "## Customers" in text
    assert "## Changes" in text


def test_the_summary_takes_nothing_for_markdown():
    text = markdown_of(report(part(UNREAL, {**NEW_TITLE, "identity": UNREAL}), head=replace(HEAD, playbook=UNREAL)))
    assert "\\<script\\>alert(1)\\</script\\> \\[a\\](javascript:b) \\| \\`c\\` \\\\u202e\\\\x1b\\[31m" in text
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {9}
