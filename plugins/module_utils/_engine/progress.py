# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Saying how far long work is: whole lines, seldom enough for a log, often enough for a person who watches."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

# Work that takes less says nothing.
INTERVAL_S = 10.0


class Progress:
    """Speaks at most once in an interval; may be used by several threads at once.

    Parameters:
        say: Shows a line; None keeps silent.
        interval: Seconds between two lines, and before the first one; 0 keeps silent.
        clock: Seconds, monotonic.
    """

    def __init__(
        self,
        say: Callable[[str], None] | None = None,
        interval: float = INTERVAL_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._say = say if interval > 0 else None
        self._interval, self._clock = interval, clock
        self._lock = threading.Lock()
        self._last = clock()

    def tell(self, text: str) -> None:
        """Say something when it is time."""
        if self._say is None:
            return
        with self._lock:
            now = self._clock()
            if now - self._last < self._interval:
                return
            self._last = now
        self._say(text)


SILENT = Progress()
