# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings of a run: what each of them may be."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from ansible.module_utils.parsing.convert_bool import boolean

from ansible_collections.webex.wholesale.plugins.module_utils._declare.connection_options import CONNECTION
from ansible_collections.webex.wholesale.plugins.module_utils._declare.fields import marks_of
from ansible_collections.webex.wholesale.plugins.module_utils._declare.model import read
from ansible_collections.webex.wholesale.plugins.module_utils._declare.packages import CUSTOMER_PACKAGES
from ansible_collections.webex.wholesale.plugins.module_utils._declare.problem import InputError
from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.declaration import VARIABLES
from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.settings import (
    ALL_SETTINGS,
    SETTINGS,
    RunSettings,
)
from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.steps import STEP_VARIABLES

ROOT = Path(__file__).parents[5]
WORDS = ["yes", "No", " true ", "FALSE", "on", "off", "1", "0", "y", "n", "t", "F", 1, 0, 1.0, 0.0, True, False]


def taken(name, value):
    return getattr(read(RunSettings, {name: value}), name)


def refused(name, value):
    with pytest.raises(InputError) as caught:
        read(RunSettings, {name: value})
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize("word", WORDS, ids=repr)
def test_words_for_true_and_false_are_those_of_ansible(word):
    assert taken("webex_precheck", word) is boolean(word)


@pytest.mark.parametrize("value", ["perhaps", "", 2, 0.5, [], {}, "2"], ids=repr)
def test_nothing_else_is_true_or_false(value):
    with pytest.raises(TypeError):
        boolean(value)
    assert refused("webex_precheck", value)[0].endswith("is not true or false. Write true or false.")


@pytest.mark.parametrize(
    ("name", "value", "number"),
    [
        ("webex_workers", "4", 4),
        ("webex_workers", 4, 4),
        ("webex_prune_max_count", " 12 ", 12),
        ("webex_prune_max_count", 0, 0),
        ("webex_prune_max_count", 3.0, 3),
        ("webex_requests_per_minute", "100", 100),
        ("webex_requests_per_minute", 0, 0),
        ("webex_wait_timeout", "900", 900.0),
        ("webex_wait_timeout", 0, 0.0),
        ("webex_poll_interval", "0.5", 0.5),
    ],
)
def test_numbers_may_be_text(name, value, number):
    assert taken(name, value) == number


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("webex_prune_max_count", "lots", "'lots' is not a whole number. Write it in digits, for example 10."),
        ("webex_prune_max_count", "1.5", "'1.5' is not a whole number."),
        ("webex_prune_max_count", True, "True is not a whole number."),
        ("webex_prune_max_count", "-1", "'-1' is less than 0. Use 0 or more."),
        ("webex_prune_max_count", 10**12, "1000000000000 is too large a number."),
        ("webex_prune_max_count", float("inf"), "inf is not a whole number."),
        ("webex_workers", "0", "'0' is less than 1. Use 1 or more."),
        ("webex_wait_timeout", "nan", "'nan' is not a number of seconds. Write it in digits, for example 900."),
        ("webex_wait_timeout", True, "True is not a number of seconds."),
        ("webex_wait_timeout", 10**400, "1000000"),
        ("webex_wait_timeout", [5], "[5] is not a number of seconds."),
        ("webex_poll_interval", 0, "0 is too few seconds. Use more than 0."),
        ("webex_poll_interval", "-1", "'-1' is too few seconds. Use more than 0."),
        ("webex_progress_interval", -1, "-1 is too few seconds. Use 0 or more."),
    ],
    ids=lambda part: str(part)[:30],
)
def test_other_numbers_are_refused(name, value, message):
    (problem,) = refused(name, value)
    assert problem.startswith(f"{name}: {message}")


