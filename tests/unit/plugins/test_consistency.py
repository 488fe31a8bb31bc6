# SPDX-License-Identifier: GPL-3.0-or-later
"""What is written down more than once says the same: documentation, options, models, action group, roles."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
import yaml

from ansible_collections.webex.wholesale.plugins.module_utils._argspec.address import ADDRESS
from ansible_collections.webex.wholesale.plugins.module_utils._argspec.admin import ADMIN_ROLE_INFO, ADMIN_ROLES
from ansible_collections.webex.wholesale.plugins.module_utils._argspec.customer import CUSTOMER, CUSTOMER_INFO
from ansible_collections.webex.wholesale.plugins.module_utils._argspec.drift import DRIFT_INFO
from ansible_collections.webex.wholesale.plugins.module_utils._argspec.inventory import INVENTORY
from ansible_collections.webex.wholesale.plugins.module_utils._argspec.location import (
    LOCATION,
    LOCATION_INFO,
    LOCATIONS,
    PHONE_NUMBERS,
    PHONE_NUMBERS_INFO,
    PSTN,
)
from ansible_collections.webex.wholesale.plugins.module_utils._argspec.template import TEMPLATE
from ansible_collections.webex.wholesale.plugins.module_utils._argspec.user import USER, USER_INFO, USERS
from ansible_collections.webex.wholesale.plugins.module_utils._model.address import Address
from ansible_collections.webex.wholesale.plugins.module_utils._model.admin import Admin
from ansible_collections.webex.wholesale.plugins.module_utils._model.customer import Customer, Headquarters
from ansible_collections.webex.wholesale.plugins.module_utils._model.location import Location, PremisesRoute
from ansible_collections.webex.wholesale.plugins.module_utils._model.template import Authentication, Template
from ansible_collections.webex.wholesale.plugins.module_utils._model.user import User
from ansible_collections.webex.wholesale.plugins.module_utils._operation.phone_numbers import LocationNumbers
from ansible_collections.webex.wholesale.plugins.module_utils._operation.pstn import LocationPstn

ROOT = Path(__file__).resolve().parents[3]
PLUGINS = ROOT / "plugins"
SPECS = {
    "webex_admin_role_info": ADMIN_ROLE_INFO,
    "webex_admin_roles": ADMIN_ROLES,
    "webex_customer": CUSTOMER,
    "webex_customer_info": CUSTOMER_INFO,
    "webex_drift_info": DRIFT_INFO,
    "webex_inventory": INVENTORY,
    "webex_location": LOCATION,
    "webex_location_info": LOCATION_INFO,
    "webex_locations": LOCATIONS,
    "webex_onboarding_template": TEMPLATE,
    "webex_phone_numbers": PHONE_NUMBERS,
    "webex_phone_numbers_info": PHONE_NUMBERS_INFO,
    "webex_pstn": PSTN,
    "webex_user": USER,
    "webex_user_info": USER_INFO,
    "webex_users": USERS,
}
MODULES = sorted(path.stem for path in (PLUGINS / "modules").glob("*.py") if path.stem != "__init__")


def texts(path):
    """The constant texts of a file by name, of classes as well."""
    return {
        node.targets[0].id: node.value.value
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Constant)
    }


def documented(name):
    """The options of the module's documentation, doc fragments included."""
    documentation = yaml.safe_load(texts(PLUGINS / "modules" / f"{name}.py")["DOCUMENTATION"])
    options = dict(documentation.get("options") or {})
    for fragment in documentation["extends_documentation_fragment"]:
        _namespace, _collection, file, *part = fragment.split(".")
        fragments = texts(PLUGINS / "doc_fragments" / f"{file}.py")
        for key, option in yaml.safe_load(fragments[(part or ["documentation"])[0].upper()])["options"].items():
            assert key not in options, f"{key} is documented twice"
            options[key] = option
    return options


def outline(options, inner):
    """What documentation and specification have in common: names, types, defaults, choices, needed or not."""
    return {
        name: {
            "type": option.get("type", "str"),
            "elements": option.get("elements"),
            "required": option.get("required", False),
            "default": option.get("default"),
            "choices": option.get("choices"),
            "options": outline(option.get(inner) or {}, inner),
        }
        for name, option in options.items()
    }


def test_every_module_is_known_here():
    assert sorted(SPECS) == MODULES


@pytest.mark.parametrize("name", sorted(SPECS))
def test_documented_options_are_the_real_ones(name):
    assert outline(documented(name), "suboptions") == outline(SPECS[name].options, "options")


@pytest.mark.parametrize("name", sorted(SPECS))
def test_rules_name_options_that_exist(name):
    spec = SPECS[name]
    assert set(spec.raw) <= set(spec.options)
    for key, rules in spec.rules.items():
        for rule in rules:
            names = {rule[0], *rule[2]} if key == "required_if" else set(rule)
            assert names <= set(spec.options)


