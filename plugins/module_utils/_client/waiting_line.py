# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The line in which requests wait, after "too many requests" (429) or for a known limit. Pure: no clock, no file.

1. Without a known limit and without a refusal in the last five minutes there is no line, and everybody sends at once.
2. A refusal closes the door for as long as the service asked. Whoever wants to send draws a ticket; the first one that
   is left goes when the door opens, the others one after the other: not all at once, and nobody is overtaken.
3. The first refusal says nothing about the pace, so it begins with ten a second and doubles every two seconds.
4. Between two refusals the service bears at least what it has let through: tickets per second, with the closed door.
   That is the next pace. When it is much less than was borne before, the refusal has another cause, or few wanted to
   send: the pace stays, until two refusals in a row say the same, or several something of that kind.
5. From then on every ticket that is used makes it a little faster, so that a line that went too slowly recovers.
6. Of several refusals that were under way together, the first one sets the pace; all of them keep the door closed.
7. A ticket whose owner died passes by: it costs its own moment and nothing else.
8. A known limit is a line from the first request on, that never gets faster than this limit.
9. When the pace is known, moments that nobody wanted are saved up for some tickets: any limit bears that much.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass, replace

FORGET_AFTER_S = 300.0
FIRST_INTERVAL_S, FIRST_GROWTH_S = 0.1, 3.0
# A busy line takes so long to become e times as fast; a slow one so many tickets, or it would be refused all the time.
MIN_GROWTH_S, GROWTH_TICKETS = 120.0, 1200
MIN_INTERVAL_S, MAX_INTERVAL_S = 0.001, 2.0
# By how much one refusal makes an interval longer.
MIN_SLOWDOWN, MAX_SLOWDOWN = 1.05, 2.0
# What is longer than the best interval by more is doubted, but not so many times in a row, and not when so many tickets
# say what the refusal before said, give or take some.
DOUBT_FACTOR, MAX_DOUBTS, EVIDENCE, AGREEMENT = 1.1, 3, 10, 0.15
# What is saved up at most, and which part of a minute's requests.
SPARE_TICKETS, SPARE_PART = 10.0, 0.05


@dataclass(frozen=True)
class Line:
    """The line at one moment; all times in seconds of one clock that never jumps.

    Attributes:
        refused: When the last refusal that set the pace came.
        start: When the ticket `first` may go; the door is closed until then.
        first: The first ticket that had not gone when `start` was set.
        next: The ticket to be drawn next.
        interval: Seconds between two tickets at `start`.
        growth: Seconds in which a busy line becomes e times as fast.
        borne: The interval that the service is known to bear; 0 while that is a guess.
        doubts: Refusals in a row that did not fit to it.
        measured: The interval that the last refusal spoke for.
        opened: The first ticket since `refused`.
        least: The line does not get faster than this interval.
    """

    refused: float
    start: float
    first: int
    next: int
    interval: float
    growth: float
    borne: float = 0.0
    doubts: int = 0
    measured: float = 0.0
    opened: int = 0
    least: float = MIN_INTERVAL_S

    def forgotten(self, now: float) -> bool:
        """Whether there was no refusal for so long that nobody has to wait any more."""
        return now > max(self.refused + FORGET_AFTER_S, self.start)

    def due(self, ticket: int) -> float:
        """When a ticket may go."""
        ahead = max(0, ticket - self.first)
        # So many tickets after `first` the line is as fast as it may get.
        growing = self.growth * (1 / self.least - 1 / self.interval)
        if ahead <= growing:
            return self.start + self.growth * math.log1p(ahead * self.interval / self.growth)
        return self.start + self.growth * math.log(self.interval / self.least) + (ahead - growing) * self.least

    def _interval(self, ahead: int) -> float:
        """Seconds between two tickets, so many of them after `first`."""
        interval = self.interval / (1 + ahead * self.interval / self.growth)
        return min(max(MAX_INTERVAL_S, self.least), max(self.least, interval))

    def draw(self, now: float) -> tuple[Line, int]:
        """Draw the next ticket; of moments that nobody wanted some are saved up when the pace is known."""
        interval = self._interval(self.next - self.first)
        spare = spare_tickets(60 / interval) * interval if self.borne else 0.0
        unused = max(0.0, now - spare - self.due(self.next))
        return replace(self, start=self.start + unused, next=self.next + 1), self.next

    def moved(self, now: float) -> Line:
        """The same line, seen from the first ticket that has not gone by now."""
        gone = bisect_right(range(self.first, self.next), now, key=self.due)
        first = self.first + gone
        return replace(self, first=first, start=self.due(first), interval=self._interval(gone))

    def close(self, now: float, until: float) -> Line:
        """Keep the door closed until then, for all tickets that have not gone by now."""
        return replace(self.moved(now), start=max(self.start, until))


def spare_tickets(per_minute: float) -> float:
    """How many tickets are saved up at most."""
    return min(SPARE_TICKETS, SPARE_PART * per_minute)


def limited(line: Line | None, now: float, per_minute: int) -> Line:
    """The line where a limit is known: no minute has more requests, saved ones and the first one included.

    Parameters:
        line: The line so far; another limit in it is replaced by this one.
    """
    least = 60 / (per_minute - spare_tickets(per_minute))
    if line is None:
        long_ago = now - 2 * FORGET_AFTER_S
        return Line(long_ago, long_ago, 0, 0, least, GROWTH_TICKETS * least, borne=least, least=least)
    if line.least == least:
        return line
    # A limit that held it back does no longer; what refusals have shown does.
    shown = 0.0 if line.forgotten(now) or line.interval <= line.least else line.interval
    return replace(line.moved(now), interval=max(least, min(shown, MAX_INTERVAL_S)), least=least)


def refuse(line: Line | None, now: float, sent: float, delay: float, ticket: int | None = None) -> Line:
    """A request was one too many.

    Parameters:
        now: When its answer came.
        sent: When it was sent: what was under way at an earlier refusal says nothing new about the pace.
        delay: Seconds for which nobody may send.
        ticket: The one with which it was sent, if there was a line.
    """
    if line is None:
        return Line(now, now + delay, 0, 0, FIRST_INTERVAL_S, FIRST_GROWTH_S)
    if line.forgotten(now):
        interval = max(FIRST_INTERVAL_S, line.least)
        line = replace(line.close(now, now + delay), refused=now, interval=interval, growth=FIRST_GROWTH_S)
        return replace(line, borne=0.0, doubts=0, opened=line.first)
    closed = line.close(now, now + delay)
    if sent <= line.refused or ticket is None:
        return closed
    let_through = ticket - line.opened
    measured = (sent - line.refused) / let_through if let_through > 0 else MAX_INTERVAL_S
    closed = replace(closed, refused=now, opened=closed.first, measured=measured)
    agrees = let_through >= EVIDENCE and abs(measured - line.measured) <= AGREEMENT * measured
    sure = agrees or line.doubts >= MAX_DOUBTS
    if line.borne and measured > DOUBT_FACTOR * line.borne and not sure:
        return replace(closed, doubts=line.doubts + 1)
    longest = max(MAX_INTERVAL_S, closed.least)
    interval = min(max(measured, MIN_SLOWDOWN * closed.interval), MAX_SLOWDOWN * closed.interval, longest)
    growth = max(MIN_GROWTH_S, GROWTH_TICKETS * interval)
    return replace(closed, interval=interval, growth=growth, borne=interval, doubts=0)
