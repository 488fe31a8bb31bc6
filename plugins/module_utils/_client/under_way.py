# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Limits the requests in flight of all processes on this machine with the same credentials and the same service.

Each request holds a slot: the lock on one byte of a file. The system frees it when its process ends, in whatever
way. The size of the file is the number of slots: few at first, since all requests in flight at the first refusal may
be refused, and every eight answers add one. A process that finds no free slot waits for one more lock, the turnstile,
which it keeps until it has a slot: a process that has just freed a slot does not take it again at once.

The locks are those of POSIX, which belong to a process: all its threads go through one table, which opens the file
for the first slot and closes it with the last one, since closing any handle frees all of them. A fork holds nothing.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import random
import threading
import time
from pathlib import Path

from .settings import Settings
from .shared_file import open_private, path_of

FIRST_SLOTS, MOST_SLOTS = 4, 64
ANSWERS_PER_SLOT = 8
UNLIMITED = -1
TURNSTILE = MOST_SLOTS
# After so long the number of slots is found anew; that of some hundred answers.
FORGET_SLOTS_AFTER_S = 300.0


class _Table:
    """The slots of one file that this process holds; to be used by one thread at a time.

    Parameters:
        path: The file; it is made when it is missing.

    Raises:
        OSError: The file cannot be used.
    """

    def __init__(self, path: Path) -> None:
        self.taken: set[int] = set()
        self.waiting = False
        self._handle = open_private(path, make=True, append=True)
        self._slots = _slots(self._handle)

    def take(self) -> int | None:
        """Take a slot, and return its number; None when none is free, or other processes wait already.

        Raises:
            OSError: The file cannot be used.
        """
        # Few calls when there is enough: each of them may cost this thread its turn with the interpreter.
        place = random.randrange(self._slots)
        if not self.waiting and self._take(place):
            return place
        self.waiting = self.waiting or _locked(self._handle, TURNSTILE)
        if not self.waiting:
            return None
        self._slots = _slots(self._handle)
        first = random.randrange(self._slots)
        for place in (*range(first, self._slots), *range(first)):
            if self._take(place):
                self.pass_turnstile()
                return place
        return None

    def _take(self, place: int) -> bool:
        if place in self.taken or not _locked(self._handle, place):
            return False
        self.taken.add(place)
        return True

    def pass_turnstile(self) -> None:
        """Release the turnstile."""
        if self.waiting:
            self.waiting = False
            fcntl.lockf(self._handle, fcntl.LOCK_UN, 1, TURNSTILE)

    def leave(self, place: int, answered: bool) -> None:
        """Free a slot."""
        self.taken.discard(place)
        # A full disk: no slots are added. The lock ends with the handle at the latest.
        with contextlib.suppress(OSError):
            if answered and self._slots < MOST_SLOTS:
                os.write(self._handle, b".")
            fcntl.lockf(self._handle, fcntl.LOCK_UN, 1, place)

    def close(self) -> None:
        """Close the file, which frees all slots."""
        os.close(self._handle)


_guard = threading.Lock()
_tables: dict[Path, _Table] = {}


def _keep(path: Path, table: _Table) -> None:
    """Keep the table of a file as long as one of its locks is held."""
    if table.taken or table.waiting:
        _tables[path] = table
    else:
        _tables.pop(path, None)
        table.close()


def _begin_anew() -> None:
    """Reset a fork: it holds no lock, and the guard may have been held by a thread that it does not have."""
    global _guard
    _guard = threading.Lock()
    _tables.clear()


os.register_at_fork(after_in_child=_begin_anew)


class Slots:
    """Hands out slots; may be used by several threads at once.

    Parameters:
        path: The file; None where there is no place for one, and nothing is limited.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path

    @classmethod
    def of(cls, settings: Settings, base_url: str) -> Slots:
        """The slots of these credentials at this service."""
        return cls(path_of("under-way", settings, base_url))

    def take(self) -> int | None:
        """Take a slot if one is free.

        Returns:
            The slot, to be given to `leave`; None when there is none, UNLIMITED where they cannot be counted. After
            None others wait until this process has taken one, or has given up.
        """
        if self._path is None:
            return UNLIMITED
        with _guard:
            try:
                table = _tables.get(self._path) or _Table(self._path)
            except OSError:
                return UNLIMITED
            try:
                return table.take()
            except OSError:
                table.waiting = False
                return UNLIMITED
            finally:
                _keep(self._path, table)

    def give_up(self) -> None:
        """Stop waiting for a slot."""
        with _guard:
            table = _tables.get(self._path) if self._path else None
            if self._path and table:
                with contextlib.suppress(OSError):
                    table.pass_turnstile()
                _keep(self._path, table)

    def leave(self, slot: int, *, answered: bool) -> None:
        """Free a slot.

        Parameters:
            answered: Whether the service let the request through.
        """
        with _guard:
            table = _tables.get(self._path) if self._path else None
            if self._path and table and slot != UNLIMITED:
                table.leave(slot, answered)
                _keep(self._path, table)


def _slots(handle: int) -> int:
    status = os.fstat(handle)
    size = status.st_size
    if size and abs(time.time() - status.st_mtime) > FORGET_SLOTS_AFTER_S:
        os.ftruncate(handle, 0)
        size = 0
    return min(MOST_SLOTS, FIRST_SLOTS + size // ANSWERS_PER_SLOT)


def _locked(handle: int, place: int) -> bool:
    try:
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)
        return True
    except (BlockingIOError, PermissionError):
        return False
