# SPDX-License-Identifier: GPL-3.0-or-later
"""The record of a template that a person made."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.webex.wholesale.plugins.module_utils._engine.operation import OperationError
from ansible_collections.webex.wholesale.plugins.module_utils._templates.present import Record
from ansible_collections.webex.wholesale.plugins.module_utils._templates.record import TemplateRecord

FOLDER = Path("/records")


@pytest.mark.parametrize("name", ["gold-us", "Gold_US.2026", "a"])
def test_a_plain_name_is_the_file_name(name):
    assert TemplateRecord(FOLDER, name).path == FOLDER / f"{name}.json"


NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12) | st.sampled_from(
    ["..", "../x", "/etc/x", ".x"]
)


@given(st.lists(NAMES, unique=True, min_size=2, max_size=4))
def test_every_name_has_a_file_of_its_own_inside_the_folder(names):
    paths = [TemplateRecord(FOLDER, name).path for name in names]
    assert len(set(paths)) == len(paths)
    for path in paths:
        assert path.parent == FOLDER
        assert not path.name.startswith(".")
        assert path.name.isascii()


def test_written_and_read_back(tmp_path):
    file = TemplateRecord(tmp_path / "new" / "folder", "gold-us")
    assert file.read() is None
    record = Record("P1", {"name": "gold-us", "brand_name": "Zoë"})
    file.write(record)
    assert file.read() == record
    assert file.path.read_text(encoding="utf-8") == (
        '{\n  "provisioning_id": "P1",\n  "template": {\n    "brand_name": "Zoë",\n    "name": "gold-us"\n  }\n}\n'
    )
    assert file.path.stat().st_mode & 0o777 == 0o644
    file.remove()
    file.remove()
    assert file.read() is None


@pytest.fixture
def full_disk(monkeypatch):
    """From now on no file can be put into its place."""

    def replace(*_arguments):
        raise OSError(28, "No space left on device")

    return lambda: monkeypatch.setattr(os, "replace", replace)


def test_the_old_record_stays_whole_when_writing_fails(tmp_path, full_disk):
    file = TemplateRecord(tmp_path, "gold-us")
    file.write(Record("P1", {}))
    full_disk()
    with pytest.raises(OperationError, match=r"cannot be written: No space left on device\. Correct record_dir"):
        file.write(Record("P2", {}))
    assert file.read() == Record("P1", {})


def test_a_failed_write_leaves_nothing_behind(tmp_path, full_disk):
    full_disk()
    with pytest.raises(OperationError):
        TemplateRecord(tmp_path, "gold-us").write(Record("P2", {}))
    assert list(tmp_path.glob("*record*")) == []
    assert list(tmp_path.glob("*.json")) == []


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"provisioning_id": "P", "template": 1}', b"\xff"])
def test_a_damaged_record_is_told(tmp_path, content):
    file = TemplateRecord(tmp_path, "gold-us")
    file.path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(OperationError, match=r"cannot be used .* Restore it from version control"):
        file.read()
