# SPDX-License-Identifier: GPL-3.0-or-later
"""The report of a run says what the run did, action by action, and is written without anybody asking for it."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from .support import (
    FREE_ACCOUNT,
    ONBOARD,
    QUICK,
    TAKEN,
    TOKEN,
    Ansible,
    Run,
    Sandbox,
    actions,
    customer,
    task,
    user,
    write_inventory,
)

FILES = ["report.html", "report.json", "summary.md"]
# Beside the inventory, as without the setting that the other tests have.
DEFAULT: dict[str, str | None] = {"WEBEX_REPORT_FOLDER": None}
BY_NAME: dict[str, str | None] = {"ANSIBLE_CALLBACKS_ENABLED": "functional_results,webex.wholesale.report"}
SITE = """
- ansible.builtin.import_playbook: webex.wholesale.onboard
- name: Something else
  hosts: all
  gather_facts: false
  tasks:
    - name: Tell
      ansible.builtin.debug:
        msg: "Nothing to do with Webex"
"""


def _hosts() -> dict[str, dict[str, Any]]:
    hosts = {
        name: {
            "webex_customer": customer(f"report-{name}", template="gold-us"),
            "webex_users": [user(f"it@report-{name}.example"), user(f"ana@report-{name}.example", "101", title="Cook")],
        }
        for name in ("fine", "free", "taken")
    }
    hosts["free"]["webex_users"].append(user(FREE_ACCOUNT))
    hosts["taken"]["webex_customer"]["admin_email"] = TAKEN
    return hosts


@dataclass
class Story:
    """Runs with their reports."""

    reports: Path
    runs: dict[str, Run]
    data: dict[str, dict[str, Any]]

    def part(self, run: str, host: str) -> dict[str, Any]:
        """What a report says of a customer."""
        (found,) = [part for part in self.data[run]["customers"] if part["host"] == host]
        return dict(found)


@pytest.fixture(scope="module")
def story(
    start: Callable[..., Sandbox], make_ansible: Callable[..., Ansible], tmp_path_factory: pytest.TempPathFactory
) -> Story:
    ansible = make_ansible(start("--provisioning-delay", "0.2", "--update-delay", "0.2"))
    folder = tmp_path_factory.mktemp("report")
    inventory = write_inventory(folder / "inventory", _hosts())
    site = folder / "site.yml"
    site.write_text(SITE, encoding="utf-8")
    kept = Story(inventory / ".webex" / "reports", {}, {})

    def keep(name: str, run: Run, playbook: str) -> None:
        kept.runs[name] = run
        kept.data[name] = json.loads((kept.reports / playbook / "report.json").read_text(encoding="utf-8"))

    keep("plan", ansible.playbook(ONBOARD, "--check", inventory=inventory, environment=DEFAULT), "onboard")
    # Loaded by the imported playbook, and enabled by name as well.
    both = {**DEFAULT, **BY_NAME}
    keep("run", ansible.playbook(site, inventory=inventory, extra=QUICK, environment=both), "site")
    limit = ["--limit", "fine,free", "--tags", "customer,users"]
    keep("again", ansible.playbook(site, *limit, inventory=inventory, environment=DEFAULT), "site")
    role = [{"name": "Check", "ansible.builtin.import_role": {"name": "webex.wholesale.inventory"}}]
    kept.runs["role"] = ansible.play(role, inventory=inventory, environment=DEFAULT)
    blocked = {**BY_NAME, "WEBEX_REPORT_FOLDER": str(site)}
    kept.runs["blocked"] = ansible.play(role, inventory=inventory, environment=blocked)
    earlier = [str(path) for path in (kept.reports / "site" / "earlier").rglob("report.json")]
    render = {"reports": earlier, "folder": str(folder / "rendered")}
    kept.runs["render"] = ansible.play([task("Render", "webex_report", render)])
    return kept


def plain(action: dict[str, Any]) -> tuple[str, str, str, str]:
    """An action, comparable."""
    return action["kind"], action["identity"], action["action"], json.dumps(action["fields"], sort_keys=True)


@pytest.mark.parametrize("name", ["plan", "run", "again"])
def test_the_report_has_every_action_of_the_run_and_no_other(story: Story, name: str) -> None:
    run, data = story.runs[name], story.data[name]
    wanted: dict[str, list[Any]] = {"": []}
    for (host, module), rows in actions(run).items():
        shared = module == "webex_onboarding_template"
        wanted.setdefault("" if shared else host, []).extend(plain(row) for row in rows)
    parts = [data["shared"], *data["customers"]]
    found = {part["host"]: [plain(action) for action in part["actions"]] for part in parts}
    assert {host: sorted(rows) for host, rows in found.items() if rows or not host} == {
        host: sorted(rows) for host, rows in wanted.items()
    }
    outcomes = {action["outcome"] for part in parts for action in part["actions"]}
    assert outcomes <= ({"planned", "failed"} if name == "plan" else {"done", "failed"})
    assert data["totals"]["requests"] == len(run.journal)
    assert data["check_mode"] is (name == "plan")


@pytest.mark.parametrize("name", ["plan", "run"])
def test_failures_are_those_of_the_recap(story: Story, name: str) -> None:
    failed = {host for host, counts in story.runs[name].recap.items() if counts["failures"]}
    assert failed == {"taken"} == {part["host"] for part in story.data[name]["customers"] if part["failures"]}
    (failure,) = story.part(name, "taken")["failures"]
    assert (failure["kind"], failure["identity"]) == ("customer", "report-taken")
    assert failure["code"]
    assert failure["code"] in failure["error"]


def test_what_a_person_has_to_do(story: Story) -> None:
    (asked,) = story.part("run", "free")["by_hand"]
    assert asked["reason"] == "consent"
    assert FREE_ACCOUNT in asked["text"]


def test_a_run_that_finds_nothing_to_do(story: Story) -> None:
    data = story.data["again"]
    assert (data["limit"], data["tags"], data["playbook"]) == ("fine,free", ["customer", "users"], "site")
    assert {part["host"]: part["status"] for part in data["customers"]} == {"fine": "unchanged", "free": "unchanged"}
    # It goes on asking for what a person has to do.
    assert story.part("again", "free")["by_hand"] == story.part("run", "free")["by_hand"]


def test_files_are_private_and_earlier_ones_are_kept(story: Story) -> None:
    for folder in (story.reports / "onboard", story.reports / "site"):
        assert sorted(path.name for path in folder.iterdir() if path.is_file()) == FILES
    (earlier,) = (story.reports / "site" / "earlier").iterdir()
    assert json.loads((earlier / "report.json").read_text(encoding="utf-8")) == story.data["run"]
    files = [path for path in story.reports.rglob("*") if path.name in FILES]
    assert len(files) == 9
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert not [path for path in files if TOKEN in path.read_text(encoding="utf-8")]


def test_the_table_and_the_paths_are_shown_once(story: Story) -> None:
    run = story.runs["run"]
    assert run.stdout.count("WEBEX REPORT **") == 1
    table = run.stdout.partition("WEBEX REPORT")[2].splitlines()[1:]
    rows = {line.split()[0]: line.split()[1:] for line in table if line[:4] in ("fine", "free", "take", "all ")}
    counts = story.part("run", "fine")["counts"]
    assert rows["fine"][:2] == [str(counts["create"]), str(counts["update"] or "-")]
    assert rows["taken"][3] == "1"
    for name in FILES:
        assert str(story.reports / "site" / name) in table


def test_plays_of_others_leave_no_report(story: Story) -> None:
    assert "WEBEX REPORT" not in story.runs["role"].succeeded().output
    assert sorted(path.name for path in story.reports.iterdir()) == [".gitignore", "onboard", "site"]


def test_a_report_that_cannot_be_written_is_one_warning(story: Story) -> None:
    run = story.runs["blocked"].succeeded()
    assert run.output.count("There is no complete report of this run") == 1
    assert "Traceback" not in run.output


def test_a_report_is_rendered_again(story: Story) -> None:
    result = story.runs["render"].succeeded().result("Render")
    assert result["totals"] == story.data["run"]["totals"]
    (earlier,) = (story.reports / "site" / "earlier").iterdir()
    for name, path in zip(FILES, result["files"].values(), strict=True):
        assert Path(path).read_text(encoding="utf-8") == (earlier / name).read_text(encoding="utf-8"), name
