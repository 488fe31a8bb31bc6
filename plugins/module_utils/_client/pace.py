# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""When a request may be sent: Webex publishes no limit, so it is found by feedback.

The number of requests of one task that may be in flight: every success allows a little more, every "too many
requests" (429) half as much, for all workers of the task, between one and the number of workers. The order among all
tasks with the same credentials is that of `waiting_line`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from .line_file import LineFile
from .waiting_line import Line, refuse


class TooLate(Exception):
    """The turn would come later than the request may wait.

    Attributes:
        seconds: How long it would have to wait at least.
    """

    def __init__(self, seconds: float) -> None:
        super().__init__(f"{seconds:.0f} s")
        self.seconds = seconds


@dataclass(frozen=True)
class Turn:
    """The permission to send one request.

    Attributes:
        began: When it was given.
        waited: Whether there was a waiting line, which then counts the answer.
    """

    began: float
    waited: bool


class Pace:
    """Admits requests; may be used by several threads at once.

    Parameters:
        most: Requests in flight at most.
        sleep, clock: Both in seconds; the clock is monotonic.
        line: Where the waiting line is kept; this object has one of its own when it is not given.

    Attributes:
        limit: Requests that may be in flight now, rounded down.
    """

    def __init__(
        self,
        most: int,
        sleep: Callable[[float], None],
        clock: Callable[[], float],
        line: LineFile | None = None,
    ) -> None:
        self._most, self._sleep, self._clock = float(most), sleep, clock
        self.limit = self._most
        self._line = line or LineFile(None, clock)
        self._under_way = 0
        self._slowed = 0.0
        self._changed = threading.Condition()

    @contextmanager
    def turn(self, longest: float) -> Iterator[Turn]:
        """Wait for a turn, at most `longest` seconds in the waiting line, and hold it.

        Raises:
            TooLate: It cannot come in time; raised at once.
        """
        with self._changed:
            while self._under_way >= int(self.limit):
                self._changed.wait()
            self._under_way += 1
        try:
            yield self.wait(longest)
        finally:
            with self._changed:
                self._under_way -= 1
                self._changed.notify()

    def wait(self, longest: float) -> Turn:
        """Wait in the line of all tasks with these credentials, if there is one.

        Raises:
            TooLate: It cannot come in time; raised at once.
        """
        now = self._clock()
        if self._line.quiet():
            return Turn(now, False)
        latest = now + longest
        ticket: int | None = None

        def look(line: Line | None) -> tuple[Line | None, tuple[int | None, float, float]]:
            moment = self._clock()
            if line is None or (ticket is None and line.forgotten(moment)):
                return None, (None, moment, moment)
            # The ticket is not known: the line was started anew.
            if ticket is None or ticket >= line.next:
                due = max(moment, line.due(line.next))
                if due > max(latest, moment):
                    raise TooLate(due - moment)
                line, drawn = line.draw(moment)
                return line, (drawn, line.due(drawn), moment)
            due = line.due(ticket)
            if due > max(latest, moment):
                raise TooLate(due - moment)
            return None, (ticket, due, moment)

        while True:
            ticket, due, moment = self._line.change(look)
            if due <= moment:
                return Turn(moment, ticket is not None)
            self._sleep(due - moment)

    def answered(self, turn: Turn) -> None:
        """Count an answer other than 429."""
        if turn.waited:
            self._line.change(lambda line: (line.answer() if line else None, None))

    def faster(self) -> None:
        """Allow a little more after a success."""
        with self._changed:
            if self.limit < self._most:
                self.limit = min(self._most, self.limit + 1 / self.limit)
                self._changed.notify()

    def slower(self, turn: Turn, delay: float) -> None:
        """Slow down after a refusal (429).

        Parameters:
            turn: The turn of the refused request; of requests in flight together only the first one counts.
            delay: Seconds for which no request with these credentials is sent from this machine.
        """
        with self._changed:
            now = self._clock()
            if turn.began >= self._slowed:
                self.limit = max(1.0, self.limit / 2)
                self._slowed = now
        self._line.change(lambda line: (refuse(line, now, turn.began, delay), None), make=True)
