# SPDX-License-Identifier: GPL-3.0-or-later
"""Libraries and cores that are too old are told with what is there and what is needed."""

from __future__ import annotations

import importlib.metadata
import importlib.util

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils import _thirdparty


def imported_with(monkeypatch, library, version):
    """A copy of the module, imported where a library has this version, or says none."""
    known = importlib.metadata.version

    def told(name):
        if name != library:
            return known(name)
        if version is None:
            raise importlib.metadata.PackageNotFoundError(name)
        return version

    monkeypatch.setattr(importlib.metadata, "version", told)
    spec = importlib.util.spec_from_file_location("copy_of_thirdparty", _thirdparty.__file__)
    copy = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(copy)
    return copy


@pytest.mark.parametrize("library", _thirdparty.OLDEST)
def test_a_library_that_is_too_old(monkeypatch, library):
    copy = imported_with(monkeypatch, library, "1.10.27")
    needed = _thirdparty.OLDEST[library]
    message = copy.missing_libraries()
    assert message.startswith(f"Python libraries are too old: {library} 1.10.27 ({needed} or newer is needed). Install")
    assert copy.MISSING == {}


@pytest.mark.parametrize("version", ["2.6", "2.6.0", "2.10.1", "3.0b1", "10", None])
def test_a_library_that_is_new_enough_or_says_no_version(monkeypatch, version):
    copy = imported_with(monkeypatch, "pydantic", version)
    assert copy.missing_libraries() is None


@pytest.mark.parametrize(
    ("core", "old"), [("2.18.19", True), ("2.19.0", False), ("2.19.0rc1", False), ("2.9.27", True), ("3.0.0", False)]
)
def test_the_core(monkeypatch, core, old):
    monkeypatch.setattr(_thirdparty, "CORE", core)
    message = _thirdparty.outdated_core()
    assert (message or "").startswith(f"ansible-core {core} is too old: ") is old
    assert message is None or _thirdparty.OLDEST_CORE in message
