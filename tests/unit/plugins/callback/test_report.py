# SPDX-License-Identifier: GPL-3.0-or-later
"""The callback plugin: what it takes from Ansible, when it is on, and that it never breaks a run."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from ansible import context

from ansible_collections.webex.wholesale.plugins.callback import report
from ansible_collections.webex.wholesale.plugins.module_utils._report.store import read_report

RESULT = {
    "changed": True,
    "actions": [{"kind": "user", "identity": "ana@acme.example", "action": "create", "fields": {}}],
    "api_calls": {"GET": 2},
}
MODULE = "webex.wholesale.webex_users"


class Shown:
    """The terminal."""

    verbosity = 0

    def __init__(self):
        self.lines, self.warnings = [], []

    def display(self, text, color=None):
        """Keep a line."""
        self.lines.append(text)

    def banner(self, text):
        """Keep a heading."""
        self.lines.append(text)

    def warning(self, text):
        """Keep a warning."""
        self.warnings.append(text)


class Beside(report.CallbackModule):
    """The plugin that lies beside the playbook."""


@pytest.fixture
def make(monkeypatch, tmp_path):
    """A maker of plugins, all on one terminal."""
    monkeypatch.setattr(report.CallbackModule, "_first", None)
    monkeypatch.setattr(context, "CLIARGS", {"check": False, "tags": ("all",), "skip_tags": ()})
    shown = Shown()

    def plugin(kind=report.CallbackModule, **options):
        made = kind(display=shown)
        chosen = {"enabled": True, "folder": "reports", "keep": 2, "table_rows": 5, **options}
        made.get_option = chosen.__getitem__
        made.shown = shown
        return made

    return plugin


def ended(tmp_path, action=MODULE, role=None, run_once=False, **result):
    """The end of a task, as Ansible has it."""
    task = SimpleNamespace(
        action=action,
        resolved_action=action,
        run_once=run_once,
        check_mode=False,
        _uuid="1",
        _role=role,
        get_name=lambda: "webex.wholesale.setup : Users",
    )
    variables = {"inventory_dir": str(tmp_path)}
    host = SimpleNamespace(get_name=lambda: "acme_pizza", get_vars=lambda: variables)
    return SimpleNamespace(host=host, task=task, result={**RESULT, **result})


def run(plugin, *results, failed=()):
    """A whole run."""
    plugin.v2_playbook_on_start(SimpleNamespace(_file_name="/somewhere/site.yml"))
    for result in results:
        plugin.v2_runner_on_start(result.host, result.task)
        plugin.v2_runner_on_ok(result)
    for result in failed:
        plugin.v2_runner_on_failed(result)
    plugin.v2_playbook_on_stats(None)


def test_a_run(make, tmp_path):
    plugin = make()
    run(plugin, ended(tmp_path))
    content = read_report(tmp_path / "reports" / "site" / "report.json")
    (customer,) = content.customers
    assert (customer.host, customer.requests, content.head.playbook) == ("acme_pizza", 2, "site")
    assert plugin.shown.lines[0] == "WEBEX REPORT"
    assert [line.rpartition("/")[2] for line in plugin.shown.lines[-3:]] == ["report.html", "report.json", "summary.md"]
    assert plugin.shown.warnings == []


def test_other_tasks_leave_no_report(make, tmp_path):
    plugin = make()
    run(plugin, ended(tmp_path, "ansible.builtin.debug"), failed=[ended(tmp_path, "ansible.builtin.fail")])
    assert not (tmp_path / "reports").exists()
    assert plugin.shown.lines == []


def test_a_failure_in_a_role_of_ours_is_reported(make, tmp_path):
    role = SimpleNamespace(_role_collection="webex.wholesale", get_name=lambda with_collection: "customer")
    run(make(), failed=[ended(tmp_path, "ansible.builtin.assert", role, msg="Run again.", actions=[])])
    (customer,) = read_report(tmp_path / "reports" / "site" / "report.json").customers
    assert [(failure.identity, failure.error) for failure in customer.failures] == [("Users", "Run again.")]


def test_what_the_role_of_the_inventory_refuses_is_known_by_then(make, tmp_path):
    role = SimpleNamespace(_role_collection="webex.wholesale", get_name=lambda with_collection: "inventory")
    run(make(), ended(tmp_path), failed=[ended(tmp_path, "ansible.builtin.fail", role, msg="1 mistake")])
    (customer,) = read_report(tmp_path / "reports" / "site" / "report.json").customers
    assert customer.failures == ()


def test_each_playbook_of_a_call_has_a_report(make, tmp_path):
    plugin = make()
    run(plugin, ended(tmp_path))
    run(plugin, ended(tmp_path))
    assert len(list((tmp_path / "reports" / "site" / "earlier").iterdir())) == 1


def test_loaded_twice_it_reports_once(make, tmp_path):
    plugins = [make(), make(Beside)]
    for _number in range(2):
        for plugin in plugins:
            plugin.v2_playbook_on_start(SimpleNamespace(_file_name="site.yml"))
        assert [plugin.disabled for plugin in plugins] == [False, True]
        for plugin in plugins:
            plugin.v2_runner_on_ok(ended(tmp_path))
            plugin.v2_playbook_on_stats(None)
    assert plugins[0].shown.lines.count("WEBEX REPORT") == 2


def test_a_run_that_is_stopped(make, tmp_path):
    plugin = make()
    plugin.v2_playbook_on_start(SimpleNamespace(_file_name="site.yml"))
    plugin.v2_runner_on_ok(ended(tmp_path))
    plugin._at_exit()
    assert read_report(tmp_path / "reports" / "site" / "report.json").head.interrupted
    assert "The run was stopped before its end." in plugin.shown.lines
    before = len(plugin.shown.lines)
    plugin._at_exit()
    assert len(plugin.shown.lines) == before


def test_switched_off(make, tmp_path):
    plugin = make(enabled=False)
    run(plugin, ended(tmp_path))
    assert not (tmp_path / "reports").exists()


def test_without_table(make, tmp_path):
    plugin = make(table_rows=0)
    run(plugin, ended(tmp_path))
    assert len(plugin.shown.lines) == 3


@pytest.mark.parametrize("name", ["json", "ansible.posix.jsonl", "community.general.null"])
def test_output_for_programs_stays_as_it_is(make, tmp_path, monkeypatch, name):
    monkeypatch.setattr(report.constants, "DEFAULT_STDOUT_CALLBACK", name)
    plugin = make()
    run(plugin, ended(tmp_path))
    assert plugin.shown.lines == []
    assert (tmp_path / "reports" / "site" / "report.json").is_file()


def test_no_fault_of_it_reaches_the_run(make, tmp_path, monkeypatch):
    (tmp_path / "reports").write_text("a file")
    plugin = make()
    run(plugin, ended(tmp_path))
    (warning,) = plugin.shown.warnings
    assert warning.startswith("There is no complete report of this run (NotADirectoryError: Not a directory ")

    broken = make()
    monkeypatch.setattr(report, "TaskOutcome", lambda *arguments: 1 / 0)
    run(broken, ended(tmp_path), ended(tmp_path))
    assert len(broken.shown.warnings) == 2


def test_secrets_of_the_environment_are_masked(make, tmp_path, monkeypatch):
    monkeypatch.setenv("WEBEX_ACCESS_TOKEN", "token-of-mine")
    run(make(), ended(tmp_path, warnings=["It said token-of-mine."]))
    for path in (tmp_path / "reports" / "site").iterdir():
        assert "token-of-mine" not in path.read_text(encoding="utf-8")
