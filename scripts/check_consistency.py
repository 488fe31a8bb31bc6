# SPDX-License-Identifier: GPL-3.0-or-later
"""Check that facts which have to be written down twice say the same: requirements, version, action group, license."""

from __future__ import annotations

import sys
from pathlib import Path

import yaml


def lines(path: str) -> set[str]:
    """The requirements of a file, without comments and references."""
    texts = (line.split("#")[0].strip() for line in Path(path).read_text(encoding="utf-8").splitlines())
    return {text for text in texts if text and not text.startswith("-")}


def problems() -> list[str]:
    """Everything that disagrees, one sentence each."""
    found = []
    for requirement in sorted(lines("requirements.txt") - lines("tests/unit/requirements.txt")):
        found.append(f"tests/unit/requirements.txt lacks {requirement} of requirements.txt")

    galaxy = yaml.safe_load(Path("galaxy.yml").read_text(encoding="utf-8"))
    changelog = Path("changelogs/changelog.yaml")
    if changelog.is_file():
        releases = yaml.safe_load(changelog.read_text(encoding="utf-8")).get("releases") or {}
        if galaxy["version"] not in releases and not any(Path("changelogs/fragments").glob("*.y*ml")):
            found.append(f"changelogs/ says nothing about version {galaxy['version']} of galaxy.yml")

    groups = yaml.safe_load(Path("meta/runtime.yml").read_text(encoding="utf-8"))["action_groups"]
    modules = {path.stem for path in Path("plugins/modules").glob("webex_*.py")}
    for name in sorted(modules - set(groups["webex"])):
        found.append(f"meta/runtime.yml: action group webex lacks the module {name}")
    for name in sorted(set(groups["webex"]) - modules):
        found.append(f"meta/runtime.yml: action group webex names {name}, which is no module")
    for path in sorted(Path("plugins/action").glob("webex_*.py")):
        if path.stem not in modules:
            found.append(f"{path} has no module of the same name")
    return found


if __name__ == "__main__":
    disagreements = problems()
    print("\n".join(disagreements) or "requirements, versions and the action group agree")
    sys.exit(bool(disagreements))
