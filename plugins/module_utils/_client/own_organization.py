# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The partner's own organization, cached on disk for the tasks of all customers.

It is the same as long as the credentials are the same. The file holds an organization ID, no secret; its name is
a digest. Losing it costs one request.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from .._declare.webex_ids import uuid_of
from .settings import Settings
from .token_cache import own_file, private_folder

LIFETIME_S = 3600.0
MAX_LENGTH = 200


class OwnOrganization:
    """A cache that all processes with the same credentials share.

    Parameters:
        path: The file; None where none can be created.
        clock: Seconds since the epoch.
    """

    def __init__(self, path: Path | None, clock: Callable[[], float] = time.time) -> None:
        self._path, self._clock = path, clock

    @classmethod
    def of(cls, settings: Settings) -> OwnOrganization:
        """The file that belongs to these credentials."""
        identity = "\0".join((settings.api_url, settings.access_token, settings.client_id, settings.refresh_token))
        return cls(own_file(f"organization-{hashlib.sha256(identity.encode()).hexdigest()[:24]}"))

    def recall(self) -> str:
        """The cached organization ID; empty when there is none, it is old, or another account could have written it."""
        if self._path is None:
            return ""
        try:
            with open(self._path, encoding="ascii") as file:
                status = os.fstat(file.fileno())
                own = status.st_uid == os.geteuid() and not status.st_mode & 0o077
                fresh = abs(self._clock() - status.st_mtime) < LIFETIME_S
                org_id = file.read(MAX_LENGTH).strip()
                # The guard compares UUIDs: a value without one would let every write pass.
                return org_id if own and fresh and uuid_of(org_id) else ""
        except (OSError, ValueError):
            return ""

    def keep(self, org_id: str) -> None:
        """Store it in one step; without a place for the file nothing is stored."""
        if self._path is None or not org_id:
            return
        with suppress(OSError, ValueError):
            private_folder(self._path.parent)
            handle, name = tempfile.mkstemp(dir=self._path.parent, prefix=".organization-")
            try:
                with os.fdopen(handle, "w", encoding="ascii") as file:
                    file.write(org_id)
                os.replace(name, self._path)
            except BaseException:
                os.unlink(name)
                raise
