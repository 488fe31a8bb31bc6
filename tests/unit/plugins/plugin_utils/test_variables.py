# SPDX-License-Identifier: GPL-3.0-or-later
"""The variables of other hosts, as the check of the inventory reads them."""

from __future__ import annotations

from collections import UserDict
from types import SimpleNamespace

import pytest
from ansible.errors import AnsibleError
from ansible.template import trust_as_template

from ansible_collections.webex.wholesale.plugins.action.webex_inventory import ActionModule
from ansible_collections.webex.wholesale.plugins.plugin_utils._variables import Display, variables_of
from ansible_collections.webex.wholesale.tests.unit import samples
from ansible_collections.webex.wholesale.tests.unit.plugins.plugin_utils.test_controller import action

PLAY = {"ansible_play_batch": ["acme", "harbor"], "ansible_play_hosts_all": ["acme", "harbor"]}


def declared(key):
    return {
        "inventory_hostname": key,
        "webex_onboarding_templates": [samples.TEMPLATE],
        "webex_customer": {**samples.CUSTOMER, "external_id": key, "template": "gold-us"},
    }


class HostVars(UserDict):
    """Stands for that of Ansible: the variables of the inventory, and those of a task by way of the manager."""

    def __init__(self, inventory, get_vars):
        super().__init__(inventory)
        self._inventory = SimpleNamespace(get_host=lambda name: name)
        self._variable_manager = SimpleNamespace(get_vars=get_vars)
        self.raw_get = self.data.get


def checked(get_vars, hosts=("acme", "harbor"), **options):
    plugin = action({"hosts": list(hosts), **options}, kind=ActionModule, module="webex_inventory")
    plugin._task.get_play = lambda: "play"
    hostvars = HostVars({"acme": declared("acme"), "harbor": declared("harbor")}, get_vars)
    return plugin.run(None, {**declared("acme"), **PLAY, "hostvars": hostvars})


def test_each_host_has_the_variables_of_the_task():
    asked = []

    def get_vars(**given):
        asked.append(given)
        users = trust_as_template("{{ [person] }}")
        return {**declared("harbor"), "webex_users": users, "person": {**samples.LEO, "nick": "x"}}

    result = checked(get_vars)
    assert [problem["path"] for problem in result["problems"]] == ["webex_users[0].nick"]
    # The variables of the task's own host are there already.
    assert [(given["play"], given["host"]) for given in asked] == [("play", "harbor")]


@pytest.mark.parametrize("error", [AttributeError, TypeError])
def test_another_core_checks_what_hostvars_have(monkeypatch, error):
    warned = []
    monkeypatch.setattr(Display, "warning", lambda _self, text: warned.append(text))

    def get_vars(**_given):
        raise error("gone")

    result = checked(get_vars)
    assert result["customers"] == 2
    assert len(warned) == 1
    assert "leaves out those of the play and of roles" in warned[0]


def test_variables_that_cannot_be_read_are_the_one_mistake_of_their_host():
    def get_vars(**_given):
        raise AnsibleError("Invalid vars_files file\n'harbor.yml'.")

    message = checked(get_vars)["msg"]
    assert message.splitlines()[0] == "1 mistake in the data:"
    assert "- harbor: its variables cannot be read: Invalid vars_files file 'harbor.yml'" in message
    # A check of the identities alone leaves it to later steps.
    assert checked(get_vars, identities_only=True)["hosts"] == ["acme", "harbor"]


def test_a_host_that_is_nowhere():
    message = checked(None, ("acme", "thistle"))["msg"]
    assert (
        message == "1 mistake in the data:\n- thistle: there is no such host in the inventory. Correct the list hosts."
    )


def test_nothing_is_worked_out_that_is_not_checked():
    broken = trust_as_template("{{ 1 / 0 }}")

    def get_vars(**_given):
        return {
            **declared("harbor"),
            "webex_access_token": broken,
            "webex_user": broken,
            "webex_api_url": 8443,
            "webex_seen": {"changed": False, "msg": broken},
        }

    problems = checked(get_vars)["problems"]
    assert [(problem["path"], problem["message"]) for problem in problems] == [
        ("webex_user", "there is no such variable."),
        ("webex_api_url", "8443 is not text."),
    ]


def test_there_are_no_other_hosts_without_an_inventory():
    plugin = action({}, kind=ActionModule, module="webex_inventory")
    assert variables_of(plugin, "acme", {}) is None