@pytest.mark.parametrize(
    ("value", "advice"),
    [
        ("users", '"webex_prune": ["users"]'),
        ("Users, numbers", '"webex_prune": ["users", "numbers"]'),
        ("user", '"webex_prune": ["users"]'),
        ("loactions", '"webex_prune": ["locations"]'),
        ("no-users-please", '"webex_prune": ["users"]'),
        (False, '"webex_prune": ["users"]'),
        ({"users": None}, '"webex_prune": ["users"]'),
    ],
)
def test_a_list_is_not_read_out_of_something_else(value, advice):
    (problem,) = refused("webex_prune", value)
    assert "Write a list of some of users, numbers, locations, admins, such as webex_prune: [" in problem
    assert f"on the command line -e '{{{advice}}}'" in problem


@pytest.mark.parametrize("value", ["", " ", "plans/", "a\0b", ["plan.json"], 7, True], ids=repr)
def test_what_is_no_name_of_a_plan_file_is_refused(value):
    (problem,) = refused("webex_plan_file", value)
    assert problem.endswith("is not the name of a file. Write a path, for example plan.json.")


def test_a_plan_file():
    assert taken("webex_plan_file", "plans/plan.json") == "plans/plan.json"


def test_lists():
    assert taken("webex_prune", ["numbers", "users"]) == ["numbers", "users"]
    assert taken("webex_prune", []) == []
    assert refused("webex_prune", ["users", "locatoins"]) == [
        "webex_prune[1]: 'locatoins' is not known. Did you mean locations?"
    ]
    assert taken("webex_protected_locations", ["Oakland, CA"]) == ["Oakland, CA"]


def test_a_secret_is_not_shown():
    assert refused("webex_template_service_token", 271828) == [
        "webex_template_service_token: its value is not text. Put it in quotes."
    ]


@pytest.mark.parametrize("name", ["webex_access_token", "webex_client_secret", "webex_refresh_token"])
def test_credentials_are_not_shown_either(name):
    assert refused(name, 271828) == [f"{name}: its value is not text. Put it in quotes."]
    assert marks_of(RunSettings, name).secret is True
    # A store of secrets would be asked for every host.
    assert name not in VARIABLES


def test_null_and_what_is_no_setting_are_passed_over():
    settings = read(RunSettings, {**dict.fromkeys(SETTINGS), "webex_something": 5})
    assert settings == read(RunSettings, {})
    # Defaults of options are theirs.
    assert {name for name, value in settings.model_dump().items() if value is not None} == {
        "webex_progress_interval",
        "webex_run_on",
        "webex_setup_assist",
        "webex_setup_assist_folder",
        "webex_strict",
    }


def test_every_documented_setting_is_checked():
    text = (ROOT / "docs" / "inventory.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\|([^|]+)\|", text.partition("## How the run behaves")[2], re.MULTILINE)
    names = {name for row in rows for name in re.findall(r"`(webex_\w+)`", row)}
    assert len(names) > 30
    # Hosts of the play are no variable of a host.
    assert names - {"webex_hosts"} <= set(SETTINGS)


def test_every_documented_variable_is_known():
    """Those of Setup Assist, of the connection and so on as well: a misspelt one can be told from them."""
    text = (ROOT / "docs" / "inventory.md").read_text(encoding="utf-8")
    modules = {path.stem for path in (ROOT / "plugins/modules").glob("webex_*.py")}
    assert set(re.findall(r"`(webex_[a-z_]+)`", text)) - modules - {*CUSTOMER_PACKAGES} <= {*VARIABLES, *ALL_SETTINGS}


def test_every_variable_of_the_roles_is_checked():
    path = ROOT / "roles" / "onboard" / "meta" / "argument_specs.yml"
    options = set(yaml.safe_load(path.read_text(encoding="utf-8"))["argument_specs"]["main"]["options"])
    checked = set(VARIABLES)
    assert options <= checked
    assert set(STEP_VARIABLES) <= checked
    assert checked - options <= {f"webex_{key}" for key in CONNECTION.options} | {
        "webex_fail_on_drift",
        "webex_run_on",
        "webex_progress_interval",
    }
