# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Notes of objects that this machine created in the last seconds, in a file that outlives a killed run.

Lists of Webex may miss a new object for some seconds. A run that starts right after another one, or beside it, would
take such an object for missing and create a second one. The note is written before the request is sent, so it is there
however the run ends. The file holds digests and no names; losing it only means that duplicates are possible again.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from .._client.file_lock import lock
from .._client.settings import Settings
from .._client.token_cache import own_file, private_folder

# Webex publishes no time after which lists are complete; practitioners speak of some seconds.
VISIBILITY_WINDOW_S = 30.0
FORGET_FILES_AFTER_S = 86_400.0
LOCK_TIMEOUT_S = 5.0
BEGUN, MADE, GONE = "begun", "made", "gone"

Key = tuple[str, str]


class _Note(NamedTuple):
    moment: float
    pid: int
    state: str


class CreationJournal:
    """The notes of one scope: a customer, or the templates of a service.

    Parameters:
        path: The file; created with the first note. None where none can be created.
        clock: Seconds since the epoch.
    """

    def __init__(self, path: Path | None, clock: Callable[[], float] = time.time) -> None:
        self._path, self._clock = path, clock
        self._lock = threading.Lock()
        self._settled: dict[str, float] = {}
        self._notes: dict[str, _Note] = {}
        self._known = 0

    @classmethod
    def of(cls, settings: Settings, *scope: str) -> CreationJournal:
        """The journal of a service and a scope in it; without a scope it keeps nothing."""
        return cls(own_file("recent", f"{_digest(settings.api_url, *scope)}.jsonl") if scope else None)

    def may_exist_unlisted(self, keys: Iterable[Key]) -> list[Key]:
        """The keys that were created within VISIBILITY_WINDOW_S, or are created by another run: lists may miss them."""
        notes = self._read()
        return [key for key in keys if notes and self._fresh(notes.get(_digest(*key)), _digest(*key))]

    def settle(self, keys: Iterable[Key]) -> None:
        """Ignore the notes on these keys from before now: the objects were looked up often enough."""
        self._settled.update({_digest(*key): self._clock() for key in keys})

    def try_start(self, key: Key) -> bool:
        """Note that a creation begins, and return True; False, without a note, when the object may exist unlisted."""
        digest = _digest(*key)
        with self._exclusive() as handle:
            if handle is None:
                return True
            self._catch_up(handle)
            if self._fresh(self._notes.get(digest), digest):
                return False
            self._append(handle, digest, BEGUN)
        return True

    def start(self, key: Key) -> None:
        """Note that a creation begins, whatever other runs do."""
        self._note(key, BEGUN)

    def in_progress_elsewhere(self, key: Key) -> bool:
        """Whether another run that still lives has begun to create the object."""
        note = self._read().get(_digest(*key))
        return note is not None and note.state == BEGUN and note.pid != os.getpid() and _alive(note.pid)

    def succeed(self, key: Key) -> None:
        """Note that the object was created."""
        self._note(key, MADE)

    def clear(self, key: Key) -> None:
        """Note that the object was refused or removed: it surely does not exist."""
        self._note(key, GONE)

    def _fresh(self, note: _Note | None, digest: str) -> bool:
        if note is None or note.state == GONE or note.moment <= self._settled.get(digest, 0.0):
            return False
        unfinished = note.state == BEGUN and note.pid != os.getpid() and _alive(note.pid)
        return unfinished or self._clock() - note.moment < VISIBILITY_WINDOW_S

    def _note(self, key: Key, state: str) -> None:
        with self._exclusive() as handle:
            if handle is not None:
                self._append(handle, _digest(*key), state)

    def _append(self, handle: int, digest: str, state: str) -> None:
        if self._clock() - os.fstat(handle).st_mtime > 10 * VISIBILITY_WINDOW_S:
            os.ftruncate(handle, 0)
        line = json.dumps({"key": digest, "moment": self._clock(), "pid": os.getpid(), "state": state})
        # On a line of its own, even when a killed run left half a line before it.
        os.write(handle, f"\n{line}\n".encode())

    def _read(self) -> dict[str, _Note]:
        if self._path is None:
            return {}
        with self._lock:
            try:
                handle = os.open(self._path, os.O_RDONLY)
            except OSError:
                return {}
            try:
                self._catch_up(handle)
            finally:
                os.close(handle)
            return dict(self._notes)

    def _catch_up(self, handle: int) -> None:
        """Read the notes that were appended since the last time: there may be thousands."""
        size = os.fstat(handle).st_size
        if size < self._known:
            self._known, self._notes = 0, {}
        text = os.pread(handle, size - self._known, self._known)
        # The last line may be incomplete: it is being written, or its run was killed.
        whole = text[: text.rfind(b"\n") + 1]
        self._known += len(whole)
        for line in whole.splitlines():
            try:
                data = json.loads(line)
                self._notes[str(data["key"])] = _Note(float(data["moment"]), int(data["pid"]), str(data["state"]))
            except (ValueError, KeyError, TypeError):
                continue

    @contextmanager
    def _exclusive(self) -> Iterator[int | None]:
        """The open file, locked; None where no file can be written, so that nothing is noted."""
        with self._lock:
            handle = self._open()
            try:
                yield handle if handle is not None and lock(handle, LOCK_TIMEOUT_S) else None
            finally:
                if handle is not None:
                    os.close(handle)

    def _open(self) -> int | None:
        if self._path is None:
            return None
        try:
            if not self._path.exists():
                private_folder(self._path.parent)
                _forget_old(self._path.parent, self._clock())
            return os.open(self._path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        except OSError:
            return None


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).casefold().encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass  # a process of another account: it exists
    return True


def _forget_old(parent: Path, now: float) -> None:
    for file in parent.glob("*.jsonl"):
        try:
            if now - file.stat().st_mtime > FORGET_FILES_AFTER_S:
                file.unlink()
        except OSError:
            continue
