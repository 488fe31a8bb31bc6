# SPDX-License-Identifier: GPL-3.0-or-later
"""A clock that only sleeping moves."""

from __future__ import annotations


class FakeClock:
    """Tells the time that was slept; `naps` lists every sleep."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.naps: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        """Let the time pass."""
        self.naps.append(seconds)
        self.now += seconds
