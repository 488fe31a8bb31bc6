# SPDX-License-Identifier: GPL-3.0-or-later
"""Check that facts which have to be written down twice say the same: requirements, versions, action group."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import cores
import yaml


def lines(path: str) -> set[str]:
    """The requirements of a file, without comments and references."""
    texts = (line.split("#")[0].strip() for line in Path(path).read_text(encoding="utf-8").splitlines())
    return {text for text in texts if text and not text.startswith("-")}


def supported_versions(required: str, readme: str) -> list[str]:
    """What disagrees about the versions of ansible-core and its Pythons."""
    found = []
    tested = {
        core: " to ".join(f"{major}.{minor}" for major, minor in pythons) for core, pythons in cores.CORES.items()
    }
    oldest = next(iter(tested))
    if required != f">={oldest}.0":
        found.append(f"meta/runtime.yml requires {required}, and the oldest core of scripts/cores.py is {oldest}")
    told = dict(re.findall(r"^\| (2\.\d+) \| (3\.\d+ to 3\.\d+) \|$", readme, re.MULTILINE))
    if told != tested:
        found.append(f"README.md supports {told}, scripts/cores.py {tested}")
    return found


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

    runtime = yaml.safe_load(Path("meta/runtime.yml").read_text(encoding="utf-8"))
    found += supported_versions(runtime["requires_ansible"], Path("README.md").read_text(encoding="utf-8"))
    groups = runtime["action_groups"]
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
