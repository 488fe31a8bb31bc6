# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The line in which requests wait, after "too many requests" (429) or for a known limit. Pure: no clock, no file.

1. Without a known limit and without a refusal in the last five minutes there is no line, and everybody sends at once.
2. A refusal closes the line for as long as the service asked. Every request draws a ticket; the first open ticket is
   sent when the line opens, the others one by one, in their order.
3. The first refusal says nothing about the pace, so it begins with ten a second and doubles every two seconds.
4. The next pace is what the service let through since the last refusal: tickets per second, counting the time in
   which the line was closed. When that is much less than before, the refusal has another cause, or few requests were
   waiting: the pace stays, until two refusals in a row give the same pace, or several give a slower one.
5. From then on every ticket that is used makes the pace a little faster, so that a line that was too slow recovers.
6. Of several refused requests that were in flight together, the first one sets the pace; all keep the line closed.
7. A ticket whose process died expires: it costs its own interval and nothing else.
8. With a known limit there is a line from the first request on, which never gets faster than this limit.
9. When the pace is known, unused intervals are saved up for some tickets: any limit allows that many.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass, replace

FORGET_AFTER_S = 300.0
FIRST_INTERVAL_S, FIRST_GROWTH_S = 0.1, 3.0
# Seconds in which a busy line becomes e times as fast; for a slow line the number of tickets counts, since it would
# otherwise be refused all the time.
MIN_GROWTH_S, GROWTH_TICKETS = 120.0, 1200
MIN_INTERVAL_S, MAX_INTERVAL_S = 0.001, 2.0
# Factor by which a refusal makes the interval longer.
MIN_SLOWDOWN, MAX_SLOWDOWN = 1.05, 2.0
# An interval that is longer than the best one by this factor is doubted, but only so many times in a row, and not when
# so many tickets confirm the interval of the refusal before, within a tolerance.
DOUBT_FACTOR, MAX_DOUBTS, EVIDENCE, AGREEMENT = 1.1, 3, 10, 0.15
# Tickets that are saved up at most, and as a part of the requests of a minute.
SPARE_TICKETS, SPARE_PART = 10.0, 0.05


@dataclass(frozen=True)
class Line:
    """The line at one moment; all times in seconds of one clock that never jumps.

    Attributes:
        refused: When the last refusal that set the pace came.
        start: When the ticket `first` may be sent; the line is closed until then.
        first: The first ticket that was not sent when `start` was set.
        next: The ticket to be drawn next.
        interval: Seconds between two tickets at `start`.
        growth: Seconds in which a busy line becomes e times as fast.
        borne: The interval that the service is known to accept; 0 while it is a guess.
        doubts: Refusals in a row that contradict it.
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
        """Whether the last refusal is so long ago that requests need not wait any more."""
        return now > max(self.refused + FORGET_AFTER_S, self.start)

    def due(self, ticket: int) -> float:
        """When a ticket may be sent."""
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
        """Draw the next ticket; some unused intervals are saved up when the pace is known."""
        interval = self._interval(self.next - self.first)
        saved = spare_tickets(60 / interval) * interval if self.borne else 0.0
        unused = max(0.0, now - saved - self.due(self.next))
        return replace(self, start=self.start + unused, next=self.next + 1), self.next

    def moved(self, now: float) -> Line:
        """The same line, beginning with the first ticket that is not due yet."""
        gone = bisect_right(range(self.first, self.next), now, key=self.due)
        first = self.first + gone
        return replace(self, first=first, start=self.due(first), interval=self._interval(gone))

    def close(self, now: float, until: float) -> Line:
        """Keep the line closed until then, for all tickets that were not sent by now."""
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
    """The line after a refused request.

    Parameters:
        now: When its answer came.
        sent: When it was sent: a request that was in flight at an earlier refusal says nothing new about the pace.
        delay: Seconds for which no request is sent.
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
