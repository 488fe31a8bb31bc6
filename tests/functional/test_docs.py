# SPDX-License-Identifier: GPL-3.0-or-later
"""Every command of docs and every example of a role works as it is written, and every link leads somewhere.

What README tells to type is tried in `test_readme.py`: it installs. What contributors type is tried
in `test_contributing.py`.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from .pages import DOCS, LINK, PAGES, README, ROLE_PAGES, commands, commands_in_text, named
from .support import EXAMPLES, ONBOARD, PROGRAMS, ROOT, Ansible, Sandbox

PLAY = re.compile(r"^```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
OWN_LINK = re.compile(
    r"\]\(https://github\.com/webex-wholesale/webex\.wholesale/(?:blob|tree)/main/([^)#]+)(?:#([^)]+))?\)"
)


def test_there_are_commands() -> None:
    assert [command for page in DOCS for command in commands(page) if command.startswith("ansible-playbook")]
    assert {"make demo", "make test", "make sandbox"} <= set(commands(README))


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_commands_of_make_exist(page: Path) -> None:
    # The targets run by themselves: this test is part of one of them.
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z-]+):", makefile, re.MULTILINE)
    variables = re.findall(r"\$\(([A-Z_]+)\)", makefile)
    for command in [*commands(page), *commands_in_text(page)]:
        words = shlex.split(command)
        if words[0] == "make":
            assert words[1] in targets, command
            assert {word.partition("=")[0] for word in words[2:]} <= set(variables), command


@pytest.mark.parametrize("page", DOCS, ids=named)
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
    # Plans and records are written where a command is typed.
    checkout = ansible.folder / "checkout"
    shutil.copytree(EXAMPLES, checkout / EXAMPLES.name, ignore=shutil.ignore_patterns(".webex"))
    for command in wanted:
        words = shlex.split(command)
        done = subprocess.run(
            words, cwd=checkout, env=environment, capture_output=True, text=True, check=False, timeout=300
        )
        assert done.returncode == 0, f"{page.name}: {command}\n{done.stdout}\n{done.stderr}"


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
