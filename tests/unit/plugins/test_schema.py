# SPDX-License-Identifier: GPL-3.0-or-later
"""The schema for editors: right is what the example inventory writes, and mistakes are marked."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import jsonschema
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[3]
SCHEMA = json.loads((ROOT / "plugins/schemas/inventory.json").read_text(encoding="utf-8"))
FILES = sorted((ROOT / "examples/inventory").glob("*_vars/**/*.yml"))
CUSTOMER = yaml.safe_load((ROOT / "examples/inventory/host_vars/acme_pizza/customer.yml").read_text(encoding="utf-8"))
USER = {"email": "ana@acme.example", "first_name": "Ana", "last_name": "Diaz", "package": "webex_meetings"}


def marked(variables):
    """Where an editor shows a mistake."""
    validator = jsonschema.Draft7Validator(SCHEMA)
    return [error.json_path.removeprefix("$.") for error in validator.iter_errors(variables)]


def customer(**changes):
    """The variables of the example customer, with other keys."""
    variables = copy.deepcopy(CUSTOMER)
    variables["webex_customer"].update(changes)
    return variables


def test_it_is_a_schema():
    jsonschema.Draft7Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_example_inventory_is_right(path):
    assert marked(yaml.safe_load(path.read_text(encoding="utf-8"))) == []


def test_there_are_examples():
    assert {"customer.yml", "locations.yml", "users.yml", "templates.yml"} <= {path.name for path in FILES}


@pytest.mark.parametrize(
    "variables",
    [
        None,
        {},
        {"webex_users": None, "webex_prune": None, "webex_workers": None},
        {"webex_users": [], "webex_prune": ["users", "numbers"], "webex_workers": 4},
        {"webex_users": "{{ lookup('file', 'users.yml') | from_yaml }}", "webex_precheck": "{{ not quick }}"},
        {"webex_users": [{**USER, "title": None, "package": "{{ package }}"}]},
        {"webex_access_token": "abc", "webex_api_url": "https://webexapis.com/v1", "webex_request_timeout": 30},
        {"something_else": 1, "web": {}},
        customer(packages=["{{ package }}"], headquarters="{{ headquarters }}"),
    ],
    ids=json.dumps,
)
def test_right(variables):
    assert marked(variables) == []


@pytest.mark.parametrize(
    ("variables", "place"),
    [
        ({"webex_user": []}, "$"),
        ({"webex_customer_ids": "1"}, "$"),
        (customer(adress={}), "webex_customer"),
        (customer(packages=["webex_caling"]), "webex_customer"),
        (customer(packages="webex_calling"), "webex_customer"),
        (customer(external_id=101), "webex_customer"),
        (customer(external_id=None), "webex_customer"),
        ({"webex_customer": {"external_id": "a"}}, "webex_customer"),
        ({"webex_users": "ana@acme.example"}, "webex_users"),
        ({"webex_users": [{**USER, "extension": 101}]}, "webex_users"),
        ({"webex_users": [{**USER, "package": "common_area_calling"}]}, "webex_users"),
        ({"webex_prune": "users"}, "webex_prune"),
        ({"webex_prune": ["user"]}, "webex_prune"),
        ({"webex_workers": "many"}, "webex_workers"),
        ({"webex_precheck": "maybe"}, "webex_precheck"),
        ({"webex_template_driver": "soap"}, "webex_template_driver"),
    ],
    ids=json.dumps,
)
def test_mistakes_are_marked(variables, place):
    assert marked(variables) == [place]
