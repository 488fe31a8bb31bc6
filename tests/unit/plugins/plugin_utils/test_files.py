# SPDX-License-Identifier: GPL-3.0-or-later
"""Where files that the inventory names are looked for, and where those that it asks for are written."""

from __future__ import annotations

from pathlib import Path

import pytest
from ansible.parsing.dataloader import DataLoader

from ansible_collections.webex.wholesale.plugins.action.webex_onboarding_template import ActionModule as TemplateAction
from ansible_collections.webex.wholesale.plugins.plugin_utils._files import beside_inventory, find_file
from ansible_collections.webex.wholesale.tests.unit.plugins.plugin_utils.test_controller import action
from ansible_collections.webex.wholesale.tests.unit.samples import CONNECTION, TEMPLATE

NO_FOLDER = [{}, {"inventory_dir": None}, {"inventory_dir": "None"}]


def touch(folder: Path, name: str = "users.csv") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).touch()
    return folder / name


@pytest.mark.parametrize("place", ["inventory/host_vars/acme", "inventory"])
def test_file_beside_the_inventory(tmp_path, place):
    file = touch(tmp_path / place)
    variables = {"inventory_dir": str(tmp_path / "inventory"), "inventory_hostname": "acme"}
    assert find_file("users.csv", variables) == file


def test_file_that_is_nowhere_is_looked_for_at_the_likeliest_place(tmp_path):
    variables = {"inventory_dir": str(tmp_path), "inventory_hostname": "acme"}
    assert find_file("users.csv", variables) == tmp_path / "host_vars" / "acme" / "users.csv"
    assert find_file("/data/users.csv", variables).parts == ("/", "data", "users.csv")


@pytest.mark.parametrize("place", ["sub", "other", "playbooks"])
def test_host_vars_lie_where_ansible_looks_for_them(tmp_path, place):
    """Above the inventory that declares the host, beside another inventory, and beside the playbook."""
    touch(tmp_path / "other", "hosts.yml")
    (tmp_path / "sub" / "prod").mkdir(parents=True)
    variables = {
        "inventory_dir": str(tmp_path / "sub" / "prod"),
        "inventory_hostname": "acme",
        "ansible_inventory_sources": ["acme,", str(tmp_path / "sub"), str(tmp_path / "other" / "hosts.yml")],
        "playbook_dir": str(tmp_path / "playbooks"),
    }
    folder = tmp_path / place / "host_vars" / "acme"
    folder.mkdir(parents=True)
    # Also where there is no file: its folder is the likeliest place.
    assert find_file("users.csv", variables) == folder / "users.csv"
    file = touch(folder)
    assert find_file("users.csv", variables) == file


@pytest.mark.parametrize("place", ["one", "two", "two/prod"])
@pytest.mark.parametrize("declared", ["host_vars/acme/customer.yml", "host_vars/acme.yml", "group_vars/all.yml"])
def test_the_file_beside_the_variable_is_meant(tmp_path, place, declared):
    places = ["one", "two", "two/prod"]
    for other in places:
        touch(tmp_path / other / "host_vars" / "acme")
    variables = {
        "inventory_dir": str(tmp_path / "two" / "prod"),
        "inventory_hostname": "acme",
        "ansible_inventory_sources": [str(tmp_path / "one"), str(tmp_path / "two")],
    }
    file = touch((tmp_path / place / declared).parent, Path(declared).name)
    file.write_text("webex_users_file: users.csv\n")
    variables |= DataLoader().load_from_file(str(file))
    assert find_file("users.csv", variables) == tmp_path / place / "host_vars" / "acme" / "users.csv"


@pytest.mark.parametrize("variables", NO_FOLDER, ids=str)
def test_an_inventory_without_folder_is_in_the_working_directory(tmp_path, monkeypatch, variables):
    monkeypatch.chdir(tmp_path)
    assert beside_inventory(".webex/customers", variables) == tmp_path / ".webex" / "customers"
    host = {**variables, "inventory_hostname": "acme"}
    assert find_file("users.csv", host) == tmp_path / "host_vars" / "acme" / "users.csv"
    file = touch(tmp_path)
    assert find_file("users.csv", host) == file


def test_written_paths_are_expanded(tmp_path, monkeypatch):
    monkeypatch.setenv("RECORDS", str(tmp_path / "records"))
    variables = {"inventory_dir": "/inventory"}
    assert beside_inventory("$RECORDS/customers", variables) == tmp_path / "records" / "customers"
    assert beside_inventory("~/records", variables) == Path.home() / "records"
    assert beside_inventory("records", variables) == Path("/inventory/records")


def test_an_account_without_home_folder_has_to_write_it_in_full():
    with pytest.raises(Exception, match=r"^~nobody-of-this-name/records cannot be used: the account has no home folder"):
        beside_inventory("~nobody-of-this-name/records", {})


@pytest.mark.parametrize("variables", [*NO_FOLDER, {"inventory_dir": "inventory"}], ids=str)
def test_records_of_templates(webex, tmp_path, monkeypatch, variables):
    monkeypatch.chdir(tmp_path)
    options = {**TEMPLATE, **CONNECTION, "provisioning_id": "cHJvdmlzaW9uaW5n", "precheck": False}
    task = {**options, "record_dir": ".webex/onboarding-templates"}
    variables = {key: str(tmp_path / value) if value == "inventory" else value for key, value in variables.items()}
    result = action(task, kind=TemplateAction, module="webex_onboarding_template").run(None, variables)
    assert not result["failed"], result
    place = Path(variables.get("inventory_dir") or "")
    folder = place if place.is_absolute() else tmp_path
    assert len(list((folder / ".webex" / "onboarding-templates").glob("*.json"))) == 1
