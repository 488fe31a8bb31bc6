# SPDX-License-Identifier: GPL-3.0-or-later
"""Which Pythons are found for the tests, and which of them each ansible-core gets."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"


@pytest.fixture(autouse=True)
def _scripts(monkeypatch):
    monkeypatch.syspath_prepend(str(SCRIPTS))


@pytest.fixture
def pythons(monkeypatch, tmp_path):
    """The module, on a computer without any Python but those that a test makes."""
    module = importlib.import_module("find_pythons")
    monkeypatch.setattr(module, "SYSTEM", ())
    monkeypatch.setattr(module.pwd, "getpwuid", lambda uid: SimpleNamespace(pw_dir=str(tmp_path / "known")))
    for name in ("HOME", "PYENV_ROOT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "path"))
    return module


def _python(folder, version):
    """What answers as this version of Python does."""
    minor = ".".join(version.split(".")[:2])
    path = folder / f"python{minor}"
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\necho {version.replace('.', ' ')} {path}\n")
    path.chmod(0o755)
    return str(path)


@pytest.mark.parametrize("home", [None, "", "elsewhere"])
def test_version_managers_are_looked_for_whatever_home_says(pythons, monkeypatch, tmp_path, home):
    if home is not None:
        monkeypatch.setenv("HOME", home and str(tmp_path / home))
    path = _python(tmp_path / "known/.pyenv/versions/3.12.1/bin", "3.12.1")
    assert pythons.find() == {(3, 12): path}


def test_pyenv_may_live_elsewhere(pythons, monkeypatch, tmp_path):
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    elsewhere = _python(tmp_path / "pyenv/versions/3.13.0/bin", "3.13.0")
    _python(tmp_path / "known/.pyenv/versions/3.13.1/bin", "3.13.1")
    assert pythons.find() == {(3, 13): elsewhere}


def test_the_newest_of_a_minor_version_comes_first_and_path_before_it(pythons, tmp_path):
    versions = tmp_path / "known/.pyenv/versions"
    _python(versions / "3.12.9/bin", "3.12.9")
    newest = _python(versions / "3.12.10/bin", "3.12.10")
    assert pythons.find() == {(3, 12): newest}
    first = _python(tmp_path / "path", "3.12.3")
    assert pythons.find() == {(3, 12): first}


def test_what_does_not_answer_is_passed_over(pythons, tmp_path):
    shim = tmp_path / "path" / "python3.12"
    _python(tmp_path / "path", "3.12.0")
    shim.write_text("#!/bin/sh\nexit 127\n")
    assert pythons.find() == {}


@pytest.mark.parametrize(
    ("found", "chosen"),
    [
        ([(3, 11), (3, 12), (3, 13)], {"2.19": (3, 11), "2.20": (3, 12), "2.21": (3, 13)}),
        ([(3, 11)], {"2.19": (3, 11), "2.20": None, "2.21": None}),
        ([(3, 14)], {"2.19": None, "2.20": (3, 14), "2.21": (3, 14)}),
        ([], {"2.19": None, "2.20": None, "2.21": None}),
    ],
)
def test_each_core_gets_a_python_it_runs_on(found, chosen):
    cores = importlib.import_module("cores")
    assert {core: cores.choose(core, found) for core in cores.CORES} == chosen


def test_a_core_without_python_is_told_and_counted_and_the_others_go_on(monkeypatch, capsys, tmp_path):
    cores, counting = importlib.import_module("cores"), importlib.import_module("run_tests")
    installed, checked = [], []
    monkeypatch.setattr(sys, "argv", ["cores.py", "--reports", str(tmp_path)])
    monkeypatch.setattr(cores.importlib.metadata, "version", lambda name: "2.20.1")
    monkeypatch.setattr(cores.find_pythons, "find", lambda: {(3, 14): "/usr/bin/python3.14"})
    monkeypatch.setattr(cores, "install", lambda core, python: installed.append((core, python)) or 0)
    monkeypatch.setattr(cores, "check", lambda core, *rest: checked.append((core, *rest)) or 0)
    assert cores.main() == 0
    assert installed == [("2.21", "/usr/bin/python3.14")]
    assert checked == [("2.21", (3, 14), tmp_path)]
    assert "ansible-core 2.19: SKIPPED, it needs Python 3.11 to 3.13; found: 3.14" in capsys.readouterr().out
    assert str(counting.count(tmp_path / "core-2.19.xml")) == "0 passed, 0 failed, 1 skipped"


def test_a_core_that_cannot_be_installed_fails_and_hides_no_other(monkeypatch, tmp_path):
    cores = importlib.import_module("cores")
    checked = []
    monkeypatch.setattr(sys, "argv", ["cores.py", "--reports", str(tmp_path)])
    monkeypatch.setattr(cores.importlib.metadata, "version", lambda name: "2.19.5")
    monkeypatch.setattr(cores.find_pythons, "find", lambda: {(3, 12): "/usr/bin/python3.12"})
    monkeypatch.setattr(cores, "install", lambda core, python: int(core == "2.20"))
    monkeypatch.setattr(cores, "check", lambda core, *rest: checked.append(core) or 0)
    assert cores.main() == 1
    assert checked == ["2.21"]
