# SPDX-License-Identifier: GPL-3.0-or-later
"""Hostile data: refused in plain words with their place before anything is asked, or carried letter for letter."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from .mistakes.case import Case
from .mistakes.hostile import CASES
from .support import QUICK, Ansible, Run, Sandbox, by, customer, user, write_inventory, writes

TASK = "Check the declarations of all customers offline"


@dataclass(repr=False)
class Story:
    run: Run
    folder: Path
    problems: dict[str, list[dict[str, str]]]


@pytest.fixture(scope="module")
def story(ansible: Ansible, tmp_path_factory: pytest.TempPathFactory) -> Story:
    hosts: dict[str, dict[str, Any]] = {}
    for case in CASES:
        key = case.host.replace("_", "-")
        hosts[case.host] = {
            "webex_customer": customer(key, template="gold-us"),
            "webex_users": [user(f"ana@{key}.example", "101")],
        }
        case.change(hosts[case.host])
    folder = write_inventory(tmp_path_factory.mktemp("hostile") / "inventory", hosts)
    for case in CASES:
        for name, content in case.files.items():
            (folder / "host_vars" / case.host / name).write_bytes(content)
    run = ansible.playbook("webex.wholesale.onboard", "-vvv", inventory=folder)
    problems: dict[str, list[dict[str, str]]] = {}
    for problem in run.one(TASK)["result"].get("problems") or []:
        problems.setdefault(problem["customer"], []).append(problem)
    return Story(run, folder, problems)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.host)
def test_mistake(story: Story, case: Case) -> None:
    (problem,) = story.problems[case.host]
    assert problem["path"] == case.path
    assert case.message in problem["message"]
    assert case.remedy in problem["remedy"]
    _check_place(story.folder / "host_vars" / case.host, case.near, problem)
    line = f"- {case.host}: {case.path}"
    assert sum(one.startswith(line) for one in story.run.mistakes().splitlines()) == 1


def _check_place(folder: Path, near: str | None, problem: dict[str, str]) -> None:
    if near is None:
        return
    if near.startswith("users.csv"):
        assert problem["place"] == near
        return
    match = re.fullmatch(r".*/host_vars/(.+):(\d+)", problem["place"])
    assert match, f"no file and line: {problem['place']!r}"
    text = (folder.parent / match[1]).read_text(encoding="utf-8").splitlines()[int(match[2]) - 1]
    assert match[1].startswith(f"{folder.name}/")
    assert (near or re.split(r"[.\[]", problem["path"].rstrip("]"))[-1]) in text


def test_everything_is_told_at_once_and_nothing_is_asked(story: Story) -> None:
    assert story.run.status == 2
    assert set(story.problems) == {case.host for case in CASES}
    assert story.run.journal == []
    assert "Traceback" not in story.run.output


def test_the_message_holds_one_short_visible_line_per_mistake(story: Story) -> None:
    first, *lines = story.run.mistakes().splitlines()
    assert first == f"{len(CASES)} mistakes in the data:"
    assert len(lines) == len(CASES)
    assert all(line.isprintable() and len(line) < 600 for line in lines)


NAMES = {
    "irish": ("Sin\u00e9ad", "O'Brien"),
    "chinese": ("\u674e", "\u5c0f\u9f99"),
    "arabic": ("\u0645\u062d\u0645\u062f", "\u0639\u0644\u064a"),
    "formula": ("=cmd|' /C calc'!A0", "+1-1"),
    "at": ("@SUM(A1)", "-"),
    "jinja": ("{{ 7*7 }}", "{% raw %}"),
    "html": ("<b>Ana</b>", '"Diaz" & Co; Ltd, x'),
    "shell": ("$(id) `id` \\n", "%s %00 ../.."),
    "smile": ("\U0001f600", "null"),
}
COMPANY = "\u00c4cme & S\u00f6hne <b>O'Brien</b>"


@dataclass(repr=False)
class Odd:
    first: Run
    second: Run
    folder: Path


@pytest.fixture(scope="module")
def odd(ansible: Ansible, tmp_path_factory: pytest.TempPathFactory) -> Odd:
    """A customer whose users come from a file that Excel might have written."""
    variables = {
        "webex_customer": customer("odd", template="gold-us", name=COMPANY),
        "webex_users_file": "users.csv",
        "webex_setup_assist": True,
        **QUICK,
    }
    folder = write_inventory(tmp_path_factory.mktemp("odd") / "inventory", {"odd": variables})
    buffer = io.StringIO(newline="")
    rows = [[f"{key}@odd.example", *name, "webex_meetings", name[0]] for key, name in NAMES.items()]
    writer = csv.writer(buffer, delimiter=";")
    writer.writerows([["Email", "First_Name", "Last_Name", "Package", "Title"], *rows, [""] * 5])
    (folder / "host_vars" / "odd" / "users.csv").write_bytes(buffer.getvalue().encode("utf-8-sig"))
    return Odd(ansible.playbook(inventory=folder).succeeded(), ansible.playbook(inventory=folder).succeeded(), folder)


def test_unusual_names_arrive_letter_for_letter(odd: Odd, sandbox: Sandbox) -> None:
    there = sandbox.customers()["odd"]
    assert there["name"] == COMPANY
    people = by(there["users"], "email")
    for key, name in NAMES.items():
        assert people[f"{key}@odd.example"]["name"] == " ".join(name)
    assert odd.first.changed > 0


def test_unusual_names_are_no_change_the_next_time(odd: Odd) -> None:
    assert odd.second.changed == 0
    assert writes(odd.second.journal) == []


def test_unusual_names_are_text_in_the_documents(odd: Odd) -> None:
    (page,) = odd.folder.rglob("*.html")
    (text,) = odd.folder.rglob("*.md")
    for document in (page.read_text(encoding="utf-8"), text.read_text(encoding="utf-8")):
        assert "<b>Ana" not in document
        assert "{{ 7*7 }}" in document.replace("\\*", "*")
        assert "&lt;b&gt;Ana&lt;/b&gt;" in document
