# SPDX-License-Identifier: GPL-3.0-or-later
"""Every command of docs and every example of a role works as it is written, and every link leads somewhere.

What README tells to type is tried in `test_readme.py`: it installs.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .support import ONBOARD, PROGRAMS, ROOT, Ansible, Sandbox

README = ROOT / "README.md"
CONTRIBUTING = ROOT / "CONTRIBUTING.md"
DOCS = sorted((ROOT / "docs").glob("*.md"))
ROLE_PAGES = sorted((ROOT / "roles").glob("*/README.md"))
PAGES = [README, CONTRIBUTING, *DOCS, *ROLE_PAGES]
BLOCK = re.compile(r"^ *```(?:shell|sh|console|bash)\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
PLAY = re.compile(r"^```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
OWN_LINK = re.compile(
    r"\]\(https://github\.com/webex-wholesale/webex\.wholesale/(?:blob|tree)/main/([^)#]+)(?:#([^)]+))?\)"
)
LINK = re.compile(r"\]\((?!https?://|#)([^)#]+)")


def commands(page: Path) -> Iterator[str]:
    """Yield the commands of a page, in order."""
    for block in BLOCK.findall(page.read_text(encoding="utf-8")):
        yield from (line.strip() for line in block.splitlines() if line.strip())


def test_there_are_commands() -> None:
    assert [command for page in DOCS for command in commands(page) if command.startswith("ansible-playbook")]
    assert {"make demo", "make test", "make sandbox"} <= set(commands(README))


@pytest.mark.parametrize("page", [README, CONTRIBUTING, *DOCS], ids=lambda page: page.name)
def test_commands_of_make_exist(page: Path) -> None:
    # The targets run by themselves: this test is part of one of them.
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert {shlex.split(command)[1] for command in commands(page) if command.startswith("make ")} <= set(targets)


@pytest.mark.parametrize("page", DOCS, ids=lambda page: page.name)
def test_commands(page: Path, start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible]) -> None:
    wanted = [command for command in commands(page) if not command.startswith("make ")]
    if not wanted:
        return
    ansible = make_ansible(start("--provisioning-delay", "0.2"))
    environment = {
        **ansible.environment,
        "PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}",
        "FUNCTIONAL_RESULTS": str(ansible.folder / "results.jsonl"),
    }
    for command in wanted:
        words = shlex.split(command)
        done = subprocess.run(
            words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=300
        )
        assert done.returncode == 0, f"{page.name}: {command}\n{done.stdout}\n{done.stderr}"


def named(page: Path) -> str:
    """How a page is called in the name of a test."""
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links(page: Path) -> None:
    broken = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if not (page.parent / link).exists()]
    assert broken == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_into_the_repository(page: Path) -> None:
    broken = []
    for path, anchor in OWN_LINK.findall(page.read_text(encoding="utf-8")):
        file = ROOT / path
        headings = HEADING.findall(file.read_text(encoding="utf-8")) if file.is_file() else []
        if not file.exists() or (anchor and anchor not in {each.lower().replace(" ", "-") for each in headings}):
            broken.append(f"{path}#{anchor}")
    assert broken == []


def test_examples_of_roles(start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible]) -> None:
    """The play on the page of a role runs as it is; on customers that are as declared it finds nothing to do."""
    assert {page.parent for page in ROLE_PAGES} == {path for path in (ROOT / "roles").iterdir() if path.is_dir()}
    ansible = make_ansible(start("--provisioning-delay", "0.2", "--update-delay", "0.2"))
    some = ["--limit", "acme_pizza,northwind_legal"]
    ansible.playbook(ONBOARD, *some).succeeded()
    plays = ["".join(PLAY.findall(page.read_text(encoding="utf-8"))) for page in ROLE_PAGES]
    assert all(play.startswith("- name: ") for play in plays)
    # First the roles alone, as what `onboard` leaves in variables would help them.
    plays.sort(key=lambda play: "webex.wholesale.onboard" in play)
    file = ansible.folder / "examples-of-roles.yml"
    file.write_text("---\n" + "".join(plays), encoding="utf-8")
    run = ansible.playbook(file, "--check", *some).succeeded()
    assert {"webex_inventory", "webex_customer", "webex_drift_group", "webex_users", "webex_admin_roles"} <= {
        record["module"].removeprefix("webex.wholesale.") for record in run.records
    }
    assert run.changed == 0
