# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""When a request may be sent: one budget for everybody on this machine with the same credentials.

How many requests per minute: a known limit, or what is found by trying, see `waiting_line`. How many at once: never
more of a task than its workers, and never more of all together than there are slots, see `under_way`.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from .line_file import LineFile
from .under_way import Slots
from .waiting_line import Line, limited, refuse

# Between two looks for a slot: short at first, since requests are short.
FIRST_POLL_S, MAX_POLL_S, POLL_GROWTH = 0.004, 0.03, 1.1


class TooLate(Exception):
    """The turn would come too late.

    Attributes:
        seconds: How long it would take at least.
    """

    def __init__(self, seconds: float) -> None:
        super().__init__(f"{seconds:.0f} s")
        self.seconds = seconds


@dataclass
class Turn:
    """Leave to send.

    Attributes:
        began: The moment at which it was given; what became known later does not count.
        ticket: The place in the line; None when there was none.
        answered: To be set when the service let the request through, whatever it said.
    """

    began: float
    ticket: int | None = None
    answered: bool = False


class Pace:
    """Admits requests; may be used by several threads at once.

    Parameters:
        most: Requests of this object under way at most.
        sleep, clock: Seconds; the clock is monotonic.
        line: Where the line is kept; of this object alone when it is not given.
        slots: Where the requests under way are counted; not at all when it is not given.
        per_minute: The limit that is known; 0 when it is found by trying.
    """

    def __init__(
        self,
        most: int,
        sleep: Callable[[float], None],
        clock: Callable[[], float],
        line: LineFile | None = None,
        slots: Slots | None = None,
        per_minute: int = 0,
    ) -> None:
        self._sleep, self._clock = sleep, clock
        self._line = line or LineFile(None, clock)
        self._slots = slots or Slots(None)
        self._per_minute = per_minute
        self._own = threading.Semaphore(most)
        self._turnstile = threading.Lock()

    @contextmanager
    def turn(self, longest: float) -> Iterator[Turn]:
        """Wait for a turn, `longest` seconds in the line at most, and hold it.

        Raises:
            TooLate: It cannot come in time; raised at once.
        """
        with self._own:
            slot = self._slot()
            answered = False
            try:
                turn = self.wait(longest)
                yield turn
                answered = turn.answered
            finally:
                self._slots.leave(slot, answered=answered)

    def _slot(self) -> int:
        """Wait for a slot; before the line, so that a ticket is never held up by something else."""
        pause = FIRST_POLL_S
        # Of those who wait here one tries, and the others stand behind.
        with self._turnstile:
            try:
                while (slot := self._slots.take()) is None:
                    self._sleep(pause * random.uniform(0.5, 1.0))
                    pause = min(MAX_POLL_S, pause * POLL_GROWTH)
                return slot
            except BaseException:
                self._slots.give_up()
                raise

    def wait(self, longest: float) -> Turn:
        """Stand in the line of everybody who uses these credentials, if there is one, and be counted nowhere else.

        Raises:
            TooLate: As of `turn`.
        """
        latest = self._clock() + longest
        ticket = None
        while True:
            turn = self._look(latest, ticket)
            pause = turn.began - self._clock()
            if pause <= 0:
                return turn
            ticket = turn.ticket
            self._sleep(pause)

    def _look(self, latest: float, ticket: int | None) -> Turn:
        """The turn of a ticket as things stand now, of a new one where there is none but a line.

        Raises:
            TooLate: As of `turn`.
        """
        if not self._per_minute and self._line.quiet():
            return Turn(self._clock())

        def look(line: Line | None) -> tuple[Line | None, Turn]:
            now = self._clock()
            if self._per_minute:
                line = limited(line, now, self._per_minute)
            elif line is None or (ticket is None and line.forgotten(now)):
                return None, Turn(now)
            # Another number than was drawn: the line is a new one.
            drawn = ticket is None or ticket >= line.next
            number = line.next if drawn or ticket is None else ticket
            due = max(now, line.due(number))
            # A known limit is waited for however long it takes: only the door of the service counts.
            if (line.start if self._per_minute else due) > max(latest, now):
                raise TooLate(due - now)
            if not drawn:
                return None, Turn(due, number)
            line, number = line.draw(now)
            return line, Turn(max(now, line.due(number)), number)

        return self._line.change(look, make=bool(self._per_minute))

    def slower(self, turn: Turn, delay: float) -> None:
        """A request was one too many.

        Parameters:
            turn: Of many that were under way together, one slows down for all.
            delay: Seconds for which nobody may send, with these credentials, on this machine.
        """
        now = self._clock()
        self._line.change(lambda line: (refuse(line, now, turn.began, delay, turn.ticket), None), make=True)