@pytest.mark.parametrize(
    ("model", "options"),
    [
        (Address, ADDRESS),
        (Address, CUSTOMER.options["address"]["options"]),
        (Headquarters, CUSTOMER.options["headquarters"]["options"]),
        (Address, CUSTOMER.options["headquarters"]["options"]["address"]["options"]),
        (Authentication, TEMPLATE.options["authentication"]["options"]),
        (User, USERS.options["users"]["options"]),
        (Location, LOCATIONS.options["locations"]["options"]),
        (LocationPstn, PSTN.options["connections"]["options"]),
        (PremisesRoute, PSTN.options["connections"]["options"]["route"]["options"]),
        (LocationNumbers, PHONE_NUMBERS.options["locations"]["options"]),
        (Admin, ADMIN_ROLES.options["admins"]["options"]),
    ],
)
def test_suboptions_are_the_fields_of_the_model(model, options):
    assert set(options) == set(model.model_fields)
    assert {name for name, option in options.items() if option.get("required")} == {
        name for name, field in model.model_fields.items() if field.is_required()
    }


@pytest.mark.parametrize(
    ("model", "spec", "elsewhere"),
    [
        (Customer, CUSTOMER, {"template"}),
        (Template, TEMPLATE, set()),
        (User, USER, set()),
        (Location, LOCATION, {"pstn", "numbers", "main_number"}),
    ],
)
def test_options_cover_the_model(model, spec, elsewhere):
    assert set(model.model_fields) - set(spec.options) == elsewhere


def test_secrets_are_marked():
    for name, spec in SPECS.items():
        for key, option in spec.options.items():
            if any(word in key for word in ("secret", "token", "password")) and key != "token_cache":
                assert option.get("no_log") is True, f"{name}: {key}"


def test_action_group_modules_and_actions_are_the_same():
    runtime = yaml.safe_load((ROOT / "meta" / "runtime.yml").read_text(encoding="utf-8"))
    actions = sorted(path.stem for path in (PLUGINS / "action").glob("*.py") if path.stem != "__init__")
    assert sorted(runtime["action_groups"]["webex"]) == MODULES == actions


@pytest.mark.parametrize("name", MODULES)
def test_module_and_action_run_the_same_operation(name):
    def names(path):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        return {
            alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            and node.module
            and ("_argspec" in node.module or "_operation" in node.module)
            for alias in node.names
            if alias.name.isupper() or alias.name.endswith("Operation")
        }

    module, action = names(PLUGINS / "modules" / f"{name}.py"), names(PLUGINS / "action" / f"{name}.py")
    assert len(module) == 2
    assert module == action


# Roles: the variables of the inventory contract, key by key

VARIABLES = {
    "webex_customer": Customer,
    "webex_onboarding_templates": Template,
    "webex_users": User,
    "webex_locations": Location,
    "webex_admins": Admin,
}
INNER = {"address": Address, "headquarters": Headquarters, "authentication": Authentication}
ROLES = sorted(path for path in (ROOT / "roles").glob("*") if path.is_dir())


@pytest.mark.parametrize("role", ROLES, ids=[path.name for path in ROLES])
def test_argument_specs_of_a_role_have_the_keys_of_the_models(role):
    path = role / "meta" / "argument_specs.yml"
    if not path.exists():
        pytest.skip(f"{path.relative_to(ROOT)} is not written yet")
    specs = yaml.safe_load(path.read_text(encoding="utf-8"))["argument_specs"]
    for entry, spec in specs.items():
        for name, option in (spec.get("options") or {}).items():
            if name in VARIABLES and option.get("options"):
                _same_keys(option["options"], VARIABLES[name], f"{entry}: {name}")


def test_every_variable_is_described_by_a_role():
    described = set()
    for path in (ROOT / "roles").glob("*/meta/argument_specs.yml"):
        for spec in yaml.safe_load(path.read_text(encoding="utf-8"))["argument_specs"].values():
            described |= {name for name, option in (spec.get("options") or {}).items() if option.get("options")}
    if not described:
        pytest.skip("no role has argument specs yet")
    assert set(VARIABLES) <= described


def _same_keys(options, model, place):
    assert set(options) == set(model.model_fields), place
    for key, option in options.items():
        if key in ("package", "packages"):
            choices = (
                CUSTOMER.options["packages"]["choices"] if key == "packages" else USER.options["package"]["choices"]
            )
            assert option.get("choices") in (None, choices), f"{place}.{key}"
        if key in INNER and option.get("options"):
            _same_keys(option["options"], INNER[key], f"{place}.{key}")
