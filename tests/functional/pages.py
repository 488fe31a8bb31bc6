# SPDX-License-Identifier: GPL-3.0-or-later
"""What pages tell their readers to type, and where they lead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from .support import ROOT

README = ROOT / "README.md"
CONTRIBUTING = ROOT / "CONTRIBUTING.md"
TESTS = ROOT / "tests" / "README.md"
RELEASING = ROOT / "docs" / "releasing.md"
DOCS = sorted((ROOT / "docs").glob("*.md"))
ROLE_PAGES = sorted((ROOT / "roles").glob("*/README.md"))
OTHER_PAGES = [ROOT / "SECURITY.md", ROOT / "CODE_OF_CONDUCT.md", *sorted((ROOT / ".github").glob("*.md"))]
PAGES = [README, CONTRIBUTING, TESTS, *OTHER_PAGES, *DOCS, *ROLE_PAGES]

BLOCK = re.compile(r"^ *```(?:shell|sh|console|bash)\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
FENCED = re.compile(r"^ *```.*?^ *```", re.MULTILINE | re.DOTALL)
IN_TEXT = re.compile(r"`((?:make|\.venv/bin/[a-z-]+|ansible-galaxy|pipx?|git|python3?) [^`]+)`")
LINK = re.compile(r"\]\((?!https?://|#)([^)#]+)")


def commands(page: Path) -> Iterator[str]:
    """Yield the commands in the blocks of a page, in order."""
    for block in BLOCK.findall(page.read_text(encoding="utf-8")):
        yield from (line.strip() for line in block.splitlines() if line.strip())


def commands_in_text(page: Path) -> list[str]:
    """Return the commands that stand in the sentences of a page, in order."""
    sentences = FENCED.sub("", page.read_text(encoding="utf-8"))
    return [" ".join(command.split()) for command in IN_TEXT.findall(sentences)]


def named(page: Path) -> str:
    """How a page is called in the name of a test."""
    return str(page.relative_to(ROOT))
