# SPDX-License-Identifier: GPL-3.0-or-later
"""The language server of Visual Studio Code marks mistakes of an inventory, with the schema of the collection."""

from __future__ import annotations

from pathlib import Path

import pytest

from .node_tools import needs, node
from .support import EXAMPLES, ROOT

pytestmark = needs("yaml-language-server")
SCHEMA = ROOT / "plugins" / "schemas" / "inventory.json"
RIGHT = EXAMPLES / "inventory" / "host_vars" / "acme_pizza" / "customer.yml"
WRONG = """---
webex_users:
  - email: ana@acme.example
    first_name: Ana
    last_name: Diaz
    pakage: webex_calling
    extension: 101
webex_prune: users
webex_tolerated:
  - object: users
    name: ana@acme.example
    reason: Agreed
"""


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[int, str]]]:
    """Lines and messages, of the right file and of the wrong one."""
    wrong: Path = tmp_path_factory.mktemp("editor") / "wrong.yml"
    wrong.write_text(WRONG, encoding="utf-8")
    right, found = node("mark_mistakes.js", SCHEMA, RIGHT, wrong)
    return {"right": [tuple(row) for row in right], "wrong": [tuple(row) for row in found]}


def test_what_is_right_is_not_marked(marked: dict[str, list[tuple[int, str]]]) -> None:
    assert marked["right"] == []


@pytest.mark.parametrize(
    ("line", "word"), [(3, "package"), (6, "pakage"), (7, "string"), (8, "array"), (10, "administrator")]
)
def test_each_mistake_is_marked_in_its_line(marked: dict[str, list[tuple[int, str]]], line: int, word: str) -> None:
    texts = [text for at, text in marked["wrong"] if at == line]
    assert any(word in text for text in texts), marked["wrong"]
