# SPDX-License-Identifier: GPL-3.0-or-later
"""What messages say, looked at in the source: options by the right name, numbers that agree, no data of Python."""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._declare.called import by_variables, called
from ansible_collections.webex.wholesale.plugins.module_utils._declare.connection_options import CONNECTION, WORKERS
from ansible_collections.webex.wholesale.plugins.module_utils._declare.text import counted
from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.steps import STEPS
from ansible_collections.webex.wholesale.plugins.plugin_utils._collection import role_of_ours

PLUGINS = Path(__file__).parents[3] / "plugins"
# Their texts are documentation, in which an option is an option.
DOCUMENTED = {
    "key",
    "setting",
    "like",
    "declare_state",
    "declare_precheck",
    "declare_known_customer",
    "declare_job_timeout",
}
# Options whose variable has another name, as roles hand them on.
RENAMED = {
    *CONNECTION.options,
    *WORKERS.options,
    *(option for step in STEPS for option, variable in step.settings.items() if variable != option),
}
# Also words of English, keys of the inventory, or named together with their variables.
OTHERWISE = {"confirmed", "details", "exclusive", "precheck", "tolerated", "workers"}
COUNTED = re.compile(r" (?:more )?(users|customers|hosts|cells|characters|entries|errors|mistakes|rows)\b")
WORDS = re.compile(rf"(?<![\w.{{])({'|'.join(sorted(RENAMED - OTHERWISE, key=len, reverse=True))})\b")
BOTH_NAMED = ("No credentials. Give access_token (variable webex_access_token", "OAuth needs client_id")


def _messages() -> Iterator[tuple[str, ast.AST, str]]:
    """The texts of at least four words: where, the node, and the text with {} for what is filled in."""
    for path in sorted(PLUGINS.rglob("*.py")):
        if path.parent.name in ("modules", "doc_fragments", "callback") or path.name.endswith("options.py"):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        left_out: set[int] = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in DOCUMENTED:
                left_out |= {id(inner) for inner in ast.walk(node)}
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                left_out.add(id(node.value))
            if isinstance(node, ast.JoinedStr):
                left_out |= {id(value) for value in node.values}
        for node in ast.walk(tree):
            text = _text(node) if id(node) not in left_out else ""
            if len(text.split()) >= 4:
                yield f"{path.relative_to(PLUGINS)}:{getattr(node, 'lineno', 0)}", node, text


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(value.value) if isinstance(value, ast.Constant) else "{}" for value in node.values)
    return ""


MESSAGES = list(_messages())


def test_messages_are_found():
    assert len(MESSAGES) > 500
    assert any("would be taken away" in text for _place, _node, text in MESSAGES)


def test_options_are_called_by_their_name_in_the_inventory_or_the_task():
    """A person edits variables where a role has set the option: `called` knows which it is."""
    found = [
        f"{place}: {word}: {text}"
        for place, _node, text in MESSAGES
        for word in WORDS.findall(text)
        if not text.startswith(BOTH_NAMED)
    ]
    assert found == []


def test_numbers_agree_with_what_they_count():
    """`counted` says 1 user and 2 users."""
    found = []
    for place, node, _text in MESSAGES:
        parts = node.values if isinstance(node, ast.JoinedStr) else []
        for number, noun in itertools.pairwise(parts):
            if (
                isinstance(number, ast.FormattedValue)
                and isinstance(number.value, ast.Call)
                and getattr(number.value.func, "id", "") == "len"
                and isinstance(noun, ast.Constant)
                and re.match(
                    r" (?:more )?(users|customers|hosts|cells|characters|entries|errors|mistakes|rows)\b", noun.value
                )
            ):
                found.append(f"{place}:{noun.value}")
    # These are said of several only.
    several = ("customers have the external id", "hosts name one and the same")
    assert [item for item in found if not any(text in item for text in several)] == []


def test_messages_show_no_data_of_python():
    """Values are quoted by `quoted`, lists are joined."""
    found = [
        place
        for place, node, _text in MESSAGES
        for value in (node.values if isinstance(node, ast.JoinedStr) else ())
        if isinstance(value, ast.FormattedValue)
        and (
            value.conversion == ord("r")
            or isinstance(value.value, (ast.List, ast.Dict, ast.ListComp, ast.DictComp))
            or (isinstance(value.value, ast.Call) and getattr(value.value.func, "id", "") in ("sorted", "list", "repr"))
        )
    ]
    assert found == []


def test_nothing_to_fill_in_stands_in_a_plain_text():
    assert [place for place, node, text in MESSAGES if isinstance(node, ast.Constant) and "{called(" in text] == []


@pytest.mark.parametrize(
    ("arguments", "of_task", "of_role"),
    [
        (("retry_timeout",), "retry_timeout", "webex_retry_timeout"),
        (("precheck", "false"), "precheck: false", "webex_precheck: false"),
    ],
)
def test_an_option_is_called_as_it_was_set(arguments, of_task, of_role):
    assert called(*arguments) == of_task
    with by_variables(True):
        assert called(*arguments) == of_role
        with by_variables(False):
            assert called(*arguments) == of_task
        assert called("confirmed", variable="webex_templates_confirmed") == "webex_templates_confirmed"
    assert called(*arguments) == of_task


class Role:
    """A role as Ansible has it."""

    def __init__(self, collection):
        self._role_collection = collection

    def get_name(self, include_role_fqcn=True):
        return "users"


class Task:
    def __init__(self, role):
        self._role = role


@pytest.mark.parametrize(
    ("role", "name"), [(None, ""), (Role("webex.wholesale"), "users"), (Role("somebody.else"), ""), (Role(None), "")]
)
def test_roles_of_the_collection(role, name):
    assert role_of_ours(Task(role)) == name


@pytest.mark.parametrize(("number", "text"), [(0, "0 users"), (1, "1 user"), (2, "2 users")])
def test_counts(number, text):
    assert counted(number, "user") == text
    assert counted(number, "entry", "entries") == text.replace("users", "entries").replace("user", "entry")
