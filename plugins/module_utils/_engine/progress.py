# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Progress lines for long work."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

# Work that takes less time shows no line.
INTERVAL_S = 10.0


class Progress:
    """Shows at most one line in an interval; may be used by several threads at once.

    Parameters:
        say: Shows a line; None shows nothing.
        interval: Seconds between two lines, and before the first one; 0 shows nothing.
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
        """Show the line when the interval is over; otherwise drop it."""
        if self._say is None:
            return
        with self._lock:
            now = self._clock()
            if now - self._last < self._interval:
                return
            self._last = now
        self._say(text)


SILENT = Progress()
