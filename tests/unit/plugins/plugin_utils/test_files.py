# SPDX-License-Identifier: GPL-3.0-or-later
"""Where files that the inventory names are looked for, and where those that it asks for are written."""

from __future__ import annotations

from pathlib import Path

import pytest
from ansible.parsing.dataloader import DataLoader
from ansible.parsing.vault import VaultLib, VaultSecret

from ansible_collections.webex.wholesale.plugins.action.webex_onboarding_template import ActionModule as TemplateAction
from ansible_collections.webex.wholesale.plugins.action.webex_users import ActionModule as UsersAction
from ansible_collections.webex.wholesale.plugins.module_utils._declare.problem import InputError
from ansible_collections.webex.wholesale.plugins.module_utils._users.declared import read_file
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
    with pytest.raises(Exception, match=r"^~nobody-of-this-name/records cannot be used: the account has no home"):
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


# Encrypted users files

ROWS = "email,first_name,last_name,package\nzoë@acme.example,Zoë,Diaz,webex_meetings\n"


def secret(password):
    return [("default", VaultSecret(password.encode()))]


def encrypted(folder, content):
    (folder / "users.csv").write_bytes(VaultLib(secret("right")).encrypt(content))
    return str(folder / "users.csv")


def handed_on(path, password):
    """What webex_users hands on to a host, which is the rows."""
    variables = {"webex_run_on": "host"}
    task = action({**CONNECTION, "customer": "acme-0001", "users_file": path}, kind=UsersAction, module="webex_users")
    task._loader.set_vault_secrets(password and secret(password))
    return task.run(None, variables)


def test_an_encrypted_file_is_read_with_the_password_of_the_run(tmp_path):
    result = handed_on(encrypted(tmp_path, ROWS.encode()), "right")
    rows = result["ran_as_module"]["module_args"]["users"]
    assert [(row["email"], row["first_name"]) for row in rows] == [("zoë@acme.example", "Zoë")]
    # Only while an action runs.
    with pytest.raises(
        InputError, match="is encrypted, and cannot be decrypted: only the controller has the passwords"
    ):
        read_file(tmp_path / "users.csv")


@pytest.mark.parametrize("password", ["wrong", None])
def test_an_encrypted_file_without_its_password(tmp_path, password):
    result = handed_on(encrypted(tmp_path, ROWS.encode()), password)
    assert result["failed"]
    assert "users_file" in result["msg"]
    assert "the file users.csv is encrypted, and cannot be decrypted: " in result["msg"]
    assert "--vault-password-file" in result["msg"]


def test_an_encrypted_file_that_is_no_text(tmp_path):
    result = handed_on(encrypted(tmp_path, ROWS.encode("latin-1")), "right")
    assert "the file users.csv is not UTF-8 text" in result["msg"]


STRANGE = {
    "a zero byte": "a\0b.csv",
    "too long": "x" * 5000 + ".csv",
    "home of nobody": "~no-such-user-at-all/users.csv",
    "half a character": "\ud800.csv",
}


@pytest.mark.parametrize("how", STRANGE)
def test_names_that_no_file_can_have(tmp_path, how):
    with pytest.raises(InputError) as caught:
        read_file(find_file(STRANGE[how], {"inventory_dir": str(tmp_path), "inventory_hostname": "acme"}))
    assert "cannot be read" in str(caught.value)
