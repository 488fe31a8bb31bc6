# SPDX-License-Identifier: GPL-3.0-or-later
"""Argument specifications as plain dicts in files, since modules are also imported where pydantic is missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .declared import Fact, facts, needed_when_present, option_facts
from .house import Module, Shared

HEADER = '''# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""{title}

Generated from {source} by `make generate`; change it there.
"""

from __future__ import annotations
'''

# A docstring with its quotes, in a line.
MAX_TITLE = 117


def option(fact: Fact) -> dict[str, Any]:
    """One option as AnsibleModule takes it."""
    row: dict[str, Any] = {"type": fact.type}
    if fact.required:
        row["required"] = True
    if fact.elements:
        row["elements"] = fact.elements
    if fact.choices:
        row["choices"] = list(fact.choices)
    if fact.default is not None and not (fact.type == "dict" and fact.default == {}):
        row["default"] = fact.default
    if fact.marks.secret is not None:
        row["no_log"] = fact.marks.secret
    if fact.marks.env:
        row["fallback"] = (fact.marks.env,)
    if fact.inner:
        row["options"] = {inner.name: option(inner) for inner in fact.inner}
    return row


def shared_file(groups: list[Shared]) -> str:
    """The file of option groups that several modules take."""
    names = {name for group in groups for fact in facts(group.model, group.own) for name in [fact.marks.env] if name}
    source = groups[0].source
    text = HEADER.format(title="Options that several modules take.", source=source)
    if names:
        text += "\nfrom ansible.module_utils.basic import env_fallback\n"
    text += f"\nfrom {_spec_module(groups[0].package)} import Spec\n"
    for group in groups:
        own = facts(group.model, group.own)
        text += f"\n{group.spec} = {_spec(own, group.model.RULES if group.has_rules else {})}\n"
    return text


def module_file(package: str, modules: list[Module]) -> str:
    """The options.py of one object."""
    title = f"Options of {_joined([module.name for module in modules])}."
    if len(title) > MAX_TITLE:
        title = f"Options of {len(modules)} modules, from {modules[0].name} to {modules[-1].name}."
    text = HEADER.format(title=title, source=_joined(sorted({module.source for module in modules})))
    imports: dict[str, set[str]] = {}
    for module in modules:
        for group in module.shared:
            imports.setdefault(group.spec_module(package), set()).add(group.spec)
    imports.setdefault(_spec_module(package), set()).add("Spec")
    own = {module.name: _own(module) for module in modules}
    if any(fact.marks.env for found in own.values() for fact in found):
        text += "\nfrom ansible.module_utils.basic import env_fallback\n"
    lines = [f"from {place} import {', '.join(sorted(names))}\n" for place, names in sorted(imports.items())]
    text += "\n" + "".join(lines)
    for module in modules:
        joined = "".join(f".joined({group.spec})" for group in module.shared)
        spec = _spec(own[module.name], _rules(module))
        text += f"\n{module.spec} = ({spec}{joined})\n" if joined else f"\n{module.spec} = {spec}\n"
    return text


def _own(module: Module) -> tuple[Fact, ...]:
    shared = {name for group in module.shared for name in group.own}
    return tuple(fact for fact in option_facts(module.model) if fact.name not in shared)


def _rules(module: Module) -> dict[str, Any]:
    rules = {key: [tuple(row) for row in rows] for key, rows in module.rules.items()}
    needed = needed_when_present(module.model)
    if needed:
        rules.setdefault("required_if", []).insert(0, ("state", "present", needed))
    return rules


def _spec(own: tuple[Fact, ...], rules: Mapping[str, Any]) -> str:
    raw = tuple(fact.name for fact in own if fact.has_model)
    bulk = tuple(fact.name for fact in own if fact.marks.bulk)
    options = ", ".join(f"{fact.name!r}: {_code(option(fact))}" for fact in own)
    text = f"Spec({{{options}}}"
    if rules:
        text += f", {dict(rules)!r}"
    if raw:
        text += f", raw={raw!r}"
    if bulk:
        text += f", bulk={bulk!r}"
    return text + ")"


def _code(row: Mapping[str, Any]) -> str:
    parts = []
    for key, value in row.items():
        if key == "fallback":
            parts.append(f"'fallback': (env_fallback, {list(value)!r})")
        elif key == "options":
            parts.append(f"'options': {{{', '.join(f'{name!r}: {_code(inner)}' for name, inner in value.items())}}}")
        else:
            parts.append(f"{key!r}: {value!r}")
    return "{" + ", ".join(parts) + "}"


def _spec_module(package: str) -> str:
    return ".spec" if package == "_declare" else ".._declare.spec"


def _joined(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
