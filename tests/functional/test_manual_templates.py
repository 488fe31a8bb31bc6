# SPDX-License-Identifier: GPL-3.0-or-later
"""Onboarding templates that a person makes in Partner Hub: record, precheck, drift and the steps to take."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from .support import EXAMPLE_SEED, EXAMPLES, QUICK, Ansible, Run, Sandbox, actions, dump, operations, writes

TASK = "Keep the onboarding templates as declared"


def _provisioning_id(name: str) -> str:
    return base64.b64encode(name.encode().ljust(30, b"-")).decode().rstrip("=")


def _templates(**changes: Any) -> list[dict[str, Any]]:
    declared = yaml.safe_load((EXAMPLES / "inventory" / "group_vars" / "all" / "templates.yml").read_text())
    rows = declared["webex_onboarding_templates"]
    return [{**row, "provisioning_id": _provisioning_id(row["name"]), **changes} for row in rows]


@dataclass(repr=False)
class Provider:
    """A provider without a template service."""

    sandbox: Sandbox
    ansible: Ansible
    records: Path

    def run(self, *arguments: str, templates: list[dict[str, Any]] | None = None, **more: Any) -> Run:
        extra = {
            **QUICK,
            "webex_template_driver": "manual",
            "webex_template_record_dir": str(self.records),
            "webex_onboarding_templates": _templates() if templates is None else templates,
            **more,
        }
        return self.ansible.playbook("webex.wholesale.onboard", *arguments, extra=extra)

    def files(self) -> dict[str, str]:
        return {path.name: path.read_text() for path in sorted(self.records.glob("*"))}


@pytest.fixture(scope="module")
def provider(
    start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible], tmp_path_factory: pytest.TempPathFactory
) -> Provider:
    folder = tmp_path_factory.mktemp("manual")
    seed = yaml.safe_load(EXAMPLE_SEED.read_text())
    seed["templates"] = [
        {"name": row["name"], "provisioning_id": row["provisioning_id"], "allow_admin_invite_emails": True}
        for row in _templates()
    ]
    (folder / "seed.yml").write_text(dump(seed))
    strict = ("--address-rules", "strict")
    sandbox = start("--no-template-service", *strict, "--provisioning-delay", "0.3", seed=folder / "seed.yml")
    return Provider(sandbox, make_ansible(sandbox), folder / "records")


@dataclass(repr=False)
class Story:
    plan: Run
    files_after_plan: dict[str, str]
    first: Run
    files: dict[str, str]
    second: Run
    files_in_the_end: dict[str, str]
    state: dict[str, Any]


@pytest.fixture(scope="module")
def story(provider: Provider) -> Story:
    plan = provider.run("--check", "--diff")
    files_after_plan = provider.files()
    first = provider.run("--diff")
    files = provider.files()
    second = provider.run()
    return Story(plan, files_after_plan, first, files, second, provider.files(), provider.sandbox.state())


def test_plan_writes_nothing(story: Story) -> None:
    story.plan.succeeded()
    assert writes(story.plan.journal) == []
    assert story.files_after_plan == {}


def test_plan_prechecks_templates_and_customers(story: Story) -> None:
    # two templates and six customers; here the provisioning IDs are known before anything is made
    assert operations(story.plan.journal)["precheckWholesaleCustomer"] == 8


def test_plan_prechecks_users(story: Story) -> None:
    # all but those of the attached customer; locations and numbers are planned only and not asked about
    assert operations(story.plan.journal)["precheckWholesaleSubscriber"] == 312
    warnings = [text for record in story.plan.records for text in record["result"].get("warnings") or []]
    assert not [text for text in warnings if "before the template is made" in text and "harbor" not in text]


def test_run_does_exactly_the_plan(story: Story) -> None:
    story.first.succeeded()
    assert actions(story.plan) == actions(story.first)
    assert len(story.state["customers"]) == 6


def test_record_says_what_was_confirmed(story: Story) -> None:
    assert sorted(story.files) == ["business-saml.json", "gold-us.json"]
    for row in _templates():
        record = json.loads(story.files[f"{row['name']}.json"])
        assert record["provisioning_id"] == row["provisioning_id"]
        assert {key: record["template"][key] for key in row if key != "provisioning_id"} == {
            **{key: value for key, value in row.items() if key != "provisioning_id"},
            "authentication": {"idp_entity_id": None, **row["authentication"]},
        }


def test_second_run_changes_nothing(story: Story) -> None:
    story.second.succeeded()
    assert story.second.changed == 0
    assert {row["method"] for row in story.second.journal} == {"GET"}
    assert story.files_in_the_end == story.files


def _row(run: Run, name: str = "gold-us") -> dict[str, Any]:
    rows = {row["item"]["name"]: row for row in run.one(TASK)["result"]["results"]}
    return rows[name]


# Each of the following has records of its own.


@pytest.fixture
def fresh(provider: Provider, tmp_path: Path) -> Provider:
    """The same provider, who has not recorded anything yet."""
    return Provider(provider.sandbox, provider.ansible, tmp_path / "records")


def _without_id() -> list[dict[str, Any]]:
    return [{key: value for key, value in row.items() if key != "provisioning_id"} for row in _templates()]


def _steps(run: Run) -> list[str]:
    return [step for row in run.one(TASK)["result"]["results"] for step in row["manual_steps"]]


def test_without_id_the_run_says_what_to_do_in_partner_hub(fresh: Provider) -> None:
    run = fresh.run("-t", "template", templates=_without_id())
    assert run.status == 2
    assert writes(run.journal) == []
    assert fresh.files() == {}
    message = _row(run)["msg"]
    assert "template gold-us has no provisioning ID" in message
    numbers = re.findall(r"^(\d+)\. ", message, re.M)
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
    assert len(numbers) >= 7
    for value in (
        "Partner Hub",
        "gold-us",
        "onboarding@provider.example",
        "US",
        "en_US",
        "Sub100448",
        "Provider Voice",
    ):
        assert value in message
    # a person sees them too
    assert "Sign in to Partner Hub" in run.output


def test_without_id_the_plan_shows_the_steps(fresh: Provider) -> None:
    run = fresh.run("--check", "-t", "template", templates=_without_id()).succeeded()
    assert writes(run.journal) == []
    assert any("business-saml" in step for step in _steps(run))
    assert any("gold-us" in step for step in _steps(run))
    assert any("https://sso.provider.example/metadata" in step for step in _steps(run))
    assert "has to be made in Partner Hub before customers can use it" in run.output


def test_without_id_the_whole_plan_succeeds(
    start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible], tmp_path: Path
) -> None:
    sandbox = start("--no-template-service")
    newcomer = Provider(sandbox, make_ansible(sandbox), tmp_path / "records")
    run = newcomer.run("--check", templates=_without_id()).succeeded()
    assert writes(run.journal) == []
    kinds = {row["kind"] for rows in actions(run).values() for row in rows}
    assert kinds == {"template", "customer", "location", "pstn", "number", "user", "administrator"}


@pytest.mark.parametrize("mode", [["--check"], []], ids=["plan", "run"])
def test_wrong_id_is_refused(fresh: Provider, mode: list[str]) -> None:
    run = fresh.run("-t", "template", *mode, templates=_templates(provisioning_id="bm90LXRoZXJlLWF0LWFsbA"))
    assert run.status == 2
    message = _row(run)["msg"]
    assert "template gold-us: Webex's precheck refuses the provisioning ID for customer acme-0001" in message
    assert "The provisioningId is unknown" in message
    assert "Copy the ID again" in message
    assert writes(run.journal) == []
    assert fresh.files() == {}


def test_drift_is_shown_and_confirmed(fresh: Provider) -> None:
    fresh.run("-t", "template").succeeded()
    before = fresh.files()
    changed = _templates(brand_name="Provider Talk")

    drift = fresh.run("-t", "template", templates=changed).succeeded()
    assert drift.changed == 0
    assert drift.journal == []
    assert fresh.files() == before
    row = _row(drift)
    assert row["drift"] == {"brand_name": {"from": "Provider Voice", "to": "Provider Talk"}}
    assert any(
        "Set Brand name for e-mails to Provider Talk (was Provider Voice)" in step for step in row["manual_steps"]
    )
    assert "declared differently from what was confirmed: brand_name" in " ".join(drift.output.split())

    refused = fresh.run("-t", "template", templates=changed, webex_templates_fail_on_drift=True)
    assert refused.status == 2
    assert fresh.files() == before

    planned = fresh.run("-t", "template", "--check", templates=changed, webex_templates_confirmed=True).succeeded()
    assert fresh.files() == before
    confirmed = fresh.run("-t", "template", templates=changed, webex_templates_confirmed=True).succeeded()
    assert actions(planned) == actions(confirmed) != {}
    assert confirmed.changed == 1
    assert writes(confirmed.journal) == []
    records = [json.loads(text) for text in fresh.files().values()]
    assert {record["template"]["brand_name"] for record in records} == {"Provider Talk"}

    again = fresh.run("-t", "template", templates=changed).succeeded()
    assert again.changed == 0
    assert _row(again)["drift"] == {}


def test_new_id_replaces_the_recorded_one(fresh: Provider) -> None:
    fresh.run("-t", "template").succeeded()
    only = _templates()[:1]
    only[0]["provisioning_id"] = _provisioning_id("business-saml")
    everybody = [*only, *_templates()[1:]]
    # Asked as somebody new, since the customers may be there already.
    address = {"line1": "1 Pier Road", "city": "Portland", "state": "ME", "postal_code": "04101", "country": "US"}
    new = {"webex_template_precheck_email": "nobody@given.example", "webex_template_precheck_address": address}
    run = fresh.run("-t", "template", templates=everybody, **new).succeeded()
    assert operations(run.journal) == {"precheckWholesaleCustomer": 1}
    action = _row(run)["actions"][0]
    assert action["fields"] == {
        "provisioning_id": {"from": _provisioning_id("gold-us"), "to": _provisioning_id("business-saml")}
    }
    assert _provisioning_id("business-saml") in fresh.files()["gold-us.json"]


def test_without_id_the_recorded_one_is_used(fresh: Provider) -> None:
    fresh.run("-t", "template").succeeded()
    run = fresh.run("-t", "template", templates=_without_id()).succeeded()
    assert run.changed == 0
    assert run.journal == []
    assert _row(run)["template"]["provisioning_id"] == _provisioning_id("gold-us")
