# SPDX-License-Identifier: GPL-3.0-or-later
"""Show the whole job on the sandbox: the plan, the run, and the run that finds nothing to do (`make demo`).

Builds and installs the collection as a user would, starts the sandbox, and runs the playbook `webex.wholesale.onboard`
three times, with a copy of the example inventory. It writes nothing outside of its folder. It fails when a run fails,
when the plan wrote anything, or when the last run changed or wrote anything.

Usage: python scripts/demo.py --seed FILE, with the Python of an environment that has the group demo of pyproject.toml
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(".build/demo")
COLLECTIONS = FOLDER / "collections"
EXAMPLE = Path("examples/inventory")
INVENTORY = FOLDER / "inventory"
HOME = FOLDER / "home"
PLAYBOOK = "webex.wholesale.onboard"
REPORTS = FOLDER / "reports"
BIN = Path(sys.executable).parent
START_SECONDS = 60

# POST operations that write nothing.
QUESTION = re.compile(r"/validate$|/actions/(validate\w+|precheckForDeletion)/invoke$")
COLOR = re.compile(r"\x1b\[[0-9;]*m")
RECAP = re.compile(r"^(\S+)\s+: ok=\d+\s+changed=(\d+)\s+unreachable=(\d+)\s+failed=(\d+)", re.MULTILINE)


@dataclass
class Sandbox:
    """A running sandbox: its address (without /v1), its access token, and requests to its control interface."""

    origin: str
    token: str

    def ask(self, path: str) -> Any:
        """GET one of the sandbox's own resources."""
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # never by way of a proxy
        with opener.open(self.origin + path, timeout=30) as answer:
            return json.load(answer)

    def journal(self) -> list[dict[str, Any]]:
        """Every API request so far."""
        return self.ask("/_sandbox/journal")["items"]

    def environment(self) -> dict[str, str]:
        """The variables the collection reads."""
        return {
            "WEBEX_API_URL": f"{self.origin}/v1",
            "WEBEX_ACCESS_TOKEN": self.token,
            "WEBEX_TEMPLATE_SERVICE_URL": f"{self.origin}/template-service/v1",
            "WEBEX_REPORT_FOLDER": str(REPORTS.resolve()),
        }


@dataclass
class Run:
    """One run of the playbook: its title, exit status, recap, and the requests that it sent."""

    title: str
    status: int
    changed: int
    requests: list[dict[str, Any]]

    @property
    def methods(self) -> str:
        """The requests by method, such as `12 GET, 3 POST`; prechecks are counted separately from writes."""
        count = Counter("question" if is_question(request) else request["method"] for request in self.requests)
        order = ("GET", "question", "POST", "PUT", "PATCH", "DELETE")
        return ", ".join(f"{count[name]} {name}" for name in order if count[name]) or "none"

    def other_than_get(self, questions_allowed: bool) -> list[str]:
        """The requests other than GET."""
        return [
            f"{request['method']} {request['path']}"
            for request in self.requests
            if request["method"] != "GET" and not (questions_allowed and is_question(request))
        ]


def is_question(request: dict[str, Any]) -> bool:
    """Whether a request is a POST that writes nothing."""
    return request["method"] == "POST" and bool(QUESTION.search(request["path"]))


def say(title: str) -> None:
    """Print a heading."""
    print(f"\n==== {title} ====", flush=True)


def install() -> None:
    """Build the tarball and install it into a folder of its own."""
    say("Building and installing the collection")
    shutil.rmtree(COLLECTIONS, ignore_errors=True)
    for old in FOLDER.glob("*.tar.gz"):
        old.unlink()
    galaxy("build", "--output-path", str(FOLDER))
    tarball = next(FOLDER.glob("*.tar.gz"))
    galaxy("install", "--offline", "--no-deps", "-p", str(COLLECTIONS), str(tarball))
    print(f"{tarball} is installed in {COLLECTIONS}")


def prepare() -> None:
    """Copy the inventory, beside which records are written, and make a home folder, which has the caches."""
    for folder in (INVENTORY, HOME):
        shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(EXAMPLE, INVENTORY, ignore=shutil.ignore_patterns(".webex"))
    HOME.mkdir()


