# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Finds files that the inventory names."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..module_utils._users.declared import read_file


def with_users_found(written: dict[str, Any], variables: Mapping[str, Any]) -> dict[str, Any]:
    """The options with the path of the users file, which is beside the inventory, on the controller."""
    name = written.get("users_file")
    # Other values than text are refused by the model, as they were written.
    if not name or not isinstance(name, str) or written.get("users") is not None:
        return written
    return {**written, "users_file": str(find_file(name, variables))}


def with_users_read(written: dict[str, Any]) -> dict[str, Any]:
    """The options with the rows of the users file in place of its path."""
    if not isinstance(written.get("users_file"), str) or not written["users_file"]:
        return written
    rows = [row.data for row in read_file(Path(written["users_file"])).rows]
    return {**{key: value for key, value in written.items() if key != "users_file"}, "users": rows}


def find_file(name: str, variables: Mapping[str, Any]) -> Path:
    """The file: an absolute path, or relative to the host's host_vars folder, the inventory, or the working directory.

    Parameters:
        name: As the inventory writes it.
        variables: Variables of the host; inventory_dir and inventory_hostname count.

    Returns:
        The first one that exists; when there is none the likeliest place, for the message.
    """
    path = Path(name)
    # An impossible name, or the home of an unknown user: reading the file reports it.
    with contextlib.suppress(OSError, ValueError, RuntimeError):
        return _found(path.expanduser(), variables)
    return path


def _found(path: Path, variables: Mapping[str, Any]) -> Path:
    if path.is_absolute():
        return path
    inventory = Path(str(variables.get("inventory_dir") or "."))
    candidates = [
        inventory / "host_vars" / str(variables.get("inventory_hostname") or "") / path,
        inventory / path,
        Path.cwd() / path,
    ]
    return next((candidate for candidate in candidates if candidate.exists()), candidates[0])
