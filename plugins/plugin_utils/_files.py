# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Finds files and folders that the inventory names."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ansible.errors import AnsibleActionFail

from ..module_utils._users.declared import read_file
from ._plain import file_of


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


def inventory_folder(variables: Mapping[str, Any]) -> Path:
    """The folder beside which files of a host lie: that of its inventory, or the working directory; absolute.

    Parameters:
        variables: Variables of the host; inventory_dir counts.
    """
    # Hosts of a list such as `-i acme,` and of add_host have none, or the text None in its place.
    folder = Path(str(variables.get("inventory_dir") or ""))
    return folder if folder.is_absolute() else Path.cwd()


def beside_inventory(name: str, variables: Mapping[str, Any]) -> Path:
    """The absolute path of a file or folder that the inventory names relative to itself.

    Parameters:
        name: As it is written; ~ and variables of the environment are expanded.
        variables: Variables of the host.

    Raises:
        AnsibleActionFail: It begins with the home folder of somebody who has none.
    """
    try:
        return inventory_folder(variables) / _expanded(name)
    except RuntimeError:
        raise AnsibleActionFail(
            f"{name} cannot be used: the account has no home folder. Write the path in full."
        ) from None


def find_file(name: str, variables: Mapping[str, Any]) -> Path:
    """The file: an absolute path, or relative to the host's host_vars folder, the inventory, or the working directory.

    Parameters:
        name: As the inventory writes it.
        variables: Variables of the host; those with which Ansible tells where its files are count.

    Returns:
        The first one that exists; when there is none the likeliest place, for the message.
    """
    # An impossible name, or the home of an unknown user: reading the file reports it.
    with contextlib.suppress(OSError, ValueError, RuntimeError):
        return _found(_expanded(name), variables, _declared_in(name, variables))
    return Path(name)


def _expanded(name: str) -> Path:
    """The path without ~ and variables, which Ansible expands in options that are paths."""
    return Path(os.path.expandvars(name)).expanduser()


def _found(path: Path, variables: Mapping[str, Any], declared_in: Path | None) -> Path:
    if path.is_absolute():
        return path
    roots = sorted(_roots(variables), key=lambda root: _distance(root, declared_in))
    host = str(variables.get("inventory_hostname") or "")
    own = [root / "host_vars" / host / path for root in roots]
    candidates = [*own, *(root / path for root in roots), Path.cwd() / path]
    found = next((candidate for candidate in candidates if candidate.exists()), None)
    return found or next((candidate for candidate in own if candidate.parent.is_dir()), candidates[0])


def _roots(variables: Mapping[str, Any]) -> list[Path]:
    """The folders in which Ansible looks for host_vars: of the host's inventory, of others, of the playbook."""
    sources = [Path(str(source)) for source in variables.get("ansible_inventory_sources") or ()]
    folders = [source if source.is_dir() else source.parent for source in sources if source.is_absolute()]
    playbook = Path(str(variables.get("playbook_dir") or ""))
    return list(dict.fromkeys([inventory_folder(variables), *folders, *([playbook] if playbook.is_absolute() else [])]))


def _declared_in(name: str, variables: Mapping[str, Any]) -> Path | None:
    """The file whose variable names the users file; None where that is not known."""
    declared = variables.get("webex_users_file")
    return file_of(declared) if declared == name else None


def _distance(root: Path, declared_in: Path | None) -> int:
    """What is declared beside one of two files of the same name means that one."""
    if declared_in is None or root not in declared_in.parents:
        return sys.maxsize
    return declared_in.parents.index(root)
