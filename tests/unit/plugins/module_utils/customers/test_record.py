# SPDX-License-Identifier: GPL-3.0-or-later
"""What Webex never returns: taken from the declaration, compared with the record, and remembered."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._customers.model import Customer, Headquarters
from ansible_collections.webex.wholesale.plugins.module_utils._customers.present import WholesaleCustomer
from ansible_collections.webex.wholesale.plugins.module_utils._customers.record import (
    limits_change,
    of_customer,
    record_after,
    record_warnings,
    values_of,
)
from ansible_collections.webex.wholesale.plugins.module_utils._declare.fields import marked
from ansible_collections.webex.wholesale.plugins.module_utils._declare.model import read
from ansible_collections.webex.wholesale.plugins.module_utils._engine.plan import Change
from ansible_collections.webex.wholesale.tests.unit.samples import ADDRESS, CUSTOMER

LIMITS = {"webex_calling": 50}
SENT = {
    "admin_email": "it@acme.example",
    "headquarters.language": "en_us",
    "language": "en_US",
    "name": "Acme Pizza",
    "package_limits.webex_calling": 50,
    "template": "gold-us",
}


def wanted(**changes):
    return read(Customer, {**CUSTOMER, "template": "gold-us", "package_limits": LIMITS, **changes})


def current(**changes):
    data = {"id": "C", "status": "provisioned", "external_id": "acme-0001", "address": ADDRESS}
    return WholesaleCustomer(**{**data, "packages": ("webex_calling", "webex_meetings"), **changes})


def warnings(declared, recorded, customer=None, *, sent=False, compares_name=False):
    return record_warnings(declared, customer or current(), recorded, sent=sent, compares_name=compares_name)


def test_values_that_webex_never_returns():
    assert values_of(wanted()) == SENT
    more = {"meetings_timezone": "Europe/Berlin", "sub_partner_admin_email": "a@sub.example"}
    assert values_of(wanted(**more)) == {**SENT, **more}
    # All but the address and what is found by other steps.
    assert set(marked(Customer, "recorded")) == {
        *(set(SENT) - {"headquarters.language", "package_limits.webex_calling"}),
        "package_limits",
        *more,
    }
    assert marked(Headquarters, "recorded") == ("language",)


def test_an_attached_organization_has_its_own_name_and_language():
    assert values_of(wanted(org_id="O1", package_limits={}, template=None)) == {"headquarters.language": "en_us"}
    assert values_of(wanted(org_id="O1", package_limits={}))["template"] == "gold-us"


def test_without_calling_there_is_no_first_location():
    assert "headquarters.language" not in values_of(wanted(packages=["webex_meetings"], package_limits={}))


@pytest.mark.parametrize(
    ("recorded", "options", "change"),
    [
        (SENT, {}, None),
        ({**SENT, "package_limits.webex_calling": 40}, {}, Change({"webex_calling": 40}, LIMITS)),
        ({"language": "en_US"}, {}, Change(None, LIMITS)),
        ({**SENT, "package_limits.webex_meetings": 9}, {}, None),
        ({}, {}, None),
        ({}, {"other_changes": True}, Change("not readable", LIMITS)),
        (None, {}, None),
        (None, {"other_changes": True}, None),
        (None, {"always": True}, Change("not readable", LIMITS)),
        (SENT, {"always": True}, Change("not readable", LIMITS)),
        ({**SENT, "package_limits.webex_calling": 40}, {"always": True}, Change({"webex_calling": 40}, LIMITS)),
    ],
    ids=str,
)
def test_limits_that_differ_are_a_change(recorded, options, change):
    assert limits_change(wanted(), recorded, **options) == change


def test_no_limits_are_no_change():
    assert limits_change(wanted(package_limits={}), SENT, always=True, other_changes=True) is None


@pytest.mark.parametrize(
    ("name", "changes", "words"),
    [
        ("name", {"name": "Acme Burger"}, "compare_name: true"),
        ("admin_email", {"admin_email": "new@acme.example"}, "webex_admins"),
        ("language", {"language": "de_DE"}, "Control Hub"),
        ("headquarters.language", {"headquarters": {**CUSTOMER["headquarters"], "language": "de_de"}}, "Control Hub"),
        ("meetings_timezone", {"meetings_timezone": "Europe/Berlin"}, "Control Hub"),
        ("template", {"template": "silver-us"}, "keeps what the former template gave it"),
        ("sub_partner_admin_email", {"sub_partner_admin_email": "a@sub.example"}, "Partner Hub"),
    ],
)
def test_what_webex_takes_only_at_creation_is_reported(name, changes, words):
    (warning,) = warnings(wanted(**changes), SENT)
    assert warning.startswith(f"customer acme-0001: {name} is declared as ")
    assert f"was {SENT.get(name, 'not declared')}." in warning
    assert words in warning
    # Recorded, it is reported no more.
    assert warnings(wanted(**changes), record_after(wanted(**changes), SENT)) == []


def test_spellings_of_an_address_and_a_language_are_the_same():
    assert warnings(wanted(admin_email="IT@acme.example"), {**SENT, "language": "en_us"}) == []
    assert len(warnings(wanted(name="ACME PIZZA"), SENT)) == 1


def test_two_names_of_one_time_zone_are_the_same():
    recorded = {**SENT, "meetings_timezone": "US/Pacific"}
    assert warnings(wanted(meetings_timezone="America/Los_Angeles"), recorded) == []
    assert len(warnings(wanted(meetings_timezone="America/Denver"), recorded)) == 1


def test_a_name_that_is_read_is_not_reported():
    assert warnings(wanted(name="Acme Burger"), SENT, compares_name=True) == []


def test_what_begins_with_a_change_is_sent_with_it():
    declared = wanted(meetings_timezone="Europe/Berlin", headquarters={**CUSTOMER["headquarters"], "language": "de_de"})
    none = current(packages=("common_area_calling",))
    (warning,) = warnings(declared, SENT, none, sent=True)
    assert "headquarters.language" in warning
    assert len(warnings(declared, SENT, none)) == 2
    assert warnings(declared, SENT, current(packages=("webex_assist",)), sent=True) == []


def test_without_a_record_what_cannot_be_compared_is_named():
    (warning,) = warnings(wanted(), {})
    assert "name, package_limits.webex_calling, template cannot be compared" in warning
    assert "update_limits: always" in warning
    (warning,) = warnings(wanted(), {}, sent=True)
    assert "package_limits" not in warning
    assert "update_limits" not in warning
    nothing = wanted(org_id="O1", packages=["webex_meetings"], package_limits={}, template=None)
    assert warnings(nothing, {}) == []


def test_a_record_that_is_older_than_templates_in_records_says_nothing_of_them():
    older = {name: value for name, value in SENT.items() if name != "template"}
    assert warnings(wanted(), older) == []
    assert record_after(wanted(), older) == SENT


def test_a_limit_that_left_is_reported_once():
    declared = wanted(package_limits={})
    (warning,) = warnings(declared, SENT)
    assert "the limit of webex_calling left the declaration, and stays" in warning
    assert warnings(declared, record_after(declared, SENT)) == []
    # With its package it is gone.
    assert warnings(wanted(packages=["webex_meetings"], package_limits={}), SENT) == []


def test_a_record_is_never_empty():
    declared = wanted(org_id="O1", packages=["webex_meetings"], package_limits={}, template=None)
    assert record_after(declared, {}) == {"name": None}
    # A limit that is declared later was not sent, and is known to be new.
    later = wanted(org_id="O1", template=None, packages=["webex_meetings"], package_limits={"webex_meetings": 5})
    assert limits_change(later, {"name": None}) == Change(None, {"webex_meetings": 5})


def test_what_belongs_to_locations_is_no_record_of_the_customer():
    assert of_customer({"locations.Fremont.language": "en_us"}) == {}
    assert of_customer({"locations.Fremont.language": "en_us", **SENT}) == SENT
    assert of_customer(None) is None


def test_the_record_keeps_what_is_not_declared_any_more():
    declared = wanted(language=None, package_limits={"webex_meetings": 3}, name="Acme Burger")
    expected = {**SENT, "name": "Acme Burger", "package_limits.webex_meetings": 3}
    del expected["package_limits.webex_calling"]
    after = record_after(declared, SENT)
    assert after == expected
    assert list(after) == sorted(after)
