# SPDX-License-Identifier: GPL-3.0-or-later
"""The steps say of a customer's variables what the tasks of the roles say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from ansible.errors import AnsibleError
from ansible.parsing.dataloader import DataLoader
from ansible.template import Templar, trust_as_template
from ansible.utils.vars import combine_vars

from ansible_collections.webex.wholesale.plugins.module_utils._declare.packages import CUSTOMER_PACKAGES
from ansible_collections.webex.wholesale.plugins.module_utils._declare.problem import InputError
from ansible_collections.webex.wholesale.plugins.module_utils._declare.written import mistakes
from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.settings import PRUNABLE
from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.steps import (
    CUSTOMER_VARIABLES,
    STEP_VARIABLES,
    STEPS,
    Earlier,
    customer_options,
)
from ansible_collections.webex.wholesale.plugins.plugin_utils._plain import plain
from ansible_collections.webex.wholesale.tests.unit.samples import ADDRESS, ANA, CUSTOMER, LEO

ROLES = Path(__file__).parents[4] / "roles"
MODULES = {
    "customer": "webex_customer",
    "locations": "webex_locations",
    "pstn": "webex_pstn",
    "numbers": "webex_phone_numbers",
    "users": "webex_users",
    "admins": "webex_admin_roles",
}
REGISTERS = {
    "customer": "customer_begun",
    "locations": "locations_kept",
    "pstn": "pstn_connected",
    "numbers": "numbers_kept",
    "users": "users_kept",
}
# Of what is not there yet, which is drift before its options matter; or from the play and not from the customer.
BEYOND = {
    "locations": {"planned_customer"},
    "pstn": {"planned_customer"},
    "numbers": {"planned_customer"},
    "users": {"planned_customer", "planned_numbers", "planned_packages"},
    "admins": {"planned_customer", "planned_people", "known_roles"},
}
DECLARED = {**CUSTOMER, "template": "gold-us"}
HEAD_OFFICE = {"name": "Head Office", "pstn": {"provider": "Local Carrier"}, "numbers": ["+14085550101"]}
BRANCH = {
    "name": "Fremont",
    "address": ADDRESS,
    "timezone": "America/Los_Angeles",
    "language": "en_us",
    "main_number": "+14085550102",
}
ADMINS = [
    {"email": ANA["email"], "roles": ["Full Administrator"]},
    {"email": LEO["email"], "roles": ["User administrator"]},
]
HANDED = {
    "customer": {"customer": {"id": "C1", "org_id": "O1", "status": "provisioned"}},
    "locations": {"location_ids": {"Head Office": "L1", "Fremont": "L2"}},
    "pstn": {"connection_types": {"Head Office": "NON_INTEGRATED_CCP"}},
    "numbers": {"locations": []},
    "users": {
        "users": [
            {"email": ANA["email"], "action": "none", "person_id": "P1"},
            {"email": LEO["email"], "action": "none", "person_id": None},
        ]
    },
}
DECLARATIONS = {
    "customer_only": {"webex_customer": DECLARED},
    "attached": {
        "webex_customer": {
            "external_id": "acme-0001",
            "template": "gold-us",
            "packages": ["webex_meetings"],
            "address": ADDRESS,
            "org_id": "O1",
            "sub_partner_org_id": "S1",
            "sub_partner_admin_email": "admin@sub.example",
        },
        "webex_customer_id": "C1",
        "webex_locations": [],
        "webex_users": [LEO],
    },
    "all": {
        "webex_customer": {
            **DECLARED,
            "package_limits": {"webex_calling": 5},
            "meetings_timezone": "America/Los_Angeles",
            "allow_package_removal": True,
        },
        "webex_locations": [HEAD_OFFICE, BRANCH, {"name": "Oakland"}],
        "webex_users": [ANA, LEO],
        "webex_admins": ADMINS,
    },
    "users_of_a_file": {
        "webex_customer": {key: value for key, value in DECLARED.items() if key != "admin_email"},
        "webex_users_file": "users.csv",
        "webex_users": [],
        "webex_protected_users": ["boss@acme.example"],
    },
    "every_setting": {
        "webex_customer": DECLARED,
        "webex_locations": [HEAD_OFFICE, BRANCH],
        "webex_users": [ANA],
        "webex_admins": ADMINS[:1],
        "webex_accept_errors": True,
        "webex_allow_admin_package_change": True,
        "webex_compare_location_details": True,
        "webex_compare_name": True,
        "webex_compare_profile": False,
        "webex_exclusive_roles": True,
        "webex_ignore_drift": ["address"],
        "webex_poll_interval": 2,
        "webex_precheck": False,
        "webex_protected_locations": ["Oakland"],
        "webex_protected_users": ["boss@acme.example"],
        "webex_prune": ["users", "locations", "numbers", "admins"],
        "webex_prune_admins_max_count": 10,
        "webex_prune_admins_max_percent": 11,
        "webex_prune_locations_max_count": 1,
        "webex_prune_locations_max_percent": 2,
        "webex_prune_max_count": 3,
        "webex_prune_max_percent": 4,
        "webex_prune_numbers_in_use": True,
        "webex_prune_numbers_max_count": 5,
        "webex_prune_numbers_max_percent": 6,
        "webex_resend_consent": True,
        "webex_review_timeout": 7,
        "webex_update_limits": "always",
        "webex_wait_timeout": 8,
        "webex_workers": 9,
    },
    "text_of_the_command_line": {
        "webex_customer": DECLARED,
        "webex_users": [ANA],
        "webex_compare_profile": "false",
        "webex_precheck": "no",
        "webex_workers": "3",
    },
    "every_variable_null": {
        "webex_customer": DECLARED,
        **{name: None for name in STEP_VARIABLES if name != "webex_customer"},
    },
    "every_key_null": {
        "webex_customer": {
            **DECLARED,
            "package_limits": None,
            "meetings_timezone": None,
            "org_id": None,
            "sub_partner_org_id": None,
            "sub_partner_admin_email": None,
            "headquarters": {**DECLARED["headquarters"], "address": None},
            "protected": None,
            "allow_package_removal": None,
        },
        "webex_locations": [
            {"name": "Head Office", "pstn": None, "numbers": None, "main_number": None},
            {**BRANCH, "pstn": {"provider": "Local Carrier", "route": None}},
        ],
        "webex_users": [ANA],
    },
    "no_headquarters": {
        "webex_customer": {**DECLARED, "packages": ["webex_meetings"], "headquarters": None},
        "webex_locations": [BRANCH],
        "webex_users": [LEO],
    },
    "roles_taken_away": {
        "webex_customer": DECLARED,
        "webex_admins": [{**ADMINS[0], "roles": []}, ADMINS[1]],
        "webex_users": [LEO],
    },
    "empty_lists": {
        "webex_customer": DECLARED,
        "webex_admins": [],
        "webex_locations": [],
        "webex_prune": [],
        "webex_protected_locations": [],
        "webex_protected_users": [],
        "webex_users": [],
    },
}
# What only argument_specs and the inventory check see, and roles used without them must not act on.
NO_LISTS = ["no-users-please", "users", True, {"users": True}, ["user"], [["users"]], 5]


def _load(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _trusted(value):
    if isinstance(value, dict):
        return {key: _trusted(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_trusted(item) for item in value]
    return trust_as_template(value) if isinstance(value, str) else value


def _of_role(step, variables):
    """What Ansible makes of the task of the role; None when the task is left out."""
    name = f"webex.wholesale.{MODULES[step]}"
    task = next(task for task in _load(ROLES / step / "tasks" / "main.yml") if name in task)
    known = dict(variables)
    for file in ROLES.glob("*/vars/main.yml"):
        known = combine_vars(known, _trusted(_load(file)))
    known.update(_trusted(task.get("vars") or {}))
    templar = Templar(
        loader=DataLoader(),
        variables={**known, "omit": _OMIT, "inventory_hostname": "acme", "ansible_check_mode": False},
    )
    conditions = task.get("when", [])
    for condition in [conditions] if isinstance(conditions, str) else conditions:
        if not templar.template(trust_as_template("{{ " + condition + " }}")):
            return None
    options = {key: plain(templar.template(value)) for key, value in _trusted(task[name]).items()}
    return {key: value for key, value in options.items() if value != _OMIT}


_OMIT = "left out by a test"


def kept(results):
    """What later steps take of these results."""
    earlier = Earlier()
    for step in STEPS:
        if step.name in results:
            earlier = step.keep(earlier, results[step.name])
    return earlier


# The task of the customer reads the variables itself.
@pytest.mark.parametrize("number", range(1, len(STEPS)), ids=[step.name for step in STEPS[1:]])
@pytest.mark.parametrize("handed", [True, False], ids=["handed", "alone"])
@pytest.mark.parametrize("name", DECLARATIONS)
def test_a_step_takes_what_its_role_takes(name, handed, number):
    step, declaration = STEPS[number], DECLARATIONS[name]
    earlier = {earlier.name: HANDED[earlier.name] for earlier in STEPS[:number]} if handed else {}
    # A task that is left out hands nothing on.
    earlier = {key: value for key, value in earlier.items() if _of_role(key, declaration) is not None}
    registered = {REGISTERS[key]: value for key, value in earlier.items()}
    of_role = _of_role(step.name, {**declaration, **registered})
    options = step.options(declaration, kept(earlier))
    if of_role is None:
        assert options is None
        return
    assert options == {key: value for key, value in of_role.items() if key not in BEYOND[step.name]}


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_options_are_converted_as_by_the_module(step):
    inputs = step.inputs(DECLARATIONS["text_of_the_command_line"], kept(HANDED))
    if inputs is None:
        return
    assert inputs.get("workers", 3) == 3
    assert inputs.get("precheck", False) is False
    assert inputs.get("compare_profile", False) is False


@pytest.mark.parametrize("value", NO_LISTS, ids=str)
@pytest.mark.parametrize("name", PRUNABLE)
def test_what_is_no_list_of_kinds_removes_nothing(name, value):
    (step,) = (step for step in STEPS if step.name == name)
    declaration = {**DECLARATIONS["all"], "webex_prune": value}
    with pytest.raises(AnsibleError, match=f"webex_prune has to be a list of some of {', '.join(PRUNABLE)}"):
        _of_role(name, declaration)
    with pytest.raises(InputError, match="webex_prune"):
        step.inputs(declaration, kept(HANDED))


@pytest.mark.parametrize(
    ("name", "variable"),
    [
        ("users", "webex_protected_users"),
        ("admins", "webex_protected_users"),
        ("locations", "webex_protected_locations"),
        ("customer", "webex_ignore_drift"),
    ],
)
def test_a_text_is_no_list_of_exceptions(name, variable):
    (step,) = (step for step in STEPS if step.name == name)
    declaration = {**DECLARATIONS["all"], variable: "address"}
    with pytest.raises(InputError, match=f"{variable}|is not a list"):
        step.inputs(declaration, kept(HANDED))
    # The role hands it to the module, which refuses it.
    option = variable.removeprefix("webex_")
    of_role = customer_options(declaration, moves_users=False) if name == "customer" else _of_role(name, declaration)
    assert of_role[option] == "address"
    assert [str(problem) for problem in mistakes(step.spec, of_role)] == [
        f"{option}: 'address' is not a list. Begin every entry with a dash."
    ]


def test_options_a_module_refuses_are_refused():
    (step,) = (step for step in STEPS if step.name == "users")
    with pytest.raises(InputError, match="workers"):
        step.inputs({**DECLARATIONS["all"], "webex_workers": "many"}, kept(HANDED))


def test_every_variable_of_the_roles_is_known():
    """A variable that a role begins to look at has to be looked at by its step, too."""
    used = set(CUSTOMER_VARIABLES)
    for step in MODULES:
        for path in sorted((ROLES / step).glob("[tv]a[sr]*/main.yml")):
            used.update(re.findall(r"(?<!wholesale\.)\bwebex_\w+", path.read_text(encoding="utf-8")))
    # Setup Assist has something to do with every run; what a template is made of concerns no customer that is there.
    assert used - set(CUSTOMER_PACKAGES) - {"webex_onboarding_templates"} | {"webex_setup_assist"} == set(
        STEP_VARIABLES
    )


def test_the_role_documents_every_variable():
    options = _load(ROLES / "drift" / "meta" / "argument_specs.yml")["argument_specs"]["main"]["options"]
    assert set(options) == set(STEP_VARIABLES)
