# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""When a request may be sent: all tasks on this machine with the same credentials share one budget.

Requests per minute: a known limit, or one that is found by feedback, see `waiting_line`. Requests in flight: of a task
at most as many as it has workers, and of all tasks together at most as many as there are slots, see `under_way`.
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
    """The turn would come later than the request may wait.

    Attributes:
        seconds: How long it would have to wait at least.
    """

    def __init__(self, seconds: float) -> None:
        super().__init__(f"{seconds:.0f} s")
        self.seconds = seconds


@dataclass
class Turn:
    """The permission to send one request.

    Attributes:
        began: When it was given; later refusals do not concern it.
        ticket: The place in the line; None without a waiting line.
        answered: Set when the answer is not 429.
    """

    began: float
    ticket: int | None = None
    answered: bool = False


class Pace:
    """Admits requests; may be used by several threads at once.

    Parameters:
        most: Requests of this object in flight at most.
        sleep, clock: Both in seconds; the clock is monotonic.
        line: Where the waiting line is kept; this object has one of its own when it is not given.
        slots: Where the requests in flight are counted; they are not counted when it is not given.
        per_minute: The known limit; 0 when it is found by feedback.
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
        """Wait for a turn, at most `longest` seconds in the waiting line, and hold it.

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
        """Wait in the line of all tasks with these credentials, if there is one; takes no slot.

        Raises:
            TooLate: It cannot come in time; raised at once.
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
        """The present turn of a ticket; draws a ticket when there is a line and none was drawn.

        Raises:
            TooLate: See `turn`.
        """
        if not self._per_minute and self._line.quiet():
            return Turn(self._clock())

        def look(line: Line | None) -> tuple[Line | None, Turn]:
            now = self._clock()
            if self._per_minute:
                line = limited(line, now, self._per_minute)
            elif line is None or (ticket is None and line.forgotten(now)):
                return None, Turn(now)
            # The ticket is not known: the line was started anew.
            drawn = ticket is None or ticket >= line.next
            number = line.next if drawn or ticket is None else ticket
            due = max(now, line.due(number))
            # A known limit is waited for, however long that takes: only a closed line counts.
            if (line.start if self._per_minute else due) > max(latest, now):
                raise TooLate(due - now)
            if not drawn:
                return None, Turn(due, number)
            line, number = line.draw(now)
            return line, Turn(max(now, line.due(number)), number)

        return self._line.change(look, make=bool(self._per_minute))

    def slower(self, turn: Turn, delay: float) -> None:
        """Slow down after a refusal (429).

        Parameters:
            turn: The turn of the refused request; of requests in flight together only the first one counts.
            delay: Seconds for which no request with these credentials is sent from this machine.
        """
        now = self._clock()
        self._line.change(lambda line: (refuse(line, now, turn.began, delay, turn.ticket), None), make=True)
