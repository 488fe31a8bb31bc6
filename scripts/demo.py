# SPDX-License-Identifier: GPL-3.0-or-later
"""Show the whole job on the sandbox: the plan, the run, and the run that finds nothing to do (`make demo`).

Builds and installs the collection as a user would, starts the sandbox, and runs the playbook `webex.wholesale.onboard`
three times, with a copy of the example inventory, and shows the table that each ends with. It fails when a run fails,
when the plan wrote anything, when the last run changed or wrote anything, when anything was written outside of its
folder, or when it prints more than a person reads.

Usage: python scripts/demo.py --seed FILE [--verbose], with the Python of an environment that has the group demo of
pyproject.toml. --verbose (`make demo V=1`) shows all that Ansible prints, which the logs have anyway.
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
MOST_LINES = 120
TABLE = re.compile(r"^WEBEX REPORT \*+")
# Of the output of a run that failed.
LAST_LINES = 40

# POST operations that write nothing.
QUESTION = re.compile(r"/validate$|/actions/(validate\w+|precheckForDeletion)/invoke$")
COLOR = re.compile(r"\x1b\[[0-9;]*m")
RECAP = re.compile(r"^(\S+)\s+: ok=\d+\s+changed=(\d+)\s+unreachable=(\d+)\s+failed=(\d+)", re.MULTILINE)


NEXT = f"""\
Open the report of the run in a browser: {REPORTS}/2-run/onboard/report.html
See all that Ansible prints:             make demo V=1
Play with a Webex of your own:           make sandbox, then in another shell
  export WEBEX_API_URL=... WEBEX_ACCESS_TOKEN=...       as it says
  ansible-playbook webex.wholesale.validate -i examples/inventory
  ansible-playbook webex.wholesale.onboard -i examples/inventory --check --diff
  ansible-playbook webex.wholesale.drift -i examples/inventory
