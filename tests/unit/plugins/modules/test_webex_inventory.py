# SPDX-License-Identifier: GPL-3.0-or-later
"""webex_inventory: every mistake at once, and nobody asked."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.inventory import InventoryOperation
from ansible_collections.webex.wholesale.plugins.module_utils._onboarding.options import INVENTORY
from ansible_collections.webex.wholesale.tests.unit import samples
from ansible_collections.webex.wholesale.tests.unit.run_module import run_module

HOST = {
    "webex_onboarding_templates": [samples.TEMPLATE],
    "webex_customer": {**samples.CUSTOMER, "template": "gold-us"},
    "webex_users": [samples.ANA, samples.LEO],
}


def run(declarations, check_mode=False):
    return run_module(InventoryOperation, INVENTORY, {"declarations": declarations}, check_mode=check_mode)


@pytest.mark.parametrize("check_mode", [True, False])
def test_good_inventory(check_mode):
    result = run({"acme": HOST}, check_mode)
    assert (result.failed, result.changed, result.actions) == (False, False, [])
    assert result.objects == {
        "hosts": ["acme"],
        "customers": 1,
        "users": 2,
        "admins": 0,
        "templates": [samples.TEMPLATE],
        "template_customers": {"gold-us": [samples.CUSTOMER]},
        "external_ids": ["acme-0001"],
        "user_counts": {"acme-0001": 2},
        "users_of_files": {},
    }
    assert result.api_calls == {}


def of_customer(key, template="gold-us", **changes):
    declared = {**samples.CUSTOMER, "external_id": key, "admin_email": f"it@{key}.example", "template": template}
    templates = [{**samples.TEMPLATE, "allow_admin_invite_emails": True}, {**samples.TEMPLATE, "name": "silver"}]
    return {"webex_onboarding_templates": templates, "webex_customer": {**declared, **changes}}


def test_one_customer_of_each_partner_stands_for_a_template():
    result = run(
        {
            "a": of_customer("attached", org_id=samples.ORG),
            "s": of_customer("sub-2", sub_partner_org_id="SUB-1", sub_partner_admin_email="it@sub.example"),
            "z": of_customer("own-2", protected=True),
            "r": of_customer("sub-1", sub_partner_org_id="SUB-1", allow_package_removal=True),
            "y": of_customer("own-1"),
            "t": of_customer("sub-0", sub_partner_org_id="SUB-0"),
        }
    )
    chosen = result.objects["template_customers"]
    assert list(chosen) == ["gold-us"]
    assert [row["external_id"] for row in chosen["gold-us"]] == ["own-1", "sub-0", "sub-1"]
    assert set(chosen["gold-us"][2]) == {*samples.CUSTOMER, "sub_partner_org_id"}


def test_an_attached_organization_stands_for_a_template_when_there_is_no_other():
    result = run({"a": of_customer("attached", org_id=samples.ORG), "b": of_customer("other", "silver")})
    chosen = result.objects["template_customers"]
    assert [row["external_id"] for row in chosen["gold-us"]] == ["attached"]
    assert [row["external_id"] for row in chosen["silver"]] == ["other"]


@pytest.mark.parametrize("check_mode", [True, False])
def test_every_mistake_is_told(check_mode):
    bad = {**HOST, "webex_users": [{**samples.LEO, "email": "leo"}]}
    result = run({"acme": bad, "harbor": {}}, check_mode)
    assert result.failed is True
    assert result.message.startswith(
        "2 mistakes in the data:\n- acme: webex_users[0].email: 'leo' is not an e-mail address"
    )
    assert [(problem["customer"], problem["path"]) for problem in result.objects["problems"]] == [
        ("acme", "webex_users[0].email"),
        ("harbor", "webex_customer"),
    ]


def without_users():
    return {key: value for key, value in HOST.items() if key != "webex_users"}


def test_users_file(tmp_path):
    path = tmp_path / "users.csv"
    path.write_text(
        "User ID/Email (Required),First Name,Last Name,Package,Color\nleo@acme.example,Leo,Fox,webex_meetings,red\n"
    )
    result = run({"acme": {**without_users(), "webex_users_file": str(path)}})
    assert result.objects["users"] == 1
    assert result.warnings == ["acme: users.csv: columns passed over: Color."]


def test_a_users_file_that_is_not_there(tmp_path):
    result = run({"acme": {**without_users(), "webex_users_file": str(tmp_path / "users.csv")}})
    assert "acme: webex_users_file: the file " in result.message
    assert "cannot be read: No such file or directory. Correct the path." in result.message


def test_a_variable_that_nobody_knows():
    result = run({"acme": {**HOST, "webex_location": []}})
    assert result.message == (
        "1 mistake in the data:\n- acme: webex_location: there is no such variable. Did you mean webex_locations? "
        "Name a variable of your own in webex_other_variables."
    )
    own = {"webex_location": [], "webex_other_variables": ["webex_location"], "location": "no prefix"}
    assert run({"acme": {**HOST, **own}}).failed is False


def test_what_all_hosts_have_is_one_mistake():
    hosts = {key: {**of_customer(key), "webex_prune_users": True, "webex_api_url": 1} for key in ("a", "b")}
    result = run(hosts)
    assert [(problem["customer"], problem["path"]) for problem in result.objects["problems"]] == [
        ("", "webex_prune_users"),
        ("", "webex_api_url"),
    ]
