# SPDX-License-Identifier: GPL-3.0-or-later
"""An action puts its host into a group by Ansible's own group_by; the functional tests show that it works."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from ansible.errors import AnsibleError
from ansible.utils.display import Display

from ansible_collections.webex.wholesale.plugins.plugin_utils import _groups


@pytest.fixture
def warned(monkeypatch):
    texts = []
    monkeypatch.setattr(Display, "warning", lambda self, msg, *rest, **more: texts.append(msg))
    return texts


def _join(monkeypatch, run):
    """Join a group with the group_by of some Ansible; what was asked of it, and what it gave."""
    asked = {}

    def get(name, **context):
        asked.update(context["task"].args, name=name)
        return SimpleNamespace(run=run)

    monkeypatch.setattr(_groups.action_loader, "get", get)
    task = SimpleNamespace(args={"drift_group": "a"}, copy=SimpleNamespace)
    context = dict.fromkeys(("_connection", "_play_context", "_loader", "_templar", "_shared_loader_obj"))
    return asked, _groups.join(SimpleNamespace(_task=task, **context), "differs", ["seen"], {})


def test_the_result_is_that_of_group_by(monkeypatch, warned):
    given = {"changed": True, "add_group": "differs"}
    asked, result = _join(monkeypatch, lambda task_vars: given)
    assert asked == {"name": "ansible.builtin.group_by", "key": "differs", "parents": ["seen"]}
    assert result == given
    assert warned == []


@pytest.mark.parametrize("error", [AttributeError("no add_group"), TypeError("run() wants more"), KeyError("task")])
def test_an_ansible_that_knows_nothing_of_it_is_told(monkeypatch, warned, error):
    def run(task_vars):
        raise error

    _asked, result = _join(monkeypatch, run)
    assert result == {}
    (text,) = warned
    assert "does not let a task put its host into a group" in text
    assert type(error).__name__ in text


def test_a_fault_of_one_host_is_a_fault(monkeypatch, warned):
    """Others may have made the group: without it, who differs would be passed over."""

    def run(task_vars):
        raise AnsibleError("acme cannot be matched in inventory")

    with pytest.raises(AnsibleError, match="cannot be matched"):
        _join(monkeypatch, run)
    assert warned == []
