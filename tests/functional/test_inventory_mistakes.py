# SPDX-License-Identifier: GPL-3.0-or-later
"""Mistakes in the inventory: all told at once, each with place and remedy, before anything is asked of Webex."""

from __future__ import annotations

import copy
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from .mistakes import files, rules, settings, shapes, values, variables
from .mistakes.case import Case, Vars
from .support import (
    CHECK,
    HARBOR_ORG,
    NO_TOKEN,
    ONBOARD,
    TEMPLATE,
    VALIDATE,
    Ansible,
    Run,
    Sandbox,
    address,
    user,
    write_csv,
    write_inventory,
)

REFUSE = "Refuse the customer"
CASES = [*shapes.CASES, *values.CASES, *rules.CASES, *files.CASES]
OF_RUN = [*settings.CASES, *variables.CASES]


def _good(host: str) -> Vars:
    key = host.replace("_", "-")
    return {
        "webex_customer": {
            "external_id": key,
            "name": f"Company {key}",
            "admin_email": f"it@{key}.example",
            "template": "gold-us",
            "packages": ["webex_calling", "webex_meetings"],
            "language": "en_US",
            "address": address(),
            "headquarters": {"name": "Head Office", "timezone": "America/Los_Angeles", "language": "en_us"},
        },
        "webex_locations": [{"name": "Head Office", "numbers": ["+14085550100", "+14085550101"]}],
        "webex_users": [user(f"ana@{key}.example", "101")],
        "webex_admins": [{"email": f"it@{key}.example", "roles": ["Full administrator"]}],
    }


# No two customers may have the same number: each gets an area code of its own.
SHARED = "+14085550"


def _renumbered(value: Any, old: str, new: str) -> Any:
    if isinstance(value, dict):
        return {key: _renumbered(item, old, new) for key, item in value.items()}
    if isinstance(value, list):
        return [_renumbered(item, old, new) for item in value]
    return value.replace(old, new) if isinstance(value, str) else value


@dataclass(repr=False)
class Story:
    run: Run
    folder: Path
    problems: dict[str, list[dict[str, str]]]


@pytest.fixture(scope="module")
def offline(start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible]) -> Ansible:
    return make_ansible(start())


@pytest.fixture(scope="module")
def story(offline: Ansible, tmp_path_factory: pytest.TempPathFactory) -> Story:
    return _tell(offline, CASES, tmp_path_factory.mktemp("mistakes"))


@pytest.fixture(scope="module")
def run_story(offline: Ansible, tmp_path_factory: pytest.TempPathFactory) -> Story:
    return _tell(offline, OF_RUN, tmp_path_factory.mktemp("run"))


def _tell(offline: Ansible, cases: Sequence[Case], home: Path) -> Story:
    hosts = {"good": _good("good")}
    hosts["good"]["webex_users"].append(user("bo@good.example", "102"))
    hosts["good"]["webex_customer"]["org_id"] = HARBOR_ORG
    for case in cases:
        hosts[case.host] = _good(case.host)
        case.change(hosts[case.host])
    own = {host: f"+1{index}{SHARED[5:]}" for index, host in enumerate(hosts, 500)}
    hosts = {host: _renumbered(variables, SHARED, own[host]) for host, variables in hosts.items()}
    folder = write_inventory(home / "inventory", hosts)
    for case in cases:
        for name, content in case.files.items():
            (folder / "host_vars" / case.host / name).write_bytes(content)
    run = offline.playbook(VALIDATE, inventory=folder, environment=NO_TOKEN)
    problems: dict[str, list[dict[str, str]]] = {}
    for problem in run.one(CHECK)["result"]["problems"]:
        host = problem["customer"]
        problems.setdefault(host, []).append(_renumbered(problem, own[host], SHARED))
    return Story(run, folder, problems)


def test_names_of_cases_differ() -> None:
    assert len({case.host for case in CASES}) == len(CASES) >= 45
    assert len({case.host for case in OF_RUN}) == len(OF_RUN) >= 75


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.host)
def test_mistake(story: Story, case: Case) -> None:
    _told(story, case)


@pytest.mark.parametrize("case", OF_RUN, ids=lambda case: case.host)
def test_mistake_in_a_variable(run_story: Story, case: Case) -> None:
    _told(run_story, case)


def test_a_wrong_variable_is_told_before_the_first_request(run_story: Story) -> None:
    assert run_story.run.status == 2
    assert run_story.run.journal == []
    assert set(run_story.problems) == {case.host for case in OF_RUN}
    assert "271828182" not in run_story.run.output, "a token is shown"


