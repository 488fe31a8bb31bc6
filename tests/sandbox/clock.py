# SPDX-License-Identifier: GPL-3.0-or-later
"""The sandbox's own time: real time plus an offset that tests may increase."""

from __future__ import annotations

import time
from datetime import UTC, datetime

LONGEST = 18  # more than the digits of a time in milliseconds


class Clock:
    """The clock; ``advance`` moves it forward, so that no test has to sleep."""

    def __init__(self) -> None:
        self._shift = 0.0

    def now(self) -> float:
        """Return seconds since the epoch, offset included."""
        return time.time() + self._shift

    def advance(self, seconds: float) -> float:
        """Move time forward and return the new time."""
        self._shift += seconds
        return self.now()


def iso(moment: float) -> str:
    """Format a time as Webex does: UTC, milliseconds, Z."""
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def parse_moment(text: str) -> float | None:
    """Read epoch milliseconds or an ISO 8601 moment; None when it is neither."""
    if text.isascii() and text.isdigit():
        return int(text) / 1000 if len(text) <= LONGEST else None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.timestamp()
