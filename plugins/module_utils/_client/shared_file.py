# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Small files that all processes on this machine share which use the same credentials and the same service.

They hold no secret; their names are digests.
"""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

from .settings import Settings
from .token_cache import own_file, private_folder


def path_of(kind: str, settings: Settings, base_url: str) -> Path | None:
    """The place of a file for these credentials at this service; None when there is no home folder.

    Parameters:
        kind: What is in it; the first word of its name.
    """
    identity = "\0".join((base_url, settings.access_token, settings.client_id, settings.refresh_token))
    return own_file(f"{kind}-{hashlib.sha256(identity.encode()).hexdigest()[:24]}")


def open_private(path: Path, *, make: bool, append: bool = False) -> int:
    """Open a file for reading and writing that no other account can have written.

    Parameters:
        make: Whether to make it when it is missing.
        append: Whether writes go to its end.

    Raises:
        FileNotFoundError: It is missing.
        OSError: It cannot be opened or made, or others can reach it.
    """
    flags = os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC | (os.O_APPEND if append else 0)
    try:
        handle = os.open(path, flags)
    except FileNotFoundError:
        if not make:
            raise
        handle = _made(path, flags)
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode) or status.st_uid != os.geteuid() or status.st_mode & 0o077:
        os.close(handle)
        raise PermissionError(f"{path} is not ours alone")
    return handle


def _made(path: Path, flags: int) -> int:
    try:
        private_folder(path.parent)
        return os.open(path, flags | os.O_CREAT, 0o600)
    except FileNotFoundError as error:
        # Not "missing": the file cannot be created.
        raise PermissionError(str(error)) from None
