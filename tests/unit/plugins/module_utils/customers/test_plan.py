# SPDX-License-Identifier: GPL-3.0-or-later
"""Planning a customer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.webex.wholesale.plugins.module_utils._customers.model import Customer
from ansible_collections.webex.wholesale.plugins.module_utils._customers.plan import (
    merged_address,
    plan_absent,
    plan_present,
    plan_removal,
)
from ansible_collections.webex.wholesale.plugins.module_utils._customers.present import WholesaleCustomer
from ansible_collections.webex.wholesale.plugins.module_utils._declare.fields import marked, marks_of
from ansible_collections.webex.wholesale.plugins.module_utils._declare.model import read
from ansible_collections.webex.wholesale.plugins.module_utils._engine.plan import Change
from ansible_collections.webex.wholesale.plugins.module_utils._engine.refusal import Refused
from ansible_collections.webex.wholesale.tests.unit.samples import ADDRESS, CUSTOMER


def wanted(**changes):
    return read(Customer, {**CUSTOMER, **changes})


def current(**changes):
    data = {"id": "C", "status": "provisioned", "external_id": "acme-0001", "address": ADDRESS}
    return WholesaleCustomer(**{**data, "packages": ("webex_meetings", "webex_calling"), **changes})


def test_creation_shows_what_is_sent():
    action = plan_present(wanted(protected=True, allow_package_removal=True), None)
    assert (action.action, action.identity) == ("create", "acme-0001")
    assert {name: change.after for name, change in action.fields.items()} == CUSTOMER
    renamed = {**CUSTOMER["headquarters"], "previous_name": "Main Building"}
    assert plan_present(wanted(headquarters=renamed), None) == action


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"packages": ["webex_meetings", "webex_calling"]},
        {"name": "Other name", "admin_email": "other@acme.example", "language": "de"},
        {"package_limits": {"webex_calling": 50}},
        {"address": {"line1": "771 Alder Drive", "city": "Milpitas", "country": "US"}},
        {"address": {**ADDRESS, "line2": None}},
    ],
    ids=["same", "other order", "not readable", "limits", "absent keys", "null where nothing is"],
)
def test_nothing_to_do(changes):
    assert plan_present(wanted(**changes), current()).action == "none"


OTHER = {
    "external_id": "acme-0002",
    "name": "Other name",
    "admin_email": "other@acme.example",
    "packages": ["webex_calling"],
    "language": "de",
    "address": {**ADDRESS, "line1": "1 Main Street"},
    "headquarters": {**CUSTOMER["headquarters"], "name": "Depot"},
    "meetings_timezone": "Europe/Berlin",
    "org_id": "O2",
    "sub_partner_admin_email": "admin@sub.example",
}


@pytest.mark.parametrize("name", OTHER)
def test_what_is_sent_at_creation_only_is_no_difference_later(name):
    action = plan_present(wanted(allow_package_removal=True, **{name: OTHER[name]}), current())
    assert (action.action == "none") == marks_of(Customer, name).creation_only


def test_every_field_that_is_sent_at_creation_only_is_tried():
    assert set(marked(Customer, "creation_only")) <= set(OTHER)


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        (
            {"packages": ["webex_calling", "webex_meetings", "webex_voice"]},
            {
                "packages": Change(
                    ["webex_calling", "webex_meetings"], ["webex_calling", "webex_meetings", "webex_voice"]
                )
            },
        ),
        ({"external_id": "acme-2"}, {"external_id": Change("acme-0001", "acme-2")}),
        ({"address": {**ADDRESS, "city": "San Jose"}}, {"address.city": Change("Milpitas", "San Jose")}),
        ({"address": {**ADDRESS, "line2": "Floor 2"}}, {"address.line2": Change(None, "Floor 2")}),
        ({"address": {**ADDRESS, "postal_code": None}}, {"address.postal_code": Change("95035", None)}),
        (
            {"packages": ["webex_meetings"], "allow_package_removal": True},
            {"packages": Change(["webex_calling", "webex_meetings"], ["webex_meetings"])},
        ),
    ],
)
def test_update(changes, fields):
    action = plan_present(wanted(**changes), current())
    assert (action.action, action.fields) == ("update", fields)


def test_limits_are_sent_when_that_is_asked_for():
    action = plan_present(wanted(package_limits={"webex_calling": 50}), current(), resend_limits=True)
    assert action.fields == {"package_limits": Change("not readable", {"webex_calling": 50})}
    assert plan_present(wanted(), current(), resend_limits=True).action == "none"


def test_taking_a_package_away_needs_the_option():
    with pytest.raises(Refused) as caught:
        plan_present(wanted(packages=["webex_meetings"]), current())
    assert str(caught.value) == (
        "customer acme-0001: webex_calling would be taken away. Webex "
        "replaces the whole list. Add webex_calling to packages, or set allow_package_removal: true; users of what is "
        "taken away have to be moved to another package, or removed."
    )


@pytest.mark.parametrize(
    ("ignore", "changes"),
    [("packages", {"packages": ["webex_meetings"]}), ("address", {"address": {**ADDRESS, "city": "San Jose"}})],
)
def test_ignored_drift(ignore, changes):
    assert plan_present(wanted(**changes), current(), ignore=[ignore]).action == "none"


def test_what_is_not_built_is_ordered_once_more():
    action = plan_present(wanted(), current(), repeat=["webex_calling", "webex_voice"])
    assert action.fields == {"package_status.webex_calling": Change("error", "provisioned")}
    assert plan_present(wanted(), current(), repeat=["webex_calling"], ignore=["packages"]).action == "none"


def test_removal_of_packages_alone():
    before = ["webex_calling", "webex_meetings"]
    assert plan_removal(wanted(), current()).action == "none"
    assert plan_removal(wanted(), None).action == "none"
    changed = wanted(packages=["webex_suite"], address={**ADDRESS, "city": "X"}, allow_package_removal=True)
    action = plan_removal(changed, current())
    # what is added was added before
    assert action.fields == {"packages": Change([*before, "webex_suite"], ["webex_suite"])}
    assert plan_removal(changed, current(), ["packages"]).action == "none"
    with pytest.raises(Refused):
        plan_removal(wanted(packages=["webex_suite"]), current())


def test_absent_with_users():
    assert plan_absent("acme-0001", current(), 3).fields["users"] == Change(3, None)
    assert "users" not in plan_absent("acme-0001", current()).fields


def test_absent():
    assert plan_absent("acme-0001", None).action == "none"
    assert plan_absent("acme-0001", current(status="deleting")).action == "none"
    action = plan_absent("acme-0001", current())
    assert action.action == "delete"
    assert action.fields["packages"] == Change(["webex_calling", "webex_meetings"], None)


PACKAGES = st.lists(
    st.sampled_from(["webex_calling", "webex_meetings", "webex_suite", "webex_voice", "cx_essentials"]),
    unique=True,
    min_size=1,
)
TEXT = st.sampled_from(["x", "y", "z"])
ADDRESSES = st.fixed_dictionaries(
    {"line1": TEXT, "city": TEXT, "country": st.sampled_from(["US", "GB"])},
    optional={"line2": TEXT | st.none(), "state": TEXT | st.none(), "postal_code": TEXT | st.none()},
)


@given(packages=PACKAGES, address=ADDRESSES, before=PACKAGES, address_before=ADDRESSES)
def test_what_a_plan_leads_to_needs_no_plan(packages, address, before, address_before):
    customer = wanted(packages=packages, address=address, allow_package_removal=True)
    present = current(packages=tuple(before), address={key: value for key, value in address_before.items() if value})
    action = plan_present(customer, present)
    after = {key: value for key, value in merged_address(customer, present.address).items() if value}
    assert plan_present(customer, current(packages=tuple(packages), address=after)).action == "none"
    assert action.changes == (set(packages) != set(before) or after != present.address)


@given(packages=PACKAGES, before=PACKAGES)
def test_no_package_is_ever_taken_away_without_the_option(packages, before):
    try:
        action = plan_present(wanted(packages=packages), current(packages=tuple(before)))
    except Refused:
        assert set(before) - set(packages)
    else:
        assert set(before) <= set(packages)
        assert action.action in ("none", "update")


@pytest.mark.parametrize(
    ("present_name", "fields"),
    [
        (None, {}),
        ("Acme Pizza", {}),
        (" Acme Pizza ", {}),
        ("Acme", {"name": Change("Acme", "Acme Pizza")}),
        ("", {"name": Change("", "Acme Pizza")}),
    ],
)
def test_the_name_is_compared_when_it_was_read(present_name, fields):
    assert plan_present(wanted(), current(), present_name=present_name).fields == fields
    without_name = {key: value for key, value in CUSTOMER.items() if key not in ("name", "admin_email")}
    attached = read(Customer, {**without_name, "org_id": "O"})
    assert plan_present(attached, current(), present_name=present_name).fields == {}
