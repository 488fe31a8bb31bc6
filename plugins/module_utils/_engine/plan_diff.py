# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A plan as text, for `--diff`. Pure.

Ansible would show anything but text as JSON, with escapes for every letter that is not ASCII.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from .._declare.text import escape_control_chars
from .plan import Action, Verb

# In a list or in the line of an object, a value with one of these would look like several.
_SEPARATORS = frozenset(',:{}[]"')
_WORDS: dict[Verb, str] = {"create": "new", "delete": "removed"}


def diff(actions: Sequence[Action]) -> list[dict[str, str]]:
    """Before and after, as Ansible's `diff` has them.

    An update has an entry of its own, with a line for every field that changes. Of several creations of one kind each
    has a line, and all together one entry, where the first of them would be; the same for removals.
    """
    return [_entry(group) for group in _groups([action for action in actions if action.changes])]


def _entry(group: Sequence[Action]) -> dict[str, str]:
    first = group[0]
    word = _WORDS.get(first.action, "")
    if len(group) == 1:
        header = f"{first.kind} {first.identity}" + (f" ({word})" if word else "")
        before, after = _lines(first, "before"), _lines(first, "after")
    else:
        header = f"{first.kind} ({len(group)} {word})"
        creates = first.action == "create"
        before = [] if creates else [_line(action, "before") for action in group]
        after = [_line(action, "after") for action in group] if creates else []
    shown = escape_control_chars(header)
    return {"before_header": shown, "after_header": shown, "before": "".join(before), "after": "".join(after)}


def _groups(actions: Sequence[Action]) -> list[list[Action]]:
    groups: dict[tuple[str, ...], list[Action]] = {}
    for number, action in enumerate(actions):
        key = (action.kind, action.action)
        groups.setdefault(key if action.action in _WORDS else (*key, str(number)), []).append(action)
    return list(groups.values())


def _values(action: Action, side: Literal["before", "after"]) -> dict[str, Any]:
    values = {name: getattr(change, side) for name, change in action.fields.items()}
    return {name: value for name, value in values.items() if value is not None}


def _lines(action: Action, side: Literal["before", "after"]) -> list[str]:
    """The fields, one a line; of an address and the like each part has a line."""
    return [f"{name}: {value_text(value)}\n" for name, value in sorted(flat_fields(_values(action, side)))]


def flat_fields(values: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """The fields by name; of an address and the like each part, such as `address.city`."""
    for name, value in values.items():
        path = f"{prefix}{escape_control_chars(name)}"
        if isinstance(value, Mapping) and value:
            yield from flat_fields(value, f"{path}.")
        else:
            yield path, value


def _line(action: Action, side: Literal["before", "after"]) -> str:
    """The object in one line; the field that names it is not repeated."""
    values = {name: value for name, value in _values(action, side).items() if value != action.identity}
    fields = ", ".join(f"{escape_control_chars(name)} {part_text(value)}" for name, value in values.items())
    return escape_control_chars(f"{action.kind} {action.identity}") + (f": {fields}" if fields else "") + "\n"


def value_text(value: Any) -> str:
    """A value that has the rest of the line for itself."""
    return escape_control_chars(value) if isinstance(value, str) and value.strip() else part_text(value)


def part_text(value: Any) -> str:
    """A value among others, in one line."""
    if isinstance(value, bool):
        return str(value).lower()
    if value is None:
        return "null"
    if isinstance(value, Mapping):
        parts = (f"{escape_control_chars(str(name))}: {part_text(part)}" for name, part in value.items())
        return f"{{{', '.join(parts)}}}"
    if isinstance(value, (list, tuple, set, frozenset)):
        return f"[{', '.join(map(part_text, value))}]"
    text = escape_control_chars(str(value))
    if not text.strip() or text != text.strip() or _SEPARATORS.intersection(text):
        quotes_escaped = text.replace('"', '\\"')
        return f'"{quotes_escaped}"'
    return text
