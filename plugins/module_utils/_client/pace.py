# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""How many requests of one task may be under way: Webex publishes no limit, so it is found by trying.

Every success allows a little more, every "too many requests" half as much, for all workers of the task. Never less than
one, so nobody starves; never more than the workers there are.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Pace:
    """Admits requests; may be used by several threads at once.

    Parameters:
        most: Requests under way at most.
        sleep, clock: Seconds; the clock is monotonic.

    Attributes:
        limit: Requests that may be under way now; its whole part counts.
    """

    def __init__(self, most: int, sleep: Callable[[float], None], clock: Callable[[], float]) -> None:
        self._most, self._sleep, self._clock = float(most), sleep, clock
        self.limit = self._most
        self._under_way = 0
        self._not_before = 0.0
        self._slowed = 0.0
        self._changed = threading.Condition()

    @contextmanager
    def turn(self) -> Iterator[float]:
        """Wait for a turn, and hold it; yields the moment at which it began, which `slower` wants."""
        with self._changed:
            while self._under_way >= int(self.limit):
                self._changed.wait()
            self._under_way += 1
        try:
            self._wait_until_welcome()
            yield self._clock()
        finally:
            with self._changed:
                self._under_way -= 1
                self._changed.notify()

    def faster(self) -> None:
        """A request succeeded."""
        with self._changed:
            if self.limit < self._most:
                self.limit = min(self._most, self.limit + 1 / self.limit)
                self._changed.notify()

    def slower(self, began: float, delay: float) -> None:
        """A request was one too many.

        Parameters:
            began: When its turn began: of many that were under way together, one slows down for all.
            delay: Seconds for which nobody may send.
        """
        with self._changed:
            now = self._clock()
            self._not_before = max(self._not_before, now + delay)
            if began >= self._slowed:
                self.limit = max(1.0, self.limit / 2)
                self._slowed = now

    def _wait_until_welcome(self) -> None:
        while True:
            with self._changed:
                delay = self._not_before - self._clock()
            if delay <= 0:
                return
            self._sleep(delay)
