# SPDX-License-Identifier: GPL-3.0-or-later
"""What is written by hand more than once says the same; `make generated` holds what is generated."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest
import yaml

from ansible_collections.webex.wholesale.plugins.module_utils._customers.model import Customer
from ansible_collections.webex.wholesale.plugins.module_utils._declare.packages import CATALOGUE
from ansible_collections.webex.wholesale.plugins.module_utils._onboarding import steps

ROOT = Path(__file__).resolve().parents[3]
PLUGINS = "ansible_collections.webex.wholesale.plugins"
# Words and beginnings of docstrings that a reader has to guess; the second value is what to write instead.
RIDDLES = {
    r"\btold\b": "reported, listed, returned",
    r"\bhanded over\b": "passed, returned by an earlier step",
    r"\ba moment ago\b": "earlier, in the last seconds",
    r"\blets? go\b": "release",
    r"\bspare\b": "unused, temporary",
    r"\bdeed\b": "change, action",
    r"(?i)\bas of (`|Client|options)": "those of ...",
    r'"""(Of|As|So|As of) ': "a sentence of its own",
    r'"""(Nobody|The one \w+)\."""': "a sentence that says what is returned",
}
TEXTS = [path for part in ("plugins", "scripts", "tests/sandbox") for path in sorted((ROOT / part).rglob("*.py"))]
MODULES = sorted(path.stem for path in (ROOT / "plugins/modules").glob("webex_*.py"))


def action_of(name):
    """The action of this name."""
    return importlib.import_module(f"{PLUGINS}.action.{name}").ActionModule


SPECS = {name: action_of(name).SPEC for name in MODULES}


def test_action_group_modules_and_actions_are_the_same():
    runtime = yaml.safe_load((ROOT / "meta/runtime.yml").read_text(encoding="utf-8"))
    actions = sorted(path.stem for path in (ROOT / "plugins/action").glob("webex_*.py"))
    assert sorted(runtime["action_groups"]["webex"]) == MODULES == actions


@pytest.mark.parametrize("name", MODULES)
def test_module_and_action_run_the_same_operation(monkeypatch, name):
    module, action = importlib.import_module(f"{PLUGINS}.modules.{name}"), action_of(name)
    ran = []
    monkeypatch.setattr(module, "WrittenModule", lambda **kwargs: kwargs)
    monkeypatch.setattr(module, "finish", lambda *arguments: ran.append(arguments))
    module.main()
    assert ran == [(action.SPEC.to_kwargs(), action.SPEC, action.OPERATION)]


@pytest.mark.parametrize("name", MODULES)
def test_rules_name_options_that_exist(name):
    spec = SPECS[name]
    assert {*spec.raw, *spec.bulk} <= set(spec.options)
    for key, rules in spec.rules.items():
        for rule in rules:
            names = {rule[0], *rule[2]} if key == "required_if" else set(rule)
            assert names <= set(spec.options)


def test_roles_know_the_calling_packages():
    """They are written in YAML as well, since roles work without the libraries' models."""
    calling = [name for name, package in CATALOGUE.items() if package.calling]
    tasks = yaml.safe_load((ROOT / "roles/locations/tasks/main.yml").read_text(encoding="utf-8"))
    assert tasks[-1]["vars"]["locations_calling_packages"] == calling
    variables = yaml.safe_load((ROOT / "roles/setup_assist/vars/main.yml").read_text(encoding="utf-8"))
    assert variables["setup_assist_calling_packages"] == [name for name in calling if CATALOGUE[name].user]


def test_the_step_hands_on_every_field_of_a_customer():
    assert set(steps._OF_CUSTOMER) == set(Customer.model_fields) - {"protected"}


@pytest.mark.parametrize("name", MODULES)
def test_secrets_are_marked(name):
    for key, option in SPECS[name].options.items():
        if any(word in key for word in ("secret", "token", "password")) and key != "token_cache":
            assert option.get("no_log") is True, key


def test_texts_have_no_riddles():
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()} (write: {better})"
        for path in TEXTS
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        for riddle, better in RIDDLES.items()
        if re.search(riddle, line)
    ]
    assert found == []
