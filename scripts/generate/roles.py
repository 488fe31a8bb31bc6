# SPDX-License-Identifier: GPL-3.0-or-later
"""argument_specs.yml of roles: the variables that they read. The role onboard has the whole contract."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from ansible_collections.webex.wholesale.plugins.module_utils._onboarding import steps

from .declared import Fact
from .house import ROOT
from .texts import to_yaml

WHOLE = "onboard"
POINTER = f"Its keys are those of the role P(webex.wholesale.{WHOLE}#role)."
# Variables that every customer has, and that roles do not require.
OPTIONAL = {("template", "webex_customer")}
# Settings that the playbooks and all actions read, and no role by itself.
OF_NO_ROLE = {"webex_fail_on_drift", "webex_hosts", "webex_progress_interval", "webex_run_on"}
# Settings of the check itself.
OF_CHECK = {"webex_strict", "webex_validation_file"}
_VARIABLE = re.compile(r"\bwebex_[a-z_]+\b")

Specs = dict[str, dict[str, Any]]


def names() -> list[str]:
    """All roles."""
    return sorted(path.name for path in (ROOT / "roles").iterdir() if path.is_dir())


def argument_specs(role: str, contract: Sequence[Fact], settings: Sequence[Fact]) -> tuple[Path, Specs]:
    """The file, and its content: the texts of entry points are those of the file, options are generated.

    Parameters:
        contract: Variables that declare a customer.
        settings: Settings of a run.
    """
    path = ROOT / "roles" / role / "meta/argument_specs.yml"
    written = yaml.safe_load(path.read_text(encoding="utf-8"))["argument_specs"]
    read = _read_by(role, {fact.name for fact in contract}, {fact.name for fact in settings} - OF_NO_ROLE)
    options = {fact.name: _variable(role, fact) for fact in (*contract, *settings) if fact.name in read}
    texts = ("short_description", "description")
    return path, {name: {**{key: spec[key] for key in texts}, "options": options} for name, spec in written.items()}


def text_of(specs: Specs) -> str:
    """The file."""
    head = "---\n# `make generate` writes the options; the texts above them are written here.\n"
    return head + to_yaml({"argument_specs": specs})


def _read_by(role: str, contract: set[str], settings: set[str]) -> set[str]:
    """The variables that a role reads: those in its files, or those of the plugin that it calls."""
    if role == WHOLE:
        return contract | settings
    if role in ("drift", "setup"):
        return set(steps.STEP_VARIABLES)
    if role == "plan":
        return {*steps.STEP_VARIABLES, "webex_plan_file"}
    if role == "inventory":
        return contract | {"webex_customer_id", "webex_other_variables", "webex_setup_assist", *OF_CHECK}
    found = set(steps.CUSTOMER_VARIABLES) if role == "customer" else set()
    for path in sorted((ROOT / "roles" / role).rglob("*")):
        if path.is_file() and path.parent.name in ("tasks", "vars", "templates", "defaults"):
            found |= set(_VARIABLE.findall(path.read_text(encoding="utf-8")))
    return found & (contract | settings)


def _variable(role: str, fact: Fact) -> dict[str, Any]:
    option = _option(fact, whole=role == WHOLE)
    if (role, fact.name) in OPTIONAL:
        del option["required"]
    return option


def _option(fact: Fact, *, whole: bool) -> dict[str, Any]:
    # Options of modules are keys here; O() would mean a variable of that name.
    texts = [re.sub(r"\bO\(", "C(", text) for text in fact.description]
    if fact.inner and not whole:
        texts.append(POINTER)
    option: dict[str, Any] = {"description": _one_or_many(texts), "type": fact.type}
    if fact.required:
        option["required"] = True
    if fact.elements:
        option["elements"] = fact.elements
    if fact.choices:
        option["choices"] = list(fact.choices)
    if fact.default not in (None, {}, []):
        option["default"] = fact.shown_default
    if fact.inner and whole:
        option["options"] = {inner.name: _option(inner, whole=True) for inner in fact.inner}
    return option


def _one_or_many(texts: Sequence[str]) -> Any:
    return texts[0] if len(texts) == 1 else list(texts)