Begin with customers of your own:        docs/onboarding.md"""


@dataclass
class Sandbox:
    """A running sandbox: its address (without /v1), its access token, and requests to its control interface."""

    origin: str
    token: str

    def ask(self, path: str) -> Any:
        """GET one of the sandbox's own resources."""
        return json.loads(self.page(path))

    def page(self, path: str) -> str:
        """The same as text."""
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # never by way of a proxy
        with opener.open(self.origin + path, timeout=30) as answer:
            return str(answer.read().decode())

    def journal(self) -> list[dict[str, Any]]:
        """Every API request so far."""
        return self.ask("/_sandbox/journal")["items"]

    def environment(self) -> dict[str, str]:
        """The variables the collection reads."""
        return {
            "WEBEX_API_URL": f"{self.origin}/v1",
            "WEBEX_ACCESS_TOKEN": self.token,
            "WEBEX_TEMPLATE_SERVICE_URL": f"{self.origin}/template-service/v1",
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


class Teller:
    """Prints, and counts the lines."""

    def __init__(self) -> None:
        self.lines = 0

    def __call__(self, text: str) -> None:
        """Print a text."""
        self.lines += text.count("\n") + 1
        print(text, flush=True)

    def heading(self, title: str) -> None:
        """Print a heading."""
        self(f"\n==== {title} ====")


tell = Teller()


def table_in(lines: list[str]) -> list[str]:
    """What the report of a run prints, from its heading on; colors do not count."""
    for index, line in enumerate(lines):
        if TABLE.match(COLOR.sub("", line)):
            found = lines[index + 1 :]
            ends = [number for number, text in enumerate(found) if COLOR.sub("", text).startswith("PLAY RECAP")]
            return [text for text in found[: ends[0] if ends else None] if text.strip()]
    return []


def checkout() -> str:
    """What differs from the last commit, outside of what git ignores; empty where there is no git."""
    command = ["git", "status", "--porcelain", "--untracked-files=all"]
    with contextlib.suppress(OSError):
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout
    return ""


def install() -> None:
    """Build the tarball and install it into a folder of its own."""
    tell.heading("Building and installing the collection")
    shutil.rmtree(COLLECTIONS, ignore_errors=True)
    for old in FOLDER.glob("*.tar.gz"):
        old.unlink()
    galaxy("build", "--output-path", str(FOLDER))
    tarball = next(FOLDER.glob("*.tar.gz"))
    galaxy("install", "--offline", "--no-deps", "-p", str(COLLECTIONS), str(tarball))
    tell(f"{tarball} is installed in {COLLECTIONS}")


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


def play(sandbox: Sandbox, title: str, log_name: str, *arguments: str, verbose: bool) -> Run:
    """Run the playbook, keep its output in a log, and show its table, or all of it."""
    words = ["ansible-playbook", PLAYBOOK, "-i", str(INVENTORY), *arguments]
    tell.heading(title)
    tell(f"$ {' '.join(words)}")
    environment = {**ansible_environment(), **sandbox.environment(), "PYTHONUNBUFFERED": "1"}
    # Each run keeps a report of its own.
    environment["WEBEX_REPORT_FOLDER"] = str(REPORTS.resolve() / Path(log_name).stem)
    if sys.stdout.isatty() and "NO_COLOR" not in os.environ:
        environment["ANSIBLE_FORCE_COLOR"] = "1"
    before = len(sandbox.journal())
    lines: list[str] = []
    with (FOLDER / log_name).open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            [BIN / words[0], *words[1:]], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        assert process.stdout is not None
        for line in process.stdout:
            lines.append(line.rstrip("\n"))
            log.write(COLOR.sub("", line))
            if verbose:
                tell(lines[-1])
        status = process.wait()
    if not verbose:
        for line in lines[-LAST_LINES:] if status else table_in(lines):
            tell(line)
        tell(f"All of its output: {FOLDER / log_name}")
    recap = RECAP.findall(COLOR.sub("", "\n".join(lines)))
    return Run(title, status, sum(int(changed) for _host, changed, *_rest in recap), sandbox.journal()[before:])


def problems(plan: Run, first: Run, again: Run, before: str) -> list[str]:
    """The rules that the three runs broke.

    Parameters:
        before: What differed from the last commit before them.
    """
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
    if checkout() != before:
        found.append(f"Nothing must be written outside of {FOLDER}, and this differs now:\n{checkout()}")
    return found


def summarize(sandbox: Sandbox, runs: list[Run]) -> None:
    """Print the content of the sandbox, keep its page, and print the requests of each run, and what comes next."""
    state = sandbox.ask("/_sandbox/state")
    users = sum(len(customer["subscribers"]) for customer in state["customers"])
    page = FOLDER / "sandbox.html"
    page.write_text(sandbox.page("/hub"), encoding="utf-8")
    tell.heading("Summary")
    customers, templates = len(state["customers"]), len(state["templates"])
    tell(f"In the sandbox: {customers} customers, {users} users, {templates} templates, as {page} shows")
    for run in runs:
        tell(f"{run.title:<34} changed={run.changed:<4} requests: {run.methods}")
    tell.heading("What to try next")
    tell(NEXT)


def main() -> int:
    """Run the demonstration and return the exit status."""
    parser = argparse.ArgumentParser(description="Show the whole job on the sandbox.")
    parser.add_argument("--seed", required=True)
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    before = checkout()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    FOLDER.mkdir(parents=True, exist_ok=True)

    prepare()
    install()
    with running_sandbox(options.seed) as sandbox:
        runs = [
            play(sandbox, "1. The plan, nothing written", "1-check.log", "--check", "--diff", verbose=options.verbose),
            play(sandbox, "2. The run", "2-run.log", verbose=options.verbose),
        ]
        if not runs[1].status:
            title = "3. The same again, nothing to do"
            runs.append(play(sandbox, title, "3-again.log", verbose=options.verbose))
        summarize(sandbox, runs)
    found = problems(runs[0], runs[1], runs[-1], before)
    if not options.verbose and not found and tell.lines >= MOST_LINES:
        found.append(f"Fewer than {MOST_LINES} lines are read, and it prints {tell.lines}")
    for problem in found:
        tell(f"FAILED: {problem}")
    return bool(found)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("stopped")