def _told(story: Story, case: Case) -> None:
    found = story.problems.get(case.host, [])
    fitting = [problem for problem in found if problem["path"] == case.path and case.message in problem["message"]]
    assert len(fitting) == 1, found
    assert len(found) == case.count, found
    assert case.remedy in fitting[0]["remedy"]
    _check_place(story.folder, case, fitting[0]["place"])
    line = f"- {case.host}: {case.path}"
    assert line in story.run.failure(REFUSE, case.host)


def _check_place(folder: Path, case: Case, place: str) -> None:
    if case.near is None:
        return
    if case.near.startswith("users.csv"):
        assert place == case.near
        return
    match = re.fullmatch(r"(.+):(\d+)", place)
    assert match, f"no file and line: {place!r}"
    file = folder / "host_vars" / case.host / "vars.yml"
    assert match[1].endswith(f"host_vars/{case.host}/vars.yml")
    text = file.read_text(encoding="utf-8").splitlines()[int(match[2]) - 1]
    near = case.near or re.split(r"[.\[]", case.path.rstrip("]"))[-1]
    assert near in text, f"line {match[2]}: {text!r}"


def test_everything_is_told_at_once(story: Story) -> None:
    assert story.run.status == 2
    assert set(story.problems) == {case.host for case in CASES}


def test_nothing_is_asked_of_webex(story: Story) -> None:
    assert story.run.journal == []


def test_check_mode_tells_the_same(offline: Ansible, story: Story) -> None:
    run = offline.playbook(ONBOARD, "--check", inventory=story.folder, extra={"webex_strict": True})
    assert run.status == 2
    assert run.journal == []
    assert run.one(CHECK)["result"]["problems"] == story.run.one(CHECK)["result"]["problems"]


def test_a_good_customer_alone_passes(offline: Ansible, story: Story) -> None:
    run = offline.playbook(ONBOARD, "--check", "-l", "good", "-t", "template", inventory=story.folder)
    run.succeeded()
    result = run.result(CHECK)
    assert result["customers"] == 1
    assert result["users"] == 2
    assert [row["name"] for row in result["templates"]] == ["gold-us"]


def test_a_single_mistake_is_one_mistake(offline: Ansible, story: Story) -> None:
    run = offline.playbook(ONBOARD, "-l", "small_country", inventory=story.folder)
    assert run.status == 2
    assert run.journal == []
    message = run.failure(REFUSE)
    assert message.startswith("1 mistake in the data:")
    place = r"\([^()]*host_vars/small_country/vars\.yml:\d+\)"
    assert re.search(
        rf"small_country: webex_customer\.address\.country {place}: 'us' is not written in capitals", message
    )


def test_a_users_file_whose_lines_are_hosts(offline: Ansible, tmp_path: Path) -> None:
    """Ansible parses every file in the folder of the inventory but those of host_vars and group_vars."""
    bad = _good("bad")
    bad["webex_customer"]["address"]["country"] = "usa"
    del bad["webex_users"]
    folder = write_inventory(tmp_path / "inventory", {"bad": {**bad, "webex_users_file": "bad.csv"}})
    header = ["email", "first_name", "last_name", "package"]
    rows = [[f"{name}@bad.example", name, "Diaz", "webex_meetings"] for name in ("ana", "bo")]
    write_csv(folder / "bad.csv", [header, *rows])
    run = offline.playbook(inventory=folder)
    assert run.status == 2
    assert run.journal == []
    message = run.failure(CHECK)
    assert message.startswith("2 mistakes in the data:")
    assert f"- webex_users_file ({folder}/bad.csv): the file lies inside the inventory" in message
    assert "takes its lines for hosts: 3 hosts of this run. Move it into host_vars/<customer>/" in message
    assert "- bad: webex_customer.address.country" in message


def test_tags_do_not_skip_the_check(offline: Ansible, story: Story) -> None:
    run = offline.playbook(ONBOARD, "-l", "percent", "-t", "users", inventory=story.folder)
    assert run.status == 2
    assert run.journal == []


def test_declarations_without_inventory(offline: Ansible) -> None:
    good = _good("given")
    bad = copy.deepcopy(good)
    bad["webex_customer"]["address"]["country"] = "usa"
    tasks = [
        {
            "name": name,
            "webex.wholesale.webex_inventory": {
                "declarations": {"given": {**data, "webex_onboarding_templates": [TEMPLATE]}}
            },
            "ignore_errors": True,
            "vars": where,
        }
        for name, data, where in (
            ("good", good, {}),
            ("bad", bad, {}),
            ("good on host", good, {"webex_run_on": "host"}),
            ("bad on host", bad, {"webex_run_on": "host"}),
        )
    ]
    run = offline.play(tasks, extra={"ansible_connection": "local", "ansible_python_interpreter": sys.executable})
    assert run.result("good")["customers"] == run.result("good on host")["customers"] == 1
    assert run.failure("bad") == run.failure("bad on host")
    assert "'usa' is not a two-letter country code. Write US." in run.failure("bad")
    assert run.journal == []
