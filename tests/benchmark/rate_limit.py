# SPDX-License-Identifier: GPL-3.0-or-later
"""How runs get along with a service that limits: `python -m tests.benchmark.rate_limit [SCENE...]`.

The service allows ten requests a second, twenty at once, and asks for a second of patience when it refuses. Whose
collection is measured is told by ANSIBLE_COLLECTIONS_PATH. Every scene is a first run that is checked to be complete.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.functional.support import Record, moment

from .scenes import ONBOARD, SMALL
from .stage import Stage, verify
from .tenants import Customer, Size, fictitious_numbers, make

RATE, BURST, RETRY_AFTER = 10.0, 20.0, 1.0
# What was sent before the answer with Retry-After had arrived.
ON_THE_WIRE = 0.2


@dataclass(frozen=True)
class Scene:
    """A first run: customers of a size, forks, and over how many processes side by side they are spread.

    Attributes:
        known: Whether the runs are told the limit.
        latency: Milliseconds that every answer takes longer.
    """

    customers: int
    size: Size
    forks: int
    processes: int = 1
    known: bool = False
    latency: float = 0.0


SCENES = {
    "customers-20-forks-20": Scene(20, SMALL, 20),
    "customers-20-forks-5": Scene(20, SMALL, 5),
    "users-500": Scene(1, Size(500), 10),
    "two-processes": Scene(20, SMALL, 10, processes=2),
    "slow-answers": Scene(20, SMALL, 20, latency=300.0),
    "known-customers-20-forks-20": Scene(20, SMALL, 20, known=True),
    "known-users-500": Scene(1, Size(500), 10, known=True),
    "known-two-processes": Scene(20, SMALL, 10, processes=2, known=True),
}


@dataclass(frozen=True)
class Figures:
    """What the journal says: requests that were let through, refused, and sent in spite of a Retry-After.

    Attributes:
        span: Seconds from the first request to the last one; the wall time has the start of Ansible as well.
    """

    served: int
    refused: int
    early: int
    wall: float
    span: float

    @property
    def line(self) -> str:
        """One row of a table."""
        share = self.refused / (self.served + self.refused)
        least = self.served / RATE
        return (
            f"{self.served:6} {self.refused:6} {share:8.1%} {self.early:6} {self.wall:8.1f} s "
            f"{self.wall / least:6.2f} {self.span:8.1f} s {self.span / least:6.2f}"
        )


def figures(journal: Sequence[Record], wall: float) -> Figures:
    """Count; every refusal closes the door for RETRY_AFTER seconds from the moment it was answered."""
    refused = [record for record in journal if record["status"] == 429]
    closed = [moment(record) + record["duration_ms"] / 1000 for record in refused]
    early = sum(
        any(answered + ON_THE_WIRE < moment(record) < answered + RETRY_AFTER for answered in closed)
        for record in journal
    )
    moments = [moment(record) for record in journal]
    return Figures(len(journal) - len(refused), len(refused), early, wall, max(moments) - min(moments))


def play(stage: Stage, scene: Scene) -> Figures:
    """Run a scene from an empty tenant and check that everything is there."""
    stage.clear()
    sizes = {f"customer_{number:03}": scene.size for number in range(scene.customers)}
    customers = make(stage.inventories(), sizes, fictitious_numbers())
    if scene.processes > 1:
        # Each would make the onboarding template that they share.
        stage.prepare([*ONBOARD, "-i", str(customers[0].inventory), "--tags", "template"])
    stage.sandbox.control("DELETE", "/journal")
    stage.set(rate_limit=RATE, rate_limit_burst=BURST, latency=scene.latency)
    began = time.monotonic()
    running = [_start(stage, scene, customers[part :: scene.processes], part) for part in range(scene.processes)]
    codes = [process.wait() for process in running]
    wall = time.monotonic() - began
    if any(codes):
        logs = [(stage.folder / f"part-{part}.log").read_text(errors="replace") for part in range(scene.processes)]
        sys.exit("\n".join(log[-4000:] for log in logs))
    verify(stage.sandbox.state(), customers)
    return figures(stage.sandbox.journal(), wall)


def _start(stage: Stage, scene: Scene, customers: Sequence[Customer], part: int) -> subprocess.Popen[bytes]:
    words = [str(Path(sys.executable).parent / ONBOARD[0]), ONBOARD[1], "-i", str(customers[0].inventory)]
    words += ["-l", ",".join(customer.host for customer in customers), "--forks", str(scene.forks)]
    if scene.known:
        words += ["-e", f"webex_requests_per_minute={60 * RATE:.0f}"]
    with (stage.folder / f"part-{part}.log").open("wb") as log:
        return subprocess.Popen(
            words,
            cwd=stage.folder,
            env=stage.environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )


def main(words: Sequence[str] | None = None) -> None:
    """Play the scenes that were asked for, all of them unless told."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmark.rate_limit", description=__doc__)
    parser.add_argument("scenes", nargs="*", choices=[*SCENES, []], metavar="SCENE", help=", ".join(SCENES))
    chosen = parser.parse_args(words).scenes or list(SCENES)
    print(f"{'':28}served    429    share  early       wall of 10/s   requests of 10/s")
    for name in chosen:
        with tempfile.TemporaryDirectory(prefix="rate-limit-") as folder:
            stage = Stage(Path(folder))
            try:
                print(f"{name:28}{play(stage, SCENES[name]).line}", flush=True)
            finally:
                stage.close()


if __name__ == "__main__":
    main()
