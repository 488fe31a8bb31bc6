# SPDX-License-Identifier: GPL-3.0-or-later
"""Every contender still does the work, and the report comes out of it. No clocks: `make bench` is for those."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from . import measure
from .cases import FULL, QUICK, UsersCase
from .figures import medians, promises
from .rate_limit import Scene, figures, play
from .stage import Stage
from .tenants import Size

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / ".build" / "venv-bench" / "bin" / "python"


def bench(folder: Path, cases: str) -> tuple[dict[str, Any], str]:
    """Run the tiny version of the benchmark; return results and report."""
    if not PYTHON.exists():
        if os.environ.get("WEBEX_REQUIRE_BENCH"):
            pytest.fail(f"{PYTHON} is missing.")
        pytest.skip("`make bench-check` makes the environment first")
    words = ["-m", "tests.benchmark.run", "--quick", "--cases", cases]
    words += ["--results", str(folder / "results.json"), "--docs", str(folder)]
    done = subprocess.run([PYTHON, *words], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    results = json.loads((folder / "results.json").read_text(encoding="utf-8"))
    return results, (folder / "performance.md").read_text(encoding="utf-8")


def test_every_contender_makes_the_users(tmp_path: Path) -> None:
    results, page = bench(tmp_path, "^users")
    case = next(case for case in QUICK if isinstance(case, UsersCase))
    for phase in ("first", "converged"):
        measured = {row["contender"] for row in results["records"] if row["phase"] == phase}
        assert measured >= {contender.key for contender in case.contenders}
    for row in results["records"]:
        creations = row["requests"].get("provisionWholesaleSubscriber", 0)
        assert creations == (row["users"] if row["phase"] == "first" else 0), row
        assert row["refused_writes"] == 0, row
        assert row["wall_s"] > 0
        assert row["cpu_s"] > 0
        assert row["largest_process_mb"] > 1
    for contender in case.contenders:
        assert f"| {contender.title} |" in page
    assert (tmp_path / "performance-users.svg").read_text(encoding="utf-8").count("<svg") == 1


def record(contender: str, wall: float, **changes: Any) -> dict[str, Any]:
    """A record as a run writes it."""
    base = {
        "case": contender,
        "phase": "first",
        "users": 1000,
        "customers": 1,
        "latency_ms": 50,
        "contender": contender,
    }
    costs = {"wall_s": wall, "cpu_s": 1, "memory_mb": 1, "largest_process_mb": 1, "request_count": 1, "in_flight": 8}
    return {**base, **costs, **changes}


def test_promises_are_judged_by_medians_and_scaled_where_told() -> None:
    rows = [record("collection_users", wall) for wall in (8, 9, 99)] + [record("collection", 12)]
    rows += [record("httpx", 8), record("uri", 61, users=100), record("empty", 1, phase="converged")]
    judged = promises(medians(rows))
    # 1 s of starting, and ten times what 100 users took above that
    assert [(item.measured, item.kept) for item in judged[:3]] == [
        ("1.12 x", True),
        ("1.50 x", False),
        ("66.78 x", True),
    ]
    assert {item.kept for item in judged[3:]} == {None}


def test_a_promise_that_is_not_kept_is_told() -> None:
    judged = promises(medians([record("collection_users", 20), record("httpx", 8)]))
    assert judged[0].kept is False


def test_the_full_run_has_what_the_promises_need() -> None:
    cases = {case.name for case in FULL}
    assert len(cases) == len(FULL)
    assert {"users-1000", "customers-100", "customers-500", "waiting-50", "requests"} <= cases


def test_a_process_tree_is_measured_as_one(tmp_path: Path) -> None:
    burn = "x = bytearray(50_000_000); sum(range(10**7))"
    script = f"import subprocess, sys; subprocess.run([sys.executable, '-c', '{burn}'])"
    result = tmp_path / "result.json"
    command = [sys.executable, "-c", script]
    subprocess.run([sys.executable, measure.__file__, result, tmp_path / "log", *command], check=True)
    found = json.loads(result.read_text(encoding="utf-8"))
    assert found["status"] == 0
    assert found["cpu_s"] > 0.05
    assert found["memory_mb"] > 50


def test_the_family_has_children_and_children_of_children() -> None:
    script = "import subprocess; subprocess.run(['cat'])"
    parent = subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert parent.stdin is not None
    assert parent.stdout is not None
    parent.stdin.write(b"there?\n")
    parent.stdin.flush()
    assert parent.stdout.readline() == b"there?\n"
    assert len(measure.family(parent.pid)) == 2
    assert set(measure.family(parent.pid)) < set(measure.family(os.getpid()))
    parent.communicate()


# At the end, so that two workers share the two long ones.
def test_many_customers_waiting_and_the_curve_of_requests(tmp_path: Path) -> None:
    results, page = bench(tmp_path, "customers|waiting|requests")
    phases = [(row["phase"], row["contender"]) for row in results["records"]]
    assert phases == [
        ("plan", "collection"),
        ("first", "collection"),
        ("converged", "collection"),
        ("converged", "empty"),
        ("first", "collection"),
        ("converged", "collection"),
    ]
    waited = next(row for row in results["records"] if "waiting_s" in row)
    assert waited["waiting_s"] >= waited["provisioning_s"]
    curve = next(row["requests_by_users"] for row in results["records"] if "requests_by_users" in row)
    assert [users for users, _requests in curve] == [1, 3]
    assert all(requests > 0 for _users, requests in curve)
    assert "performance-requests.svg" in page
    assert (tmp_path / "performance-requests.svg").exists()


def test_what_a_limit_refuses_and_what_comes_too_early_is_counted() -> None:
    def record(second: float, status: int) -> dict[str, Any]:
        return {"time": f"2026-01-01T00:00:{second:06.3f}Z", "duration_ms": 10.0, "status": status}

    # One beside the refusal, one on the wire, one too early, one in time.
    journal = [record(1, 429), record(1, 200), record(1.1, 200), record(1.5, 200), record(2.02, 201)]
    found = figures(journal, 1.0)
    assert (found.served, found.refused, found.early) == (4, 1, 1)


def test_a_run_against_a_limit_is_played_to_its_end(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    try:
        found = play(stage, Scene(2, Size(2), 2, processes=2))
    finally:
        stage.close()
    assert found.served > 20
