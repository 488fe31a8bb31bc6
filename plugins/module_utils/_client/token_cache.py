# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A refreshed token on disk: one file for one set of credentials, mode 0600, refreshed by one process at a time."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .errors import SettingsError
from .settings import Settings


@dataclass(frozen=True)
class Token:
    """An access token and what is needed to get the next one; `expires_at` in seconds since the epoch."""

    access_token: str
    expires_at: float
    refresh_token: str = ""


def default_path(settings: Settings) -> Path:
    """The place of the cache: $XDG_CACHE_HOME or ~/.cache; the name is a digest, no part of a secret."""
    root = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    identity = "\n".join((settings.api_url, settings.client_id, settings.refresh_token))
    return root / "webex_wholesale" / f"token-{hashlib.sha256(identity.encode()).hexdigest()[:24]}.json"


class TokenCache:
    """Keeps one token for all processes of a play.

    Parameters:
        path: The file; its folder is made with mode 0700 when it is missing.
        identity: Digest of the configured credentials: a cache of other credentials is passed over.
    """

    def __init__(self, path: Path, identity: str) -> None:
        self._path = path
        self._identity = identity

    @classmethod
    def of(cls, settings: Settings) -> TokenCache:
        """The cache that belongs to these settings."""
        path = default_path(settings)
        return cls(settings.token_cache or path, path.stem)

    def read(self) -> Token | None:
        """The kept token, or None when there is none that can be read and trusted."""
        try:
            with open(self._path, encoding="utf-8") as file:
                status = os.fstat(file.fileno())
                if status.st_mode & 0o077 or status.st_uid != os.geteuid():
                    raise SettingsError(
                        f"The token cache {self._path} can be read by others or belongs to somebody else; remove it."
                    )
                data = json.load(file)
            if data["identity"] != self._identity:
                return None
            return Token(str(data["access_token"]), float(data["expires_at"]), str(data["refresh_token"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write(self, token: Token) -> None:
        """Keep the token; the file is complete at every moment and never readable by others."""
        handle, name = tempfile.mkstemp(dir=self._path.parent, prefix=".token-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump({"identity": self._identity, **token.__dict__}, file)
            os.replace(name, self._path)
        except BaseException:
            os.unlink(name)
            raise

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other processes from refreshing at the same time.

        Raises:
            SettingsError: The folder of the cache cannot be made or written to.
        """
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(self._path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise SettingsError(
                f"The token cache {self._path} cannot be written: {error.strerror}. Set token_cache."
            ) from None
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)
