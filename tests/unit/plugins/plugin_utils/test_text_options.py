# SPDX-License-Identifier: GPL-3.0-or-later
"""Options of every module: what is no text where text belongs, and what is null."""

from __future__ import annotations

import datetime
import importlib

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._declare.spec import Spec
from ansible_collections.webex.wholesale.plugins.module_utils._declare.written import mistakes, without_nulls
from ansible_collections.webex.wholesale.tests.unit import samples
from ansible_collections.webex.wholesale.tests.unit.plugins.plugin_utils.test_controller import action
from ansible_collections.webex.wholesale.tests.unit.plugins.test_consistency import MODULES, SPECS

ACTIONS = {
    name: importlib.import_module(f"ansible_collections.webex.wholesale.plugins.action.{name}").ActionModule
    for name in MODULES
}
CUSTOMER = {"customer": "acme-0001"}
# What a task of each module needs at least.
LEAST = {
    "webex_admin_role_info": {},
    "webex_admin_roles": {**CUSTOMER, "admins": []},
    "webex_customer": samples.CUSTOMER,
    "webex_customer_info": {},
    "webex_customer_plan": {"declaration": {}},
    "webex_customer_setup": {"declaration": {}},
    "webex_drift_group": {"declaration": {}},
    "webex_drift_info": {"declaration": {}},
    "webex_inventory": {"declarations": {}},
    "webex_location": {**CUSTOMER, "name": "Fremont"},
    "webex_location_info": CUSTOMER,
    "webex_locations": {**CUSTOMER, "locations": []},
    "webex_onboarding_template": {**samples.TEMPLATE, "record_dir": "/nowhere"},
    "webex_phone_numbers": {**CUSTOMER, "locations": []},
    "webex_phone_numbers_info": CUSTOMER,
    "webex_plan_file": {"path": "/nowhere", "stage": "check"},
    "webex_pstn": {**CUSTOMER, "connections": []},
    "webex_report": {"reports": ["/nowhere"], "folder": "/nowhere"},
    "webex_user": {**CUSTOMER, **samples.ANA},
    "webex_user_info": CUSTOMER,
    "webex_users": {**CUSTOMER, "users": []},
}
TEXTS = [
    (name, key)
    for name in MODULES
    for key, option in SPECS[name].options.items()
    # With users, a file is refused whatever it is called.
    if option["type"] in ("str", "path") and (name, key) != ("webex_users", "users_file")
]
VALUES = [True, False, 7, 1.5, datetime.date(2026, 1, 2), ["a"], {"a": "b"}]


def test_there_are_texts_to_look_at():
    assert len(TEXTS) > 150


@pytest.mark.parametrize(("name", "key"), TEXTS, ids=lambda part: part)
@pytest.mark.parametrize("where", ["controller", "host"])
def test_an_option_for_text_takes_nothing_else(name, key, where):
    for value in VALUES:
        arguments = {**LEAST[name], **(samples.CONNECTION if "api_url" in SPECS[name].options else {}), key: value}
        result = action(arguments, kind=ACTIONS[name], module=name).run(None, {"webex_run_on": where})
        # Neither run as a module nor asked of Webex, which the test would not allow.
        assert result["failed"] is True
        (problem,) = [problem for problem in result["problems"] if problem["path"].partition(".")[0] == key]
        assert "not text" in problem["message"]
        if SPECS[name].options[key].get("no_log"):
            assert problem["message"] == "its value is not text."


@pytest.mark.parametrize(
    "name", sorted(set(MODULES) - {"webex_admin_role_info", "webex_inventory", "webex_drift_info"})
)
def test_text_that_looks_like_something_else_is_text(name):
    written = {key: "0101" for module, key in TEXTS if module == name}
    assert mistakes(SPECS[name], written) == []


@pytest.mark.parametrize("name", MODULES)
def test_a_list_is_not_read_out_of_text(name):
    lists = [
        key for key, option in SPECS[name].options.items() if option["type"] == "list" and key not in SPECS[name].raw
    ]
    found = mistakes(SPECS[name], dict.fromkeys(lists, "a,b"))
    assert [str(problem) for problem in found] == [
        f"{key}: 'a,b' is not a list. Begin every entry with a dash." for key in lists
    ]


@pytest.mark.parametrize("name", MODULES)
def test_null_is_no_value(name):
    spec = SPECS[name]
    left = without_nulls(spec.options, dict.fromkeys([*spec.options, "unknown"]))
    assert "unknown" in left
    for key in set(left) - {"unknown"}:
        option = spec.options[key]
        assert not {"default", "fallback"} & option.keys()
        assert not option.get("required")
        assert option["type"] != "list"
    # What can be cleared stays.
    if name == "webex_user":
        assert {"title", "department", "display_name"} <= set(left)
        assert {"state", "precheck", "planned_numbers", "email"}.isdisjoint(left)


def test_null_keeps_the_default_of_an_option(webex):
    query = {"customerId": "C1", "max": "100"}
    known = {"id": "C1", "org_id": "O1"}
    arguments = {**samples.CONNECTION, "users": [], "customer": None, "known_customer": known, "retry_timeout": None}
    webex.expect("GET", "/wholesale/subscribers", query=query, answer={"items": []})
    nulls = {"precheck": None, "protected_users": None, "prune_max_count": None, "users_file": None, "workers": None}
    variables = {"webex_api_url": None, "webex_workers": None, "webex_run_on": None, "webex_progress_interval": None}
    plugin = action({**arguments, **nulls}, kind=ACTIONS["webex_users"], module="webex_users")
    assert plugin.run(None, variables)["failed"] is False


def test_no_users_at_all_are_not_nobody():
    arguments = {**samples.CONNECTION, "customer_id": "C1", "org_id": "O1", "prune": True}
    with pytest.raises(Exception, match="one of the following is required: users, users_file"):
        action({**arguments, "users": None}, kind=ACTIONS["webex_users"], module="webex_users").run(None, {})
    result = action({**arguments, "users_file": ""}, kind=ACTIONS["webex_users"], module="webex_users").run(None, {})
    assert result["problems"][0]["path"] == "users"


def test_inner_options_are_looked_at():
    spec = Spec(
        {
            "rows": {"type": "list", "elements": "dict", "options": {"name": {"type": "str"}}},
            "raw": {"type": "dict", "options": {"name": {"type": "str"}}},
        },
        raw=("raw",),
    )
    written = {"rows": [{"name": "a"}, {"name": 5, "other": 5}], "raw": {"name": 5}}
    assert [problem.path for problem in mistakes(spec, written)] == [("rows", 1, "name")]
