# SPDX-License-Identifier: GPL-3.0-or-later
"""What only the controller does: plain data, options of the environment."""

from __future__ import annotations

import os
from types import SimpleNamespace

import pytest
from ansible.errors import AnsibleActionFail
from ansible.parsing.dataloader import DataLoader
from ansible.template import Templar, trust_as_template
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.webex.wholesale.plugins.action.webex_customer import ActionModule
from ansible_collections.webex.wholesale.plugins.action.webex_drift_group import ActionModule as GroupAction
from ansible_collections.webex.wholesale.plugins.action.webex_drift_info import ActionModule as InfoAction
from ansible_collections.webex.wholesale.plugins.module_utils import _thirdparty
from ansible_collections.webex.wholesale.plugins.plugin_utils._plain import place_of, plain
from ansible_collections.webex.wholesale.tests.unit.samples import (
    CONNECTION,
    CUSTOMER,
    CUSTOMER_ID,
    LEO,
    TOKEN,
    wire_customer,
    wire_subscriber,
)

DATA = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


class Text(str):
    """A subclass, like those with which Ansible tags values."""


@given(DATA)
def test_plain_data_is_the_same_data(data):
    copy = plain(data)
    assert copy == data
    assert type(copy) is type(data)


def test_plain_drops_subclasses():
    copy = plain({Text("a"): (Text("b"), True)})
    assert copy == {"a": ["b", True]}
    assert {type(key) for key in copy} == {type(copy["a"][0])} == {str}


def test_place_without_tags_is_unknown():
    assert place_of({"a": [1]}, ("a", 0, "b")) == ""


def test_place_of_a_value_of_a_file(tmp_path):
    path = tmp_path / "customer.yml"
    path.write_text("webex_customer:\n  address:\n    city: Milpitas\n")
    value = DataLoader().load_from_file(str(path))
    assert place_of(value, ("webex_customer", "address", "city")).endswith("customer.yml:3")
    # A key that is missing is shown where its parent stands.
    assert place_of(value, ("webex_customer", "address", "country")).endswith("customer.yml:3")


# The action plugin itself


def action(arguments, check_mode=False, environment=None, kind=ActionModule, module="webex_customer"):
    task = SimpleNamespace(
        action=f"webex.wholesale.{module}",
        resolved_action=f"webex.wholesale.{module}",
        args=arguments,
        async_val=0,
        check_mode=check_mode,
        diff=False,
        environment=[environment or {}],
    )
    shell = SimpleNamespace(tmpdir=None, env_prefix=lambda **_variables: "")
    loader = DataLoader()
    plugin = kind(
        task,
        SimpleNamespace(_shell=shell, become=None),
        SimpleNamespace(),
        loader,
        Templar(loader=loader),
        None,
    )
    plugin._execute_module = lambda **options: {"ran_as_module": options}
    return plugin


def expect_customer(webex):
    query = {"externalId": "acme-0001", "max": "100"}
    webex.expect("GET", "/wholesale/customers", query=query, answer={"items": [wire_customer()]})


def test_action_runs_in_the_controller(webex):
    expect_customer(webex)
    result = action({**CONNECTION, **CUSTOMER}).run(None, {})
    assert (result["failed"], result["changed"]) == (False, False)
    assert "diff" not in result


def test_action_refuses_a_core_that_is_too_old(monkeypatch):
    monkeypatch.setattr(_thirdparty, "CORE", "2.18.19")
    with pytest.raises(AnsibleActionFail, match=r"ansible-core 2\.18\.19 is too old: .* needs 2\.19\.0 or newer"):
        action({**CONNECTION, **CUSTOMER}).run(None, {})


def test_action_takes_credentials_of_task_and_process_environment(webex, monkeypatch):
    monkeypatch.setenv("WEBEX_ACCESS_TOKEN", "of-the-process")
    expect_customer(webex)
    action(CUSTOMER).run(None, {})
    expect_customer(webex)
    action(CUSTOMER, environment={"WEBEX_ACCESS_TOKEN": "of-the-task"}).run(None, {})
    tokens = [request.headers["Authorization"] for request in webex.requests]
    assert tokens == ["Bearer of-the-process", "Bearer of-the-task"]
    assert os.environ["WEBEX_ACCESS_TOKEN"] == "of-the-process"


def test_action_takes_the_connection_from_variables(webex, monkeypatch):
    monkeypatch.setenv("WEBEX_ACCESS_TOKEN", "of-the-process")
    variables = {"webex_access_token": trust_as_template("{{ 'of-' ~ 'variables' }}"), "webex_name": "no option"}
    expect_customer(webex)
    action(CUSTOMER).run(None, variables)
    expect_customer(webex)
    action({**CUSTOMER, "access_token": "of-the-task"}).run(None, variables)
    expect_customer(webex)
    action(CUSTOMER).run(None, {"webex_access_token": trust_as_template("{{ nothing | default(omit) }}")})
    tokens = [request.headers["Authorization"] for request in webex.requests]
    assert tokens == ["Bearer of-variables", "Bearer of-the-task", "Bearer of-the-process"]


HOST = {"webex_run_on": "host", "webex_customer": CUSTOMER, "webex_workers": trust_as_template("{{ 1 + 2 }}")}


