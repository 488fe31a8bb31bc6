# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Reads users from module options: a list, or a CSV file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from .._declare.model import read
from .._declare.problem import InputError, Problem
from .._declare.text import escape_control_chars
from .._engine.vault_file import VaultError, read_bytes
from .csv_file import UsersFile, parse
from .model import User

MAX_FILE_BYTES = 64 * 1024 * 1024
_MAX_PATH, _MAX_NAME = 500, 255


@dataclass(frozen=True)
class DeclaredUsers:
    """The users, and what a person should know of their file."""

    users: list[User]
    warnings: tuple[str, ...] = ()


def read_file(path: Path) -> UsersFile:
    """Read and parse a CSV file, which may be encrypted by ansible-vault.

    Raises:
        InputError: The file cannot be read or decrypted, is no UTF-8 text, or has mistakes in its columns or rows.
    """
    name = escape_control_chars(path.name)[:_MAX_NAME]
    try:
        content = read_bytes(path, MAX_FILE_BYTES)
        if len(content) > MAX_FILE_BYTES:
            raise InputError([_file_problem(name, f"the file {name} is larger than 64 MiB.", "Split it by customer.")])
        text = content.decode("utf-8-sig")
    except VaultError as error:
        message = f"the file {name} is encrypted, and cannot be decrypted: {error}."
        remedy = "Give the password with which it was encrypted, such as with --vault-password-file."
        raise InputError([_file_problem(name, message, remedy)]) from None
    except UnicodeDecodeError as error:
        before = error.object[: int(error.start)]
        line = len(before.splitlines()) + (not before or before.endswith((b"\n", b"\r")))
        byte = error.start - max(before.rfind(b"\n"), before.rfind(b"\r"))
        message = f"the file {name} is not UTF-8 text (byte {byte} of the line)."
        raise InputError([_file_problem(f"{name}, line {line}", message, "Save it as CSV UTF-8.")]) from None
    except (OSError, ValueError) as error:
        # A name that no file can have raises ValueError.
        message = f"the file {str(path)[:_MAX_PATH]} cannot be read: {getattr(error, 'strerror', None) or error}."
        raise InputError([_file_problem(name, message, "Correct the path.")]) from None
    return parse(text, name)


def read_users(
    rows: Sequence[Any] | None, file: Path | None, *, path: tuple[str | int, ...] = ("users",)
) -> DeclaredUsers:
    """Read all users, and refuse with every mistake at once.

    Parameters:
        rows: Users as data.
        file: Users as a CSV file, instead of rows.
        path: Where the rows stand in the user's data; empty for a single row that is the data itself.

    Raises:
        InputError: With place and remedy for every mistake, duplicates included.
    """
    places: dict[int, str] = {}
    warnings: tuple[str, ...] = ()
    if file is not None:
        parsed = read_file(file)
        rows = [row.data for row in parsed.rows]
        places = {index: f"{parsed.name}, line {row.line}" for index, row in enumerate(parsed.rows)}
        path, warnings = ("users_file",), parsed.warnings
    users: list[User] = []
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    for index, row in enumerate(rows or ()):
        at = (*path, index) if path else ()
        try:
            user = read(User, row)
        except InputError as error:
            problems += [replace(problem.under(*at), place=places.get(index, "")) for problem in error.problems]
            continue
        if user.key in seen:
            other = places.get(seen[user.key]) or f"row {seen[user.key]}"
            message = f"{user.email} is in {other} already."
            problems.append(Problem((*at, "email"), message, "Remove one of them.", place=places.get(index, "")))
        seen.setdefault(user.key, index)
        users.append(user)
    if problems:
        raise InputError(problems)
    return DeclaredUsers(users, warnings)


def _file_problem(name: str, message: str, remedy: str) -> Problem:
    return Problem(("users_file",), message, remedy, place=name)
