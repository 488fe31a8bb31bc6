# SPDX-License-Identifier: GPL-3.0-or-later
"""webex_customer with from_inventory: the options are those that the variables of the host declare."""

from __future__ import annotations

import pytest
from ansible.errors import AnsibleActionFail

from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.settings import RunSettings
from ansible_collections.webex.wholesale.plugins.plugin_utils._records import DEFAULT_FOLDER
from ansible_collections.webex.wholesale.tests.unit.plugins.plugin_utils.test_controller import action
from ansible_collections.webex.wholesale.tests.unit.samples import CONNECTION, CUSTOMER, LEO

HOST = {"webex_customer": {**CUSTOMER, "template": "gold-us"}, "inventory_dir": "/nowhere/inventory"}
MOVING = {"webex_customer": {**HOST["webex_customer"], "allow_package_removal": True}}


def prepared(declared, **written):
    plugin = action(CONNECTION)
    return plugin.prepare({"from_inventory": True, **written}, {**HOST, **declared})


def test_what_is_declared_is_taken_and_what_is_written_counts_more():
    options = prepared({"webex_wait_timeout": 7, "webex_precheck": False}, name="Other", wait=False)
    assert options == {
        **HOST["webex_customer"],
        "name": "Other",
        "wait": False,
        "wait_timeout": 7,
        "precheck": False,
        "record_dir": DEFAULT_FOLDER,
        "record": {},
    }


def test_without_it_nothing_is_taken():
    assert "name" not in action(CONNECTION).prepare({"external_id": "acme-0001"}, HOST)


def test_the_folder_of_records():
    assert f"C({DEFAULT_FOLDER})" in RunSettings.model_fields["webex_customer_record_dir"].description
    assert prepared({"webex_customer_record_dir": None})["record_dir"] == DEFAULT_FOLDER
    assert prepared({"webex_customer_record_dir": "kept"})["record_dir"] == "kept"


def test_a_wait_is_not_declared():
    assert "wait" not in prepared({})


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        (
            {"webex_users": [LEO], "webex_prune": ["users"], "webex_protected_users": ["boss@acme.example"]},
            {
                "users": [LEO],
                "prune_users": True,
                "protected_users": ["boss@acme.example", CUSTOMER["admin_email"]],
            },
        ),
        ({}, {"users": []}),
    ],
)
def test_users_that_are_moved_before_packages_go(declared, expected):
    options = prepared({**MOVING, **declared}, package_changes="additions")
    assert {key: value for key, value in options.items() if "users" in key} == expected


@pytest.mark.parametrize(
    ("declared", "written"),
    [(MOVING, {}), (MOVING, {"package_changes": "all"}), ({}, {"package_changes": "additions"})],
)
def test_users_are_of_no_concern_otherwise(declared, written):
    options = prepared({**declared, "webex_users": [LEO]}, **written)
    assert not [key for key in options if "users" in key]


@pytest.mark.parametrize("customer", [None, "acme", ["acme"]])
def test_a_host_without_a_customer_is_told(customer):
    with pytest.raises(AnsibleActionFail, match="webex_customer"):
        prepared({"webex_customer": customer})
