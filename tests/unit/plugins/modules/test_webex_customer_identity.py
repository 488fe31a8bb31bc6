# SPDX-License-Identifier: GPL-3.0-or-later
"""webex_customer and names that are those of another customer: check mode refuses what the run refuses."""

from __future__ import annotations

import pytest

from ansible_collections.webex.wholesale.plugins.module_utils._customers.operation import CustomerOperation
from ansible_collections.webex.wholesale.plugins.module_utils._engine.runner import run as run_operation
from ansible_collections.webex.wholesale.tests.unit import samples
from ansible_collections.webex.wholesale.tests.unit.customer_calls import (
    LIST,
    ONE,
    OPTIONS,
    OTHER_ID,
    actions,
    expect_list,
    expect_organization,
    run,
)
from ansible_collections.webex.wholesale.tests.unit.samples import (
    CUSTOMER_ID,
    ORG,
    PARTNER_ORG,
    wire_customer,
)

RENAMED = {**OPTIONS, "customer_id": CUSTOMER_ID}
OTHER_ORG = samples.identifier("ORGANIZATION", 2)
OTHERS = [
    pytest.param(
        {**RENAMED, "declared_elsewhere": {"harbor-0002": "harbor"}},
        lambda webex: (
            webex.expect("GET", ONE, answer=wire_customer(externalId="harbor-0002")),
            expect_list(webex),
        ),
        ("customer harbor-0002", "the customer of host harbor", "host_vars", "--limit"),
        id="declared by another host",
    ),
    pytest.param(
        RENAMED,
        lambda webex: (
            webex.expect("GET", ONE, answer=wire_customer(externalId="old")),
            expect_list(webex, wire_customer(id=OTHER_ID)),
        ),
        ("customer old", "acme-0001, which another customer has", OTHER_ID),
        id="external id of another customer",
    ),
    pytest.param(
        RENAMED,
        lambda webex: webex.expect("GET", ONE, answer=wire_customer(status="deleting")),
        ("is being removed. Leave customer_id out",),
        id="id of one on its way out",
    ),
    pytest.param(
        {**OPTIONS, "org_id": OTHER_ORG},
        lambda webex: expect_list(webex, wire_customer()),
        (f"customer acme-0001 has the organization {ORG}, but org_id names {OTHER_ORG}",),
        id="organization of another customer",
    ),
    pytest.param(
        {**OPTIONS, "org_id": ORG},
        lambda webex: (
            expect_list(webex),
            expect_organization(webex, wire_customer(id=OTHER_ID, externalId="harbor-0002")),
        ),
        ("is already the organization of customer harbor-0002", OTHER_ID),
        id="organization that has a customer",
    ),
    pytest.param(
        {"state": "absent", "external_id": "harbor-0002", "customer_id": CUSTOMER_ID},
        lambda webex: webex.expect("GET", ONE, answer=wire_customer()),
        (f"{CUSTOMER_ID} is customer acme-0001, and not harbor-0002",),
        id="removal of another customer",
    ),
]


@pytest.mark.parametrize("check_mode", [True, False])
@pytest.mark.parametrize(("options", "calls", "words"), OTHERS)
def test_what_is_another_customers_is_refused(webex, options, calls, words, check_mode):
    calls(webex)
    result = run(options, check_mode)
    assert result.failed is True
    assert [word for word in words if word not in result.message] == []
    assert webex.writes == []


def test_other_customers_do_not_hinder_a_new_external_id(webex):
    webex.expect("GET", ONE, answer=wire_customer(externalId="old"))
    gone = wire_customer(id=OTHER_ID, status="deleting")
    expect_list(webex, gone, wire_customer(id=OTHER_ID, externalId="acme-00011"))
    result = run({**RENAMED, "declared_elsewhere": {"harbor-0002": "harbor"}}, check_mode=True)
    assert actions(result) == [("update", "acme-0001", ["external_id"])]
    # the next steps of the plan know it by that name
    assert result.objects["customer"]["external_id"] == "acme-0001"


def test_other_hosts_are_looked_at_for_a_new_external_id_only(webex):
    def look():
        raise AssertionError("nobody has to be looked at")

    webex.expect("GET", ONE, answer=wire_customer())
    inputs = {**samples.CONNECTION, **RENAMED, "look_elsewhere": look}
    assert run_operation(CustomerOperation, inputs, check_mode=True).message == ""


@pytest.mark.parametrize(
    "org_id", [ORG, "00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-00000000000A"]
)
def test_an_organization_is_the_same_in_every_spelling(webex, org_id):
    there = "00000000-0000-4000-8000-00000000000a" if org_id.endswith("A") else ORG
    expect_list(webex, wire_customer(orgId=there))
    assert run({**OPTIONS, "org_id": org_id}).changed is False


@pytest.mark.parametrize("check_mode", [True, False])
def test_the_partner_is_not_its_own_sub_partner(webex, check_mode):
    scope = {"onBehalfOfSubPartnerOrgId": PARTNER_ORG, "externalId": "acme-0001", "max": "100"}
    webex.expect("GET", LIST, query=scope, answer={"items": []})
    webex.expect("GET", "/people/me", answer={"orgId": PARTNER_ORG})
    result = run({**OPTIONS, "sub_partner_org_id": PARTNER_ORG}, check_mode)
    assert "sub_partner_org_id" in result.message
    assert "is the partner's own organization" in result.message
    assert webex.writes == []
