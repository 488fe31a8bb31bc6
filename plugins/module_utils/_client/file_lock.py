# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""An exclusive lock on an open file, with a time limit. The system releases it when the process ends."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Callable

POLL_INTERVAL_S = 0.05


def lock(
    handle: int,
    patience: float,
    *,
    every: float = POLL_INTERVAL_S,
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> bool:
    """Take the lock, and return whether that worked.

    Parameters:
        handle: The open file.
        patience: Seconds to wait for the process that holds it.
        every: Seconds between two attempts.
        sleep, clock: Both in seconds; the clock is monotonic.
    """
    deadline = clock() + patience
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            if clock() >= deadline:
                return False
        sleep(every)
