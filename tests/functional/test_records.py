# SPDX-License-Identifier: GPL-3.0-or-later
"""What Webex never returns is remembered in a record beside the inventory, so a changed declaration is seen, and once.

All customers have each a change of its own, in the same runs.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from .support import (
    COASTLINE_ORG,
    ONBOARD,
    QUICK,
    TEMPLATE,
    Ansible,
    Run,
    Sandbox,
    actions,
    customer,
    dump,
    location,
    of_operation,
    write_inventory,
    writes,
)

FOLDER = Path(".webex") / "customers"
LIMITS = {"webex_calling": 50}
MORE = {"webex_calling": 80}
SILVER = {**TEMPLATE, "name": "silver-us"}
Variables = dict[str, Any]


def declared(key: str, **changes: Any) -> Variables:
    """A customer with a limit and its head office."""
    return {
        "webex_customer": customer(key, template="gold-us", package_limits=LIMITS, **changes),
        "webex_locations": [location("Head Office", address=None, timezone=None, language=None)],
    }


def with_site(key: str) -> Variables:
    """A customer with a site beside the head office."""
    variables = declared(key)
    variables["webex_locations"].append(location("Pier"))
    return variables


# Some have the same external ID for a file system without case, and for a partner and its sub-partner.
FIRST = {
    "limits": declared("limits"),
    "upper": declared("LIMITS", admin_email="it@upper.example"),
    "together": declared("together"),
    "language": declared("language"),
    "unlimited": declared("unlimited"),
    "forgotten": declared("forgotten"),
    "stays": declared("stays"),
    "site": with_site("site"),
    "office": declared("office"),
    "retemplated": declared("retemplated"),
    "of_sub_partner": declared("stays", sub_partner_org_id=COASTLINE_ORG, admin_email="it@seabreeze.example"),
}


def edited() -> dict[str, Variables]:
    """The second day."""
    second = copy.deepcopy(FIRST)
    second["limits"]["webex_customer"]["package_limits"] = MORE
    second["together"]["webex_customer"] |= {"package_limits": MORE, "address": {**ADDRESS, "line1": "1 New Road"}}
    second["language"]["webex_customer"]["language"] = "de_DE"
    del second["unlimited"]["webex_customer"]["package_limits"]
    second["site"]["webex_locations"][1]["language"] = "de_de"
    second["office"]["webex_customer"]["headquarters"]["language"] = "de_de"
    second["retemplated"]["webex_customer"]["template"] = SILVER["name"]
    second["of_sub_partner"]["webex_customer"]["package_limits"] = MORE
    return second


ADDRESS = FIRST["limits"]["webex_customer"]["address"]


@dataclass
class Story:
    """The runs, and the records after each of them."""

    sandbox: Sandbox
    inventory: Path
    first_plan: Run
    first: Run
    second_run_of_first: Run
    plan: Run
    run: Run
    again: Run
    records: dict[str, dict[str, str]]


def read(inventory: Path) -> dict[str, str]:
    """The record files by their path."""
    folder = inventory / FOLDER
    return {path.relative_to(folder).as_posix(): path.read_text() for path in sorted(folder.rglob("*.json"))}


def sent(text: str) -> dict[str, Any]:
    """What a record remembers."""
    return dict(json.loads(text)["sent"])


@pytest.fixture(scope="module")
def story(start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible], tmp_path_factory: Any) -> Story:
    """First day, then the plan, the run, and the run after that."""
    sandbox = start("--provisioning-delay", "0", "--update-delay", "0")
    ansible, inventory = make_ansible(sandbox), tmp_path_factory.mktemp("records") / "inventory"
    write_inventory(inventory, FIRST, {"webex_onboarding_templates": [TEMPLATE, SILVER]})
    records: dict[str, dict[str, str]] = {}

    def run(title: str, *mode: str) -> Run:
        found = ansible.playbook(ONBOARD, *mode, inventory=inventory, extra=QUICK).succeeded()
        records[title] = read(inventory)
        return found

    first_plan, first, unchanged = run("first plan", "--check"), run("first"), run("unchanged")
    (inventory / FOLDER / "forgotten.json").unlink()
    for host, variables in edited().items():
        (inventory / "host_vars" / host / "vars.yml").write_text(dump(variables), encoding="utf-8")
    plan, done, again = run("plan", "--check", "--diff"), run("run"), run("again")
    return Story(sandbox, inventory, first_plan, first, unchanged, plan, done, again, records)


def of_host(run: Run, host: str) -> list[dict[str, Any]]:
    """The actions of a customer."""
    return [row for (name, _module), rows in actions(run).items() if name == host for row in rows]


def warnings(run: Run, host: str) -> list[str]:
    """The warnings of a customer, each once."""
    found = [text for record in run.tasks(host=host) for text in record["result"].get("warnings") or []]
    return list(dict.fromkeys(found))


def test_check_mode_writes_no_record(story: Story) -> None:
    assert story.records["first plan"] == {}
    # The plan of the second day came after one record was lost.
    first = {name: text for name, text in story.records["first"].items() if name != "forgotten.json"}
    assert story.records["plan"] == first
    assert writes(story.plan.journal) == []


def test_the_first_run_writes_a_record_for_each_customer(story: Story) -> None:
    found = story.records["first"]
    assert len({name.casefold() for name in found}) == len(FIRST)
    assert "limits.json" in found
    assert sum("/" in name for name in found) == 1
    assert sent(found["limits.json"]) == {
        "admin_email": "it@limits.example",
        "headquarters.language": "en_us",
        "language": "en_US",
        "locations.Head Office.language": "en_us",
        "name": "Company limits",
        "package_limits.webex_calling": 50,
        "template": "gold-us",
    }
    for host in FIRST:
        assert warnings(story.first, host) == []


def test_what_did_not_change_is_not_written(story: Story) -> None:
    assert story.second_run_of_first.changed == 0
    assert {record["method"] for record in story.second_run_of_first.journal} == {"GET"}
    assert story.records["unchanged"] == story.records["first"]
    assert not story.second_run_of_first.tasks(module="webex_customer")


@pytest.mark.parametrize("host", ["limits", "together", "of_sub_partner"])
def test_changed_limits_are_planned_and_sent(story: Story, host: str) -> None:
    for run in (story.plan, story.run):
        (row,) = (row for row in of_host(run, host) if row["kind"] == "customer")
        assert row["fields"]["package_limits"] == {"from": LIMITS, "to": MORE}
    assert of_host(story.plan, host) == of_host(story.run, host)
    rows = [row for row in story.sandbox.state()["customers"] if row["limits"] == MORE]
    assert len(rows) == 3


def test_limits_are_sent_once(story: Story) -> None:
    bodies = [record["body"] for record in of_operation(story.run.journal, "updateWholesaleCustomer")]
    assert [body["provisioningParameters"]["packages"]["limits"] for body in bodies] == [MORE] * 3
    assert story.again.changed == 0
    assert {record["method"] for record in story.again.journal} == {"GET"}
    assert story.records["again"] == story.records["run"]
    assert sent(story.records["again"]["limits.json"])["package_limits.webex_calling"] == 80


def test_a_changed_language_is_reported_once(story: Story) -> None:
    for run in (story.plan, story.run):
        assert of_host(run, "language") == []
        (text,) = warnings(run, "language")
        assert "language is declared as de_DE, and was en_US" in text
        assert "Control Hub" in text
    assert warnings(story.again, "language") == []
    assert sent(story.records["run"]["language.json"])["language"] == "de_DE"


def test_another_template_is_reported_once(story: Story) -> None:
    for run in (story.plan, story.run):
        assert of_host(run, "retemplated") == []
        (text,) = warnings(run, "retemplated")
        assert "template is declared as silver-us, and was gold-us" in text
        assert "declare the former template again" in text
    assert warnings(story.again, "retemplated") == []
    assert sent(story.records["run"]["retemplated.json"])["template"] == "silver-us"


def test_a_changed_language_of_a_site_is_found_without_reading_all_of_them(story: Story) -> None:
    for run in (story.plan, story.run):
        (row,) = of_host(run, "site")
        assert (row["kind"], row["identity"]) == ("location", "Pier")
        assert row["fields"] == {"language": {"from": "en_us", "to": "de_de"}}
        assert warnings(run, "site") == []
    assert sent(story.records["run"]["site.json"])["locations.Pier.language"] == "de_de"
    assert sent(story.records["plan"]["site.json"])["locations.Pier.language"] == "en_us"
    # One by one they are read only where the language differs.
    assert of_operation(story.plan.journal, "getCallingLocation")
    for run in (story.second_run_of_first, story.again):
        assert not of_operation(run.journal, "getCallingLocation")


def test_a_changed_language_of_the_headquarters_is_changed_at_the_location(story: Story) -> None:
    for run in (story.plan, story.run):
        (row,) = of_host(run, "office")
        assert (row["kind"], row["identity"], list(row["fields"])) == ("location", "Head Office", ["language"])
        (text,) = warnings(run, "office")
        assert "with webex_locations the step of the locations changes it" in text
    assert warnings(story.again, "office") == []


def test_a_limit_that_left_is_reported_once(story: Story) -> None:
    for run in (story.plan, story.run):
        (text,) = warnings(run, "unlimited")
        assert "the limit of webex_calling left the declaration, and stays" in text
    assert warnings(story.again, "unlimited") == []


def test_a_lost_record_is_written_again(story: Story) -> None:
    for run in (story.plan, story.run):
        assert of_host(run, "forgotten") == []
        (text,) = warnings(run, "forgotten")
        assert "package_limits.webex_calling, template cannot be compared" in text
    assert warnings(story.again, "forgotten") == []
    assert story.records["run"]["forgotten.json"] == story.records["first"]["forgotten.json"]


@pytest.mark.parametrize("host", ["upper", "stays"])
def test_customers_of_the_same_name_do_not_disturb_each_other(story: Story, host: str) -> None:
    for run in (story.plan, story.run, story.again):
        assert (of_host(run, host), warnings(run, host)) == ([], [])


def test_a_record_of_another_customer_stops_only_its_own(story: Story, make_ansible: Callable[..., Ansible]) -> None:
    folder = story.inventory / FOLDER
    mine = (folder / "stays.json").read_text()
    try:
        (folder / "stays.json").write_text((folder / "limits.json").read_text())
        run = make_ansible(story.sandbox).playbook(ONBOARD, inventory=story.inventory, extra=QUICK)
    finally:
        (folder / "stays.json").write_text(mine)
    assert run.status != 0
    assert [host for host, counts in run.recap.items() if counts["failures"]] == ["stays"]
    assert "it is that of customer limits" in run.output
    assert "stays.json" in run.output
    assert writes(run.journal) == []


def test_without_an_inventory_folder_it_is_the_working_directory(
    story: Story, make_ansible: Callable[..., Ansible]
) -> None:
    ansible = make_ansible(story.sandbox)
    variables = {**edited()["limits"], "webex_template_driver": "rest", "webex_onboarding_templates": []}
    role = {"name": "Customer", "ansible.builtin.import_role": {"name": "webex.wholesale.customer"}}
    ansible.play([role], extra={**variables, **QUICK}).succeeded()
    assert list(read(ansible.folder)) == ["limits.json"]