def drift(arguments, variables, kind=GroupAction, module="webex_drift_group"):
    """What the module gets on the host."""
    plugin = action({**CONNECTION, **arguments}, kind=kind, module=module)
    options = plugin.run(None, {**HOST, **variables})["ran_as_module"]["module_args"]
    return {key: value for key, value in options.items() if key not in CONNECTION}


def test_a_look_takes_its_options_from_variables():
    variables = {
        "ansible_skip_tags": ("users",),
        "listed": {"by_external_id": {"acme-0001": {"id": "C1"}}},
        "roles": {"roles": [{"id": "R1", "name": "Full Administrator"}]},
    }
    names = {"customers_variable": "listed", "roles_variable": "roles"}
    declaration = {"webex_customer": CUSTOMER, "webex_workers": 3}
    assert drift(names, variables) == {
        **names,
        "declaration": declaration,
        "workers": 3,
        "skip_steps": ["users"],
        "record": {},
        "known_customer": {"id": "C1"},
        "known_roles": [{"id": "R1", "name": "Full Administrator"}],
    }
    # what is not there is not missed
    assert drift(names, {}) == {**names, "declaration": declaration, "workers": 3, "skip_steps": [], "record": {}}


def test_a_comparison_alone_takes_the_declaration():
    declaration = {"webex_customer": CUSTOMER, "webex_workers": 3}
    options = drift({}, {"ansible_skip_tags": ("users",)}, InfoAction, "webex_drift_info")
    assert options == {"declaration": declaration, "workers": 3, "skip_steps": ["users"]}


def test_what_a_look_is_told_comes_before_variables():
    told = {
        "declaration": {"webex_users": []},
        "workers": 5,
        "skip_steps": ["admins"],
        "known_customer": {"id": "C2"},
        "record": {"language": "en_US"},
    }
    variables = {"ansible_skip_tags": ("users",), "listed": {"by_external_id": {"acme-0001": {"id": "C1"}}}}
    arguments = {**told, "customers_variable": "listed"}
    assert drift(arguments, variables) == arguments


def test_a_refused_variable_is_told_without_its_secrets():
    variables = {"webex_access_token": TOKEN, "webex_validate_certs": f"x{TOKEN}x"}
    with pytest.raises(Exception, match="validate_certs") as caught:
        action(CUSTOMER).run(None, variables)
    assert TOKEN not in str(caught.value)


def test_action_hands_over_to_the_host_with_the_credentials(monkeypatch):
    monkeypatch.setenv("WEBEX_ACCESS_TOKEN", "of-the-process")
    result = action(CUSTOMER).run(None, {"webex_run_on": "host"})
    assert result["ran_as_module"]["module_args"] == {**CUSTOMER, "access_token": "of-the-process"}


USERS_FILE = "email,first_name,last_name,package\nleo@acme.example,Leo,Long,webex_meetings\n"


@pytest.fixture
def users_file(tmp_path):
    path = tmp_path / "users.csv"
    path.write_text(USERS_FILE)
    return str(path)


def test_the_host_gets_the_rows_of_a_users_file(users_file):
    result = action({**CONNECTION, **CUSTOMER, "users_file": users_file}).run(None, {"webex_run_on": "host"})
    handed = result["ran_as_module"]["module_args"]
    assert [row["email"] for row in handed["users"]] == ["leo@acme.example"]
    assert "users_file" not in handed


def test_the_controller_reads_a_users_file(webex, users_file):
    answer = {"items": [wire_customer(packages=["webex_calling", "webex_meetings", "webex_suite"])]}
    webex.expect("GET", "/wholesale/customers", query={"externalId": "acme-0001", "max": "100"}, answer=answer)
    leo = wire_subscriber({**LEO, "email": "leo@acme.example", "package": "webex_suite"}, 1)
    webex.expect(
        "GET", "/wholesale/subscribers", query={"customerId": CUSTOMER_ID, "max": "100"}, answer={"items": [leo]}
    )
    options = {"package_changes": "additions", "allow_package_removal": True, "users_file": users_file}
    result = action({**CONNECTION, **CUSTOMER, **options}).run(None, {})
    # the file moves the only user of the package
    assert (result.get("msg"), result["customer"]["packages_leaving"]) == (None, ["webex_suite"])


@pytest.mark.parametrize("place", ["controller", "host"])
def test_a_users_file_that_is_not_there(tmp_path, place):
    arguments = {**CONNECTION, **CUSTOMER, "users_file": str(tmp_path / "nowhere.csv")}
    result = action(arguments).run(None, {"webex_run_on": place})
    assert result["failed"] is True
    assert "nowhere.csv cannot be read" in result["msg"]


def test_users_are_given_in_one_way(users_file):
    with pytest.raises(Exception, match="mutually exclusive"):
        action({**CONNECTION, **CUSTOMER, "users": [], "users_file": users_file}).run(None, {})


def test_action_refuses_another_place():
    with pytest.raises(Exception, match="webex_run_on is 'moon'; it can be controller or host"):
        action({**CONNECTION, **CUSTOMER}).run(None, {"webex_run_on": "moon"})


def test_action_hides_secrets_of_refused_options():
    with pytest.raises(Exception, match="validate_certs") as caught:
        action({**CONNECTION, **CUSTOMER, "validate_certs": f"x{TOKEN}x"}).run(None, {})
    assert TOKEN not in str(caught.value)
