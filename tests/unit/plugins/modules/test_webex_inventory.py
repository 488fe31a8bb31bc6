# SPDX-License-Identifier: GPL-3.0-or-later
"""webex_inventory: every mistake at once, and nobody asked."""

from __future__ import annotations

import json

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
        "missing_when_new": {},
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


def by_host(declarations, **options):
    return run_module(InventoryOperation, INVENTORY, {"declarations": declarations, "by_host": True, **options})


def test_hosts_without_a_mistake_can_go_on():
    wrong = {**of_customer("b"), "webex_users": [{**samples.LEO, "email": "leo"}]}
    found = by_host({"a": of_customer("a"), "b": wrong, "c": of_customer("c"), "d": of_customer("c")}).objects
    assert list(found["refused"]) == ["b", "c", "d"]
    assert found["refused"]["c"] == found["refused"]["d"]
    assert [(problem["customer"], problem["path"]) for problem in found["problems"]] == [
        ("b", "webex_users[0].email"),
        ("d", "webex_customer.external_id"),
    ]
    assert (found["hosts"], found["customers"], found["external_ids"]) == (["a", "b", "c", "d"], 1, ["a"])


def test_templates_of_a_refused_host_are_nobodys():
    other = of_customer("b", "silver")
    other["webex_onboarding_templates"] = [{**samples.TEMPLATE, "name": "silver"}]
    found = by_host({"a": HOST, "b": {**other, "webex_users": [{"email": "leo"}]}}).objects
    assert [template["name"] for template in found["templates"]] == ["gold-us"]


def test_nothing_is_refused_where_nothing_is_wrong():
    found = by_host({"a": of_customer("a"), "b": of_customer("b")})
    assert (found.failed, found.objects["refused"], found.objects["problems"]) == (False, {}, [])


def test_a_setting_that_is_wrong_for_all_stops_all():
    result = by_host({key: {**of_customer(key), "webex_workers": 0} for key in ("a", "b")})
    assert result.message.startswith("1 mistake in the data:\n- webex_workers: 0 is less than 1.")
    # One host alone is the host that is wrong.
    assert list(by_host({"a": {**of_customer("a"), "webex_workers": 0}}).objects["refused"]) == ["a"]


def test_identities_alone_by_host():
    found = by_host({"a": of_customer("x"), "b": of_customer("x"), "c": {}}, identities_only=True)
    assert (found.failed, list(found.objects["refused"])) == (False, ["a", "b"])


@pytest.mark.parametrize("good", [True, False])
@pytest.mark.parametrize("fails", [True, False])
def test_the_outcome_is_written_whatever_it_is(tmp_path, good, fails):
    path = tmp_path / "outcome.json"
    declarations = {"a": of_customer("a"), "b": of_customer("b") if good else {}}
    options = {"declarations": declarations, "by_host": not fails, "validation_file": str(path)}
    result = run_module(InventoryOperation, INVENTORY, options, check_mode=True)
    assert result.failed is (fails and not good)
    assert json.loads(path.read_text())["valid"] is good


def test_an_outcome_that_cannot_be_written_fails(tmp_path):
    result = by_host({"a": of_customer("a"), "b": {}}, validation_file=str(tmp_path / "nowhere" / "outcome.xml"))
    assert result.failed
    assert "outcome.xml cannot be written: No such file or directory." in result.message
    assert "- b: webex_customer: the host declares no customer." in result.message
