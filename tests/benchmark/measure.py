# SPDX-License-Identifier: GPL-3.0-or-later
"""Run a command and write down what it cost: wall time, processor time and memory of it and all processes below it.

Usage: python measure.py RESULT LOG COMMAND..., a small process of its own: the kernel's high-water mark of memory is
handed on from parent to child, so a large parent would be measured instead of the command.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import threading
import time
from pathlib import Path

PAUSE = 0.05
# Looking at memory must not slow down what is looked at: it gets at most one part in this many of a processor.
RESTRAINT = 15
MEGABYTE = 1_000_000


class MemoryWatch(threading.Thread):
    """Looks at the process tree again and again, and keeps the highest sum of proportional set sizes.

    Proportional: a page that forked workers share counts once, not once per worker. Stays at 0 where there is no /proc.
    """

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self.root = root
        self.peak = 0
        self.processes = 0
        self._over = threading.Event()

    def run(self) -> None:
        """Look until told to stop."""
        pause = PAUSE
        while not self._over.wait(pause):
            began = time.perf_counter()
            tree = family(self.root)
            self.peak = max(self.peak, sum(proportional_size(pid) for pid in tree))
            self.processes = max(self.processes, len(tree))
            pause = max(PAUSE, RESTRAINT * (time.perf_counter() - began))

    def stop(self) -> None:
        """End it."""
        self._over.set()
        self.join()


def family(root: int) -> list[int]:
    """The process and everything below it, as /proc shows them."""
    children: dict[int, list[int]] = {}
    try:
        names = [name for name in os.listdir("/proc") if name.isdigit()]
    except OSError:
        return []
    for name in names:
        try:
            stat = Path("/proc", name, "stat").read_bytes()
        except OSError:  # it has ended meanwhile
            continue
        # The name of the program, in brackets, may contain anything.
        parent = int(stat[stat.rindex(b")") + 2 :].split()[1])
        children.setdefault(parent, []).append(int(name))
    found, waiting = [], [root]
    while waiting:
        pid = waiting.pop()
        found.append(pid)
        waiting += children.get(pid, [])
    return found


def proportional_size(pid: int) -> int:
    """Bytes of memory, shared pages divided by their users; 0 for a process that has ended."""
    try:
        text = Path("/proc", str(pid), "smaps_rollup").read_bytes()
    except OSError:
        return 0
    for line in text.splitlines():
        if line.startswith(b"Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def measure(command: list[str], log: Path) -> dict[str, float | int]:
    """Run the command to its end."""
    with log.open("wb") as output:
        began = time.perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT)
        watch = MemoryWatch(process.pid)
        watch.start()
        status = process.wait()
        wall = time.perf_counter() - began
    watch.stop()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    largest = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return {
        "status": status,
        "wall_s": round(wall, 3),
        "cpu_s": round(used.ru_utime + used.ru_stime, 3),
        # Between two looks something short may have been larger; what the kernel noted of one process is the least.
        "memory_mb": round(max(watch.peak, largest) / MEGABYTE, 1),
        "largest_process_mb": round(largest / MEGABYTE, 1),
        "processes": watch.processes,
    }


if __name__ == "__main__":
    result = measure(sys.argv[3:], Path(sys.argv[2]))
    Path(sys.argv[1]).write_text(json.dumps(result), encoding="utf-8")
