# SPDX-License-Identifier: GPL-3.0-or-later
"""Planning an onboarding template, and the steps for a person."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.webex.wholesale.plugins.module_utils._declare.model import read
from ansible_collections.webex.wholesale.plugins.module_utils._engine.plan import Change
from ansible_collections.webex.wholesale.plugins.module_utils._templates.model import Template
from ansible_collections.webex.wholesale.plugins.module_utils._templates.partner_hub import (
    steps_to_create,
    steps_to_delete,
    steps_to_update,
)
from ansible_collections.webex.wholesale.plugins.module_utils._templates.plan import (
    declared_fields,
    merged,
    plan_recorded,
    plan_template,
)
from ansible_collections.webex.wholesale.plugins.module_utils._templates.present import Record
from ansible_collections.webex.wholesale.tests.unit.samples import TEMPLATE

SAML = {"method": "saml", "idp_entity_id": "https://idp.provider.example"}


def template(**changes):
    return read(Template, {**TEMPLATE, **changes})


def test_creation():
    action = plan_template(template(authentication=SAML, provisioning_id="P"), None)
    assert action.action == "create"
    assert {name: change.after for name, change in action.fields.items()} == {
        **TEMPLATE,
        "authentication.method": "saml",
        "authentication.idp_entity_id": "https://idp.provider.example",
        "allow_admin_invite_emails": False,
        "allow_webex_calls": False,
    }


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({}, {}),
        ({"brand_name": None}, {"brand_name": Change("Provider Voice", None)}),
        ({"allow_webex_calls": False}, {"allow_webex_calls": Change(True, False)}),
        ({"authentication": {"method": "webex"}}, {"authentication.method": Change("saml", "webex")}),
        (
            {"authentication": {**SAML, "idp_entity_id": "other"}},
            {"authentication.idp_entity_id": Change("https://idp.provider.example", "other")},
        ),
        ({"country": "CA", "provisioning_id": "P"}, {"country": Change("US", "CA")}),
    ],
)
def test_only_what_is_written_is_compared(changes, fields):
    known = declared_fields(template(brand_name="Provider Voice", allow_webex_calls=True, authentication=SAML))
    action = plan_template(template(**changes), known)
    assert (action.action, action.fields) == ("update" if fields else "none", fields)


OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "brand_name": st.sampled_from(["Provider Voice", "Other", None]),
        "cloud_connected_pstn_provider": st.sampled_from(["Carrier", None]),
        "allow_admin_invite_emails": st.booleans(),
        "allow_webex_calls": st.booleans(),
        "authentication": st.sampled_from([SAML, {"method": "webex"}, {}, {"method": "oidc", "idp_entity_id": "x"}]),
        "country": st.sampled_from(["US", "CA"]),
    },
)


@given(before=OPTIONS, after=OPTIONS)
def test_what_a_plan_leads_to_needs_no_plan(before, after):
    known = declared_fields(template(**before))
    wanted = template(**after)
    reached = merged(wanted, known)
    assert plan_template(wanted, reached).action == "none"
    untouched = set(declared_fields(wanted)) - wanted.model_fields_set
    assert {key: reached[key] for key in untouched} == {key: known[key] for key in untouched}
    if plan_template(wanted, known).action == "none":
        assert reached == known


def test_steps_to_create_have_the_values_filled_in():
    steps = steps_to_create(template(authentication=SAML, brand_name="Provider Voice", allow_webex_calls=True))
    text = "\n".join(steps)
    for value in (*TEMPLATE.values(), "Partner authentication, entity ID https://idp.provider.example"):
        assert value in text
    assert "brand name Provider Voice; administrator invitation e-mails off; Webex-to-Webex calls on." in text
    assert "choose no provider" in text
    assert steps[-1] == "Put it into the inventory as provisioning_id of template gold-us and run again."
    assert "carrier" not in text
    assert "choose the cloud connected PSTN provider Carrier." in "\n".join(
        steps_to_create(template(cloud_connected_pstn_provider="Carrier"))
    )


def test_steps_to_update():
    fields = {
        "country": Change("US", "CA"),
        "allow_webex_calls": Change(False, True),
        "brand_name": Change("A", None),
    }
    steps = steps_to_update(template(), fields)
    assert steps[1:-1] == [
        "Set Allow Webex-to-Webex (non-PSTN) calls to on (was off).",
        "Set Brand name for e-mails to nothing (was A).",
        "Set Country or region to CA (was US).",
    ]
    assert "confirmed: true" in steps[-1]


def test_steps_to_delete():
    assert steps_to_delete("gold-us") == [
        "Sign in to Partner Hub, open Customers > Onboarding templates, and delete gold-us there."
    ]


@pytest.mark.parametrize(("recorded", "said"), [("P1", ["has the provisioning ID P2, and had P1"]), ("P2", [])])
def test_another_provisioning_id_does_not_reach_customers_that_are_there(recorded, said):
    wanted = template(provisioning_id="P2")
    plan = plan_recorded("gold-us", wanted, Record(recorded, declared_fields(wanted)), confirmed=False)
    assert len(plan.warnings) == len(said)
    for text, warning in zip(said, plan.warnings, strict=True):
        assert text in warning
        assert "customers that are there keep" in warning
