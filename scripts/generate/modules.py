# SPDX-License-Identifier: GPL-3.0-or-later
"""The generated blocks of module documentation: options, and returned values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pydantic import BaseModel

from ansible_collections.webex.wholesale.plugins.module_utils._declare.connection import Connection, Workers

from .declared import Fact, facts, needed_when_present, option_facts
from .house import Module, Shared
from .texts import to_yaml


def document(module: Module) -> str:
    """The text of the module's file with its generated blocks replaced."""
    text = module.path.read_text(encoding="utf-8")
    described = {name for group in module.shared for name in group.own}
    own = [fact for fact in option_facts(module.model) if fact.name not in described]
    options = {fact.name: _option(_with_need(fact, needed_when_present(module.model))) for fact in own}
    if options:
        text = _replace_block(text, "options", to_yaml({"options": options}))
    block = f'RETURN = r"""\n{returned(module.result)}"""\n'
    return re.sub(r'(?s)^RETURN = r""".*?^"""\n', lambda _match: block, text, flags=re.M)


def fragment(groups: list[Shared], text: str) -> str:
    """The text of a doc fragment's file with its options replaced."""
    for group in groups:
        part = (group.fragment.partition(".")[2] or "documentation").upper()
        options = {fact.name: _option(fact) for fact in facts(group.model, group.own)}
        block = to_yaml({"options": options})
        pattern = rf'(?s)(^    {part} = r"""\n)(options:.*?)(?=^[a-z_]+:|^""")'
        if not re.search(pattern, text, flags=re.M):
            raise SystemExit(f"doc_fragments/{group.fragment}: it has no {part} with options.")
        text = re.sub(pattern, lambda match, block=block: match[1] + block, text, flags=re.M)  # type: ignore[misc]
    return text


def returned(model: type[BaseModel]) -> str:
    """The RETURN block."""
    rows = {fact.name: _returned(fact, top=True) for fact in facts(model)}
    shared = [name for name in ("actions", "problems", "api_calls") if name in rows]
    rows = {**{name: row for name, row in rows.items() if name not in shared}, **{name: rows[name] for name in shared}}
    return to_yaml(rows)


def _replace_block(text: str, key: str, block: str) -> str:
    """Replace a top-level key of DOCUMENTATION and all below it."""
    pattern = rf'(?s)(DOCUMENTATION = r""".*?^){key}:.*?(?=^[a-z_]+:|^""")'
    if not re.search(pattern, text, flags=re.M):
        raise SystemExit(f"DOCUMENTATION has no {key}:")
    return re.sub(pattern, lambda match: match[1] + block, text, count=1, flags=re.M)


def _option(fact: Fact) -> dict[str, Any]:
    row: dict[str, Any] = {"description": _description(fact), "type": fact.type}
    if fact.required:
        row["required"] = True
    if fact.elements:
        row["elements"] = fact.elements
    if fact.choices:
        row["choices"] = list(fact.choices)
    if fact.default is not None and not (fact.type == "dict" and fact.default == {}):
        row["default"] = fact.shown_default
    if fact.inner:
        row["suboptions"] = {inner.name: _option(inner) for inner in _placed(fact)}
    return row


def _with_need(fact: Fact, needed: tuple[str, ...]) -> Fact:
    """The option, with a sentence about the state that needs it."""
    if fact.name not in needed:
        return fact
    first, *others = fact.description
    return replace(fact, description=(f"{first} Needed with O(state=present).", *others))


def _placed(fact: Fact) -> Iterator[Fact]:
    """The inner fields, with full references in their texts: O(number) becomes O(users[].number)."""
    names = {inner.name for inner in fact.inner}
    brackets = "[]" if fact.type == "list" else ""

    def place(match: re.Match[str]) -> str:
        return f"O({fact.name}{brackets}.{match[1]}" if match[1] in names else match[0]

    for inner in fact.inner:
        texts = tuple(re.sub(r"\bO\((\w+)", place, text) for text in inner.description)
        yield replace(inner, description=texts)


def _returned(fact: Fact, *, top: bool = False) -> dict[str, Any]:
    row: dict[str, Any] = {"description": _one_or_many(fact.description)}
    if top:
        row["returned"] = fact.marks.returned
    row["type"] = fact.type
    if fact.elements:
        row["elements"] = fact.elements
    if fact.example is not None:
        row["sample"] = fact.example
    if fact.inner:
        row["contains"] = {inner.name: _returned(inner) for inner in fact.inner}
    return row


def _description(fact: Fact) -> Any:
    sources = []
    # Variables give an action its connection and its workers, and nothing else.
    if fact.name in {*Connection.model_fields, *Workers.model_fields} - {"entry"}:
        sources.append(f"the variable C(webex_{fact.name})")
    if fact.marks.env:
        sources.append(f"the environment variable E({fact.marks.env})")
    if not sources:
        return _one_or_many(fact.description)
    first, *others = sources
    used = f"When it is not set, {first} is used{''.join(f', then {other}' for other in others)}."
    return _one_or_many((*fact.description, used))


def _one_or_many(texts: tuple[str, ...]) -> Any:
    return texts[0] if len(texts) == 1 else list(texts)
