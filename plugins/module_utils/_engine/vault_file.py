# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Reads a file of the user, which may be encrypted by ansible-vault: only the controller has the passwords."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

_HEADER = b"$ANSIBLE_VAULT;"

Decrypt = Callable[[Path], bytes]


class _Vault:
    """The vault of this process, for all its threads: operations inside of other ones read files as well."""

    decrypt: ClassVar[Decrypt | None] = None


class VaultError(Exception):
    """An encrypted file cannot be decrypted; the text is the reason."""


@contextmanager
def decrypting(function: Decrypt) -> Iterator[None]:
    """Let files be decrypted.

    Parameters:
        function: Takes the path of an encrypted file, returns what is in it; may raise VaultError.
    """
    before, _Vault.decrypt = _Vault.decrypt, function
    try:
        yield
    finally:
        _Vault.decrypt = before


def read_bytes(path: Path, limit: int) -> bytes:
    """What is in a file, decrypted; of a large one a byte more than the limit.

    Parameters:
        limit: Bytes of the file as it is.

    Raises:
        OSError, ValueError: It cannot be read.
        VaultError: It cannot be decrypted.
    """
    with path.open("rb") as file:
        content = file.read(limit + 1)
    if not content.startswith(_HEADER) or len(content) > limit:
        return content
    if _Vault.decrypt is None:
        raise VaultError("only the controller has the passwords")
    return _Vault.decrypt(path)
