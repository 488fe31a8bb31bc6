# SPDX-License-Identifier: GPL-3.0-or-later
"""Bad weather over a whole tenant: what goes wrong, at random but by a seed, and how much of it did."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.functional.leaks import found as leaked
from tests.functional.support import QUICK, Ansible, Record, Run, Sandbox, is_write

from . import journal, verdict
from .tenant import Tenant

SHARE = 0.1
# Beyond the client's patience, so that it hangs up.
REQUEST_TIMEOUT, SLOW = 1.5, 2.0
REVIEW_TIMEOUT = 4.0
EXTRA = {**QUICK, "webex_request_timeout": REQUEST_TIMEOUT, "webex_review_timeout": REVIEW_TIMEOUT}
OAUTH = {
    "WEBEX_ACCESS_TOKEN": None,
    "WEBEX_CLIENT_ID": "sandbox-client",
    "WEBEX_CLIENT_SECRET": "client-secret-6f1d0c9a7e3b",
    "WEBEX_REFRESH_TOKEN": "refresh-token-82b5e4d7f0a1",
    "WEBEX_TOKEN_CACHE": "token.json",
}
OPTIONS = (
    *("--provisioning-delay", "0.5", "--update-delay", "0.2", "--latency", "5", "--latency-jitter", "10"),
    *("--client-secret", OAUTH["WEBEX_CLIENT_SECRET"] or "", "--refresh-token", OAUTH["WEBEX_REFRESH_TOKEN"] or ""),
)
# Of the sandbox, for the whole time.
CLIMATE = {"invisible_after_create": 2.0, "touch_required": True, "rotate_refresh_token": True, "rate_limit": 60}
# What becomes of single customers. The first two need a person; the others end well by themselves.
STUCK, FAILED, SLOW_REVIEW, SLOW_BUILD = "review without end", "error", "short review", "takes longer than others"
OUTCOMES: dict[str, dict[str, Any]] = {
    STUCK: {"outcome": "review"},
    FAILED: {"outcome": "error", "times": 1, "code": 10022, "description": "The address is taken."},
    SLOW_REVIEW: {"outcome": "review", "seconds": 1.5},
    SLOW_BUILD: {"outcome": "delay", "delay": 3, "times": 1},
}


@dataclass
class Storm:
    """One tenant under faults.

    Attributes:
        victims: Inventory host by what becomes of it.
        runs: What was run so far.
    """

    sandbox: Sandbox
    ansible: Ansible
    tenant: Tenant
    inventory: Any
    seed: int
    victims: dict[str, str] = field(default_factory=dict)
    runs: list[Run] = field(default_factory=list)

    def begin(self) -> None:
        """Let it break loose."""
        self.sandbox.control("POST", "/settings", CLIMATE)
        self.sandbox.control(
            "POST", "/weather", {"seed": self.seed, "share": SHARE, "slow_seconds": SLOW, "retry_after": 1}
        )
        hosts = Random(self.seed).sample(list(self.tenant.hosts), len(OUTCOMES))
        self.victims = dict(zip(OUTCOMES, hosts, strict=True))
        for what, host in self.victims.items():
            self.sandbox.outcome(self.external_id(host), **OUTCOMES[what])

    def external_id(self, host: str) -> str:
        """Of the customer of an inventory host."""
        return str(self.tenant.hosts[host]["webex_customer"]["external_id"])

    def run(self) -> Run:
        """Onboard everybody."""
        self.runs.append(self.ansible.playbook(inventory=self.inventory, extra=EXTRA, timeout=900))
        return self.runs[-1]

    def expected(self, without: Iterable[str] = ()) -> dict[str, Any]:
        """What must exist, for some hosts not yet."""
        left_out = {self.external_id(host) for host in without}
        everything = self.tenant.expected()
        customers = {key: value for key, value in everything["customers"].items() if key not in left_out}
        return {**everything, "customers": customers}

    def report(self) -> dict[str, Any]:
        """Counts for the table; every number beside the injected ones should be zero."""
        records, state = self.sandbox.journal(), self.sandbox.state()
        weather = self.sandbox.control("GET", "/weather")
        return {
            "seed": self.seed,
            "customers": len(self.tenant.hosts),
            "users": sum(len(host["webex_users"]) for host in self.tenant.hosts.values()),
            "requests": len(records),
            "share": round(weather["share"], 4),
            "runs": len(self.runs),
            "faults": {**grouped(weather["kinds"]), **self._other(records)},
            "duplicates": verdict.duplicates(state),
            "lost": verdict.lost(state, self.tenant.expected()),
            "strangers": verdict.strangers(state, self.tenant.expected()),
            "without organization": journal.without_organization(records, state),
            "replayed": journal.replayed(records, after_success=False),
            "leaked": self._leaked(),
        }

    def _other(self, records: list[Record]) -> dict[str, int]:
        statuses = Counter(row["status"] for row in records if not row["fault"])
        made = sum(
            row["method"] == "POST" and is_write(row) and (row["executed_status"] or 0) in (200, 201, 202)
            for row in records
        )
        return {
            "429 of the token bucket": statuses[429],
            "403 until the organization was read": statuses[403],
            "invisible in lists for 2 s after its creation": made,
            **{f"provisioning: {what}": 1 for what in self.victims},
        }

    def _leaked(self) -> list[str]:
        secrets = {name: value for name, value in OAUTH.items() if value and name.endswith(("SECRET", "REFRESH_TOKEN"))}
        kept = json.loads((self.ansible.folder / "token.json").read_text(encoding="utf-8"))
        secrets |= {name: str(kept[name]) for name in ("access_token", "refresh_token")}
        return [
            f"run {number}: {what}"
            for number, run in enumerate(self.runs, 1)
            for what in leaked(run.output + json.dumps(run.records), secrets)
        ]


def complaints(run: Run) -> dict[str, str]:
    """What a run says of the hosts it could not bring to the end."""
    found = {row["host"]: str(row["result"]["msg"]) for row in run.records if row["status"] == "failed"}
    assert bool(found) is bool(run.status), run.output[-3000:]
    return found


def grouped(kinds: dict[str, int]) -> dict[str, int]:
    """The kinds of the weather as a person would name them."""
    counts: Counter[str] = Counter()
    for kind, count in kinds.items():
        counts[_title(kind)] += count
    return dict(sorted(counts.items()))


def _title(kind: str) -> str:
    known = {
        "429": "429 without Retry-After",
        "429_retry_after": "429 with Retry-After",
        "423": "423 without Retry-After",
        "423_retry_after": "423 with Retry-After",
        "503_retry_after": "503 with Retry-After",
        "drop": "connection cut, not done",
        "drop_after": "connection cut, done",
        "slow": "slower than the timeout, read or not done",
        "slow_after": "slower than the timeout, done",
        "truncated": "success, body cut off",
        "extra_members": "success, unknown members",
        "made_but_refused": "400 although it was made",
        "expire": "all tokens expire",
    }
    if kind in known:
        return known[kind]
    status, body = kind.split("_")[:2]
    return f"{status}, body {body}, {'done' if kind.endswith('_after') else 'not done'}"


def table(reports: list[dict[str, Any]]) -> str:
    """The reports as one Markdown table."""
    sums: Counter[str] = Counter()
    for report in reports:
        sums.update(report["faults"])
    runs = sum(report["runs"] for report in reports)
    bad = [sum(len(report[what]) for report in reports) for what in ("duplicates", "lost", "leaked")]
    lines = ["| fault | injected | runs | duplicates | lost | leaked |", "|---|---|---|---|---|---|"]
    lines += [f"| {name} | {count} | {runs} | " + " | ".join(map(str, bad)) + " |" for name, count in sums.items()]
    return "\n".join(lines)
