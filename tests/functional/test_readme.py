# SPDX-License-Identifier: GPL-3.0-or-later
"""What README tells to type works as it is printed, in an environment that holds nothing but Python, git and make."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import textwrap
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from .support import ROOT

SECTION = re.compile(r"^## Use it with Webex\n(.*?)^## ", re.MULTILINE | re.DOTALL)
BLOCK = re.compile(r"^ *```shell\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
SECOND_TERMINAL = "make sandbox\n"
EXPORTS = re.compile(r"^export .*$", re.MULTILINE)
RECAP = re.compile(r"^(\w+) +: ok=\d+ +changed=(\d+) +unreachable=0 +failed=0 ", re.MULTILINE)
# What reaches a package index from here. pip's own files below the home folder are looked for, since the home is empty.
INDEX = ("PIP_", "SSL_CERT_", "REQUESTS_CA_BUNDLE", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY")
PIP_FILES = (".config/pip/pip.conf", ".pip/pip.conf", "Library/Application Support/pip/pip.conf")
NEEDED = {"MANIFEST.json", "FILES.json", "meta", "playbooks", "plugins", "roles"}


def blocks() -> list[str]:
    """The commands, block by block, in the order of the page."""
    found = SECTION.search((ROOT / "README.md").read_text(encoding="utf-8"))
    assert found
    return [textwrap.dedent(text) for text in BLOCK.findall(found[1])]


def empty_environment(folder: Path) -> dict[str, str]:
    """An empty home, a PATH with this Python and what the system has, and the way to the package index."""
    home, programs = folder / "home", folder / "bin"
    home.mkdir()
    programs.mkdir()
    (programs / "python3").symlink_to(os.path.realpath(sys._base_executable))  # type: ignore[attr-defined]
    environment = {key: value for key, value in os.environ.items() if key.upper().startswith(INDEX)}
    for file in (Path.home() / name for name in PIP_FILES):
        if file.is_file():
            environment.setdefault("PIP_CONFIG_FILE", str(file))
    return {
        **environment,
        "PIP_NO_COMPILE": "1",  # saves time, changes nothing
        "HOME": str(home),
        "PATH": f"{programs}{os.pathsep}/usr/local/bin{os.pathsep}/usr/bin{os.pathsep}/bin",
        "LC_ALL": "C.UTF-8",
        "PORT": "0",  # of the sandbox: this machine may have one
    }


@contextlib.contextmanager
def terminal(script: str, folder: Path, log: Path, environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """A shell that goes through a script up to the first failure; ended with all that it started."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            ["sh", "-e", "-c", script],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@dataclass
class Afterwards:
    """What is there when everything was typed: what the first terminal showed, and what the sandbox knows."""

    environment: dict[str, str]
    checkout: Path
    exports: str
    shown: str
    customers: int

    @property
    def collection(self) -> Path:
        return Path(self.environment["HOME"], ".ansible", "collections", "ansible_collections", "webex", "wholesale")


@pytest.fixture(scope="module")
def typed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Afterwards]:
    """Type the blocks, in two terminals."""
    folder = tmp_path_factory.mktemp("readme")
    checkout, pasted = folder / "checkout", folder / "exports"
    subprocess.run([sys.executable, "scripts/stage.py", checkout], cwd=ROOT, check=True)
    environment = empty_environment(folder)
    wanted = blocks()
    place = wanted.index(SECOND_TERMINAL)
    paste = f"until [ -s '{pasted}' ]; do sleep 0.1; done\n. '{pasted}'\n"
    # The computer may have an Ansible of its own, which must not stand in for a forgotten one.
    own = "case $(command -v ansible-playbook) in $HOME/*) ;; *) exit 9 ;; esac\n"
    script = "".join([*wanted[:place], own, paste, *wanted[place + 1 :]])
    logs = folder / "first.log", folder / "second.log"
    with (
        terminal(script, checkout, logs[0], environment) as first,
        terminal(SECOND_TERMINAL, checkout, logs[1], environment) as second,
    ):
        deadline = time.monotonic() + 600
        exports = ""
        while first.poll() is None:
            shown = logs[1].read_text(encoding="utf-8")
            assert second.poll() is None, shown
            if not exports and "WEBEX_TEMPLATE_SERVICE_URL" in shown:
                exports = "\n".join(EXPORTS.findall(shown)) + "\n"
                pasted.with_name("partial").write_text(exports, encoding="utf-8")
                pasted.with_name("partial").rename(pasted)
            assert time.monotonic() < deadline, logs[0].read_text(encoding="utf-8") + shown
            time.sleep(0.1)
        shown = logs[0].read_text(encoding="utf-8")
        assert first.returncode == 0, shown
        origin = re.search(r"WEBEX_API_URL=(\S+)/v1", exports)[1]  # type: ignore[index]
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(f"{origin}/_sandbox/state") as answer:
            customers = len(json.load(answer)["customers"])
        yield Afterwards(environment, checkout, exports, shown, customers)


def test_the_section_names_ansible_before_it_is_used() -> None:
    text = "".join(blocks())
    assert text.index("pip install 'ansible-core") < text.index("ansible-galaxy") < text.index("ansible-playbook")


def test_the_plan_and_the_run_work_as_printed(typed: Afterwards) -> None:
    recaps = RECAP.findall(typed.shown)
    hosts = {host for host, _changed in recaps}
    assert len(hosts) == 6
    assert len(recaps) == 12, typed.shown
    assert all(int(changed) for _host, changed in recaps)
    assert typed.customers >= 6
    assert (typed.collection / "MANIFEST.json").is_file()
    assert len(typed.exports.splitlines()) == 3


def test_what_is_installed_needs_no_other_folder(typed: Afterwards) -> None:
    """Of a collection Ansible promises no more than meta, plugins, roles and playbooks."""
    for path in typed.collection.iterdir():
        if path.is_dir() and path.name not in NEEDED:
            shutil.rmtree(path)
        elif path.name not in NEEDED:
            path.unlink()
    script = (
        f". ~/.venvs/webex-wholesale/bin/activate\n{typed.exports}"
        "ansible-playbook webex.wholesale.onboard -i examples/inventory "
        "--limit acme_pizza,northwind_legal -e webex_setup_assist=true\n"
    )
    done = subprocess.run(
        ["sh", "-e", "-c", script],
        cwd=typed.checkout,
        env=typed.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert {host for host, _changed in RECAP.findall(done.stdout)} == {"acme_pizza", "northwind_legal"}, done.stdout
