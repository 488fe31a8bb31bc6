# SPDX-License-Identifier: GPL-3.0-or-later
"""Run the benchmark: `python -m tests.benchmark.run`, with the Python of `make bench`, which does it.

Writes the figures as JSON, then the report. Every contender's work is checked; without it there is no report.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import os
import platform
import re
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from . import cases, report
from .scenes import play
from .stage import HERE, ROOT, Failed, Record, Stage

ASIDE = ROOT / ".build" / "bench"
LIBRARIES = ("ansible-core", "requests", "pydantic", "httpx", "wxc-sdk", "fastapi", "uvicorn")


def machine() -> dict[str, Any]:
    """What the figures depend on."""
    processor = platform.processor() or platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    processor = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), processor)
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return {
        "processors": usable,
        "processor": processor,
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "libraries": {name: importlib.metadata.version(name) for name in LIBRARIES},
    }


def arguments(words: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmark.run", description="Measure, and write the report.")
    parser.add_argument("--rounds", type=int, help="at most so many rounds of each case")
    parser.add_argument("--cases", default="", metavar="REGEX", help="only cases whose names match")
    parser.add_argument(
        "--quick", action="store_true", help="tiny numbers, to see whether it works; no figures to quote"
    )
    parser.add_argument("--results", type=Path, help="JSON file to write")
    parser.add_argument("--docs", type=Path, help="folder of performance.md and its plots")
    options = parser.parse_args(words)
    # Half a run is not to replace the figures of a whole one.
    whole = not (options.quick or options.cases or options.rounds)
    options.results = options.results or (HERE / "results" / "latest.json" if whole else ASIDE / "results.json")
    options.docs = options.docs or (ROOT / "docs" if whole else ASIDE)
    return options


def interleaved(chosen: Sequence[cases.Case], most: int | None) -> list[tuple[cases.Case, int]]:
    """Round by round through all cases, so that a slow minute of the machine does not hit one case alone."""
    counts = {case.name: min(case.round_count, most or case.round_count) for case in chosen}
    return [(case, number) for number in range(max(counts.values())) for case in chosen if number < counts[case.name]]


def main(words: Sequence[str] | None = None) -> int:
    """Run what was asked for."""
    options = arguments(words)
    chosen = [case for case in (cases.QUICK if options.quick else cases.FULL) if re.search(options.cases, case.name)]
    if not chosen:
        sys.exit(f"No case matches {options.cases!r}.")
    # A sandbox must not outlive this process.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    began = time.monotonic()
    records, failures = measure_all(chosen, options.rounds)
    seconds = round(time.monotonic() - began)
    results = {"quick": options.quick, "seconds": seconds, "machine": machine(), "failures": failures}
    results["records"] = records
    options.results.parent.mkdir(parents=True, exist_ok=True)
    options.results.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    print(f"{seconds} s, {len(records)} measurements: {options.results}")
    if failures:
        print("There is no report, because of what failed:", *failures, sep="\n", file=sys.stderr)
        return 1
    for promise in report.write(results, options.docs):
        print(f"not kept: {promise}")
    print(f"The report is in {options.docs / report.PAGE}")
    return 0


def measure_all(chosen: Sequence[cases.Case], most_rounds: int | None) -> tuple[list[Record], list[str]]:
    """Play all rounds; return what was measured, and what failed."""
    records: list[Record] = []
    failures: list[str] = []
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        for case, number in interleaved(chosen, most_rounds):
            print(f"{time.monotonic() - began:6.0f} s  {case.name}, round {number + 1}", flush=True)
            stage = Stage(Path(name) / f"{case.name}-{number}")
            try:
                for record in play(stage, case, number):
                    records.append(record)
                    print(f"          {_line(record)}", flush=True)
            except Failed as problem:
                failures.append(f"{case.name}, round {number + 1}: {problem}")
                print(f"          {problem}", flush=True)
            finally:
                stage.close()
    return records, failures


def _line(record: Record) -> str:
    return (
        f"{record['phase']:<10}{record['contender']:<18}{record['wall_s']:8.2f} s {record['cpu_s']:8.2f} s cpu "
        f"{record['memory_mb']:7.0f} MB {record['request_count']:6} requests, {record['in_flight']} at once"
    )


if __name__ == "__main__":
    sys.exit(main())