def galaxy(*arguments: str) -> None:
    """Run one `ansible-galaxy collection` command; its output is shown only when it fails."""
    command = [str(BIN / "ansible-galaxy"), "collection", *arguments]
    done = subprocess.run(command, env=ansible_environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{done.stdout}{done.stderr}\nThis failed: {' '.join(command)}")


def ansible_environment() -> dict[str, str]:
    """The environment of every Ansible command here; nothing is written outside of the folder."""
    return {
        **{name: value for name, value in os.environ.items() if name != "XDG_CACHE_HOME"},
        "HOME": str(HOME.resolve()),
        "ANSIBLE_HOME": str(HOME.resolve() / ".ansible"),
        "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "ANSIBLE_COLLECTIONS_PATH": str(COLLECTIONS.resolve()),
    }


@contextlib.contextmanager
def running_sandbox(seed: str) -> Iterator[Sandbox]:
    """Start the sandbox on a free port, and stop it whatever happens."""
    ready = FOLDER.resolve() / "sandbox.json"
    ready.unlink(missing_ok=True)
    log = FOLDER / "sandbox.log"
    command = [sys.executable, "-m", "tests.sandbox", "--port", "0", "--ready-file", str(ready), "--seed", seed]
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
    try:
        deadline = time.monotonic() + START_SECONDS
        while not ready.exists():
            if process.poll() is not None or time.monotonic() > deadline:
                sys.exit(f"{log.read_text(encoding='utf-8')}\nThe sandbox did not start.")
            time.sleep(0.05)
        facts = json.loads(ready.read_text(encoding="utf-8"))
        yield Sandbox(facts["url"].removesuffix("/v1"), facts["token"])
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def play(sandbox: Sandbox, title: str, log_name: str, *arguments: str) -> Run:
    """Run the playbook, show its output, and keep it in a log."""
    words = ["ansible-playbook", PLAYBOOK, "-i", str(INVENTORY), *arguments]
    say(title)
    print(f"$ {' '.join(words)}", flush=True)
    environment = {**ansible_environment(), **sandbox.environment(), "PYTHONUNBUFFERED": "1"}
    if sys.stdout.isatty() and "NO_COLOR" not in os.environ:
        environment["ANSIBLE_FORCE_COLOR"] = "1"
    before = len(sandbox.journal())
    text = ""
    with (FOLDER / log_name).open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            [BIN / words[0], *words[1:]], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        assert process.stdout is not None
        for line in process.stdout:
            print(line, end="", flush=True)
            plain = COLOR.sub("", line)
            text += plain
            log.write(plain)
        status = process.wait()
    recap = RECAP.findall(text)
    return Run(title, status, sum(int(changed) for _host, changed, *_rest in recap), sandbox.journal()[before:])


def problems(plan: Run, first: Run, again: Run) -> list[str]:
    """The rules that the three runs broke."""
    found = [
        f"{run.title}: ansible-playbook ended with status {run.status}" for run in (plan, first, again) if run.status
    ]
    found += [f"The plan must not write, and sent {request}" for request in plan.other_than_get(questions_allowed=True)]
    if not first.status and not first.changed:
        found.append("The run must do what the example inventory says, and changed nothing")
    if again.changed:
        found.append(f"The last run must change nothing, and reported changed={again.changed}")
    found += [
        f"The last run must only read, and sent {request}" for request in again.other_than_get(questions_allowed=False)
    ]
    return found


def summarize(sandbox: Sandbox, runs: list[Run]) -> None:
    """Print the content of the sandbox, and the requests of each run."""
    state = sandbox.ask("/_sandbox/state")
    users = sum(len(customer["subscribers"]) for customer in state["customers"])
    say("Summary")
    print(
        f"In the sandbox now: {len(state['customers'])} customers, {users} users, {len(state['templates'])} templates"
    )
    for run in runs:
        print(f"{run.title:<34} changed={run.changed:<4} requests: {run.methods}")
    print(f"Logs: {FOLDER}/*.log")
    latest = REPORTS / "onboard"
    print(f"Reports: {latest}/report.html, report.json, summary.md; those of the other runs in {latest}/earlier")


def main() -> int:
    """Run the demonstration and return the exit status."""
    parser = argparse.ArgumentParser(description="Show the whole job on the sandbox.")
    parser.add_argument("--seed", required=True)
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    FOLDER.mkdir(parents=True, exist_ok=True)

    prepare()
    install()
    with running_sandbox(options.seed) as sandbox:
        runs = [
            play(sandbox, "1. The plan, nothing written", "1-check.log", "--check", "--diff"),
            play(sandbox, "2. The run", "2-run.log"),
        ]
        if not runs[1].status:
            runs.append(play(sandbox, "3. The same again, nothing to do", "3-again.log"))
        summarize(sandbox, runs)
    found = problems(runs[0], runs[1], runs[-1])
    print("\n".join(f"FAILED: {problem}" for problem in found) or "ok")
    return bool(found)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("stopped")
