# SPDX-License-Identifier: GPL-3.0-or-later
"""Write README.md and meta/main.yml of every role, from its meta/argument_specs.yml.

Usage: python scripts/generate_roles.py [--check]. With --check nothing is written, and what would change is an error.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

COLLECTION = "webex.wholesale"
PAGE = "docs/inventory.md"
CREDENTIALS = "how-webex-is-reached"
HEADING = re.compile(r"^### (\w+)$", re.MULTILINE)

# Roles that need no check of the inventory before them: they are one, or begin with one.
CHECKED = {"inventory", "onboard"}

# Ansible's markup, as far as roles use it: what Markdown makes of it.
MARKUP = (
    (re.compile(r"\b(?:[COV]|RV|E)\(([^()]*)\)"), r"`\1`"),
    (re.compile(r"\bM\(([^()]*)\)"), r"`\1`"),
    (re.compile(r"\bI\(([^()]*)\)"), r"*\1*"),
    (re.compile(r"\bB\(([^()]*)\)"), r"**\1**"),
    (re.compile(r"\bU\(([^()]*)\)"), r"<\1>"),
    (re.compile(r"\bL\(([^(),]*), *([^()]*)\)"), r"[\1](\2)"),
)

Options = dict[str, dict[str, Any]]


def load(path: str | Path) -> Any:
    """The content of a YAML file."""
    return yaml.safe_load(Path(path).read_text(encoding="utf-8"))


def markdown(text: str | list[str]) -> str:
    """A description of an argument specification in Markdown, in one line."""
    plain = " ".join(" ".join([text] if isinstance(text, str) else text).split())
    for pattern, replacement in MARKUP:
        plain = pattern.sub(replacement, plain)
    return plain


def literal(value: Any) -> str:
    """A default or a choice, as it is written in YAML."""
    return f"`{value}`" if isinstance(value, str) else f"`{json.dumps(value, ensure_ascii=False)}`"


class Facts:
    """What the roles share, looked up where it is written down.

    Attributes:
        galaxy: Content of galaxy.yml.
        oldest: Oldest ansible-core that is supported, such as 2.19.
        described: The variables that the page about the inventory describes key by key.
    """

    def __init__(self) -> None:
        self.galaxy = load("galaxy.yml")
        found = re.fullmatch(r">=(\d+\.\d+)\.\d+", load("meta/runtime.yml")["requires_ansible"])
        if not found:
            sys.exit("meta/runtime.yml: requires_ansible must be of the form >=2.19.0")
        self.oldest = found[1]
        self.described = set(HEADING.findall(Path(PAGE).read_text(encoding="utf-8")))

    def link(self, anchor: str = "") -> str:
        """Address of the page about the inventory: absolute, since Galaxy shows a role's page away from the others."""
        return f"{self.galaxy['repository']}/blob/main/{PAGE}{'#' if anchor else ''}{anchor}"


def rows(options: Options, facts: Facts, prefix: str = "") -> Iterator[str]:
    """The rows of the table: one for a variable, and one for each of its keys unless the page describes them."""
    for name, option in options.items():
        kind = option.get("type", "str") + (f" of {option['elements']}" if "elements" in option else "")
        text = markdown(option["description"])
        if choices := option.get("choices"):
            text += f" {'Of' if kind.startswith('list') else 'One of'}: {', '.join(map(literal, choices))}."
        inner = option.get("options") or {}
        elsewhere = not prefix and name in facts.described
        if elsewhere:
            text += f" [Its keys]({facts.link(name)})."
        cells = (
            f"`{prefix}{name}`",
            kind,
            "yes" if option.get("required") else "no",
            literal(option["default"]) if "default" in option else "",
            text.replace("|", r"\|"),
        )
        yield f"| {' | '.join(cells)} |".replace("|  |", "| |")
        if not elsewhere:
            yield from rows(inner, facts, f"{prefix}{name}{'[]' if option.get('type') == 'list' else ''}.")


def play(role: str, title: str) -> str:
    """An example play with the role."""
    roles = {title: role} if role in CHECKED else {"Check what the inventory says": "inventory", title: role}
    lines = [f"- name: {title}", "  hosts: all", "  gather_facts: false", "  tasks:"]
    for name, each in roles.items():
        lines += [f"    - name: {name}", "      ansible.builtin.import_role:", f"        name: {COLLECTION}.{each}"]
    return "\n".join(lines)


def readme(role: str, specs: dict[str, dict[str, Any]], facts: Facts) -> str:
    """README.md of a role."""
    main = specs["main"]
    parts = [
        "<!-- Written from meta/argument_specs.yml by `make generate`; changes here get lost. -->",
        f"# {COLLECTION}.{role}",
        f"{markdown(main['short_description'])}. {markdown(main['description'])}",
        "## Example",
        f"```yaml\n{play(role, main['short_description'])}\n```",
        f"One inventory host is one customer; [the inventory]({facts.link()}) says how to declare it.\n"
        f"Credentials go into the environment or into variables: [how Webex is reached]({facts.link(CREDENTIALS)}).",
    ]
    for entry, spec in specs.items():
        title = "Variables" if entry == "main" else f"Variables of the entry point {entry}"
        head = "| variable | type | required | default | what |\n| --- | --- | --- | --- | --- |"
        parts += [f"## {title}", "\n".join([head, *rows(spec.get("options") or {}, facts)])]
    parts += ["## Licence", f"{', '.join(facts.galaxy['license'])}, see COPYING of the collection."]
    return "\n\n".join(parts) + "\n"


def meta(specs: dict[str, dict[str, Any]], facts: Facts) -> str:
    """meta/main.yml of a role: what Galaxy shows in its lists."""
    # Galaxy allows lower-case letters and digits in tags of roles.
    tags = [tag for tag in facts.galaxy["tags"] if re.fullmatch(r"[a-z0-9]+", tag)]
    facts_of_role = {
        "author": ", ".join(facts.galaxy["authors"]),
        "description": specs["main"]["short_description"],
        "license": ", ".join(facts.galaxy["license"]),
        "min_ansible_version": facts.oldest,
    }
    lines = ["---", "# Written from meta/argument_specs.yml by `make generate`; changes here get lost.", "galaxy_info:"]
    lines += [f"  {key}: {json.dumps(value, ensure_ascii=False)}" for key, value in facts_of_role.items()]
    lines += ["  galaxy_tags:", *(f"    - {tag}" for tag in tags)]
    return "\n".join(lines) + "\n"


def generated() -> dict[Path, str]:
    """Every generated file with its content."""
    facts = Facts()
    files = {}
    for path in sorted(Path("roles").glob("*/meta/argument_specs.yml")):
        role, specs = path.parts[1], load(path)["argument_specs"]
        files[Path("roles", role, "README.md")] = readme(role, specs, facts)
        files[Path("roles", role, "meta", "main.yml")] = meta(specs, facts)
    return files


def main() -> int:
    """Write what differs, or say so."""
    parser = argparse.ArgumentParser(description="Write README.md and meta/main.yml of every role.")
    parser.add_argument("--check", action="store_true", help="write nothing, fail when something would change")
    options = parser.parse_args()
    files = generated()
    stale = [path for path, text in files.items() if not path.is_file() or path.read_bytes() != text.encode()]
    if options.check:
        print("\n".join(f"{path} is out of date: make generate" for path in stale) or f"{len(files)} files: up to date")
        return bool(stale)
    for path in stale:
        path.write_bytes(files[path].encode())
        print(f"wrote {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
