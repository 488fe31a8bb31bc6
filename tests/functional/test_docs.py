# SPDX-License-Identifier: GPL-3.0-or-later
"""Every command of README and docs works as it is written, and every link leads somewhere."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .support import PROGRAMS, ROOT, Ansible, Sandbox

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^ *```(?:shell|sh|console|bash)\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?://|#)([^)#]+)")


def commands(page: Path) -> Iterator[str]:
    """Yield the commands of a page, in order."""
    for block in BLOCK.findall(page.read_text(encoding="utf-8")):
        yield from (line.strip() for line in block.splitlines() if line.strip())


def test_there_are_commands() -> None:
    assert [command for page in PAGES for command in commands(page) if command.startswith("ansible-playbook")]
    assert {"make demo", "make test"} <= set(commands(ROOT / "README.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands(page: Path, start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible]) -> None:
    wanted = list(commands(page))
    if not wanted:
        return
    ansible = make_ansible(start("--provisioning-delay", "0.2"))
    environment = {
        **ansible.environment,
        "PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}",
        "FUNCTIONAL_RESULTS": str(ansible.folder / "results.jsonl"),
    }
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    for command in wanted:
        words = shlex.split(command)
        if words[0] == "make":
            # The targets run by themselves: this test is part of one of them.
            assert words[1] in targets, command
            continue
        done = subprocess.run(
            words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=300
        )
        assert done.returncode == 0, f"{page.name}: {command}\n{done.stdout}\n{done.stderr}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links(page: Path) -> None:
    broken = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if not (page.parent / link).exists()]
    assert broken == []
