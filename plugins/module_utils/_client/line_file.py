# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The waiting line on disk, for all processes on this machine that use the same credentials and the same service.

The file holds numbers. The first refusal (429) creates it, or the first request when a limit is known; until then a
request costs one check whether it exists. Losing it costs some refusals. Each client has a line of its own where the
file cannot be created, could have been written by another account, or stays locked.
"""

from __future__ import annotations

import json
import math
import os
import threading
import time
from collections.abc import Callable
from dataclasses import astuple, fields
from pathlib import Path
from typing import TypeVar

from .file_lock import lock
from .retry import MAX_RETRY_AFTER_S
from .settings import Settings
from .shared_file import open_private, path_of
from .waiting_line import FORGET_AFTER_S, Line

# Usually the lock is held for some microseconds only.
LOCK_POLL_INTERVAL_S, LOCK_TIMEOUT_S = 0.002, 5.0
# More than the numbers need; the rest of the file is ignored.
FILE_BYTES = 400
# Longer than any refusal, jitter included: a later end was written before the machine restarted.
MAX_PAUSE_S = MAX_RETRY_AFTER_S + 60

T = TypeVar("T")


class LineFile:
    """Reads and writes the line; may be used by several threads at once.

    Parameters:
        path: The file; None where none can be created.
        clock: Seconds, monotonic, the same for all processes of the machine.
    """

    def __init__(self, path: Path | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._path, self._clock = path, clock
        self._own: Line | None = None
        self._lock = threading.Lock()

    @classmethod
    def of(cls, settings: Settings, base_url: str, clock: Callable[[], float] = time.monotonic) -> LineFile:
        """The line of these credentials at this service."""
        return cls(path_of("pace", settings, base_url), clock)

    def quiet(self) -> bool:
        """Whether there surely is no line; the only check that every request makes."""
        if self._path is None:
            return self._own is None
        try:
            return abs(time.time() - os.stat(self._path).st_mtime) > FORGET_AFTER_S + MAX_PAUSE_S
        except (OSError, ValueError):
            return self._own is None

    def change(self, step: Callable[[Line | None], tuple[Line | None, T]], *, make: bool = False) -> T:
        """Change the line, by one process at a time.

        Parameters:
            step: Gets the line, None when there is none; returns the new line and a result. None keeps the line as it
                is.
            make: Whether to create the file when it is missing.
        """
        with self._lock:
            if self._path is not None:
                try:
                    return self._change_file(self._path, step, make)
                except FileNotFoundError:
                    return step(None)[1]
                except (OSError, ValueError):
                    self._path = None
            line, result = step(self._own)
            self._own = line or self._own
            return result

    def _change_file(self, path: Path, step: Callable[[Line | None], tuple[Line | None, T]], make: bool) -> T:
        handle = open_private(path, make=make)
        try:
            if not lock(handle, LOCK_TIMEOUT_S, every=LOCK_POLL_INTERVAL_S):
                raise TimeoutError(f"{path} is locked")
            line, result = step(_parsed(os.pread(handle, FILE_BYTES, 0), self._clock()))
            if line is not None:
                text = json.dumps(astuple(line)).encode()
                # Spaces cover the rest of a longer text, so that the file is never empty.
                os.pwrite(handle, text.ljust(FILE_BYTES), 0)
            return result
        finally:
            os.close(handle)


def _parsed(text: bytes, now: float) -> Line | None:
    """The line in the text; None when the text is empty, damaged or outdated."""
    try:
        values = json.loads(text)
        if len(values) != len(fields(Line)) or not all(type(value) in (int, float) for value in values):
            return None
        line = Line(*values)
        return line if all(math.isfinite(value) for value in values) and _is_sensible(line, now) else None
    except (ValueError, TypeError, OverflowError, RecursionError):
        return None


def _is_sensible(line: Line, now: float) -> bool:
    return (
        line.refused <= now
        and line.start <= now + MAX_PAUSE_S
        and 0 <= line.first <= line.next
        and line.interval > 0
        and line.growth > 0
        and line.borne >= 0
        and line.least > 0
    )
