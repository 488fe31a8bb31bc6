# SPDX-License-Identifier: GPL-3.0-or-later
"""Descriptions, types and defaults of fields stand in one place; what has them as well takes them from there."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import re
from collections import defaultdict
from pathlib import Path

import pytest
import yaml

from ansible_collections.webex.wholesale.plugins.module_utils._client.settings import Settings
from ansible_collections.webex.wholesale.plugins.module_utils._declare.fields import marks_of
from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.settings import (
    ALL_SETTINGS,
    PRUNABLE,
    RunSettings,
)

ROOT = Path(__file__).resolve().parents[3]
SOURCES = sorted((ROOT / "plugins/module_utils").rglob("*.py"))
DECLARING = re.compile(r"key|setting|declare_\w+")
# Labels such as "Name of the location." say no more than the name of the field.
WORDS_OF_A_LABEL = 4
NOTHING = (None, False, "", [], {})
OF_OPTIONS = [name for name in ALL_SETTINGS if marks_of(RunSettings, name).option is not None]
TASKS = sorted(path for path in (ROOT / "roles").rglob("*.yml") if path.parent.name in ("tasks", "vars"))


def declarations(source):
    """What declares fields in a file: the name of the field where it is known, and the call."""
    tree = ast.parse(source)
    names = {
        node.value: node.target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and DECLARING.fullmatch(node.func.id):
            yield names.get(node, ""), node


def paragraphs(source):
    """The paragraphs of all descriptions, but for labels and for those that are made of parts."""
    for name, call in declarations(source):
        parts = {part for node in ast.walk(call) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
        for node in ast.walk(call):
            text = node.value if isinstance(node, ast.Constant) and node not in parts else None
            if isinstance(text, str) and len(text.split()) > WORDS_OF_A_LABEL:
                yield text, name


def defaults(source):
    """Fields with the value that they have by default, unless that says nothing."""
    for name, call in declarations(source):
        for keyword in call.keywords:
            value = keyword.value.value if isinstance(keyword.value, ast.Constant) else None
            if name and keyword.arg == "default" and value not in NOTHING:
                yield (name, value), name


def twice(find, sources):
    """What is found more than once, and where."""
    places = defaultdict(list)
    for path, source in sources.items():
        for found, name in find(source):
            places[found].append(f"{path}: {name}")
    return {found: where for found, where in places.items() if len(where) > 1}


def read_sources():
    """All files that may declare something."""
    return {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in SOURCES}


SAMPLE = """
class One(Options):
    limit: int = key("A run that would remove more stops.", default=10)
class Other(Options):
    limit: int = key(["First paragraph of the other one.", "A run that would remove more stops."], default=10)
    own: bool = setting(Options, "limit", also="A run that would remove more stops.")
    email: str = key("E-mail address.", default="")
    second: str = key("E-mail address.", default="")
"""


def test_what_stands_twice_is_found():
    assert twice(paragraphs, {"a": SAMPLE}) == {
        "A run that would remove more stops.": ["a: limit", "a: limit", "a: own"],
    }
    assert twice(defaults, {"a": SAMPLE}) == {("limit", 10): ["a: limit", "a: limit"]}


def test_no_description_stands_twice():
    sources = read_sources()
    assert sum(1 for source in sources.values() for _found in paragraphs(source)) > 200
    assert twice(paragraphs, sources) == {}


def test_no_default_stands_twice():
    sources = read_sources()
    assert sum(1 for source in sources.values() for _found in defaults(source)) > 10
    assert twice(defaults, sources) == {}


def test_the_session_has_no_defaults_of_its_own():
    assert {field.default for field in dataclasses.fields(Settings)} == {dataclasses.MISSING}


@pytest.mark.parametrize("name", OF_OPTIONS)
def test_a_setting_is_what_its_option_is(monkeypatch, name):
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    declared, contract = (importlib.import_module(f"generate.{part}") for part in ("declared", "contract"))
    model, option_name = marks_of(RunSettings, name).option
    (option,) = declared.facts(model, {option_name})
    (setting,) = (fact for fact in contract.all_settings() if fact.name == name)
    for part in ("type", "elements", "choices", "inner", "default"):
        assert getattr(setting, part) == getattr(option, part), part
    for mark in ("unit", "env", "secret"):
        assert getattr(setting.marks, mark) == getattr(option.marks, mark), mark
    # Null by default, or a run would give the option what nobody set.
    assert RunSettings.model_fields[name].default is None


def test_most_settings_give_the_value_of_an_option():
    assert len(OF_OPTIONS) > 35


def test_roles_leave_defaults_to_modules_and_settings():
    """`default(omit)`, or nothing, or what the setting says where there is no module to say it."""
    found = set()
    for path in TASKS:
        for name, word in re.findall(r"\b(webex_\w+) \| default\(([^,)]*)", path.read_text(encoding="utf-8")):
            if name in ALL_SETTINGS and word not in ("omit", "none", "[]"):
                assert name not in OF_OPTIONS, f"{path}: {name}"
                found.add(name)
                field = RunSettings.model_fields[name]
                said = [field.default] if field.default is not None else re.findall(r"C\((.*?)\)", field.description)
                assert any(str(each) in str(yaml.safe_load(word.split(" ~ ")[-1])) for each in said), f"{path}: {name}"
    folders = {"webex_setup_assist_folder", "webex_template_record_dir"}
    assert found == {"webex_setup_assist", "webex_strict", *folders}


@pytest.mark.parametrize("role", PRUNABLE)
def test_roles_know_the_kinds_that_can_be_removed(role):
    """They are written in YAML as well, since roles work without the libraries' models."""
    (task,) = (task for task in _load(ROOT / f"roles/{role}/tasks/main.yml") if f"{role}_prune" in task.get("vars", {}))
    expression = task["vars"][f"{role}_prune"]
    (listed,) = re.findall(r"difference\((\[.*?\])\)", expression)
    assert tuple(yaml.safe_load(listed)) == PRUNABLE
    assert f"some of {', '.join(PRUNABLE)}, such as" in expression
    assert f"'{role}' in (kinds or [])" in expression


def _load(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))
