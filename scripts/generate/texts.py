# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes YAML and Markdown in a stable format. Pure."""

from __future__ import annotations

import json
import re
from typing import Any

import yaml

WIDTH = 118

# Characters that need no escape in YAML.
_ONE_LINE = re.compile(r"[\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]*")
# Ansible's markup and its Markdown.
_MARKUP = (
    (re.compile(r"\bM\(webex\.wholesale\.([^()]*)\)"), r"`\1`"),
    (re.compile(r"\bP\(([^()#]*)#\w+\)"), r"`\1`"),
    (re.compile(r"\b(?:[MCOVE]|RV)\(([^()]*)\)"), r"`\1`"),
    (re.compile(r"\bI\(([^()]*)\)"), r"*\1*"),
    (re.compile(r"\bB\(([^()]*)\)"), r"**\1**"),
    (re.compile(r"\bU\(([^()]*)\)"), r"<\1>"),
    (re.compile(r"\bL\(([^(),]*), *([^()]*)\)"), r"[\1](\2)"),
)


def to_yaml(data: dict[str, Any] | list[Any], indent: int = 0) -> str:
    """Block YAML with keys in their order, folded at WIDTH; the data must not be empty."""
    pad = " " * indent
    if isinstance(data, dict):
        return "".join(_entry(f"{pad}{_scalar(key)}:", value, indent) for key, value in data.items())
    return "".join(_item(f"{pad}-", value, indent) for value in data)


def _entry(head: str, value: Any, indent: int) -> str:
    if isinstance(value, list) and value and _are_words(value):
        flat = f"{head} [{', '.join(_scalar(item) for item in value)}]"
        if len(flat) <= WIDTH:
            return f"{flat}\n"
    if isinstance(value, dict | list) and value:
        return f"{head}\n{to_yaml(value, indent + 2)}"
    return _folded(head, _scalar(value), indent + 2)


def _item(head: str, value: Any, indent: int) -> str:
    if isinstance(value, dict | list) and value:
        return f"{head} {to_yaml(value, indent + 2)[indent + 2 :]}"
    return _folded(head, _scalar(value), indent + 2)


def _are_words(values: list[Any]) -> bool:
    return all(isinstance(value, str) and re.fullmatch(r"[\w.-]+", value) for value in values)


def _scalar(value: Any) -> str:
    """A value in one line; text is quoted where YAML would read another type."""
    if not isinstance(value, str):
        return _dumped(value)
    if not _ONE_LINE.fullmatch(value):
        return _dumped(value, default_style='"')
    plain = value and value == value.strip() and not re.search(r": |:$| #|^[-?:,\[\]{}#&*!|>'\"%@`<]", value)
    if plain and _loaded(value) == value:
        return value
    return "'" + value.replace("'", "''") + "'"


def _dumped(value: Any, **style: Any) -> str:
    text = yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, width=float("inf"), **style)
    return text.removesuffix("\n").removesuffix("\n...")


def _loaded(text: str) -> Any:
    try:
        return yaml.safe_load(text)
    except (yaml.YAMLError, ValueError):
        return None


def _folded(head: str, scalar: str, indent: int) -> str:
    """Head and value in one line, or in several that YAML reads as one."""
    lines = [head]
    foldable = not scalar.startswith('"') and "  " not in scalar
    for word in scalar.split(" ") if foldable else [scalar]:
        if foldable and len(lines[-1]) + 1 + len(word) > WIDTH:
            lines.append(" " * indent + word)
        else:
            lines[-1] += f" {word}"
    return "\n".join(lines) + "\n"


def sample(value: Any) -> str:
    """A value in one line, for both YAML and JSON."""
    return json.dumps(value, ensure_ascii=False)


def markdown(text: str) -> str:
    """Ansible's markup as Markdown."""
    for pattern, replacement in _MARKUP:
        text = pattern.sub(replacement, text)
    return text
