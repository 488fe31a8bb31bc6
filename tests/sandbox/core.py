# SPDX-License-Identifier: GPL-3.0-or-later
"""One sandbox: settings, clock, state, journal, faults, weather and tokens in one place."""

from __future__ import annotations

import math
from collections import Counter

from . import seed
from .auth import Tokens
from .clock import Clock
from .dice import roll
from .faults import Faults
from .journal import Journal
from .settings import Settings
from .state.world import World
from .weather import Weather


class Sandbox:
    """The objects that the routes work on."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.clock = Clock()
        self.journal = Journal(settings.journal)
        self.faults = Faults()
        self.weather = Weather()
        self.doubled: set[str] = set()  # pages that a fault has sent once and is to send again
        self.tokens = Tokens(settings, self.clock)
        self._seed = seed.load(settings.seed)
        self._runtime = settings.runtime.model_copy()
        self.bucket = Bucket(self)
        self.latency = Latency(self)
        self.world = self._new_world()

    def _new_world(self) -> World:
        world = World(self.clock, self.settings.runtime)
        seed.plant(world, self._seed, first=True)
        return world

    def reset(self) -> None:
        """Restore seed and initial settings; clear journal, faults and weather."""
        for name, value in self._runtime.model_dump().items():
            setattr(self.settings.runtime, name, value)
        self.tokens.reset()
        self.faults.clear()
        self.weather.clear()
        self.doubled.clear()
        self.journal.clear()
        self.bucket = Bucket(self)
        self.latency = Latency(self)
        self.world = self._new_world()


class Latency:
    """The latency of answers; its random part depends on the number of the request of an operation."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._seen: Counter[str | None] = Counter()

    def next(self, operation: str | None) -> float:
        """Return the seconds for the next request of an operation."""
        runtime = self._sandbox.settings.runtime
        self._seen[operation] += 1
        part = roll(runtime.latency_seed, "latency", operation, self._seen[operation])
        return (runtime.latency + runtime.latency_jitter * part) / 1000


class Bucket:
    """A token bucket for all requests, full when the limit is set."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._limit: tuple[float, float] | None = None
        self._level = 0.0
        self._moment = 0.0

    def take(self) -> int | None:
        """Take one request out; return the seconds to wait when there is none left."""
        runtime = self._sandbox.settings.runtime
        rate, now = runtime.rate_limit, self._sandbox.clock.now()
        if rate is None:
            self._limit = None
            return None
        size = runtime.rate_limit_burst or max(1.0, rate)
        if (rate, size) != self._limit:
            self._limit, self._level, self._moment = (rate, size), size, now
        self._level = min(size, self._level + (now - self._moment) * rate)
        self._moment = now
        if self._level >= 1:
            self._level -= 1
            return None
        return max(1, math.ceil((1 - self._level) / rate))
