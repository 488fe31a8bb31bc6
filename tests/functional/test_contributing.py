# SPDX-License-Identifier: GPL-3.0-or-later
"""What CONTRIBUTING, the page on tests and the page on releases tell to type works as it is printed.

It is typed in a copy of the checkout, so that nothing here is written over.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
import yaml

from .pages import CONTRIBUTING, RELEASING, TESTS, commands, commands_in_text
from .support import PROGRAMS, ROOT

# `test_docs.py` only looks whether make knows them.
ELSEWHERE = {
    "make test": "runs this test",
    "make unit": "its tests are a step of `make test`",
    "make lint": "all of it are steps of `make test`",
    "make galaxy-import": "a step of `make test`",
    "make demo": "a step of `make test`",
    "make sandbox": "typed by test_readme.py",
    "make chaos SEED=7": "takes minutes",
    "make scenarios SEED=7 COUNT=2000": "takes minutes",
    "make bench": "takes minutes",
    "make sanity ALL_PYTHONS=1": "takes minutes",
}


def printed(page: Path) -> list[str]:
    """Return the commands of a page, each once, without those that run elsewhere."""
    every = dict.fromkeys([*commands(page), *commands_in_text(page)])
    return [command for command in every if command not in ELSEWHERE]


@dataclass
class Checkout:
    """A copy of this checkout, with all that is there committed, and with the environment of this one."""

    folder: Path
    home: Path

    @property
    def environment(self) -> dict[str, str]:
        """An own home; nothing of the make, git or Ansible around this test."""
        around = ("ANSIBLE_", "GIT_", "MAKE", "MFLAGS", "PYTEST_", "WEBEX_")
        kept = {key: value for key, value in os.environ.items() if not key.startswith(around)}
        person = {f"GIT_{who}_{what}": "a@example.com" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        return {**kept, **person, "HOME": str(self.home), "PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}"}

    def sh(self, command: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Type a command, and return how it ended."""
        return subprocess.run(
            ["sh", "-c", command],
            cwd=self.folder,
            env={**self.environment, **more},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=120,
        )

    def type(self, command: str, **more: str) -> str:
        """Type a command that has to succeed, and return what it says."""
        done = self.sh(command, **more)
        assert done.returncode == 0, f"{command}\n{done.stdout}"
        return done.stdout


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """Return a copy whose `.venv` is up to date: what is in it are links into the environment of this test."""
    folder = tmp_path / "checkout"
    (tmp_path / "home").mkdir()
    subprocess.run([sys.executable, "scripts/stage.py", folder], cwd=ROOT, check=True)
    venv, copy = PROGRAMS.parent, folder / ".venv"
    copy.mkdir()
    for path in venv.iterdir():
        if path.name == ".stamp":
            made = path.read_text(encoding="utf-8").replace(f" in {venv}\n", f" in {copy}\n", 1)
            (copy / path.name).write_text(made, encoding="utf-8")
        else:
            (copy / path.name).symlink_to(path)
    there = Checkout(folder, tmp_path / "home")
    assert there.type("make venv") == "", "the environment of this test is not that of `make venv`"
    there.type("git add --all && git commit --quiet --message 'Begin'")
    return there


def test_every_printed_command_is_typed_or_has_a_test() -> None:
    every = {
        command for page in (CONTRIBUTING, TESTS, RELEASING) for command in [*commands(page), *commands_in_text(page)]
    }
    assert set(ELSEWHERE) <= every
    assert {"make generate", "make format", "make help", ".venv/bin/pre-commit install"} <= set(printed(CONTRIBUTING))
    assert [command for command in printed(RELEASING) if command.startswith("ansible-galaxy collection publish")]


def test_what_contributors_type(checkout: Checkout) -> None:
    said = {command: checkout.type(command) for page in (CONTRIBUTING, TESTS) for command in printed(page)}
    # Of what is generated and formatted everything was committed before.
    assert checkout.type("git status --porcelain") == ""
    assert (checkout.folder / ".build/link/ansible_collections/webex/wholesale").resolve() == checkout.folder
    explained = re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert re.findall(r"^  ([a-z-]+) ", said["make help"], re.MULTILINE) == explained


def test_a_commit_in_bad_style_is_refused_until_it_is_formatted(checkout: Checkout) -> None:
    checkout.type(".venv/bin/pre-commit install")
    (checkout.folder / "scripts/more.py").write_text("import os\nvalue = { 'a':1 }\n")
    commit = "git add --all && git commit --message 'Add more'"
    some = {"SKIP": "changelog,generated,mypy"}  # these take time, and have nothing to say of this file
    refused = checkout.sh(commit, **some)
    assert refused.returncode != 0
    assert re.search(r"Python style\.+Failed", refused.stdout), refused.stdout
    checkout.sh("make format")
    assert re.search(r"Python style\.+Passed", checkout.type(commit, **some))


@pytest.fixture
def galaxy() -> Iterator[tuple[str, list[bytes]]]:
    """Run a server that takes collections as Ansible Galaxy does; yield its address, and what was uploaded."""
    uploads: list[bytes] = []

    class Galaxy(BaseHTTPRequestHandler):
        def _answer(self, text: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(text.encode())

        def do_GET(self) -> None:
            task = '{"state": "completed", "finished_at": "2026-01-01T00:00:00Z", "messages": []}'
            self._answer(task if "/imports/" in self.path else '{"available_versions": {"v3": "v3/"}}')

        def do_POST(self) -> None:
            assert self.headers["Authorization"] == "Token of-the-namespace"
            uploads.append(self.rfile.read(int(self.headers["Content-Length"])))
            self._answer('{"task": "/api/v3/tasks/1/"}')

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Galaxy) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/api/", uploads
        server.shutdown()


def test_what_is_typed_for_a_release(checkout: Checkout, galaxy: tuple[str, list[bytes]]) -> None:
    """All of it in order, with a version of its own; what `make test` says of the new files is right, too."""
    address, uploads = galaxy
    settings, fragments = checkout.folder / "galaxy.yml", checkout.folder / "changelogs" / "fragments"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub(r"^version: .*", "version: 77.0.0", text, flags=re.MULTILINE), encoding="utf-8")
    if not any("release_summary" in yaml.safe_load(path.read_text()) for path in fragments.glob("*.yml")):
        (fragments / "release.yml").write_text("---\nrelease_summary: Tried.\n")
    server = {
        "ANSIBLE_GALAXY_SERVER_LIST": "here",
        "ANSIBLE_GALAXY_SERVER_HERE_URL": address,
        "ANSIBLE_GALAXY_SERVER_HERE_TOKEN": "of-the-namespace",
    }
    for command in printed(RELEASING):
        checkout.type(command, **server)
    assert b'filename="webex-wholesale-77.0.0.tar.gz"' in uploads[0]
    assert "v77" in (checkout.folder / "CHANGELOG.md").read_text(encoding="utf-8")
    assert not list(fragments.glob("*.yml"))
    assert "77.0.0" in (checkout.folder / "plugins/module_utils/_client/version.py").read_text(encoding="utf-8")
    checkout.type("make changelog-lint yamllint")
