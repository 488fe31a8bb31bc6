# Copyright: (c) 2026, The webex.wholesale maintainers
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The line in which requests wait after "too many requests" (429). Pure: no clock, no sleep, no file.

1. Without a refusal in the last five minutes there is no line, and everybody sends at once.
2. A refusal closes the line for as long as the service asked. Every request draws a ticket; the first open ticket is
   sent when the line opens, the others one by one, in their order.
3. The first refusal says nothing about the pace, so it begins with ten a second and doubles every two seconds.
4. The next pace is what the service let through since the last refusal: answers per second, counting the time in
   which the line was closed. When that is much less than before, the refusal has another cause, or few requests were
   waiting: the pace stays, until several refusals in a row say the same.
5. From then on every ticket that is used makes the pace a little faster, so that a line that was too slow recovers.
6. Of several refused requests that were in flight together, the first one sets the pace; all keep the line closed.
7. A ticket whose process died expires: it costs its own interval and nothing else.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

FORGET_AFTER_S = 300.0
FIRST_INTERVAL_S, FIRST_GROWTH_S = 0.1, 3.0
# Seconds in which a busy line becomes e times as fast; for a slow line the number of tickets counts, since it would
# otherwise be refused all the time.
MIN_GROWTH_S, GROWTH_TICKETS = 120.0, 1200
MIN_INTERVAL_S, MAX_INTERVAL_S = 0.001, 2.0
# Factor by which a refusal makes the interval longer.
MIN_SLOWDOWN, MAX_SLOWDOWN = 1.05, 2.0
# An interval that is longer than the best one by this factor is doubted, but only so many times in a row.
DOUBT_FACTOR, MAX_DOUBTS = 1.1, 3


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
        answered: Answers other than 429 since `refused`.
    """

    refused: float
    start: float
    first: int
    next: int
    interval: float
    growth: float
    borne: float = 0.0
    doubts: int = 0
    answered: int = 0

    def forgotten(self, now: float) -> bool:
        """Whether the last refusal is so long ago that requests need not wait any more."""
        return now - self.refused > FORGET_AFTER_S

    def due(self, ticket: int) -> float:
        """When a ticket may be sent."""
        ahead = max(0, ticket - self.first)
        return self.start + self.growth * math.log1p(ahead * self.interval / self.growth)

    def draw(self, now: float) -> tuple[Line, int]:
        """Draw the next ticket; unused intervals are not saved up."""
        unused = max(0.0, now - self.due(self.next))
        return replace(self, start=self.start + unused, next=self.next + 1), self.next

    def answer(self) -> Line:
        """Count a request that was let through."""
        return replace(self, answered=self.answered + 1)

    def close(self, now: float, until: float) -> Line:
        """Keep the line closed until then, for all tickets that were not sent by now."""
        passed = max(0.0, now - self.start) / self.growth
        gone = self.growth / self.interval * math.expm1(min(passed, 30.0)) if now >= self.start else -1.0
        gone = min(self.next - self.first, math.floor(gone) + 1)
        interval = self.interval / (1 + gone * self.interval / self.growth)
        return replace(
            self,
            first=self.first + gone,
            start=max(self.start, until),
            interval=min(MAX_INTERVAL_S, max(MIN_INTERVAL_S, interval)),
        )


def refuse(line: Line | None, now: float, sent: float, delay: float) -> Line:
    """The line after a refused request.

    Parameters:
        now: When its answer came.
        sent: When it was sent: a request that was in flight at an earlier refusal says nothing new about the pace.
        delay: Seconds for which no request is sent.
    """
    if line is None or line.forgotten(now):
        ticket = line.next if line else 0
        return Line(now, now + delay, ticket, ticket, FIRST_INTERVAL_S, FIRST_GROWTH_S)
    line = line.close(now, now + delay)
    if sent <= line.refused:
        return line
    measured = max(0.0, now - line.refused) / line.answered if line.answered else MAX_INTERVAL_S
    if line.borne and measured > DOUBT_FACTOR * line.borne and line.doubts < MAX_DOUBTS:
        return replace(line, refused=now, doubts=line.doubts + 1, answered=0)
    interval = min(max(measured, MIN_SLOWDOWN * line.interval), MAX_SLOWDOWN * line.interval, MAX_INTERVAL_S)
    growth = max(MIN_GROWTH_S, GROWTH_TICKETS * interval)
    return replace(line, refused=now, interval=interval, growth=growth, borne=interval, doubts=0, answered=0)
