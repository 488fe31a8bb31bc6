# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A refreshed token on disk: one file for one set of credentials, mode 0600, refreshed by one process at a time."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .._declare.called import called
from .errors import SettingsError
from .file_lock import lock
from .settings import Settings


@dataclass(frozen=True)
class Token:
    """An access token and what is needed to get the next one; `expires_at` in seconds since the epoch."""

    access_token: str
    expires_at: float
    refresh_token: str = ""


def own_file(*parts: str) -> Path | None:
    """The place of a file of the collection's own; None for an account without home folder.

    Parameters:
        parts: Of its path below $XDG_CACHE_HOME or ~/.cache, and there below the folder of the collection.
    """
    try:
        return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache", "webex_wholesale", *parts)
    except RuntimeError:
        return None


def private_folder(path: Path) -> None:
    """Make a folder, and those above it that are missing, for its owner only."""
    for place in (*reversed(path.parents), path):
        place.mkdir(mode=0o700, exist_ok=True)


def identity_of(settings: Settings) -> str:
    """Names the credentials in the cache and in its default name: a digest, no part of a secret."""
    identity = "\n".join((settings.api_url, settings.client_id, settings.refresh_token))
    return f"token-{hashlib.sha256(identity.encode()).hexdigest()[:24]}"


class TokenCache:
    """Keeps one token for all processes of a play.

    Parameters:
        path: The file; its folder is made with mode 0700 when it is missing. None where there is no place for it.
        identity: Of the configured credentials: a cache of other credentials is ignored.
        patience: Seconds to wait for another process that refreshes.
        needed: Whether it is an error that the file cannot be written; otherwise the token is not kept.

    Attributes:
        unusable: Why the token is not kept; empty when it is.
    """

    def __init__(self, path: Path | None, identity: str, patience: float = 360.0, *, needed: bool = True) -> None:
        self._path = path
        self._identity = identity
        self._patience = patience
        self._needed = needed
        self.unusable = "" if path else "the account has no home folder"

    @classmethod
    def of(cls, settings: Settings) -> TokenCache:
        """The cache that belongs to these settings; only that of the default place may be unusable."""
        identity = identity_of(settings)
        path = settings.token_cache or own_file(f"{identity}.json")
        # The other process may repeat its request for as long as this one would.
        patience = settings.retry_timeout + settings.request_timeout
        return cls(path, identity, patience, needed=settings.token_cache is not None)

    def read(self) -> Token | None:
        """The cached token; None when there is none that can be read and trusted."""
        if self._path is None:
            return None
        try:
            with open(self._path, encoding="utf-8") as file:
                status = os.fstat(file.fileno())
                if status.st_mode & 0o077 or status.st_uid != os.geteuid():
                    raise SettingsError(
                        f"The token cache {self._path} can be read by others or belongs to another account; remove it."
                    )
                data = json.load(file)
            if data["identity"] != self._identity:
                return None
            return Token(str(data["access_token"]), float(data["expires_at"]), str(data["refresh_token"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write(self, token: Token) -> None:
        """Store the token; the file is always complete, and never readable by other accounts."""
        if self._path is None or self.unusable:
            return
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
            SettingsError: A cache that is needed cannot be written, or another process keeps the lock.
        """
        handle = self._open_lock()
        if self._path is None or handle is None:
            yield
            return
        try:
            if not lock(handle, self._patience):
                raise SettingsError(
                    f"Another process has been refreshing the token for {self._patience:.0f} s and holds "
                    f"{self._path.with_suffix('.lock')}. End it, or set another {called('token_cache')}."
                )
            yield
        finally:
            os.close(handle)

    def _open_lock(self) -> int | None:
        """The open lock file; None where the token is not kept."""
        if self._path is None:
            return None
        try:
            private_folder(self._path.parent)
            return os.open(self._path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            if self._needed:
                raise SettingsError(
                    f"The token cache {self._path} cannot be written: {error.strerror}. Set {called('token_cache')}."
                ) from None
            self.unusable = f"{self._path.parent} cannot be written ({error.strerror})"
            return None
