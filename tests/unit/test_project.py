# SPDX-License-Identifier: GPL-3.0-or-later
"""What the project's own files say of versions is the same everywhere."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest
import yaml

from ansible_collections.webex.wholesale.plugins.module_utils._thirdparty import OLDEST, OLDEST_CORE

ROOT = Path(__file__).resolve().parents[2]


def _text(name):
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.fixture
def cores(monkeypatch):
    """Which Pythons each supported ansible-core is tested with, as README tells it."""
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    known = importlib.import_module("cores").CORES
    return {core: " to ".join(f"{major}.{minor}" for major, minor in pythons) for core, pythons in known.items()}


def test_readme_names_the_versions_that_are_tested(cores):
    assert dict(re.findall(r"^\| (2\.\d+) \| (3\.\d+ to 3\.\d+) \|$", _text("README.md"), re.MULTILINE)) == cores


def test_the_oldest_version_is_required(cores):
    assert yaml.safe_load(_text("meta/runtime.yml"))["requires_ansible"] == f">={next(iter(cores))}.0"


def test_what_is_required_is_what_is_checked():
    lines = re.findall(r"^([a-z-]+)>=([\d.]+)", _text("requirements.txt"), re.MULTILINE)
    # Data for zoneinfo, which is not imported by its name.
    assert {name: version for name, version in lines if name != "tzdata"} == OLDEST
    assert yaml.safe_load(_text("meta/runtime.yml"))["requires_ansible"] == f">={OLDEST_CORE}"


def test_the_changelog_knows_the_version():
    releases = yaml.safe_load(_text("changelogs/changelog.yaml")).get("releases") or {}
    version = yaml.safe_load(_text("galaxy.yml"))["version"]
    assert version in releases or list((ROOT / "changelogs/fragments").glob("*.y*ml"))


def test_hooks_are_steps_of_make_test(monkeypatch):
    """They need nothing but the environment that is there: no network, and no other versions of the tools."""
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    steps = {f"make {target}" for target, _title in importlib.import_module("run_tests").CHECKS}
    (only,) = yaml.safe_load(_text(".pre-commit-config.yaml"))["repos"]
    assert only["repo"] == "local"
    assert {hook["language"] for hook in only["hooks"]} == {"system"}
    assert {hook["entry"] for hook in only["hooks"]} <= steps


def test_every_step_is_a_target_that_make_help_explains(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    run_tests = importlib.import_module("run_tests")
    lanes = (run_tests.CHECKS, run_tests.RUNS, run_tests.EITHER)
    explained = set(re.findall(r"^([a-z-]+):.*## ", _text("Makefile"), re.MULTILINE))
    assert {target for lane in lanes for target, _title in lane} <= explained
