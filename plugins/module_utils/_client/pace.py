# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""When a request may be sent: Webex publishes no limit, so it is found by trying.

How many requests of one task may be under way: every success allows a little more, every "too many requests" half as
much, for all workers of the task. Never less than one, never more than the workers there are. When everybody who uses
the same credentials may send: see `waiting_line`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from .line_file import LineFile
from .waiting_line import Line, refuse


class TooLate(Exception):
    """The turn would come too late.

    Attributes:
        seconds: How long it would take at least.
    """

    def __init__(self, seconds: float) -> None:
        super().__init__(f"{seconds:.0f} s")
        self.seconds = seconds


@dataclass(frozen=True)
class Turn:
    """Leave to send.

    Attributes:
        began: The moment at which it was given; what became known later does not count.
        waited: Whether there was a line, which wants to know about the answer.
    """

    began: float
    waited: bool


class Pace:
    """Admits requests; may be used by several threads at once.

    Parameters:
        most: Requests under way at most.
        sleep, clock: Seconds; the clock is monotonic.
        line: Where the line is kept; of this object alone when it is not given.

    Attributes:
        limit: Requests that may be under way now; its whole part counts.
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
        """Wait for a turn, `longest` seconds in the line at most, and hold it.

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
        """Stand in the line of everybody who uses these credentials, if there is one.

        Raises:
            TooLate: As of `turn`.
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
            # Another number than was drawn: the line is a new one.
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
        """The service let a request through, whatever it said."""
        if turn.waited:
            self._line.change(lambda line: (line.answer() if line else None, None))

    def faster(self) -> None:
        """A request succeeded."""
        with self._changed:
            if self.limit < self._most:
                self.limit = min(self._most, self.limit + 1 / self.limit)
                self._changed.notify()

    def slower(self, turn: Turn, delay: float) -> None:
        """A request was one too many.

        Parameters:
            turn: Of many that were under way together, one slows down for all.
            delay: Seconds for which nobody may send, with these credentials, on this machine.
        """
        with self._changed:
            now = self._clock()
            if turn.began >= self._slowed:
                self.limit = max(1.0, self.limit / 2)
                self._slowed = now
        self._line.change(lambda line: (refuse(line, now, turn.began, delay), None), make=True)
