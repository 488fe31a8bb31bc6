# SPDX-License-Identifier: GPL-3.0-or-later
"""README.md and meta/main.yml of a role, which Galaxy shows, from its argument_specs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from .house import ROOT
from .roles import POINTER, Specs
from .texts import markdown, sample

COLLECTION = "webex.wholesale"
PAGE = "docs/inventory.md"
CREDENTIALS = "how-webex-is-reached"
# Roles that check the inventory themselves, so that no check is needed before them.
CHECKED = ("inventory", "onboard")
_HEADING = re.compile(r"^### (\w+)$", re.MULTILINE)


@dataclass(frozen=True)
class Shared:
    """Data that the pages of all roles share.

    Attributes:
        galaxy: Content of galaxy.yml.
        oldest: Oldest ansible-core that is supported, such as 2.19.
        described: The variables whose keys are described on the page about the inventory.
    """

    galaxy: dict[str, Any]
    oldest: str
    described: frozenset[str]

    @classmethod
    def read(cls) -> Shared:
        """Read it from the files of the project."""
        required = _load("meta/runtime.yml")["requires_ansible"]
        found = re.fullmatch(r">=(\d+\.\d+)\.\d+", required)
        if not found:
            raise SystemExit(f"meta/runtime.yml: requires_ansible is {required}, and must be of the form >=2.19.0")
        headings = _HEADING.findall((ROOT / PAGE).read_text(encoding="utf-8"))
        return cls(_load("galaxy.yml"), found[1], frozenset(headings))

    def link(self, anchor: str = "") -> str:
        """Address of the page about the inventory: absolute, since Galaxy shows the page of a role on its own."""
        return f"{self.galaxy['repository']}/blob/main/{PAGE}{'#' if anchor else ''}{anchor}"


def pages(role: str, specs: Specs, shared: Shared) -> Iterator[tuple[Path, str]]:
    """Both files."""
    yield ROOT / "roles" / role / "README.md", readme(role, specs, shared)
    yield ROOT / "roles" / role / "meta/main.yml", meta(specs, shared)


def readme(role: str, specs: Specs, shared: Shared) -> str:
    """README.md of a role."""
    main = specs["main"]
    parts = [
        "<!-- Written from meta/argument_specs.yml by `make generate`; changes here get lost. -->",
        f"# {COLLECTION}.{role}",
        f"{_line(main['short_description'])}. {_line(main['description'])}",
        "## Example",
        f"```yaml\n{_play(role, main['short_description'])}\n```",
        f"One inventory host is one customer; [the inventory]({shared.link()}) says how to declare it.\n"
        f"Credentials go into the environment or into variables: [how Webex is reached]({shared.link(CREDENTIALS)}).",
    ]
    for entry, spec in specs.items():
        title = "Variables" if entry == "main" else f"Variables of the entry point {entry}"
        head = "| variable | type | required | default | what |\n| --- | --- | --- | --- | --- |"
        parts += [f"## {title}", "\n".join([head, *_rows(spec["options"], shared)])]
    parts += ["## Licence", f"{', '.join(shared.galaxy['license'])}, see COPYING of the collection."]
    return "\n\n".join(parts) + "\n"


def meta(specs: Specs, shared: Shared) -> str:
    """meta/main.yml of a role, which Galaxy shows in lists."""
    # Galaxy allows lower-case letters and digits in tags of roles.
    tags = [tag for tag in shared.galaxy["tags"] if re.fullmatch(r"[a-z0-9]+", tag)]
    facts = {
        "author": ", ".join(shared.galaxy["authors"]),
        "description": specs["main"]["short_description"],
        "license": ", ".join(shared.galaxy["license"]),
        "min_ansible_version": shared.oldest,
    }
    lines = ["---", "# Written from meta/argument_specs.yml by `make generate`; changes here get lost.", "galaxy_info:"]
    lines += [f"  {key}: {json.dumps(value, ensure_ascii=False)}" for key, value in facts.items()]
    lines += ["  galaxy_tags:", *(f"    - {tag}" for tag in tags)]
    return "\n".join(lines) + "\n"


def _rows(options: Specs, shared: Shared, prefix: str = "") -> Iterator[str]:
    """The rows of the table: one for a variable, and one for each of its keys unless another page describes them."""
    for name, option in options.items():
        kind = option["type"] + (f" of {option['elements']}" if "elements" in option else "")
        elsewhere = not prefix and name in shared.described
        text = _line(option["description"], without_pointer=elsewhere)
        if choices := option.get("choices"):
            text += f" {'Of' if kind.startswith('list') else 'One of'}: {', '.join(map(_literal, choices))}."
        if elsewhere:
            text += f" [Its keys]({shared.link(name)})."
        default = f" {_literal(option['default'])} " if "default" in option else " "
        required = "yes" if option.get("required") else "no"
        what = text.replace("|", r"\|")
        yield f"| `{prefix}{name}` | {kind} | {required} |{default}| {what} |"
        if not elsewhere:
            inner = option.get("options") or {}
            yield from _rows(inner, shared, f"{prefix}{name}{'[]' if option['type'] == 'list' else ''}.")


def _play(role: str, title: str) -> str:
    """An example play with the role."""
    roles = {title: role} if role in CHECKED else {"Check what the inventory says": "inventory", title: role}
    lines = [f"- name: {title}", "  hosts: all", "  gather_facts: false", "  tasks:"]
    for name, each in roles.items():
        lines += [f"    - name: {name}", "      ansible.builtin.import_role:", f"        name: {COLLECTION}.{each}"]
    return "\n".join(lines)


def _line(text: str | list[str], *, without_pointer: bool = False) -> str:
    """A description in one line of Markdown."""
    texts = [text] if isinstance(text, str) else text
    return markdown(" ".join(each for each in texts if not (without_pointer and each == POINTER)))


def _literal(value: Any) -> str:
    return f"`{value if isinstance(value, str) else sample(value)}`"


def _load(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))
