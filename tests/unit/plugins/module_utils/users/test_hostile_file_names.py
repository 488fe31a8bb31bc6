# SPDX-License-Identifier: GPL-3.0-or-later
"""Users files under names that are no names, or do something to whoever reads them."""

from __future__ import annotations

import os

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._declare.problem import InputError
from ansible_collections.webex.wholesale.plugins.module_utils._users.declared import read_file, read_users


@pytest.mark.parametrize("name", ["a\nb.csv", "a\u202eb.csv", "a\x1b[31mb.csv"], ids=ascii)
def test_hostile_names_of_files(tmp_path, name):
    for content in (None, "nonsense"):
        if content:
            (tmp_path / name).write_text(content)
        with pytest.raises(InputError) as caught:
            read_users(None, tmp_path / name)
        assert all(line.isprintable() for line in str(caught.value).split("\n- "))


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(InputError, match="Is a directory"):
        read_file(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_of_somebody_else(tmp_path):
    path = tmp_path / "users.csv"
    path.write_text("email,package\n")
    path.chmod(0)
    with pytest.raises(InputError, match="Permission denied"):
        read_file(path)
