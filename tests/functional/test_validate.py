# SPDX-License-Identifier: GPL-3.0-or-later
"""The check of all customers offline: each wrong customer fails, and the others go on unless told otherwise."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import pytest

from .support import (
    NO_TOKEN,
    ONBOARD,
    QUICK,
    VALIDATE,
    Ansible,
    Run,
    Sandbox,
    customer,
    location,
    user,
    write_inventory,
    writes,
)

REFUSE = "Refuse the customer"
# What the message of each host says; the hosts of one mistake stand side by side.
WRONG = {
    "a_first": ["webex_users[0].email", "'ana' is not an e-mail address"],
    "same_id_one": ["'same-id' is the external id of same_id_one as well", "same_id_two: webex_customer.external_id"],
    "same_id_two": ["'same-id' is the external id of same_id_one as well"],
    "same_user_one": ["bo@same.example is a user of same_user_one as well"],
    "same_user_two": ["bo@same.example is a user of same_user_one as well"],
    "same_number_one": ["+14085550100 is a number of same_number_one as well"],
    "same_number_two": ["+14085550100 is a number of same_number_one as well"],
    "variable": ["variable: webex_user (", "there is no such variable. Did you mean webex_users?"],
    "setting": ["webex_prune_max_count (", "'lots' is not a whole number"],
    "nothing": ["webex_customer: the host declares no customer."],
}
GOOD = ["good", "good_too"]


def _hosts() -> dict[str, dict[str, Any]]:
    hosts: dict[str, dict[str, Any]] = {
        host: {"webex_customer": customer(host.replace("_", "-"), template="gold-us")} for host in (*WRONG, *GOOD)
    }
    hosts["a_first"]["webex_users"] = [user("ana")]
    for host in ("same_id_one", "same_id_two"):
        hosts[host]["webex_customer"]["external_id"] = "same-id"
    for host in ("same_user_one", "same_user_two"):
        hosts[host]["webex_users"] = [user("bo@same.example")]
    for host in ("same_number_one", "same_number_two"):
        hosts[host]["webex_locations"] = [location("Head Office", numbers=["+14085550100"])]
    hosts["variable"]["webex_user"] = []
    hosts["setting"]["webex_prune_max_count"] = "lots"
    del hosts["nothing"]["webex_customer"]
    hosts["good"]["webex_users"] = [user("ana@good.example")]
    return hosts


@dataclass(repr=False)
class Story:
    """What happened one after the other."""

    json: Run
    junit: Run
    strict: Run
    plan: Run
    applied: Run
    folder: Path
    reports: dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def story(
    start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible], tmp_path_factory: pytest.TempPathFactory
) -> Story:
    ansible = make_ansible(start("--provisioning-delay", "0"))
    folder = tmp_path_factory.mktemp("validate")
    inventory = write_inventory(folder / "inventory", _hosts())
    files = [{"webex_validation_file": str(folder / name)} for name in ("outcome.json", "outcome.xml")]
    plan = {**QUICK, "webex_plan_file": str(folder / "plan.json")}
    # A plan of an earlier run, which must not survive although the first host is refused.
    (folder / "plan.json").write_text('{\n  "format_version": 1,\n  "customers": {\n', encoding="utf-8")
    runs = [
        ansible.playbook(VALIDATE, inventory=inventory, extra=files[0], environment=NO_TOKEN),
        ansible.playbook(VALIDATE, "--check", inventory=inventory, extra=files[1], environment=NO_TOKEN),
        ansible.playbook(ONBOARD, inventory=inventory, extra={**QUICK, "webex_strict": True}),
        ansible.playbook(ONBOARD, "--check", inventory=inventory, extra=plan),
        ansible.playbook(ONBOARD, inventory=inventory, extra=QUICK),
    ]
    return Story(*runs, folder, {name: ansible.report(name) for name in ("validate", "onboard")})


def _failed(run: Run) -> list[str]:
    return sorted(host for host, counts in run.recap.items() if counts["failures"])


@pytest.mark.parametrize("host", WRONG)
def test_a_mistake_is_told_to_every_host_that_it_concerns(story: Story, host: str) -> None:
    for run in (story.json, story.junit, story.plan, story.applied):
        message = run.failure(REFUSE, host)
        assert all(part in message for part in WRONG[host]), message
        assert message.startswith("1 mistake in the data:")
        assert "vars.yml:" in message or host == "nothing"


def test_these_hosts_fail_and_no_other_one(story: Story) -> None:
    for run in (story.json, story.junit, story.plan, story.applied, story.strict):
        assert run.status == 2
        assert _failed(run) == sorted(WRONG)


def test_validation_asks_nobody(story: Story) -> None:
    assert story.json.journal == story.junit.journal == []
    assert story.json.one("Tell how many customers have no mistake")["result"]["msg"] == (
        "2 of 12 customers without a mistake, with 1 users and 0 administrators"
    )


def test_the_outcome_as_json(story: Story) -> None:
    outcome = json.loads((story.folder / "outcome.json").read_text(encoding="utf-8"))
    assert outcome["valid"] is False
    assert outcome["hosts"] == sorted([*WRONG, *GOOD])
    assert outcome["refused_hosts"] == sorted(WRONG)
    problems = {problem["customer"]: problem for problem in outcome["problems"]}
    assert problems["same_id_two"]["shared_with"] == ["same_id_one"]
    assert problems["a_first"]["place"].endswith("host_vars/a_first/vars.yml:21")


def test_the_outcome_as_junit(story: Story) -> None:
    root = Xml.parse(story.folder / "outcome.xml").getroot()
    cases = {case.get("name"): case for case in root.iter("testcase")}
    assert sorted(str(name) for name in cases) == sorted([*WRONG, *GOOD])
    assert {name for name, case in cases.items() if case.find("failure") is not None} == set(WRONG)
    assert root[0].get("failures") == str(len(WRONG))


def test_the_others_go_on(story: Story) -> None:
    assert writes(story.plan.journal) == []
    saved = json.loads((story.folder / "plan.json").read_text(encoding="utf-8"))
    assert sorted(saved["customers"]) == ["customer:good", "customer:good-too"]
    made = story.applied.journal
    assert {row["body"]["externalId"] for row in made if row["operation"] == "provisionWholesaleCustomer"} == {
        "good",
        "good-too",
    }


def test_nobody_goes_on_when_that_is_wanted(story: Story) -> None:
    assert story.strict.journal == []
    refusal = story.strict.failure("Refuse the customer, and all others with it", "nothing")
    assert "the host declares no customer." in refusal


@pytest.mark.parametrize("playbook", ["validate", "onboard"])
def test_the_report_has_each_mistake_once(story: Story, playbook: str) -> None:
    found = {host: len(part["failures"]) for host, part in story.reports[playbook].items()}
    assert found == dict.fromkeys(WRONG, 1) | dict.fromkeys(GOOD, 0)
