# SPDX-License-Identifier: GPL-3.0-or-later
"""main() of a module: arguments in, JSON out, secrets masked."""

from __future__ import annotations

import json
import sys

import pytest
from ansible.module_utils.testing import patch_module_args

from ansible_collections.webex.wholesale.plugins.module_utils import _thirdparty
from ansible_collections.webex.wholesale.plugins.modules import webex_customer, webex_user
from ansible_collections.webex.wholesale.tests.unit.samples import (
    CONNECTION,
    CUSTOMER,
    CUSTOMER_ID,
    LEO,
    ORG,
    TOKEN,
    wire_customer,
    wire_person,
    wire_subscriber,
)


@pytest.fixture
def run(capsys):
    """Run main() of a module and return its exit code and what it wrote."""

    def go(module, connection=None, **arguments):
        connection = CONNECTION if connection is None else connection
        with patch_module_args({**connection, **arguments}), pytest.raises(SystemExit) as ended:
            module.main()
        text = capsys.readouterr().out
        return ended.value.code, json.loads(text), text

    return go


def expect_customers(webex, *customers, external_id="acme-0001"):
    webex.expect(
        "GET",
        "/wholesale/customers",
        query={"externalId": external_id, "max": "100"},
        answer={"items": list(customers)},
    )


def test_exit(run, webex):
    expect_customers(webex, wire_customer(packages=["webex_calling"]))
    code, result, text = run(webex_customer, **CUSTOMER, _ansible_check_mode=True, _ansible_diff=True)
    assert TOKEN not in text
    assert code == 0
    assert result["changed"] is True
    assert result["customer"]["id"] == CUSTOMER_ID
    assert result["diff"][0]["after"] == "packages: [webex_calling, webex_meetings]\n"
    assert result["api_calls"] == {"GET": 1}


def test_no_diff_unless_asked_for(run, webex):
    expect_customers(webex, wire_customer(packages=["webex_calling"]))
    _code, result, _text = run(webex_customer, **CUSTOMER, _ansible_check_mode=True)
    assert "diff" not in result


def test_failure(run):
    code, result, _text = run(webex_customer, **{**CUSTOMER, "name": "100 % Pizza"})
    assert code == 1
    assert result["failed"] is True
    assert result["msg"].startswith("1 mistake in the data:\n- name: a percent sign is not allowed")
    assert result["problems"][0]["path"] == "name"


def test_refusal_by_ansible_itself(run):
    code, result, _text = run(webex_customer, external_id="acme-0001", packages=["webex_caling"], address={})
    assert code == 1
    assert "webex_caling" in result["msg"]


def test_what_yaml_made_of_text_is_refused(run):
    mangled = {"first_name": False, "last_name": 7, "extension": 65, "state": True}
    options = {**LEO, "customer_id": CUSTOMER_ID, "org_id": ORG}
    code, result, _text = run(webex_user, **{**options, **mangled})
    assert code == 1
    told = {problem["path"]: problem["message"] for problem in result["problems"]}
    assert told == {
        "first_name": "False is not text.",
        "last_name": "7 is a number in YAML, not text.",
        "extension": "65 is a number in YAML, not text.",
        "state": "True is not text.",
    }


def test_a_token_that_is_no_text_is_not_shown(run):
    code, result, text = run(webex_customer, connection={"access_token": 271828182845}, **CUSTOMER)
    assert code == 1
    assert result["problems"][0]["message"] == "its value is not text."
    assert "271828182845" not in text


def test_null_is_the_default(run, webex):
    expect_customers(webex, wire_customer())
    nulls = {"precheck": None, "ignore_drift": None, "wait_timeout": None, "state": None, "package_limits": None}
    code, result, _text = run(webex_customer, **CUSTOMER, **nulls)
    assert (code, result["changed"]) == (0, False)


def test_the_token_is_masked(run, webex):
    expect_customers(webex, wire_customer(externalId=TOKEN), external_id=TOKEN)
    _code, result, text = run(webex_customer, **{**CUSTOMER, "external_id": TOKEN})
    assert result["changed"] is False
    assert TOKEN not in text


def test_missing_libraries(run, monkeypatch):
    monkeypatch.setitem(_thirdparty.MISSING, "pydantic", "traceback")
    code, result, _text = run(webex_customer, **CUSTOMER)
    assert code == 1
    assert result["msg"].startswith(
        f"Python libraries are missing: pydantic. Install them for the Python that runs this, {sys.executable} ("
    )


def test_an_absent_option_is_not_null(run, webex):
    query = {"customerId": CUSTOMER_ID, "email": "leo@acme.example", "max": "100"}
    people = {"orgId": ORG, "email": "leo@acme.example", "excludeStatus": "true", "max": "100"}
    ids = {"known_customer": {"id": CUSTOMER_ID, "org_id": ORG}}
    for written, changed in (({}, False), ({"title": None}, True)):
        webex.expect("GET", "/wholesale/subscribers", query=query, answer={"items": [wire_subscriber(LEO, 2)]})
        webex.expect("GET", "/people", query=people, answer={"items": [wire_person(LEO, 2, title="Chief")]})
        _code, result, _text = run(webex_user, **LEO, **ids, **written, _ansible_check_mode=True)
        assert result["changed"] is changed


def test_credentials_of_the_environment(run, webex, monkeypatch):
    monkeypatch.setenv("WEBEX_ACCESS_TOKEN", "token-of-the-environment")
    expect_customers(webex, wire_customer())
    code, _result, text = run(webex_customer, connection={}, **CUSTOMER)
    assert code == 0
    assert webex.requests[0].headers["Authorization"] == "Bearer token-of-the-environment"
    assert "token-of-the-environment" not in text
