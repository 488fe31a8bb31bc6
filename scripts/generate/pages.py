# SPDX-License-Identifier: GPL-3.0-or-later
"""The tables of docs/inventory.md, between comments with their names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ansible_collections.webex.wholesale.plugins.module_utils._customers.model import Customer
from ansible_collections.webex.wholesale.plugins.module_utils._locations.model import Location

from .declared import Fact, facts
from .house import ROOT
from .texts import markdown, sample

PAGE = ROOT / "docs/inventory.md"
BEGIN, END = "<!-- generated: {} -->", "<!-- end of generated -->"
_PART = re.compile(r"(?s)<!-- generated: ([^>]*?) -->\n.*?<!-- end of generated -->")

Tables = Mapping[str, Sequence[Fact]]


def tables(contract: Sequence[Fact], connection: Sequence[Fact], settings: Sequence[Fact]) -> Tables:
    """Fields by the name of their table. A table with the name of a variable or key shows the fields in it."""
    keys = {fact.name: fact.inner for fact in contract if fact.inner and fact.name != "webex_setup_assist_contact"}
    of_customer, of_location = ({fact.name: fact.inner for fact in facts(model)} for model in (Customer, Location))
    keys |= {
        "address": of_customer["address"],
        "headquarters": of_customer["headquarters"],
        "pstn": of_location["pstn"],
    }
    return {**keys, "contract": contract, "connection": connection, "settings": settings}


def with_tables(page: str, tables: Tables) -> str:
    """The page with all tables replaced."""
    shown = set()

    def fill(match: re.Match[str]) -> str:
        name = match[1]
        if name not in tables:
            raise SystemExit(f"{PAGE.name} asks for the table {name!r}; there are {', '.join(sorted(tables))}.")
        shown.add(name)
        return f"{BEGIN.format(name)}\n{table(tables[name], tables)}{END}"

    text = _PART.sub(fill, page)
    if missing := tables.keys() - shown:
        raise SystemExit(f"{PAGE.name} has no place for the tables {', '.join(sorted(missing))}.")
    return text


def table(rows: Sequence[Fact], tables: Tables) -> str:
    """One row a field, and one for each field inside it where that has no table of its own."""
    kind = "variable" if rows[0].name.startswith("webex_") else "key"
    lines = [f"| {kind} | type | default | what |", "| --- | --- | --- | --- |", *_rows(rows, tables)]
    return "\n".join(lines) + "\n"


def _rows(rows: Sequence[Fact], tables: Tables, prefix: str = "") -> Iterator[str]:
    for fact in rows:
        own = next((name for name, shown in tables.items() if fact.inner and shown == fact.inner), "")
        what = _what(fact) + (f" [Its keys](#{own})." if own else "")
        default = _default(fact)
        yield f"| `{prefix}{fact.name}` | {_type(fact)} |{f' {default} ' if default else ' '}| {what} |"
        if not own:
            yield from _rows(fact.inner, tables, f"{prefix}{fact.name}.")


def _type(fact: Fact) -> str:
    words = {"str": "text", "path": "path", "bool": "true or false", "int": "whole number", "float": "number"}
    words |= {"dict": "mapping", "raw": "any"}
    if fact.type == "list":
        return f"list of {'mappings' if fact.elements == 'dict' else 'texts'}"
    return words[fact.type]


def _default(fact: Fact) -> str:
    if fact.required:
        return "**needed**"
    # The defaults of a mapping are those of its keys.
    if fact.default in (None, [], {}) or fact.inner:
        return ""
    value = fact.shown_default
    return f"`{value if isinstance(value, str) else sample(value)}`"


def _what(fact: Fact) -> str:
    text = markdown(" ".join(fact.description))
    if fact.choices:
        some = "Some of" if fact.type == "list" else "One of"
        text += f" {some} {', '.join(f'`{choice}`' for choice in fact.choices)}."
    if fact.marks.unit and fact.marks.unit not in text.lower():
        text += f" In {fact.marks.unit}."
    if fact.marks.env:
        text += f" Environment: `{fact.marks.env}`."
    if fact.marks.creation_only:
        text += " *Sent at creation only.*"
    if fact.example is not None and not fact.choices and fact.type in ("str", "path"):
        text += f" For example `{fact.example}`."
    return text.replace("|", "\\|")
