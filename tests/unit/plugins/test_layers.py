# SPDX-License-Identifier: GPL-3.0-or-later
"""The direction of imports in module_utils: ground below, objects above it, onboarding on top; nothing runs up."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

UTILS = Path(__file__).resolve().parents[3] / "plugins/module_utils"
TESTS = Path(__file__).parent / "module_utils"
# Each room may import those before it, and itself.
FLOORS = (
    "_declare",
    "_client",
    "_engine",
    "_subscribers",
    "_customers",
    "_templates",
    "_locations",
    "_pstn",
    "_numbers",
    "_users",
    "_admins",
    "_onboarding",
    "_report",
)
# What the user writes, what is there, and what to do about it: pure, so they know no client and no request.
PURE = ("model", "present", "plan", "result")
BESIDE = ("_thirdparty", "_module")  # no rooms


def imports(path: Path) -> set[tuple[str, ...]]:
    """The modules of module_utils that a file imports from, as parts of their path."""
    package = path.relative_to(UTILS).parts[:-1]
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = package[: len(package) - node.level + 1]
            target = (*base, *(node.module or "").split(".")) if node.module else base
            found |= {(*target, alias.name) for alias in node.names} if len(target) < 2 else {target}
    return found


FILES = sorted(path for path in UTILS.rglob("*.py") if path.name != "__init__.py")


def test_every_room_has_its_floor():
    rooms = {path.relative_to(UTILS).parts[0] for path in FILES if path.parent != UTILS}
    assert rooms == set(FLOORS)


@pytest.mark.parametrize("room", FLOORS)
def test_every_room_has_tests_of_its_own(room):
    assert list((TESTS / room.removeprefix("_")).glob("test_*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(UTILS)))
def test_nothing_runs_up(path):
    room = path.relative_to(UTILS).parts[0]
    if room not in FLOORS:
        return
    for target in imports(path):
        if target[0] not in BESIDE:
            assert FLOORS.index(target[0]) <= FLOORS.index(room), f"it imports {'.'.join(target)}"


@pytest.mark.parametrize(
    "path", [path for path in FILES if path.stem in PURE], ids=lambda path: str(path.relative_to(UTILS))
)
def test_models_and_plans_know_no_client(path):
    for target in imports(path):
        assert target[0] != "_client" or target[1] == "errors", f"it imports {'.'.join(target)}"
        assert not target[-1].endswith(("api", "operation")), f"it imports {'.'.join(target)}"


# What ansible-test runs with nothing but ansible.module_utils at hand.
WITHOUT_CONTROLLER = sorted(
    path for name in ("module_utils", "modules") for path in (TESTS.parent / name).rglob("*.py")
)
OF_CONTROLLER = ("plugins.action", "plugins.callback", "plugins.plugin_utils")


def needs_controller(source: str) -> list[str]:
    """The imports of a file that there are on a controller only."""
    found = []
    for node in ast.walk(ast.parse(source)):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        found += [
            name
            for name in names
            if (name.startswith("ansible_collections.webex.wholesale.") and any(part in name for part in OF_CONTROLLER))
            or (name.split(".")[0] == "ansible" and not name.startswith("ansible.module_utils"))
        ]
    return found


@pytest.mark.parametrize("path", WITHOUT_CONTROLLER, ids=lambda path: str(path.relative_to(TESTS.parent)))
def test_tests_of_modules_need_no_controller(path):
    assert needs_controller(path.read_text(encoding="utf-8")) == []


def test_imports_of_a_controller_are_found():
    ours = "from ansible_collections.webex.wholesale.plugins.plugin_utils._files import find_file"
    assert needs_controller(f"import ansible.errors\nfrom ansible.plugins import loader\n{ours}\n") == [
        "ansible.errors",
        "ansible.plugins",
        "ansible_collections.webex.wholesale.plugins.plugin_utils._files",
    ]
    assert needs_controller("from ansible.module_utils.basic import AnsibleModule\nimport json\n") == []


# The same word for the same thing in every room.
SHARED_WORDS = {"KIND", "PAGES", "PATH", "WIRE_NAMES"}


def names(path: Path) -> set[str]:
    """The public names that a file defines for others: classes and constants."""
    found = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        found |= {target.id for target in targets if isinstance(target, ast.Name)}
        if isinstance(node, ast.ClassDef):
            found.add(node.name)
    return {name for name in found if not name.startswith("_") and len(name) > 1}


def test_a_name_means_one_thing():
    places = {}
    for path in FILES:
        for name in names(path) - SHARED_WORDS:
            places.setdefault(name, []).append(str(path.relative_to(UTILS)))
    assert {name: found for name, found in places.items() if len(found) > 1} == {}
